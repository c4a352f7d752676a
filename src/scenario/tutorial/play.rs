//! The text is played: every command is typed, and what comes of it is held against the text.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::ZPath;
use crate::scenario::stage::{MOST_PROCESSES, Stage};
use crate::scenario::statement::Statement;
use crate::scenario::tutorial::command_line::CommandLine;
use crate::scenario::tutorial::error::TutorialError;
use crate::scenario::tutorial::event::EventLine;
use crate::scenario::tutorial::judge::{Exchange, judge};
use crate::scenario::tutorial::mail::Mail;
use crate::scenario::tutorial::mend::Outlook;
use crate::scenario::tutorial::printed::{News, Screens};
use crate::scenario::tutorial::report::{Implied, Mark, Passed, Remark, Slip};
use crate::scenario::tutorial::story::{ClaimKind, Claimed, Item, Story, Typed, What};
use crate::scenario::tutorial::told;
use crate::scenario::tutorial::uses::Uses;
use crate::scenario::tutorial::why::Scene;

/// Commands that are typed in another way than the text has them, because of what was found
/// in a play before. The numbers are those of items.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Corrections {
    commands: BTreeMap<usize, String>,
    marks: BTreeMap<usize, Mark>,
}

/// What comes of a play.
#[derive(Clone, Debug, PartialEq)]
pub enum Played {
    ToTheEnd(Vec<Remark>),
    /// It must be played again with these.
    Again(Corrections),
}

/// What ends a play that prints too much, or never ends.
pub const MOST_BYTES: usize = 16 << 20;
/// In seconds of virtual time, over all `wait`s.
pub const LONGEST_WAIT: u64 = 3600;
/// After so many plays, the text is taken as it is.
const MOST_CORRECTIONS: usize = 20;

/// Plays a story from its beginning.
///
/// # Errors
/// If a directive cannot be done, or it all becomes too much.
pub fn play(
    story: &Story,
    uses: &Uses,
    corrections: &Corrections,
) -> Result<Played, TutorialError> {
    let fail = |problem| TutorialError::Directive { line: 1, problem };
    let mut player = Player {
        story,
        uses,
        corrections,
        claims: claims_of(story),
        stage: Stage::new(story.header.clone()).map_err(fail)?,
        screens: Screens::default(),
        mail: Mail::default(),
        made: BTreeMap::new(),
        quoted: BTreeSet::new(),
        waited: 0,
        remarks: Vec::new(),
    };
    for (number, item) in story.items.iter().enumerate() {
        match &item.what {
            What::Typed(typed) => {
                if let Some(corrections) = player.typed(number, item, typed)? {
                    return Ok(Played::Again(corrections));
                }
            }
            What::Claimed(claimed) if claimed.kind == ClaimKind::Event => {
                player.told(item, claimed)?;
            }
            // Judged with its command.
            What::Claimed(_) => {}
            What::Directive(statement) => player.direct(item, statement)?,
            What::Passed(passed) => player.remarks.push(item.remark(Mark::Passed(*passed))),
        }
        if player.screens.bytes > MOST_BYTES {
            let (line, most) = (item.line, MOST_BYTES);
            return Err(TutorialError::PrintsTooMuch { line, most });
        }
    }
    player.remarks.extend(player.mail.left());
    player.remarks.sort_by_key(|it| it.line);
    Ok(Played::ToTheEnd(player.remarks))
}

type Claims<'a> = Vec<(&'a Item, &'a Claimed)>;

fn claims_of(story: &Story) -> BTreeMap<usize, Claims<'_>> {
    let mut claims: BTreeMap<usize, Claims> = BTreeMap::new();
    for item in &story.items {
        if let What::Claimed(claimed) = &item.what
            && let Some(command) = claimed.command
        {
            claims.entry(command).or_default().push((item, claimed));
        }
    }
    claims
}

struct Player<'a> {
    story: &'a Story,
    uses: &'a Uses,
    corrections: &'a Corrections,
    /// What the text claims of each command.
    claims: BTreeMap<usize, Claims<'a>>,
    stage: Stage,
    screens: Screens,
    mail: Mail,
    /// Which item has made which znode.
    made: BTreeMap<ZPath, usize>,
    /// Znodes whose data were typed in quotes.
    quoted: BTreeSet<String>,
    /// In seconds.
    waited: u64,
    remarks: Vec<Remark>,
}

