//! `cargo xtask build`: the page for release, weighed.

use std::path::Path;

use crate::Failure;
use crate::size::FirstLoad;
use crate::tools::Tools;
use crate::{project, run};

/// Builds the page into `dist/`.
pub fn build() -> Result<(), Failure> {
    let tools = Tools::set_up()?;
    build_into(&project::root().join("dist"), &tools)
}

/// Builds the page into the given folder and prints what its first load weighs; it is an
/// error if it weighs too much.
pub fn build_into(folder: &Path, tools: &Tools) -> Result<(), Failure> {
    run::show(
        tools
            .trunk("build")
            .args(["--release", "--locked", "--dist"])
            .arg(folder),
    )?;
    let load = FirstLoad::of(folder)?;
    print!("{load}");
    load.check()
}
