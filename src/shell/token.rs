//! The first pass over a line: words and quotes.
//!
//! zkCli cuts a line with the pattern `\s*([^"']\S*|"[^"]*"|'[^']*')\s*`, found again and
//! again. What it does with odd lines is an effect of that pattern, and copied here.

use std::ops::Range;

/// A word, and where it stands in its line, with its quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub text: String,
    pub span: Range<usize>,
}

/// The words of a line. A word that begins with a quote runs to the same quote; any other runs
/// to white space. An opening quote without its partner is dropped.
pub fn words(line: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut at = 0;
    while at < line.len() {
        match next_word(line, at) {
            Some(span) => {
                at = span.end + leading(&line[span.end..], is_space);
                let text = unquoted(&line[span.clone()]).to_string();
                words.push(Word { text, span });
            }
            None => at += 1,
        }
    }
    words
}

/// Where the next word is; `None` if a quote without a partner stands right here.
fn next_word(line: &str, at: usize) -> Option<Range<usize>> {
    let start = at + leading(&line[at..], is_space);
    let length = word_length(&line[start..]);
    if length > 0 {
        return Some(start..start + length);
    }
    // The pattern gives one white space back and takes that for the beginning of a word: so a
    // line of spaces is a command named by one space.
    let start = start.checked_sub(1).filter(|&it| it >= at)?;
    Some(start..start + 1 + leading(&line[start + 1..], |it| !is_space(it)))
}

/// The length of the word at the beginning; 0 if there is none.
fn word_length(text: &str) -> usize {
    match text.chars().next() {
        Some(quote @ ('"' | '\'')) => text[1..].find(quote).map_or(0, |it| it + 2),
        _ => leading(text, |it| !is_space(it)),
    }
}

/// The word without its quotes. They stay if a line ends between them (a next-line character,
/// a paragraph separator): Java's `.` does not match there.
fn unquoted(word: &str) -> &str {
    let ends_line = |it| matches!(it, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
    match word.chars().next() {
        Some('"' | '\'') if !word.contains(ends_line) => &word[1..word.len() - 1],
        _ => word,
    }
}

/// How many bytes at the beginning hold such characters.
fn leading(text: &str, wanted: impl Fn(char) -> bool) -> usize {
    text.find(|it| !wanted(it)).unwrap_or(text.len())
}

/// Java's `\s`: only ASCII white space separates words.
fn is_space(it: char) -> bool {
    matches!(it, ' ' | '\t' | '\n' | '\x0B' | '\x0C' | '\r')
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn texts(line: &str) -> Vec<String> {
        words(line).into_iter().map(|it| it.text).collect()
    }

    #[test]
    fn words_are_separated_by_ascii_white_space_only() {
        assert_eq!(texts("   get     /x   "), ["get", "/x"]);
        assert_eq!(texts("get\t/x\x0B/y"), ["get", "/x", "/y"]);
        assert_eq!(texts("create\u{a0}/x"), ["create\u{a0}/x"]);
    }

    #[test]
    fn a_quoted_word_runs_to_the_same_quote() {
        assert_eq!(texts(r#"create /x "a  b""#), ["create", "/x", "a  b"]);
        assert_eq!(
            texts(r#"create /y 'say "hi"'"#),
            ["create", "/y", "say \"hi\""]
        );
        assert_eq!(texts(r#"create /z "it's""#), ["create", "/z", "it's"]);
        assert_eq!(texts(r#"create /e """#), ["create", "/e", ""]);
        assert_eq!(texts(r#""abc"def"#), ["abc", "def"]);
    }

    #[test]
    fn quotes_inside_a_word_are_kept() {
        assert_eq!(texts(r#"a"b c'd"#), ["a\"b", "c'd"]);
        assert_eq!(texts(r#"bad "command'"#), ["bad", "command'"]);
    }

    #[test]
    fn an_opening_quote_without_its_partner_is_dropped() {
        assert_eq!(texts(r#"get "/a b"#), ["get", "/a", "b"]);
        assert!(texts("\"").is_empty());
        assert!(texts("'\"").is_empty());
        assert!(texts("").is_empty());
    }

    #[test]
    fn a_line_of_spaces_is_a_command_named_by_one_space() {
        assert_eq!(texts("    "), [" "]);
        assert_eq!(texts("  \"ls /"), [" \"ls", "/"]);
    }

    #[test]
    fn quotes_around_a_line_end_stay() {
        assert_eq!(texts("a \"b\u{2028}c\""), ["a", "\"b\u{2028}c\""]);
    }

    #[test]
    fn a_word_knows_where_it_stands() {
        let spans: Vec<_> = words(" get '/a b'").into_iter().map(|it| it.span).collect();
        assert_eq!(spans, [1..4, 5..11]);
    }
}
