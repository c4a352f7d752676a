//! The words of other languages than English, as files beside the built page.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use crate::{Failure, run};

/// Writes them into `words` of the built page's folder, as the program `words` tells them.
pub fn write(folder: &Path) -> Result<(), Failure> {
    let folder = folder.join("words");
    let mut command = run::cargo();
    command
        .args(["run", "--quiet", "--locked"])
        .args(["--no-default-features", "--bin", "words"]);
    let told = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("cannot start `{}`: {error}", run::in_words(&command)))?;
    if !told.status.success() {
        return Err(format!(
            "`{}` failed ({})",
            run::in_words(&command),
            told.status
        ));
    }
    let file = folder.join("zh.txt");
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(&file, &told.stdout))
        .map_err(|error| format!("cannot write {}: {error}", file.display()))
}
