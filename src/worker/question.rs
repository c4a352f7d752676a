//! What the page asks the program beside it, and how it is written down.

use crate::app::words::Lang;
use crate::worker::letter::{Letter, Reader};

#[derive(Debug, PartialEq)]
pub struct Question {
    pub text: String,
    pub lang: Lang,
}

impl Question {
    pub fn write(&self) -> String {
        let mut letter = Letter::default();
        letter.put(self.lang.tag());
        letter.put(&self.text);
        letter.close()
    }

    /// `None` if nobody has written this.
    pub fn read(letter: &str) -> Option<Question> {
        let mut letter = Reader::open(letter);
        let lang = Lang::from_tag(letter.take()?)?;
        let text = letter.take()?.to_string();
        Some(Question { text, lang })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_question_arrives_as_it_was_written() {
        for lang in Lang::ALL {
            let text = "create /a \"一\"\n".to_string();
            let question = Question { text, lang };
            assert_eq!(Question::read(&question.write()), Some(question));
        }
    }
}
