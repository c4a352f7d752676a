//! Writes the file from which the page learns Chinese: see `zkplay::app::words`.

use zkplay::app::words::ZH;

fn main() {
    print!("{}", ZH.file());
}
