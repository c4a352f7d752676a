//! What may be typed into a console with a leading colon: words to the playground.

use crate::actor::StandingOrder;
use crate::model::VirtualTime;
use crate::scenario::entered::Entered;
use crate::scenario::four_letter::FourLetter;
use crate::scenario::statement::{self, Statement, parse_number};
use crate::scenario::word::duration;

#[derive(Clone, Debug, PartialEq)]
pub enum Verb {
    /// Any statement of the script language.
    Statement(Statement),
    /// A standing order for the process of this console.
    On(StandingOrder),
    Off(u32),
    Orders,
    /// Without a word, of all that may be said to the playground.
    Help(Option<String>),
    /// Empties the console's log.
    Clear,
    /// Lets the next thing happen.
    Step,
    /// Goes to that moment, back or forth.
    Seek(VirtualTime),
    /// Asks the server of that name as an operator does; without a name, the only one.
    FourLetter(FourLetter, Option<String>),
}

impl Verb {
    /// Reads a line without its colon.
    ///
    /// # Errors
    /// What is wrong, and how to write it.
    pub fn parse(line: &str) -> Result<Verb, String> {
        let line = line.trim();
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        match (word, rest.trim()) {
            ("on", order) => {
                let order = StandingOrder::parse(order).map_err(|it| it.to_string())?;
                Ok(Verb::On(order))
            }
            ("off", number) if !number.contains(char::is_whitespace) => {
                Ok(Verb::Off(parse_number(number)?))
            }
            ("orders", "") => Ok(Verb::Orders),
            ("help", "") => Ok(Verb::Help(None)),
            ("help", word) if !word.contains(char::is_whitespace) => {
                let word = word.strip_prefix(':').unwrap_or(word);
                Ok(Verb::Help(Some(word.to_string())))
            }
            ("help", _) => Err("help is about one word; write `:help kill`".to_string()),
            ("clear", "") => Ok(Verb::Clear),
            ("step", "") => Ok(Verb::Step),
            ("seek", moment) if !moment.is_empty() => {
                Ok(Verb::Seek(VirtualTime::START + duration(moment)?))
            }
            ("seek", _) => Err("write `seek TIME`, as in `seek 8.24s`".to_string()),
            _ => match parse_four_letter(word, rest) {
                Some(verb) => verb,
                None => Verb::parse_statement(line),
            },
        }
    }

    /// What it asks of the clock, or of the page, and of the run nothing: the run does not know
    /// of it.
    pub fn aside(&self) -> Option<Entered> {
        Some(match self {
            Verb::Clear => Entered::Clear,
            Verb::Step => Entered::Step,
            Verb::Seek(at) => Entered::Seek(*at),
            Verb::Statement(Statement::Wait(span)) => Entered::Wait(*span),
            Verb::Statement(Statement::Leader) => Entered::Leader,
            _ => return None,
        })
    }

    /// Whether there is such a verb.
    pub fn is_known(word: &str) -> bool {
        let of_consoles = ["on", "off", "orders", "help", "clear", "step", "seek"];
        of_consoles.contains(&word)
            || FourLetter::of(word).is_some()
            || statement::forms().any(|(verb, _)| *verb == word)
    }

    fn parse_statement(line: &str) -> Result<Verb, String> {
        match Statement::parse(line) {
            Ok(statement) => Ok(Verb::Statement(statement)),
            Err(problem) => Err(format!("{problem}. `:help` lists what may be said")),
        }
    }
}

fn parse_four_letter(word: &str, rest: &str) -> Option<Result<Verb, String>> {
    let asked = FourLetter::of(word)?;
    let mut names = rest.split_whitespace().map(str::to_string);
    Some(match (names.next(), names.next()) {
        (name, None) => Ok(Verb::FourLetter(asked, name)),
        _ => Err(format!("`{word}` asks one server; write `{word} s1`")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verb_is_one_of_the_console_or_a_statement() {
        assert_eq!(Verb::parse("orders"), Ok(Verb::Orders));
        assert_eq!(Verb::parse(" off 2 "), Ok(Verb::Off(2)));
        let word = Some("kill".to_string());
        assert_eq!(Verb::parse("help :kill"), Ok(Verb::Help(word)));
        assert_eq!(Verb::parse("help"), Ok(Verb::Help(None)));
        let at = VirtualTime::from_millis(8_240);
        assert_eq!(Verb::parse("seek 8.24s"), Ok(Verb::Seek(at)));
        let kill = Statement::Kill("master1".to_string());
        assert_eq!(Verb::parse("kill master1"), Ok(Verb::Statement(kill)));
        let asked = |name: Option<&str>| Verb::FourLetter(FourLetter::Wchp, name.map(String::from));
        assert_eq!(Verb::parse("wchp"), Ok(asked(None)));
        assert_eq!(Verb::parse(" wchp  s2 "), Ok(asked(Some("s2"))));
        assert!(matches!(
            Verb::parse("on NodeDeleted /master do ls /"),
            Ok(Verb::On(_))
        ));
        for (line, hint) in [
            ("on", "write `on EVENT PATH do COMMAND`"),
            ("off", "is no number of an order"),
            ("seek", "as in `seek 8.24s`"),
            ("seek tea", "is no duration"),
            ("srvr s1 s2", "`srvr` asks one server; write `srvr s1`"),
            ("dance", "`:help` lists"),
            ("", "`:help` lists"),
            ("help kill pause", "write `:help kill`"),
        ] {
            let problem = Verb::parse(line).unwrap_err();
            assert!(problem.contains(hint), "{line}: {problem}");
        }
    }
}
