//! What is said of servers: their parts, their links, and what breaks there.

use super::table::{Reader, Table, table};
use crate::app::view::{PanelAction, ServerAction};
use crate::ensemble::{Feeding, Looking};
use crate::sim::{Cut, Fault};

table! {
    /// Places are named after what they hold.
    pub struct EnsembleWords {
        pub title: &'static str,
        /// `{present}` of `{of}`.
        pub quorum: &'static str,
        pub writes_ok: &'static str,
        pub no_quorum: &'static str,
        pub electing: &'static str,
        /// `{of}`, `{need}`: what a quorum is.
        pub why_quorum: &'static str,
        pub leader: &'static str,
        pub follower: &'static str,
        pub looking: &'static str,
        pub joining: &'static str,
        pub down: &'static str,
        pub paused: &'static str,
        pub cut_off: &'static str,
        /// `{n}`.
        pub clients: &'static str,
        /// `{name}`, `{part}`, `{zxid}`, `{lag}`, `{clients}`: all of a server as a sentence.
        pub server_told: &'static str,
        /// `{n}` transactions behind; `up to date`.
        pub behind: &'static str,
        pub up_to_date: &'static str,
        /// What a session's time does while nobody leads.
        pub no_leader: &'static str,

        pub as_seen_by: &'static str,
        pub ensemble: &'static str,
        /// `{name}`, `{server}`.
        pub client_at: &'static str,
        pub differs: &'static str,
        /// `{server}`, `{zxid}`, `{n}`.
        pub stale: &'static str,

        // What the menus offer. `{server}`.
        pub crash: &'static str,
        pub start: &'static str,
        pub cut: &'static str,
        pub cut_from: &'static str,
        pub cut_silently: &'static str,
        pub part: &'static str,
        pub part_silently: &'static str,
        pub cut_one_way: &'static str,
        pub part_one_way: &'static str,
        pub break_once: &'static str,
        pub hold: &'static str,
        pub release: &'static str,
        pub delay: &'static str,
        pub hurry: &'static str,
        pub heal: &'static str,
        pub lose_reply: &'static str,
        pub expire: &'static str,
        pub move_to: &'static str,

        // The events. `{epoch}`, `{leader}`, `{follower}`, `{n}`, `{zxid}`, `{server}`.
        pub leads: &'static str,
        pub leads_why: &'static str,
        pub follows: &'static str,
        pub follows_why: &'static str,
        pub looks: &'static str,
        pub looks_why: [&'static str; 5],
        pub fed: [&'static str; 3],
        pub fed_why: [&'static str; 3],
        pub turned_away: &'static str,
        pub turned_away_why: &'static str,
        pub moved: &'static str,
        pub moved_why: &'static str,
        pub reply_lost: &'static str,
        pub reply_lost_why: &'static str,

        // Why, of the things that people break.
        pub faults: FaultWords,
    }
}

table! {
    pub struct FaultWords {
        pub crashed: &'static str,
        pub started: &'static str,
        pub paused: &'static str,
        pub resumed: &'static str,
        pub cut: &'static str,
        pub cut_silently: &'static str,
        pub cut_one_way: &'static str,
        pub healed: &'static str,
        pub broken: &'static str,
        pub held: &'static str,
        pub released: &'static str,
        pub delayed: &'static str,
        pub loses_reply: &'static str,
        pub expired: &'static str,
        pub moves: &'static str,
    }
}

impl FaultWords {
    /// What follows from it.
    pub fn of(&self, fault: &Fault) -> &'static str {
        match fault {
            Fault::Crash(_) => self.crashed,
            Fault::Start(_) => self.started,
            Fault::Cut { how: Cut::Told, .. } => self.cut,
            Fault::Cut {
                how: Cut::Silent, ..
            } => self.cut_silently,
            Fault::Cut {
                how: Cut::SilentOneWay,
                ..
            } => self.cut_one_way,
            Fault::Heal { .. } => self.healed,
            Fault::Break { .. } => self.broken,
            Fault::Hold { .. } => self.held,
            Fault::Release { .. } => self.released,
            Fault::Delay { .. } => self.delayed,
            Fault::LoseReply(_) => self.loses_reply,
            Fault::Expire(_) => self.expired,
            Fault::Move(..) => self.moves,
        }
    }
}

impl EnsembleWords {
    pub fn why_looking(&self, why: Looking) -> &'static str {
        self.looks_why[match why {
            Looking::Started => 0,
            Looking::LeaderLost { .. } => 1,
            Looking::LeaderSilent { .. } => 2,
            Looking::MajorityLost => 3,
            Looking::NobodyCame => 4,
        }]
    }

    /// What a follower was given, and why so.
    pub fn feeding(&self, how: Feeding) -> (&'static str, &'static str) {
        let place = match how {
            Feeding::Diff => 0,
            Feeding::Trunc(_) => 1,
            Feeding::Snap => 2,
        };
        (self.fed[place], self.fed_why[place])
    }

    /// What a menu of a server says; places: `{server}`.
    pub fn of_server(&self, action: ServerAction) -> &'static str {
        match action {
            ServerAction::Crash => self.crash,
            ServerAction::Start => self.start,
            ServerAction::Cut => self.part,
            ServerAction::CutSilently => self.part_silently,
            ServerAction::CutOneWay => self.part_one_way,
            ServerAction::Heal => self.heal,
            ServerAction::Break => self.break_once,
            ServerAction::Hold => self.hold,
            ServerAction::Release => self.release,
            ServerAction::Delay => self.delay,
            ServerAction::Hurry => self.hurry,
            ServerAction::Pause | ServerAction::Resume => "",
        }
    }

    /// The same for what a menu of a process offers besides the life of the process.
    pub fn of_panel(&self, action: PanelAction) -> &'static str {
        match action {
            PanelAction::Cut => self.cut,
            PanelAction::CutFrom(_) => self.cut_from,
            PanelAction::CutSilently => self.cut_silently,
            PanelAction::CutOneWay(_) => self.cut_one_way,
            PanelAction::Heal => self.heal,
            PanelAction::Break => self.break_once,
            PanelAction::Hold(_) => self.hold,
            PanelAction::Release(_) => self.release,
            PanelAction::Delay(_) => self.delay,
            PanelAction::Hurry(_) => self.hurry,
            PanelAction::LoseReply => self.lose_reply,
            PanelAction::Expire => self.expire,
            PanelAction::MoveTo(_) => self.move_to,
            _ => "",
        }
    }
}

