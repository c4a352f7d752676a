//! Which line that is printed belongs to which line that the text claims.

use std::ops::Range;

use crate::scenario::tutorial::likeness::Line;

/// What the text claims of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim<'a> {
    Line(Line<'a>),
    /// `...`: any number of lines.
    LeftOut,
}

/// A step through both lists; the numbers are places in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Same {
        claimed: usize,
    },
    /// Both are about the same, or stand in the same place.
    Instead {
        claimed: usize,
        printed: usize,
    },
    /// It is not printed.
    Only {
        claimed: usize,
    },
    /// The text does not have it.
    Missing {
        printed: usize,
    },
    /// The `...` itself.
    LeftOut {
        claimed: usize,
    },
}

/// Tables larger than this are not filled: then only lines of the same number are held together.
const LARGEST_TABLE: usize = 250_000;

/// What a pair of lines is worth; sameness counts most.
const SAME: u32 = 40;
const LIKE: u32 = 10;
/// What `...` stands for rather than leaving it out.
const SWALLOWED: u32 = 1;

/// Holds what is claimed against what is printed.
pub fn align(claimed: &[Claim], printed: &[Line]) -> Vec<Step> {
    let pairs = match (claimed.len() + 1) * (printed.len() + 1) {
        ..=LARGEST_TABLE => by_table(claimed, printed),
        _ => by_number(claimed, printed),
    };
    lay_out(claimed, printed.len(), &pairs)
}

#[derive(Clone, Copy)]
enum Pair {
    Lines {
        claimed: usize,
        printed: usize,
        worth: u32,
    },
    /// A `...` stands for this printed line.
    Swallowed(usize),
}

fn worth(claim: &Claim, printed: &Line) -> u32 {
    match claim {
        Claim::Line(line) if line.says_the_same(printed) => SAME,
        Claim::Line(line) if line.is_about(printed) => LIKE,
        _ => 0,
    }
}

