//! What holds for any lines and any answers.

use proptest::collection::vec;
use proptest::prelude::*;

use crate::handle::{Program, ProgramInput};
use crate::model::{Answer, ErrorCode, KeeperState, Reply};
use crate::shell::complete::complete;
use crate::shell::table::COMMANDS;
use crate::shell::testing::{Console, created, names, stat, text};
use crate::shell::{did_you_mean, token};

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
    ]
}

fn a_line() -> impl Strategy<Value = String> {
    let short = || vec(a_word(), 0..6).prop_map(|words| words.join(" "));
    let long = (short(), 0..5000_usize).prop_map(|(line, times)| line.repeat(times));
    prop_oneof![40 => short(), 10 => any::<String>(), 1 => long]
}

fn an_answer() -> impl Strategy<Value = Answer> {
    let failures = [
        ErrorCode::ConnectionLoss,
        ErrorCode::NoNode,
        ErrorCode::SessionExpired,
        ErrorCode::NotEmpty,
    ];
    prop_oneof![
        2 => proptest::sample::select(failures.to_vec()).prop_map(Err),
        2 => proptest::sample::select(vec![names(&["a", "b"]), names(&[]), text("x\ny")]),
        1 => proptest::sample::select(vec![created("/x"), Ok(Reply::Done), Ok(Reply::Set(stat()))]),
        1 => vec(prop_oneof![Just(Ok(Reply::Done)), Just(Err(ErrorCode::NoNode))], 0..3)
            .prop_map(|it| Ok(Reply::Multi(it))),
        1 => Just(Ok(Reply::Stat(stat()))),
    ]
}

fn a_state() -> impl Strategy<Value = Option<KeeperState>> {
    proptest::option::weighted(
        0.2,
        proptest::sample::select(vec![
            KeeperState::SyncConnected,
            KeeperState::Disconnected,
            KeeperState::Expired,
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
}
