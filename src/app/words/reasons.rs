//! Why something happened, in sentences.

/// Places: `{who}` acts, `{watcher}` is told, `{path}` is the znode, `{zxid}` the transaction.
#[derive(Debug, PartialEq)]
pub struct Reasons {
    pub typed: &'static str,
    pub asked: &'static str,
    pub session_opened: &'static str,
    pub session_closed: &'static str,
    /// `{heard}`, `{timeout}`, `{tick}`, `{at}`: when it was last heard, and the sums.
    pub session_expired: &'static str,

    pub node_exists: &'static str,
    /// `{owner}`.
    pub node_exists_owned: &'static str,
    pub no_node: &'static str,
    pub no_parent: &'static str,
    pub bad_version: &'static str,
    pub not_empty: &'static str,
    pub ephemeral_parent: &'static str,
    pub bad_arguments: &'static str,
    pub refused_otherwise: &'static str,
    pub refused_zxid: &'static str,

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

    pub connected: &'static str,
    pub disconnected: &'static str,
    pub expired: &'static str,
    pub closed: &'static str,

    pub killed: &'static str,
    pub restarted: &'static str,
    pub removed: &'static str,
    pub broken: &'static str,
    pub paused: &'static str,
    pub resumed: &'static str,
    /// `{code}`.
    pub exited: &'static str,
    pub ping: &'static str,
}

pub const EN: Reasons = Reasons {
    typed: "Typed into the console of {who}.",
    asked: "{who} asked for it. It took zxid {zxid}, and whoever watched was told before the answer went out.",
    session_opened: "{who} connected and asked for a session. That is a transaction of its own: zxid {zxid}.",
    session_closed: "{who} closed its session in good order (zxid {zxid}). Its ephemeral znodes go with it, at once.",
    session_expired: "The session of {who} expired: it was last heard at {heard} s, its timeout is {timeout}, and the server rounds up to the next tick of {tick}: {at} s. Its ephemeral znodes go with it (zxid {zxid}).",

    node_exists: "{path} is there already.",
    node_exists_owned: "{path} is there already, and belongs to the session of {owner}.",
    no_node: "There is no {path}.",
    no_parent: "{path} would have no parent: create that first.",
    bad_version: "The version asked for is not the present one: somebody else has changed {path} meanwhile.",
    not_empty: "{path} has children. A deletion never takes a whole tree.",
    ephemeral_parent: "The parent of {path} is ephemeral, and ephemeral znodes have no children.",
    bad_arguments: "{path} is one of the znodes that ZooKeeper keeps for itself.",
    refused_otherwise: "The server refused it.",
    refused_zxid: "The refusal took a zxid, too: {zxid}.",

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
    watch_used: "The watch of {watcher} was good for one event and is gone. To hear of the next change, set it again.",

    connected: "A server has taken {watcher} in.",
    disconnected: "The connection is gone. The session may live on: only the server can end it.",
    expired: "{watcher} has learnt that its session is no more. Its watches and ephemeral znodes are gone for good.",
    closed: "{watcher} has closed its session.",

    killed: "As by kill -9: no word to the server. It will notice only when the session has been silent for its timeout.",
    restarted: "A new process with a new session. What the old session owns stays until that one ends.",
    removed: "It died as by kill -9 and has left. What its session owns stays until that one ends.",
    paused: "It stands still, as in a long garbage collection: it neither reads nor sends, and knows nothing of it. Its connection stays; its heartbeats do not.",
    resumed: "It wakes up and acts on what it believed when it fell asleep. Only then it reads what has come meanwhile.",
    broken: "Its connection was closed, with all that was under way. It connects again with the same session.",
    exited: "The console has ended with code {code}.",
    ping: "Nothing to say for a third of the timeout: a heartbeat keeps the session alive.",
};

pub const ZH: Reasons = Reasons {
    typed: "在 {who} 的控制台中输入。",
    asked: "由 {who} 请求。它占用 zxid {zxid}；服务器先通知监视者，再发出应答。",
    session_opened: "{who} 连接并请求会话。这本身就是一个事务：zxid {zxid}。",
    session_closed: "{who} 正常关闭了会话（zxid {zxid}）。它的临时 znode 立即随之消失。",
    session_expired: "{who} 的会话过期：最后一次听到它是在 {heard} 秒，超时为 {timeout}，服务器向上取整到下一个 {tick} 的滴答：{at} 秒。它的临时 znode 随之消失（zxid {zxid}）。",

    node_exists: "{path} 已经存在。",
    node_exists_owned: "{path} 已经存在，属于 {owner} 的会话。",
    no_node: "不存在 {path}。",
    no_parent: "{path} 没有父节点：请先创建父节点。",
    bad_version: "请求的版本不是当前版本：这期间有人修改了 {path}。",
    not_empty: "{path} 有子节点。删除从不带走整棵子树。",
    ephemeral_parent: "{path} 的父节点是临时的，临时 znode 不能有子节点。",
    bad_arguments: "{path} 是 ZooKeeper 自己保留的 znode。",
    refused_otherwise: "服务器拒绝了它。",
    refused_zxid: "被拒绝的请求也占用一个 zxid：{zxid}。",

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
    watch_used: "{watcher} 的监视只管一次，现在已经没有了。想知道下一次变化，请重新设置。",

    connected: "服务器接纳了 {watcher}。",
    disconnected: "连接断了。会话也许还活着：只有服务器能结束它。",
    expired: "{watcher} 得知自己的会话已不复存在。它的监视和临时 znode 永远消失了。",
    closed: "{watcher} 关闭了自己的会话。",

    killed: "如同 kill -9：没有通知服务器。只有当会话静默超过超时时间，服务器才会察觉。",
    restarted: "新的进程，新的会话。旧会话拥有的一切会保留到旧会话结束。",
    removed: "它如同被 kill -9 一样死去，并离开了舞台。它的会话拥有的一切会保留到会话结束。",
    paused: "它静止不动，如同漫长的垃圾回收：既不读也不发，自己毫不知情。连接还在，心跳却停了。",
    resumed: "它醒来，先按入睡前的认知行事，然后才读到这期间到达的消息。",
    broken: "它的连接被关闭，途中的消息全部丢失。它会用同一个会话重新连接。",
    exited: "控制台以代码 {code} 结束。",
    ping: "超时的三分之一时间里无话可说：心跳让会话保持存活。",
};
