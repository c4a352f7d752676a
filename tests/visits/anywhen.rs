//! Random runs, gone through in every direction: what was is found as it was, and no future changes
//! another.

use std::time::Duration;

use crate::visit::*;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use zkplay::app::Playground;
use zkplay::app::timeline::scale::WHOLE;
use zkplay::app::update::Msg;
use zkplay::app::view::{PageView, PanelAction, Role, ServerAction};
use zkplay::app::words::Lang;
use zkplay::model::ServerId;
use zkplay::scenario::{Bundle, Record, link};

/// Who is on stage; nobody does anything to the last.
const CAST: [&str; 5] = ["master1", "worker1", "alice", "bob", "watcher"];

/// A page at rest on which programs play and people sit.
fn page(servers: u8, seed: u64) -> Playground {
    opened(&format!(
        "servers {servers}\nseed {seed}\nlatency 20ms 5ms\nsession watcher 6s\n\
         program master1 master timeout=4s\nprogram worker1 worker timeout=4s\n\
         session alice 4s\nsession bob 6s\nwait 500ms\n"
    ))
}

fn typed(process: &str, line: &str) -> Vec<Msg> {
    let (process, text) = (process.to_string(), line.to_string());
    let draft = Msg::Draft {
        process: process.clone(),
        text,
    };
    vec![draft, Msg::Submit { process }]
}

fn frames(count: usize) -> Vec<Msg> {
    let elapsed = Duration::from_millis(100);
    let mut msgs = vec![Msg::Play];
    msgs.resize(count + 1, Msg::Frame { elapsed });
    msgs.push(Msg::Pause);
    msgs
}

/// Something that somebody does, or that time passes. What is too late for it changes nothing.
fn deed() -> impl Strategy<Value = Vec<Msg>> {
    let line = select(
        &[
            "create /a one",
            "create -e /e two",
            "create -s /n- x",
            "set /a three",
            "delete /a",
            "deleteall /n",
            "stat -w /e",
            "ls -w /",
            "addWatch /a",
            "create -e /master me",
            "create /tasks/t work",
            ":kill alice",
            ":restart alice",
            ":pause bob 2s",
            ":pause worker1 9s",
            ":cut alice",
            ":cut bob s1 silent",
            ":heal bob",
            ":hold alice s1",
            ":release alice s1",
            ":lose-reply master1",
            ":expire master1",
            ":by-hand worker1",
            ":by-itself worker1",
            ":on NodeDeleted /e do create -e /e mine",
            ":orders",
            ":nonsense",
            ":step",
            ":wait 0s",
            ":wait 30ms",
            ":wait 700ms",
            ":wait 3s",
            ":wait 11s",
            "quit",
        ][..],
    );
    let who = || select(&CAST[1..4]);
    let action = select(
        &[
            PanelAction::Kill,
            PanelAction::Restart,
            PanelAction::Pause,
            PanelAction::Resume,
            PanelAction::Remove,
            PanelAction::Cut,
            PanelAction::CutSilently,
            PanelAction::Heal,
            PanelAction::Break,
        ][..],
    );
    let on_server = select(
        &[
            ServerAction::Crash,
            ServerAction::Start,
            ServerAction::Start,
            ServerAction::Pause,
            ServerAction::Cut,
            ServerAction::Heal,
            ServerAction::Heal,
        ][..],
    );
    let server = (1..=3u8).prop_map(ServerId::new);
    prop_oneof![
        8 => (select(&CAST[1..]), line).prop_map(|(who, line)| typed(who, line)),
        2 => (who(), action).prop_map(|(process, action)| {
            let process = process.to_string();
            vec![Msg::Act { process, action }]
        }),
        2 => (server, on_server)
            .prop_map(|(server, action)| vec![Msg::ActOnServer { server, action }]),
        1 => select(&[Role::Worker, Role::Console][..]).prop_map(|it| vec![Msg::Add(it)]),
        2 => (1..12usize).prop_map(frames),
        1 => Just(vec![Msg::Step]),
        1 => Just(vec![Msg::NextEvent]),
    ]
}

