//! The ACL argument of `create` and `setAcl` (`AclParser`).

use crate::model::{Acl, Grant, Identity, Perms};
use crate::shell::screen::Screen;

/// Reads `scheme:id:perms,…`. What is malformed is told at once, and passed over.
pub fn parse(text: &str, screen: &mut Screen) -> Acl {
    Acl::new(parts(text).filter_map(|it| entry(it, screen)).collect())
}

fn entry(part: &str, screen: &mut Screen) -> Option<Grant> {
    let (rest, letters) = part.rsplit_once(':').unwrap_or_default();
    let Some((scheme, id)) = rest.split_once(':') else {
        screen.err(format!("{part} does not have the form scheme:id:perm"));
        return None;
    };
    let mut perms = Perms::NONE;
    for letter in letters.chars() {
        match Perms::from_letter(letter) {
            Some(known) => perms = perms | known,
            None => screen.err(format!("Unknown perm type: {letter}")),
        }
    }
    let to = Identity::new(scheme, id);
    Some(Grant { perms, to })
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
        let count = parse(text, &mut screen).grants().len();
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