impl<'a> Player<'a> {
    fn typed(
        &mut self,
        number: usize,
        item: &'a Item,
        typed: &'a Typed,
    ) -> Result<Option<Corrections>, TutorialError> {
        self.seat(&typed.console, item)?;
        self.remarks.extend(
            self.mail
                .next_command(&typed.console, item.line, typed.silent),
        );
        let claims = self.claims.remove(&number).unwrap_or_default();
        let command = self.corrections.commands.get(&number);
        let outlook = Outlook {
            stage: &self.stage,
            uses: self.uses,
            made: &self.made,
            claims: &claims,
            chrooted: self.is_chrooted(&typed.console),
        };
        let mended = outlook.look_at(command.unwrap_or(&typed.command));
        if let Some(maker) = mended.ephemeral_parent
            && let Some(corrections) = self.persist(maker, number)
        {
            return Ok(Some(corrections));
        }
        let told = self.corrections.marks.get(&number).cloned();
        let news = self.type_in(number, item, typed, &mended.line)?;
        let mark = told.or(mended.mark);
        self.judge(item, typed, &claims, &mended.line, mark, &news);
        Ok(None)
    }

    fn is_chrooted(&self, console: &str) -> bool {
        let process = self.stage.process(console);
        let process = process.map(|it| &self.stage.world().processes()[&it]);
        process.is_some_and(|it| it.program.shell().host().contains('/'))
    }

    /// Sees to it that the console waits for a line.
    fn seat(&mut self, name: &str, item: &Item) -> Result<(), TutorialError> {
        let present = self.stage.process(name);
        let present = present.map(|it| &self.stage.world().processes()[&it]);
        match present.map(|it| it.is_alive()) {
            Some(true) => {}
            Some(false) => {
                let console = name.to_string();
                let mark = Mark::Implied(Implied::StartsAgain { console });
                self.remarks.push(Remark::beyond(item.line, mark));
                self.open(name, item)?;
            }
            None => self.open(name, item)?,
        }
        self.mail.open_box(name);
        Ok(())
    }

    /// What a console says when it starts is never compared.
    fn open(&mut self, name: &str, item: &Item) -> Result<(), TutorialError> {
        let ended = self.stage.world().processes().values();
        let ended = ended.filter(|it| !it.is_alive() && it.name != name);
        if let Some(ended) = ended.map(|it| it.name.clone()).next()
            && self.stage.is_full()
        {
            self.carry_out(item, &Statement::Remove(ended))?;
        }
        if self.stage.is_full() && self.stage.process(name).is_none() {
            let (line, most) = (item.line, MOST_PROCESSES);
            return Err(TutorialError::TooManyConsoles { line, most });
        }
        let session = Statement::Session {
            name: name.to_string(),
            timeout: None,
            at: None,
        };
        self.carry_out(item, &session)?;
        self.mail.close_box(name);
        self.take_news(None);
        Ok(())
    }

    fn carry_out(&mut self, item: &Item, statement: &Statement) -> Result<(), TutorialError> {
        self.stage
            .carry_out(statement)
            .map_err(|problem| TutorialError::Directive {
                line: item.line,
                problem,
            })
    }

    /// What was shown since. Events wait until the text tells of them.
    fn take_news(&mut self, typed: Option<&str>) -> BTreeMap<String, News> {
        let mut news = self.screens.news(&self.stage);
        for (console, news) in &mut news {
            let own = typed == Some(console);
            let events = std::mem::take(&mut news.events);
            self.mail.deliver(console, events, own);
        }
        news
    }

    fn type_in(
        &mut self,
        number: usize,
        item: &Item,
        typed: &Typed,
        line: &CommandLine,
    ) -> Result<News, TutorialError> {
        let statement = Statement::Typed {
            name: typed.console.clone(),
            command: line.text.clone(),
        };
        self.carry_out(item, &statement)?;
        let news = self.take_news(Some(&typed.console)).remove(&typed.console);
        let news = news.unwrap_or_default();
        let mut lines = news.lines.iter();
        let created = lines.find_map(|it| it.text.strip_prefix("Created "));
        let created = created.filter(|_| line.is_create());
        if let Some(Ok(path)) = created.map(ZPath::parse) {
            self.made.insert(path, number);
        }
        if line.has_quoted_data()
            && let Some(path) = created.or(line.path())
        {
            self.quoted.insert(path.to_string());
        }
        Ok(news)
    }

