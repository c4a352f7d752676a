//! Every word of ours comes from the message table, and every word of the table is used.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use zkplay::app::update::Msg;
use zkplay::app::words::{EN, Lang, ZH};
use zkplay::app::{Options, Playground};

/// A literal between braces in markup is a word that nobody can translate.
#[test]
fn components_hold_no_words() {
    let mut found = Vec::new();
    for file in rust_files("src/ui") {
        let text = fs::read_to_string(&file).expect("components are readable");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in code.lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for literal in shown_literals(line) {
                found.push(format!("{}:{}: {literal:?}", file.display(), number + 1));
            }
        }
    }
    assert!(
        found.is_empty(),
        "words belong into app::words:\n{}",
        found.join("\n")
    );
}

#[test]
fn every_word_of_the_table_is_used() {
    let mut fields = BTreeSet::new();
    for file in [
        "src/app/words.rs",
        "src/app/words/broken.rs",
        "src/app/words/bugs.rs",
        "src/app/words/cast.rs",
        "src/app/words/doings.rs",
        "src/app/words/chart.rs",
        "src/app/words/checks.rs",
        "src/app/words/facts.rs",
        "src/app/words/ensemble.rs",
        "src/app/words/motives.rs",
        "src/app/words/notes.rs",
        "src/app/words/pasted.rs",
        "src/app/words/reasons.rs",
        "src/app/words/share.rs",
        "src/app/words/tales.rs",
        "src/app/words/timeline.rs",
        "src/app/words/strip.rs",
        "src/app/words/tutorial.rs",
    ] {
        let text = fs::read_to_string(root().join(file)).expect("the table is readable");
        let names = text.lines().filter_map(|line| {
            let rest = line.trim().strip_prefix("pub ")?;
            let (name, kind) = rest.split_once(':')?;
            (!name.contains('(') && kind.contains("&'static str")).then(|| name.trim().to_string())
        });
        fields.extend(names);
    }
    let code: String = rust_files("src/ui")
        .into_iter()
        .chain(rust_files("src/app"))
        .map(|it| fs::read_to_string(it).expect("it is readable"))
        .collect();
    let unused: Vec<_> = fields
        .iter()
        .filter(|it| !code.contains(&format!(".{it}")))
        .collect();
    assert!(unused.is_empty(), "nobody says {unused:?}");
}

/// Both languages have the same places for values, so that nothing is left unfilled.
#[test]
fn both_languages_fill_the_same_places() {
    let tables = [
        "broken", "bugs", "ensemble", "share", "timeline", "cast", "chart", "checks", "doings",
        "facts", "motives", "notes", "pasted", "reasons", "strip", "tales", "tutorial",
    ];
    for file in tables {
        let path = root().join(format!("src/app/words/{file}.rs"));
        let text = fs::read_to_string(path).expect("the table is readable");
        let (english, chinese) = text.split_once("pub const ZH").expect("both are there");
        let english = english
            .split_once("pub const EN")
            .expect("both are there")
            .1;
        compare(english, chinese);
    }
    let read = |name: &str| {
        let path = root().join(format!("src/app/words/{name}.rs"));
        fs::read_to_string(path).expect("the table is readable")
    };
    compare(&read("en"), &read("zh"));
}

/// The file from which the page learns a language has all its words.
#[test]
fn a_language_is_learnt_from_its_file_without_a_loss() {
    // Until then the page goes on in English, and says why.
    let mut page = Playground::open(Options::default());
    page.update(Msg::Language(Lang::Zh));
    let view = page.view();
    let notice = view.notice.expect("it is told");
    assert_eq!((view.lang, notice.alert), (Lang::En, true));
    assert!(notice.text.contains("中文"), "{}", notice.text);

    let file = ZH.file();
    let beginning = file[..file.len() - 1].rsplit_once('\n').expect("lines").0;
    for of_another_version in [beginning, &format!("{file}one more\n")] {
        Lang::Zh.learn(of_another_version);
        assert!(!Lang::Zh.is_known());
        assert_eq!(Lang::Zh.words(), &EN);
    }
    Lang::Zh.learn(&file);
    assert_eq!(format!("{:?}", Lang::Zh.words()), format!("{ZH:?}"));
    page.update(Msg::Language(Lang::Zh));
    assert_eq!(page.view().lang, Lang::Zh);
}

fn compare(english: &str, chinese: &str) {
    let (english, chinese) = (phrases(english), phrases(chinese));
    assert_eq!(english.len(), chinese.len());
    for ((name, one), (other, two)) in english.into_iter().zip(chinese) {
        assert_eq!(name, other);
        assert_eq!(places(&one), places(&two), "{name}");
    }
}

/// (field, phrase) of a table, in order.
fn phrases(table: &str) -> Vec<(String, String)> {
    let joined = table.replace(":\n", ":");
    let entry = |line: &str| {
        let (name, rest) = line.trim().split_once(':')?;
        let phrase = rest
            .trim()
            .strip_prefix('"')?
            .trim_end_matches(',')
            .strip_suffix('"')?;
        Some((name.to_string(), phrase.to_string()))
    };
    joined.lines().filter_map(entry).collect()
}

fn places(phrase: &str) -> BTreeSet<String> {
    let opened = phrase.split('{').skip(1);
    opened
        .filter_map(|it| it.split_once('}'))
        .map(|(name, _)| name.to_string())
        .collect()
}

/// The string literals of a line that would be shown or read out: text in braces, and values of
/// attributes that are words.
fn shown_literals(line: &str) -> Vec<String> {
    const SPOKEN: [&str; 4] = ["aria-label=\"", "title=\"", "placeholder=\"", "alt=\""];
    let mut found = Vec::new();
    let text = line.trim_start().strip_prefix("{ \"").into_iter();
    let spoken = SPOKEN
        .iter()
        .chain(&[">{ \""])
        .flat_map(|start| line.split(start).skip(1));
    for rest in text.chain(spoken) {
        let literal = rest.split('"').next().unwrap_or_default();
        // Brackets, dots and the product's own name are the same in every language.
        if literal.chars().filter(|it| it.is_alphabetic()).count() > 1 && literal != "zkplay" {
            found.push(literal.to_string());
        }
    }
    found
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn rust_files(folder: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("it is readable") {
            let path = entry.expect("it is readable").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}
