//! What is said of a run that was opened, and how this one can be shared.

use crate::app::playground::Playground;
use crate::app::shared::{Notice, Sharing};
use crate::app::view::{NoticeView, ShareView};
use crate::app::words::fill;

/// A link longer than this does not get through everywhere.
const LONG: usize = 8000;

pub fn notice(playground: &Playground) -> Option<NoticeView> {
    let words = playground.options.lang.words();
    let share = &words.share;
    let notice = playground.notice.as_ref()?;
    let (phrase, problem) = match notice {
        Notice::Opened => (share.opened, ""),
        Notice::InPart(problem) => (share.in_part, problem.as_str()),
        Notice::Refused(problem) => (share.refused, problem.as_str()),
        Notice::Restored => (share.restored, ""),
        Notice::Unrestorable(problem) => (share.unrestorable, problem.as_str()),
        Notice::Unspoken(lang) => (words.not_learnt, lang.name()),
    };
    let at = playground.stage().now().to_string();
    let text = fill(
        phrase,
        &[("problem", problem), ("language", problem), ("at", &at)],
    );
    Some(NoticeView {
        text,
        alert: !matches!(notice, Notice::Opened | Notice::Restored),
        afresh: matches!(notice, Notice::Restored | Notice::Unrestorable(_)),
        play: matches!(
            notice,
            Notice::Opened | Notice::InPart(_) | Notice::Restored
        ),
    })
}

pub fn share(playground: &Playground) -> ShareView {
    let words = &playground.options.lang.words().share;
    let mut about = String::new();
    let mut link = None;
    match &playground.sharing {
        Sharing::No => {}
        Sharing::Awaited => about = words.awaited.to_string(),
        Sharing::Impossible => about = words.unreachable.to_string(),
        Sharing::Link(it) => {
            let at = playground.stage().now().to_string();
            let length = it.len().to_string();
            about = fill(words.about_link, &[("at", &at), ("n", &length)]);
            if it.len() > LONG {
                about = format!("{about} {}", words.long_link);
            }
            link = Some(it.clone());
        }
    }
    ShareView {
        open: playground.sharing != Sharing::No,
        link,
        about,
    }
}