pub const EN: EnsembleWords = EnsembleWords {
    title: "Ensemble",
    quorum: "{present} of {of}",
    writes_ok: "writes OK",
    no_quorum: "no quorum: clients are disconnected; nothing is read or written, and no session expires",
    electing: "no leader yet: clients wait",
    why_quorum: "{need} of {of} servers must agree on every write.",
    leader: "leader",
    follower: "follower",
    looking: "looking",
    joining: "joining",
    down: "down",
    paused: "paused",
    cut_off: "cut off",
    clients: "{n} clients",
    server_told: "{name}: {part}, zxid {zxid}, {lag}, {clients}",
    behind: "{n} behind",
    up_to_date: "up to date",
    no_leader: "no leader · its time stands still",

    as_seen_by: "as seen by",
    ensemble: "ensemble",
    client_at: "{name} at {server}",
    differs: "differs from the ensemble",
    stale: "This was read at {server}, which is at zxid {zxid}: {n} behind the ensemble.",

    crash: "Crash",
    start: "Start",
    cut: "Cut all its links",
    cut_from: "Cut from {server}",
    cut_silently: "Cut silently",
    part: "Cut from the others",
    part_silently: "Cut silently from them",
    cut_one_way: "Cut one way to {server}",
    part_one_way: "Cut one way to them",
    break_once: "Break connections",
    hold: "Hold messages",
    release: "Release messages",
    delay: "Delay messages by 2 s",
    hurry: "Delay as usual",
    heal: "Heal its links",
    lose_reply: "Lose the next reply",
    expire: "Expire its session",
    move_to: "Move to {server}",

    leads: "leads, epoch {epoch}",
    leads_why: "A majority has accepted epoch {epoch} and has its history. What is in its log is agreed on from now on, and every session has its full timeout again.",
    follows: "follows {leader}",
    follows_why: "It has the history of {leader}, answers reads from its own copy, and passes writes on.",
    looks: "looks for a leader",
    looks_why: [
        "It has just started and asks the others for their votes. Until it follows a leader it serves nobody.",
        "The connection to its leader is gone, so it hangs up on its clients and asks the others for their votes.",
        "Its leader was silent for syncLimit ticks, so it hangs up on its clients and asks the others for their votes.",
        "It led, but no majority has been heard for syncLimit ticks: it could agree on nothing, so it gives up and hangs up on its clients.",
        "It was elected, but no majority came in time. The election begins anew.",
    ],
    fed: [
        "gives {follower} {n} transactions",
        "has {follower} give up what came after {zxid}, gives {n}",
        "gives {follower} the whole database",
    ],
    fed_why: [
        "What {follower} had was right as far as it went (DIFF).",
        "{follower} had logged what was never agreed on. That never happened (TRUNC).",
        "{follower} lacked too much, or its log went another way: it begins anew from a copy (SNAP).",
    ],
    turned_away: "turned away by {server}: it has seen more",
    turned_away_why: "The client has read at zxid {zxid}; this server has not come so far. A client never goes back in time: it tries another server.",
    moved: "old connection closed",
    moved_why: "A write came by a connection that its session had left for another server. It is refused, and the connection is closed.",
    reply_lost: "reply lost",
    reply_lost_why: "What was asked was done, but the connection broke before the answer came: the client cannot know.",

    faults: FaultWords {
        crashed: "Its process is gone as by kill -9. What is safe in its log it finds again.",
        started: "It starts from its log and looks for a leader.",
        paused: "It stands still, as in a long garbage collection: its connections stay, it neither reads nor sends.",
        resumed: "It goes on: first its own deadlines that have passed, then what has come meanwhile.",
        cut: "Connections on that way are closed, both ends learn of it, and new ones are refused until it is healed.",
        cut_silently: "Nothing passes any more and nobody is told, as when a cable is pulled. What is under way waits.",
        cut_one_way: "In that direction nothing passes any more, and nobody is told. The other direction works.",
        healed: "The link works again. What waited goes on.",
        broken: "The connection was closed, with all that was under way. It can be made again at once.",
        held: "Messages wait there, in order, until they are released.",
        released: "What waited there goes on, in order.",
        delayed: "Messages take so long there from now on.",
        loses_reply: "The next reply to it will be lost, together with its connection. What it asks is done all the same.",
        expired: "The leader ends the session now, as if it had been silent for its timeout.",
        moves: "It leaves its server and goes on at another one, with the same session.",
    },
};

