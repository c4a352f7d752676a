//! What the tests need of the machine: a browser, its driver, and Node.
//!
//! They are the system's own, never downloaded by us; where the system's package manager
//! may be used without asking, it is.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Failure;
use crate::run;

/// The programs of the machine, all present.
#[derive(Debug)]
pub struct Machine {
    pub browser: PathBuf,
    pub driver: PathBuf,
    pub node: PathBuf,
    pub npm: PathBuf,
}

/// One of the programs: how it is called, and the package of Debian that brings it.
struct Need {
    what: &'static str,
    /// Names a program of the person's choice.
    variable: &'static str,
    names: &'static [&'static str],
    places: &'static [&'static str],
    package: &'static str,
}

const BROWSER: Need = Need {
    what: "a Chromium browser",
    variable: "CHROMIUM",
    names: &[
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chrome",
    ],
    places: &[
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ],
    package: "chromium",
};

const DRIVER: Need = Need {
    what: "chromedriver of the browser's version",
    variable: "CHROMEDRIVER",
    names: &["chromedriver"],
    places: &[
        "/usr/lib/chromium/chromedriver",
        "/usr/lib/chromium-browser/chromedriver",
    ],
    package: "chromium-driver",
};

const NODE: Need = Need {
    what: "Node 18 or newer",
    variable: "NODE",
    names: &["node", "nodejs"],
    places: &[],
    package: "nodejs",
};

const NPM: Need = Need {
    what: "npm",
    variable: "NPM",
    names: &["npm"],
    places: &[],
    package: "npm",
};

const OLDEST_NODE: u32 = 18;

impl Machine {
    /// Finds the programs, and installs what is missing if that needs nobody's password.
    pub fn set_up() -> Result<Machine, Failure> {
        let missing: Vec<&Need> = [&BROWSER, &DRIVER, &NODE, &NPM]
            .into_iter()
            .filter(|need| need.find().is_none())
            .collect();
        if !missing.is_empty() {
            install(&missing)?;
        }
        Ok(Machine {
            browser: BROWSER.require()?,
            driver: DRIVER.require()?,
            node: node()?,
            npm: NPM.require()?,
        })
    }
}

/// Node alone, which must be there already.
pub fn node() -> Result<PathBuf, Failure> {
    let node = NODE.require()?;
    let said = run::output(Command::new(&node).arg("--version")).unwrap_or_default();
    let major = said
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|it| it.parse::<u32>().ok());
    match major {
        Some(major) if major >= OLDEST_NODE => Ok(node),
        _ => Err(format!(
            "Node {OLDEST_NODE} or newer is needed, but {} says `{said}`; \
             install a newer one, or set NODE to it",
            node.display()
        )),
    }
}

impl Need {
    fn find(&self) -> Option<PathBuf> {
        if let Some(chosen) = env::var_os(self.variable).filter(|it| !it.is_empty()) {
            return Some(chosen.into());
        }
        self.names
            .iter()
            .find_map(|name| run::find(name))
            .or_else(|| {
                self.places
                    .iter()
                    .map(Path::new)
                    .find(|place| place.is_file())
                    .map(Path::to_path_buf)
            })
    }

    fn require(&self) -> Result<PathBuf, Failure> {
        self.find().ok_or_else(|| advice(&[self]))
    }
}

/// Installs the packages of Debian and its relatives, as root or by a sudo that asks for
/// no password.
fn install(missing: &[&Need]) -> Result<(), Failure> {
    let Some(apt_get) = run::find("apt-get") else {
        return Err(advice(missing));
    };
    let is_root = run::output(Command::new("id").arg("-u")).as_deref() == Some("0");
    if !is_root && run::output(Command::new("sudo").args(["-n", "true"])).is_none() {
        return Err(advice(missing));
    }
    let apt_get = |arguments: &[&str]| {
        let mut command = match is_root {
            true => Command::new("env"),
            false => Command::new("sudo"),
        };
        if !is_root {
            command.args(["-n", "env"]);
        }
        command
            .arg("DEBIAN_FRONTEND=noninteractive")
            .arg(&apt_get)
            .args(arguments);
        command
    };

    let packages: Vec<&str> = missing.iter().map(|need| need.package).collect();
    println!("Installing {}: a minute or two, once", packages.join(", "));
    // A list that is out of date may still know the packages, so its failure is not the end.
    let _ = run::show(&mut apt_get(&["update"]));
    let mut arguments = vec!["install", "--yes", "--no-install-recommends"];
    arguments.extend(packages);
    run::show(&mut apt_get(&arguments)).map_err(|failure| format!("{failure}\n{}", advice(missing)))
}

fn advice(missing: &[&Need]) -> Failure {
    let list = missing
        .iter()
        .map(|need| {
            format!(
                "  {} (Debian's package {}; or set {} to the program)",
                need.what, need.package, need.variable
            )
        })
        .collect::<Vec<_>>()
        .join("\n");
    format!("this machine lacks what is needed; please install\n{list}")
}