/// Where somebody goes in time.
#[derive(Clone, Debug)]
enum Move {
    Says(Msg),
    /// To a moment, of a thousand that have passed.
    Seek(u64),
    Event(Index),
    Frames(usize),
}

fn move_in_time() -> impl Strategy<Value = Move> {
    let plain = select(
        &[
            Msg::Step,
            Msg::StepBack,
            Msg::StepBack,
            Msg::NextEvent,
            Msg::PreviousEvent,
            Msg::PreviousEvent,
            Msg::Undo,
            Msg::Undo,
            Msg::Redo,
            Msg::Start,
            Msg::Latest,
        ][..],
    );
    prop_oneof![
        6 => plain.prop_map(Move::Says),
        2 => (0..=WHOLE as u16).prop_map(|it| Move::Says(Msg::Slide(it))),
        2 => (0..=1000u64).prop_map(Move::Seek),
        2 => any::<Index>().prop_map(Move::Event),
        1 => (1..12usize).prop_map(Move::Frames),
    ]
}

impl Move {
    fn take(&self, page: &mut Playground) {
        match self {
            Move::Says(msg) => say(page, std::slice::from_ref(msg)),
            Move::Frames(count) => say(page, &frames(*count)),
            Move::Seek(part) => {
                let passed = latest(page).stage().now().as_millis();
                let line = format!(":seek {}ms", passed * part / 1000);
                say(page, &typed("watcher", &line));
            }
            Move::Event(index) => {
                let rows = latest(page).scene().chronicle.events().len();
                say(page, &[Msg::SeekEvent(index.index(rows) as u64)]);
            }
        }
    }
}

fn say(page: &mut Playground, msgs: &[Msg]) {
    for msg in msgs {
        page.update(msg.clone());
    }
}

/// The same page, as far as the shown branch has come.
fn latest(page: &Playground) -> Playground {
    let mut page = page.clone();
    page.update(Msg::Latest);
    page
}

/// The page stands as if its run had never gone further.
fn as_if_it_ended_here(page: &Playground) -> Result<(), TestCaseError> {
    let cursor = page.stage().cursor();
    let only_so_far = visiting(&page.stage().record());
    prop_assert!(
        page.stage() == only_so_far.stage(),
        "another stage at {}",
        cursor
    );
    is_the_same(&picture(page), &picture(&only_so_far), &cursor.to_string())
}

/// Two pictures, part by part, so that a difference can be read.
fn is_the_same(one: &PageView, other: &PageView, at: &str) -> Result<(), TestCaseError> {
    prop_assert_eq!(&one.events, &other.events, "at {}", at);
    prop_assert_eq!(&one.chart, &other.chart, "at {}", at);
    prop_assert_eq!(&one.strip, &other.strip, "at {}", at);
    prop_assert_eq!(&one.panels, &other.panels, "at {}", at);
    prop_assert_eq!(&one.tree, &other.tree, "at {}", at);
    prop_assert!(
        one == other,
        "at {}:\n{:?}\n\nis not\n\n{:?}",
        at,
        one,
        other
    );
    Ok(())
}

/// What is known of a branch: its name, its record, and what it looks like at its end.
type Future = (String, Record, PageView);

