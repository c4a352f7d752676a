//! The entry of the program beside the page: see `zkplay::worker`.

fn main() {
    #[cfg(feature = "page")]
    zkplay::worker::run();
}
