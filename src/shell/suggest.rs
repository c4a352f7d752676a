//! What somebody meant who typed a command that does not exist.

use crate::shell::table::COMMANDS;

/// The command that is nearest to the word, if it is near enough to be a slip.
pub fn did_you_mean(word: &str) -> Option<&'static str> {
    let word = word.to_ascii_lowercase();
    let length = word.chars().count();
    let slips = if length < 4 { 1 } else { 2 };
    COMMANDS
        .iter()
        .filter(|it| it.name.len().abs_diff(length) <= slips)
        .map(|it| (distance(&word, &it.name.to_ascii_lowercase()), it.name))
        .min()
        .filter(|(distance, _)| *distance <= slips)
        .map(|(_, name)| name)
}

/// How many letters must be put in, left out or exchanged to make one word the other; two that
/// changed places count as one slip.
fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let width = other.len() + 1;
    let mut rows: Vec<usize> = (0..width).collect();
    for (i, a) in one.iter().enumerate() {
        rows.push(i + 1);
        for (j, b) in other.iter().enumerate() {
            let here = rows.len();
            let left_out = rows[here - width] + 1;
            let put_in = rows[here - 1] + 1;
            let exchanged = rows[here - width - 1] + usize::from(a != b);
            let mut least = left_out.min(put_in).min(exchanged);
            if i > 0 && j > 0 && *a == other[j - 1] && one[i - 1] == *b {
                least = least.min(rows[here - 2 * width - 2] + 1);
            }
            rows.push(least);
        }
    }
    rows[rows.len() - 1]
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_slip_of_the_finger_is_seen_through() {
        for (typed, meant) in [
            ("crate", "create"),
            ("craete", "create"),
            ("LS", "ls"),
            ("ls2", "ls"),
            ("sl", "ls"),
            ("gte", "get"),
            ("deletall", "deleteall"),
            ("getacl", "getAcl"),
            ("exit", "quit"),
            ("addauht", "addauth"),
        ] {
            assert_eq!(did_you_mean(typed), Some(meant), "{typed}");
        }
    }

    #[test]
    fn what_is_far_from_every_command_is_left_alone() {
        for typed in ["", " ", "help", "mkdir", "x", "/master", "日本語"] {
            assert_eq!(did_you_mean(typed), None, "{typed}");
        }
        assert_eq!(did_you_mean(&"x".repeat(100_000)), None);
    }
}
