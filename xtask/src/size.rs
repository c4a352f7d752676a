//! What a visitor's first load weighs.
//!
//! The first load is the page and every file that it names: its styles, its scripts, the
//! Wasm module, the icon and the manifest. Files that the program fetches later are not in
//! it.

use std::fmt;
use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::Failure;
use crate::html;

const KIB: usize = 1024;

/// What we want to stay under; above it the build says so.
const AIM: usize = 240 * KIB;

/// What we promise to stay under; above it the build fails.
const LIMIT: usize = 400 * KIB;

#[derive(Debug)]
pub struct FirstLoad {
    files: Vec<(String, Size)>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Size {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl FirstLoad {
    /// Weighs the page built into a folder.
    pub fn of(folder: &Path) -> Result<FirstLoad, Failure> {
        let page = read(folder, "index.html")?;
        let page = String::from_utf8_lossy(&page);
        let mut names = vec!["index.html".to_string()];
        for name in named_files(&page) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let files = names
            .into_iter()
            .map(|name| Ok((name.clone(), Size::of(&read(folder, &name)?))))
            .collect::<Result<_, Failure>>()?;
        Ok(FirstLoad { files })
    }

    /// An error if the load is above the limit.
    pub fn check(&self) -> Result<(), Failure> {
        let brotli = self.total().brotli;
        if brotli > LIMIT {
            return Err(format!(
                "the first load is {}, above the limit of {}",
                kib(brotli),
                kib(LIMIT)
            ));
        }
        Ok(())
    }

    fn total(&self) -> Size {
        self.files
            .iter()
            .fold(Size::default(), |sum, (_, size)| Size {
                raw: sum.raw + size.raw,
                gzip: sum.gzip + size.gzip,
                brotli: sum.brotli + size.brotli,
            })
    }
}

/// The files of ours that a page names.
fn named_files(page: &str) -> Vec<String> {
    html::tags(page)
        .iter()
        .filter_map(|tag| match tag.name.as_str() {
            "link" => tag.attribute("href"),
            "script" | "img" => tag.attribute("src"),
            _ => None,
        })
        .filter(|name| !name.contains(':') && !name.starts_with('#'))
        .map(|name| name.trim_start_matches("./").to_string())
        .collect()
}

fn read(folder: &Path, name: &str) -> Result<Vec<u8>, Failure> {
    let file = folder.join(name);
    fs::read(&file)
        .map_err(|error| format!("the page names {name}, but {}: {error}", file.display()))
}

impl Size {
    fn of(content: &[u8]) -> Size {
        Size {
            raw: content.len(),
            gzip: gzip(content).len(),
            brotli: brotli(content).len(),
        }
    }
}

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder
        .write_all(content)
        .expect("a vector takes all that is written");
    encoder
        .finish()
        .expect("a vector takes all that is written")
}

fn brotli(content: &[u8]) -> Vec<u8> {
    let mut compressed = Vec::new();
    {
        let mut encoder = brotli::CompressorWriter::new(&mut compressed, 64 * KIB, 11, 22);
        encoder
            .write_all(content)
            .expect("a vector takes all that is written");
    }
    compressed
}

fn kib(bytes: usize) -> String {
    format!("{:.1} KiB", bytes as f64 / KIB as f64)
}

impl fmt::Display for FirstLoad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = self.total();
        let rows = self.files.iter().map(|(name, size)| (name.as_str(), *size));
        writeln!(
            f,
            "\n{:<44} {:>12} {:>12} {:>12}",
            "first load", "raw", "gzip", "brotli"
        )?;
        for (name, size) in rows.chain([("together", total)]) {
            writeln!(
                f,
                "{name:<44} {:>12} {:>12} {:>12}",
                kib(size.raw),
                kib(size.gzip),
                kib(size.brotli)
            )?;
        }
        let verdict = match total.brotli {
            it if it <= AIM => "within the aim",
            it if it <= LIMIT => "ABOVE THE AIM",
            _ => "ABOVE THE LIMIT",
        };
        writeln!(
            f,
            "{verdict}: aim {}, limit {} (brotli)\n",
            kib(AIM),
            kib(LIMIT)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_load_is_what_the_page_names_and_only_what_is_ours() {
        let page = "<link rel=\"stylesheet\" href=\"./a.css\"><link rel=\"icon\" href=\"i.svg\">\
            <a href=\"later.html\"></a><script src=\"https://elsewhere.example/x.js\"></script><script>x</script>";
        assert_eq!(named_files(page), ["a.css", "i.svg"]);
    }

    #[test]
    fn a_load_above_the_limit_is_an_error() {
        let load = |brotli| FirstLoad {
            files: vec![(
                "x".to_string(),
                Size {
                    raw: 0,
                    gzip: 0,
                    brotli,
                },
            )],
        };
        assert!(load(LIMIT).check().is_ok());
        assert!(load(LIMIT + 1).check().is_err());
    }
}
