//! The tools that turn the sources into a page: the Wasm target of the compiler, Trunk,
//! and the wasm-bindgen that belongs to our `Cargo.lock`.
//!
//! Whatever is there in the right version is taken as it is. What is missing is had
//! ready-made if `cargo binstall` is installed, and is compiled otherwise, once, into a
//! folder of the user's cache. Nothing is written to where the user's own tools live.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use crate::Failure;
use crate::{project, run};

pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Trunk from 0.22 on asks for a newer compiler than `rust-version` in `Cargo.toml`.
const TRUNK_VERSION: &str = "0.21.14";

/// A package of crates.io whose programs we call.
struct Tool {
    package: &'static str,
    programs: &'static [&'static str],
    version: String,
    compiles_in: &'static str,
}

/// The tools, all present.
#[derive(Debug)]
pub struct Tools {
    path: OsString,
}

impl Tools {
    /// Makes sure that every tool is there, and tells what it does meanwhile.
    pub fn set_up() -> Result<Tools, Failure> {
        have_wasm_target()?;

        let cache = cache()?;
        let tools = Tools {
            path: path_with(&cache.join("bin"))?,
        };
        let wanted = [
            Tool {
                package: "wasm-bindgen-cli",
                programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
                version: project::locked_version("wasm-bindgen")?,
                compiles_in: "about 2 to 4 minutes",
            },
            Tool {
                package: "trunk",
                programs: &["trunk"],
                version: TRUNK_VERSION.to_string(),
                compiles_in: "about 5 to 8 minutes",
            },
        ];
        for tool in wanted {
            if !tools.has(&tool) {
                tool.install(&cache)?;
                if !tools.has(&tool) {
                    return Err(format!(
                        "{} {} was installed into {}, but does not run from there",
                        tool.package,
                        tool.version,
                        cache.display()
                    ));
                }
            }
        }
        Ok(tools)
    }

    /// A command for one of the tools, or for a program that calls them.
    pub fn command(&self, program: &str) -> Command {
        let found = run::find_in(&self.path, program).unwrap_or_else(|| program.into());
        let mut command = Command::new(found);
        self.lend_to(&mut command);
        command.current_dir(project::root());
        command
    }

    /// Trunk, told not to look for a newer Trunk: the one we set up is the one we want.
    pub fn trunk(&self, subcommand: &str) -> Command {
        let mut trunk = self.command("trunk");
        trunk
            .env("TRUNK_SKIP_VERSION_CHECK", "true")
            .arg(subcommand);
        // Any value means "no colour" to everybody else, but Trunk refuses the usual `1`.
        match env::var_os("NO_COLOR") {
            Some(value) if !value.is_empty() => trunk.env("NO_COLOR", "true"),
            _ => trunk.env_remove("NO_COLOR"),
        };
        trunk
    }

    /// Lets a command find the tools on its PATH.
    pub fn lend_to(&self, command: &mut Command) {
        command.env("PATH", &self.path);
    }

    fn has(&self, tool: &Tool) -> bool {
        tool.programs.iter().all(|program| {
            run::output(self.command(program).arg("--version"))
                .is_some_and(|said| said.split_whitespace().nth(1) == Some(&tool.version))
        })
    }
}

impl Tool {
    fn install(&self, cache: &Path) -> Result<(), Failure> {
        fs::create_dir_all(cache).map_err(|error| {
            format!(
                "cannot create {}: {error}; set ZKPLAY_TOOLS to a folder that can be written",
                cache.display()
            )
        })?;
        let started = Instant::now();
        if self.install_prebuilt(cache).is_err() {
            self.compile(cache)?;
        }
        println!(
            "{} {} is ready ({} s)",
            self.package,
            self.version,
            started.elapsed().as_secs()
        );
        Ok(())
    }

    fn install_prebuilt(&self, cache: &Path) -> Result<(), Failure> {
        if run::output(run::cargo().args(["binstall", "-V"])).is_none() {
            return Err("cargo binstall is not installed".to_string());
        }
        println!("Looking for a ready-made {} {}", self.package, self.version);
        run::show(
            run::cargo()
                .args([
                    "binstall",
                    "--no-confirm",
                    "--force",
                    "--disable-strategies",
                    "compile",
                    "--root",
                ])
                .arg(cache)
                .arg(format!("{}@{}", self.package, self.version)),
        )
    }

    fn compile(&self, cache: &Path) -> Result<(), Failure> {
        println!(
            "Compiling {} {} into {}: {}, once",
            self.package,
            self.version,
            cache.display(),
            self.compiles_in
        );
        // Of its own, so that an interrupted compilation goes on where it stopped, and in
        // the cache, so that it neither waits for the project's builds nor fills them up.
        let unfinished = cache.join("unfinished");
        run::show(
            run::cargo()
                .current_dir(cache)
                .env("CARGO_TARGET_DIR", &unfinished)
                .args(["install", "--locked", "--force", "--root"])
                .arg(cache)
                .args(["--version", &self.version, self.package]),
        )
        .map_err(|failure| {
            format!(
                "{failure}\n\
                 {package} {version} could not be compiled. If the lines above speak of the network, \
                 try again when crates.io can be reached. Otherwise install it in any way you like, \
                 so that `{program} --version` says {version}, and run the command again.",
                package = self.package,
                version = self.version,
                program = self.programs[0],
            )
        })?;
        // Some hundred megabytes that nobody needs any more; if they stay, no harm is done.
        let _ = fs::remove_dir_all(unfinished);
        Ok(())
    }
}

/// Makes sure that the compiler can build for the browser.
///
/// It is asked by looking for the target's library: a compiler that does not come from
/// rustup may have it too.
fn have_wasm_target() -> Result<(), Failure> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let library = run::output(Command::new(rustc).current_dir(project::root()).args([
        "--print",
        "target-libdir",
        "--target",
        WASM_TARGET,
    ]));
    let present = library
        .and_then(|folder| fs::read_dir(folder).ok())
        .is_some_and(|mut files| files.next().is_some());
    if present {
        return Ok(());
    }

    let advice = format!(
        "The compiler lacks the target {WASM_TARGET}. With rustup, run `rustup target add {WASM_TARGET}`; \
         otherwise install the package of your system that brings it."
    );
    if run::find("rustup").is_none() {
        return Err(advice);
    }
    println!("Adding the compiler's target {WASM_TARGET}: less than a minute, once");
    run::show(Command::new("rustup").current_dir(project::root()).args([
        "target",
        "add",
        WASM_TARGET,
    ]))
    .map_err(|failure| format!("{failure}\n{advice}"))
}

/// The folder that keeps our tools.
fn cache() -> Result<PathBuf, Failure> {
    let set = |name: &str| {
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    set("ZKPLAY_TOOLS")
        .or_else(|| set("XDG_CACHE_HOME").map(|folder| folder.join("zkplay/tools")))
        .or_else(|| env::home_dir().map(|folder| folder.join(".cache/zkplay/tools")))
        .map(|folder| project::root().join(folder))
        .ok_or_else(|| {
            "no home folder to keep the tools in; set ZKPLAY_TOOLS to a folder for them".to_string()
        })
}

/// PATH with this folder in front.
fn path_with(folder: &Path) -> Result<OsString, Failure> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::join_paths(
        [folder.to_path_buf()]
            .into_iter()
            .chain(env::split_paths(&path)),
    )
    .map_err(|error| format!("{} cannot be on PATH: {error}", folder.display()))
}
