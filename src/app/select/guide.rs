//! The guide: what to do now, and what has just been shown.

use crate::app::guide::{Guide, Offer};
use crate::app::playground::Playground;
use crate::app::tale::Tale;
use crate::app::view::{ChoiceView, GuideView, OfferView};
use crate::app::words::{Words, fill, span};

pub fn view(playground: &Playground) -> Option<GuideView> {
    let guide = playground.guide()?;
    let words = playground.options.lang.words();
    let tale = words.tales.of(guide.tale);
    let after = guide
        .takeover()
        .map_or_else(String::new, |it| span(words, it));
    let say = |phrase: &str| fill(phrase, &[("after", &after)]);
    let before = guide
        .beat
        .checked_sub(1)
        .map(|it| say(tale.beats[it].shown));
    let caption = tale.beats.get(guide.beat).map_or("", |it| it.caption);
    Some(GuideView {
        title: tale.title.to_string(),
        beat: (guide.beat + 1).min(tale.beats.len()),
        beats: tale.beats.len(),
        caption: say(caption),
        lesson: before.filter(|it| !it.is_empty()),
        offer: offer(words, guide, playground.options.calm),
        choices: choices(words, guide),
    })
}

/// What can be done now. With reduced motion the clock stands, and each beat is a step.
fn offer(words: &Words, guide: &Guide, calm: bool) -> Option<OfferView> {
    let (what, process, button) = match guide.current()?.offer {
        Offer::Kill(process) => (String::new(), process, words.kill_master),
        Offer::Pause(process) => (String::new(), process, words.pause_master),
        Offer::Type(lines) => {
            let (process, _) = lines.first()?;
            let lines: Vec<&str> = lines.iter().map(|(_, line)| *line).collect();
            (lines.join("\n"), *process, words.type_it)
        }
        Offer::None if calm => (String::new(), "", words.next),
        Offer::None => return None,
    };
    Some(OfferView {
        what,
        process: process.to_string(),
        button: button.to_string(),
    })
}

/// At the end of a tale, the others.
fn choices(words: &Words, guide: &Guide) -> Vec<ChoiceView> {
    if guide.current().is_some() {
        return Vec::new();
    }
    let other = |tale: Tale| ChoiceView {
        tale: Some(tale),
        label: words.tales.of(tale).begin.to_string(),
    };
    // What was killed could have been paused instead.
    let rewind = ChoiceView {
        tale: None,
        label: words.tales.rewind_and_pause.to_string(),
    };
    let others: &[Tale] = match guide.tale {
        Tale::Tour => &[Tale::Story, Tale::Quorum],
        Tale::Pause => &[Tale::Tour, Tale::Story, Tale::Quorum],
        Tale::Story => &[Tale::Tour, Tale::Quorum],
        Tale::Quorum => &[Tale::Tour, Tale::Story],
    };
    let rewind = (guide.tale == Tale::Tour).then_some(rewind);
    let others = others.iter().map(|it| other(*it));
    rewind.into_iter().chain(others).collect()
}
