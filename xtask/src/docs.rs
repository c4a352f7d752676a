//! The pages of the documentation: Markdown of `www/docs`, as HTML beside the built page.

use std::fs;
use std::path::Path;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use crate::Failure;
use crate::project;
use crate::styles::bare;

/// These pages run nothing, and load their stylesheet alone.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; \
    form-action 'none'";

/// The stylesheet of the pages: colours and type are those of the playground.
const SHEETS: [&str; 2] = ["www/styles/tokens.css", "www/docs/docs.css"];

/// Writes all pages, and their stylesheet, into `docs` of the built page's folder.
pub fn write(folder: &Path) -> Result<(), Failure> {
    let (source, target) = (project::root().join("www/docs"), folder.join("docs"));
    fs::create_dir_all(&target)
        .map_err(|error| format!("cannot make {}: {error}", target.display()))?;
    let mut styles = String::new();
    for sheet in SHEETS {
        styles.push_str(&bare(&read(&project::root().join(sheet))?));
    }
    save(&target.join("docs.css"), &styles)?;
    let entries =
        fs::read_dir(&source).map_err(|error| format!("{}: {error}", source.display()))?;
    for entry in entries {
        let file = entry.map_err(|error| error.to_string())?.path();
        if file.extension().is_some_and(|it| it == "md") {
            let name = file.with_extension("html");
            let name = name.file_name().unwrap_or_default();
            let page = page(&read(&file)?).map_err(|it| format!("{}: {it}", file.display()))?;
            save(&target.join(name), &page)?;
        }
    }
    Ok(())
}

/// A whole page. Its first heading is its title.
fn page(markdown: &str) -> Result<String, Failure> {
    let parser = Parser::new_ext(markdown, Options::ENABLE_TABLES);
    let events: Vec<Event<'_>> = parser.collect();
    let title = title_of(&events).ok_or("the page has no heading `# …` for its title")?;
    let mut body = String::new();
    html::push_html(&mut body, scrollable(events).into_iter());
    Ok(format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title} · zkplay</title>\n<link rel=\"icon\" href=\"../icons/zkplay.svg\">\n\
         <link rel=\"stylesheet\" href=\"docs.css\">\n</head>\n<body>\n\
         <header><a href=\"../index.html\">zkplay</a></header>\n<main>\n{body}</main>\n</body>\n\
         </html>\n"
    ))
}

fn title_of(events: &[Event<'_>]) -> Option<String> {
    let is_start = |it: &Event<'_>| {
        matches!(
            it,
            Event::Start(Tag::Heading {
                level: HeadingLevel::H1,
                ..
            })
        )
    };
    let start = events.iter().position(is_start)?;
    let inside = events[start + 1..].iter();
    let words = inside.take_while(|it| !matches!(it, Event::End(TagEnd::Heading(_))));
    let text = words.filter_map(|it| match it {
        Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
        _ => None,
    });
    Some(text.collect())
}

/// A wide table scrolls by itself, and not the page; by keyboard, too.
fn scrollable(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let around = |it| match it {
        Event::Start(Tag::Table(_)) => {
            let open = "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"table\">";
            vec![Event::Html(open.into()), it]
        }
        Event::End(TagEnd::Table) => vec![it, Event::Html("</div>\n".into())],
        other => vec![other],
    };
    events.into_iter().flat_map(around).collect()
}

fn read(file: &Path) -> Result<String, Failure> {
    fs::read_to_string(file).map_err(|error| format!("cannot read {}: {error}", file.display()))
}

fn save(file: &Path, text: &str) -> Result<(), Failure> {
    fs::write(file, text).map_err(|error| format!("cannot write {}: {error}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_its_heading_for_a_title_and_a_strict_policy() {
        let page = page("# What `x` is\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n").unwrap();
        assert!(page.contains("<title>What x is · zkplay</title>"));
        assert!(page.contains("default-src 'none'"));
        assert!(page.contains("tabindex=\"0\" role=\"region\" aria-label=\"table\"><table>"));
        assert!(!page.contains("style="));
    }

    #[test]
    fn a_page_without_a_heading_is_refused() {
        assert!(page("Only words.").is_err());
    }
}
