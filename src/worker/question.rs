//! What the page asks the program beside it, and how it is written down.

use crate::app::words::Lang;
use crate::worker::letter::{Letter, Reader};

#[derive(Debug, PartialEq)]
pub enum Question {
    /// What is to be said of a pasted session?
    Check { text: String, lang: Lang },
    /// Does this run keep the laws? Of a run that was told before, what is new.
    Witness { run: u32, record: String },
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
            tag => Some(Question::Check {
                lang: Lang::from_tag(tag)?,
                text: letter.take()?.to_string(),
            }),
        }
    }
}

/// Stands where a session has its language.
const WITNESS: &str = "witness";

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
}
