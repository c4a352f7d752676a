//! Whose prompt it is: a text shows several consoles and rarely says which.

use std::collections::VecDeque;

use crate::scenario::tutorial::prompt::Prompt;

/// The consoles of a text, as they come up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Consoles {
    /// The one used last stands last.
    known: Vec<Known>,
    /// Opened by a directive, and not shown yet.
    announced: VecDeque<String>,
    /// So many were named by us.
    numbered: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Known {
    name: String,
    host: Option<String>,
    /// What its next prompt will count, if its prompts count.
    next: Option<u32>,
}

impl Consoles {
    /// The next console that comes up without a name has this one.
    pub fn announce(&mut self, name: &str) {
        self.announced.push_back(name.to_string());
    }

    /// The console that was used last.
    pub fn current(&self) -> Option<&str> {
        self.known.last().map(|it| it.name.as_str())
    }

    /// The console of a prompt, if the text has shown it before. `name` is what the author
    /// calls it.
    pub fn find(&self, prompt: &Prompt, name: Option<&str>) -> Option<&str> {
        self.place_of(prompt, name)
            .map(|it| self.known[it].name.as_str())
    }

    /// The console of a prompt, which counts on.
    pub fn take(&mut self, prompt: &Prompt, name: Option<&str>) -> String {
        let mut console = match self.place_of(prompt, name) {
            Some(place) => self.known.remove(place),
            None => Known {
                name: self.new_name(prompt.name.or(name)),
                host: None,
                next: None,
            },
        };
        let typed = u32::from(!prompt.typed.is_empty());
        console.next = prompt.counter.map(|it| it.saturating_add(typed));
        console.host = prompt.host.map(str::to_string).or(console.host);
        let name = console.name.clone();
        self.known.push(console);
        name
    }

    /// A name says it. Else a prompt goes on where a console left off; one that counts from 0
    /// again is a new console's.
    fn place_of(&self, prompt: &Prompt, name: Option<&str>) -> Option<usize> {
        if let Some(name) = prompt.name.or(name) {
            return self.known.iter().position(|it| it.name == name);
        }
        let is_there = |it: &Known| match (prompt.host, &it.host) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        let goes_on = |it: &Known| is_there(it) && prompt.counter == it.next;
        let going_on = self.known.iter().rposition(goes_on);
        match prompt.counter {
            Some(0) => going_on,
            // Some were left out, or the author has counted wrong.
            _ => going_on.or_else(|| self.known.iter().rposition(is_there)),
        }
    }

    fn new_name(&mut self, given: Option<&str>) -> String {
        if let Some(name) = given {
            self.announced.retain(|it| it != name);
            return name.to_string();
        }
        self.announced.pop_front().unwrap_or_else(|| {
            self.numbered += 1;
            format!("console{}", self.numbered)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::tutorial::prompt::Manner;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn names(prompts: &[&str]) -> Vec<String> {
        let mut consoles = Consoles::default();
        let manner = Manner::of(prompts.iter().copied());
        let prompts = prompts.iter().map(|it| manner.read(it).unwrap());
        prompts.map(|it| consoles.take(&it, None)).collect()
    }

    #[test]
    fn a_prompt_goes_on_where_its_console_left_off() {
        let prompt = |counter: u32, typed: &str| format!("[zk: h(CONNECTED) {counter}] {typed}");
        let prompts = [
            prompt(0, "ls /"),
            prompt(1, ""),
            prompt(0, "ls /"),
            prompt(1, "ls /"),
            prompt(2, "ls /"),
            prompt(1, "ls /"),
            prompt(3, "ls /"),
            prompt(9, "ls /"),
        ];
        let prompts: Vec<&str> = prompts.iter().map(String::as_str).collect();
        let (one, two) = ("console1", "console2");
        assert_eq!(names(&prompts), [one, one, two, two, two, one, two, two]);
    }

    #[test]
    fn another_host_is_another_console() {
        let prompts = ["[zk: a(CONNECTED) 0] ls /", "[zk: b(CONNECTED) 1] ls /"];
        assert_eq!(names(&prompts), ["console1", "console2"]);
    }

    #[test]
    fn a_name_says_whose_prompt_it_is() {
        let prompts = ["master1> ls /", "master2> ls /", "master1> ls /"];
        assert_eq!(names(&prompts), ["master1", "master2", "master1"]);
        assert_eq!(names(&["> ls /", "> ls /"]), ["console1", "console1"]);
    }

    #[test]
    fn an_announced_console_is_the_next_that_comes_up() {
        let mut consoles = Consoles::default();
        consoles.announce("master1");
        consoles.announce("master2");
        let first = Manner::Bracketed.read("[zk: h(CONNECTED) 0] ls /").unwrap();
        assert_eq!(consoles.find(&first, None), None);
        assert_eq!(consoles.take(&first, Some("master2")), "master2");
        assert_eq!(consoles.take(&first, None), "master1");
        assert_eq!(consoles.take(&first, None), "console1");
        assert_eq!(consoles.current(), Some("console1"));
    }
}
