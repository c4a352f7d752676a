//! Where the project's files are, and what they say about versions.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::Failure;

/// The folder that holds the workspace.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in a folder of the workspace")
}

/// The folder where cargo puts what it builds.
pub fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// The release build that the end-to-end tests look at.
///
/// It is not `dist/`, because a `trunk serve` in another terminal writes its own build
/// there, and the tests would then be about that one.
pub fn tested_page() -> PathBuf {
    target().join("tested-page")
}

/// The native program, as `cargo build` and `cargo test` build it.
pub fn native_program() -> PathBuf {
    let file = format!("zkplay{}", env::consts::EXE_SUFFIX);
    target().join("debug").join(file)
}

/// The version of a package that `Cargo.lock` settled on.
pub fn locked_version(package: &str) -> Result<String, Failure> {
    let file = root().join("Cargo.lock");
    let lock = fs::read_to_string(&file)
        .map_err(|error| format!("cannot read {}: {error}", file.display()))?;
    version_in_lock(&lock, package).ok_or_else(|| {
        format!("Cargo.lock names no package `{package}`; run `cargo check` once and try again")
    })
}

fn version_in_lock(lock: &str, package: &str) -> Option<String> {
    let wanted = format!("name = \"{package}\"");
    let mut lines = lock.lines();
    lines.find(|line| *line == wanted)?;
    let version = lines
        .next()?
        .strip_prefix("version = \"")?
        .strip_suffix('"')?;
    Some(version.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "\
[[package]]
name = \"wasm-bindgen\"
version = \"0.2.129\"

[[package]]
name = \"wasm-bindgen-macro\"
version = \"0.2.7\"
";

    #[test]
    fn a_locked_version_belongs_to_the_package_of_exactly_that_name() {
        assert_eq!(
            version_in_lock(LOCK, "wasm-bindgen").as_deref(),
            Some("0.2.129")
        );
        assert_eq!(
            version_in_lock(LOCK, "wasm-bindgen-macro").as_deref(),
            Some("0.2.7")
        );
        assert_eq!(version_in_lock(LOCK, "wasm"), None);
    }

    #[test]
    fn the_real_lock_file_knows_wasm_bindgen() {
        assert!(locked_version("wasm-bindgen").is_ok());
    }
}
