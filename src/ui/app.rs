//! The root: owns the playground, runs its effects, lays out the page.

use gloo_events::EventListener;
use yew::prelude::*;

use super::Say;
use super::broken::Broken;
use super::browser::beside::Beside;
use super::browser::frames::Frames;
use super::browser::keys::{self, Shortcut};
use super::browser::{file, focus, location, page, storage, visibility, words};
use super::comparison::Comparison;
use super::details::Details;
use super::events::{self, Events};
use super::guide::Guide;
use super::help;
use super::icon::{Icon, picture};
use super::id::field_id;
use super::notice::notice;
use super::part::Part;
use super::share;
use super::stage::Stage;
use super::tabs::{Tab as TabItem, Tabs};
use super::timeline::Timeline;
use super::top_bar::TopBar;
use super::tree::Tree;
use super::tutorial::Tutorial;
use crate::app::Playground;
use crate::app::account::News;
use crate::app::update::{Effect, Msg};
use crate::app::view::{Frame, PageView, Tab};
use crate::app::words::Lang;
use crate::worker::question::Question;

/// The page.
#[derive(Debug)]
pub struct App {
    playground: Playground,
    view: PageView,
    say: Say,
    frames: Frames,
    beside: Beside,
    /// The id of what gets the focus once the page shows it.
    focus: Option<String>,
    _listeners: [EventListener; 3],
}

/// What reaches the root.
#[derive(Debug)]
pub enum Heard {
    Said(Msg),
    /// A frame is due at this moment.
    Frame(f64),
    Pressed(Shortcut),
    /// The words of that language have come, or cannot be had.
    Learnt(Lang),
}

impl App {
    /// Puts the page in the place of the static shell, once it can speak.
    pub fn mount() {
        words::learn(location::lang(), || {
            yew::Renderer::<App>::with_root(page::container()).render();
        });
    }

    fn said(&mut self, msg: Msg) {
        for effect in self.playground.update(msg) {
            match effect {
                Effect::Remember { key, value } => storage::remember(key, &value),
                Effect::Open(text) => self.beside.ask(Question::Open { text }, &self.say),
                Effect::Write { bundle, format } => {
                    self.beside
                        .ask(Question::Write { bundle, format }, &self.say);
                }
                Effect::Save { name, text } => file::save(name, &text),
                Effect::Copy(link) => file::copy(&location::with_fragment(&link)),
                Effect::Check { text, lang } => {
                    self.beside.ask(Question::Check { text, lang }, &self.say);
                }
                Effect::Begin(record) => self.beside.ask(Question::Begin { record }, &self.say),
                Effect::GoOn => self.beside.ask(Question::GoOn, &self.say),
                Effect::Future(experiment) => {
                    self.beside.ask(Question::Future { experiment }, &self.say);
                }
                Effect::Witness(News { run, record }) => {
                    self.beside
                        .ask(Question::Witness { run, record }, &self.say);
                }
            }
        }
    }

    /// Keeps the document and the frames in step with the playground.
    fn go_on(&mut self, ctx: &Context<Self>) {
        page::dress(self.view.lang, self.view.theme);
        if self.playground.animates() {
            self.frames.ask(ctx.link().callback(Heard::Frame));
        } else {
            self.frames.rest();
        }
    }

    fn pressed(&mut self, shortcut: Shortcut) {
        let view = &self.view;
        // A dialog has the keys to itself.
        if view.pasted.is_some() {
            return;
        }
        let process = |n: usize| view.panels.get(n).map(|it| it.process.clone());
        match shortcut {
            Shortcut::PlayPause if view.transport.playing => self.said(Msg::Pause),
            Shortcut::PlayPause => self.said(Msg::Play),
            Shortcut::Say(msg) => self.said(msg),
            Shortcut::Console => self.focus = Some(field_id(&view.front)),
            Shortcut::Filter => {
                self.said(Msg::ShowTab(Tab::Events));
                self.focus = Some(events::FILTER.to_string());
            }
            Shortcut::Help => focus::press(help::BUTTON),
            Shortcut::Share => focus::press(share::BUTTON),
            Shortcut::Process(n) => {
                if let Some(process) = process(n) {
                    self.said(Msg::SelectProcess(process));
                }
            }
            Shortcut::ConsoleOf(n) => {
                if let Some(process) = process(n) {
                    self.said(Msg::Front(process.clone()));
                    self.focus = Some(field_id(&process));
                }
            }
        }
    }
}

impl Component for App {
    type Message = Heard;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> App {
        let link = ctx.link();
        let options = location::options();
        let playground = Playground::open(options);
        let mut app = App {
            view: playground.view(),
            playground,
            say: link.callback(Heard::Said),
            frames: Frames::default(),
            beside: Beside::default(),
            focus: None,
            _listeners: [
                visibility::listen(link.callback(|hidden| Heard::Said(Msg::Hidden(hidden)))),
                keys::listen(link.callback(Heard::Pressed)),
                location::listen(link.callback(|it| Heard::Said(Msg::Visit(it)))),
            ],
        };
        if let Some(msg) = location::beginning(&options) {
            app.said(msg);
        }
        let lang = location::lang();
        if lang != options.lang {
            app.said(Msg::Language(lang));
        }
        app.view = app.playground.view();
        app.go_on(ctx);
        app
    }

