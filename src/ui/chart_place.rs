//! Where the columns of the message chart are, as SVG has it.

/// The width of the chart, in thousandths of a percent: enough for any screen, and whole.
pub const WIDTH: usize = 100_000;

/// How far to the right the middle of a column is.
pub fn middle(column: u16, columns: usize) -> usize {
    (2 * usize::from(column) + 1) * WIDTH / (2 * columns.max(1))
}

pub fn percent(x: usize) -> String {
    format!("{}.{:03}%", x / 1000, x % 1000)
}
