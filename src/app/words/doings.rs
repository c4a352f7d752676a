//! What a program is about, in a few words.

use super::fill;
use super::table::{Reader, Table, table};
use crate::actor::Doing;

table! {
    /// Places: `{error}`, `{n}`, `{task}`, `{at}`.
    pub struct Doings {
        pub waits: &'static str,
        pub connects_again: &'static str,
        pub stuck: &'static str,
        pub runs_for_master: &'static str,
        pub watches_master: &'static str,
        pub takes_up: &'static str,
        pub leads: &'static str,
        /// `{n}` tasks wait for a worker.
        pub leads_waiting: &'static str,
        pub registers: &'static str,
        pub idle: &'static str,
        pub runs: &'static str,
        pub reports: &'static str,
        pub looks_around: &'static str,
        pub awaits: &'static str,
        pub rests: &'static str,
        pub finished: &'static str,
    }
}

impl Doings {
    pub fn say(&self, doing: &Doing) -> String {
        let count = |phrase: &str, n: usize| fill(phrase, &[("n", &n.to_string())]);
        let plain = match doing {
            Doing::Stuck(code) => return fill(self.stuck, &[("error", &format!("{code:?}"))]),
            Doing::Leads { waiting: 0, .. } => self.leads,
            Doing::Leads { waiting, .. } => return count(self.leads_waiting, *waiting),
            Doing::Runs(task) => return fill(self.runs, &[("task", task)]),
            Doing::Reports(task) => return fill(self.reports, &[("task", task)]),
            Doing::Awaits(tasks) => return count(self.awaits, *tasks),
            Doing::Rests(until) => return fill(self.rests, &[("at", &until.to_string())]),
            Doing::Waits => self.waits,
            Doing::ConnectsAgain => self.connects_again,
            Doing::RunsForMaster => self.runs_for_master,
            Doing::WatchesMaster => self.watches_master,
            Doing::TakesUp => self.takes_up,
            Doing::Registers => self.registers,
            Doing::Idle => self.idle,
            Doing::LooksAround => self.looks_around,
            Doing::Finished => self.finished,
        };
        plain.to_string()
    }
}

pub const EN: Doings = Doings {
    waits: "waits for a connection",
    connects_again: "begins a new session",
    stuck: "stuck: {error}",
    runs_for_master: "runs for master",
    watches_master: "watches /master",
    takes_up: "takes up its office",
    leads: "leads",
    leads_waiting: "leads; tasks without a worker: {n}",
    registers: "registers",
    idle: "idle",
    runs: "runs {task}",
    reports: "reports {task}",
    looks_around: "looks for its tasks",
    awaits: "awaits its status; tasks open: {n}",
    rests: "next task at {at} s",
    finished: "has all it asked for",
};

pub const ZH: Doings = Doings {
    waits: "等待连接",
    connects_again: "开始新的会话",
    stuck: "卡住了：{error}",
    runs_for_master: "竞选主节点",
    watches_master: "监视 /master",
    takes_up: "正在就任",
    leads: "领导中",
    leads_waiting: "领导中；没有工作者的任务：{n}",
    registers: "正在注册",
    idle: "空闲",
    runs: "正在执行 {task}",
    reports: "正在报告 {task}",
    looks_around: "查找自己的任务",
    awaits: "等待状态；未完成的任务：{n}",
    rests: "下一个任务在 {at} 秒",
    finished: "全部得到答复",
};
