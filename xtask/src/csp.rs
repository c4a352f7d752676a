//! The Content-Security-Policy of the built page.
//!
//! The page may load its own files and nothing else, and runs no script but its own. It
//! starts by an inline script that names the files of this very build, so the policy names
//! that script by its hash, and has to be written when the build is done: Trunk calls
//! `cargo xtask csp` for it (see Trunk.toml), whoever called Trunk.

use std::env;
use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use crate::Failure;
use crate::html::{self, Tag};
use crate::{docs, glue, styles, words};

/// Everything but the scripts, which depend on the build.
const FIXED_DIRECTIVES: [(&str, &str); 9] = [
    ("default-src", "'none'"),
    ("style-src", "'self'"),
    ("img-src", "'self'"),
    ("font-src", "'self'"),
    // Of the same host and port, so the socket of `trunk serve` is within it too.
    ("connect-src", "'self'"),
    ("manifest-src", "'self'"),
    ("worker-src", "'self'"),
    ("base-uri", "'none'"),
    ("form-action", "'none'"),
];

/// Joins the stylesheets of the page that Trunk is about to publish, makes its scripts small, puts
/// the documentation and the words of other languages beside it, and writes the policy into it.
pub fn seal_built_page() -> Result<(), Failure> {
    let folder = env::var_os("TRUNK_STAGING_DIR")
        .ok_or("TRUNK_STAGING_DIR is not set: this command is for Trunk to call, see Trunk.toml")?;
    let file = Path::new(&folder).join("index.html");
    let page = fs::read_to_string(&file)
        .map_err(|error| format!("cannot read {}: {error}", file.display()))?;
    let page = styles::join(&page, Path::new(&folder))?;
    glue::pack(Path::new(&folder))?;
    docs::write(Path::new(&folder))?;
    words::write(Path::new(&folder))?;
    let sealed = seal(&page).map_err(|failure| format!("index.html: {failure}"))?;
    fs::write(&file, sealed).map_err(|error| format!("cannot write {}: {error}", file.display()))
}

/// The page with its policy.
fn seal(page: &str) -> Result<String, Failure> {
    let page = settle_reload_script(page)?;
    let tags = html::tags(&page);
    refuse_what_the_policy_blocks(&tags)?;

    let place = place_for_policy(&tags)?;
    let meta = format!(
        r#"<meta http-equiv="Content-Security-Policy" content="{}">"#,
        policy(&tags)
    );
    Ok(format!("{}\n    {meta}{}", &page[..place], &page[place..]))
}

