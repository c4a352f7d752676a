//! Runs as sequence diagrams. (Mermaid itself reads them in `tests/e2e/mermaid.test.mjs`.)

use zkplay::scenario::export::mermaid;
use zkplay::scenario::{Dialect, Script, Stage};

use crate::visits::visit;

fn diagram(text: &str) -> String {
    let script = Script::parse(text, Dialect::Scenario).expect("it is a script");
    mermaid::write(&Stage::play(&script).expect("it can be played"))
}

#[test]
fn a_diagram_tells_who_said_what_and_what_befell_them() {
    let drawn = diagram(
        "servers 3\nsession a 6s @s1\nsession b 6s @s2\na> create -e /x one\nb> get -w /x\n\
         b> create /x\nkill a\nwait 9s\n",
    );
    assert_eq!(
        drawn,
        "sequenceDiagram
    participant p0 as a
    participant p1 as b
    participant s1
    participant s2
    participant s3
    p0->>s1: open session
    s1-->>p0: session of 6000 ms
    p1->>s2: open session
    s2-->>p1: session of 6000 ms
    p0->>s1: create -e /x #34;one#34;
    s1-->>p0: /x
    p1->>s2: get -w /x
    s2-->>p1: one
    p1->>s2: create /x
    s2-->>p1: NodeExists
    Note over p0: killed
    Note over p0,s3: 8.010 s
    Note over s3: session of a expires
    s2--)p1: event NodeDeleted /x
"
    );
}

#[test]
fn a_message_that_nobody_hears_ends_in_a_cross() {
    let drawn = diagram("session a 6s\nlose-reply a\na> create /x\n");
    assert!(drawn.contains("    Note over p0: reply lost\n"), "{drawn}");
    let drawn =
        diagram("servers 3\nsession a 6s @s1\nhold a s1\na> create /x\nbreak a s1\nwait 1s\n");
    assert!(drawn.contains("    p0-xs1: create /x\n"), "{drawn}");
}

#[test]
fn an_election_and_who_is_sent_away_meanwhile_are_noted() {
    let drawn =
        diagram("servers 3\nsession a 6s @s1\ncrash s2\ncrash s3\nwait 4s\nrestart s2\nwait 9s\n");
    for note in [
        "s2: crash s2\n",
        "s1: looks for a leader\n",
        "s1: sends a away\n",
        "s2: leads in epoch 2\n",
    ] {
        let note = format!("    Note over {note}");
        assert!(drawn.contains(&note), "{note}{drawn}");
    }
}

#[test]
fn a_name_that_is_used_again_keeps_its_lifeline() {
    let drawn = diagram("session a 6s\nremove a\nsession a 6s\nsession b 6s\n");
    let lifelines = drawn.lines().filter(|it| it.contains("participant"));
    let lifelines: Vec<&str> = lifelines.map(str::trim).collect();
    assert_eq!(
        lifelines,
        [
            "participant p0 as a",
            "participant p1 as b",
            "participant s1"
        ]
    );
}

#[test]
fn a_long_run_ends_with_how_much_is_left_out() {
    let mut text = "session a 6s\n".to_string();
    for number in 0..400 {
        text.push_str(&format!("a> create /x{number}\n"));
    }
    let drawn = diagram(&text);
    let messages = drawn.lines().filter(|it| it.contains(">>")).count();
    assert_eq!(messages, 500);
    assert!(
        drawn.ends_with("    Note over p0,s1: 302 more messages are left out\n"),
        "{drawn}"
    );
    // The texts may be long, too.
    let drawn = diagram(&text.replace("create /x", &format!("get /{}", "%".repeat(80))));
    assert!(drawn.len() < 50_000, "{} bytes", drawn.len());
    assert!(drawn.ends_with(" more messages are left out\n"), "{drawn}");
}

#[test]
fn whatever_happens_each_line_is_a_note_or_a_message() {
    for seed in 0..100 {
        let drawn = mermaid::write(&visit(seed));
        assert!(drawn.len() < 50_000, "seed {seed}");
        let mut lines = drawn.lines();
        assert_eq!(lines.next(), Some("sequenceDiagram"));
        for line in lines {
            let body = line.strip_prefix("    ").expect("it stands inside");
            let (head, label) = body.split_once(": ").unwrap_or((body, "x"));
            let is_known = head.starts_with("participant ")
                || head.starts_with("Note over ")
                || ["->>", "--)", "-x"].iter().any(|it| head.contains(it));
            assert!(is_known, "seed {seed}: {line}");
            assert!(!label.is_empty(), "seed {seed}: {line}");
            let code = |it: &str| it.parse::<u32>().is_ok();
            let mut codes = label.split('#').skip(1);
            let all = codes.all(|it| it.split_once(';').is_some_and(|(it, _)| code(it)));
            assert!(all, "seed {seed}: {line}");
            assert_eq!(
                label.matches('#').count(),
                label.matches(';').count(),
                "{line}"
            );
        }
    }
}
