//! The native entry: see `zkplay --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    zkplay::native::main()
}
