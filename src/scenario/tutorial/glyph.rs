//! What authors and typesetters do to a line: call-outs, typographic quotes, dashes.

use crate::scenario::tutorial::report::Note;

/// A line as a console would show it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clean {
    pub text: String,
    /// A call-out stood in front of it: it may explain that call-out.
    pub called_out: bool,
    pub notes: Vec<Note>,
}

/// Takes off what is not of the console.
pub fn clean(line: &str) -> Clean {
    let mut clean = Clean::default();
    let typed = plain(line, &mut clean.notes);
    let mut text = typed.trim_end();
    while let Some(before) = without_last(text) {
        text = before;
    }
    while let Some(behind) = without_first(text) {
        text = behind;
        clean.called_out = true;
    }
    clean.text = text.to_string();
    clean
}

/// The characters that a keyboard has for those that a typesetter prefers.
fn plain(line: &str, notes: &mut Vec<Note>) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut note = |it: Note| {
        if !notes.contains(&it) {
            notes.push(it);
        }
    };
    let mut rest = line.chars().peekable();
    let mut begins_word = true;
    while let Some(character) = rest.next() {
        match character {
            '\r' | '\u{FEFF}' | '\u{200B}' => continue,
            '\u{A0}' | '\u{2007}' | '\u{202F}' => plain.push(' '),
            '…' => plain.push_str("..."),
            '“' | '”' | '„' | '‟' | '″' => {
                note(Note::TypographicQuotes);
                plain.push('"');
            }
            '‘' | '’' | '‚' | '‛' | '′' => {
                note(Note::TypographicQuotes);
                plain.push('\'');
            }
            '‐' | '‑' | '‒' | '–' | '—' | '−'
                if begins_word && rest.peek().is_some_and(char::is_ascii_alphabetic) =>
            {
                note(Note::TypographicDash);
                plain.push('-');
            }
            other => plain.push(other),
        }
        begins_word = plain.ends_with(char::is_whitespace);
    }
    plain
}

/// What stands before the call-out that ends the line, if one does.
fn without_last(text: &str) -> Option<&str> {
    let before = match text.chars().next_back() {
        Some(mark) if is_mark(mark) => &text[..text.len() - mark.len_utf8()],
        _ => {
            let last = text.rsplit(char::is_whitespace).next()?;
            is_number(last).then(|| &text[..text.len() - last.len()])?
        }
    };
    let before = before.trim_end();
    // AsciiDoc hides call-outs behind the comment sign of the language.
    let bare = ["#", "//"].iter().find_map(|it| before.strip_suffix(it));
    let bare = bare.filter(|it| it.is_empty() || it.ends_with(char::is_whitespace));
    Some(bare.map_or(before, str::trim_end))
}

/// What stands behind the call-out that begins the line, if one does.
fn without_first(text: &str) -> Option<&str> {
    let start = text.trim_start();
    let behind = match start.chars().next() {
        Some(mark) if is_mark(mark) => &start[mark.len_utf8()..],
        _ => {
            let end = start.find(char::is_whitespace)?;
            is_number(&start[..end]).then(|| &start[end..])?
        }
    };
    Some(behind.trim_start())
}

/// `<1>` or `(1)`.
fn is_number(word: &str) -> bool {
    let inside = |open, close| word.strip_prefix(open)?.strip_suffix(close);
    let digits = inside('<', '>').or_else(|| inside('(', ')'));
    digits.is_some_and(|it| {
        (1..=2).contains(&it.len()) && it.bytes().all(|digit| digit.is_ascii_digit())
    })
}

/// ① and its like.
fn is_mark(character: char) -> bool {
    matches!(character, '①'..='⑳' | '❶'..='➓' | '⓫'..='⓾')
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn call_outs_are_taken_off_wherever_they_stand() {
        for (line, text, called_out) in [
            ("ls / <1>", "ls /", false),
            ("ls / (12)", "ls /", false),
            ("ls / # <1>", "ls /", false),
            ("ls / // <1> <2>", "ls /", false),
            ("ls /①", "ls /", false),
            ("<3>", "", false),
            ("<1> The master is there.", "The master is there.", true),
            ("❶ ls /", "ls /", true),
            ("  -b   base64", "  -b   base64", false),
            ("create /a<1>", "create /a<1>", false),
            ("create /a (one)", "create /a (one)", false),
            ("[a, b]", "[a, b]", false),
        ] {
            let clean = clean(line);
            assert_eq!(
                (&*clean.text, clean.called_out),
                (text, called_out),
                "{line}"
            );
        }
    }

    #[test]
    fn typographic_signs_are_read_as_those_of_a_keyboard_with_a_note() {
        let quoted = clean("create –e /a “b c” …");
        assert_eq!(quoted.text, "create -e /a \"b c\" ...");
        assert_eq!(
            quoted.notes,
            [Note::TypographicDash, Note::TypographicQuotes]
        );
        let plain = clean("ls\u{A0}/\u{200B}\r");
        assert_eq!((&*plain.text, plain.notes.len()), ("ls /", 0));
        assert_eq!(clean("get /a–b – c").text, "get /a–b – c");
    }
}
