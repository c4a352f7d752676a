//! How a run is kept for the next visit, shared with others, and opened again.

use crate::app::playground::Playground;
use crate::app::shared::{Brought, Format, LAST_RUN, Notice, Sharing};
use crate::app::tale::Tale;
use crate::app::timeline::Timeline;
use crate::app::update::Effect;
use crate::app::view::{Frame, StageView, Tab};
use crate::model::VirtualTime;
use crate::scenario::{Bundle, Cursor};

impl Playground {
    /// All that can be told again, where one stands, and what is looked at.
    pub fn bundle(&self) -> Bundle {
        Bundle {
            scenario: self.scenario.clone(),
            branches: self.timeline.told(),
            shown: self.timeline.branches().place(),
            cursor: self.scene().cursor(),
            state: None,
            view: self.written_view(),
            unknown: self.unknown.clone(),
        }
    }

    /// What came of a link or a file is opened at rest, where it was left.
    pub(super) fn opened(&mut self, opened: Option<Result<Brought, String>>) {
        let words = self.options.lang.words();
        let opened = opened.unwrap_or_else(|| Err(words.share.unreachable.to_string()));
        let notice = match opened {
            Ok(Brought { bundle, notice }) => match self.take(&bundle, true) {
                Ok(()) => {
                    self.visited = Some(bundle);
                    notice.map_or(Notice::Opened, Notice::InPart)
                }
                Err(problem) => Notice::Refused(problem),
            },
            Err(problem) => Notice::Refused(problem),
        };
        self.notice = Some(notice);
    }

    /// What was kept of the visit before is there again.
    pub(super) fn restore(&mut self, text: &str) {
        let bundle = Bundle::parse(text).map_err(|error| error.to_string());
        let taken = bundle.and_then(|it| self.take(&it, false));
        self.notice = Some(match taken {
            Ok(()) => Notice::Restored,
            Err(problem) => Notice::Unrestorable(problem),
        });
    }

    /// Shows recorded runs in the place of this one.
    fn take(&mut self, bundle: &Bundle, linked: bool) -> Result<(), String> {
        let view = View::read(&bundle.view);
        Timeline::check_length(&bundle.branches)?;
        let timeline = super::retell(bundle, self.options.lang.words(), view.tale, view.home)?;
        self.options.linked = linked;
        self.begin(Playground::on(self.options, timeline, view.tale));
        self.pacer.playing = false;
        self.scenario = bundle.scenario.clone();
        self.unknown = bundle.unknown.clone();
        self.look.stage = view.stage.unwrap_or(self.look.stage);
        self.look.tab = view.tab.unwrap_or(self.look.tab);
        self.look.znode = view.znode;
        self.keep_up();
        self.kept = self.deeds();
        Ok(())
    }

    /// A new run, as on a first visit.
    pub(super) fn afresh(&mut self) -> Effect {
        self.options.linked = false;
        self.begin(Playground::open(self.options));
        Effect::Remember {
            key: LAST_RUN,
            value: String::new(),
        }
    }

    /// Keeps the run for the next visit, once somebody has done something in this one. While frames
    /// come that may wait for one of them.
    pub(super) fn keep(&mut self, hidden: bool) -> Option<Effect> {
        let is_ours = self.options.frame == Frame::Full && !self.options.quiet;
        let deeds = self.deeds();
        let is_new = deeds != self.kept;
        self.changed |= is_new;
        let is_due = (is_new && (!self.animates() || self.account.is_rested())) || hidden;
        if !is_ours || !self.changed || !is_due {
            return None;
        }
        self.kept = deeds;
        Some(Effect::Remember {
            key: LAST_RUN,
            value: self.bundle().to_string(),
        })
    }

    /// How many branches there are, which is shown, and how much was said in it.
    fn deeds(&self) -> (usize, usize, usize) {
        let branches = self.timeline.branches();
        let said = self.timeline.head().stage.said().len();
        (branches.all().len(), branches.place(), said)
    }

    pub(super) fn share(&mut self, open: bool) -> Option<Effect> {
        self.sharing = match open {
            true => Sharing::Awaited,
            false => Sharing::No,
        };
        open.then(|| self.write(Format::Link))
    }

    pub(super) fn write(&self, format: Format) -> Effect {
        let bundle = self.bundle().to_string();
        Effect::Write { bundle, format }
    }

    /// What was written goes where it was wanted.
    pub(super) fn written(
        &mut self,
        format: Format,
        text: Option<Result<String, String>>,
    ) -> Vec<Effect> {
        match (format, text) {
            (Format::Link, Some(Ok(link))) => {
                if self.sharing == Sharing::Awaited {
                    self.sharing = Sharing::Link(link);
                }
                Vec::new()
            }
            (_, Some(Ok(text))) => vec![Effect::Save {
                name: format.file(),
                text,
            }],
            (_, Some(Err(problem))) => {
                self.notice = Some(Notice::Refused(problem));
                Vec::new()
            }
            (_, None) => {
                self.sharing = Sharing::Impossible;
                Vec::new()
            }
        }
    }

    /// What is looked at, as [`View::read`] reads it.
    fn written_view(&self) -> String {
        let home = self.timeline.branches().all()[0].home;
        let mut parts = vec![format!("home={},{}", home.step, home.at.as_millis())];
        parts.extend(self.tale.map(|it| format!("tale={}", it.name())));
        parts.push(format!("stage={}", self.look.stage.name()));
        parts.push(format!("tab={}", self.look.tab.name()));
        let znode = self.look.znode.as_ref();
        let znode = znode.filter(|it| !it.contains(char::is_whitespace));
        parts.extend(znode.map(|it| format!("znode={it}")));
        parts.join(" ")
    }
}

/// What was looked at. Whatever cannot be read is as it usually is.
#[derive(Debug, Default)]
struct View {
    home: Option<Cursor>,
    tale: Option<Tale>,
    stage: Option<StageView>,
    tab: Option<Tab>,
    znode: Option<String>,
}

impl View {
    fn read(text: &str) -> View {
        let mut view = View::default();
        for part in text.split_whitespace() {
            match part.split_once('=') {
                Some(("home", place)) => view.home = read_cursor(place),
                Some(("tale", name)) => view.tale = Tale::from_name(name),
                Some(("stage", name)) => view.stage = StageView::from_name(name),
                Some(("tab", name)) => view.tab = Tab::from_name(name),
                Some(("znode", path)) => view.znode = Some(path.to_string()),
                _ => {}
            }
        }
        view
    }
}

fn read_cursor(text: &str) -> Option<Cursor> {
    let (step, at) = text.split_once(',')?;
    Some(Cursor {
        step: step.parse().ok()?,
        at: VirtualTime::from_millis(at.parse().ok()?),
    })
}
