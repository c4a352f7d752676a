//! Frames of animation and the wall time between them.

use std::time::Duration;

use gloo_render::{AnimationFrame, request_animation_frame};
use yew::Callback;

/// No frame catches up more than this, so a page that stood still does not leap.
const LONGEST: Duration = Duration::from_millis(100);

/// Asks for frames one at a time and measures the wall time from each to the next.
#[derive(Debug, Default)]
pub struct Frames {
    asked: Option<AnimationFrame>,
    last: Option<f64>,
}

impl Frames {
    /// Asks for the next frame, unless one is asked for already. `due` is told its moment.
    pub fn ask(&mut self, due: Callback<f64>) {
        if self.asked.is_none() {
            self.asked = Some(request_animation_frame(move |moment| due.emit(moment)));
        }
    }

    /// The frame of this moment has come: so much wall time has passed since the one before.
    pub fn came(&mut self, moment: f64) -> Duration {
        self.asked = None;
        let elapsed = self.last.map_or(0.0, |last| (moment - last).max(0.0));
        self.last = Some(moment);
        Duration::from_secs_f64(elapsed / 1000.0).min(LONGEST)
    }

    /// Nothing moves any more: the next frame is the first of a new row.
    pub fn rest(&mut self) {
        self.asked = None;
        self.last = None;
    }
}