    fn update(&mut self, ctx: &Context<Self>, heard: Heard) -> bool {
        let frame = matches!(heard, Heard::Frame(_));
        // All is well, and the next frame shows how far.
        let can_wait = matches!(&heard, Heard::Said(it) if it.can_wait());
        match heard {
            Heard::Said(Msg::Language(lang)) => {
                let link = ctx.link().clone();
                words::learn(lang, move || link.send_message(Heard::Learnt(lang)));
            }
            Heard::Said(msg) => self.said(msg),
            Heard::Learnt(lang) => self.said(Msg::Language(lang)),
            Heard::Pressed(shortcut) => self.pressed(shortcut),
            Heard::Frame(moment) => {
                let elapsed = self.frames.came(moment);
                self.said(Msg::Frame { elapsed });
            }
        }
        if can_wait && self.playground.animates() {
            return false;
        }
        let view = self.playground.view();
        let changed = view != self.view;
        self.view = view;
        self.go_on(ctx);
        // After a person's doing a field may hold what the view does not: then draw anyway.
        changed || !frame
    }

    fn view(&self, _: &Context<Self>) -> Html {
        lay_out(&self.view, &self.say)
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        if let Some(id) = self.focus.take() {
            focus::to(&id);
        }
    }
}

fn lay_out(view: &PageView, say: &Say) -> Html {
    let words = view.words;
    let expected = view
        .guide
        .as_ref()
        .and_then(|it| Some(it.offer.as_ref()?.process.clone()));
    let whole = view.frame == Frame::Full;
    let tab = match view.tab {
        Tab::Guide if view.guide.is_none() => Tab::Stage,
        tab => tab,
    };
    let top_bar = TopBar {
        title: view.title.clone(),
        transport: view.transport.clone(),
        lang: view.lang,
        theme: view.theme,
        frame: view.frame,
        share: view.share.clone(),
        words,
        say: say.clone(),
    };
    let stage = Stage {
        ensemble: view.ensemble.clone(),
        strip: view.strip.clone(),
        panels: view.panels.clone(),
        full: view.full,
        stage: view.stage,
        chart: view.chart.clone(),
        front: view.front.clone(),
        expected,
        words,
        say: say.clone(),
    };
    html! {
        <div
            class="page"
            data-frame={if whole { "full" } else { "embed" }}
            data-tab={tab.name()}
            data-guided={(whole && view.guide.is_some()).to_string()}
        >
            <div class="page-top">
            { top_bar.once() }
            if let Some(view) = &view.notice {
                { notice(view, words, say) }
            }
            if let Some(alarm) = &view.alarm {
                <p class="alarm" role="alert">{ picture(Icon::Cross) }{ alarm }</p>
            }
            </div>
            if whole {
                if let Some(guide) = view.guide.clone() {
                    { Guide { view: guide, words, say: say.clone() }.once() }
                }
            }
            { stage.once() }
            if whole {
                <nav class="pane-tabs" aria-label={words.parts}>
                    <Tabs label={words.parts} tabs={tabs(view, &PANE)} {say} />
                </nav>
                <div class="state">
                    <Tree view={view.tree.clone()} {words} {say} />
                    { Details { view: view.details.clone(), words }.once() }
                </div>
                if let Some(view) = view.broken.clone() {
                    { Broken { view, words, say: say.clone() }.once() }
                } else if let Some(view) = view.comparison.clone() {
                    { Comparison { view, words, say: say.clone() }.once() }
                } else {
                    <Events view={view.events.clone()} breakpoints={view.breakpoints.clone()} {words} {say} />
                }
                <Timeline view={view.timeline.clone()} {words} {say} />
                <nav class="phone-tabs" aria-label={words.parts}>
                    <Tabs label={words.parts} tabs={tabs(view, &PHONE)} {say} />
                </nav>
            }
            if let Some(pasted) = view.pasted.clone() {
                <Tutorial view={pasted} {words} {say} />
            }
            <p class="visually-hidden" role="status" aria-live="polite">{ &view.narration }</p>
        </div>
    }
}

/// What takes turns in the one pane beside the stage, and on a phone.
const PANE: [Tab; 3] = [Tab::Guide, Tab::Znodes, Tab::Events];
const PHONE: [Tab; 5] = [Tab::Stage, Tab::Chart, Tab::Znodes, Tab::Events, Tab::Guide];

/// The tabs of a row. Where the stage is always in sight, its tab stands for the first
/// other one that has something to show.
fn tabs(view: &PageView, row: &[Tab]) -> Vec<TabItem> {
    let offered = |tab: &Tab| *tab != Tab::Guide || view.guide.is_some();
    let shown: Vec<Tab> = row.iter().copied().filter(offered).collect();
    let chosen = if shown.contains(&view.tab) {
        view.tab
    } else {
        shown[0]
    };
    let words = view.words;
    shown
        .into_iter()
        .map(|tab| {
            let (label, icon) = match tab {
                Tab::Stage => (words.stage, Icon::Tiles),
                Tab::Chart => (words.cast.view_chart, Icon::Chart),
                Tab::Znodes => (words.znodes, Icon::Tree),
                Tab::Events => (words.events, Icon::List),
                Tab::Guide => (words.guide, Icon::Book),
            };
            TabItem {
                label: label.into(),
                icon,
                chosen: tab == chosen,
                controls: tab.name().into(),
                role: None,
                expected: false,
                msg: Msg::ShowTab(tab),
            }
        })
        .collect()
}
