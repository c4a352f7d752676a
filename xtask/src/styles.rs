//! The stylesheets of the built page, joined into one.
//!
//! Each component has a stylesheet of its own to be read and changed; a visitor has them all to
//! load, and one file is loaded sooner and packed smaller than many.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::Failure;
use crate::html::{self, Tag};

/// Joins the stylesheets that the page names, in their order, and gives the page that names the
/// one file instead. Less than two are left alone.
pub fn join(page: &str, folder: &Path) -> Result<String, Failure> {
    let tags = html::tags(page);
    let sheets: Vec<&Tag<'_>> = tags.iter().filter(|it| is_own_sheet(it)).collect();
    let [first, .., _] = sheets.as_slice() else {
        return Ok(page.to_string());
    };
    let mut joined = String::new();
    for sheet in &sheets {
        let file = folder.join(name_of(sheet));
        let text = fs::read_to_string(&file)
            .map_err(|error| format!("cannot read {}: {error}", file.display()))?;
        joined.push_str(&bare(&text));
    }
    let digest = Sha256::digest(&joined);
    let hash: String = digest
        .iter()
        .take(8)
        .map(|it| format!("{it:02x}"))
        .collect();
    let name = format!("styles-{hash}.css");
    fs::write(folder.join(&name), joined)
        .map_err(|error| format!("cannot write {name}: {error}"))?;
    for sheet in &sheets {
        let file = folder.join(name_of(sheet));
        fs::remove_file(&file)
            .map_err(|error| format!("cannot remove {}: {error}", file.display()))?;
    }
    Ok(without(page, &sheets, first.start, &name))
}

/// A stylesheet without comments, indentation and empty lines.
pub fn bare(sheet: &str) -> String {
    let (mut bare, mut rest) = (String::new(), sheet);
    while let Some((before, comment)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, behind)| behind);
    }
    bare.push_str(rest);
    let lines = bare.lines().map(str::trim).filter(|it| !it.is_empty());
    lines.flat_map(|it| [it, "\n"]).collect()
}

fn is_own_sheet(tag: &Tag<'_>) -> bool {
    tag.name == "link"
        && tag.attribute("rel") == Some("stylesheet")
        && tag.attribute("href").is_some_and(|it| !it.contains("//"))
}

fn name_of<'a>(sheet: &Tag<'a>) -> &'a str {
    let name = sheet.attribute("href").unwrap_or_default();
    name.strip_prefix("./").unwrap_or(name)
}

/// The page with one link in the place of the first.
fn without(page: &str, sheets: &[&Tag<'_>], place: usize, name: &str) -> String {
    let mut text = String::new();
    let mut at = 0;
    for sheet in sheets {
        text.push_str(&page[at..sheet.start]);
        if sheet.start == place {
            text.push_str(&format!("<link rel=\"stylesheet\" href=\"./{name}\"/>"));
        }
        at = sheet.end;
    }
    text.push_str(&page[at..]);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sheets_are_joined_in_their_order_and_named_by_what_they_hold() {
        let folder = std::env::temp_dir().join(format!("zkplay-styles-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("there is room");
        fs::write(folder.join("a.css"), "/* A\n link. */\na {\n  b: c;\n}\n")
            .expect("there is room");
        fs::write(folder.join("b.css"), "b {}").expect("there is room");
        let page = "<head><link rel=\"stylesheet\" href=\"./a.css\"/>\n<link rel=\"icon\" \
            href=\"i.svg\"/><link rel=\"stylesheet\" href=\"./b.css\"/></head>";
        let joined = join(page, &folder).expect("both can be read");
        let sheets: Vec<_> = fs::read_dir(&folder).expect("it is there").collect();
        assert_eq!(sheets.len(), 1);
        let name = sheets[0].as_ref().expect("it is there").file_name();
        let name = name.to_string_lossy();
        let text = fs::read_to_string(folder.join(&*name)).expect("it is there");
        assert_eq!(text, "a {\nb: c;\n}\nb {}\n");
        let expected = format!(
            "<head><link rel=\"stylesheet\" href=\"./{name}\"/>\n<link rel=\"icon\" \
             href=\"i.svg\"/></head>"
        );
        assert_eq!(joined, expected);
        fs::remove_dir_all(&folder).expect("it was there");
    }

    #[test]
    fn one_sheet_alone_stays_what_it_is() {
        let page = "<link rel=\"stylesheet\" href=\"./a.css\"/>";
        assert_eq!(join(page, Path::new("nowhere")).as_deref(), Ok(page));
    }
}
