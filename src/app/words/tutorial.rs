//! What was found in a tutorial, in words.

use super::{Lang, fill};
use crate::scenario::tutorial::TutorialError;
use crate::scenario::tutorial::report::{
    Implied, Mark, Note, Passed, Remark, Report, Slip, Tally, Why,
};

/// Places: `{line}` of output or its number, `{instead}` and `{meant}` are commands, `{path}`,
/// `{console}`; in sums
/// `{same}`, `{differing}`, `{typos}`.
#[derive(Debug)]
pub struct TutorialWords {
    pub same: &'static str,
    pub differs: &'static str,
    /// 3.9.3 prints a line that the text does not have.
    pub missing: &'static str,
    pub typo: &'static str,
    pub implied: &'static str,
    pub passed: &'static str,
    pub sum: &'static str,
    /// `{sum}` of several texts.
    pub in_all: &'static str,
    /// `{count}` lines are not shown.
    pub more_lines: &'static str,
    pub no_console: &'static str,

    pub prints: &'static str,
    pub prints_nothing: &'static str,
    pub quotes_were_data: &'static str,
    pub stat_unasked: &'static str,
    pub there_it_says: &'static str,
    pub old_watch: &'static str,
    pub old_version: &'static str,
    pub command_gone: &'static str,
    pub events_carry_zxids: &'static str,
    pub lists_sorted: &'static str,
    pub worded_otherwise: &'static str,
    pub usage_changed: &'static str,
    pub parting_changed: &'static str,
    pub data_needed: &'static str,
    pub options_repeated: &'static str,
    pub hard_limits: &'static str,
    pub on_error_output: &'static str,
    pub not_made: &'static str,
    pub made_later: &'static str,
    pub still_owned: &'static str,
    pub nobody_watches: &'static str,
    pub nothing_caused_it: &'static str,

    pub meant: &'static str,
    /// Between several that may be meant.
    pub or: &'static str,
    pub went_on_corrected: &'static str,
    pub slip_command: &'static str,
    pub slip_glued: &'static str,
    pub slip_path: &'static str,
    pub slip_form: &'static str,
    pub slip_unquoted: &'static str,
    pub slip_ephemeral: &'static str,
    pub slip_output: &'static str,

    pub dies: &'static str,
    pub starts_again: &'static str,

    pub noise: &'static str,
    pub for_shell: &'static str,
    pub from_shell: &'static str,
    pub call_out: &'static str,
    pub prompt: &'static str,
    pub prose: &'static str,
    pub left_out: &'static str,
    pub layout: &'static str,
    pub continued: &'static str,
    pub directive: &'static str,
    pub skipped: &'static str,

    pub read_quotes: &'static str,
    pub read_dash: &'static str,
    pub read_joined: &'static str,

    /// `{most}` bytes, and so on.
    pub text_too_long: &'static str,
    pub too_many_lines: &'static str,
    pub too_many_commands: &'static str,
    pub too_many_consoles: &'static str,
    pub prints_too_much: &'static str,
    pub waits_too_long: &'static str,
    /// `{problem}`.
    pub bad_directive: &'static str,
}

