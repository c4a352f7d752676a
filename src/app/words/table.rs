//! Tables of words, and the file that holds one for those who read it later.
//!
//! A file has a line for each phrase, in the order of the table; a line's end within a phrase is
//! written `\n`.

/// A table, or a part of one.
pub trait Table: Clone {
    /// Shows each phrase, in order, to a reader who may put another in its place.
    fn each(&mut self, reader: &mut Reader<'_>);
}

/// Who reads a table.
pub type Reader<'a> = dyn FnMut(&mut &'static str) + 'a;

/// The file of a table.
pub fn written(table: &impl Table) -> String {
    let mut file = String::new();
    let mut reader = |phrase: &mut &'static str| {
        file.push_str(&phrase.replace('\n', LINE_END));
        file.push('\n');
    };
    table.clone().each(&mut reader);
    file
}

/// The table of a file, which has as many phrases as another one; `None` if it has not. The words
/// stay for good.
pub fn read<T: Table>(file: &str, other: &T) -> Option<T> {
    let mut lines = file.to_string().leak().lines();
    let mut table = other.clone();
    let mut is_whole = true;
    let mut reader = |phrase: &mut &'static str| match lines.next() {
        Some(line) if line.contains(LINE_END) => *phrase = line.replace(LINE_END, "\n").leak(),
        Some(line) => *phrase = line,
        None => is_whole = false,
    };
    table.each(&mut reader);
    (is_whole && lines.next().is_none()).then_some(table)
}

const LINE_END: &str = "\\n";

impl Table for &'static str {
    fn each(&mut self, reader: &mut Reader<'_>) {
        reader(self);
    }
}

impl<T: Table, const N: usize> Table for [T; N] {
    fn each(&mut self, reader: &mut Reader<'_>) {
        self.iter_mut().for_each(|it| it.each(reader));
    }
}

impl<T: Table> Table for &'static [T] {
    fn each(&mut self, reader: &mut Reader<'_>) {
        let mut list = self.to_vec();
        list.iter_mut().for_each(|it| it.each(reader));
        *self = list.leak();
    }
}

/// Makes a [`Table`] of a struct of words.
macro_rules! table {
    ($(#[$about:meta])* pub struct $Words:ident {
        $($(#[$note:meta])* pub $word:ident: $kind:ty,)*
    }) => {
        $(#[$about])*
        #[derive(Clone, Debug)]
        pub struct $Words {
            $($(#[$note])* pub $word: $kind,)*
        }

        impl Table for $Words {
            fn each(&mut self, reader: &mut Reader<'_>) {
                $(Table::each(&mut self.$word, reader);)*
            }
        }
    };
}

pub(super) use table;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    table! {
        #[derive(PartialEq)]
        pub struct Few {
            pub one: &'static str,
            pub several: [&'static str; 2],
            pub many: &'static [&'static str],
        }
    }

    const FEW: Few = Few {
        one: "one\nand only",
        several: ["", "二"],
        many: &["a", "b", "c"],
    };

    const OTHER: Few = Few {
        one: "",
        several: [""; 2],
        many: &[""; 3],
    };

    #[test]
    fn a_table_comes_out_of_a_file_as_it_went_in() {
        let file = written(&FEW);
        assert_eq!(file, "one\\nand only\n\n二\na\nb\nc\n");
        assert_eq!(read(&file, &OTHER), Some(FEW));
    }

    #[test]
    fn a_file_with_a_line_too_few_or_too_many_is_none() {
        let file = written(&FEW);
        for wrong in [format!("{file}d\n"), file.replace("c\n", "")] {
            assert_eq!(read(&wrong, &OTHER), None, "{wrong}");
        }
    }
}