fn future(page: &Playground) -> Future {
    let bundle = page.bundle();
    let branch = &bundle.branches[bundle.shown];
    (
        branch.name.clone(),
        branch.record.clone(),
        picture(&latest(page)),
    )
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config(12))]

    /// However one comes there.
    #[test]
    fn any_moment_is_as_if_nothing_had_come_after_it(
        servers in select(&[1, 3][..]),
        seed in 0..1000u64,
        deeds in prop::collection::vec(deed(), 1..25),
        moves in prop::collection::vec(move_in_time(), 1..25),
    ) {
        let mut page = page(servers, seed);
        // Pages that never went back, each where something was done.
        let mut never_back = vec![page.clone()];
        for deed in &deeds {
            say(&mut page, deed);
            never_back.push(page.clone());
        }
        let end = page.clone();
        for it in &moves {
            it.take(&mut page);
            as_if_it_ended_here(&page)?;
            prop_assert!(!page.animates());
            let cursor = page.stage().cursor();
            for other in never_back.iter().filter(|it| it.stage().cursor() == cursor) {
                prop_assert!(page.stage() == other.stage());
                is_the_same(&picture(&page), &picture(other), "a place where somebody acted")?;
            }
        }
        page.update(Msg::Latest);
        as_if_it_ended_here(&page)?;
        prop_assert_eq!(page.bundle().branches.len(), 1);
        // Somebody may have gone further than there.
        if page.stage().cursor() == end.stage().cursor() {
            prop_assert!(page.stage() == end.stage());
            is_the_same(&picture(&page), &picture(&end), "the end")?;
        }
        let said = end.stage().said();
        prop_assert!(page.stage().said().iter().eq(said.iter()));
    }

    #[test]
    fn no_future_changes_another(
        servers in select(&[1, 3][..]),
        seed in 0..1000u64,
        deeds in prop::collection::vec(deed(), 1..10),
        turns in prop::collection::vec(
            (any::<Index>(), 0..=WHOLE as u16, move_in_time(), deed(), deed()), 1..8),
    ) {
        let mut page = page(servers, seed);
        for deed in &deeds {
            say(&mut page, deed);
        }
        say(&mut page, &typed("watcher", ":wait 20s"));
        let mut futures: Vec<Future> = vec![future(&page)];
        for (branch, from, back, one, other) in &turns {
            let branch = branch.index(futures.len());
            let branches = page.bundle().branches.len();
            page.update(Msg::Switch(branch));
            page.update(Msg::Rename { branch, name: format!("future {branch}") });
            say(&mut page, &[Msg::Slide(*from)]);
            back.take(&mut page);
            futures[branch] = future(&page);
            prop_assert_eq!(&futures[branch].0, &format!("future {branch}"));
            // Long enough for copies of the page to be kept on the way.
            for deed in [one, other, &typed("watcher", ":wait 20s")] {
                say(&mut page, deed);
            }
            as_if_it_ended_here(&page)?;
            let bundle = page.bundle();
            prop_assert!(bundle.branches.len() <= branches + 1);
            let here = future(&page);
            match futures.get_mut(bundle.shown) {
                Some(known) => *known = here,
                None => futures.push(here),
            }
            prop_assert_eq!(futures.len(), bundle.branches.len());
            for (told, (name, record, _)) in bundle.branches.iter().zip(&futures) {
                prop_assert_eq!(&told.name, name);
                prop_assert_eq!(&told.record, record);
            }
            // Others begin with the past of the branch that they left, up to where they did.
            for told in &bundle.branches {
                if let Some((parent, when)) = told.parent {
                    let parent = &bundle.branches[parent].record;
                    prop_assert_eq!(parent.up_to(when).entries, told.record.up_to(when).entries);
                }
            }
        }
        for (branch, (_, record, end)) in futures.iter().enumerate() {
            page.update(Msg::Switch(branch));
            page.update(Msg::Latest);
            prop_assert_eq!(&page.stage().record(), record);
            is_the_same(&picture(&page), end, "the end of a future")?;
            as_if_it_ended_here(&page)?;
        }
    }

    /// And in another language, from which it comes back.
    #[test]
    fn all_futures_travel_in_a_link(
        servers in select(&[1, 3][..]),
        seed in 0..1000u64,
        turns in prop::collection::vec((deed(), deed(), move_in_time()), 1..8),
        last in any::<Index>(),
    ) {
        let mut page = page(servers, seed);
        for (one, other, back) in &turns {
            say(&mut page, one);
            say(&mut page, other);
            back.take(&mut page);
        }
        page.update(Msg::Switch(last.index(page.bundle().branches.len())));
        let sent = page.bundle();

        let mut other = quiet();
        other.update(Msg::View(page.view().stage));
        visit(&mut other, &link::write(&sent));
        prop_assert!(other.stage() == page.stage());
        is_the_same(&picture(&other), &picture(&page), "the other end of a link")?;
        let all_but_undo = |page: &Playground| {
            let view = page.view().timeline;
            (view.at, view.text, view.past, view.marks, view.branches, view.branched, view.redo)
        };
        prop_assert_eq!(all_but_undo(&other), all_but_undo(&page));
        let without_name = |it: Bundle| Bundle { scenario: None, view: String::new(), ..it };
        prop_assert_eq!(without_name(other.bundle()), without_name(sent));

        let (before, timeline) = (picture(&page), page.view().timeline);
        let told = page.bundle();
        page.update(chinese());
        prop_assert_eq!(&page.bundle(), &told);
        prop_assert!(page.stage() == other.stage());
        page.update(Msg::Language(Lang::En));
        prop_assert_eq!(page.view().timeline, timeline);
        is_the_same(&picture(&page), &before, "home from another language")?;
    }

    /// Also frame by frame, to where the run had come, and then on.
    #[test]
    fn playing_on_says_again_what_was_said(
        servers in select(&[1, 3][..]),
        seed in 0..1000u64,
        deeds in prop::collection::vec(deed(), 1..12),
        from in 0..=WHOLE as u16,
    ) {
        let mut page = page(servers, seed);
        for deed in &deeds {
            say(&mut page, deed);
        }
        let end = page.clone();
        page.update(Msg::Slide(from));
        page.update(Msg::Play);
        let elapsed = Duration::from_millis(100);
        let mut count = 0;
        while page.view().timeline.past {
            page.update(Msg::Frame { elapsed });
            prop_assert!(page.view().transport.playing);
            count += 1;
            prop_assert!(count < 5000, "it never comes there");
        }
        page.update(Msg::Pause);
        as_if_it_ended_here(&page)?;
        prop_assert_eq!(page.bundle().branches.len(), 1);
        prop_assert!(page.stage().said().iter().eq(end.stage().said().iter()));
        prop_assert!(page.stage().cursor() >= end.stage().cursor());
        // It has gone on live, for no more than a frame.
        let now = page.stage().now().as_millis();
        let mut waited = end;
        say(&mut waited, &typed("watcher", &format!(":seek {now}ms")));
        if waited.stage().cursor() == page.stage().cursor() {
            is_the_same(&picture(&page), &picture(&waited), "live")?;
        }
    }

    #[test]
    fn what_is_undone_and_done_again_is_as_it_was(
        servers in select(&[1, 3][..]),
        seed in 0..1000u64,
        deeds in prop::collection::vec(deed(), 1..15),
        back in 1..8usize,
    ) {
        let mut page = page(servers, seed);
        let home = page.stage().cursor();
        for deed in &deeds {
            say(&mut page, deed);
        }
        let end = page.clone();
        let mut places = Vec::new();
        for _ in 0..back {
            let before = page.stage().cursor();
            let said = page.stage().said().len();
            let offered = page.view().timeline.undo;
            page.update(Msg::Undo);
            let (now, left) = (page.stage().cursor(), page.stage().said().len());
            if now == before {
                prop_assert_eq!(offered, None);
                prop_assert!(page.stage().said().last().is_none_or(|it| it.when < home));
                break;
            }
            prop_assert_eq!(left, said - 1);
            prop_assert!(now >= home);
            places.push(before);
        }
        while let Some(place) = places.pop() {
            prop_assert!(page.view().timeline.redo.is_some());
            page.update(Msg::Redo);
            prop_assert_eq!(page.stage().cursor(), place);
        }
        prop_assert!(!page.view().timeline.past);
        prop_assert_eq!(page.view().timeline.redo, None);
        prop_assert!(page.stage() == end.stage());
        is_the_same(&picture(&page), &picture(&end), "the end")?;
    }
}