fn policy(tags: &[Tag<'_>]) -> String {
    let mut scripts = vec!["'self'".to_string(), "'wasm-unsafe-eval'".to_string()];
    scripts.extend(
        tags.iter()
            .filter(|tag| tag.name == "script" && tag.attribute("src").is_none())
            .map(|tag| hash(tag.text)),
    );
    let fixed = FIXED_DIRECTIVES.map(|(name, value)| format!("{name} {value}"));
    format!("{}; script-src {}", fixed.join("; "), scripts.join(" "))
}

/// A script as the policy names it. A browser reads line ends as line feeds, and hashes
/// what it has read.
fn hash(script: &str) -> String {
    let digest = Sha256::digest(script.replace("\r\n", "\n"));
    format!("'sha256-{}'", BASE64_STANDARD.encode(digest))
}

/// As early as can be: a policy counts only for what follows it. The declaration of the
/// character set goes first, because it must lie within the first 1,024 bytes.
fn place_for_policy(tags: &[Tag<'_>]) -> Result<usize, Failure> {
    let head = tags
        .iter()
        .position(|tag| tag.name == "head")
        .ok_or("there is no <head> to put the policy into")?;
    match tags.get(head + 1) {
        Some(next) if next.attribute("charset").is_some() => Ok(next.end),
        _ => Ok(tags[head].end),
    }
}

/// Better a build that fails than a page that looks wrong without a word: the browser would
/// tell of these only in its console.
fn refuse_what_the_policy_blocks(tags: &[Tag<'_>]) -> Result<(), Failure> {
    for tag in tags {
        let name = &tag.name;
        if name == "style" {
            return Err(
                "<style> is blocked by the page's policy; put the rules into www/styles"
                    .to_string(),
            );
        }
        if let Some(attribute) = tag
            .attribute_names()
            .find(|it| *it == "style" || it.starts_with("on"))
        {
            return Err(format!(
                "<{name} {attribute}=…> is blocked by the page's policy; \
                 use a class of www/styles, or do it from the program"
            ));
        }
        if tag
            .attribute("http-equiv")
            .is_some_and(|it| it.eq_ignore_ascii_case("content-security-policy"))
        {
            return Err("there is a policy already; the build alone writes it".to_string());
        }
    }
    Ok(())
}

/// Fills the gaps in the script by which `trunk serve` reloads the page.
///
/// Trunk fills them in each answer, when the hash has long been taken. So they are filled
/// here, by expressions that say the same in the browser. (`--ws-base` is the one setting
/// that this does not follow.)
fn settle_reload_script(page: &str) -> Result<String, Failure> {
    let settled = page
        .replace("'{{__TRUNK_ADDRESS__}}'", "window.location.host")
        .replace(
            "'{{__TRUNK_WS_BASE__}}'",
            "new URL('.', document.baseURI).pathname",
        );
    if settled.contains("{{__TRUNK") {
        return Err(
            "Trunk's reload script has changed; settle_reload_script in xtask must follow"
                .to_string(),
        );
    }
    Ok(settled)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<!doctype html>\n<html>\n<head>\n    <meta charset=\"utf-8\" />\n    \
        <script type=\"module\">\nstart();\n</script>\n</head>\n<body></body>\n</html>\n";

    #[test]
    fn the_policy_stands_before_every_script_and_after_the_character_set() {
        let sealed = seal(PAGE).expect("nothing is wrong with this page");
        let names: Vec<_> = html::tags(&sealed)
            .into_iter()
            .map(|tag| tag.name)
            .collect();
        assert_eq!(names, ["html", "head", "meta", "meta", "script", "body"]);
        assert!(sealed.find("charset") < sealed.find("Content-Security-Policy"));
    }

    #[test]
    fn an_inline_script_is_named_by_the_hash_of_its_exact_text() {
        // printf '\nstart();\n' | openssl dgst -sha256 -binary | base64
        let expected = "'sha256-FflUquKLTOFZgk0+8VvCqtWVuUbHfg32FlrpTHo84aw='";
        assert_eq!(hash("\nstart();\n"), expected);
        assert_eq!(hash("\r\nstart();\r\n"), expected);
        assert!(seal(PAGE).expect("nothing is wrong").contains(expected));
    }

    #[test]
    fn a_script_with_a_source_needs_no_hash() {
        let sealed = seal("<head></head><script src=\"a.js\"></script>").expect("nothing is wrong");
        assert!(!sealed.contains("sha256"));
    }

    #[test]
    fn what_the_policy_would_block_fails_the_build() {
        for blocked in [
            "<head></head><p style=\"color: red\">",
            "<head><style>p {}</style></head>",
            "<head></head><button onclick=\"x()\">",
            "<head><meta http-equiv=\"content-security-policy\" content=\"\"></head>",
        ] {
            assert!(seal(blocked).is_err(), "{blocked}");
        }
    }

    #[test]
    fn the_reload_script_is_complete_before_it_is_hashed() {
        let sealed = seal(
            "<head></head><script>a('{{__TRUNK_ADDRESS__}}', '{{__TRUNK_WS_BASE__}}')</script>",
        )
        .expect("nothing is wrong");
        assert!(
            sealed.contains("a(window.location.host, new URL('.', document.baseURI).pathname)")
        );
        assert!(seal("<head></head><script>'{{__TRUNK_NEW__}}'</script>").is_err());
    }
}
