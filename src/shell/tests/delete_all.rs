//! `deleteall`: the tree, the batches, and what a refused one means.

use crate::handle::ProgramInput;
use crate::model::{ErrorCode, Expected, ReadKind, Reply, Request};
use crate::shell::testing::{Console, check, delete, names, read};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn deleteall_lists_breadth_first_and_deletes_from_the_end_in_one_multi() {
    let mut console = Console::connected();
    let done = Ok(Reply::Multi(vec![Ok(Reply::Done); 4]));
    let answers = [
        names(&["a", "b"]),
        names(&["x"]),
        names(&[]),
        names(&[]),
        done,
    ];
    assert_eq!(console.types("deleteall /t", answers), "");
    let asked_for = ["/t", "/t/a", "/t/b", "/t/a/x"].map(|it| read(ReadKind::Children, it, false));
    assert_eq!(console.asked[..4], asked_for);
    let deleted = ["/t/a/x", "/t/b", "/t/a", "/t"].map(|it| delete(it, Expected::Any));
    assert_eq!(console.asked[4], Request::Multi(deleted.to_vec()));
}

#[test]
fn deleteall_cuts_the_reversed_list_into_batches() {
    let mut console = Console::connected();
    let done = Ok(Reply::Multi(vec![Ok(Reply::Done); 2]));
    let listed = [names(&["a", "b"]), names(&[]), names(&[])];
    let printed = console.types(
        "deleteall -b 2 /t",
        listed.into_iter().chain([done.clone(), done]),
    );
    assert_eq!(printed, "");
    let batch =
        |paths: &[&str]| Request::Multi(paths.iter().map(|it| delete(it, Expected::Any)).collect());
    assert_eq!(
        console.asked[3..],
        [batch(&["/t/b", "/t/a"]), batch(&["/t"])]
    );
}

#[test]
fn deleteall_deletes_one_by_one_when_the_batch_is_no_positive_number() {
    for size in ["0", "-3"] {
        let mut console = Console::connected();
        let line = format!("deleteall -b {size} /t");
        let answers = [
            names(&["a"]),
            names(&[]),
            Ok(Reply::Done),
            Err(ErrorCode::NotEmpty),
        ];
        assert_eq!(console.types(&line, answers), "Node not empty: /t");
        let deleted = ["/t/a", "/t"].map(|it| Request::Write(delete(it, Expected::Any)));
        assert_eq!(console.asked[2..], deleted);
    }
}

#[test]
fn a_refused_batch_is_told_in_a_sentence_and_stops_what_is_not_sent() {
    let sentence = "Failed to delete some node(s) in the subtree!";
    let refused = Ok(Reply::Multi(vec![
        Err(ErrorCode::NotEmpty),
        Err(ErrorCode::RuntimeInconsistency),
    ]));
    check("deleteall /t", [names(&[]), refused.clone()], sentence);
    check(
        "deleteall /t",
        [names(&[]), Err(ErrorCode::ConnectionLoss)],
        sentence,
    );

    // Of thirteen batches ten are under way; the third is refused.
    let twelve: Vec<String> = (10..22).map(|it| it.to_string()).collect();
    let twelve: Vec<&str> = twelve.iter().map(String::as_str).collect();
    let mut console = Console::connected();
    console.give(ProgramInput::Told("deleteall -b 1 /t".to_string()));
    console.answer(names(&twelve));
    (0..12).for_each(|_| console.answer(names(&[])));
    assert_eq!(console.open.len(), 10);
    let done = Ok(Reply::Multi(vec![Ok(Reply::Done)]));
    for (answer, open) in [(done.clone(), 10), (done.clone(), 10), (refused, 9)] {
        console.answer(answer);
        assert_eq!(console.open.len(), open);
    }
    assert_eq!(console.read(), "");
    (0..9).for_each(|_| console.answer(done.clone()));
    assert_eq!(console.read(), sentence);
    assert_eq!(
        console.types("quit", []).lines().last(),
        Some("<cli exited: code 0>")
    );
}

#[test]
fn deleteall_checks_its_batch_before_its_path() {
    check("deleteall", [], "deleteall path [-b batch size]");
    check("deleteall -b 1", [], "deleteall path [-b batch size]");
    check(
        "deleteall -b abc n1",
        [],
        "-b argument must be an int value",
    );
    check("deleteall //", [], "Path must not end with / character");
    check(
        "deleteall /t",
        [Err(ErrorCode::NoNode)],
        "Node does not exist: /t",
    );
}
