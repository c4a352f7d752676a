//! What joins a program to the browser, made small.
//!
//! wasm-bindgen writes a script beside each Wasm module. Every name by which the module calls the
//! script ends in sixteen digits that look like chance, once in each of the two, and nothing packs
//! them. Numbers in their place do as well, and are as long, so nothing in the module moves.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::Failure;

/// How many digits stand at the end of a name.
const DIGITS: usize = 16;

/// Makes the scripts of a built page small, and their modules.
pub fn pack(folder: &Path) -> Result<(), Failure> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries {
        let script = entry.map_err(|error| error.to_string())?.path();
        let name = script.file_stem().unwrap_or_default().to_string_lossy();
        let module = script.with_file_name(format!("{name}_bg.wasm"));
        if script.extension().is_some_and(|it| it == "js") && module.exists() {
            pack_pair(&script, &module)?;
        }
    }
    Ok(())
}

fn pack_pair(script: &Path, module: &Path) -> Result<(), Failure> {
    let failed = |file: &Path| {
        let file = file.display().to_string();
        move |error: std::io::Error| format!("{file}: {error}")
    };
    let text = fs::read_to_string(script).map_err(failed(script))?;
    let mut code = fs::read(module).map_err(failed(module))?;
    let numbers = numbers(&text);
    let mut packed = bare(&text).into_bytes();
    renumber(&mut packed, &numbers);
    renumber(&mut code, &numbers);
    fs::write(script, packed).map_err(failed(script))?;
    fs::write(module, code).map_err(failed(module))
}

/// What stands in the place of the digits: the names are numbered as they come.
fn numbers(script: &str) -> BTreeMap<&str, String> {
    let mut numbers = BTreeMap::new();
    for word in script.split(|it: char| !it.is_ascii_alphanumeric() && it != '_') {
        if let Some((name, digits)) = word.rsplit_once('_')
            && name.starts_with("__wb")
            && is_number(digits.as_bytes())
        {
            let next = numbers.len();
            numbers
                .entry(digits)
                .or_insert_with(|| format!("{next:0DIGITS$x}"));
        }
    }
    numbers
}

fn renumber(content: &mut [u8], numbers: &BTreeMap<&str, String>) {
    let mut at = 0;
    while at + DIGITS < content.len() {
        let digits = &content[at + 1..=at + DIGITS];
        let number = std::str::from_utf8(digits)
            .ok()
            .filter(|_| content[at] == b'_')
            .and_then(|it| numbers.get(it));
        if let Some(number) = number {
            content[at + 1..=at + DIGITS].copy_from_slice(number.as_bytes());
            at += DIGITS;
        }
        at += 1;
    }
}

fn is_number(digits: &[u8]) -> bool {
    digits.len() == DIGITS && digits.iter().all(u8::is_ascii_hexdigit)
}

/// A script without indentation, empty lines and lines of comment.
fn bare(script: &str) -> String {
    let mut bare = String::new();
    let mut within = false;
    for line in script.lines().map(str::trim) {
        within |= line.starts_with("/*");
        if !within && !line.is_empty() && !line.starts_with("//") {
            bare.push_str(line);
            bare.push('\n');
        }
        within &= !line.ends_with("*/");
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn script_and_module_go_on_calling_each_other_by_the_same_names() {
        let script = "/**\n * Calls.\n */\nconst import0 = {\n    // Once.\n    \
            __wbg_body_d4687d8d8c2017d5: it,\n    __wbg_body_1f9d30630b8b1d3d: it,\n};\n\
            import './page-d4687d8d8c2017d5.js';\n";
        let numbers = numbers(script);
        let mut packed = bare(script).into_bytes();
        renumber(&mut packed, &numbers);
        assert_eq!(
            String::from_utf8_lossy(&packed),
            "const import0 = {\n__wbg_body_0000000000000000: it,\n\
             __wbg_body_0000000000000001: it,\n};\nimport './page-d4687d8d8c2017d5.js';\n"
        );
        let mut module = b"\0asm_1f9d30630b8b1d3d\0__wbg_body_1f9d30630b8b1d3d\xff".to_vec();
        let length = module.len();
        renumber(&mut module, &numbers);
        assert_eq!(module.len(), length);
        assert!(module.ends_with(b"__wbg_body_0000000000000001\xff"));
    }

    #[test]
    fn what_is_no_name_of_that_kind_keeps_its_digits() {
        let script = "__wbindgen_malloc __wbg_log_12 other_d4687d8d8c2017d5";
        assert_eq!(numbers(script), BTreeMap::new());
    }
}
