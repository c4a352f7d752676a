//! What is said of sharing a run, and of one that was opened.

use super::table::{Reader, Table, table};

table! {
    /// Places: `{problem}`, `{at}` is a time in seconds, `{n}` counts characters, `{branches}` branches.
    pub struct ShareWords {
        pub share: &'static str,
        pub title: &'static str,
        pub link: &'static str,
        pub copy: &'static str,
        pub copied: &'static str,
        pub about_link: &'static str,
        pub long_link: &'static str,
        pub awaited: &'static str,
        pub save_as: &'static str,
        pub json: &'static str,
        pub mermaid: &'static str,
        pub transcript: &'static str,
        pub open: &'static str,
        pub open_hint: &'static str,
        pub open_it: &'static str,
        pub open_file: &'static str,
        pub afresh: &'static str,

        pub unreachable: &'static str,
        pub opened: &'static str,
        pub in_part: &'static str,
        pub refused: &'static str,
        pub restored: &'static str,
        pub unrestorable: &'static str,
        pub dismiss: &'static str,
    }
}

pub const EN: ShareWords = ShareWords {
    share: "Share",
    title: "Share this run",
    link: "Link",
    copy: "Copy link",
    copied: "Copied",
    about_link: "Opens at rest at {at} s, with all branches. {n} characters.",
    long_link: "That is long for a link; a file travels better.",
    awaited: "The link is being made…",
    save_as: "Save as a file",
    json: "Run (JSON)",
    mermaid: "Diagram (Mermaid)",
    transcript: "Test (.zkt and .out)",
    open: "Open",
    open_hint: "Paste a link or a run",
    open_it: "Open it",
    open_file: "Open a file",
    afresh: "Start afresh",

    unreachable: "the part of zkplay that works beside the page could not be loaded; reload the page",
    opened: "Opened from a link, at {at} s.",
    in_part: "Opened, but not all is as it was: {problem}.",
    refused: "The link could not be opened: {problem}.",
    restored: "Your last run is back, at {at} s.",
    unrestorable: "Your last run could not be opened: {problem}.",
    dismiss: "Close this message",
};

pub const ZH: ShareWords = ShareWords {
    share: "分享",
    title: "分享这次运行",
    link: "链接",
    copy: "复制链接",
    copied: "已复制",
    about_link: "打开后停在 {at} 秒，包含所有分支。共 {n} 个字符。",
    long_link: "作为链接太长，用文件更合适。",
    awaited: "正在生成链接……",
    save_as: "保存为文件",
    json: "运行（JSON）",
    mermaid: "时序图（Mermaid）",
    transcript: "测试（.zkt 和 .out）",
    open: "打开",
    open_hint: "粘贴链接或运行",
    open_it: "打开它",
    open_file: "打开文件",
    afresh: "重新开始",

    unreachable: "zkplay 中在页面旁工作的部分无法加载；请重新加载页面",
    opened: "已从链接打开，停在 {at} 秒。",
    in_part: "已打开，但并非全部如初：{problem}。",
    refused: "链接无法打开：{problem}。",
    restored: "已恢复上次的运行，停在 {at} 秒。",
    unrestorable: "无法打开上次的运行：{problem}。",
    dismiss: "关闭此消息",
};
