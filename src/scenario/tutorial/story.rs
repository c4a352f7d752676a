//! What a tutorial tells, in its order: what is typed where, and what is claimed of it.

use std::collections::BTreeMap;

use crate::scenario::header::{Dialect, Header};
use crate::scenario::statement::Statement;
use crate::scenario::tutorial::consoles::Consoles;
use crate::scenario::tutorial::error::TutorialError;
use crate::scenario::tutorial::event::EventLine;
use crate::scenario::tutorial::glyph;
use crate::scenario::tutorial::noise::is_noise;
use crate::scenario::tutorial::prompt::{self, Manner, Prompt};
use crate::scenario::tutorial::report::{Mark, Note, Passed, Remark, TypedLine};
use crate::scenario::tutorial::sentence::is_zkclis;
use crate::scenario::tutorial::source::{NumberedLine, Piece};
use crate::scenario::tutorial::wrap::{WholeLine, whole_lines};

/// A tutorial that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// The settings of its world.
    pub header: Header,
    pub items: Vec<Item>,
}

/// One line of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub line: usize,
    pub text: String,
    pub notes: Vec<Note>,
    pub what: What,
}

impl Item {
    /// Whether it says, and beyond doubt, that something is printed.
    fn claims_something(&self) -> bool {
        match &self.what {
            What::Claimed(it) => {
                !it.doubtful || it.kind != ClaimKind::Output || is_zkclis(&it.content)
            }
            _ => false,
        }
    }

