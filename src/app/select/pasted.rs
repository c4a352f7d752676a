//! The dialog about a session that somebody has pasted.

use crate::app::playground::Playground;
use crate::app::view::PastedView;
use crate::app::words::fill;

pub fn view(playground: &Playground) -> Option<PastedView> {
    let words = &playground.options.lang.words().pasted;
    let pasted = playground.look.pasted.as_ref()?;
    let found = pasted.found.clone();
    let commands = found.as_ref().map_or(&[][..], |it| it.commands.as_slice());
    let phrase = || fill(words.type_here, &[("process", &pasted.process)]);
    Some(PastedView {
        type_here: (!commands.is_empty()).then(phrase),
        found,
    })
}
