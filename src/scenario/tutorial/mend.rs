//! Before a command is typed: does the text mean what it says?

use std::collections::BTreeMap;

use crate::model::ZPath;
use crate::scenario::stage::Stage;
use crate::scenario::tutorial::command_line::{CommandLine, Need};
use crate::scenario::tutorial::judge::admits_failure;
use crate::scenario::tutorial::report::{Mark, Slip, Why};
use crate::scenario::tutorial::slip;
use crate::scenario::tutorial::story::{Claimed, Item};
use crate::scenario::tutorial::uses::Uses;
use crate::shell::is_slip;

/// What is known before a command is typed.
#[derive(Clone, Copy, Debug)]
pub struct Outlook<'a> {
    pub stage: &'a Stage,
    pub uses: &'a Uses,
    /// Which item has made which znode.
    pub made: &'a BTreeMap<ZPath, usize>,
    pub claims: &'a [(&'a Item, &'a Claimed)],
    /// The console takes some znode for its root, so its paths are others than the tree's.
    pub chrooted: bool,
}

/// What comes of looking at a command.
#[derive(Clone, Debug, PartialEq)]
pub struct Mended {
    /// This is typed.
    pub line: CommandLine,
    /// Why that is not what the text has, if it is not.
    pub mark: Option<Mark>,
    /// The item that has made the parent, if that is ephemeral and so the command cannot succeed.
    pub ephemeral_parent: Option<usize>,
}

impl Outlook<'_> {
    /// Looks at a command. Where the text itself shows that it fails, the failure is meant.
    pub fn look_at(&self, command: &str) -> Mended {
        let mut mended = Mended {
            line: CommandLine::parse(command),
            mark: None,
            ephemeral_parent: None,
        };
        if admits_failure(self.claims) {
            return mended;
        }
        mended.renew();
        if !self.chrooted {
            self.mend_path(&mut mended);
            mended.ephemeral_parent = self.maker_of_ephemeral_parent(&mended.line);
        }
        if let Some(command) = slip::in_data(&mended.line) {
            mended.correct(Slip::Unquoted, command);
        }
        mended
    }

    fn mend_path(&self, mended: &mut Mended) {
        if let Some(command) = slip::in_form(&mended.line) {
            mended.correct(Slip::PathForm, command);
        }
        if let Some(command) = self.meant_by_claim(&mended.line) {
            mended.correct(Slip::Path, command);
        }
        let mut meant = slip::in_path(&mended.line, self.stage.tree(), self.uses);
        if meant.len() == 1 {
            mended.correct(Slip::Path, meant.remove(0));
        } else if !meant.is_empty() {
            mended.mark = Some(Mark::Typo {
                slip: Slip::Path,
                meant,
                corrected: false,
            });
        }
    }

    /// The text says of which znode the command was, and speaks more often of that one.
    fn meant_by_claim(&self, line: &CommandLine) -> Option<String> {
        let path = ZPath::parse(line.path().filter(|_| line.is_create())?).ok()?;
        let mut claimed = self.claims.iter();
        let created = claimed.find_map(|it| it.1.content.strip_prefix("Created "))?;
        let created = ZPath::parse(created).ok()?;
        let meant = is_slip(created.as_str(), path.as_str()) && created != path;
        (meant && self.uses.count(&created) > self.uses.count(&path))
            .then(|| line.with_path(created.as_str()))
    }

    fn maker_of_ephemeral_parent(&self, line: &CommandLine) -> Option<usize> {
        let Some(Need::Parent(parent)) = line.need() else {
            return None;
        };
        self.stage.tree().get(&parent)?.owner()?;
        self.made.get(&parent).copied()
    }
}

impl Mended {
    /// Puts today's command for one that is gone, and the one that is meant for one that never
    /// was.
    fn renew(&mut self) {
        if let Some(instead) = self.line.instead_of_gone() {
            let name = self.line.name();
            let now = Some(format!("Command not found: Command not found {name}"));
            self.line = CommandLine::parse(&instead);
            let whys = vec![Why::CommandIsGone { instead }];
            self.mark = Some(Mark::Differs { now, whys });
        } else if let Some((slip, command)) = slip::in_name(&self.line) {
            self.correct(slip, command);
        }
    }

    fn correct(&mut self, slip: Slip, command: String) {
        self.line = CommandLine::parse(&command);
        self.mark = Some(Mark::Typo {
            slip,
            meant: vec![command],
            corrected: true,
        });
    }
}
