//! What is typed into consoles, and how the clock runs for the answer.

use std::rc::Rc;
use std::time::Duration;

use crate::app::console::Console;
use crate::app::pasted::Pasted;
use crate::app::playground::Playground;
use crate::app::update::Effect;
use crate::app::view::TutorialView;
use crate::handle::Program;
use crate::model::{ProcessId, ZPath};
use crate::scenario::stage::PATIENCE;
use crate::scenario::tutorial::shows_zkcli;
use crate::scenario::{Entered, Stage};
use crate::sim::Process;

/// How far the clock runs for the answer to a typed command before it leaves the command
/// waiting: longer than any answer takes that comes without a fault.
const ANSWER_PATIENCE: Duration = Duration::from_secs(5);

impl Playground {
    /// A typed line runs the clock at once to its answer, playing or paused.
    pub(super) fn type_line(&mut self, id: ProcessId, line: String) {
        // It may have left by the line before.
        let process = self.stage().world().processes().get(&id);
        if !process.is_some_and(Process::is_alive) {
            return;
        }
        let (entered, stopped) = self.act_on_stage(|stage| stage.enter(id, &line));
        match entered {
            Ok(Entered::Command) if stopped => {}
            Ok(Entered::Command) => {
                let latest = self.stage().now() + ANSWER_PATIENCE;
                self.run_until(latest, |it| !it.is_busy(id));
            }
            Ok(Entered::Clear) => {
                let shown = self.scene().chronicle.log(id).len();
                self.look.cleared.insert(id, shown);
            }
            Ok(Entered::Wait(span)) => self.advance_to(self.stage().now() + span),
            Ok(Entered::Step) => self.step(),
            Ok(Entered::Seek(at)) => self.seek_moment(at),
            Ok(Entered::Leader) => self.await_leader(),
            Ok(Entered::Verb) => {}
            // What cannot be done, the console says.
            Err(_) => {}
        }
    }

    /// Lets time pass until a leader serves, as long as there is hope.
    fn await_leader(&mut self) {
        let latest = self.stage().now() + PATIENCE;
        self.run_until(latest, |it| it.stage().has_leader());
    }

    /// Whether a console has no prompt: it waits for an answer.
    pub(in crate::app) fn is_busy(&self, id: ProcessId) -> bool {
        let process = self.stage().world().processes().get(&id);
        process.is_some_and(|it| it.is_awake() && !it.program.is_idle())
    }

    pub(super) fn console(&mut self, id: ProcessId) -> &mut Console {
        self.consoles.entry(id).or_default()
    }

    pub(super) fn with_console(&mut self, process: &str, change: impl FnOnce(&mut Console)) {
        if let Some(id) = self.stage().process(process) {
            change(self.console(id));
        }
    }

    pub(super) fn edit(&mut self, id: ProcessId, text: String) {
        let stage = &self.timeline.scene().stage;
        let console = self.consoles.entry(id).or_default();
        console.edit(text, |path: &ZPath| children(stage, id, path));
    }

    pub(super) fn recall(&mut self, process: &str, older: bool) {
        let Some(id) = self.stage().process(process) else {
            return;
        };
        let shell = self.stage().world().processes()[&id].program.shell();
        let lines: Vec<String> = shell.history().map(str::to_string).collect();
        self.console(id).recall(older, &lines);
    }

    /// A session with prompts is to be checked; other lines are so many commands.
    pub(super) fn paste(&mut self, process: &str, text: &str) -> Option<Effect> {
        let id = self.stage().process(process)?;
        if text.lines().any(shows_zkcli) {
            let (process, text) = (process.to_string(), text.to_string());
            self.look.pasted = Some(Pasted {
                process,
                text,
                found: None,
            });
            return self.ask_check();
        }
        let joined = format!("{}{text}", self.console(id).take());
        let mut lines: Vec<String> = joined.lines().map(str::to_string).collect();
        let draft = if text.ends_with('\n') {
            None
        } else {
            lines.pop()
        };
        for line in lines {
            self.type_line(id, line);
        }
        self.edit(id, draft.unwrap_or_default());
        None
    }

    /// Has the pasted session checked, in the language of the page.
    pub(super) fn ask_check(&mut self) -> Option<Effect> {
        let pasted = self.look.pasted.as_mut()?;
        pasted.found = None;
        let (text, lang) = (pasted.text.clone(), self.options.lang);
        Some(Effect::Check { text, lang })
    }

    /// What was found in a session, if it is still looked at.
    pub(super) fn checked(&mut self, text: &str, found: Option<TutorialView>) {
        let words = &self.options.lang.words().pasted;
        if let Some(pasted) = self.look.pasted.as_mut().filter(|it| it.text == text) {
            let problem = || TutorialView::problem(words.unchecked.to_string());
            pasted.found = Some(Rc::new(found.unwrap_or_else(problem)));
        }
    }

    /// Types the commands of a pasted session.
    pub(super) fn type_pasted(&mut self) {
        let Some(pasted) = self.look.pasted.take() else {
            return;
        };
        if let Some(id) = self.stage().process(&pasted.process) {
            let found = pasted.found.unwrap_or_default();
            for command in &found.commands {
                self.type_line(id, command.clone());
            }
        }
    }
}

/// The names of a znode's children as this process sees them, for completion: from below its
/// chroot.
fn children(stage: &Stage, id: ProcessId, path: &ZPath) -> Vec<String> {
    let process = stage.world().processes().get(&id);
    let handle = process.and_then(Process::handle);
    let seen = handle.map(|it| path.under(it.chroot()));
    let znode = seen.and_then(|it| stage.tree().get(&it));
    znode
        .map(|it| it.children.iter().map(|name| name.to_string()).collect())
        .unwrap_or_default()
}
