//! Watch events that consoles have shown and the text has not told of yet.
//!
//! Events come at any time, and authors print them where it suits the tale: at once, or when the
//! console is next in sight. So each waits until the text tells of it, or has gone past.

use std::collections::BTreeMap;

use crate::scenario::tutorial::event::EventLine;
use crate::scenario::tutorial::report::{Mark, Remark, Why};
use crate::shell::is_slip;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mail {
    boxes: BTreeMap<String, MailBox>,
    /// What no console waits for any more.
    returned: Vec<Remark>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct MailBox {
    letters: Vec<Letter>,
    /// How many commands were typed in this console, and where the last one stands.
    commands: u32,
    line: usize,
    /// The text shows nothing of what this console prints.
    silent: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Letter {
    event: String,
    /// Which command of its console came before it, and where that stands.
    command: u32,
    line: usize,
    silent: bool,
    /// That command has caused it.
    own: bool,
}

impl Mail {
    /// From now on, what the console shows is kept.
    pub fn open_box(&mut self, console: &str) {
        self.boxes.entry(console.to_string()).or_default();
    }

    /// The console begins anew: what it says at the start is nobody's.
    pub fn close_box(&mut self, console: &str) {
        let letters = self.boxes.remove(console).unwrap_or_default().letters;
        let own = letters.iter().filter(|it| it.own);
        self.returned.extend(own.filter_map(missing));
    }

    /// `own` if they come of what was typed in that console.
    pub fn deliver(&mut self, console: &str, events: Vec<String>, own: bool) {
        let Some(mailbox) = self.boxes.get_mut(console) else {
            return;
        };
        for event in events {
            mailbox.letters.push(Letter {
                event,
                command: mailbox.commands,
                line: mailbox.line,
                silent: mailbox.silent,
                own,
            });
        }
    }

    /// The console goes on. What came before its last command, the text has left out.
    pub fn next_command(&mut self, console: &str, line: usize, silent: bool) -> Vec<Remark> {
        let Some(mailbox) = self.boxes.get_mut(console) else {
            return Vec::new();
        };
        let now = mailbox.commands;
        let (late, fresh) = std::mem::take(&mut mailbox.letters)
            .into_iter()
            .partition::<Vec<_>, _>(|it| it.command < now);
        *mailbox = MailBox {
            letters: fresh,
            commands: now + 1,
            line,
            silent,
        };
        late.iter().filter_map(missing).collect()
    }

    /// What a console was shown that a line of the text tells of. The text may have it under
    /// another console.
    pub fn take(&mut self, console: &str, told: &EventLine) -> Option<String> {
        self.take_first(console, |it| it.tells_the_same(told))
    }

    /// The same for a line that is a slip of what was shown.
    pub fn take_misspelt(&mut self, console: &str, told: &EventLine) -> Option<String> {
        let in_short = |it: &EventLine| format!("{} {} {}", it.state, it.kind, it.path);
        let told = in_short(told);
        self.take_first(console, |it| is_slip(&in_short(it), &told))
    }

    fn take_first(&mut self, own: &str, fits: impl Fn(&EventLine) -> bool) -> Option<String> {
        let place = |mailbox: &MailBox| {
            let mut letters = mailbox.letters.iter();
            letters.position(|it| EventLine::parse(&it.event).is_some_and(|it| fits(&it)))
        };
        let mut others = self.boxes.iter().filter(|(name, _)| *name != own);
        let own = self.boxes.get_key_value(own);
        let (name, at) = own
            .and_then(|(name, it)| Some((name.clone(), place(it)?)))
            .or_else(|| others.find_map(|(name, it)| Some((name.clone(), place(it)?))))?;
        Some(self.boxes.get_mut(&name)?.letters.remove(at).event)
    }

    /// The consoles that the text has shown so far.
    pub fn consoles(&self) -> impl Iterator<Item = &str> {
        self.boxes.keys().map(String::as_str)
    }

    /// What the text has never told of. What came after its console was last in sight, the text
    /// need not tell, unless that is how its last command ended.
    pub fn left(mut self) -> Vec<Remark> {
        let letters = self.boxes.values().flat_map(|it| &it.letters);
        let letters = letters.filter(|it| it.own);
        self.returned.extend(letters.filter_map(missing));
        self.returned
    }
}

fn missing(letter: &Letter) -> Option<Remark> {
    let closed = EventLine::parse(&letter.event).is_some_and(|it| it.state == "Closed");
    let whys = closed.then_some(Why::PartingHasChanged);
    let mark = Mark::Differs {
        now: Some(letter.event.clone()),
        whys: whys.into_iter().collect(),
    };
    (!letter.silent).then(|| Remark::beyond(letter.line, mark))
}
