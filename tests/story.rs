//! The story as a transcript, natively and in the browser: the same text from both.

use zkplay::scenario::transcript::transcript;
use zkplay::scenario::{Dialect, Script};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;
#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

const STORIES: [(&str, &str); 4] = [
    (
        include_str!("transcripts/own-story.zkt"),
        include_str!("transcripts/own-story.out"),
    ),
    (
        include_str!("transcripts/book-whole-walkthrough.zkt"),
        include_str!("transcripts/book-whole-walkthrough.out"),
    ),
    (
        include_str!("transcripts/book-master-election.zkt"),
        include_str!("transcripts/book-master-election.out"),
    ),
    (
        include_str!("transcripts/book-three-workers-and-reassign.zkt"),
        include_str!("transcripts/book-three-workers-and-reassign.out"),
    ),
];

#[test]
fn the_book_s_story_is_told_alike_on_every_target() {
    for (script, expected) in STORIES {
        let script = Script::parse(script, Dialect::Transcript).expect("it can be read");
        let actual = transcript(&script).expect("it can be played");
        assert_eq!(actual, expected, "{:?}", script.title);
    }
}
