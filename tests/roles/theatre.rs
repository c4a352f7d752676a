//! A stage that is driven line by line, with the laws held up after every step.

use std::time::Duration;

use zkplay::actor::{Bug, Doing};
use zkplay::model::{ProcessId, VirtualTime, ZPath};
use zkplay::scenario::{Cast, Dialect, Header, Stage, Statement};
use zkplay::sim::{Action, Fault, Node, Process, Run};

use crate::ledger::Ledger;

/// The cast with which the page starts, playing by itself.
pub const CAST: [&str; 5] = [
    "program master1 master",
    "program master2 master",
    "program worker1 worker",
    "program worker2 worker",
    "program client1 client",
];

pub const fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

pub fn path(text: &str) -> ZPath {
    ZPath::parse(text).expect("tests use valid paths")
}

#[derive(Clone, Debug)]
pub struct Theatre {
    pub stage: Stage,
    pub ledger: Ledger,
}

impl Theatre {
    /// An empty stage with these settings.
    pub fn open(settings: &[&str]) -> Theatre {
        let mut header = Header::new(Dialect::Scenario);
        for line in settings {
            assert_eq!(header.take(line), Ok(true), "{line}");
        }
        let stage = Stage::new(header).expect("the settings fit");
        let ledger = Ledger::new(&stage);
        Theatre { stage, ledger }
    }

    /// The same with these lines said.
    pub fn with(settings: &[&str], lines: &[&str]) -> Theatre {
        let mut theatre = Theatre::open(settings);
        lines.iter().for_each(|it| theatre.say(it));
        theatre
    }

    /// Does what a line of the script language says, now.
    pub fn say(&mut self, line: &str) {
        if let Err(problem) = self.try_say(line) {
            panic!("{line}: {problem}");
        }
    }

    /// The same of a program with that bug, if it can have it.
    pub fn say_with_bug(&mut self, line: &str, bug: Option<Bug>) {
        let with_bug = bug.map(|it| format!("{line} bug={}", it.word()));
        let has_it = with_bug.is_some_and(|it| self.try_say(&it).is_ok());
        if !has_it {
            self.say(line);
        }
    }

    pub fn try_say(&mut self, line: &str) -> Result<(), String> {
        self.try_begin(&Statement::parse(line)?)
    }

    pub fn try_begin(&mut self, statement: &Statement) -> Result<(), String> {
        self.stage.begin(statement)?;
        self.audit();
        Ok(())
    }

    /// Closes the connections of a process once.
    pub fn cut(&mut self, name: &str) {
        let process = self.id(name);
        let node = Node::Process(process);
        let fault = Fault::Break { node, far: None };
        self.stage.run_mut().act(Action::Fault(fault));
        self.audit();
    }

    pub fn now(&self) -> VirtualTime {
        self.stage.now()
    }

    /// Lets the next thing happen, if it happens by then.
    pub fn step_until(&mut self, latest: VirtualTime) -> bool {
        let stepped = self.stage.run_mut().step_until(latest);
        self.audit();
        stepped
    }

    pub fn play_to(&mut self, until: VirtualTime) {
        while self.step_until(until) {}
        self.stage.run_mut().advance_to(until);
    }

    pub fn play_for(&mut self, span: Duration) {
        self.play_to(self.now() + span);
    }

    /// Plays until it is so; `false` if it never is within that span.
    pub fn play_until(&mut self, within: Duration, is_so: impl Fn(&Theatre) -> bool) -> bool {
        let latest = self.now() + within;
        while !is_so(self) {
            if !self.step_until(latest) {
                return false;
            }
        }
        true
    }

    fn audit(&mut self) {
        self.ledger.read_on(&self.stage);
    }

    pub fn id(&self, name: &str) -> ProcessId {
        let found = self.stage.process(name);
        found.unwrap_or_else(|| panic!("{name} is not on the stage"))
    }

    pub fn process(&self, name: &str) -> &Process<Cast> {
        &self.stage.world().processes()[&self.id(name)]
    }

    pub fn doing(&self, name: &str) -> Option<Doing> {
        self.process(name).program.doing()
    }

    pub fn has_finished(&self, client: &str) -> bool {
        self.doing(client) == Some(Doing::Finished)
    }

    /// Who owns `/master`, as the tree says.
    pub fn owner(&self) -> Option<&str> {
        let session = self.stage.tree().get(&path("/master"))?.owner()?;
        let by_session = |it: &&Process<Cast>| {
            let mut handles = it.handles.values();
            it.is_alive() && handles.any(|handle| handle.session() == Some(session))
        };
        let mut processes = self.stage.world().processes().values();
        processes.find(by_session).map(|it| it.name.as_str())
    }

    /// The names of the children; none of what is not there.
    pub fn children(&self, text: &str) -> Vec<String> {
        let znode = self.stage.tree().get(&path(text));
        let names = znode.into_iter().flat_map(|it| it.children.iter());
        names.map(ToString::to_string).collect()
    }

    /// All assignments, as `W/T`.
    pub fn assignments(&self) -> Vec<String> {
        let of_worker = |worker: &String| {
            let tasks = self.children(&format!("/assign/{worker}")).into_iter();
            tasks
                .map(|task| format!("{worker}/{task}"))
                .collect::<Vec<_>>()
        };
        self.children("/assign")
            .iter()
            .flat_map(of_worker)
            .collect()
    }

    /// The journal alone gives an equal world, and an equal trace.
    pub fn assert_it_replays(&self, context: &str) {
        let run = self.stage.run();
        let mut again = Run::replay(run.setup().clone(), run.journal());
        while again.world().steps() < run.world().steps() {
            assert!(again.step(), "{context}: the replay ends too soon");
        }
        // What is due this very moment has not happened yet.
        if again.world().now() < run.world().now() {
            again.advance_to(run.world().now());
        }
        assert!(again == *run, "{context}: the replay differs");
    }

    /// Every task had its status read, and nothing of any is left.
    pub fn assert_all_is_done(&self, context: &str) {
        let lost: Vec<_> = self.ledger.unread_tasks().collect();
        assert!(lost.is_empty(), "{context}: no status read of {lost:?}");
        assert!(self.children("/tasks").is_empty(), "{context}: tasks left");
        let left = self.assignments();
        assert!(left.is_empty(), "{context}: {left:?} left");
    }
}
