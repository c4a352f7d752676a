//! The whole product, without its skin.
//!
//! A playground holds a stage, what a person has typed and selected, and the pace of time. It
//! changes by messages alone and is shown by [`crate::app::select`].

mod acting;
mod breaking;
mod guided;
mod moving;
mod sharing;
mod typing;

use litemap::LiteMap;

use crate::app::account::{Account, Finding};
use crate::app::breakpoint::Breakpoint;
use crate::app::broken::{Broken, Progress};
use crate::app::console::Console;
use crate::app::guide::Guide;
use crate::app::options::Options;
use crate::app::pacer::{Pacer, SPEEDS};
use crate::app::pasted::Pasted;
use crate::app::scene::Scene;
use crate::app::select::timeline::Drawn;
use crate::app::shared::{Brought, LINK_SIGN, Notice, Sharing};
use crate::app::tale::Tale;
use crate::app::timeline::{Place, Timeline};
use crate::app::update::{Effect, Msg};
use crate::app::view::{SeenBy, StageView, Tab};
use crate::app::words::Words;
use crate::model::ProcessId;
use crate::scenario::{Bundle, Cursor, Dialect, Script, Stage, Statement};

#[derive(Clone, Debug)]
pub struct Playground {
    pub(super) options: Options,
    pub(super) timeline: Timeline,
    pub(super) account: Account,
    pub(super) pacer: Pacer,
    pub(super) consoles: LiteMap<ProcessId, Console>,
    pub(super) look: Look,
    pub(super) drawn: Drawn,
    pub(super) breakpoints: Vec<Breakpoint>,
    /// The run that every fault is tried in.
    pub(super) broken: Option<Broken>,
    /// Which branch was told to the witness, by its id.
    told: u64,
    /// Whether the guide is listened to.
    guided: bool,
    /// The beat that the clock goes by.
    beat: Option<usize>,
    /// That beat has stopped the clock.
    halts: bool,
    /// What the link that was opened holds.
    visited: Option<Bundle>,
    pub(super) notice: Option<Notice>,
    pub(super) sharing: Sharing,
    /// With what the run began, for people.
    scenario: Option<String>,
    /// What a newer zkplay has put into the link.
    unknown: Vec<String>,
    /// What the guide tells from the beginning.
    tale: Option<Tale>,
    /// What was done when the run was kept for the next visit, and whether anything was in this.
    kept: (usize, usize, usize),
    changed: bool,
}

/// What a person looks at. No part of the run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Look {
    pub tab: Tab,
    pub stage: StageView,
    /// The process whose console is in front.
    pub front: Option<ProcessId>,
    pub process: Option<ProcessId>,
    pub znode: Option<String>,
    /// Whose view of the tree is shown.
    pub seen: SeenBy,
    /// Znodes whose children are hidden.
    pub closed: LiteMap<String, ()>,
    /// How many lines of a console's log were shown when it was emptied.
    pub cleared: LiteMap<ProcessId, usize>,
    pub event: Option<u64>,
    /// The branch that the shown one is held against, by its id.
    pub compared: Option<u64>,
    pub pings: bool,
    pub filter: String,
    /// A session that was pasted and is being looked at.
    pub pasted: Option<Pasted>,
}

impl Playground {
    pub fn open(options: Options) -> Playground {
        let (name, script) = options.start();
        let script = Script::parse(script, Dialect::Scenario);
        let script = script.expect("our own scenarios are right");
        let stage = Stage::play(&script).expect("our own scenarios can be played");
        let (bundle, tale) = (Bundle::from(stage.record()), options.tale());
        let timeline = retell(&bundle, options.lang.words(), tale, None);
        let timeline = timeline.expect("it was just played");
        let mut playground = Playground::on(options, timeline, tale);
        playground.scenario = Some(name.to_string());
        playground.kept.2 = playground.stage().said().len();
        playground
    }