pub const ZH: EnsembleWords = EnsembleWords {
    title: "集群",
    quorum: "{present} / {of}",
    writes_ok: "可以写入",
    no_quorum: "没有法定人数：客户端已断开，不能读写，会话也不会过期",
    electing: "还没有 leader：客户端等待",
    why_quorum: "每次写入都须 {of} 台中的 {need} 台同意。",
    leader: "leader",
    follower: "follower",
    looking: "选举中",
    joining: "加入中",
    down: "已停机",
    paused: "已暂停",
    cut_off: "已隔断",
    clients: "{n} 个客户端",
    server_told: "{name}：{part}，zxid {zxid}，{lag}，{clients}",
    behind: "落后 {n}",
    up_to_date: "最新",
    no_leader: "没有 leader · 计时停止",

    as_seen_by: "视角",
    ensemble: "集群",
    client_at: "{name}（{server}）",
    differs: "与集群不同",
    stale: "这是在 {server} 读到的，它在 zxid {zxid}：比集群落后 {n}。",

    crash: "崩溃",
    start: "启动",
    cut: "切断所有链路",
    cut_from: "与 {server} 切断",
    cut_silently: "悄悄切断",
    part: "与其他服务器切断",
    part_silently: "悄悄与它们切断",
    cut_one_way: "单向切断到 {server}",
    part_one_way: "单向切断到它们",
    break_once: "断开连接",
    hold: "扣住消息",
    release: "放行消息",
    delay: "消息延迟 2 秒",
    hurry: "恢复平常延迟",
    heal: "恢复链路",
    lose_reply: "丢失下一个应答",
    expire: "使会话过期",
    move_to: "移到 {server}",

    leads: "成为 leader，epoch {epoch}",
    leads_why: "多数服务器接受了 epoch {epoch} 并有了它的历史。它日志中的一切从此算数，每个会话重新有完整的超时。",
    follows: "跟随 {leader}",
    follows_why: "它有了 {leader} 的历史，用自己的副本回答读取，把写入转交出去。",
    looks: "寻找 leader",
    looks_why: [
        "它刚启动，向其他服务器征求选票。跟随 leader 之前它不提供服务。",
        "与 leader 的连接没有了，于是它挂断客户端，征求选票。",
        "leader 沉默了 syncLimit 个 tick，于是它挂断客户端，征求选票。",
        "它曾是 leader，但 syncLimit 个 tick 内听不到多数：什么也定不下来，于是放弃并挂断客户端。",
        "它当选了，但多数没有及时到来。选举重新开始。",
    ],
    fed: [
        "给 {follower} {n} 个事务",
        "让 {follower} 放弃 {zxid} 之后的内容，给它 {n} 个事务",
        "给 {follower} 整个数据库",
    ],
    fed_why: [
        "{follower} 已有的都正确（DIFF）。",
        "{follower} 记下了从未达成一致的内容：那些从未发生（TRUNC）。",
        "{follower} 缺得太多，或其日志走了另一条路：从副本重新开始（SNAP）。",
    ],
    turned_away: "被 {server} 拒绝：它看到过更新的内容",
    turned_away_why: "客户端读到过 zxid {zxid}，这台服务器还没到那里。客户端不会回到过去：它试另一台。",
    moved: "旧连接已关闭",
    moved_why: "写入来自会话已离开的连接。它被拒绝，连接随即关闭。",
    reply_lost: "应答丢失",
    reply_lost_why: "请求已经执行，但应答到达前连接断了：客户端无从知道。",

    faults: FaultWords {
        crashed: "进程消失，如同 kill -9。日志中已落盘的内容还能找回。",
        started: "它从日志启动，寻找 leader。",
        paused: "它静止不动，如同漫长的垃圾回收：连接保留，不读也不发。",
        resumed: "它继续运行：先处理自己已到期的事，再读期间到来的消息。",
        cut: "这条链路上的连接被关闭，两端都知道；恢复之前拒绝新连接。",
        cut_silently: "什么也过不去，谁也不知道，如同拔掉网线。途中的消息等待。",
        cut_one_way: "这个方向什么也过不去，谁也不知道。另一个方向正常。",
        healed: "链路恢复。等待的消息继续前进。",
        broken: "连接被关闭，途中的消息全部丢失。可以立即重新连接。",
        held: "消息在那里按次序等待放行。",
        released: "等待的消息按次序继续前进。",
        delayed: "从现在起，消息在那里要走这么久。",
        loses_reply: "给它的下一个应答将与连接一同丢失。它请求的事照样执行。",
        expired: "leader 立即结束会话，如同它沉默了整个超时。",
        moves: "它离开原来的服务器，用同一个会话在另一台继续。",
    },
};
