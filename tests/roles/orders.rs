//! Standing orders: what they miss and what they must not, and ten thousand of them at random.

use zkplay::model::Chance;

use crate::theatre::{Theatre, ms};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// How often the orders of a process have been carried out, by their numbers.
fn firings(theatre: &Theatre, name: &str) -> Vec<(u32, u32)> {
    let orders = theatre.process(name).program.orders().standing();
    orders.iter().map(|it| (it.number, it.firings)).collect()
}

#[test]
fn an_order_is_carried_out_again_and_again() {
    let mut theatre = Theatre::with(
        &["latency 20ms"],
        &[
            "session a",
            "session b",
            "order a on NodeDataChanged /x do get /x",
            "order a on NodeDeleted /x do create /x \"back\"",
            "b> create /x \"0\"",
            "wait 1s",
        ],
    );
    for round in 1..=5 {
        theatre.say(&format!("b> set /x \"{round}\""));
        theatre.play_for(ms(500));
        theatre.say("b> delete /x");
        theatre.play_for(ms(500));
        assert_eq!(firings(&theatre, "a"), [(1, round), (2, round)]);
        // The watches outlive a broken connection.
        theatre.cut("a");
        theatre.play_for(ms(3000));
    }
}

/// The children of what is not there yet: first comes the znode, then its list.
#[test]
fn an_order_for_children_misses_none_whenever_the_parent_comes() {
    for offset in 0..120 {
        let mut theatre = Theatre::with(&["latency 20ms"], &["session a", "session b", "wait 1s"]);
        theatre.say("order a on NodeChildrenChanged /x do ls /x");
        theatre.play_for(ms(offset));
        theatre.say("b> create /x \"\"");
        theatre.play_for(ms(1000));
        theatre.say("b> create /x/y \"\"");
        theatre.play_for(ms(1000));
        assert_eq!(firings(&theatre, "a"), [(1, 1)], "{offset} ms");
    }
}

#[test]
fn an_order_needs_its_watch_anew_when_its_session_is_new() {
    let mut theatre = Theatre::with(
        &["latency 20ms"],
        &[
            "session a",
            "session b",
            "order a on NodeCreated /x do ls /",
            "wait 1s",
            "pause a 10s",
            "wait 14s",
        ],
    );
    assert_eq!(theatre.ledger.expiries.len(), 1);
    theatre.say("a> connect localhost:2181");
    theatre.play_for(ms(1000));
    theatre.say("b> create /x \"\"");
    theatre.play_for(ms(1000));
    assert_eq!(firings(&theatre, "a"), [(1, 1)]);
    theatre.say("restart a");
    theatre.play_for(ms(1000));
    theatre.say("b> delete /x");
    theatre.say("b> create /x \"\"");
    theatre.play_for(ms(1000));
    assert_eq!(firings(&theatre, "a"), [(1, 1)], "a new life counts anew");
}

#[test]
fn orders_that_set_each_other_off_in_a_ring_come_to_rest() {
    const NEXT: [(&str, &str, &str); 3] = [("a", "/x", "/y"), ("b", "/y", "/z"), ("c", "/z", "/x")];
    for latency in ["latency 0", "latency 20ms"] {
        let mut theatre = Theatre::open(&[latency]);
        for (name, path, next) in NEXT {
            theatre.say(&format!("session {name}"));
            theatre.say(&format!("{name}> create {path} \"\""));
            theatre.say(&format!(
                "order {name} on NodeDataChanged {path} do set {next} \"on\""
            ));
        }
        theatre.play_for(ms(1000));
        theatre.say("c> set /x \"go\"");
        theatre.play_for(ms(60_000));
        for (name, _, _) in NEXT {
            assert_eq!(firings(&theatre, name), [(1, 100)], "{latency}: {name}");
        }
    }
}

#[test]
fn an_order_that_was_ended_is_over_and_its_number_is_never_given_again() {
    let mut theatre = Theatre::with(
        &["latency 20ms"],
        &[
            "session a",
            "order a on NodeCreated /x do ls /",
            "order a on NodeCreated /y do ls /",
            "off a 1",
            "order a on NodeCreated /z do ls /",
            "wait 1s",
            "off a 3",
            "restart a",
            "order a on NodeCreated /w do ls /",
            "wait 1s",
            "a> create /x \"\"",
            "a> create /y \"\"",
            "a> create /z \"\"",
            "a> create /w \"\"",
        ],
    );
    theatre.play_for(ms(2000));
    assert_eq!(firings(&theatre, "a"), [(2, 1), (4, 1)]);
}

