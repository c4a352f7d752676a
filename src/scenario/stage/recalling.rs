//! How a recorded run comes again.

use crate::scenario::record::{Cursor, Entry, Record};
use crate::scenario::stage::Stage;

impl Stage {
    /// The run of a record, at its end.
    ///
    /// # Errors
    /// If its settings contradict each other, if it is too long, or if the run takes another course
    /// than the one that was recorded.
    pub fn recall(record: &Record) -> Result<Stage, String> {
        let mut stage = Stage::before(record)?;
        for entry in &record.entries {
            stage.repeat(entry, |_| {})?;
        }
        stage.go_to(record.end, |_| {})?;
        Ok(stage)
    }

    /// The stage of a record, on which nothing has happened yet.
    ///
    /// # Errors
    /// If its settings contradict each other, or if it is too long.
    pub fn before(record: &Record) -> Result<Stage, String> {
        record.check_length()?;
        Stage::new(record.header.clone())
    }

    /// Goes on to where that was said, and says it again.
    ///
    /// # Errors
    /// If the run takes another course.
    pub fn repeat(&mut self, entry: &Entry, mut look: impl FnMut(&Stage)) -> Result<(), String> {
        self.go_to(entry.when, &mut look)?;
        let said = self.said.len();
        // That it is refused may be part of the run: a console says so.
        let _refused = self.noted(&entry.said, |stage| stage.follow(&entry.said));
        if self.said.len() == said {
            return Err(astray(entry.when));
        }
        look(self);
        Ok(())
    }

    /// Goes on to that place, at which nothing but time has come to it.
    ///
    /// # Errors
    /// If there is no such place.
    pub fn go_to(&mut self, place: Cursor, mut look: impl FnMut(&Stage)) -> Result<(), String> {
        while self.world().steps() < place.step && self.run.step_until(place.at) {
            look(self);
        }
        let missed = self.world().next_at().is_some_and(|it| it < place.at);
        if self.world().steps() != place.step || self.now() > place.at || missed {
            return Err(astray(place));
        }
        self.run.pass_to(place.at);
        Ok(())
    }
}

fn astray(place: Cursor) -> String {
    format!(
        "the run takes another course than the one that was recorded: it does not come to step {} \
         at {} s; it was recorded by another zkplay, or changed since",
        place.step, place.at
    )
}
