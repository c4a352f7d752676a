//! What the page and the program beside it send each other: texts, one behind the other.
//!
//! Each stands behind its length, as in `5:hello`, so it may hold anything. The page's first load
//! carries the reader, and serde in its place would add 12 KiB to it.

#[derive(Debug, Default)]
pub struct Letter {
    content: String,
}

/// Takes the texts out again, in their order; `None` for what is not there.
#[derive(Debug)]
pub struct Reader<'a> {
    rest: &'a str,
}

impl Letter {
    pub fn put(&mut self, text: &str) {
        self.content.push_str(&text.len().to_string());
        self.content.push(':');
        self.content.push_str(text);
    }

    /// Puts them behind their number.
    pub fn put_all<'a>(&mut self, texts: impl ExactSizeIterator<Item = &'a String>) {
        self.put(&texts.len().to_string());
        texts.for_each(|it| self.put(it));
    }

    pub fn close(self) -> String {
        self.content
    }
}

impl<'a> Reader<'a> {
    pub fn open(letter: &'a str) -> Reader<'a> {
        Reader { rest: letter }
    }

    pub fn take(&mut self) -> Option<&'a str> {
        let (length, rest) = self.rest.split_once(':')?;
        let (text, rest) = rest.split_at_checked(length.parse().ok()?)?;
        self.rest = rest;
        Some(text)
    }

    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub fn take_number(&mut self) -> Option<usize> {
        self.take()?.parse().ok()
    }

    pub fn take_all(&mut self) -> Option<Vec<String>> {
        let count = self.take_number()?;
        (0..count).map(|_| Some(self.take()?.to_string())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn what_is_put_into_a_letter_is_taken_out_again() {
        let several = [
            "".to_string(),
            "5:five".to_string(),
            "两台\nservers".to_string(),
        ];
        let mut letter = Letter::default();
        letter.put("one");
        letter.put_all(several.iter());
        let content = letter.close();
        let mut reader = Reader::open(&content);
        assert_eq!(reader.take(), Some("one"));
        assert_eq!(reader.take_all(), Some(several.to_vec()));
        assert_eq!(reader.take(), None);
    }

    #[test]
    fn what_is_no_letter_holds_nothing() {
        for content in ["", "hello", "5:hell", "-1:x", "1:é", "4294967295:x"] {
            assert_eq!(Reader::open(content).take(), None, "{content}");
        }
    }
}
