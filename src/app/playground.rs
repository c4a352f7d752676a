//! The whole product, without its skin.
//!
//! A playground holds a stage, what a person has typed and selected, and the pace of time. It
//! changes by messages alone and is shown by [`crate::app::select`].

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::app::chronicle::Chronicle;
use crate::app::console::Console;
use crate::app::guide::Guide;
use crate::app::monitor::Monitors;
use crate::app::pacer::{Pacer, SPEEDS, next_visible};
use crate::app::tenure::Tenures;
use crate::app::update::{Effect, Msg};
use crate::app::view::{Frame, PanelAction, Tab, Theme};
use crate::app::words::Lang;
use crate::handle::Program;
use crate::model::{ProcessId, ZPath};
use crate::scenario::{Cast, Dialect, Script, Stage};
use crate::sim::Action;

/// The named starts, each a script of its own.
const FIRST_VISIT: &str = include_str!("../../scenarios/first-visit.zks");
const QUIET: &str = include_str!("../../scenarios/quiet.zks");
const EMBED: &str = include_str!("../../scenarios/embed.zks");
/// How far the clock runs for the answer to a typed command before it leaves the command
/// waiting: longer than any answer takes that comes without a fault.
const ANSWER_PATIENCE: Duration = Duration::from_secs(5);
/// How far *Next event* looks.
const NEXT_EVENT_HORIZON: Duration = Duration::from_secs(600);

/// With what the page is opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    pub lang: Lang,
    pub theme: Theme,
    pub frame: Frame,
    /// No guide: the plain stage, clock running.
    pub quiet: bool,
}

#[derive(Clone, Debug)]
pub struct Playground {
    pub(super) options: Options,
    pub(super) stage: Stage,
    pub(super) chronicle: Chronicle,
    pub(super) tenures: Tenures,
    pub(super) monitors: Monitors,
    pub(super) pacer: Pacer,
    pub(super) consoles: BTreeMap<ProcessId, Console>,
    pub(super) look: Look,
    pub(super) guide: Option<Guide>,
}

/// What a person looks at. No part of the run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Look {
    pub tab: Tab,
    /// The process whose console is in front.
    pub front: Option<ProcessId>,
    pub process: Option<ProcessId>,
    pub znode: Option<String>,
    /// Znodes whose children are hidden.
    pub closed: BTreeSet<String>,
    pub event: Option<u64>,
    pub pings: bool,
    pub filter: String,
}

impl Playground {
    pub fn open(options: Options) -> Playground {
        let guided = !options.quiet && options.frame == Frame::Full;
        let start = match options.frame {
            Frame::Embed => EMBED,
            Frame::Full if options.quiet => QUIET,
            Frame::Full => FIRST_VISIT,
        };
        let script = Script::parse(start, Dialect::Scenario).expect("our own scenarios are right");
        let stage = Stage::play(&script).expect("our own scenarios can be played");
        let tick = stage.header().tick_time;
        let mut playground = Playground {
            options,
            stage,
            chronicle: Chronicle::new(options.lang.words(), tick),
            tenures: Tenures::default(),
            monitors: Monitors::default(),
            pacer: Pacer::new(true),
            consoles: BTreeMap::new(),
            look: Look {
                closed: BTreeSet::from(["/zookeeper".to_string()]),
                ..Look::default()
            },
            guide: guided.then(Guide::new),
        };
        playground.keep_up();
        playground
    }

    pub fn stage(&self) -> &Stage {
        &self.stage
    }

