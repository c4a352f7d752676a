//! Every statement of the specification of the engine has a test that carries its number.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The statements are numbered from 1 to this.
const LAST: u32 = 126;

#[test]
fn every_statement_has_a_test() {
    let tested = tested();
    let missing: Vec<u32> = (1..=LAST).filter(|it| !tested.contains(it)).collect();
    assert!(missing.is_empty(), "no test: {missing:?}");
    let unknown: Vec<&u32> = tested
        .iter()
        .filter(|it| !(1..=LAST).contains(*it))
        .collect();
    assert!(
        unknown.is_empty(),
        "there are no such statements: {unknown:?}"
    );
}

#[test]
fn the_numbers_of_a_test_stand_in_its_name() {
    for (name, numbers) in [
        ("s_26_a_container_goes", &[26][..]),
        ("s_07_08_a_create", &[7, 8]),
        ("s_19_to_22_numbers", &[19, 20, 21, 22]),
        ("s_101_102_limits", &[101, 102]),
        ("s_26_to_be", &[26]),
        ("set_of_3", &[]),
    ] {
        assert_eq!(
            numbers_of(name),
            numbers.iter().copied().collect(),
            "{name}"
        );
    }
}

/// The numbers in the names of all tests.
fn tested() -> BTreeSet<u32> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut tested = BTreeSet::new();
    for folder in ["src", "tests/statements"] {
        collect(&root.join(folder), &mut tested);
    }
    tested
}

fn collect(folder: &Path, tested: &mut BTreeSet<u32>) {
    for entry in fs::read_dir(folder).expect("the folder is readable") {
        let path = entry.expect("it is readable").path();
        if path.is_dir() {
            collect(&path, tested);
        } else if path.extension().is_some_and(|it| it == "rs") {
            let text = fs::read_to_string(&path).expect("source files are readable");
            let mut before = "";
            for line in text.lines().map(str::trim) {
                if let Some(name) = line.strip_prefix("fn ")
                    && before == "#[test]"
                {
                    tested.extend(numbers_of(name));
                }
                before = line;
            }
        }
    }
}

/// As in `s_07_08_…`, or `s_19_to_23_…` for all of them.
fn numbers_of(name: &str) -> BTreeSet<u32> {
    let mut numbers = BTreeSet::new();
    let Some(rest) = name.strip_prefix("s_") else {
        return numbers;
    };
    let mut from = None;
    for word in rest.split('_') {
        match (word.parse::<u32>(), from, numbers.last()) {
            (Ok(number), Some(first), _) => {
                numbers.extend(first..=number);
                from = None;
            }
            (Ok(number), None, _) => _ = numbers.insert(number),
            (Err(_), None, Some(last)) if word == "to" => from = Some(*last),
            (Err(_), ..) => break,
        }
    }
    numbers
}
