//! Lines that were too long for a page and stand on several.

use crate::scenario::tutorial::event::EventLine;
use crate::scenario::tutorial::glyph::{self, Clean};
use crate::scenario::tutorial::prompt::Manner;
use crate::scenario::tutorial::report::Note;
use crate::scenario::tutorial::source::NumberedLine;
use crate::shell::table;

/// A line as the console showed it, and the lines of the text that it stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WholeLine<'a> {
    pub first: &'a NumberedLine,
    pub rest: &'a [NumberedLine],
    pub clean: Clean,
}

/// No line is joined from more lines than this.
const MOST_LINES: usize = 20;

/// Joins what belongs together.
pub fn whole_lines(lines: &[NumberedLine], manner: Manner) -> Vec<WholeLine<'_>> {
    let mut whole = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let mut clean = glyph::clean(&lines[at].text);
        let following = &lines[at + 1..];
        let count = match manner.read(&clean.text) {
            Some(prompt) => {
                let typed = prompt.typed.to_string();
                join_command(&mut clean, typed, following, manner)
            }
            None => join_output(&mut clean, following, manner),
        };
        if count > 0 {
            clean.notes.push(Note::Joined);
        }
        whole.push(WholeLine {
            first: &lines[at],
            rest: &following[..count],
            clean,
        });
        at += 1 + count;
    }
    whole
}

/// Adds the rest of a command; returns on how many lines it stands.
fn join_command(
    clean: &mut Clean,
    mut typed: String,
    following: &[NumberedLine],
    manner: Manner,
) -> usize {
    let mut count = 0;
    for line in following.iter().take(MOST_LINES) {
        let next = glyph::clean(&line.text);
        if next.text.trim().is_empty() || manner.read(&next.text).is_some() {
            break;
        }
        let indented = line.text.starts_with("  ") || line.text.starts_with('\t');
        let rest = next.text.trim_start();
        if let Some(before) = clean.text.strip_suffix('\\') {
            clean.text = before.trim_end().to_string();
        } else if !(is_open(&typed) && is_open(rest)
            || indented && lacks(&typed, rest)
            || typed.is_empty() && is_command(rest))
        {
            break;
        }
        for text in [&mut clean.text, &mut typed] {
            text.push(' ');
            text.push_str(rest);
        }
        clean.notes.extend(next.notes);
        count += 1;
    }
    count
}

/// Whether a command lacks what stands on the next line: data, or the path.
fn lacks(typed: &str, rest: &str) -> bool {
    let mut words = typed.split_whitespace();
    let takes_data = matches!(words.next(), Some("create" | "set"));
    match rest.chars().next() {
        Some('"' | '\'') => takes_data,
        Some('/' | '-') => !words.any(|it| it.starts_with('/')),
        _ => false,
    }
}

/// Whether a quote is opened and not closed.
fn is_open(text: &str) -> bool {
    text.matches('"').count() % 2 == 1
}

/// Whether a line begins with a command and a path or an option.
fn is_command(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let is_known = words.next().is_some_and(|it| table::find(it).is_some());
    is_known && words.next().is_some_and(|it| it.starts_with(['/', '-']))
}

/// Adds the rest of an event or a list; returns on how many lines it stands.
fn join_output(clean: &mut Clean, following: &[NumberedLine], manner: Manner) -> usize {
    let is_whole = |text: &str| match text.trim_start() {
        it if it.starts_with(EventLine::BEGINNING) => EventLine::parse(it).is_some(),
        it if it.starts_with('[') => it.contains(']'),
        _ => true,
    };
    let mut joined = clean.clone();
    for (count, line) in following.iter().take(MOST_LINES).enumerate() {
        if is_whole(&joined.text) {
            *clean = joined;
            return count;
        }
        let next = glyph::clean(&line.text);
        if next.text.trim().is_empty() || manner.read(&next.text).is_some() {
            return 0;
        }
        joined.text.push(' ');
        joined.text.push_str(next.text.trim_start());
        joined.notes.extend(next.notes);
    }
    if !is_whole(&joined.text) {
        return 0;
    }
    *clean = joined;
    following.len().min(MOST_LINES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::tutorial::source::{self, Piece};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn whole(text: &str) -> Vec<String> {
        let pieces = source::plain(text);
        let [Piece::Console { lines, .. }] = &pieces[..] else {
            panic!("one console: {pieces:?}");
        };
        let whole = whole_lines(lines, Manner::Arrow);
        whole.into_iter().map(|it| it.clean.text).collect()
    }

    #[test]
    fn a_command_goes_on_behind_a_backslash_an_open_quote_or_an_indent() {
        assert_eq!(
            whole("> create /a \\\n\"b\"\n[]"),
            ["> create /a \"b\"", "[]"]
        );
        assert_eq!(
            whole("> create /a \"b\nc\"\n[]"),
            ["> create /a \"b c\"", "[]"]
        );
        assert_eq!(
            whole("> create /a\n     \"b\" <1>\n[]"),
            ["> create /a \"b\"", "[]"]
        );
        assert_eq!(whole(">\nls /\n[]"), ["> ls /", "[]"]);
    }

    #[test]
    fn output_stays_output() {
        for text in [
            "> get /a\n\"b\"",
            "> get /a\n    \"b\"",
            "> set\n -b   base64",
            "> ls /\n> ls /",
            ">\nls is nice",
        ] {
            assert_eq!(whole(text).len(), 2, "{text}");
        }
    }

    #[test]
    fn an_event_and_a_list_may_stand_on_several_lines() {
        let event = "WatchedEvent state:SyncConnected type:NodeDeleted\npath:/a";
        assert_eq!(whole(event), [event.replace('\n', " ")]);
        assert_eq!(whole("[a,\n b,\n c]\nx"), ["[a, b, c]", "x"]);
        assert_eq!(whole("[a,\n b\n> ls /").len(), 3);
        assert_eq!(whole("[a").len(), 1);
    }
}
