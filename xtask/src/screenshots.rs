//! `cargo xtask screenshots`: pictures of the page's main states, for people to look at.

use crate::system::Machine;
use crate::tools::Tools;
use crate::{Failure, build, project, run, test};

/// Builds the page and photographs it into `screenshots/`.
pub fn screenshots() -> Result<(), Failure> {
    let tools = Tools::set_up()?;
    let machine = Machine::set_up()?;
    build::build_into(&project::tested_page(), &tools)?;
    test::install_node_packages(&machine)?;
    run::show(test::node(&machine).arg("screenshots.mjs"))
}