impl TutorialWords {
    /// Not part of [`super::Words`]: the page's own program has no use for them.
    pub fn of(lang: Lang) -> &'static TutorialWords {
        match lang {
            Lang::En => &EN,
            Lang::Zh => &ZH,
        }
    }

    /// What a line is marked with.
    pub fn mark(&self, remark: &Remark) -> &str {
        match &remark.mark {
            Mark::Same => self.same,
            Mark::Differs { .. } if remark.text.is_none() => self.missing,
            Mark::Differs { .. } => self.differs,
            Mark::Typo { .. } => self.typo,
            Mark::Implied(_) => self.implied,
            Mark::Passed(_) => self.passed,
        }
    }

    /// What is to be said of it besides, a sentence each.
    pub fn explain(&self, remark: &Remark) -> Vec<String> {
        let mut said = match &remark.mark {
            Mark::Same => Vec::new(),
            Mark::Differs { now, whys } => {
                let now = match now {
                    Some(line) => Some(fill(self.prints, &[("line", line)])),
                    None => remark
                        .typed
                        .is_none()
                        .then(|| self.prints_nothing.to_string()),
                };
                let now = now.filter(|_| remark.text.is_some());
                let whys = whys.iter().map(|it| self.why(it));
                now.into_iter().chain(whys).collect()
            }
            Mark::Typo {
                slip,
                meant,
                corrected,
            } => {
                let meant = fill(self.meant, &[("meant", &meant.join(self.or))]);
                let went_on = corrected.then(|| self.went_on_corrected.to_string());
                [meant, self.slip(*slip)]
                    .into_iter()
                    .chain(went_on)
                    .collect()
            }
            Mark::Implied(implied) => vec![self.implied(implied)],
            Mark::Passed(passed) => vec![self.passed_over(*passed).to_string()],
        };
        if !matches!(remark.mark, Mark::Passed(_)) {
            said.extend(remark.notes.iter().map(|it| self.note(*it).to_string()));
        }
        said
    }

    fn why(&self, why: &Why) -> String {
        let instead_of = |phrase: &str, instead: &str| fill(phrase, &[("instead", instead)]);
        match why {
            Why::QuotesWereData => self.quotes_were_data.to_string(),
            Why::StatWasPrintedUnasked { instead } => instead_of(self.stat_unasked, instead),
            Why::ThereItSays { line } => fill(self.there_it_says, &[("line", line)]),
            Why::OldWatchForm { instead } => instead_of(self.old_watch, instead),
            Why::OldVersionForm { instead } => instead_of(self.old_version, instead),
            Why::CommandIsGone { instead } => instead_of(self.command_gone, instead),
            Why::EventsCarryZxids => self.events_carry_zxids.to_string(),
            Why::ListsAreSorted => self.lists_sorted.to_string(),
            Why::WordedOtherwise => self.worded_otherwise.to_string(),
            Why::UsageHasChanged => self.usage_changed.to_string(),
            Why::PartingHasChanged => self.parting_changed.to_string(),
            Why::DataWereNeeded => self.data_needed.to_string(),
            Why::OptionsWereRepeated => self.options_repeated.to_string(),
            Why::HardLimitsCame => self.hard_limits.to_string(),
            Why::SaidOnErrorOutput => self.on_error_output.to_string(),
            Why::NotMadeByTheText { path } => fill(self.not_made, &[("path", path)]),
            Why::MadeLater { path } => fill(self.made_later, &[("path", path)]),
            Why::StillOwned { path, console } => {
                fill(self.still_owned, &[("path", path), ("console", console)])
            }
            Why::NobodyWatches { path } => fill(self.nobody_watches, &[("path", path)]),
            Why::NothingCausedIt => self.nothing_caused_it.to_string(),
        }
    }

    fn slip(&self, slip: Slip) -> String {
        let phrase = match slip {
            Slip::Command => self.slip_command,
            Slip::Glued => self.slip_glued,
            Slip::Path => self.slip_path,
            Slip::PathForm => self.slip_form,
            Slip::Unquoted => self.slip_unquoted,
            Slip::EphemeralParent { line } => {
                return fill(self.slip_ephemeral, &[("line", &line.to_string())]);
            }
            Slip::Output => self.slip_output,
        };
        phrase.to_string()
    }

    fn implied(&self, implied: &Implied) -> String {
        match implied {
            Implied::Dies { console, path } => {
                fill(self.dies, &[("console", console), ("path", path)])
            }
            Implied::StartsAgain { console } => fill(self.starts_again, &[("console", console)]),
        }
    }

    fn passed_over(&self, passed: Passed) -> &'static str {
        match passed {
            Passed::Noise => self.noise,
            Passed::ForShell => self.for_shell,
            Passed::FromShell => self.from_shell,
            Passed::CallOut => self.call_out,
            Passed::Prompt => self.prompt,
            Passed::Prose => self.prose,
            Passed::LeftOut => self.left_out,
            Passed::Layout => self.layout,
            Passed::Continued => self.continued,
            Passed::Directive => self.directive,
            Passed::Skipped => self.skipped,
        }
    }

    fn note(&self, note: Note) -> &'static str {
        match note {
            Note::TypographicQuotes => self.read_quotes,
            Note::TypographicDash => self.read_dash,
            Note::Joined => self.read_joined,
        }
    }

    /// How many lines there are of each mark.
    pub fn sum(&self, tally: Tally) -> String {
        let counts = [
            ("same", tally.same),
            ("differing", tally.differing),
            ("typos", tally.typos),
        ];
        let counts = counts.map(|(place, count)| (place, count.to_string()));
        fill(self.sum, &counts.each_ref().map(|it| (it.0, &*it.1)))
    }

    /// The same of a whole text, which may show no console at all.
    pub fn sum_of(&self, report: &Report) -> String {
        match report.is_empty() {
            true => self.no_console.to_string(),
            false => self.sum(report.tally()),
        }
    }

    /// The same of several texts together.
    pub fn sum_of_all(&self, tally: Tally) -> String {
        fill(self.in_all, &[("sum", &self.sum(tally))])
    }

    /// What stands for lines that are not shown.
    pub fn more(&self, count: usize) -> String {
        fill(self.more_lines, &[("count", &count.to_string())])
    }

    /// Why a text cannot be checked.
    pub fn error(&self, error: &TutorialError) -> String {
        let most = |phrase: &str, most: u64| fill(phrase, &[("most", &most.to_string())]);
        match error {
            TutorialError::TextTooLong { most: it } => most(self.text_too_long, *it as u64),
            TutorialError::TooManyLines { most: it } => most(self.too_many_lines, *it as u64),
            TutorialError::TooManyCommands { most: it, .. } => {
                most(self.too_many_commands, *it as u64)
            }
            TutorialError::TooManyConsoles { most: it, .. } => {
                most(self.too_many_consoles, *it as u64)
            }
            TutorialError::PrintsTooMuch { most: it, .. } => most(self.prints_too_much, *it as u64),
            TutorialError::WaitsTooLong { most: it, .. } => most(self.waits_too_long, *it),
            TutorialError::Directive { problem, .. } => {
                fill(self.bad_directive, &[("problem", problem)])
            }
        }
    }
}

