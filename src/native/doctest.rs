//! `zkplay doctest`: are the console sessions in these texts still true?

mod markdown;

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::app::tutorial::Teller;
use crate::app::words::tutorial::EN;
use crate::scenario::tutorial;
use crate::scenario::tutorial::report::{Mark, Remark, Report, Tally};

const NOT_SAME: u8 = 1;
const UNREADABLE: u8 = 2;

/// Of lines in a row that the texts do not have, so many are shown.
const MOST_MISSING: usize = 4;

/// Checks each text and prints what was found in it; with `quiet` only what is not the same.
pub fn run(files: &[PathBuf], quiet: bool) -> ExitCode {
    let mut all = Tally::default();
    let mut unreadable = false;
    for file in files {
        let name = file.display().to_string();
        match check(file) {
            Ok(report) => {
                let tally = report.tally();
                all = Tally {
                    same: all.same + tally.same,
                    differing: all.differing + tally.differing,
                    typos: all.typos + tally.typos,
                };
                unreadable |= report.is_empty() && !is_markdown(file);
                print(&page(&name, &report, quiet));
            }
            Err(problem) => {
                unreadable = true;
                eprintln!("{problem}");
            }
        }
    }
    if files.len() > 1 {
        print(&format!("{}\n", EN.sum_of_all(all)));
    }
    match (unreadable, all.is_clean()) {
        (true, _) => ExitCode::from(UNREADABLE),
        (false, false) => ExitCode::from(NOT_SAME),
        (false, true) => ExitCode::SUCCESS,
    }
}

fn check(file: &Path) -> Result<Report, String> {
    let name = file.display();
    let text = read(file).map_err(|error| format!("{name}: {error}"))?;
    let checked = match is_markdown(file) {
        true => tutorial::check_length(&text)
            .and_then(|()| markdown::pieces(&text))
            .and_then(|it| tutorial::check(&it)),
        false => tutorial::check_plain(&text),
    };
    checked.map_err(|error| match error.line() {
        Some(line) => format!("{name}:{line}: {}", EN.error(&error)),
        None => format!("{name}: {}", EN.error(&error)),
    })
}

/// `-` is the standard input.
fn read(file: &Path) -> io::Result<String> {
    if file != Path::new("-") {
        return fs::read_to_string(file);
    }
    let mut text = String::new();
    // One byte more than fits tells that it is too long.
    let most = tutorial::LONGEST_TEXT as u64 + 1;
    io::stdin().lock().take(most).read_to_string(&mut text)?;
    Ok(text)
}

fn is_markdown(file: &Path) -> bool {
    let extension = file.extension().and_then(|it| it.to_str());
    extension.is_some_and(|it| ["md", "markdown"].contains(&it.to_lowercase().as_str()))
}

/// Whoever reads may stop reading, as `head` does.
fn print(text: &str) {
    if let Err(error) = io::stdout().lock().write_all(text.as_bytes())
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        eprintln!("zkplay: {error}");
    }
}

/// The report on one file: a line for each of its lines, as compilers write them, and below
/// it what is to be said of it.
fn page(file: &str, report: &Report, quiet: bool) -> String {
    let mut page = String::new();
    let mut teller = Teller::new(&EN);
    let mut missing = 0;
    let mut remarks = report.remarks.iter().peekable();
    while let Some(remark) = remarks.next() {
        if quiet && matches!(remark.mark, Mark::Same | Mark::Passed(_)) {
            continue;
        }
        missing = if is_missing(remark) { missing + 1 } else { 0 };
        if missing > MOST_MISSING {
            if !remarks.peek().is_some_and(|it| is_missing(it)) {
                page.push_str(&format!("    {}\n", EN.more(missing - MOST_MISSING)));
            }
            continue;
        }
        let said = teller.tell(remark);
        page.push_str(&heading(file, remark, &said));
        if !is_told_in_heading(remark) {
            said.iter()
                .for_each(|it| page.push_str(&format!("    {it}\n")));
        }
    }
    page.push_str(&format!("{file}: {}\n", EN.sum_of(report)));
    page
}

fn is_missing(remark: &Remark) -> bool {
    remark.text.is_none() && matches!(remark.mark, Mark::Differs { .. })
}

fn is_told_in_heading(remark: &Remark) -> bool {
    matches!(remark.mark, Mark::Passed(_) | Mark::Implied(_))
}

fn heading(file: &str, remark: &Remark, said: &[String]) -> String {
    let place = format!("{file}:{}: {}", remark.line, EN.mark(remark));
    let said = said.join(" ");
    match (&remark.text, &remark.mark) {
        (Some(text), Mark::Passed(_)) => format!("{place} ({said}): {text}\n"),
        (Some(text), _) => format!("{place}: {text}\n"),
        (None, Mark::Differs { now: Some(now), .. }) => format!("{place}: {now}\n"),
        (None, _) => format!("{place}: {said}\n"),
    }
}