    pub fn remark(&self, mark: Mark) -> Remark {
        Remark {
            line: self.line,
            text: Some(self.text.clone()),
            typed: match &self.what {
                What::Typed(typed) => Some(TypedLine {
                    console: typed.console.clone(),
                    command: typed.command.clone(),
                }),
                _ => None,
            },
            mark,
            notes: self.notes.clone(),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum What {
    Typed(Typed),
    Claimed(Claimed),
    Directive(Statement),
    Passed(Passed),
}

/// A command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    pub console: String,
    pub command: String,
    /// The text shows what is typed and nothing of what is printed.
    pub silent: bool,
}

/// What the text says was printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    pub console: String,
    /// The item with the command that printed it; events have none.
    pub command: Option<usize>,
    /// Without what authors add.
    pub content: String,
    pub kind: ClaimKind,
    /// It may be the author's own words: a call-out stood in front of it, or an empty line before.
    pub doubtful: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimKind {
    Output,
    Event,
    /// `...`
    LeftOut,
}

/// What ends the reading, so that it always ends soon.
pub const MOST_LINES: usize = 10_000;
pub const MOST_COMMANDS: usize = 2_000;

impl Story {
    /// Reads what the pieces tell.
    ///
    /// # Errors
    /// If there is too much, or a directive is not understood.
    pub fn read(pieces: &[Piece]) -> Result<Story, TutorialError> {
        let mut reader = Reader {
            story: Story {
                header: Header::new(Dialect::Transcript),
                items: Vec::new(),
            },
            consoles: Consoles::default(),
            answering: BTreeMap::new(),
            commands: 0,
            begun: false,
            paragraph_ended: false,
        };
        let mut skipping = false;
        for piece in pieces {
            match piece {
                Piece::Directive(line) if line.text == "skip" => {
                    reader.pass(line, Passed::Directive);
                    skipping = true;
                }
                Piece::Directive(line) => reader.directive(line)?,
                Piece::Console { lines, .. } if std::mem::take(&mut skipping) => {
                    lines.iter().for_each(|it| reader.pass(it, Passed::Skipped));
                }
                Piece::Console { name, lines } => reader.console(name.as_deref(), lines)?,
            }
            if reader.story.items.len() > MOST_LINES {
                return Err(TutorialError::TooManyLines { most: MOST_LINES });
            }
        }
        Ok(reader.story)
    }
}

struct Reader {
    story: Story,
    consoles: Consoles,
    /// For each console the command whose output may go on.
    answering: BTreeMap<String, usize>,
    commands: usize,
    /// Settings come before everything else.
    begun: bool,
    /// An empty line has come since the last command.
    paragraph_ended: bool,
}

/// Who speaks in the lines of a block.
enum Speaker {
    /// The text itself, or a console that has nothing to answer.
    Nobody,
    Console(String),
    /// A shell of the operating system.
    Shell,
}

impl Reader {
    fn pass(&mut self, line: &NumberedLine, passed: Passed) {
        if !line.text.trim().is_empty() {
            self.push(line, Vec::new(), What::Passed(passed));
        }
    }

    fn push(&mut self, line: &NumberedLine, notes: Vec<Note>, what: What) {
        self.story.items.push(Item {
            line: line.number,
            text: line.text.trim_end().to_string(),
            notes,
            what,
        });
    }

    fn directive(&mut self, line: &NumberedLine) -> Result<(), TutorialError> {
        let fail = |problem| TutorialError::Directive {
            line: line.number,
            problem,
        };
        if self.story.header.take(&line.text).map_err(fail)? {
            if self.begun {
                let problem = "a setting comes before the first command; move it up";
                return Err(fail(problem.to_string()));
            }
            self.pass(line, Passed::Directive);
            return Ok(());
        }
        self.begun = true;
        let statement = Statement::parse(&line.text).map_err(fail)?;
        if let Statement::Session { name, .. } = &statement {
            self.consoles.announce(name);
        }
        self.push(line, Vec::new(), What::Directive(statement));
        Ok(())
    }

    fn console(&mut self, name: Option<&str>, lines: &[NumberedLine]) -> Result<(), TutorialError> {
        self.begun = true;
        let start = self.story.items.len();
        let clean: Vec<String> = lines.iter().map(|it| glyph::clean(&it.text).text).collect();
        let manner = Manner::of(clean.iter().map(String::as_str));
        let whole = whole_lines(lines, manner);
        let mut speaker = self.first_speaker(&whole, manner, name);
        for line in &whole {
            self.line(line, manner, name, &mut speaker)?;
            for rest in line.rest {
                self.pass(rest, Passed::Continued);
            }
        }
        let block = &mut self.story.items[start..];
        let silent = !block.iter().any(Item::claims_something);
        for item in block {
            if let What::Typed(typed) = &mut item.what {
                typed.silent = silent;
            }
        }
        Ok(())
    }

    /// What stands above the first prompt of a block belongs to the console of that prompt.
    fn first_speaker(&self, lines: &[WholeLine], manner: Manner, name: Option<&str>) -> Speaker {
        let mut prompts = lines.iter().filter_map(|it| manner.read(&it.clean.text));
        let console = match prompts.next() {
            Some(prompt) => self.consoles.find(&prompt, name),
            None => name.or(self.consoles.current()),
        };
        console.map_or(Speaker::Nobody, |it| Speaker::Console(it.to_string()))
    }

    fn line(
        &mut self,
        line: &WholeLine,
        manner: Manner,
        name: Option<&str>,
        speaker: &mut Speaker,
    ) -> Result<(), TutorialError> {
        let text = line.clean.text.trim();
        if let Some(prompt) = manner.read(text) {
            return self.prompt(line, prompt, name, speaker);
        }
        if prompt::for_shell(text).is_some() {
            *speaker = Speaker::Shell;
            self.pass(line.first, Passed::ForShell);
        } else if text.is_empty() {
            self.paragraph_ended |= line.first.text.trim().is_empty();
            self.pass(line.first, Passed::CallOut);
        } else if is_layout(text) {
            self.pass(line.first, Passed::Layout);
        } else if is_noise(text) {
            self.pass(line.first, Passed::Noise);
        } else {
            match speaker {
                Speaker::Nobody => self.pass(line.first, Passed::Prose),
                Speaker::Shell => self.pass(line.first, Passed::FromShell),
                Speaker::Console(console) => self.claim(line, console),
            }
        }
        Ok(())
    }

    fn prompt(
        &mut self,
        line: &WholeLine,
        prompt: Prompt,
        name: Option<&str>,
        speaker: &mut Speaker,
    ) -> Result<(), TutorialError> {
        // An event that comes while nobody types is printed behind the prompt.
        let event = prompt.typed.starts_with(EventLine::BEGINNING);
        let bare = Prompt {
            typed: "",
            ..prompt
        };
        let is_bare = prompt.typed.is_empty() || event || is_layout(prompt.typed);
        let prompt = if is_bare { bare } else { prompt };
        let console = self.consoles.take(&prompt, name);
        *speaker = Speaker::Console(console.clone());
        if is_bare {
            self.answering.remove(&console);
            match event {
                true => self.claim(line, &console),
                false => self.pass(line.first, Passed::Prompt),
            }
            return Ok(());
        }
        self.paragraph_ended = false;
        self.commands += 1;
        if self.commands > MOST_COMMANDS {
            return Err(TutorialError::TooManyCommands {
                line: line.first.number,
                most: MOST_COMMANDS,
            });
        }
        self.answering
            .insert(console.clone(), self.story.items.len());
        let typed = Typed {
            console,
            command: prompt.typed.to_string(),
            silent: false,
        };
        self.push(line.first, line.clean.notes.clone(), What::Typed(typed));
        Ok(())
    }

    /// At a prompt where nothing was typed nothing is printed but events; what else stands
    /// there are the author's words.
    fn claim(&mut self, line: &WholeLine, console: &str) {
        let text = line.clean.text.trim();
        let text = text
            .find(EventLine::BEGINNING)
            .map_or(text, |it| &text[it..]);
        let is_event = EventLine::parse(text).is_some();
        let command = self.answering.get(console).copied();
        let (kind, command) = match command {
            _ if is_event => (ClaimKind::Event, None),
            None if is_left_out(text) => return self.pass(line.first, Passed::LeftOut),
            None => return self.pass(line.first, Passed::Prose),
            _ if is_left_out(text) => (ClaimKind::LeftOut, command),
            _ => (ClaimKind::Output, command),
        };
        let claimed = Claimed {
            console: console.to_string(),
            command,
            content: text.to_string(),
            kind,
            doubtful: line.clean.called_out || self.paragraph_ended,
        };
        self.push(line.first, line.clean.notes.clone(), What::Claimed(claimed));
    }
}

/// The heading of an event, or the fence of a block.
fn is_layout(text: &str) -> bool {
    let is_fence = |sign: char| text.len() >= 4 && text.chars().all(|it| it == sign);
    text == "WATCHER::" || text.starts_with("```") || is_fence('-') || is_fence('~')
}

fn is_left_out(text: &str) -> bool {
    let inside = text.trim_matches(['[', ']', '(', ')']);
    inside.len() >= 3 && inside.chars().all(|it| it == '.')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::tutorial::source;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn read(text: &str) -> Story {
        Story::read(&source::plain(text)).unwrap()
    }

    /// What each line was taken for.
    fn kinds(text: &str) -> Vec<String> {
        let told = |it: Item| match it.what {
            What::Typed(it) => format!("{}> {}", it.console, it.command),
            What::Claimed(it) => format!("{:?} {}", it.kind, it.content),
            What::Directive(it) => format!("{it:?}"),
            What::Passed(it) => format!("{it:?}"),
        };
        read(text).items.into_iter().map(told).collect()
    }

    #[test]
    fn a_session_is_commands_and_what_they_printed() {
        let text = "\
$ bin/zkCli.sh
Connecting to localhost:2181
Welcome to ZooKeeper!
some option
[zk: localhost:2181(CONNECTED) 0] create /a \"b\" <1>
Created /a
[zk: localhost:2181(CONNECTED) 1] ls / <2>
[a,
 zookeeper]
...
[zk: localhost:2181(CONNECTED) 2]

WATCHER::

WatchedEvent state:SyncConnected type:NodeDeleted path:/a

<1> Creates a znode.
<2>
";
        assert_eq!(
            kinds(text),
            [
                "ForShell",
                "Noise",
                "Noise",
                "FromShell",
                "console1> create /a \"b\"",
                "Output Created /a",
                "console1> ls /",
                "Output [a, zookeeper]",
                "Continued",
                "LeftOut ...",
                "Prompt",
                "Layout",
                "Event WatchedEvent state:SyncConnected type:NodeDeleted path:/a",
                "Prose",
                "CallOut",
            ]
        );
    }

    #[test]
    fn what_stands_above_a_prompt_belongs_to_its_console() {
        let text = "\
one> ls /
<!-- zkplay: wait 3s -->
two> ls /
<!-- zkplay: wait 3s -->
[zookeeper]
one> ls /
";
        let story = read(text);
        let What::Claimed(claimed) = &story.items[4].what else {
            panic!("{:?}", story.items[4]);
        };
        assert_eq!((&*claimed.console, claimed.command), ("one", Some(0)));
    }

    #[test]
    fn an_event_behind_a_prompt_was_not_typed() {
        let text = "[zk: h(CONNECTED) 0] WATCHER::\n[zk: h(CONNECTED) 0] WatchedEvent \
                    state:SyncConnected type:NodeCreated path:/a\n[zk: h(CONNECTED) 0] ls /";
        assert_eq!(
            kinds(text),
            [
                "Prompt",
                "Event WatchedEvent state:SyncConnected type:NodeCreated path:/a",
                "console1> ls /"
            ]
        );
    }

    #[test]
    fn settings_come_first_and_a_block_can_be_skipped() {
        let text = "<!-- zkplay: timeout 4s -->\n<!-- zkplay: skip -->\n> ls /\n\n<!-- zkplay: kill a -->\n";
        let story = read(text);
        assert_eq!(story.header.timeout.as_secs(), 4);
        assert_eq!(
            kinds(text),
            ["Directive", "Directive", "Skipped", "Kill(\"a\")"]
        );
        let late = source::plain("> ls /\n<!-- zkplay: seed 4 -->");
        let error = Story::read(&late).unwrap_err().to_string();
        assert!(error.starts_with("line 2: a setting comes"), "{error}");
        let wrong = source::plain("<!-- zkplay: dance -->");
        let error = Story::read(&wrong).unwrap_err().to_string();
        assert!(error.contains("`dance` is no statement"), "{error}");
    }

    #[test]
    fn a_block_without_output_claims_none() {
        let silent = |text: &str| {
            let items = read(text).items;
            let typed = |it: &Item| match &it.what {
                What::Typed(typed) => Some(typed.silent),
                _ => None,
            };
            items.iter().filter_map(typed).collect::<Vec<_>>()
        };
        assert_eq!(silent("> ls /\n> ls /"), [true, true]);
        assert_eq!(silent("> ls /\n[]\n> ls /"), [false, false]);
    }
}
