//! The product without its skin, with a long run behind it.

use zkplay::app::update::Msg;
use zkplay::app::{Options, Playground};
use zkplay::model::Chance;

/// The page of a first visit, chart in sight, on which programs have played until so many events
/// were told.
pub fn played(events: usize) -> Playground {
    let mut page = Playground::open(Options::default());
    while page.scene().chronicle.shown() < events {
        enter(&mut page, "client1", ":wait 30s");
    }
    page
}

/// The plain page, in which a client has created so many znodes, one by one.
pub fn created(znodes: usize) -> Playground {
    let mut page = Playground::open(Options {
        quiet: true,
        ..Options::default()
    });
    for znode in 0..znodes {
        let line = format!("create /znode{znode} {:050}", znode);
        enter(&mut page, "client1", &line);
    }
    page
}

/// Somebody goes to any event, back or forth, and looks.
pub fn look_anywhere(page: &mut Playground, chance: &mut Chance, events: usize) -> usize {
    let event = chance.below(events as u64);
    page.update(Msg::SeekEvent(event));
    page.view().events.total
}

fn enter(page: &mut Playground, process: &str, text: &str) {
    let process = process.to_string();
    page.update(Msg::Draft {
        process: process.clone(),
        text: text.to_string(),
    });
    page.update(Msg::Submit { process });
}
