//! The servers of the ensemble, and whose view of the tree is shown.

use crate::app::view::Mood;
use crate::model::{ProcessId, ServerId};

#[derive(Clone, Debug, PartialEq)]
pub struct EnsembleView {
    pub servers: Vec<ServerView>,
    /// Whether anything can be agreed on.
    pub mood: Mood,
    /// As in `2 of 3`: the servers that the leader reaches, or that could elect one.
    pub quorum: String,
    /// As in `writes OK`.
    pub verdict: String,
    /// Why, as a sentence.
    pub why: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ServerView {
    pub id: ServerId,
    /// As in `s2`.
    pub name: String,
    pub part: ServerPart,
    /// The word for it.
    pub word: String,
    /// What is wrong with it besides: it stands still, or is cut off.
    pub trouble: Option<String>,
    /// As in `0x100000007`.
    pub zxid: String,
    /// As in `−2`; empty while it has all.
    pub lag: String,
    pub clients: usize,
    /// All of it as a sentence.
    pub label: String,
    pub actions: Vec<(ServerAction, String, bool)>,
}

/// What a server is among the others, as people see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServerPart {
    Leader,
    Follower,
    Looking,
    /// It has, or is, a leader, and does not serve clients yet.
    Joining,
    Down,
}

/// What the menu of a server offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServerAction {
    Crash,
    Start,
    Pause,
    Resume,
    /// From the other servers.
    Cut,
    CutSilently,
    /// They do not hear it any more.
    CutOneWay,
    Heal,
    /// Its connections are closed once.
    Break,
    /// Messages between it and the other servers wait.
    Hold,
    Release,
    /// They take two seconds.
    Delay,
    /// They take as long as at the start.
    Hurry,
}

/// Whose view of the tree is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SeenBy {
    /// What was agreed on.
    #[default]
    Ensemble,
    Server(ServerId),
    /// What the server has that the process is connected to.
    Process(ProcessId),
}

#[derive(Clone, Debug, PartialEq)]
pub struct SeenView {
    /// Who may be chosen, how they are called, and whether they are.
    pub choices: Vec<(SeenBy, String, bool)>,
}
