//! What holds for any lines and any answers.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::handle::{Program, ProgramInput, ProgramOutput, Shown};
use crate::model::{Acl, Answer, ErrorCode, Identity, KeeperState, Reply};
use crate::shell::complete::complete;
use crate::shell::screen::Screen;
use crate::shell::table::COMMANDS;
use crate::shell::testing::{Console, bytes, created, names, path, stat, text};
use crate::shell::{acl, base64 as java, did_you_mean, token};

/// More than any job can need once all answers are errors.
const PATIENCE: usize = 40;

fn a_word() -> impl Strategy<Value = String> {
    let commands: Vec<&str> = COMMANDS.iter().map(|it| it.name).collect();
    prop_oneof![
        4 => proptest::sample::select(commands).prop_map(str::to_string),
        3 => "(/[a-z]{0,2}){1,3}",
        3 => "--?[a-zA-Z?=0-9]{0,4}",
        1 => "[0-9]{1,3}",
        1 => "['\"].{0,9}['\"]?",
        1 => "\\PC{0,9}",
        1 => any::<String>(),
        1 => "[a-z:,/0-9\\[\\]]{0,20}",
        1 => "(/zookeeper)?(/quota)?(/a)?(/zookeeper_(limits|stats))?",
        1 => an_acl(),
        1 => "(-[nNbB] ?-?[0-9]{1,20})|(-m PERSISTENT(_RECURSIVE)?)|(-[vt] ?-?[0-9]{1,20})",
    ]
}

fn an_acl() -> impl Strategy<Value = String> {
    let entry = "((world|auth|digest|ip|x):)?([a-z0-9./:=]{0,12}:)?[cdrwax]{0,6}";
    prop_oneof![3 => vec(entry, 0..4).prop_map(|it| it.join(",")), 1 => any::<String>()]
}

fn a_line() -> impl Strategy<Value = String> {
    let short = || vec(a_word(), 0..6).prop_map(|words| words.join(" "));
    let long = (short(), 0..5000_usize).prop_map(|(line, times)| line.repeat(times));
    prop_oneof![40 => short(), 10 => any::<String>(), 1 => long]
}

/// Answers of all kinds, whether they fit what was asked or not.
fn an_answer() -> impl Strategy<Value = Answer> {
    let failures = [
        ErrorCode::RuntimeInconsistency,
        ErrorCode::ConnectionLoss,
        ErrorCode::Unimplemented,
        ErrorCode::NoNode,
        ErrorCode::NoAuth,
        ErrorCode::NodeExists,
        ErrorCode::SessionExpired,
        ErrorCode::InvalidAcl,
        ErrorCode::AuthFailed,
        ErrorCode::NotEmpty,
        ErrorCode::QuotaExceeded,
    ];
    let replies = [
        Reply::Done,
        Reply::Set(stat()),
        Reply::Stat(stat()),
        Reply::Count(7),
        Reply::Acl(Acl::OPEN, stat()),
        Reply::Acl(Acl::new(vec![]), stat()),
        Reply::Ephemerals(vec![path("/a"), path("/b")]),
        Reply::Users(vec![Identity::new("ip", "127.0.0.1")]),
        Reply::MultiRead(vec![Err(ErrorCode::NoNode)]),
    ];
    let quota = "(count|bytes|byteHardLimit|countHardLimit|x)=?-?[0-9]{0,20}[,;=]?";
    let data = prop_oneof![vec(quota, 0..4).prop_map(|it| it.concat()), any::<String>()];
    prop_oneof![
        2 => proptest::sample::select(failures.to_vec()).prop_map(Err),
        2 => proptest::sample::select(vec![
            names(&["a", "b"]),
            names(&[]),
            names(&["zookeeper_limits", "zookeeper_stats"]),
            text("x\ny"),
            created("/x"),
        ]),
        2 => proptest::sample::select(replies.to_vec()).prop_map(Ok),
        2 => data.prop_map(|it| Ok(Reply::Data(bytes(&it), stat()))),
        1 => vec(any::<u8>(), 0..9).prop_map(|it| Ok(Reply::Data(Some(it.into()), stat()))),
        1 => vec(prop_oneof![Just(Ok(Reply::Done)), Just(Err(ErrorCode::NoNode))], 0..3)
            .prop_map(|it| Ok(Reply::Multi(it))),
    ]
}

fn a_state() -> impl Strategy<Value = Option<KeeperState>> {
    proptest::option::weighted(
        0.2,
        proptest::sample::select(vec![
            KeeperState::SyncConnected,
            KeeperState::Disconnected,
            KeeperState::Expired,
            KeeperState::AuthFailed,
            KeeperState::Closed,
        ]),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_line_and_no_answer_gets_a_console_stuck(
        lines in vec((a_line(), a_state()), 1..8),
        answers in vec(an_answer(), 0..30),
    ) {
        let mut console = Console::connected();
        for (line, state) in lines {
            console.give(ProgramInput::Told(line));
            if let Some(state) = state {
                console.session(state);
            }
        }
        for answer in answers {
            if !console.open.is_empty() {
                console.answer(answer);
            }
        }
        for _ in 0..PATIENCE {
            if !console.open.is_empty() {
                console.answer(Err(ErrorCode::ConnectionLoss));
            }
        }
        prop_assert!(console.open.is_empty());
        prop_assert!(console.shell.is_idle());
    }

    #[test]
    fn any_line_can_be_completed(line in a_line()) {
        let completion = complete(&line, |_| vec!["a".to_string(), "b c".to_string()]);
        prop_assert!(line.is_char_boundary(completion.start));
        did_you_mean(&line);
    }

    #[test]
    fn the_words_of_a_line_stand_in_it_one_behind_the_other(line in a_line()) {
        let mut end = 0;
        for word in token::words(&line) {
            prop_assert!(word.span.start >= end && word.span.end > word.span.start);
            prop_assert!(line[word.span.clone()].contains(&word.text));
            end = word.span.end;
        }
    }

    #[test]
    fn a_list_has_no_more_entries_than_parts_and_each_part_without_one_is_told(text in an_acl()) {
        let mut screen = Screen::default();
        let grants = acl::parse(&text, &mut screen).grants();
        let told = |it: &ProgramOutput| {
            matches!(it, ProgramOutput::Show(Shown::Err(line)) if line.contains("does not have"))
        };
        let malformed = screen.into_outputs().iter().filter(|it| told(it)).count();
        prop_assert!(grants.len() <= text.split(',').count());
        // Entries without a line end in them are told by a line each.
        if !text.contains("does not have") && !text.contains('\n') {
            prop_assert!(grants.len() + malformed <= text.split(',').count());
            let parts = text.trim_end_matches(',').split(',').filter(|it| !it.is_empty());
            prop_assert!(grants.len() + malformed >= parts.count());
        }
    }

    #[test]
    fn base64_that_is_well_formed_is_read_and_the_rest_is_refused(
        data in vec(any::<u8>(), 0..50),
        text in prop_oneof!["[A-Za-z0-9+/=]{0,12}", any::<String>()],
    ) {
        let read = |text: &str| java::decode(text).map_err(|it| it.to_string());
        prop_assert_eq!(read(&STANDARD.encode(&data)), Ok(data.clone()));
        prop_assert_eq!(read(&STANDARD_NO_PAD.encode(&data)), Ok(data));
        if let Ok(bytes) = read(&text) {
            prop_assert!(bytes.len() * 4 <= text.len() * 3);
        }
    }
}