pub const EN: TutorialWords = TutorialWords {
    same: "same",
    differs: "differs",
    missing: "missing",
    typo: "typo",
    implied: "implied",
    passed: "passed over",
    sum: "{same} same, {differing} differing, {typos} typos",
    in_all: "in all: {sum}",
    more_lines: "… and {count} more lines",
    no_console: "no console session found: nothing stands behind a prompt such as [zk: localhost:2181(CONNECTED) 0]",

    prints: "3.9.3 prints: {line}",
    prints_nothing: "3.9.3 prints nothing here.",
    quotes_were_data: "Old consoles took the quotes for part of the data. 3.9.3 takes them off.",
    stat_unasked: "Old consoles printed the stat unasked. Today: {instead}",
    there_it_says: "There it says: {line}",
    old_watch: "The old way to set a watch: it works, with this warning. Today: {instead}",
    old_version: "3.9.3 does not look at a version in this place. Today: {instead}",
    command_gone: "This command is gone. The run went on with: {instead}",
    events_carry_zxids: "Since 3.9, an event names the transaction that caused it.",
    lists_sorted: "3.9.3 sorts the names.",
    worded_otherwise: "3.9.3 has other words for it.",
    usage_changed: "The list of commands has changed.",
    parting_changed: "Old consoles said “Quitting...”. 3.9.3 tells of the closed session instead.",
    data_needed: "Old consoles needed data here. 3.9.3 makes a znode whose data are null.",
    options_repeated: "Old consoles repeated how they had understood the options.",
    hard_limits: "Hard limits have come, and are listed, too.",
    on_error_output: "It goes to the error output, which a redirected console leaves out.",
    not_made: "No line of the text makes {path}. If it is there from before, say so above: <!-- zkplay: setup> create {path} -->",
    made_later: "The text makes {path} only later, or it is gone by now.",
    still_owned: "{path} still belongs to {console}. If that has died by now, say so above: <!-- zkplay: kill {console} --> <!-- zkplay: wait 40s -->",
    nobody_watches: "No watch of this console stands on {path}. A watch is good for one event.",
    nothing_caused_it: "Nothing in the text causes this event. What happens elsewhere, say above: <!-- zkplay: kill NAME --> or <!-- zkplay: NAME> COMMAND -->",

    meant: "Meant: {meant}",
    or: " or ",
    went_on_corrected: "The run went on as corrected.",
    slip_command: "There is no such command.",
    slip_glued: "A space is missing behind the command.",
    slip_path: "There is no such znode, but one with nearly that name.",
    slip_form: "The path of a znode is not written so.",
    slip_unquoted: "Data of several words stand in quotes.",
    slip_ephemeral: "An ephemeral znode has no children. The slip is the -e in line {line}.",
    slip_output: "That is nearly what 3.9.3 prints.",

    dies: "The text implies that {console} dies here, and its session expires: {path} was its own.",
    starts_again: "The text implies that {console} is started again here.",

    noise: "a greeting or a log",
    for_shell: "for a shell, so it was not run",
    from_shell: "printed by a shell",
    call_out: "a call-out",
    prompt: "a prompt where nothing is typed",
    prose: "the author’s own words",
    left_out: "something is left out",
    layout: "layout",
    continued: "belongs to the line above",
    directive: "done",
    skipped: "skipped, as the text asks",

    read_quotes: "Typographic quotes were read as plain ones. Typed as they stand, zkCli takes them for data.",
    read_dash: "A typographic dash was read as a hyphen. Typed as it stands, zkCli sees no option.",
    read_joined: "It was read together with what follows, as one line.",

    text_too_long: "the text is longer than {most} bytes; check it in parts",
    too_many_lines: "the consoles have more than {most} lines; check them in parts",
    too_many_commands: "there are more than {most} commands up to here; check the text in parts",
    too_many_consoles: "there are more than {most} consoles at once; end some of them by quit",
    prints_too_much: "the commands up to here print more than {most} bytes",
    waits_too_long: "the waits up to here add up to more than {most} s",
    bad_directive: "{problem}",
};

