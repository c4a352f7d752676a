//! The letters of a link, and letters between them that check all that stand before.
//!
//! So a link that has lost its end, or was changed on its way, still tells how much of it is as it
//! was written.

use std::hash::Hasher;

use fnv::FnvHasher;

/// So many letters, and then the check; at the end there may be fewer.
const GROUP: usize = 61;
const CHECK: usize = 3;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// What is certain of some letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certain {
    /// Without the checks.
    pub letters: String,
    /// How far that goes, with the checks.
    pub until: usize,
    /// Whether more follows that does not belong to it, but to another text.
    pub changed: bool,
}

/// Whether a link may hold it.
pub fn is_letter(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_')
}

/// Puts checks between letters.
pub fn with_checks(letters: &str) -> String {
    let mut written = String::new();
    let mut hasher = FnvHasher::default();
    for group in letters.as_bytes().chunks(GROUP) {
        hasher.write(group);
        written.extend(group.iter().map(|it| char::from(*it)));
        written.extend(check(&hasher).map(char::from));
    }
    written
}

/// Takes the checks out, up to the first that does not hold.
pub fn certain(written: &str) -> Certain {
    let mut certain = Certain {
        letters: String::new(),
        until: 0,
        changed: false,
    };
    let mut hasher = FnvHasher::default();
    for group in written.as_bytes().chunks(GROUP + CHECK) {
        let (letters, given) = group.split_at(group.len().saturating_sub(CHECK));
        hasher.write(letters);
        if given != check(&hasher) || letters.is_empty() {
            // What is cut off ends within a group.
            certain.changed = certain.until + group.len() < written.len();
            break;
        }
        let letters = letters.iter().map(|it| char::from(*it));
        certain.letters.extend(letters);
        certain.until += group.len();
    }
    certain
}

/// Eighteen bits: of changes, one in 262,144 is overlooked.
fn check(hasher: &FnvHasher) -> [u8; CHECK] {
    let hash = hasher.finish();
    let hash = hash ^ hash >> 40;
    [0, 6, 12].map(|bits| ALPHABET[(hash >> bits & 63) as usize])
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn letters(count: usize) -> String {
        let letters = ALPHABET.iter().cycle().map(|it| char::from(*it));
        letters.step_by(7).take(count).collect()
    }

    #[test]
    fn all_is_certain_of_what_arrives_as_it_was_written() {
        for count in [1, 2, 60, 61, 62, 64, 122, 1000] {
            let written = with_checks(&letters(count));
            let certain = certain(&written);
            assert_eq!(
                (certain.letters, certain.until),
                (letters(count), written.len())
            );
            assert!(!certain.changed);
        }
    }

    #[test]
    fn of_what_is_cut_off_the_whole_groups_are_certain() {
        let written = with_checks(&letters(400));
        for end in 0..written.len() {
            let certain = certain(&written[..end]);
            let groups = end / (GROUP + CHECK);
            assert_eq!(certain.letters, letters(groups * GROUP), "{end}");
            assert!(!certain.changed, "{end}");
        }
    }

    #[test]
    fn of_what_was_changed_nothing_is_certain_from_there_on() {
        let written = with_checks(&letters(400));
        for at in 0..written.len() {
            let mut changed = written.clone();
            changed.replace_range(at..=at, "~");
            let certain = certain(&changed);
            assert_eq!(certain.until, at / 64 * 64, "{at}");
            assert_eq!(certain.changed, at < 6 * 64, "{at}");
            let removed = [&written[..at], &written[at + 1..]].concat();
            assert!(super::certain(&removed).until <= at, "{at}");
        }
    }
}
