//! The layers point one way, and no modules form a circle.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Which other layers a layer may use. What is not said here is forbidden.
const MAY_USE: [(&str, &[&str]); 14] = [
    ("model", &[]),
    ("engine", &["model"]),
    ("ensemble", &["model", "engine"]),
    ("handle", &["model"]),
    ("shell", &["model", "handle"]),
    ("actor", &["model", "handle"]),
    ("sim", &["model", "engine", "ensemble", "handle"]),
    (
        "monitor",
        &["model", "engine", "ensemble", "handle", "actor", "sim"],
    ),
    (
        "scenario",
        &[
            "model", "engine", "ensemble", "handle", "shell", "actor", "sim",
        ],
    ),
    ("campaign", &["model", "sim", "monitor", "scenario"]),
    (
        "app",
        &[
            "model", "engine", "ensemble", "handle", "shell", "actor", "sim", "monitor",
            "scenario", "campaign",
        ],
    ),
    (
        "worker",
        &["model", "monitor", "scenario", "campaign", "app"],
    ),
    ("ui", &["model", "app", "worker"]),
    (
        "native",
        &[
            "model", "engine", "ensemble", "handle", "shell", "actor", "sim", "monitor",
            "scenario", "campaign", "app",
        ],
    ),
];

#[test]
fn every_layer_knows_only_the_layers_below_it() {
    let mut wrong = Vec::new();
    for (layer, file, used) in uses() {
        let allowed = MAY_USE
            .iter()
            .find(|(it, _)| *it == layer)
            .map(|(_, below)| *below);
        let Some(allowed) = allowed else {
            wrong.push(format!("{file}: the layer `{layer}` is not in the table"));
            continue;
        };
        for other in used {
            if other != layer && !allowed.contains(&other.as_str()) {
                wrong.push(format!("{file}: `{layer}` may not use `{other}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_itself_forms_no_circle() {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for (layer, below) in MAY_USE {
        for other in below {
            assert!(
                known.contains(other),
                "`{layer}` comes before `{other}`, which it uses"
            );
        }
        known.insert(layer);
    }
}

#[test]
fn no_modules_form_a_circle() {
    let files: BTreeMap<String, PathBuf> = source_files()
        .into_iter()
        .map(|it| (module_of(&it), it))
        .collect();
    let edges: BTreeMap<&str, BTreeSet<String>> = files
        .iter()
        .map(|(module, file)| {
            (
                module.as_str(),
                named_modules(module, &code_of(file), &files),
            )
        })
        .collect();
    for start in files.keys() {
        let mut reached = BTreeSet::new();
        let mut walk: Vec<&str> = edges[start.as_str()].iter().map(String::as_str).collect();
        while let Some(module) = walk.pop() {
            if reached.insert(module) && module != start {
                walk.extend(edges[module].iter().map(String::as_str));
            }
        }
        assert!(
            !reached.contains(start.as_str()),
            "{start} uses itself, by way of {reached:?}"
        );
    }
}

#[test]
fn every_module_file_opens_with_what_it_is() {
    for file in source_files() {
        let text = fs::read_to_string(&file).expect("source files are readable");
        assert!(
            text.starts_with("//!"),
            "{}: no `//!` at its head",
            file.display()
        );
    }
}

#[test]
fn no_file_makes_you_scroll_for_its_point() {
    for file in source_files() {
        let text = fs::read_to_string(&file).expect("source files are readable");
        let lines = text
            .split("#[cfg(test)]")
            .next()
            .unwrap_or_default()
            .lines()
            .count();
        assert!(
            lines <= 500,
            "{}: {lines} lines before its tests; split it",
            file.display()
        );
    }
}

/// Nothing but the edge may ask the machine for anything.
#[test]
fn the_core_knows_no_browser_no_clock_and_no_files() {
    const FORBIDDEN: [&str; 8] = [
        "web_sys",
        "js_sys",
        "wasm_bindgen::",
        "yew::",
        "gloo",
        "std::fs",
        "std::time::Instant",
        "SystemTime",
    ];
    let mut found = Vec::new();
    for file in source_files() {
        let layer = layer_of(&file);
        if matches!(layer.as_str(), "ui" | "worker" | "native" | "main" | "bin") {
            continue;
        }
        let code = code_of(&file);
        for word in FORBIDDEN.iter().filter(|it| code.contains(**it)) {
            found.push(format!("{}: {word}", file.display()));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Runs are written as files beside the page, or natively: none of it is worth a place in the first
/// load.
#[test]
fn the_page_itself_exports_nothing() {
    const FORBIDDEN: [&str; 5] = [
        "::export",
        "export::",
        "::transcript",
        "transcript::",
        "serde",
    ];
    let mut found = Vec::new();
    for file in source_files() {
        if matches!(layer_of(&file).as_str(), "app" | "ui" | "main") {
            let code = code_of(&file);
            for word in FORBIDDEN.iter().filter(|it| code.contains(**it)) {
                found.push(format!("{}: {word}", file.display()));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// (layer, file, layers named in it) for all files of the library.
fn uses() -> Vec<(String, String, BTreeSet<String>)> {
    let files = source_files().into_iter();
    let of_layers = files.filter(|it| !["lib", "main", "bin"].contains(&&*layer_of(it)));
    of_layers
        .map(|file| {
            (
                layer_of(&file),
                file.display().to_string(),
                named_layers(&code_of(&file)),
            )
        })
        .collect()
}

/// The modules whose own files are named by a `crate::` or `super::` path. A folder's head file, which
/// lists and re-exports what is in the folder, counts for nothing: it knows all of them.
fn named_modules(module: &str, code: &str, files: &BTreeMap<String, PathBuf>) -> BTreeSet<String> {
    let folder = module.rsplit_once("::").map_or("", |(folder, _)| folder);
    let code = code.replace("super::", &format!("crate::{folder}::"));
    let is_head = |module: &str| {
        files
            .keys()
            .any(|it| it.starts_with(&format!("{module}::")))
    };
    let mut named = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        let path: String = rest
            .chars()
            .take_while(|it| it.is_alphanumeric() || "_:".contains(*it))
            .collect();
        let parts: Vec<&str> = path.split("::").collect();
        let modules = (1..=parts.len())
            .rev()
            .map(|count| parts[..count].join("::"));
        named.extend(
            modules
                .filter(|it| files.contains_key(it) && !is_head(it))
                .take(1),
        );
    }
    named
}

/// As in `engine::tree`.
fn module_of(file: &Path) -> String {
    let below = file.strip_prefix(source_root()).expect("it lies below src");
    let parts = below.with_extension("");
    let parts: Vec<_> = parts
        .iter()
        .map(|it| it.to_string_lossy().to_string())
        .collect();
    parts.join("::")
}

/// The layers behind every `crate::`, also inside of braces.
fn named_layers(code: &str) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    let layers: BTreeMap<&str, ()> = MAY_USE.iter().map(|(layer, _)| (*layer, ())).collect();
    for rest in code.split("crate::").skip(1) {
        let list = match rest.strip_prefix('{') {
            Some(group) => group.split(';').next().unwrap_or_default(),
            None => rest
                .split(|it: char| !it.is_alphanumeric() && it != '_')
                .next()
                .unwrap_or(""),
        };
        let words = list.split(|it: char| !it.is_alphanumeric() && it != '_');
        named.extend(
            words
                .filter(|it| layers.contains_key(it))
                .map(str::to_string),
        );
    }
    named
}

fn layer_of(file: &Path) -> String {
    let below = file.strip_prefix(source_root()).expect("it lies below src");
    let first = below
        .components()
        .next()
        .expect("it has a name")
        .as_os_str();
    first.to_string_lossy().trim_end_matches(".rs").to_string()
}

/// The file without its comments and unit tests.
fn code_of(file: &Path) -> String {
    let text = fs::read_to_string(file).expect("source files are readable");
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = text
        .lines()
        .map(|it| it.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

fn source_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn source_files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![source_root()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("src is readable") {
            let path = entry.expect("src is readable").path();
            match path.extension().and_then(|it| it.to_str()) {
                // Tests that fill a folder of their own follow the rules of tests.
                _ if path.ends_with("tests") => {}
                _ if path.is_dir() => folders.push(path),
                Some("rs") => files.push(path),
                _ => {}
            }
        }
    }
    files.sort();
    files
}