pub const ZH: TutorialWords = TutorialWords {
    same: "相同",
    differs: "不同",
    missing: "缺少",
    typo: "笔误",
    implied: "隐含",
    passed: "略过",
    sum: "{same} 行相同，{differing} 行不同，{typos} 处笔误",
    in_all: "合计：{sum}",
    more_lines: "……还有 {count} 行",
    no_console: "没有找到控制台会话：没有命令跟在 [zk: localhost:2181(CONNECTED) 0] 之类的提示符后面",

    prints: "3.9.3 输出：{line}",
    prints_nothing: "3.9.3 在这里什么也不输出。",
    quotes_were_data: "旧控制台把引号当作数据的一部分。3.9.3 会去掉引号。",
    stat_unasked: "旧控制台会主动输出 stat。现在应写：{instead}",
    there_it_says: "那里写着：{line}",
    old_watch: "设置监视的旧写法：仍然有效，但有这个警告。现在应写：{instead}",
    old_version: "3.9.3 不看这个位置上的版本号。现在应写：{instead}",
    command_gone: "这个命令已经没有了。接着运行的是：{instead}",
    events_carry_zxids: "从 3.9 起，事件会写明引起它的事务。",
    lists_sorted: "3.9.3 会把名字排序。",
    worded_otherwise: "3.9.3 换了说法。",
    usage_changed: "命令列表已经改变。",
    parting_changed: "旧控制台会说“Quitting...”。3.9.3 改为通知会话已关闭。",
    data_needed: "旧控制台在这里要求数据。3.9.3 会创建数据为 null 的 znode。",
    options_repeated: "旧控制台会复述它所理解的选项。",
    hard_limits: "现在还有硬限制，也会列出。",
    on_error_output: "它写到错误输出，重定向的控制台里看不到。",
    not_made: "文中没有一行创建 {path}。如果它原来就有，请在上面写明：<!-- zkplay: setup> create {path} -->",
    made_later: "文中要到后面才创建 {path}，或者它此时已经不在。",
    still_owned: "{path} 仍属于 {console}。如果它此时已经死去，请在上面写明：<!-- zkplay: kill {console} --> <!-- zkplay: wait 40s -->",
    nobody_watches: "这个控制台在 {path} 上没有监视。一个监视只管一次事件。",
    nothing_caused_it: "文中没有什么引起这个事件。别处发生的事，请在上面写明：<!-- zkplay: kill NAME --> 或 <!-- zkplay: NAME> COMMAND -->",

    meant: "应为：{meant}",
    or: " 或 ",
    went_on_corrected: "接下来按更正后的运行。",
    slip_command: "没有这个命令。",
    slip_glued: "命令后面缺一个空格。",
    slip_path: "没有这个 znode，但有一个名字很像的。",
    slip_form: "znode 的路径不能这样写。",
    slip_unquoted: "含有多个词的数据要加引号。",
    slip_ephemeral: "临时 znode 不能有子节点。笔误是第 {line} 行的 -e。",
    slip_output: "与 3.9.3 输出的几乎一样。",

    dies: "文中隐含 {console} 在此死去，它的会话过期：{path} 是它的。",
    starts_again: "文中隐含 {console} 在此重新启动。",

    noise: "问候或日志",
    for_shell: "给 shell 的，没有运行",
    from_shell: "shell 的输出",
    call_out: "标注",
    prompt: "没有输入的提示符",
    prose: "作者自己的话",
    left_out: "省略了内容",
    layout: "排版",
    continued: "属于上一行",
    directive: "已执行",
    skipped: "按文中要求跳过",

    read_quotes: "印刷体引号按普通引号读取。照原样输入，zkCli 会把它们当作数据。",
    read_dash: "印刷体破折号按连字符读取。照原样输入，zkCli 看不到选项。",
    read_joined: "它与后面的内容合为一行读取。",

    text_too_long: "文本超过 {most} 字节；请分段检查",
    too_many_lines: "控制台内容超过 {most} 行；请分段检查",
    too_many_commands: "到这里命令已超过 {most} 条；请分段检查",
    too_many_consoles: "同时打开的控制台超过 {most} 个；请用 quit 结束一些",
    prints_too_much: "到这里命令的输出已超过 {most} 字节",
    waits_too_long: "到这里等待的时间合计超过 {most} 秒",
    bad_directive: "{problem}",
};
