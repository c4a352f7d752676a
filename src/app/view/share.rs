//! Sharing: what is said of a run that was opened, and how this one can be shared.

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeView {
    pub text: String,
    /// Something did not go as it should.
    pub alert: bool,
    /// It offers to begin anew, and to go on.
    pub afresh: bool,
    pub play: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShareView {
    pub open: bool,
    /// The fragment of the address; once it is made.
    pub link: Option<String>,
    pub about: String,
}