    fn on(options: Options, timeline: Timeline, tale: Option<Tale>) -> Playground {
        let mut closed = LiteMap::new();
        closed.insert("/zookeeper".to_string(), ());
        let mut playground = Playground {
            options,
            timeline,
            pacer: Pacer::new(!options.calm && !options.linked),
            account: Account::default(),
            consoles: LiteMap::new(),
            look: Look {
                closed,
                stage: options.view(),
                tab: options.tab(),
                ..Look::default()
            },
            drawn: Drawn::default(),
            breakpoints: Vec::new(),
            broken: None,
            told: 0,
            guided: true,
            beat: None,
            halts: false,
            visited: None,
            notice: None,
            sharing: Sharing::No,
            scenario: None,
            unknown: Vec::new(),
            tale,
            kept: (1, 0, 0),
            changed: false,
        };
        playground.keep_up();
        playground
    }

    /// What is shown of the run.
    pub fn scene(&self) -> &Scene {
        self.timeline.scene()
    }

    pub fn stage(&self) -> &Stage {
        &self.scene().stage
    }

    /// The guide, if it is listened to.
    pub fn guide(&self) -> Option<&Guide> {
        self.scene().guide.as_ref().filter(|_| self.guided)
    }

    /// Whether the picture changes by itself, so that frames are wanted.
    pub fn animates(&self) -> bool {
        self.pacer.runs()
    }

    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        let mut effects = Vec::new();
        match msg {
            Msg::Frame { elapsed } => {
                self.account.pass(elapsed);
                let soon = self.timeline.next_said_at();
                let world = self.timeline.scene().stage.world();
                if let Some(target) = self.pacer.target(world, soon, elapsed) {
                    self.advance_to(target);
                }
            }
            Msg::Hidden(hidden) => {
                self.pacer.hidden = hidden;
                effects.extend(self.keep(hidden));
            }

            Msg::Play => {
                self.pacer.playing = true;
                self.notice = None;
            }
            Msg::Pause => self.pacer.playing = false,
            Msg::Step => self.step(),
            Msg::StepBack => self.step_back(),
            Msg::NextEvent => self.next_event(),
            Msg::PreviousEvent => self.previous_event(),
            Msg::Start => self.seek(Place::At(self.timeline.branches().here().home)),
            Msg::Latest => self.seek(Place::Step(u64::MAX)),
            Msg::Slide(place) => self.slide(place),
            Msg::SeekEvent(event) => self.seek_event(event),
            Msg::Undo => self.undo(),
            Msg::Redo => self.redo(),
            Msg::Switch(branch) => self.switch(branch),
            Msg::Rename { branch, name } => self.timeline.branches_mut().rename(branch, &name),
            Msg::Compare(branch) => {
                let branches = self.timeline.branches().all();
                self.look.compared = branch.and_then(|it| Some(branches.get(it)?.id));
            }
            Msg::Break(breakpoint) => {
                if !breakpoint.is_empty() && !self.breakpoints.contains(&breakpoint) {
                    self.breakpoints.push(breakpoint);
                }
            }
            Msg::Unbreak(breakpoint) => {
                if breakpoint < self.breakpoints.len() {
                    self.breakpoints.remove(breakpoint);
                }
            }
            Msg::TryAll => effects.push(self.try_all()),
            Msg::Begun(begun) => effects.extend(self.begun(begun)),
            Msg::Tried(tried) => effects.extend(self.tried(tried)),
            Msg::StopTrying => {
                if let Some(broken) = &mut self.broken {
                    broken.progress = Progress::Stopped;
                }
            }
            Msg::CloseTried => self.broken = None,
            Msg::ShowFuture(experiment) => effects.push(Effect::Future(experiment)),
            Msg::Future { experiment, record } => self.future(experiment, record),
            Msg::Speed(speed) => self.pacer.speed = speed.min(SPEEDS.len() - 1),

            Msg::Draft { process, text } => {
                if let Some(id) = self.stage().process(&process) {
                    self.edit(id, text);
                }
            }
            Msg::Submit { process } => {
                if let Some(id) = self.stage().process(&process) {
                    let line = self.console(id).take();
                    self.type_line(id, line);
                }
            }
            Msg::Paste { process, text } => effects.extend(self.paste(&process, &text)),
            Msg::Checked { text, found } => self.checked(&text, found),
            Msg::Visit(fragment) => {
                if fragment.starts_with(LINK_SIGN) {
                    self.pacer.playing = false;
                    effects.push(Effect::Open(fragment));
                }
            }
            Msg::Bring(text) => effects.push(Effect::Open(text)),
            Msg::Opened(opened) => self.opened(opened),
            Msg::Restore(text) => self.restore(&text),
            Msg::Afresh => effects.push(self.afresh()),
            Msg::CloseNotice => self.notice = None,
            Msg::Share(open) => effects.extend(self.share(open)),
            Msg::Export(format) => effects.push(self.write(format)),
            Msg::Written { format, text } => effects.extend(self.written(format, text)),
            Msg::CopyLink => {
                if let Sharing::Link(link) = &self.sharing {
                    effects.push(Effect::Copy(link.clone()));
                }
            }
            Msg::Witnessed { run, finding } => {
                if self.account.take(run, finding) {
                    self.stop_at_violation();
                }
            }
            Msg::ClosePasted => self.look.pasted = None,
            Msg::TypePasted => self.type_pasted(),
            Msg::Recall { process, older } => self.recall(&process, older),
            Msg::Choose { process, index } => self.with_console(&process, |it| it.choose(index)),
            Msg::Complete { process } => {
                self.with_console(&process, Console::complete);
            }
            Msg::Dismiss { process } => self.with_console(&process, Console::dismiss),

            Msg::Act { process, action } => self.act(&process, action),
            Msg::ActOnServer { server, action } => self.act_on_server(server, action),
            Msg::SeeAs(seen) => self.look.seen = seen,
            Msg::Hand {
                process: name,
                by_hand,
            } => self.carry_out(match by_hand {
                true => Statement::ByHand(name),
                false => Statement::ByItself(name),
            }),
            Msg::EndOrder {
                process: name,
                number,
            } => self.carry_out(Statement::Off { name, number }),
            Msg::Add(role) => self.add(role),
            Msg::SelectProcess(name) => {
                let id = self.stage().process(&name);
                self.look.process = if self.look.process == id { None } else { id };
                self.look.front = id.or(self.look.front);
                self.look.znode = None;
            }
            Msg::Front(name) => self.look.front = self.stage().process(&name),
            Msg::SelectZnode(path) => {
                let path = Some(path);
                self.look.znode = if self.look.znode == path { None } else { path };
                self.look.process = None;
            }
            Msg::ToggleZnode(path) => {
                if self.look.closed.remove(&path).is_none() {
                    self.look.closed.insert(path, ());
                }
            }
            Msg::SelectEvent(event) => self.look.event = event,
            Msg::ShowPings(pings) => self.look.pings = pings,
            Msg::Filter(filter) => self.look.filter = filter,
            Msg::ShowTab(tab) => self.look.tab = tab,
            Msg::View(stage) => {
                self.look.stage = stage;
                if self.look.tab == Tab::Chart {
                    self.look.tab = Tab::Stage;
                }
            }

            Msg::Offer => self.take_offer(),
            Msg::SkipGuide => self.skip_guide(),
            Msg::RewindAndPause => self.rewind_and_pause(),
            Msg::Begin(tale) => {
                self.options.tale = tale;
                self.options.linked = false;
                self.begin(Playground::open(self.options));
            }
            Msg::StartAgain => {
                let (look, speed) = (self.look.clone(), self.pacer.speed);
                self.open_anew();
                (self.look.tab, self.look.front) = (look.tab, look.front);
                self.look.stage = look.stage;
                self.pacer.speed = speed;
            }

            Msg::Language(lang) if !lang.is_known() => self.notice = Some(Notice::Unspoken(lang)),
            Msg::Language(lang) => {
                self.options.lang = lang;
                self.retell();
                effects.extend(self.ask_check());
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
        self.follow_branch();
        effects.extend(self.keep(false));
        let news = self
            .account
            .go_on(&self.timeline.head().stage, self.animates());
        effects.extend(news.map(Effect::Witness));
        effects
    }

    /// The same start again: of a link, its run where the link has it.
    fn open_anew(&mut self) {
        match self.visited.take() {
            Some(bundle) => {
                let notice = None;
                self.opened(Some(Ok(Brought { bundle, notice })));
            }
            None => self.begin(Playground::open(self.options)),
        }
    }

    fn begin(&mut self, playground: Playground) {
        let account = self.account.of_next_run();
        *self = Playground {
            account,
            ..playground
        };
    }

    /// A law is broken: the clock stands, and the event that is it is shown.
    fn stop_at_violation(&mut self) {
        self.pacer.playing = false;
        if let Finding::Broken { step, .. } = *self.account.finding() {
            self.look.event = None;
            // What does not come again has no place.
            if step > 0 {
                self.seek(Place::Step(step));
                let last = self.scene().chronicle.last_shown();
                self.look.event = last.map(|it| it.id);
            }
        }
        self.look.filter.clear();
        self.look.tab = Tab::Events;
    }

    /// Reads what has happened into the logs, and lets the monitors and the guide see it.
    fn keep_up(&mut self) {
        // Nothing of a process that has left is looked at.
        let present = self.timeline.scene().stage.world().processes();
        self.consoles.retain(|it, _| present.contains_key(it));
        self.look.front.take_if(|it| !present.contains_key(it));
        self.look.process.take_if(|it| !present.contains_key(it));
        if let SeenBy::Process(it) = self.look.seen
            && !present.contains_key(&it)
        {
            self.look.seen = SeenBy::Ensemble;
        }
        if self.stage_view() == StageView::Chart {
            self.timeline.lay_out();
        }
        self.follow_tale();
        let (branch, head) = (self.timeline.branches().here().id, self.timeline.head());
        self.drawn.keep_up(
            branch,
            head,
            self.broken.as_ref(),
            self.options.lang.words(),
        );
    }

    /// How the stage is looked at: on a phone, the chart has a tab of its own.
    pub(super) fn stage_view(&self) -> StageView {
        match self.look.tab {
            Tab::Chart => StageView::Chart,
            _ => self.look.stage,
        }
    }

    /// The witness follows the branch that is shown.
    fn follow_branch(&mut self) {
        let branch = self.timeline.branches().here().id;
        if branch != self.told {
            self.told = branch;
            self.account = self.account.of_next_run();
        }
    }

    /// Plays it all again, in the language of the page.
    fn retell(&mut self) {
        let bundle = self.bundle();
        let timeline = retell(&bundle, self.options.lang.words(), self.tale, None);
        let timeline = timeline.expect("the same run takes the same course");
        let before = std::mem::replace(&mut self.timeline, timeline);
        let compared = before.branches().place_of(self.look.compared);
        let branches = self.timeline.branches_mut();
        branches.come_home_as_in(before.branches());
        self.look.compared = compared.map(|it| branches.all()[it].id);
        self.told = branches.here().id;
    }
}

/// Recorded runs, as they are told in that language, and by a guide if there is one. People come
/// to the first at `home`, or else to the shown one where it stands.
fn retell(
    bundle: &Bundle,
    words: &'static Words,
    tale: Option<Tale>,
    home: Option<Cursor>,
) -> Result<Timeline, String> {
    let stage = Stage::new(bundle.branch().record.header.clone())?;
    let start = Scene::new(stage, words, tale.map(Guide::new));
    Timeline::tell(&bundle.branches, bundle.shown, bundle.cursor, home, &start)
}
