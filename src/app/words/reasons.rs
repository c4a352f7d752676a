//! Why something happened, in sentences.

use super::table::{Reader, Table, table};

table! {
    /// Places: `{who}` acts, `{watcher}` is told, `{path}` is the znode, `{child}` one of its
    /// children, `{zxid}` the transaction.
    pub struct Reasons {
        pub typed: &'static str,
        pub asked: &'static str,
        pub session_opened: &'static str,
        pub session_closed: &'static str,
        /// `{heard}`, `{timeout}`, `{tick}`, `{at}`: when it was last heard, and the sums.
        pub session_expired: &'static str,

        pub refused_otherwise: &'static str,

        pub node_created: &'static str,
        pub node_deleted: &'static str,
        /// `{owner}` closed its session.
        pub node_deleted_closed: &'static str,
        /// The session of `{owner}` expired.
        pub node_deleted_expired: &'static str,
        pub node_changed: &'static str,
        pub child_came: &'static str,
        pub child_went: &'static str,
        pub child_went_closed: &'static str,
        pub child_went_expired: &'static str,
        pub while_away: &'static str,
        pub watch_used: &'static str,
        pub watch_stays: &'static str,
        pub watch_given_up: &'static str,
        pub withheld: &'static str,
        pub too_long: &'static str,
        pub auth_refused: &'static str,
        pub swept: &'static str,
        pub node_deleted_swept: &'static str,
        pub child_went_swept: &'static str,

        pub connected: &'static str,
        pub disconnected: &'static str,
        pub expired: &'static str,
        pub closed: &'static str,
        pub auth_failed: &'static str,

        pub killed: &'static str,
        pub restarted: &'static str,
        pub removed: &'static str,
        pub paused: &'static str,
        pub resumed: &'static str,
        /// `{code}`.
        pub exited: &'static str,
        pub ping: &'static str,
    }
}

pub const EN: Reasons = Reasons {
    typed: "Typed into the console of {who}.",
    asked: "{who} asked for it. It took zxid {zxid}, and whoever watched was told before the answer went out.",
    session_opened: "{who} connected and asked for a session. That is a transaction of its own: zxid {zxid}.",
    session_closed: "{who} closed its session in good order (zxid {zxid}). Its ephemeral znodes go with it, at once.",
    session_expired: "The session of {who} expired: it was last heard at {heard} s, its timeout is {timeout}, and the server rounds up to the next tick of {tick}: {at} s. Its ephemeral znodes go with it (zxid {zxid}).",

    refused_otherwise: "The server refused it.",

    node_created: "{who} created {path}.",
    node_deleted: "{who} deleted {path}.",
    node_deleted_closed: "{path} was ephemeral, and {owner} closed its session.",
    node_deleted_expired: "{path} was ephemeral, and the session of {owner} expired: last heard at {heard} s, timeout {timeout}, rounded up to the next tick.",
    node_changed: "{who} set the data of {path}.",
    child_came: "{who} created {child} below {path}.",
    child_went: "{who} deleted {child} below {path}.",
    child_went_closed: "{child} below {path} was ephemeral, and {owner} closed its session.",
    child_went_expired: "{child} below {path} was ephemeral, and the session of {owner} expired: last heard at {heard} s, timeout {timeout}, rounded up to the next tick.",
    while_away: "It happened while {watcher} had no connection; the server found it by comparing.",
    watch_stays: "The watch of {watcher} stays: it was set with addWatch.",
    watch_given_up: "{watcher} has given up its watch on {path}. That is news from its own client; the server tells nobody.",
    withheld: "{watcher} was watching {path}, but may not read it: it hears nothing, and a watch for one event is used up all the same.",
    too_long: "The request has {length} bytes, and the server reads no more than {longest} (jute.maxbuffer). It hangs up without an answer, so {who} sees the connection lost and no reason.",
    auth_refused: "The server knows no such credentials of the scheme {scheme}: it hangs up, and the handle of {who} is dead. The session lives on until its timeout.",
    swept: "Nobody asked for it: at its check the server found a container whose last child had gone, or a znode whose time to live was over (zxid {zxid}).",
    node_deleted_swept: "{path} was a container without children, or its time to live was over: the server removed it at its check.",
    child_went_swept: "{child} below {path} was a container without children, or its time to live was over: the server removed it at its check.",
    watch_used: "The watch of {watcher} was good for one event and is gone. To hear of the next change, set it again.",

    connected: "A server has taken {watcher} in.",
    disconnected: "The connection is gone. The session may live on: only the server can end it.",
    expired: "{watcher} has learnt that its session is no more. Its watches and ephemeral znodes are gone for good.",
    closed: "{watcher} has closed its session.",
    auth_failed: "The credentials of {watcher} were refused: its handle can do nothing more. Its session lives on until its timeout.",

    killed: "As by kill -9: no word to the server. It will notice only when the session has been silent for its timeout.",
    restarted: "A new process with a new session. What the old session owns stays until that one ends.",
    removed: "It died as by kill -9 and has left. What its session owns stays until that one ends.",
    paused: "It stands still, as in a long garbage collection: it neither reads nor sends, and knows nothing of it. Its connection stays; its heartbeats do not.",
    resumed: "It wakes up and acts on what it believed when it fell asleep. Only then it reads what has come meanwhile.",
    exited: "The console has ended with code {code}.",
    ping: "Nothing to say for a third of the timeout: a heartbeat keeps the session alive.",
};

