//! Texts of which Mermaid takes every character for itself, and none for syntax.

use crate::scenario::export::said::cut;

/// The text, or so many characters of it. What is neither a letter, a digit nor known to mean
/// nothing is written as a code, as in `#59;`.
pub fn escaped(text: &str, most: usize) -> String {
    let mut escaped = String::new();
    for character in cut(text, most).chars() {
        match is_plain(character) {
            true => escaped.push(character),
            false => escaped.push_str(&format!("#{};", u32::from(character))),
        }
    }
    escaped
}

fn is_plain(character: char) -> bool {
    // With this ligature Mermaid marks codes for itself.
    let is_mark = character == 'ﬂ';
    (character.is_alphanumeric() && !is_mark) || " /-_.,=()[]'…".contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn what_could_mean_something_is_a_code() {
        assert_eq!(
            escaped("set /a \"x;y#%{}\n\"", 60),
            "set /a #34;x#59;y#35;#37;#123;#125;#10;#34;"
        );
        assert_eq!(escaped("é 中文 ﬂ 😀", 60), "é 中文 #64258; #128512;");
    }

    #[test]
    fn a_long_text_is_cut_and_says_so() {
        assert_eq!(escaped("abcdef", 6), "abcdef");
        assert_eq!(escaped("abcdefg", 6), "abcde…");
    }
}
