//! What was found in a tutorial, line by line. Plain data: the words are found elsewhere.

/// What was found, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub remarks: Vec<Remark>,
}

/// What is to be said of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Where in the text, counted from 1. What the text does not have stands at the line that it
    /// would follow.
    pub line: usize,
    /// The line as the text has it; `None` for what the text does not have.
    pub text: Option<String>,
    /// It is a command, and no output.
    pub typed: Option<TypedLine>,
    pub mark: Mark,
    pub notes: Vec<Note>,
}

/// A command, and whose console it was typed into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedLine {
    pub console: String,
    /// As it was run: corrected, if that was clear.
    pub command: String,
}

impl Remark {
    /// On what the text does not have.
    pub fn beyond(line: usize, mark: Mark) -> Remark {
        Remark {
            line,
            text: None,
            typed: None,
            mark,
            notes: Vec::new(),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A command that does what the text says, or output that is still printed.
    Same,
    /// ZooKeeper 3.9.3 prints something else there. `now` is `None` if it prints nothing.
    Differs { now: Option<String>, whys: Vec<Why> },
    Typo {
        slip: Slip,
        /// What may have been meant, the likeliest first.
        meant: Vec<String>,
        /// Whether the run went on as if it had been written so.
        corrected: bool,
    },
    /// The text says this without saying it.
    Implied(Implied),
    /// Nothing that could be true or false.
    Passed(Passed),
}

/// Why ZooKeeper 3.9.3 prints something else. Where a command should be written in another way,
/// `instead` is that way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// zkCli 3.4 kept the quotes around data, and counted them.
    QuotesWereData,
    /// `get`, `set` and `setAcl` printed the stat unasked.
    StatWasPrintedUnasked {
        instead: String,
    },
    /// What the line says if the command is written as it must be today.
    ThereItSays {
        line: String,
    },
    /// `stat /x true`.
    OldWatchForm {
        instead: String,
    },
    /// `delete /x 3`, `set /x data 3`: the version is not looked at any more.
    OldVersionForm {
        instead: String,
    },
    /// `ls2`, `rmr`.
    CommandIsGone {
        instead: String,
    },
    EventsCarryZxids,
    ListsAreSorted,
    WordedOtherwise,
    UsageHasChanged,
    /// `quit` said so, and told nothing of the session.
    PartingHasChanged,
    /// `create /x` was refused.
    DataWereNeeded,
    /// `setquota` repeated how it was understood.
    OptionsWereRepeated,
    /// `listquota` knew no hard limits.
    HardLimitsCame,
    /// `Created /x` goes to the error output, which a redirected console leaves out.
    SaidOnErrorOutput,
    /// The text takes a znode for granted that it does not make.
    NotMadeByTheText {
        path: String,
    },
    /// The text makes that znode, but only later.
    MadeLater {
        path: String,
    },
    /// The text takes a znode for gone whose owner lives.
    StillOwned {
        path: String,
        console: String,
    },
    /// No watch stands there that could tell of it.
    NobodyWatches {
        path: String,
    },
    /// Nothing in the text has caused this event.
    NothingCausedIt,
}

/// What kind of slip a typo is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// There is no such command, but one much like it.
    Command,
    /// `ls/`: no space behind the command.
    Glued,
    /// There is no such znode, but one whose name is much like it.
    Path,
    /// `workers`, `/workers/`, `/workers//a`.
    PathForm,
    /// Data of several words without quotes.
    Unquoted,
    /// The parent is ephemeral and can have no children: the `-e` of that line is the slip.
    EphemeralParent { line: usize },
    /// The text misspells what is printed.
    Output,
}

/// What the text implies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Implied {
    /// The owner of that ephemeral znode dies, and its session expires.
    Dies { console: String, path: String },
    /// A console that had ended is used again.
    StartsAgain { console: String },
}

/// Why a line was passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passed {
    /// A greeting, a line of a log.
    Noise,
    /// For a shell of the operating system, which is not run.
    ForShell,
    /// What such a shell printed.
    FromShell,
    /// A mark of the author's, alone on its line.
    CallOut,
    /// A prompt at which nothing is typed.
    Prompt,
    /// The author's own words.
    Prose,
    /// `...`: something is left out.
    LeftOut,
    /// `WATCHER::`, the fence of a block.
    Layout,
    /// The rest of a line that was too long for the page.
    Continued,
    /// A word to the playground, which has been done.
    Directive,
    /// The author asked for it.
    Skipped,
}

/// How a line was read that is not quite what a console would show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// “ ” were read as quotes; zkCli would take them for data.
    TypographicQuotes,
    /// – was read as a hyphen.
    TypographicDash,
    /// Two lines were read as one.
    Joined,
}

/// How many lines there are of each mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub same: usize,
    pub differing: usize,
    pub typos: usize,
}

impl Report {
    /// Whether the text shows nobody who types anything.
    pub fn is_empty(&self) -> bool {
        !self.remarks.iter().any(|it| it.typed.is_some())
    }

    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for remark in &self.remarks {
            match remark.mark {
                Mark::Same => tally.same += 1,
                Mark::Differs { .. } => tally.differing += 1,
                Mark::Typo { .. } => tally.typos += 1,
                Mark::Implied(_) | Mark::Passed(_) => {}
            }
        }
        tally
    }
}

impl Tally {
    /// Whether all that could be true is true.
    pub fn is_clean(self) -> bool {
        self.differing == 0 && self.typos == 0
    }
}