    fn judge(
        &mut self,
        item: &Item,
        typed: &Typed,
        claims: &[(&Item, &Claimed)],
        line: &CommandLine,
        mark: Option<Mark>,
        news: &News,
    ) {
        let exchange = Exchange {
            scene: Scene {
                stage: &self.stage,
                uses: self.uses,
                console: &typed.console,
                line,
                quoted: line.path().is_some_and(|it| self.quoted.contains(it)),
                usage: news
                    .lines
                    .first()
                    .is_some_and(|it| it.text.starts_with("ZooKeeper -server")),
            },
            item,
            claims,
            printed: &news.lines,
            silent: typed.silent,
        };
        let (command, below) = judge(&exchange);
        let of_command = |mark| {
            let mut remark = item.remark(mark);
            if let Some(typed) = &mut remark.typed {
                typed.command.clone_from(&line.text);
            }
            remark
        };
        match mark {
            None => self.remarks.push(of_command(command)),
            Some(mark) => {
                self.remarks.push(of_command(mark));
                if command != Mark::Same {
                    self.remarks.push(Remark::beyond(item.line, command));
                }
            }
        }
        self.remarks.extend(below);
    }

    /// Lets an earlier command make a znode that may have children, which shows in this one;
    /// `None` if that has been done, or cannot be.
    fn persist(&self, maker: usize, here: usize) -> Option<Corrections> {
        let made = &self.story.items[maker];
        let What::Typed(typed) = &made.what else {
            return None;
        };
        let done = &self.corrections.commands;
        if done.contains_key(&maker) || done.len() >= MOST_CORRECTIONS {
            return None;
        }
        let command = CommandLine::parse(&typed.command).without_ephemeral()?;
        let mut corrections = self.corrections.clone();
        let mark = Mark::Typo {
            slip: Slip::EphemeralParent { line: made.line },
            meant: vec![command.clone()],
            corrected: true,
        };
        corrections.commands.insert(maker, command);
        corrections.marks.insert(here, mark);
        Some(corrections)
    }

    fn told(&mut self, item: &Item, claimed: &Claimed) -> Result<(), TutorialError> {
        let Some(event) = EventLine::parse(&claimed.content) else {
            return Ok(());
        };
        let console = claimed.console.as_str();
        let mut shown = self.mail.take(console, &event);
        if shown.is_none()
            && let Some(death) =
                told::death_behind(&self.stage, console, self.mail.consoles(), &event)
        {
            for statement in death.statements() {
                self.carry_out(item, &statement)?;
            }
            self.take_news(None);
            let (console, path) = (death.console, death.path.to_string());
            let mark = Mark::Implied(Implied::Dies { console, path });
            self.remarks.push(Remark::beyond(item.line, mark));
            shown = self.mail.take(&claimed.console, &event);
        }
        let mark = match shown {
            Some(now) => told::shown(&event, &claimed.content, now),
            None => match self.mail.take_misspelt(console, &event) {
                Some(now) => told::misspelt(now),
                None => told::never_shown(&self.stage, console, &event),
            },
        };
        self.remarks.push(item.remark(mark));
        Ok(())
    }

    fn direct(&mut self, item: &Item, statement: &Statement) -> Result<(), TutorialError> {
        if let Statement::Wait(span) = statement {
            self.waited = self.waited.saturating_add(span.as_secs() + 1);
            if self.waited > LONGEST_WAIT {
                let (line, most) = (item.line, LONGEST_WAIT);
                return Err(TutorialError::WaitsTooLong { line, most });
            }
        }
        if let Statement::Typed { name, .. } = statement
            && self.stage.process(name).is_none()
        {
            self.open(name, item)?;
        }
        self.carry_out(item, statement)?;
        self.take_news(None);
        self.remarks
            .push(item.remark(Mark::Passed(Passed::Directive)));
        Ok(())
    }
}
