//! When one name is another with a slip of the finger.

/// Whether one text is the other with one slip of the finger: a character left out, put in or
/// exchanged, two that changed places, or capitals. A digit is never a slip: `worker1` is not
/// `worker2`.
pub fn is_slip(one: &str, other: &str) -> bool {
    /// Of anything shorter, too much is one slip away.
    const SHORTEST: usize = 4;
    /// Nobody retypes anything longer.
    const LONGEST: usize = 400;
    if one.len().max(other.len()) > LONGEST || one.len().abs_diff(other.len()) > SHORTEST {
        return false;
    }
    let longer = if one.len() < other.len() { other } else { one };
    let is_short = longer.chars().nth(SHORTEST - 1).is_none();
    let (one, other) = without_common_ends(one, other);
    if one
        .chars()
        .chain(other.chars())
        .any(|it| it.is_ascii_digit())
    {
        return false;
    }
    // One more than a slip can be is enough to see that it is none.
    let letters = |it: &str| it.chars().take(3).collect::<Vec<char>>();
    match (letters(one).as_slice(), letters(other).as_slice()) {
        ([], []) => true,
        _ if is_short => false,
        ([], [_]) | ([_], []) | ([_], [_]) => true,
        ([a, b], [c, d]) => alike(*a, *d) && alike(*b, *c),
        _ => false,
    }
}

/// What is left of both without the characters that they begin and end with alike.
fn without_common_ends<'a>(one: &'a str, other: &'a str) -> (&'a str, &'a str) {
    let ahead = one.chars().zip(other.chars());
    let ahead = ahead.take_while(|(a, b)| alike(*a, *b));
    let (a, b) = ahead.fold((0, 0), |(a, b), it| {
        (a + it.0.len_utf8(), b + it.1.len_utf8())
    });
    let (one, other) = (&one[a..], &other[b..]);
    let behind = one.chars().rev().zip(other.chars().rev());
    let behind = behind.take_while(|(a, b)| alike(*a, *b));
    let (a, b) = behind.fold((0, 0), |(a, b), it| {
        (a + it.0.len_utf8(), b + it.1.len_utf8())
    });
    (&one[..one.len() - a], &other[..other.len() - b])
}

fn alike(one: char, other: char) -> bool {
    one.eq_ignore_ascii_case(&other)
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_slip_is_one_letter_or_two_that_changed_places_and_never_a_digit() {
        for (one, other) in [
            ("worker", "workers"),
            ("mastre", "master"),
            ("Master", "master"),
            ("assing", "assign"),
            ("tsks", "tasks"),
        ] {
            assert!(is_slip(one, other) && is_slip(other, one), "{one}");
        }
        for (one, other) in [
            ("worker1", "worker2"),
            ("worker", "worker1"),
            ("a", "b"),
            ("abc", "abd"),
            ("ab", "abc"),
            ("task", "master"),
            ("sktas", "tasks"),
        ] {
            assert!(!is_slip(one, other), "{one}");
        }
    }
}
