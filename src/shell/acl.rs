//! The ACL argument of `create`, as far as zkCli itself looks at it.

use crate::shell::screen::Screen;

/// How many entries an ACL text has. What is malformed is told at once, and passed over.
pub fn entries(text: &str, screen: &mut Screen) -> usize {
    parts(text).filter(|it| is_entry(it, screen)).count()
}

fn is_entry(part: &str, screen: &mut Screen) -> bool {
    match (part.find(':'), part.rfind(':')) {
        (Some(first), Some(last)) if first < last => {
            for letter in part[last + 1..].chars().filter(|it| !"rwcda".contains(*it)) {
                screen.err(format!("Unknown perm type: {letter}"));
            }
            true
        }
        _ => {
            screen.err(format!("{part} does not have the form scheme:id:perm"));
            false
        }
    }
}

/// Java's `split`: empty parts at the end do not count, unless there is no comma at all.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.trim_end_matches(',');
    let none = parts.is_empty() && !text.is_empty();
    parts.split(',').filter(move |_| !none)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::handle::{ProgramOutput, Shown};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn read(text: &str) -> (usize, Vec<String>) {
        let mut screen = Screen::default();
        let count = entries(text, &mut screen);
        let lines = screen.into_outputs().into_iter().map(|it| match it {
            ProgramOutput::Show(Shown::Err(line)) => line,
            other => panic!("{other:?} is no line on the error output"),
        });
        (count, lines.collect())
    }

    #[test]
    fn a_malformed_entry_is_told_and_passed_over() {
        let told = vec!["words does not have the form scheme:id:perm".to_string()];
        assert_eq!(read("words"), (0, told.clone()));
        assert_eq!(read("world:anyone:r,words,,"), (1, told));
        assert_eq!(read("digest:u:p=:cdrwa"), (1, vec![]));
        assert_eq!(read(","), (0, vec![]));
        let told = vec![" does not have the form scheme:id:perm".to_string()];
        assert_eq!(read(""), (0, told));
    }

    #[test]
    fn an_unknown_letter_is_told_and_the_entry_kept() {
        let told = vec!["Unknown perm type: x".to_string()];
        assert_eq!(read("world:anyone:rx"), (1, told));
    }
}
