//! The mistakes that people make in programs like these.

use super::table::{Reader, Table, table};
use crate::actor::Bug;

table! {
    pub struct BugWords {
        /// `{what}`: in the menu of a process, to give its program the bug or to mend it.
        pub give: &'static str,
        pub mend: &'static str,
        /// In the order of [`Bug::ALL`]: in short, and what comes of it.
        pub names: [&'static str; 5],
        pub told: [&'static str; 5],
    }
}

impl BugWords {
    pub fn of(&self, bug: Bug) -> (&'static str, &'static str) {
        let place = bug as usize;
        (self.names[place], self.told[place])
    }
}

pub const EN: BugWords = BugWords {
    give: "Known bug: {what}",
    mend: "Mend: {what}",
    names: [
        "does not read again",
        "trusts a lost answer",
        "deletes first",
        "acts while disconnected",
        "polls",
    ],
    told: [
        "It reads, and sets its watch later without a look at what that read says. What came in between it never hears of.",
        "It takes what failed by a lost connection for not done: a task is submitted twice, or a master waits for itself.",
        "It deletes the assignments of a dead worker before it makes them anew. If it dies in between, nobody knows of the tasks.",
        "It goes on as if a lost connection meant nothing, while another has long taken over.",
        "It looks again every few seconds instead of setting watches: it learns late of everything, and asks all the time.",
    ],
};

pub const ZH: BugWords = BugWords {
    give: "已知错误：{what}",
    mend: "改正：{what}",
    names: [
        "不重新读取",
        "轻信丢失的应答",
        "先删除",
        "断线时行动",
        "轮询",
    ],
    told: [
        "它先读取，之后才设监视，而不看那次读取的结果。这之间发生的事它永远不知道。",
        "它把因断线而失败的操作当作没有发生：任务被提交两次，或者主节点等待自己。",
        "它先删除死去的工作节点的分配，再重新创建。若它死在中间，就没有人知道那些任务。",
        "它不把断线当回事，继续行事，而别人早已接任。",
        "它每隔几秒查看一次，而不设监视：什么都知道得晚，却一直在问。",
    ],
};
