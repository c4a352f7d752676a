//! What is said to whoever misuses a verb.

use std::time::Duration;

use zkplay::handle::{Note, Shown};
use zkplay::scenario::Entered;
use zkplay::sim::Happening;

use crate::{THREE, id, is_up, stage, try_say};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn whoever_misuses_a_verb_is_told_what_to_do() {
    let none = "";
    let down = "crash s1\nkill b\n";
    let nobody_leads = "crash s2,s3\nwait 30s\n";
    let closed = "a> close\n";
    for (before, line, hint) in [
        // Who is not there.
        (
            none,
            "c> ls /",
            "there is no process `c`; open it by `session c`",
        ),
        (none, "kill c", "open it by `session c`"),
        (none, "cut c", "open it by `session c`"),
        (none, "restart c", "open it by `session c`"),
        (
            none,
            "crash s4",
            "there is no server `s4`; there are s1 to s3",
        ),
        (none, "cut a s7", "there are s1 to s3"),
        (none, "session c @s4", "there are s1 to s3"),
        (none, "move a s4", "there are s1 to s3"),
        (none, "session c @king", "`@king` is no server; write @s1"),
        (none, "move a b", "`b` is no server; write `move NAME s2`"),
        // One of several.
        (none, "kill a,c", "open it by `session c`"),
        (none, "cut a,c s1", "open it by `session c`"),
        (none, "session c,c", "`c` is running already"),
        (none, "resume s1,a", "`s1` is not paused"),
        // What only a process can.
        (none, "s1> ls /", "`s1` is a server; name a process"),
        (none, "close s1", "`s1` is a server; name a process"),
        (none, "remove s1", "`s1` is a server; name a process"),
        (none, "by-hand s1", "`s1` is a server; name a process"),
        (none, "lose-reply s1", "`s1` is a server; name a process"),
        (none, "expire s1", "`s1` is a server; name a process"),
        (none, "move s1 s2", "`s1` is a server; name a process"),
        (none, "session s1", "`s1` is a server; choose another name"),
        (
            none,
            "session a",
            "`a` is running already; choose another name",
        ),
        // In what state it is not.
        (
            down,
            "b> ls /",
            "`b` has ended; start it again by `restart b`",
        ),
        (down, "kill b", "start it again by `restart b`"),
        (down, "pause b", "start it again by `restart b`"),
        (down, "lose-reply b", "start it again by `restart b`"),
        (down, "move b s3", "start it again by `restart b`"),
        (down, "crash s1", "`s1` is down; start it by `restart s1`"),
        (down, "pause s1", "`s1` is down; start it by `restart s1`"),
        (down, "resume s1", "`s1` is down; start it by `restart s1`"),
        (none, "resume a", "`a` is not paused; pause it by `pause a`"),
        (
            none,
            "resume s1",
            "`s1` is not paused; pause it by `pause s1`",
        ),
        (
            none,
            "by-itself a",
            "`a` has no program; start one by `program NAME ROLE`",
        ),
        (
            nobody_leads,
            "expire a",
            "no leader serves, and nobody else can end a session",
        ),
        (closed, "expire a", "`a` has no session that could be ended"),
        (closed, "move a s2", "`a` has no session that could move"),
        (
            "a> connect s1:2181\nwait 1s\n",
            "move a s2",
            "`s2` is not in the list of servers that `a` connects to",
        ),
        // Where no link is.
        (
            none,
            "cut a b",
            "there is no link between `a` and `b`; a link joins",
        ),
        (none, "hold a b", "there is no link between `a` and `b`"),
        (
            none,
            "delay s1 s1 5",
            "there is no link between `s1` and `s1`",
        ),
        (
            none,
            "cut s1,s2 s2,s3",
            "there is no link between `s2` and `s2`",
        ),
        // What cannot be read.
        (
            none,
            "hold a",
            "`hold` has too few or too many words; write `hold A B`",
        ),
        (none, "release", "write `release A B`"),
        (none, "delay a s1", "write `delay A B DURATION`"),
        (
            none,
            "delay a s1 long",
            "`long` is no duration; write it as 250ms, 3s or 2m",
        ),
        (
            none,
            "cut",
            "write `cut A [B] [silent]`, or one way `cut A -> B silent`",
        ),
        (none, "cut a -> s1", "write `cut A -> B silent`"),
        (none, "cut a s1 loudly", "write `cut A [B] [silent]`"),
        (none, "heal a s1 s2", "write `heal A [B]`"),
        (none, "break", "write `break A [B]`"),
        (none, "lose-reply", "write `lose-reply NAME`"),
        (none, "expire a b", "write `expire NAME`"),
        (none, "move a", "write `move NAME SERVER`"),
        (none, "leader s1", "write `leader`"),
        (none, "crash", "write `crash NAME`"),
        (none, "cut a,", "`` is no name"),
        (
            none,
            "shout a",
            "`shout` is no statement; expected one of: session, ",
        ),
    ] {
        let mut stage = stage(&format!("{THREE}{before}"));
        let before = stage.run().journal().entries.len();
        let problem = try_say(&mut stage, line).expect_err(line);
        assert!(problem.contains(hint), "{line}: {problem}");
        let after = stage.run().journal().entries.len();
        assert_eq!(after, before, "{line}: nothing is done");
    }
    let mut alone = stage("session a\n");
    let problem = try_say(&mut alone, "crash s2").unwrap_err();
    assert!(problem.contains("`servers 3` at the head makes s1, s2 and s3"));
}

#[test]
fn in_a_console_a_verb_has_a_colon_and_what_is_wrong_is_said_there() {
    let mut stage = stage(THREE);
    let a = id(&stage, "a");
    assert_eq!(stage.enter(a, ":crash s1,s2"), Ok(Entered::Verb));
    assert!(!is_up(&stage, 1) && !is_up(&stage, 2));
    assert_eq!(stage.enter(a, ":clear"), Ok(Entered::Clear));
    let problem = stage.enter(a, ":crash s1").unwrap_err();
    let entries = stage.run().trace().entries.iter();
    let mut notes = entries.filter_map(|it| match &it.what {
        Happening::Shown(process, Shown::Note(Note::Refused { problem })) if *process == a => {
            Some(problem)
        }
        _ => None,
    });
    assert_eq!(notes.next_back(), Some(&problem));
    let now = stage.now();
    let second = Entered::Wait(Duration::from_secs(1));
    assert_eq!(stage.enter(a, ":wait 1s"), Ok(second));
    stage.pass(second);
    assert_eq!(stage.now(), now + Duration::from_secs(1));
}
