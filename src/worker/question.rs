//! What the page asks the program beside it, and how it is written down.

use crate::app::shared::Format;
use crate::app::words::Lang;
use crate::worker::letter::{Letter, Reader};

#[derive(Debug, PartialEq)]
pub enum Question {
    /// What is to be said of a pasted session?
    Check { text: String, lang: Lang },
    /// Does this run keep the laws? Of a run that was told before, what is new.
    Witness { run: u32, record: String },
    /// What is in this link or file?
    Open { text: String },
    /// How are these runs written for others?
    Write { bundle: String, format: Format },
    /// How much can be broken in this run?
    Begin { record: String },
    /// What comes of the next few faults in it?
    GoOn,
    /// What is the run of that experiment?
    Future { experiment: usize },
}

impl Question {
    pub fn write(&self) -> String {
        let mut letter = Letter::default();
        match self {
            Question::Check { text, lang } => {
                letter.put(lang.tag());
                letter.put(text);
            }
            Question::Witness { run, record } => {
                letter.put(WITNESS);
                letter.put(&run.to_string());
                letter.put(record);
            }
            Question::Open { text } => {
                letter.put(OPEN);
                letter.put(text);
            }
            Question::Write { bundle, format } => {
                letter.put(WRITE);
                letter.put(format.file());
                letter.put(bundle);
            }
            Question::Begin { record } => {
                letter.put(BEGIN);
                letter.put(record);
            }
            Question::GoOn => letter.put(GO_ON),
            Question::Future { experiment } => {
                letter.put(FUTURE);
                letter.put(&experiment.to_string());
            }
        }
        letter.close()
    }

    /// `None` if nobody has written this.
    pub fn read(letter: &str) -> Option<Question> {
        let mut letter = Reader::open(letter);
        match letter.take()? {
            WITNESS => Some(Question::Witness {
                run: letter.take()?.parse().ok()?,
                record: letter.take()?.to_string(),
            }),
            OPEN => Some(Question::Open {
                text: letter.take()?.to_string(),
            }),
            WRITE => Some(Question::Write {
                format: read_format(letter.take()?)?,
                bundle: letter.take()?.to_string(),
            }),
            BEGIN => Some(Question::Begin {
                record: letter.take()?.to_string(),
            }),
            GO_ON => Some(Question::GoOn),
            FUTURE => Some(Question::Future {
                experiment: letter.take_number()?,
            }),
            tag => Some(Question::Check {
                lang: Lang::from_tag(tag)?,
                text: letter.take()?.to_string(),
            }),
        }
    }
}

/// These stand where a session has its language.
const WITNESS: &str = "witness";
const OPEN: &str = "open";
const WRITE: &str = "write";
const BEGIN: &str = "begin";
const GO_ON: &str = "go-on";
const FUTURE: &str = "future";

/// A format is known by the name of its file.
pub(super) fn read_format(file: &str) -> Option<Format> {
    Format::ALL.into_iter().find(|it| it.file() == file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_question_arrives_as_it_was_written() {
        for lang in Lang::ALL {
            let text = "create /a \"一\"\n".to_string();
            let question = Question::Check { text, lang };
            assert_eq!(Question::read(&question.write()), Some(question));
        }
    }

    #[test]
    fn a_run_arrives_as_it_was_written() {
        let record = "record 1 scenario\n@0 0 session a\n@2 40\n".to_string();
        let question = Question::Witness { run: 3, record };
        assert_eq!(Question::read(&question.write()), Some(question));
    }

    #[test]
    fn what_is_to_be_broken_arrives_as_it_was_written() {
        let record = "record 1 scenario\n@0 0 session a\n@2 40\n".to_string();
        for question in [
            Question::Begin { record },
            Question::GoOn,
            Question::Future { experiment: 12 },
        ] {
            assert_eq!(Question::read(&question.write()), Some(question));
        }
    }

    #[test]
    fn what_is_to_be_shared_arrives_as_it_was_written() {
        let text = "#z=1.c.AAAA".to_string();
        let question = Question::Open { text };
        assert_eq!(Question::read(&question.write()), Some(question));
        for format in Format::ALL {
            let bundle = "record 1 scenario\n@0 0\n".to_string();
            let question = Question::Write { bundle, format };
            assert_eq!(Question::read(&question.write()), Some(question));
        }
    }
}
