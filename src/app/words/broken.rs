//! Break it everywhere: what was tried, and what came of it.

use super::table::{Reader, Table, table};
use crate::campaign::Injection;
use crate::monitor::Rule;

table! {
    /// Places: `{n}` and `{of}` count, `{who}` is a process or server, `{path}` a znode, `{at}` a time in
    /// seconds, `{what}` one of these sentences.
    pub struct BrokenWords {
        pub title: &'static str,
        pub button: &'static str,
        pub about: &'static str,
        pub stop: &'static str,
        pub close: &'static str,
        pub awaited: &'static str,
        pub sum: &'static str,
        pub all_held: &'static str,
        pub some_broken: &'static str,
        pub warned: &'static str,
        pub stopped: &'static str,
        pub stride: &'static str,
        pub untouched: &'static str,
        pub show: &'static str,
        pub times: &'static str,
        pub story: &'static str,
        pub breached: &'static str,
        pub row: &'static str,
        /// In the order of [`Injection::ALL`]: in short, and as sentences.
        pub faults: [&'static str; 5],
        pub faults_told: [&'static str; 5],
        /// In the order of [`Rule::ALL`].
        pub rules: [&'static str; 7],
    }
}

impl BrokenWords {
    pub fn fault(&self, injection: Injection) -> (&'static str, &'static str) {
        let place = injection as usize;
        (self.faults[place], self.faults_told[place])
    }

    pub fn rule(&self, rule: Rule) -> &'static str {
        self.rules[rule as usize]
    }
}

pub const EN: BrokenWords = BrokenWords {
    title: "Break it everywhere",
    button: "Break it everywhere",
    about: "Plays this run again for every message and every fault",
    stop: "Stop",
    close: "Close",
    awaited: "Playing the run once…",
    sum: "{n} of {of} runs",
    all_held: "No rule was breached.",
    some_broken: "{n} runs breach a rule.",
    warned: "In {n} runs two believed to be master for a while, or a task was done twice. No program can exclude that.",
    stopped: "Stopped before the end.",
    stride: "The run is long: one in {n} was tried.",
    untouched: "Without any fault: {what}",
    show: "Show",
    times: "{n} × from {at} s",
    story: "How it came",
    breached: "{at} s: {what}",
    row: "{what}: {n} of {of} runs breach a rule",
    faults: ["crash", "pause", "cut", "lost reply", "delay"],
    faults_told: [
        "{who} crashes",
        "{who} stands still",
        "{who} is cut off",
        "{who} does not hear an answer",
        "a message of {who} is late",
    ],
    rules: [
        "{path} is lost: it went before anybody had read its status",
        "{path} waits for ever, though master and workers are there",
        "{who} submits the same task again, as {path}",
        "{who} acts as master and does not own /master: {path}",
        "{who} goes on believing that it is master, long after its session is over",
        "nobody is master, though {who} could be",
        "{who} reads {path} again and again, and nothing has changed",
    ],
};

pub const ZH: BrokenWords = BrokenWords {
    title: "处处破坏",
    button: "处处破坏",
    about: "在每条消息处用每种故障重放这次运行",
    stop: "停止",
    close: "关闭",
    awaited: "先完整播放一遍……",
    sum: "{of} 次运行中的 {n} 次",
    all_held: "没有违反任何规则。",
    some_broken: "{n} 次运行违反了规则。",
    warned: "有 {n} 次运行里，一段时间内两个进程都自认为是主节点，或某个任务被做了两遍。任何程序都无法排除这一点。",
    stopped: "提前停止了。",
    stride: "这次运行很长：每 {n} 处试了一处。",
    untouched: "没有任何故障时：{what}",
    show: "查看",
    times: "{n} 次，最早在 {at} 秒",
    story: "事情的经过",
    breached: "{at} 秒：{what}",
    row: "{what}：{of} 次运行中有 {n} 次违反规则",
    faults: ["崩溃", "暂停", "断网", "丢回复", "延迟"],
    faults_told: [
        "{who} 崩溃",
        "{who} 停住不动",
        "{who} 被隔断",
        "{who} 没收到回复",
        "{who} 的一条消息迟到",
    ],
    rules: [
        "{path} 丢失了：还没有人读到它的状态就消失了",
        "{path} 永远等待，尽管主节点和工作节点都在",
        "{who} 把同一个任务又提交了一遍：{path}",
        "{who} 以主节点身份行事，却不拥有 /master：{path}",
        "{who} 的会话早已结束，却一直自认为是主节点",
        "没有主节点，尽管 {who} 可以担任",
        "{who} 反复读取 {path}，而什么也没有变",
    ],
};
