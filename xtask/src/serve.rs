//! `cargo xtask serve`: the page on this machine, rebuilt on every change.

use std::env;
use std::process::Command;

use crate::Failure;
use crate::tools::Tools;

/// As in Trunk.toml, where plain `trunk serve` finds them.
const ADDRESS: &str = "127.0.0.1";
const PORT: &str = "8080";

/// Sets up what is missing and hands over to Trunk, which gets all the arguments.
pub fn serve(arguments: &[String]) -> Result<(), Failure> {
    let tools = Tools::set_up()?;
    println!("Building the page; it will be at {}", url(arguments));
    hand_over(tools.trunk("serve").args(arguments))
}

/// Becomes the other program, so that whoever stops us stops it.
#[cfg(unix)]
fn hand_over(command: &mut Command) -> Result<(), Failure> {
    use std::os::unix::process::CommandExt;
    let error = command.exec();
    Err(format!("cannot start Trunk: {error}"))
}

#[cfg(not(unix))]
fn hand_over(command: &mut Command) -> Result<(), Failure> {
    crate::run::show(command)
}

fn url(arguments: &[String]) -> String {
    let port = option(arguments, "--port", "-p")
        .or_else(|| env::var("TRUNK_SERVE_PORT").ok())
        .unwrap_or_else(|| PORT.to_string());
    let address = option(arguments, "--address", "-a").unwrap_or_else(|| ADDRESS.to_string());
    let host = if address.contains(':') {
        format!("[{address}]")
    } else {
        address
    };
    format!("http://{host}:{port}/")
}

/// The value of an option in any of the forms `--port 1`, `--port=1`, `-p 1`, `-p=1`, `-p1`.
fn option(arguments: &[String], long: &str, short: &str) -> Option<String> {
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        if argument == long || argument == short {
            return arguments.next().cloned();
        }
        if let Some(value) = argument
            .strip_prefix(long)
            .and_then(|rest| rest.strip_prefix('='))
        {
            return Some(value.to_string());
        }
        if let Some(value) = argument.strip_prefix(short) {
            return Some(value.trim_start_matches('=').to_string());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url_for(line: &str) -> String {
        let arguments: Vec<String> = line.split_whitespace().map(str::to_string).collect();
        url(&arguments)
    }

    #[test]
    fn the_url_follows_the_arguments_in_every_form_that_trunk_takes() {
        assert_eq!(url_for("--release"), "http://127.0.0.1:8080/");
        assert_eq!(url_for("--port 9000"), "http://127.0.0.1:9000/");
        assert_eq!(url_for("--port=9000 --open"), "http://127.0.0.1:9000/");
        assert_eq!(url_for("-p9000"), "http://127.0.0.1:9000/");
        assert_eq!(url_for("-p 9000 --address 0.0.0.0"), "http://0.0.0.0:9000/");
        assert_eq!(url_for("-a ::1"), "http://[::1]:8080/");
    }
}