pub const ZH: Reasons = Reasons {
    typed: "在 {who} 的控制台中输入。",
    asked: "由 {who} 请求。它占用 zxid {zxid}；服务器先通知监视者，再发出应答。",
    session_opened: "{who} 连接并请求会话。这本身就是一个事务：zxid {zxid}。",
    session_closed: "{who} 正常关闭了会话（zxid {zxid}）。它的临时 znode 立即随之消失。",
    session_expired: "{who} 的会话过期：最后一次听到它是在 {heard} 秒，超时为 {timeout}，服务器向上取整到下一个 {tick} 的滴答：{at} 秒。它的临时 znode 随之消失（zxid {zxid}）。",

    refused_otherwise: "服务器拒绝了它。",

    node_created: "{who} 创建了 {path}。",
    node_deleted: "{who} 删除了 {path}。",
    node_deleted_closed: "{path} 是临时的，而 {owner} 关闭了会话。",
    node_deleted_expired: "{path} 是临时的，而 {owner} 的会话过期：最后一次听到它是在 {heard} 秒，超时为 {timeout}，向上取整到下一个滴答。",
    node_changed: "{who} 设置了 {path} 的数据。",
    child_came: "{who} 在 {path} 下创建了 {child}。",
    child_went: "{who} 删除了 {path} 下的 {child}。",
    child_went_closed: "{path} 下的 {child} 是临时的，而 {owner} 关闭了会话。",
    child_went_expired: "{path} 下的 {child} 是临时的，而 {owner} 的会话过期：最后一次听到它是在 {heard} 秒，超时为 {timeout}，向上取整到下一个滴答。",
    while_away: "它发生在 {watcher} 断开期间；服务器通过比较发现了它。",
    watch_stays: "{watcher} 的监视还在：它是用 addWatch 设置的。",
    watch_given_up: "{watcher} 放弃了对 {path} 的监视。这是它自己的客户端说的；服务器不通知任何人。",
    withheld: "{watcher} 监视着 {path}，但没有读取权限：它什么也听不到，而一次性的监视照样用掉了。",
    too_long: "请求有 {length} 字节，而服务器最多读取 {longest} 字节（jute.maxbuffer）。它不作应答就断开，所以 {who} 只看到连接丢失，看不到原因。",
    auth_refused: "服务器不认识 {scheme} 方案的这种凭据：它断开连接，{who} 的句柄从此失效。会话会保留到超时。",
    swept: "没有人请求：服务器在检查时发现一个容器的最后一个子节点已经离开，或者一个 znode 的存活时间已过（zxid {zxid}）。",
    node_deleted_swept: "{path} 是没有子节点的容器，或者存活时间已过：服务器在检查时移除了它。",
    child_went_swept: "{path} 下的 {child} 是没有子节点的容器，或者存活时间已过：服务器在检查时移除了它。",
    watch_used: "{watcher} 的监视只管一次，现在已经没有了。想知道下一次变化，请重新设置。",

    connected: "服务器接纳了 {watcher}。",
    disconnected: "连接断了。会话也许还活着：只有服务器能结束它。",
    expired: "{watcher} 得知自己的会话已不复存在。它的监视和临时 znode 永远消失了。",
    closed: "{watcher} 关闭了自己的会话。",
    auth_failed: "{watcher} 的凭据被拒绝：它的句柄什么也做不了了。它的会话会保留到超时。",

    killed: "如同 kill -9：没有通知服务器。只有当会话静默超过超时时间，服务器才会察觉。",
    restarted: "新的进程，新的会话。旧会话拥有的一切会保留到旧会话结束。",
    removed: "它如同被 kill -9 一样死去，并离开了舞台。它的会话拥有的一切会保留到会话结束。",
    paused: "它静止不动，如同漫长的垃圾回收：既不读也不发，自己毫不知情。连接还在，心跳却停了。",
    resumed: "它醒来，先按入睡前的认知行事，然后才读到这期间到达的消息。",
    exited: "控制台以代码 {code} 结束。",
    ping: "超时的三分之一时间里无话可说：心跳让会话保持存活。",
};
