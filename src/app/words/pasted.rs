//! The words around a pasted session. What is said of its lines is in [`super::tutorial`], which
//! the page's own program does without.

use super::table::{Reader, Table, table};

table! {
    pub struct PastedWords {
        pub title: &'static str,
        pub explained: &'static str,
        pub checking: &'static str,
        pub unchecked: &'static str,
        /// `{process}`.
        pub type_here: &'static str,
        pub close: &'static str,
    }
}

pub const EN: PastedWords = PastedWords {
    title: "Is this still true?",
    explained: "This session is played on a fresh ZooKeeper 3.9.3 of its own. The stage behind it stays as it is.",
    checking: "Playing it …",
    unchecked: "The part of the playground that checks sessions could not be loaded. Load the page again and paste once more; nothing was typed.",
    type_here: "Type its commands into {process}",
    close: "Close",
};

pub const ZH: PastedWords = PastedWords {
    title: "这还对吗？",
    explained: "这段会话在一个全新的 ZooKeeper 3.9.3 上单独运行。后面的舞台保持原样。",
    checking: "正在运行……",
    unchecked: "演练场中检查会话的部分无法加载。请重新加载页面再粘贴一次；什么也没有输入。",
    type_here: "把其中的命令输入 {process}",
    close: "关闭",
};
