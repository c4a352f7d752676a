//! The chores of the project, as `cargo xtask COMMAND`.
//!
//! This file only knows the names of the commands; each command is a module, and says
//! there what it does. What goes wrong is told in one sentence, which is why every error
//! here is a plain text.

mod bench;
mod build;
mod csp;
mod docs;
mod figures;
mod glue;
mod html;
mod project;
mod run;
mod sabotage;
mod screenshots;
mod serve;
mod size;
mod styles;
mod suite;
mod summary;
mod system;
mod test;
mod tools;
mod words;

use std::process::ExitCode;

const HELP: &str = "\
The chores of zkplay.

usage: cargo xtask COMMAND

  serve [ARGUMENT…]   set up what is missing, then serve the page and rebuild it on every
                      change; the arguments go to `trunk serve` (--port, --open, --release, …)
  test [SUITE…]       run every test, or only the named suites: native, wasm, page, e2e
  build               build the page for release into dist/, and print what its first load weighs
  bench [OPTION…] [SUITE…]
                      measure the named suites, engine and sim, or both, and compare: the
                      engine with the least that could do the same, and with --wasm Wasm in
                      Node with native (--wasm=page: built as the page is); --rounds=N,
                      --only=OPERATION,…, --clock=cpu
  sabotage [WORD…]    plant known defects into a copy of the project, all or those whose names
                      contain a word, and demand that `zkplay sweep` finds each
  screenshots         take pictures of the page's main states into screenshots/
  setup               only set up the Wasm target, Trunk and wasm-bindgen
  csp                 finish a page that Trunk has just built: join its stylesheets, make its
                      scripts small, put the documentation and the words of other languages
                      beside it, and write its Content-Security-Policy
                      (Trunk calls this by itself: see Trunk.toml)
  help                show this text

Tools that have to be compiled are kept in $ZKPLAY_TOOLS, else in zkplay/tools of the
user's cache folder, where `cargo clean` does not reach.
";

/// Something that could not be done, and what a person may do about it.
type Failure = String;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((command, rest)) = arguments.split_first() else {
        eprint!("{HELP}");
        return ExitCode::from(2);
    };
    if matches!(command.as_str(), "help" | "--help" | "-h") {
        print!("{HELP}");
        return ExitCode::SUCCESS;
    }

    let outcome = match (command.as_str(), rest) {
        ("serve", rest) => serve::serve(rest),
        ("test", rest) => match test::Selection::parse(rest) {
            Ok(selection) => test::test(selection),
            Err(failure) => return usage(&failure),
        },
        ("build", []) => build::build(),
        ("bench", rest) => match bench::Selection::parse(rest) {
            Ok(selection) => bench::bench(&selection),
            Err(failure) => return usage(&failure),
        },
        ("sabotage", words) => sabotage::sabotage(words),
        ("screenshots", []) => screenshots::screenshots(),
        ("setup", []) => tools::Tools::set_up().map(|_| ()),
        ("csp", []) => csp::seal_built_page(),
        ("build" | "screenshots" | "setup" | "csp", [extra, ..]) => {
            return usage(&format!(
                "`{command}` takes no arguments, but got `{extra}`"
            ));
        }
        (unknown, _) => return usage(&format!("there is no command `{unknown}`")),
    };

    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nerror: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn usage(failure: &str) -> ExitCode {
    eprintln!("error: {failure}; `cargo xtask help` tells what there is");
    ExitCode::from(2)
}