#[test]
fn what_is_too_much_is_refused_with_what_to_do() {
    let mut theatre = Theatre::with(&["latency 20ms"], &["session a", "wait 1s"]);
    let long = "x".repeat(496);
    theatre.say(&format!("order a on NodeCreated /x do ls /{long}"));
    let problem = theatre
        .try_say(&format!("order a on NodeCreated /x do ls /x{long}"))
        .unwrap_err();
    assert!(problem.contains("at most 500"), "{problem}");
    for number in 2..=22 {
        theatre.say(&format!("order a on NodeCreated /x{number} do ls /"));
    }
    assert_eq!(firings(&theatre, "a").len(), 20);
    let shown = format!("{:?}", theatre.stage.run().trace().entries);
    assert!(shown.contains("end one by `off NUMBER`"));
}

const EVENTS: [&str; 4] = [
    "NodeCreated",
    "NodeDeleted",
    "NodeDataChanged",
    "NodeChildrenChanged",
];
const PATHS: [&str; 6] = ["/", "/a", "/b", "/a/x", "/master", "/with\"quote"];
/// What is typed of itself: commands right and wrong, and those that end sessions.
const COMMANDS: [&str; 36] = [
    "create /a \"\"",
    "create /b \"b\"",
    "create /a/x \"\"",
    "create -e /a \"\"",
    "create -e /master \"m\"",
    "create -s /a/n- \"\"",
    "create -s -e /a/e- \"\"",
    "create /with\"quote \"\"",
    "create /a/x/y/z \"\"",
    "create a",
    "create",
    "delete /a",
    "delete /b",
    "delete /a/x",
    "delete /master",
    "delete /with\"quote",
    "deleteall /a",
    "deleteall /",
    "set /a \"1\"",
    "set /b \"2\"",
    "set -v 0 /a \"3\"",
    "set / \"r\"",
    "get -w /a",
    "ls -w /",
    "ls -R /",
    "stat -w /b",
    "quit",
    "close",
    "connect localhost:2181",
    "connect s1:2181/a",
    "connect nowhere:1",
    "redo 1",
    "redo",
    "printwatches off",
    "history",
    "\"no such command",
];

fn pick<'a>(chance: &mut Chance, of: &[&'a str]) -> &'a str {
    of[chance.below(of.len() as u64) as usize]
}

/// A small world in which so many random orders are given, and people do random things.
fn random_world(seed: u64, orders: u64) -> Theatre {
    let mut chance = Chance::stream(seed, "an anarchist");
    let seed_line = format!("seed {seed}");
    let latency = pick(&mut chance, &["latency 0", "latency 20ms"]);
    // Who quits is gone: so those commands are not in every world.
    let commands = match chance.below(3) {
        0 => &COMMANDS[..],
        1 => &COMMANDS[..26],
        _ => &COMMANDS[..22],
    };
    let mut theatre = Theatre::open(&[&seed_line, latency]);
    theatre.ledger.is_anarchy = true;
    theatre.say("session a");
    theatre.say("session b");
    theatre.say("program c master");
    let names = ["a", "b", "c"];
    for _ in 0..orders {
        let name = pick(&mut chance, &names);
        let (event, path) = (pick(&mut chance, &EVENTS), pick(&mut chance, &PATHS));
        let command = pick(&mut chance, commands);
        // It may have quit by an earlier one.
        _ = theatre.try_say(&format!("order {name} on {event} {path} do {command}"));
        theatre.play_for(ms(chance.below(60)));
    }
    for _ in 0..16 {
        let (name, command) = (pick(&mut chance, &names), pick(&mut chance, commands));
        let line = match chance.below(12) {
            0 => format!("restart {name}"),
            1 => format!("off {name} {}", chance.below(12)),
            2 => format!("pause {name} {}ms", chance.below(9000)),
            _ => format!("{name}> {command}"),
        };
        _ = theatre.try_say(&line);
        theatre.play_for(ms(chance.below(500)));
    }
    theatre
}

const WORLDS: u64 = if cfg!(target_arch = "wasm32") {
    100
} else {
    1000
};
const ORDERS: u64 = 10;

#[test]
fn whatever_is_ordered_comes_to_rest_and_can_be_replayed() {
    let mut fired = 0;
    for seed in 0..WORLDS {
        let mut theatre = random_world(seed, ORDERS);
        theatre.play_for(ms(80_000));
        let steps = theatre.stage.world().steps();
        assert!(steps < 40_000, "seed {seed}: {steps} steps");
        for process in theatre.stage.world().processes().values() {
            for order in process.program.orders().standing() {
                assert!(order.firings <= 100, "seed {seed}: {order:?}");
                fired += u64::from(order.firings);
            }
        }
        theatre.play_for(ms(10_000));
        let after = theatre.stage.world().steps() - steps;
        assert!(after < 300, "seed {seed}: {after} steps without end");
        theatre.assert_it_replays(&format!("seed {seed}"));
    }
    assert!(fired > WORLDS, "the case occurs: {fired}");
}
