//! The lines of a description, and the words that they have in common.

use std::fmt::{Display, Write};
use std::hash::Hasher;
use std::time::Duration;

use fnv::FnvHasher;

use crate::model::time::millis;
use crate::model::{Bytes, VirtualTime};
use crate::scenario::spelling::encode;

/// Facts, a line each, with what each is about ahead of it.
#[derive(Debug, Default)]
pub struct Facts {
    text: String,
    about: String,
}

impl Facts {
    /// What the next facts are about.
    pub fn about(&mut self, subject: impl Display) {
        self.about = subject.to_string();
    }

    /// Writes a line.
    pub fn tell(&mut self, fact: impl Display) {
        writeln!(self.text, "{}: {fact}", self.about).expect("a text takes all that is written");
    }

    pub fn tell_all(&mut self, facts: impl IntoIterator<Item = impl Display>) {
        facts.into_iter().for_each(|it| self.tell(it));
    }

    pub fn into_text(self) -> String {
        self.text
    }
}

/// FNV-1a: byte by byte, so that it is the same on every machine.
pub fn hash_of(bytes: &[u8]) -> u64 {
    let mut hasher = FnvHasher::default();
    hasher.write(bytes);
    hasher.finish()
}

/// Data as a text in quotes; null, and what is no text, as such.
pub fn data(bytes: &Bytes) -> String {
    let Some(bytes) = bytes else {
        return "null".to_string();
    };
    match std::str::from_utf8(bytes) {
        Ok(text) => format!("\"{}\"", encode(text)),
        Err(_) => bytes.iter().fold("bytes ".to_string(), |text, byte| {
            text + &format!("{byte:02x}")
        }),
    }
}

/// As in `250 ms`.
pub fn span(span: Duration) -> String {
    format!("{} ms", millis(span))
}

/// What would end or hide in a line, made visible.
pub fn one_line(text: &str) -> String {
    encode(text)
}

/// As in `at 8.240 s`.
pub fn moment(at: VirtualTime) -> String {
    format!("at {at} s")
}

/// With a space between each two.
pub fn list(items: impl IntoIterator<Item = impl Display>) -> String {
    let items: Vec<String> = items.into_iter().map(|it| it.to_string()).collect();
    items.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn data_tell_apart_what_is_different() {
        let rows: [(&[u8], &str); 4] = [
            (b"", "\"\""),
            ("a\n\u{e9}".as_bytes(), "\"a{U+000A}\u{e9}\""),
            (b"null", "\"null\""),
            (b"\xff\x00", "bytes ff00"),
        ];
        for (bytes, text) in rows {
            assert_eq!(data(&Some(bytes.into())), text);
        }
        assert_eq!(data(&None), "null");
    }

    /// The test vectors of the hash's inventors.
    #[test]
    fn the_hash_never_changes() {
        assert_eq!(hash_of(b""), 0xCBF2_9CE4_8422_2325);
        assert_eq!(hash_of(b"foobar"), 0x8594_4171_F739_67E8);
    }
}
