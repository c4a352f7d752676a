//! What is said of the processes on the stage: how they are looked at, and who plays them.

use super::table::{Reader, Table, table};

table! {
    /// Places are named after what they hold.
    pub struct CastWords {
        pub view: &'static str,
        pub view_chart: &'static str,
        pub view_consoles: &'static str,
        /// `{process}`.
        pub console_of: &'static str,

        pub by_itself: &'static str,
        pub by_hand: &'static str,
        /// `{process}`: the name of the switch between the two.
        pub plays_by_itself: &'static str,
        /// `{process}`.
        pub orders_of: &'static str,
        /// `{n}`, `{process}`.
        pub end_order: &'static str,

        /// `{n}` times.
        pub fired: &'static str,
        /// `{n}` times, and no more.
        pub rests: &'static str,

        pub pause: &'static str,
        pub resume: &'static str,
        pub remove: &'static str,
        pub role_console: &'static str,
        pub add: &'static str,
        pub add_process: &'static str,
        pub full: &'static str,
    }
}

pub const EN: CastWords = CastWords {
    view: "View of the stage",
    view_chart: "Chart",
    view_consoles: "Consoles",
    console_of: "Console of {process}",

    by_itself: "by itself",
    by_hand: "by hand",
    plays_by_itself: "{process} plays by itself",
    orders_of: "Standing orders of {process}",
    end_order: "End order {n} of {process}",

    fired: "{n}×",
    rests: "{n}×, rests now",

    pause: "Pause 10 s",
    resume: "Resume",
    remove: "Remove",
    role_console: "console",
    add: "Add",
    add_process: "Add a process",
    full: "The stage is full: it holds 12 processes. Remove one first.",
};

pub const ZH: CastWords = CastWords {
    view: "舞台视图",
    view_chart: "消息图",
    view_consoles: "控制台",
    console_of: "{process} 的控制台",

    by_itself: "自动",
    by_hand: "手动",
    plays_by_itself: "{process} 自动运行",
    orders_of: "{process} 的常设指令",
    end_order: "结束 {process} 的第 {n} 条指令",

    fired: "{n} 次",
    rests: "{n} 次，已停用",

    pause: "暂停 10 秒",
    resume: "恢复",
    remove: "移除",
    role_console: "控制台",
    add: "添加",
    add_process: "添加进程",
    full: "舞台已满：最多容纳 12 个进程。请先移除一个。",
};
