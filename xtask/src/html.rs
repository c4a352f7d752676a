//! Just enough of HTML to look at a page that we built ourselves: its tags, their
//! attributes, and the text of its scripts.
//!
//! It is not a parser for pages of other people.

/// An opening tag.
#[derive(Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// In lower case.
    pub name: String,
    attributes: Vec<(String, &'a str)>,
    /// Where the tag begins and ends in the page.
    pub start: usize,
    pub end: usize,
    /// The text between a `script` or `style` and its closing tag; empty for all others.
    pub text: &'a str,
}

impl<'a> Tag<'a> {
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes
            .iter()
            .find(|(it, _)| it == name)
            .map(|(_, value)| *value)
    }

    pub fn attribute_names(&self) -> impl Iterator<Item = &str> {
        self.attributes.iter().map(|(name, _)| name.as_str())
    }
}

/// The opening tags of a page, in order.
pub fn tags(page: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(open) = page[at..].find('<').map(|it| at + it) {
        if page[open..].starts_with("<!--") {
            at = page[open..]
                .find("-->")
                .map_or(page.len(), |it| open + it + 3);
        } else if page[open + 1..].starts_with(|it: char| it.is_ascii_alphabetic()) {
            let tag = tag(page, open + 1);
            at = tag.end + tag.text.len();
            tags.push(tag);
        } else {
            at = open + 1;
        }
    }
    tags
}

fn tag(page: &str, start: usize) -> Tag<'_> {
    let (name, mut at) = word(page, start);
    let name = name.to_ascii_lowercase();
    let mut attributes = Vec::new();
    loop {
        at = skip(page, at, |it| it.is_ascii_whitespace() || it == '/');
        if at >= page.len() || page[at..].starts_with('>') {
            break;
        }
        let (attribute, after) = word(page, at);
        let equals = skip(page, after, |it| it.is_ascii_whitespace());
        let (value, after) = match page[equals..].strip_prefix('=') {
            Some(_) => value(page, skip(page, equals + 1, |it| it.is_ascii_whitespace())),
            None => ("", after),
        };
        attributes.push((attribute.to_ascii_lowercase(), value));
        // A lone `=` or quote makes no word; step over it, so that the walk always ends.
        at = after.max(at + usize::from(attribute.is_empty() && value.is_empty()));
    }

    let end = (at + 1).min(page.len());
    let text = match name.as_str() {
        "script" | "style" => {
            let closing = format!("</{name}");
            let length = page[end..].to_ascii_lowercase().find(&closing);
            &page[end..length.map_or(page.len(), |it| end + it)]
        }
        _ => "",
    };
    Tag {
        name,
        attributes,
        start: start - 1,
        end,
        text,
    }
}

fn word(page: &str, start: usize) -> (&str, usize) {
    let end = skip(page, start, |it| {
        !it.is_ascii_whitespace() && !matches!(it, '/' | '>' | '=')
    });
    (&page[start..end], end)
}

fn value(page: &str, start: usize) -> (&str, usize) {
    let rest = &page[start..];
    match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let length = rest[1..].find(quote).unwrap_or(rest.len() - 1);
            (&rest[1..1 + length], (start + length + 2).min(page.len()))
        }
        _ => {
            let end = skip(page, start, |it| !it.is_ascii_whitespace() && it != '>');
            (&page[start..end], end)
        }
    }
}

fn skip(page: &str, start: usize, wanted: impl Fn(char) -> bool) -> usize {
    page[start..]
        .find(|it| !wanted(it))
        .map_or(page.len(), |it| start + it)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_have_names_and_attributes_however_they_are_quoted() {
        let found =
            tags("<!doctype html><META charset=utf-8 /><a href='x>y' hidden title = \"z\">t</a>");
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].name, "meta");
        assert_eq!(found[0].attribute("charset"), Some("utf-8"));
        assert_eq!(found[1].attribute("href"), Some("x>y"));
        assert_eq!(found[1].attribute("hidden"), Some(""));
        assert_eq!(found[1].attribute("title"), Some("z"));
    }

    #[test]
    fn what_stands_in_comments_and_scripts_is_no_tag() {
        let found = tags("<!-- <b> --><script>if (a<b) { '<i>' }</script><p>");
        let names: Vec<&str> = found.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["script", "p"]);
        assert_eq!(found[0].text, "if (a<b) { '<i>' }");
    }

    #[test]
    fn broken_pages_do_not_hang_the_scan() {
        for page in [
            "<",
            "<a",
            "<a =",
            "<a ='",
            "<a = \"x",
            "<script>",
            "<!--",
            "<a b=",
            "<é",
            "<a =>=<b ==>",
        ] {
            tags(page);
        }
    }
}
