//! The consoles of a Markdown file, and what its comments say to the playground.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::scenario::tutorial::source::{NumberedLine, Piece, directives};
use crate::scenario::tutorial::{TutorialError, shows_zkcli};
use crate::scenario::word;

/// Takes a Markdown file apart.
///
/// # Errors
/// If a block gives its console a name that is none.
pub fn pieces(text: &str) -> Result<Vec<Piece>, TutorialError> {
    let mut pieces = Vec::new();
    let mut block: Option<Block> = None;
    let mut comment: Option<(usize, String)> = None;
    let line_starts: Vec<usize> = std::iter::once(0)
        .chain(text.match_indices('\n').map(|(at, _)| at + 1))
        .collect();
    let line_of = |range: &Range<usize>| line_starts.partition_point(|it| *it <= range.start);
    for (event, range) in Parser::new_ext(text, Options::empty()).into_offset_iter() {
        let line = line_of(&range);
        match event {
            Event::Start(Tag::CodeBlock(kind)) => block = Some(Block::new(&kind, line)),
            Event::End(TagEnd::CodeBlock) => {
                let piece = block.take().map(Block::into_piece).transpose()?;
                pieces.extend(piece.flatten());
            }
            Event::Text(text) => {
                if let Some(block) = &mut block {
                    block.add(&text, line);
                }
            }
            Event::Start(Tag::HtmlBlock) => comment = Some((line, String::new())),
            Event::End(TagEnd::HtmlBlock) => {
                let (line, html) = comment.take().unwrap_or_default();
                pieces.extend(directives(&html, line));
            }
            Event::Html(html) => match &mut comment {
                Some((_, comment)) => comment.push_str(&html),
                None => pieces.extend(directives(&html, line)),
            },
            Event::InlineHtml(html) => pieces.extend(directives(&html, line)),
            _ => {}
        }
    }
    Ok(pieces)
}

/// A block of code.
struct Block {
    /// What stands behind its opening fence.
    info: String,
    line: usize,
    lines: Vec<NumberedLine>,
}

impl Block {
    fn new(kind: &CodeBlockKind, line: usize) -> Block {
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.to_string(),
            CodeBlockKind::Indented => String::new(),
        };
        Block {
            info,
            line,
            lines: Vec::new(),
        }
    }

    fn add(&mut self, text: &str, line: usize) {
        let lines = (line..).zip(text.lines());
        self.lines.extend(lines.map(|(number, text)| NumberedLine {
            number,
            text: text.to_string(),
        }));
    }

    /// The console that the block shows, if it shows one.
    fn into_piece(self) -> Result<Option<Piece>, TutorialError> {
        let mut words = self
            .info
            .split([' ', ',', '\t'])
            .filter(|it| !it.is_empty());
        let language = words.next().unwrap_or_default().to_lowercase();
        let shows_console = match language.as_str() {
            "zk" | "zkcli" => true,
            "" | "console" | "text" | "txt" | "plaintext" | "sh" | "bash" | "shell"
            | "shell-session" | "terminal" => self.lines.iter().any(|it| shows_zkcli(&it.text)),
            _ => false,
        };
        if !shows_console {
            return Ok(None);
        }
        let name = words.find_map(|it| it.strip_prefix("name="));
        let name = name.map(word::name).transpose();
        let name = name.map_err(|problem| TutorialError::Directive {
            line: self.line,
            problem,
        })?;
        let lines = self.lines;
        Ok(Some(Piece::Console { name, lines }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let tell = |it: Piece| match it {
            Piece::Console { name, lines } => {
                let numbers: Vec<String> = lines.iter().map(|it| it.number.to_string()).collect();
                format!("{}@{}", name.unwrap_or_default(), numbers.join(","))
            }
            Piece::Directive(line) => format!("{}: {}", line.number, line.text),
        };
        pieces(text).unwrap().into_iter().map(tell).collect()
    }

    #[test]
    fn blocks_that_show_a_console_are_found_with_their_lines() {
        let text = "\
# Title

```zkcli name=master1
> ls /
[zookeeper]
```

```
[zk: h(CONNECTED) 0] ls /
```

```bash
ls -l
```

```java
// [zk: h(CONNECTED) 0] ls /
```

    zk> ls /

1. First
   ```console
   zk> ls /
   ```
";
        assert_eq!(told(text), ["master1@4,5", "@9", "@20", "@24"]);
    }

    #[test]
    fn comments_speak_to_the_playground_between_blocks() {
        let text = "\
Text <!-- zkplay: wait 3s --> goes on.

<!-- zkplay:
kill master1
wait 10s
-->

<!-- just a remark -->

- <!-- zkplay: skip -->
";
        assert_eq!(
            told(text),
            ["1: wait 3s", "4: kill master1", "5: wait 10s", "10: skip"]
        );
    }

    #[test]
    fn a_console_with_a_name_that_is_none_is_told_with_its_line() {
        let error = pieces("x\n\n```zk name=Master\n> ls /\n```\n").unwrap_err();
        assert_eq!(error.line(), Some(3));
    }
}
