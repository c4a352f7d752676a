//! The tales that the guide can tell.

/// What it tells, on a stage of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tale {
    /// The first visit: programs play, the master is killed.
    #[default]
    Tour,
    /// The same, but the master only stands still.
    Pause,
    /// The book's walk-through, typed by hand.
    Story,
    /// Three servers, of which too many crash.
    Quorum,
}

impl Tale {
    pub const ALL: [Tale; 4] = [Tale::Tour, Tale::Pause, Tale::Story, Tale::Quorum];

    /// The name by which it is asked for.
    pub fn name(self) -> &'static str {
        match self {
            Tale::Tour => "tour",
            Tale::Pause => "pause",
            Tale::Story => "story",
            Tale::Quorum => "quorum",
        }
    }

    pub fn from_name(name: &str) -> Option<Tale> {
        Tale::ALL.into_iter().find(|it| it.name() == name)
    }
}
