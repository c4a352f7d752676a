//! What the playground itself says in a console.

use super::fill;
use super::table::{Reader, Table, table};
use crate::handle::Note;

table! {
    /// Places: `{word}`, `{number}`, `{order}`, `{firings}`, `{problem}`.
    pub struct Notes {
        pub did_you_mean: &'static str,
        pub refused: &'static str,
        /// A line each.
        pub help: &'static str,
        pub order_taken: &'static str,
        pub order_ended: &'static str,
        pub no_such_order: &'static str,
        pub no_orders: &'static str,
        pub order: &'static str,
    }
}

impl Notes {
    pub fn say(&self, note: &Note) -> String {
        let numbered =
            |phrase: &str, number: &u32| fill(phrase, &[("number", &number.to_string())]);
        match note {
            Note::DidYouMean { command } => fill(self.did_you_mean, &[("word", command)]),
            Note::Refused { problem } => fill(self.refused, &[("problem", problem)]),
            Note::Help { on: None } => self.help.to_string(),
            Note::Help { on: Some(word) } => self.help_on(word),
            Note::OrderTaken { number } => numbered(self.order_taken, number),
            Note::OrderEnded { number } => numbered(self.order_ended, number),
            Note::NoSuchOrder { number } => numbered(self.no_such_order, number),
            Note::NoOrders => self.no_orders.to_string(),
            Note::Order {
                number,
                order,
                firings,
            } => fill(
                &numbered(self.order, number),
                &[("order", order), ("firings", &firings.to_string())],
            ),
        }
    }
}

impl Notes {
    /// The lines of the help that are about a verb.
    fn help_on(&self, word: &str) -> String {
        let verb = format!(":{word}");
        let is_about = |line: &&str| {
            let mut words = line.split([' ', ',', ';', '；', '，']);
            words.any(|it| it == verb)
        };
        let lines: Vec<&str> = self.help.lines().filter(is_about).collect();
        match lines.is_empty() {
            true => self.help.to_string(),
            false => lines.join("\n"),
        }
    }
}

pub const EN: Notes = Notes {
    did_you_mean: "Did you mean “{word}”?",
    refused: "Not done: {problem}.",
    help: "\
        Lines with a leading colon are for the playground:\n\
        :on EVENT PATH do COMMAND   give this process a standing order; another: :order NAME on …\n\
        :orders                     list its standing orders\n\
        :off NUMBER                 end one\n\
        :kill NAME, :restart NAME   as by kill -9, and start anew\n\
        :pause NAME [TIME]          stand still, as in a long garbage collection\n\
        :resume NAME                go on\n\
        :crash s1, :restart s1      the same for servers; NAME may be one, or several: s1,s2\n\
        :cut NAME [NAME] [silent]   cut a link, or all of one; :cut A -> B silent one way\n\
        :heal NAME [NAME]           mend it\n\
        :break NAME [NAME]          close its connections once\n\
        :hold A B, :release A B     let messages wait, and go on\n\
        :delay A B TIME             let them take so long\n\
        :lose-reply NAME            lose the next answer\n\
        :expire NAME                end its session now\n\
        :move NAME s2               go on at another server\n\
        :close NAME                 type quit for it\n\
        :by-hand NAME               take over from the program of a process\n\
        :by-itself NAME             let it play by itself again\n\
        :bug NAME BUG               give its program a known bug (or `none`)\n\
        :session NAME               open another console\n\
        :program NAME ROLE          open a master, a worker or a client\n\
        :remove NAME                take a process off the stage\n\
        :srvr s1                    ask a server as operators do; also :mntr :cons :dump :wchs :wchp\n\
        :wait TIME, :step           let the clock run, or one thing happen\n\
        :seek TIME                  go to that moment, back or forth\n\
        :leader                     let it run until a leader serves\n\
        :clear                      empty this log\n\
        :help WORD                  the same of one word, or the usage of a command of zkCli\n\
        Everything else is zkCli’s own; a line like help lists its commands.",
    order_taken: "Standing order {number} taken. End it by :off {number}.",
    order_ended: "Standing order {number} has ended.",
    no_such_order: "There is no standing order {number}; :orders lists them.",
    no_orders: "No standing orders. Give one by :on EVENT PATH do COMMAND.",
    order: "{number}: {order} (carried out: {firings})",
};

pub const ZH: Notes = Notes {
    did_you_mean: "你是不是想输入“{word}”？",
    refused: "没有执行：{problem}。",
    help: "\
        以冒号开头的行是说给演练场听的：\n\
        :on EVENT PATH do COMMAND   给这个进程一条常设指令；给别的进程：:order NAME on …\n\
        :orders                     列出它的常设指令\n\
        :off NUMBER                 结束其中一条\n\
        :kill NAME, :restart NAME   如同 kill -9，以及重新启动\n\
        :pause NAME [TIME]          静止不动，如同漫长的垃圾回收\n\
        :resume NAME                继续\n\
        :crash s1, :restart s1      服务器也一样；NAME 可以是服务器，或多个：s1,s2\n\
        :cut NAME [NAME] [silent]   切断一条链路，或它的全部链路；单向写 :cut A -> B silent\n\
        :heal NAME [NAME]           恢复\n\
        :break NAME [NAME]          把连接关闭一次\n\
        :hold A B, :release A B     让消息等待，再放行\n\
        :delay A B TIME             让消息走这么久\n\
        :lose-reply NAME            丢失下一个应答\n\
        :expire NAME                立即结束会话\n\
        :move NAME s2               到另一台服务器继续\n\
        :close NAME                 替它输入 quit\n\
        :by-hand NAME               从进程的程序手中接管\n\
        :by-itself NAME             让它重新自动运行\n\
        :bug NAME BUG               给它的程序一个已知错误（或 `none`）\n\
        :session NAME               再开一个控制台\n\
        :program NAME ROLE          开一个 master、worker 或 client\n\
        :remove NAME                把进程请下舞台\n\
        :srvr s1                    像运维那样询问服务器；还有 :mntr :cons :dump :wchs :wchp\n\
        :wait TIME, :step           让时钟前进，或只发生一件事\n\
        :seek TIME                  跳到那一时刻，向前或向后\n\
        :leader                     让时钟前进，直到有领导者提供服务\n\
        :clear                      清空这个记录\n\
        :help WORD                  只看其中一个词，或 zkCli 某个命令的用法\n\
        其余一切都是 zkCli 自己的；输入 help 之类的行会列出它的命令。",
    order_taken: "已接受常设指令 {number}。用 :off {number} 结束它。",
    order_ended: "常设指令 {number} 已结束。",
    no_such_order: "没有常设指令 {number}；:orders 会列出它们。",
    no_orders: "没有常设指令。用 :on EVENT PATH do COMMAND 给出一条。",
    order: "{number}：{order}（已执行 {firings} 次）",
};
