//! Programs whose server is behind the others.

use crate::theatre::{Theatre, ms};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// The leader is slow to agree, so the server that the client changes to has not heard of the
/// task yet.
#[test]
fn a_task_without_an_answer_is_looked_for_where_it_must_be_known() {
    for away in (0..1000).step_by(20) {
        let mut theatre = Theatre::with(
            &["servers 3", "latency 20ms"],
            &[
                "program master1 master",
                "program client1 client tasks=1 after=5s",
                "wait 1s",
                "move client1 s1",
                "wait 1s",
                "delay s1,s2 s3 400ms",
            ],
        );
        theatre.play_to(theatre.now() + ms(3000 + away));
        theatre.say("move client1 s2");
        theatre.play_for(ms(10_000));
        let tasks = theatre.children("/tasks");
        assert!(
            tasks.len() == 1 && theatre.ledger.twice.is_empty(),
            "{away} ms: {tasks:?}"
        );
    }
}