/// The best way through: what each beginning could come to is found from the end.
fn by_table(claimed: &[Claim], printed: &[Line]) -> Vec<Pair> {
    let width = printed.len() + 1;
    let mut best = vec![0; (claimed.len() + 1) * width];
    let mut pair_worth = vec![0; claimed.len() * width];
    let swallowed = |i: usize| match claimed[i] {
        Claim::LeftOut => SWALLOWED,
        Claim::Line(_) => 0,
    };
    for i in (0..claimed.len()).rev() {
        for j in (0..width).rev() {
            let here = i * width + j;
            best[here] = best[here + width];
            if j < printed.len() {
                let worth = worth(&claimed[i], &printed[j]);
                let both = if worth > 0 {
                    worth + best[here + width + 1]
                } else {
                    0
                };
                best[here] = best[here].max(best[here + 1] + swallowed(i)).max(both);
                pair_worth[here] = worth;
            }
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < claimed.len() && j < printed.len() {
        let here = i * width + j;
        let worth = pair_worth[here];
        if worth > 0 && best[here] == worth + best[here + width + 1] {
            pairs.push(Pair::Lines {
                claimed: i,
                printed: j,
                worth,
            });
            (i, j) = (i + 1, j + 1);
        } else if best[here] == best[here + width] {
            i += 1;
        } else {
            if claimed[i] == Claim::LeftOut {
                pairs.push(Pair::Swallowed(j));
            }
            j += 1;
        }
    }
    pairs
}

fn by_number(claimed: &[Claim], printed: &[Line]) -> Vec<Pair> {
    let both = claimed.iter().zip(printed).enumerate();
    both.map(|(number, (claim, line))| Pair::Lines {
        claimed: number,
        printed: number,
        worth: worth(claim, line),
    })
    .filter(|it| matches!(it, Pair::Lines { worth, .. } if *worth > 0))
    .collect()
}

/// Between two pairs, what is left on both sides stands in the same place.
fn lay_out(claimed: &[Claim], printed: usize, pairs: &[Pair]) -> Vec<Step> {
    let mut steps = Vec::new();
    let (mut i, mut j) = (0, 0);
    for pair in pairs {
        match *pair {
            Pair::Lines {
                claimed: claim,
                printed: line,
                worth,
            } => {
                fill(claimed, i..claim, j..line, &mut steps);
                steps.push(match worth {
                    SAME => Step::Same { claimed: claim },
                    _ => Step::Instead {
                        claimed: claim,
                        printed: line,
                    },
                });
                (i, j) = (claim + 1, line + 1);
            }
            Pair::Swallowed(line) => {
                fill(claimed, i..i, j..line, &mut steps);
                j = line + 1;
            }
        }
    }
    fill(claimed, i..claimed.len(), j..printed, &mut steps);
    steps
}

fn fill(claimed: &[Claim], places: Range<usize>, mut lines: Range<usize>, steps: &mut Vec<Step>) {
    for place in places {
        steps.push(match &claimed[place] {
            Claim::LeftOut => Step::LeftOut { claimed: place },
            Claim::Line(_) => match lines.next() {
                Some(printed) => Step::Instead {
                    claimed: place,
                    printed,
                },
                None => Step::Only { claimed: place },
            },
        });
    }
    steps.extend(lines.map(|printed| Step::Missing { printed }));
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// `=` the same, `~` instead, `-` only claimed, `+` missing, `.` left out.
    fn signs(claimed: &[&str], printed: &[&str]) -> String {
        let claims: Vec<Claim> = claimed
            .iter()
            .map(|it| match *it {
                "..." => Claim::LeftOut,
                line => Claim::Line(Line::read(line)),
            })
            .collect();
        let lines: Vec<Line> = printed.iter().map(|it| Line::read(it)).collect();
        let steps = align(&claims, &lines);
        let sign = |it: &Step| match it {
            Step::Same { .. } => '=',
            Step::Instead { .. } => '~',
            Step::Only { .. } => '-',
            Step::Missing { .. } => '+',
            Step::LeftOut { .. } => '.',
        };
        steps.iter().map(sign).collect()
    }

    #[test]
    fn what_is_the_same_holds_the_rest_in_place() {
        assert_eq!(signs(&["a", "b"], &["a", "b"]), "==");
        assert_eq!(signs(&["a", "x", "b"], &["a", "y", "b"]), "=~=");
        assert_eq!(signs(&["a", "b"], &["new", "a", "b"]), "+==");
        assert_eq!(signs(&["a", "gone", "b"], &["a", "b"]), "=-=");
        assert_eq!(signs(&[], &["a", "b"]), "++");
        assert_eq!(signs(&["a"], &[]), "-");
    }

    #[test]
    fn lines_about_the_same_belong_together() {
        let stat = ["\"m1\"", "cZxid = 0x67", "dataLength = 26"];
        assert_eq!(
            signs(&stat, &["m1", "cZxid = 0x3", "dataLength = 24"]),
            "~=~"
        );
        assert_eq!(signs(&stat, &["m1"]), "~--");
    }

    #[test]
    fn what_is_left_out_may_be_anything_and_nothing() {
        assert_eq!(signs(&["a", "...", "d"], &["a", "b", "c", "d"]), "=.=");
        assert_eq!(signs(&["a", "..."], &["a", "b", "c"]), "=.");
        assert_eq!(signs(&["...", "c"], &["a", "b", "c"]), ".=");
        assert_eq!(signs(&["..."], &[]), ".");
        assert_eq!(signs(&["a", "...", "x"], &["a", "b", "c"]), "=.-");
    }

    #[test]
    fn a_table_too_large_to_fill_still_has_an_end() {
        let long: Vec<String> = (0..1000).map(|it| format!("line {it}")).collect();
        let long: Vec<&str> = long.iter().map(String::as_str).collect();
        assert_eq!(signs(&long, &long), "=".repeat(1000));
        assert_eq!(signs(&long[1..], &long).len(), 1000);
    }
}
