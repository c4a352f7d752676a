//! The second pass over a line: flags and their values, by the rules of commons-cli 1.5.0's
//! `DefaultParser`, once for all commands.

use thiserror::Error;

use crate::shell::exception::Exception;
use crate::shell::table::{Flag, Group, Strict};

/// What was given to a command: options, and the words that are left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    options: Vec<(&'static str, Option<String>)>,
    /// Without the name of the command.
    pub words: Vec<String>,
}

impl Given {
    /// Without options.
    pub fn words_alone(words: &[String]) -> Given {
        Given {
            options: Vec::new(),
            words: words.to_vec(),
        }
    }

    pub fn has(&self, option: &str) -> bool {
        self.options.iter().any(|(name, _)| *name == option)
    }

    /// The value of an option; of one that was repeated, the first.
    pub fn value(&self, option: &str) -> Option<&str> {
        let (_, value) = self.options.iter().find(|(name, _)| *name == option)?;
        value.as_deref()
    }
}

/// What is wrong with the options, in commons-cli's words.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OptionError {
    #[error("org.apache.commons.cli.UnrecognizedOptionException: Unrecognized option: {0}")]
    Unrecognized(String),
    #[error("org.apache.commons.cli.MissingArgumentException: Missing argument for option: {0}")]
    MissingArgument(&'static str),
    #[error(
        "org.apache.commons.cli.AlreadySelectedException: The option '{option}' was specified but \
         an option from this group has already been selected: '{selected}'"
    )]
    AlreadySelected {
        option: &'static str,
        selected: &'static str,
    },
    #[error("org.apache.commons.cli.MissingOptionException: Missing required option: [{0}]")]
    MissingOption(String),
    /// commons-cli itself fails.
    #[error(transparent)]
    Uncaught(#[from] Exception),
}

/// Reads the words behind a command's name.
pub fn parse(strict: &Strict, words: &[String]) -> Result<Given, OptionError> {
    let mut parser = Parser {
        strict,
        given: Given::default(),
        hungry: None,
    };
    let mut rest = words.iter();
    for word in rest.by_ref().take_while(|it| *it != "--") {
        parser.word(word)?;
    }
    parser.given.words.extend(rest.cloned());
    parser.finish()
}

struct Parser<'a> {
    strict: &'a Strict,
    given: Given,
    /// The option whose value the next word may be.
    hungry: Option<&'static str>,
}

impl Parser<'_> {
    fn word(&mut self, word: &str) -> Result<(), OptionError> {
        if self.hungry.is_some() && !self.looks_like_option(word) {
            self.feed(unquoted(word));
        } else if word.starts_with("--") {
            // No command of zkCli has a long option.
            return Err(OptionError::Unrecognized(word.to_string()));
        } else if word.starts_with('-') && word.len() > 1 {
            self.flags(word)?;
        } else {
            self.given.words.push(word.to_string());
        }
        Ok(())
    }

    /// `-w`, `-file`, `-v=1`, `-es`, `-v1`.
    fn flags(&mut self, word: &str) -> Result<(), OptionError> {
        let flags = &word[1..];
        if let Some(flag) = self.find(flags) {
            return self.select(flag);
        }
        match flags.split_once('=') {
            Some(("", value)) if !value.is_empty() => Err(Exception::NamelessOption.into()),
            Some((name, value)) => match self.find(name) {
                Some(flag) if flag.takes_value && name.len() == 1 => {
                    self.select(flag)?;
                    self.feed(value);
                    Ok(())
                }
                _ => Err(OptionError::Unrecognized(word.to_string())),
            },
            None => self.bundle(word),
        }
    }

    /// Flags of one letter each; what stands behind one that takes a value is its value.
    fn bundle(&mut self, word: &str) -> Result<(), OptionError> {
        for (at, letter) in word.char_indices().skip(1) {
            let behind = at + letter.len_utf8();
            let flag = self
                .find(&word[at..behind])
                .ok_or_else(|| OptionError::Unrecognized(word.to_string()))?;
            self.select(flag)?;
            if flag.takes_value && behind < word.len() {
                self.feed(&word[behind..]);
                break;
            }
        }
        Ok(())
    }

    fn select(&mut self, flag: &'static Flag) -> Result<(), OptionError> {
        self.check_fed()?;
        let others = self.given.options.first().map(|(name, _)| *name);
        match others.filter(|it| *it != flag.name) {
            Some(selected) if self.strict.group != Group::Free => {
                let option = flag.name;
                return Err(OptionError::AlreadySelected { option, selected });
            }
            _ => self.given.options.push((flag.name, None)),
        }
        self.hungry = flag.takes_value.then_some(flag.name);
        Ok(())
    }

    /// Gives the option selected last its value.
    fn feed(&mut self, value: &str) {
        if let Some((_, slot)) = self.given.options.last_mut() {
            *slot = Some(value.to_string());
        }
        self.hungry = None;
    }

    fn finish(self) -> Result<Given, OptionError> {
        self.check_fed()?;
        if self.strict.group == Group::ExactlyOne && self.given.options.is_empty() {
            let choice = |it: &Flag| format!("-{} {}", it.name, it.about);
            let choices: Vec<String> = self.strict.options.iter().map(choice).collect();
            return Err(OptionError::MissingOption(choices.join(", ")));
        }
        Ok(self.given)
    }

    fn check_fed(&self) -> Result<(), OptionError> {
        match self.hungry {
            Some(option) => Err(OptionError::MissingArgument(option)),
            None => Ok(()),
        }
    }

    /// Whether a word is no value for a hungry option. A negative number is one, as no option
    /// begins with a digit. (Java's `-NaN` is a number, too; ours is the option `-N`.)
    fn looks_like_option(&self, word: &str) -> bool {
        let Some(word) = word.strip_prefix('-') else {
            return false;
        };
        let name = word.split('=').next().unwrap_or(word);
        let stripped = name.strip_prefix("--").or(name.strip_prefix('-'));
        let first = name.chars().next().map_or(0, char::len_utf8);
        self.find(stripped.unwrap_or(name)).is_some() || self.find(&name[..first]).is_some()
    }

    fn find(&self, name: &str) -> Option<&'static Flag> {
        self.strict.options.iter().find(|it| it.name == name)
    }
}

/// Without the double quotes around it, which a word may have had inside single ones.
fn unquoted(word: &str) -> &str {
    word.strip_prefix('"')
        .and_then(|it| it.strip_suffix('"'))
        .filter(|it| !it.contains('"'))
        .unwrap_or(word)
}

#[cfg(test)]
mod tests;
