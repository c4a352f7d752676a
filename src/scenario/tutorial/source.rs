//! A tutorial taken apart: what consoles show, and the author's words to the playground.

/// A part of a tutorial, in the order of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// What a console shows.
    Console {
        /// What the author calls the console.
        name: Option<String>,
        lines: Vec<NumberedLine>,
    },
    /// What stands in `<!-- zkplay: … -->`.
    Directive(NumberedLine),
}

/// A line, and where in the text it stands, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberedLine {
    pub number: usize,
    pub text: String,
}

const OPENING: &str = "<!--";
const CLOSING: &str = "-->";
const ADDRESS: &str = "zkplay:";

/// Takes a plain text for what a console shows. Directives may stand between its lines.
pub fn plain(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut lines = Vec::new();
    let mut numbered = (1..).zip(text.lines());
    while let Some((number, line)) = numbered.next() {
        if !is_directive(line) {
            let text = line.to_string();
            lines.push(NumberedLine { number, text });
            continue;
        }
        let mut comment = line.to_string();
        while !comment.contains(CLOSING)
            && let Some((_, line)) = numbered.next()
        {
            comment.push('\n');
            comment.push_str(line);
        }
        push_console(&mut lines, &mut pieces);
        pieces.extend(directives(&comment, number));
    }
    push_console(&mut lines, &mut pieces);
    pieces
}

fn is_directive(line: &str) -> bool {
    let inside = line.trim_start().strip_prefix(OPENING);
    inside.is_some_and(|it| it.trim_start().starts_with(ADDRESS))
}

fn push_console(lines: &mut Vec<NumberedLine>, pieces: &mut Vec<Piece>) {
    if !lines.is_empty() {
        let lines = std::mem::take(lines);
        pieces.push(Piece::Console { name: None, lines });
    }
}

/// The words to the playground in the comments of a piece of HTML that begins at that line. A
/// comment may hold several, a line each.
pub fn directives(html: &str, first_line: usize) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(opening) = html[at..].find(OPENING) {
        let start = at + opening + OPENING.len();
        let end = html[start..]
            .find(CLOSING)
            .map_or(html.len(), |it| start + it);
        let comment = &html[start..end];
        if let Some(words) = comment.trim_start().strip_prefix(ADDRESS) {
            let before = html[..end - words.len()].matches('\n').count();
            let lines = (first_line + before..).zip(words.lines());
            found.extend(lines.filter_map(|(number, line)| {
                let text = line.trim().to_string();
                (!text.is_empty()).then_some(Piece::Directive(NumberedLine { number, text }))
            }));
        }
        at = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn told(pieces: &[Piece]) -> Vec<String> {
        let tell = |it: &Piece| match it {
            Piece::Console { lines, .. } => format!("{}+{}", lines[0].number, lines.len()),
            Piece::Directive(line) => format!("{}: {}", line.number, line.text),
        };
        pieces.iter().map(tell).collect()
    }

    #[test]
    fn directives_part_a_plain_text() {
        let text = "> ls /\n[zookeeper]\n<!-- zkplay: kill a -->\n> ls /\n<!--zkplay:\n\
                    wait 3s\n  session b\n-->\n<!-- a remark -->\n";
        assert_eq!(
            told(&plain(text)),
            [
                "1+2",
                "3: kill a",
                "4+1",
                "6: wait 3s",
                "7: session b",
                "9+1"
            ]
        );
    }

    #[test]
    fn a_comment_that_never_ends_is_read_to_the_end() {
        assert_eq!(
            told(&plain("<!-- zkplay: skip\n> ls /")),
            ["1: skip", "2: > ls /"]
        );
        assert_eq!(
            told(&directives("<!-- x --><!-- zkplay: skip --> <!--", 7)),
            ["7: skip"]
        );
        assert!(plain("").is_empty());
    }
}
