//! What the program beside the page tells, and how it is written down.

use crate::app::account::Finding;
use crate::app::broken::{Begun, Tried};
use crate::app::shared::{Brought, Format};
use crate::app::view::{TutorialMark, TutorialRow, TutorialView};
use crate::model::VirtualTime;
use crate::scenario::{Bundle, Record};
use crate::worker::letter::{Letter, Reader};
use crate::worker::outcome;
use crate::worker::question::read_format;

/// The first answer comes unasked, and says that questions may come.
#[derive(Debug, PartialEq)]
pub enum Answer {
    Ready,
    Found {
        text: String,
        found: TutorialView,
    },
    Witnessed {
        run: u32,
        finding: Finding,
    },
    Opened(Result<Brought, String>),
    Written {
        format: Format,
        text: Result<String, String>,
    },
    Begun(Result<Begun, String>),
    /// None if there were no more.
    Tried(Vec<Tried>),
    Future {
        experiment: usize,
        record: Result<Record, String>,
    },
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
            Answer::Opened(opened) => {
                letter.put(OPENED);
                let told = opened.as_ref().map(|it| {
                    let notice = it.notice.clone().unwrap_or_default();
                    [it.bundle.to_string(), notice]
                });
                write_result(told, &mut letter);
            }
            Answer::Written { format, text } => {
                letter.put(WRITTEN);
                letter.put(format.file());
                let told = text.as_ref().map(|it| [it.clone(), String::new()]);
                write_result(told, &mut letter);
            }
            Answer::Begun(begun) => {
                letter.put(BEGUN);
                match begun {
                    Ok(begun) => outcome::write_begun(begun, &mut letter),
                    Err(problem) => letter.put(problem),
                }
            }
            Answer::Tried(tried) => {
                letter.put(TRIED);
                tried
                    .iter()
                    .for_each(|it| outcome::write_tried(it, &mut letter));
            }
            Answer::Future { experiment, record } => {
                letter.put(FUTURE);
                letter.put(&experiment.to_string());
                let told = record.as_ref().map(|it| [it.to_string(), String::new()]);
                write_result(told, &mut letter);
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
        if text == OPENED {
            let told = read_result(&mut letter)?;
            let read = |(bundle, notice): (String, String)| {
                let bundle = Bundle::parse(&bundle).ok()?;
                let notice = (!notice.is_empty()).then_some(notice);
                Some(Brought { bundle, notice })
            };
            return Some(Answer::Opened(match told {
                Ok(told) => Ok(read(told)?),
                Err(problem) => Err(problem),
            }));
        }
        if text == WRITTEN {
            let format = read_format(letter.take()?)?;
            let text = read_result(&mut letter)?.map(|(text, _)| text);
            return Some(Answer::Written { format, text });
        }
        if text == BEGUN {
            return Some(Answer::Begun(outcome::read_begun(&mut letter)?));
        }
        if text == TRIED {
            let mut tried = Vec::new();
            while !letter.is_empty() {
                tried.push(outcome::read_tried(&mut letter)?);
            }
            return Some(Answer::Tried(tried));
        }
        if text == FUTURE {
            let experiment = letter.take_number()?;
            let told = read_result(&mut letter)?;
            let record = match told {
                Ok((record, _)) => Ok(Record::parse(&record).ok()?),
                Err(problem) => Err(problem),
            };
            return Some(Answer::Future { experiment, record });
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

/// These stand where another answer has the session, which has a prompt.
const WITNESSED: &str = "witnessed";
const OPENED: &str = "opened";
const WRITTEN: &str = "written";
const BEGUN: &str = "begun";
const TRIED: &str = "tried";
const FUTURE: &str = "future";

/// What was done stands behind a yes, a problem by itself.
fn write_result(told: Result<[String; 2], &String>, letter: &mut Letter) {
    match told {
        Ok(told) => letter.put_all(told.iter()),
        Err(problem) => letter.put_all([problem.clone()].iter()),
    }
}

fn read_result(letter: &mut Reader<'_>) -> Option<Result<(String, String), String>> {
    let mut told = letter.take_all()?.into_iter();
    Some(match (told.next()?, told.next()) {
        (told, Some(more)) => Ok((told, more)),
        (problem, None) => Err(problem),
    })
}

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
    use crate::campaign::{Experiment, Injection, Outcome};
    use crate::model::{ProcessId, ZPath};
    use crate::monitor::{Breach, Rule};
    use crate::scenario::Cursor;
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
    fn what_was_opened_and_written_arrives_too() {
        let bundle = Bundle::parse("record 1 scenario\n@0 0 session a\n@2 40\n").unwrap();
        for notice in [None, Some("it was cut off".to_string())] {
            let bundle = bundle.clone();
            let answer = Answer::Opened(Ok(Brought { bundle, notice }));
            assert_eq!(Answer::read(&answer.write()), Some(answer));
        }
        for text in [Ok("#z=1.c.AA".to_string()), Err("too long".to_string())] {
            let format = Format::Link;
            let answer = Answer::Written { format, text };
            assert_eq!(Answer::read(&answer.write()), Some(answer));
        }
        let refused = Answer::Opened(Err("it is a poem".to_string()));
        assert_eq!(Answer::read(&refused.write()), Some(refused));
    }

    #[test]
    fn what_came_of_faults_arrives_too() {
        let breach = |who| Breach {
            rule: Rule::OnlyOwnerActs,
            at: VirtualTime::from_millis(14_620),
            who,
            path: ZPath::parse("/assign/worker1/task-1").unwrap(),
        };
        let breaches = vec![breach(None), breach(Some(ProcessId::new(3)))];
        let begun = Begun {
            messages: 291,
            experiments: 1217,
            stride: 2,
            untouched: breaches.clone(),
        };
        let tried = Injection::ALL.into_iter().zip([
            Outcome::of(breaches, false),
            Outcome::of(Vec::new(), true),
            Outcome::of(Vec::new(), false),
            Outcome::not_possible(),
        ]);
        let tried = tried.map(|(injection, outcome)| Tried {
            experiment: Experiment {
                when: Cursor::default(),
                injection,
                target: "master1".to_string(),
                far: "s1".to_string(),
            },
            outcome,
        });
        let record = Record::parse("record 1 scenario\n@0 0 session a\n@2 40\n").unwrap();
        let future = |record| Answer::Future {
            experiment: 7,
            record,
        };
        for answer in [
            Answer::Begun(Ok(begun)),
            Answer::Begun(Err("it takes another course".to_string())),
            Answer::Tried(tried.collect()),
            Answer::Tried(Vec::new()),
            future(Ok(record)),
            future(Err("there is none".to_string())),
        ] {
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