    /// Whether the picture changes by itself, so that frames are wanted.
    pub fn animates(&self) -> bool {
        self.pacer.runs()
    }

    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        let mut effects = Vec::new();
        match msg {
            Msg::Frame { elapsed } => {
                let target = self.pacer.target(self.stage.world(), elapsed);
                self.stage.run_mut().advance_to(target);
            }
            Msg::Hidden(hidden) => self.pacer.hidden = hidden,

            Msg::Play => self.pacer.playing = true,
            Msg::Pause => self.pacer.playing = false,
            Msg::Step => {
                self.pacer.playing = false;
                self.stage.run_mut().step();
            }
            Msg::NextEvent => self.next_event(),
            Msg::Speed(speed) => self.pacer.speed = speed.min(SPEEDS.len() - 1),

            Msg::Draft { process, text } => {
                if let Some(id) = self.stage.process(&process) {
                    self.edit(id, text);
                }
            }
            Msg::Submit { process } => {
                if let Some(id) = self.stage.process(&process) {
                    let line = self.console(id).take();
                    self.type_line(id, line);
                }
            }
            Msg::Paste { process, text } => self.paste(&process, &text),
            Msg::Recall { process, older } => self.recall(&process, older),
            Msg::Choose { process, index } => self.with_console(&process, |it| it.choose(index)),
            Msg::Complete { process } => {
                self.with_console(&process, Console::complete);
            }
            Msg::Dismiss { process } => self.with_console(&process, Console::dismiss),

            Msg::Act { process, action } => self.act(&process, action),
            Msg::SelectProcess(name) => {
                let id = self.stage.process(&name);
                self.look.process = if self.look.process == id { None } else { id };
                self.look.znode = None;
            }
            Msg::Front(name) => self.look.front = self.stage.process(&name),
            Msg::SelectZnode(path) => {
                let path = Some(path);
                self.look.znode = if self.look.znode == path { None } else { path };
                self.look.process = None;
            }
            Msg::ToggleZnode(path) => {
                if !self.look.closed.remove(&path) {
                    self.look.closed.insert(path);
                }
            }
            Msg::SelectEvent(event) => self.look.event = event,
            Msg::ShowPings(pings) => self.look.pings = pings,
            Msg::Filter(filter) => self.look.filter = filter,
            Msg::ShowTab(tab) => self.look.tab = tab,

            Msg::Offer => self.take_offer(),
            Msg::SkipGuide => self.guide = None,
            Msg::StartAgain => {
                let (look, speed) = (self.look.clone(), self.pacer.speed);
                *self = Playground::open(self.options);
                (self.look.tab, self.look.front) = (look.tab, look.front);
                self.pacer.speed = speed;
            }

            Msg::Language(lang) => {
                self.options.lang = lang;
                let tick = self.stage.header().tick_time;
                self.chronicle = Chronicle::new(lang.words(), tick);
                effects.push(Effect::Remember {
                    key: "lang",
                    value: lang.tag().to_string(),
                });
            }
            Msg::Theme(theme) => {
                self.options.theme = theme;
                let value = theme.name().to_string();
                effects.push(Effect::Remember {
                    key: "theme",
                    value,
                });
            }
        }
        self.keep_up();
        effects
    }

    /// Reads what has happened into the logs, and lets the monitors and the guide see it.
    fn keep_up(&mut self) {
        self.chronicle.keep_up(&self.stage);
        self.tenures.keep_up(&self.stage);
        self.monitors.keep_up(&self.stage);
        if let Some(guide) = &mut self.guide {
            guide.keep_up(&self.stage, self.chronicle.roster());
        }
    }

    /// A person does something to the world: what was certain to come is so no more.
    fn submit(&mut self, action: Action<Cast>) {
        self.stage.run_mut().act(action);
        self.pacer.forget();
    }

    /// A typed line runs the clock at once to its answer, playing or paused.
    fn type_line(&mut self, id: ProcessId, line: String) {
        if !self.stage.world().processes()[&id].is_alive() {
            return;
        }
        self.submit(Action::Tell {
            process: id,
            input: line,
        });
        let latest = self.stage.now() + ANSWER_PATIENCE;
        while self.is_busy(id) && self.stage.run_mut().step_until(latest) {}
    }

    /// Whether a console has no prompt: it waits for an answer.
    pub(super) fn is_busy(&self, id: ProcessId) -> bool {
        let process = &self.stage.world().processes()[&id];
        process.is_alive() && !process.program.is_idle()
    }

    fn next_event(&mut self) {
        self.pacer.playing = false;
        let until = self.stage.now() + NEXT_EVENT_HORIZON;
        if let Some(at) = next_visible(self.stage.world(), until) {
            let events = self.chronicle.events().len();
            while self.stage.run_mut().step_until(at) {
                self.chronicle.keep_up(&self.stage);
                if self.chronicle.has_news_since(events) {
                    break;
                }
            }
        }
    }

    fn console(&mut self, id: ProcessId) -> &mut Console {
        self.consoles.entry(id).or_default()
    }

    fn with_console(&mut self, process: &str, change: impl FnOnce(&mut Console)) {
        if let Some(id) = self.stage.process(process) {
            change(self.console(id));
        }
    }

    fn edit(&mut self, id: ProcessId, text: String) {
        let stage = &self.stage;
        let console = self.consoles.entry(id).or_default();
        console.edit(text, |path: &ZPath| children(stage, id, path));
    }

    fn recall(&mut self, process: &str, older: bool) {
        let Some(id) = self.stage.process(process) else {
            return;
        };
        let program = &self.stage.world().processes()[&id].program;
        let lines = program
            .terminal()
            .map(|it| it.history().map(str::to_string).collect::<Vec<_>>())
            .unwrap_or_default();
        self.console(id).recall(older, &lines);
    }

    fn paste(&mut self, process: &str, text: &str) {
        let Some(id) = self.stage.process(process) else {
            return;
        };
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
    }

    fn act(&mut self, process: &str, action: PanelAction) {
        let Some(id) = self.stage.process(process) else {
            return;
        };
        match action {
            PanelAction::Kill => self.submit(Action::Kill { process: id }),
            PanelAction::Restart => {
                let program = self.stage.terminal(None);
                self.submit(Action::Restart {
                    process: id,
                    program,
                });
                self.consoles.remove(&id);
            }
            PanelAction::Close => self.type_line(id, "quit".to_string()),
        }
    }

    /// The guide does its own beat.
    fn take_offer(&mut self) {
        let Some(beat) = self.guide.as_ref().and_then(Guide::current) else {
            return;
        };
        if let Some(name) = beat.kill {
            self.act(name, PanelAction::Kill);
            self.pacer.playing = true;
        }
        for (name, line) in beat.lines {
            let Some(id) = self.stage.process(name) else {
                return;
            };
            self.type_line(id, line.to_string());
            self.look.front = Some(id);
        }
    }
}

/// The names of a znode's children as this process sees them, for completion: from below its
/// chroot.
fn children(stage: &Stage, id: ProcessId, path: &ZPath) -> Vec<String> {
    let handle = stage.world().processes()[&id].handle();
    let seen = handle.map(|it| path.under(it.chroot()));
    let znode = seen.and_then(|it| stage.tree().get(&it));
    znode
        .map(|it| it.children.iter().map(|name| name.to_string()).collect())
        .unwrap_or_default()
}
