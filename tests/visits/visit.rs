//! The steps of which visits are made.

use std::time::Duration;

use zkplay::app::tale::Tale;
use zkplay::app::update::{Effect, Msg};
use zkplay::app::view::{
    ConsoleLine, EventKind, EventRow, LineKind, MonitorView, PageView, PanelAction, PanelView,
    SegmentView, StageView, StripView, TimelineView, Topic,
};
use zkplay::app::words::{Lang, ZH};
use zkplay::app::{Options, Playground};
use zkplay::model::VirtualTime;
use zkplay::monitor::{Monitors, Verdict, lost, owner, twice};
use zkplay::scenario::{Bundle, Dialect, Record, Script, Stage, link, sharing};

pub const FRAME: Duration = Duration::from_millis(16);

/// The plain stage.
pub fn quiet() -> Playground {
    Playground::open(Options {
        quiet: true,
        ..Options::default()
    })
}

/// The stage with the guide.
pub fn told(tale: Tale) -> Playground {
    Playground::open(Options {
        tale,
        ..Options::default()
    })
}

/// A page at rest with that script's run, its chart in sight.
pub fn opened(script: &str) -> Playground {
    let script = Script::parse(script, Dialect::Scenario).expect("it is a script");
    let stage = Stage::play(&script).expect("it can be played");
    visiting(&stage.record())
}

/// A page at rest to which that run came by a link, its chart in sight.
pub fn visiting(record: &Record) -> Playground {
    let mut playground = quiet();
    playground.update(Msg::View(StageView::Chart));
    let bundle = record.clone().into();
    visit(&mut playground, &link::write(&bundle));
    assert_eq!(playground.view().alarm, None);
    playground
}

/// All that is shown of the moment at which the run stands: not the timeline around it, nor what
/// is selected, nor whether the clock runs.
pub fn picture(playground: &Playground) -> PageView {
    let mut playground = playground.clone();
    playground.update(Msg::Pause);
    playground.update(Msg::SelectEvent(None));
    playground.update(Msg::Compare(None));
    playground.update(Msg::CloseNotice);
    PageView {
        timeline: TimelineView {
            at: 0,
            text: String::new(),
            short: String::new(),
            past: false,
            marks: Default::default(),
            branches: Vec::new(),
            outcomes: Default::default(),
            branched: None,
            undo: None,
            redo: None,
        },
        ..playground.view()
    }
}

/// The same run with its trace, of which the page keeps only what it shows.
pub fn played_again(playground: &Playground) -> Stage {
    Stage::recall(&playground.stage().record()).expect("it takes the same course")
}

/// Whether the page stands where that stage does, and got there in the same way.
pub fn stands_on(playground: &Playground, stage: &Stage) -> bool {
    let mut stage = stage.clone();
    stage.run_mut().take_news();
    *playground.stage() == stage
}

/// The page shall speak Chinese, whose words it has learnt.
pub fn chinese() -> Msg {
    Lang::Zh.learn(&ZH.file());
    Msg::Language(Lang::Zh)
}

/// Visits a link, and does for the page what the program beside it does.
pub fn visit(playground: &mut Playground, link: &str) {
    let effects = playground.update(Msg::Visit(link.to_string()));
    answer_all(playground, effects);
}

/// Does what the program beside the page is asked for; what is left is for others.
pub fn answer_all(playground: &mut Playground, effects: Vec<Effect>) -> Vec<Effect> {
    let mut left = Vec::new();
    for effect in effects {
        let msg = match effect {
            Effect::Open(text) => Msg::Opened(Some(sharing::open(&text))),
            Effect::Write { bundle, format } => {
                let bundle = Bundle::parse(&bundle).expect("the page writes bundles");
                let text = Some(sharing::write(&bundle, format));
                Msg::Written { format, text }
            }
            other => {
                left.push(other);
                continue;
            }
        };
        let more = playground.update(msg);
        left.extend(answer_all(playground, more));
    }
    left
}

pub fn enter(playground: &mut Playground, process: &str, line: &str) {
    let (process, text) = (process.to_string(), line.to_string());
    playground.update(Msg::Draft {
        process: process.clone(),
        text,
    });
    playground.update(Msg::Submit { process });
}

pub fn act(playground: &mut Playground, process: &str, action: PanelAction) {
    playground.update(Msg::Act {
        process: process.to_string(),
        action,
    });
}

pub fn panel(view: &PageView, process: &str) -> PanelView {
    view.panels
        .iter()
        .find(|it| it.process == process)
        .expect("it is on the stage")
        .clone()
}

/// What the console has printed behind the last typed line.
pub fn answer(playground: &Playground, process: &str) -> Vec<String> {
    let lines = panel(&playground.view(), process).console.lines;
    let behind = |(n, it): (usize, &ConsoleLine)| (it.kind == LineKind::Typed).then_some(n + 1);
    let from = lines.iter().enumerate().filter_map(behind).last();
    let printed = lines.since(from.unwrap_or_default());
    printed.map(|it| it.text.to_string()).collect()
}

pub fn log(playground: &Playground, process: &str) -> String {
    let lines = panel(&playground.view(), process).console.lines;
    lines.iter().map(|it| format!("{}\n", it.text)).collect()
}

/// What zkCli itself has printed there, without what the playground says of it.
pub fn zkcli_log(playground: &Playground, process: &str) -> Vec<String> {
    let lines = panel(&playground.view(), process).console.lines;
    let own = lines.iter().filter(|it| it.kind != LineKind::Note);
    own.map(|it| it.text.to_string()).collect()
}

/// What the playground has said in that console.
pub fn notes(playground: &Playground, process: &str) -> Vec<String> {
    let lines = panel(&playground.view(), process).console.lines;
    let own = lines.iter().filter(|it| it.kind == LineKind::Note);
    own.map(|it| it.text.to_string()).collect()
}

pub fn newest(playground: &Playground, kind: EventKind) -> EventRow {
    let rows = playground.view().events.rows;
    let newest = rows.iter().rfind(|it| it.kind == kind);
    EventRow::clone(newest.expect("there is such an event"))
}

/// Runs frames until something holds; the wall time it took.
pub fn run_until(playground: &mut Playground, holds: impl Fn(&Playground) -> bool) -> Duration {
    let mut wall = Duration::ZERO;
    while !holds(playground) {
        assert!(wall < Duration::from_secs(30), "it never came to pass");
        playground.update(Msg::Frame { elapsed: FRAME });
        wall += FRAME;
    }
    wall
}

pub fn segments(view: &StripView, name: &str) -> Vec<SegmentView> {
    let row = view.rows.iter().find(|it| it.name == name);
    row.map(|it| it.segments.clone()).unwrap_or_default()
}

pub fn labels(view: &StripView, name: &str) -> Vec<String> {
    let segments = segments(view, name).into_iter();
    segments.map(|it| it.label).collect()
}

pub fn monitor(view: &StripView, topic: Topic) -> MonitorView {
    let found = view.monitors.iter().find(|it| it.topic == topic);
    found.expect("there is one for it").clone()
}

pub fn verdicts(
    monitors: &Monitors,
    now: VirtualTime,
) -> (owner::Finding, lost::Finding, twice::Finding) {
    let [
        Verdict::Owner(owner),
        Verdict::Lost(lost),
        Verdict::Twice(twice),
    ] = monitors.verdicts(now)
    else {
        panic!("they come in this order");
    };
    (owner, lost, twice)
}
