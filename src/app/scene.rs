//! A moment of a run: the stage, and what people read of how it came to be.
//!
//! All of it follows from what was said to the stage, so going back in time is taking an
//! older copy. A copy shares with the original all that both have.

use crate::app::chart::Chart;
use crate::app::chronicle::Chronicle;
use crate::app::guide::Guide;
use crate::app::outage::Outages;
use crate::app::tenure::Tenures;
use crate::app::words::Words;
use crate::model::VirtualTime;
use crate::monitor::Monitors;
use crate::scenario::{Cursor, Entry, Stage};

#[derive(Clone, Debug)]
pub struct Scene {
    pub stage: Stage,
    pub chronicle: Chronicle,
    pub chart: Chart,
    pub tenures: Tenures,
    pub monitors: Monitors,
    pub outages: Outages,
    /// What the guide has seen; `None` if there is nothing to tell.
    pub guide: Option<Guide>,
}

impl Scene {
    /// Of a stage on which nothing has happened yet.
    pub fn new(stage: Stage, words: &'static Words, guide: Option<Guide>) -> Scene {
        let tick = stage.header().server.tick_time;
        Scene {
            chronicle: Chronicle::new(words, tick),
            chart: Chart::new(words, stage.world()),
            tenures: Tenures::default(),
            monitors: Monitors::default(),
            outages: Outages::default(),
            guide,
            stage,
        }
    }

    pub fn cursor(&self) -> Cursor {
        self.stage.cursor()
    }

    pub fn steps(&self) -> u64 {
        self.stage.world().steps()
    }

    pub fn now(&self) -> VirtualTime {
        self.stage.now()
    }

    /// Lets the next thing happen, if it happens by then.
    pub fn step_until(&mut self, latest: VirtualTime) -> bool {
        let stepped = self.stage.run_mut().step_until(latest);
        self.read_on();
        stepped
    }

    /// Says again what was said here.
    ///
    /// # Errors
    /// If the run takes another course.
    pub fn repeat(&mut self, entry: &Entry) -> Result<(), String> {
        self.stage.repeat(entry, |_| {})?;
        self.read_on();
        Ok(())
    }

    /// Somebody acts on the stage.
    pub fn act<T>(&mut self, act: impl FnOnce(&mut Stage) -> T) -> T {
        let done = act(&mut self.stage);
        self.read_on();
        done
    }

    /// Reads what has just happened; the stage is as it was then.
    fn read_on(&mut self) {
        let news = self.stage.run_mut().take_news();
        if news.is_empty() {
            return;
        }
        self.chronicle.read(&news, &self.stage);
        self.chart.read(&news, &self.stage, self.chronicle.roster());
        self.outages.read(&news, &self.stage);
        for entry in &news {
            self.tenures.read(entry);
            self.monitors.read(entry);
        }
        if let Some(guide) = &mut self.guide {
            guide.read(&news, &self.stage, self.chronicle.roster());
        }
    }
}
