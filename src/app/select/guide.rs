//! The guide: what to do now, and what has just been shown.

use crate::app::guide::BEATS;
use crate::app::playground::Playground;
use crate::app::view::{GuideView, OfferView};

pub fn view(playground: &Playground) -> Option<GuideView> {
    let guide = playground.guide.as_ref()?;
    let words = playground.options.lang.words();
    let shown = guide
        .beat
        .checked_sub(1)
        .map(|it| words.beats[it].shown.to_string());
    let caption = words.beats.get(guide.beat).map_or("", |it| it.caption);
    let offer = guide
        .current()
        .and_then(|beat| match (beat.kill, beat.lines.first()) {
            (Some(process), _) => Some(OfferView {
                what: words.facts.kill.to_string(),
                process: process.to_string(),
                button: words.do_it.to_string(),
            }),
            (None, Some((process, _))) => Some(OfferView {
                what: beat
                    .lines
                    .iter()
                    .map(|(_, line)| *line)
                    .collect::<Vec<_>>()
                    .join("\n"),
                process: process.to_string(),
                button: words.type_it.to_string(),
            }),
            (None, None) => None,
        });
    Some(GuideView {
        title: words.facts.story.to_string(),
        beat: (guide.beat + 1).min(BEATS.len()),
        beats: BEATS.len(),
        caption: caption.to_string(),
        lesson: shown,
        offer,
    })
}
