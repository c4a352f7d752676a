//! What a benchmark program can be asked to do.

pub const USAGE: &str = "the options are --json, --only=OP,OP, --clock=wall|cpu and --list";

#[derive(Debug, Default)]
pub struct Options {
    /// One JSON object a line instead of a table.
    pub json: bool,
    /// Only print the names of the operations.
    pub list: bool,
    /// Take processor time instead of the time on the wall.
    pub processor_time: bool,
    /// The operations to run; all of them if none is named.
    pub only: Vec<String>,
}

impl Options {
    /// Reads the arguments; an error says what is wrong with them.
    pub fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Options, String> {
        let mut options = Options::default();
        for argument in arguments {
            match argument.split_once('=').unwrap_or((&argument, "")) {
                // `cargo bench` passes it to every benchmark.
                ("--bench", "") => {}
                ("--json", "") => options.json = true,
                ("--list", "") => options.list = true,
                ("--clock", "cpu") => options.processor_time = true,
                ("--clock", "wall") => options.processor_time = false,
                ("--only", ops) => options.only.extend(ops.split(',').map(str::to_string)),
                _ => return Err(format!("`{argument}` is no option")),
            }
        }
        Ok(options)
    }
}
