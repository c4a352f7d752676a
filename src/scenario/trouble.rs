//! What a script breaks and mends on links and sessions, as it is written.

use std::time::Duration;

use crate::scenario::word;
use crate::sim::Cut;

/// Names are of processes or servers; several may stand where one does: `s1,s2`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Without a far end, all links of those.
    Cut {
        near: Vec<String>,
        far: Vec<String>,
        how: Cut,
    },
    Heal {
        near: Vec<String>,
        far: Vec<String>,
    },
    Break {
        near: Vec<String>,
        far: Vec<String>,
    },
    Hold {
        near: Vec<String>,
        far: Vec<String>,
    },
    Release {
        near: Vec<String>,
        far: Vec<String>,
    },
    Delay {
        near: Vec<String>,
        far: Vec<String>,
        delay: Duration,
    },
    LoseReply(Vec<String>),
    Expire(Vec<String>),
    Move {
        names: Vec<String>,
        server: String,
    },
}

/// How each is written.
pub(super) const FORMS: [(&str, &str); 9] = [
    ("cut", "cut A [B] [silent]`, or one way `cut A -> B silent"),
    ("heal", "heal A [B]"),
    ("break", "break A [B]"),
    ("hold", "hold A B"),
    ("release", "release A B"),
    ("delay", "delay A B DURATION"),
    ("lose-reply", "lose-reply NAME"),
    ("expire", "expire NAME"),
    ("move", "move NAME SERVER"),
];

impl Trouble {
    /// Reads the words behind a verb; `None` if the verb is none of these, or stands with too few
    /// or too many words.
    ///
    /// # Errors
    /// If one of the words does not do.
    pub fn parse(verb: &str, words: &[&str]) -> Result<Option<Trouble>, String> {
        let trouble = match (verb, words) {
            ("cut", [near, "->", far, "silent"]) => Trouble::Cut {
                near: names(near)?,
                far: names(far)?,
                how: Cut::SilentOneWay,
            },
            ("cut", [_, "->", ..]) => {
                return Err(
                    "a link is cut one way only in silence; write `cut A -> B silent`".into(),
                );
            }
            ("cut", [near, "silent"]) => Trouble::Cut {
                near: names(near)?,
                far: Vec::new(),
                how: Cut::Silent,
            },
            ("cut", [near, far, "silent"]) => Trouble::Cut {
                near: names(near)?,
                far: names(far)?,
                how: Cut::Silent,
            },
            ("cut", [near, far @ ..]) if far.len() < 2 => Trouble::Cut {
                near: names(near)?,
                far: all_names(far)?,
                how: Cut::Told,
            },
            ("heal", [near, far @ ..]) if far.len() < 2 => Trouble::Heal {
                near: names(near)?,
                far: all_names(far)?,
            },
            ("break", [near, far @ ..]) if far.len() < 2 => Trouble::Break {
                near: names(near)?,
                far: all_names(far)?,
            },
            ("hold", [near, far]) => Trouble::Hold {
                near: names(near)?,
                far: names(far)?,
            },
            ("release", [near, far]) => Trouble::Release {
                near: names(near)?,
                far: names(far)?,
            },
            ("delay", [near, far, delay]) => Trouble::Delay {
                near: names(near)?,
                far: names(far)?,
                delay: word::duration(delay)?,
            },
            ("lose-reply", [who]) => Trouble::LoseReply(names(who)?),
            ("expire", [who]) => Trouble::Expire(names(who)?),
            ("move", [who, server]) => Trouble::Move {
                names: names(who)?,
                server: word::name(server)?,
            },
            _ => return Ok(None),
        };
        Ok(Some(trouble))
    }
}

fn all_names(words: &[&str]) -> Result<Vec<String>, String> {
    words.first().map_or(Ok(Vec::new()), |it| names(it))
}

fn names(list: &str) -> Result<Vec<String>, String> {
    list.split(',').map(word::name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> Vec<String> {
        text.split_whitespace().map(ToString::to_string).collect()
    }

    fn parse(line: &str) -> Result<Option<Trouble>, String> {
        let words: Vec<&str> = line.split_whitespace().collect();
        Trouble::parse(words[0], &words[1..])
    }

    #[test]
    fn each_trouble_is_read() {
        let cut = |near, far, how| Trouble::Cut {
            near: list(near),
            far: list(far),
            how,
        };
        for (line, trouble) in [
            ("cut a", cut("a", "", Cut::Told)),
            ("cut a silent", cut("a", "", Cut::Silent)),
            ("cut s1,s2 s3,a silent", cut("s1 s2", "s3 a", Cut::Silent)),
            ("cut a -> s1 silent", cut("a", "s1", Cut::SilentOneWay)),
            (
                "heal s1 s2",
                Trouble::Heal {
                    near: list("s1"),
                    far: list("s2"),
                },
            ),
            (
                "delay a s1 2s",
                Trouble::Delay {
                    near: list("a"),
                    far: list("s1"),
                    delay: Duration::from_secs(2),
                },
            ),
            ("lose-reply a", Trouble::LoseReply(list("a"))),
            (
                "move a s2",
                Trouble::Move {
                    names: list("a"),
                    server: "s2".to_string(),
                },
            ),
        ] {
            assert_eq!(parse(line), Ok(Some(trouble)), "{line}");
        }
        assert_eq!(parse("hold a"), Ok(None));
        assert_eq!(parse("expire a b"), Ok(None));
        assert!(parse("cut a -> s1").unwrap_err().contains("silent"));
        assert!(parse("cut A").unwrap_err().contains("is no name"));
    }
}
