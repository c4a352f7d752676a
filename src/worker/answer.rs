//! What the program beside the page tells, and how it is written down.

use crate::app::account::Finding;
use crate::app::view::{TutorialMark, TutorialRow, TutorialView};
use crate::model::VirtualTime;
use crate::worker::letter::{Letter, Reader};

/// The first answer comes unasked, and says that questions may come.
#[derive(Debug, PartialEq)]
pub enum Answer {
    Ready,
    Found { text: String, found: TutorialView },
    Witnessed { run: u32, finding: Finding },
}

impl Answer {
    pub fn write(&self) -> String {
        let mut letter = Letter::default();
        match self {
            Answer::Ready => {}
            Answer::Found { text, found } => {
                letter.put(text);
                letter.put(&found.sum);
                letter.put_all(found.more.iter());
                letter.put_all(found.commands.iter());
                letter.put(&found.rows.len().to_string());
                found.rows.iter().for_each(|it| write_row(it, &mut letter));
            }
            Answer::Witnessed { run, finding } => {
                letter.put(WITNESSED);
                letter.put(&run.to_string());
                write_finding(finding, &mut letter);
            }
        }
        letter.close()
    }

    /// `None` if nobody has written this.
    pub fn read(letter: &str) -> Option<Answer> {
        if letter.is_empty() {
            return Some(Answer::Ready);
        }
        let mut letter = Reader::open(letter);
        let text = letter.take()?.to_string();
        if text == WITNESSED {
            let run = letter.take()?.parse().ok()?;
            let finding = read_finding(&mut letter)?;
            return Some(Answer::Witnessed { run, finding });
        }
        let sum = letter.take()?.to_string();
        let more = letter.take_all()?.pop();
        let commands = letter.take_all()?;
        let rows = letter.take_number()?;
        let rows = (0..rows)
            .map(|_| read_row(&mut letter))
            .collect::<Option<_>>()?;
        let found = TutorialView {
            sum,
            rows,
            more,
            commands,
        };
        Some(Answer::Found { text, found })
    }
}

/// Stands where another answer has the session, which has a prompt.
const WITNESSED: &str = "witnessed";

/// What is broken stands behind its time; nothing does if all is kept.
fn write_finding(finding: &Finding, letter: &mut Letter) {
    let broken: Vec<String> = match finding {
        Finding::Unseen | Finding::Unseeable => return,
        Finding::Kept { until } => {
            letter.put(&until.as_millis().to_string());
            Vec::new()
        }
        Finding::Broken {
            law,
            step,
            at,
            what,
        } => {
            letter.put(&at.as_millis().to_string());
            vec![law.clone(), step.to_string(), what.clone()]
        }
    };
    letter.put_all(broken.iter());
}

fn read_finding(letter: &mut Reader<'_>) -> Option<Finding> {
    let at = VirtualTime::from_millis(letter.take()?.parse().ok()?);
    match letter.take_all()?.as_slice() {
        [] => Some(Finding::Kept { until: at }),
        [law, step, what] => Some(Finding::Broken {
            law: law.clone(),
            step: step.parse().ok()?,
            at,
            what: what.clone(),
        }),
        _ => None,
    }
}

fn write_row(row: &TutorialRow, letter: &mut Letter) {
    letter.put(&row.line);
    letter.put(row.kind.name());
    letter.put(&row.mark);
    letter.put(&row.text);
    letter.put(if row.typed { TYPED } else { "" });
    letter.put_all(row.said.iter());
}

fn read_row(letter: &mut Reader<'_>) -> Option<TutorialRow> {
    Some(TutorialRow {
        line: letter.take()?.to_string(),
        kind: TutorialMark::named(letter.take()?)?,
        mark: letter.take()?.to_string(),
        text: letter.take()?.to_string(),
        typed: letter.take()? == TYPED,
        said: letter.take_all()?,
    })
}

const TYPED: &str = "typed";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::tutorial::check;
    use crate::app::words::Lang;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn an_answer_arrives_as_it_was_written() {
        let text = "[zk: localhost:2181(CONNECTED) 0] create /a x\nCreated /b\n".to_string();
        let mut found = check(&text, Lang::Zh);
        assert!(found.rows.iter().any(|it| it.typed && it.said.is_empty()));
        assert!(found.rows.iter().any(|it| !it.said.is_empty()));
        for more in [None, Some("…".to_string())] {
            found.more = more;
            let (text, found) = (text.clone(), found.clone());
            let answer = Answer::Found { text, found };
            assert_eq!(Answer::read(&answer.write()), Some(answer));
        }
    }

    #[test]
    fn that_it_is_ready_arrives_too() {
        assert_eq!(Answer::read(&Answer::Ready.write()), Some(Answer::Ready));
    }

    #[test]
    fn what_was_witnessed_arrives_too() {
        let at = VirtualTime::from_millis(8_240);
        let broken = Finding::Broken {
            law: "INV-9 Durability".to_string(),
            step: 43,
            at,
            what: "s2 leads without it".to_string(),
        };
        for finding in [Finding::Kept { until: at }, broken] {
            let answer = Answer::Witnessed { run: 2, finding };
            assert_eq!(Answer::read(&answer.write()), Some(answer));
        }
    }

    #[test]
    fn nothing_is_made_of_half_an_answer() {
        let answer = Answer::Found {
            text: "ls /".to_string(),
            found: check("ls /", Lang::En),
        };
        let whole = answer.write();
        for (end, _) in whole.char_indices().skip(1) {
            assert_eq!(Answer::read(&whole[..end]), None, "{end}");
        }
    }
}
