//! Texts of all kinds are read, or refused with a reason; and a console can be told anything.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use zkplay::model::{NewPath, PathError, QuotaKey, StatsTrack, ZPath};
use zkplay::scenario::{Dialect, Script, Stage};
use zkplay::shell::table::COMMANDS;
use zkplay::sim::Laws;

fn a_text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "(/[a-z.]{0,3}){0,5}",
        1 => any::<String>(),
        1 => "[/.\0\u{1}\u{7f}a😀\u{f8ff}]{0,8}",
        1 => "\\PC{0,12}",
    ]
}

fn a_number() -> impl Strategy<Value = String> {
    prop_oneof![
        "-?[0-9]{1,3}",
        any::<i64>().prop_map(|it| it.to_string()),
        "[0-9]{18,30}"
    ]
}

fn a_script() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        6 => select(vec![
            "server", "seed", "latency", "timeout", "clock", "session", "program", "wait", "close",
            "kill", "restart", "remove", "pause", "resume", "by-hand", "order", "off", "a", "b",
            "master", "worker", "client", "a>", "b>", "on", "do", "NodeDeleted", "/a", "tickTime=",
            "enforceQuota=true", "work=", "2026-01-01", "00:00:00", "UTC", "GMT+08:00", "{U+", "}",
        ]).prop_map(str::to_string),
        2 => a_number(),
        2 => "[0-9]{1,4}(ms|s|m|h)",
        1 => any::<String>(),
    ];
    let line = (vec(word, 0..6), select(vec![" ", "  ", ""]));
    let lines = vec(line.prop_map(|(words, by)| words.join(by)), 0..8);
    prop_oneof![8 => lines.prop_map(|it| it.join("\n")), 1 => any::<String>()]
}

fn a_command() -> impl Strategy<Value = String> {
    // A line that ends the console would end the test of what comes behind it.
    let names = COMMANDS.iter().map(|it| it.name);
    let names: Vec<&str> = names.filter(|it| *it != "quit").collect();
    let word = prop_oneof![
        10 => "(/[ab]){1,3}",
        4 => "-[a-zA-Z]",
        2 => "(/zookeeper(/quota(/a){0,2})?(/zookeeper_(limits|stats))?)",
        2 => a_number(),
        2 => select(vec![
            "world:anyone:cdrwa", "auth::r", "digest:u:h:w", "digest", "u:p", "count=x", "count=1",
            "PERSISTENT", "on", "off", "localhost:2181/a", "-N 2", "-B 3",
        ]).prop_map(str::to_string),
        1 => "\\PC{0,9}",
    ];
    (select(names), vec(word, 0..5)).prop_map(|(name, words)| format!("{name} {}", words.join(" ")))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_path_is_kept_as_it_is_and_made_of_its_names(text in a_text()) {
        match ZPath::parse(&text) {
            Ok(path) => {
                prop_assert_eq!(path.as_str(), &text);
                match path.parent() {
                    Some(parent) => prop_assert_eq!(parent.child(path.name()), path),
                    None => prop_assert!(path.is_root()),
                }
            }
            Err(PathError::Invalid { at, .. }) => {
                prop_assert!(at < text.encode_utf16().count());
            }
            Err(error) => prop_assert!(!error.to_string().is_empty()),
        }
        if let Ok(new) = NewPath::parse(&text, true) {
            let numbered = new.numbered(7);
            prop_assert_eq!(numbered.as_str(), format!("{text}0000000007"));
            prop_assert_eq!(ZPath::parse(numbered.as_str()), Ok(numbered));
        }
    }

    #[test]
    fn a_path_goes_below_another_and_comes_back(path in a_text(), base in a_text()) {
        if let (Ok(path), Ok(base)) = (ZPath::parse(&path), ZPath::parse(&base)) {
            let moved = path.under(&base);
            prop_assert_eq!(ZPath::parse(moved.as_str()), Ok(moved.clone()));
            prop_assert_eq!(moved.below(&base), Some(path));
        }
    }

    #[test]
    fn limits_that_can_be_read_are_read_the_same_again(
        text in prop_oneof!["((count|bytes|byteHardLimit|x)=?-?[0-9]{0,20}[,;=]{0,2}){0,5}", any::<String>()],
    ) {
        if let Ok(track) = StatsTrack::parse(text.as_bytes()) {
            let again = StatsTrack::parse(track.to_string().as_bytes());
            for key in QuotaKey::ALL {
                prop_assert_eq!(again.as_ref().map(|it| it.get(key)), Ok(track.get(key)));
            }
        }
    }

    #[test]
    fn any_bytes_are_limits_or_are_not(data in vec(any::<u8>(), 0..40)) {
        _ = StatsTrack::parse(&data);
    }

    #[test]
    fn a_script_is_read_or_refused_at_one_of_its_lines(text in a_script()) {
        for dialect in [Dialect::Transcript, Dialect::Scenario] {
            match Script::parse(&text, dialect) {
                Ok(script) => prop_assert!(script.steps.len() <= text.lines().count()),
                Err(error) => {
                    prop_assert!((1..=text.lines().count()).contains(&error.line));
                    prop_assert!(!error.problem.is_empty());
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 100,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn whatever_is_typed_a_console_comes_back_and_the_data_are_in_order(
        lines in vec((a_command(), any::<bool>()), 1..40),
    ) {
        let head = "server enforceQuota=true\nsession a\nsession b\na> create /a\na> create /a/b\n";
        let script = Script::parse(head, Dialect::Transcript).expect("it can be read");
        let mut stage = Stage::play(&script).expect("it can be played");
        for (line, first) in lines {
            let name = if first { "a" } else { "b" };
            // What is typed has no line ends; what no transcript can hold is left out.
            let text = format!("{name}> {}", line.replace(['\n', '\r'], " "));
            let Ok(step) = Script::parse(&text, Dialect::Transcript) else {
                continue;
            };
            let process = stage.process(name).expect("it joined");
            if !stage.world().processes()[&process].is_alive() {
                let again = Script::parse(&format!("restart {name}"), Dialect::Transcript);
                stage.perform(&again.expect("it can be read").steps[0]).expect("it has ended");
            }
            stage.perform(&step.steps[0]).expect("it lives");
            let console = &stage.world().processes()[&process];
            prop_assert!(!console.is_alive() || zkplay::handle::Program::is_idle(&console.program));
            prop_assert_eq!(Laws::inspect(stage.world()), []);
        }
    }
}
