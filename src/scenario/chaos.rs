//! Chaos: faults by chance, as many as a budget allows, and calm in the end.
//!
//! It speaks in statements, so a run in chaos is a record like any other, which can be played
//! again, shared, and left for another future.

use std::time::Duration;

use crate::handle::Tenure;
use crate::model::{Chance, VirtualTime};
use crate::scenario::names::Names;
use crate::scenario::stage::Stage;
use crate::scenario::statement::Statement;
use crate::scenario::trouble::Trouble;
use crate::sim::{Cut, Node};

/// How much may go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// So often it speaks before the calm: something breaks, or is mended.
    pub strikes: u32,
    /// So long after its beginning the calm comes.
    pub span: Duration,
}

/// One who breaks what is on a stage, and mends all of it in the end.
#[derive(Clone, Debug, PartialEq)]
pub struct Chaos {
    chance: Chance,
    strikes: u32,
    due: Option<VirtualTime>,
    ends: VirtualTime,
}

/// What it may do to somebody who is well.
#[derive(Clone, Copy)]
enum Blow {
    Kill,
    Restart,
    Pause,
    Cut,
    Break,
    LoseReply,
    Delay,
    Expire,
    Move,
}

/// What a process has to fear; what is there twice comes twice as often.
const OF_PROCESSES: [Blow; 14] = [
    Blow::Kill,
    Blow::Restart,
    Blow::Pause,
    Blow::Pause,
    Blow::Pause,
    Blow::Cut,
    Blow::Cut,
    Blow::Break,
    Blow::LoseReply,
    Blow::LoseReply,
    Blow::LoseReply,
    Blow::Delay,
    Blow::Expire,
    Blow::Move,
];

/// The same for a server.
const OF_SERVERS: [Blow; 8] = [
    Blow::Kill,
    Blow::Kill,
    Blow::Restart,
    Blow::Pause,
    Blow::Cut,
    Blow::Cut,
    Blow::Break,
    Blow::Delay,
];

/// Longer than usual sessions live without a sign of life.
const LONGEST_PAUSE: u64 = 12_000;
const LONGEST_DELAY: u64 = 500;
/// Of two faults in a burst the second comes before the first is noticed.
const BURST: u64 = 60;

impl Chaos {
    /// Equal seeds, moments and budgets bring the same to equal stages.
    pub fn new(seed: u64, now: VirtualTime, budget: Budget) -> Chaos {
        let mut chaos = Chaos {
            chance: Chance::stream(seed, "chaos"),
            strikes: budget.strikes,
            due: None,
            ends: now + budget.span,
        };
        chaos.due = Some(chaos.next_after(now));
        chaos
    }

    /// When it speaks next; `None` once all is calm.
    pub fn due(&self) -> Option<VirtualTime> {
        self.due
    }

    /// What it says to the stage at that moment: one thing at a time, and in the end all that
    /// mends. Nothing, if what chance has chosen cannot be done.
    pub fn speak(&mut self, stage: &Stage) -> Vec<Statement> {
        let now = stage.now();
        if now >= self.ends {
            self.due = None;
            return mending(stage);
        }
        self.strikes = self.strikes.saturating_sub(1);
        self.due = Some(self.next_after(now));
        self.strike(stage).into_iter().collect()
    }

    fn next_after(&mut self, now: VirtualTime) -> VirtualTime {
        if self.strikes == 0 {
            return self.ends;
        }
        let left = self.ends.since(now).as_millis() as u64;
        let most = match self.chance.below(5) {
            0 => BURST,
            _ => left * 2 / u64::from(self.strikes),
        };
        let pause = Duration::from_millis(self.chance.below(most));
        self.ends.min(now + pause)
    }

    fn strike(&mut self, stage: &Stage) -> Option<Statement> {
        let mut wounds = mending(stage);
        if !wounds.is_empty() && self.chance.below(5) < 2 {
            let chosen = self.chance.below(wounds.len() as u64);
            return Some(wounds.swap_remove(chosen as usize));
        }
        let servers: Vec<Node> = stage
            .world()
            .hosts()
            .keys()
            .map(|it| Node::Server(*it))
            .collect();
        let processes = stage.world().processes().keys();
        let processes: Vec<Node> = processes.map(|it| Node::Process(*it)).collect();
        let (victims, blows) = match processes.is_empty() || self.chance.below(4) == 0 {
            true => (&servers, &OF_SERVERS[..]),
            false => (&processes, &OF_PROCESSES[..]),
        };
        let any = self.one_of(victims);
        // Of those who hold an office there is most to go wrong.
        let mut in_office = victims.iter().filter(|it| is_in_office(stage, **it));
        let chosen = in_office.next_back().filter(|_| self.chance.below(3) == 0);
        let victim = chosen.copied().unwrap_or(any);
        let (blow, server) = (self.one_of(blows), self.one_of(&servers));
        self.blow(stage, blow, victim, server)
    }

    fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.chance.below(choices.len() as u64) as usize]
    }

    /// `None` if the victim is not in a state for it.
    fn blow(&mut self, stage: &Stage, blow: Blow, victim: Node, server: Node) -> Option<Statement> {
        let world = stage.world();
        let awake = match victim {
            Node::Process(id) => world.processes()[&id].is_awake(),
            Node::Server(id) => world.hosts()[&id].is_awake(),
        };
        let names = Names::present(stage);
        let name = names.node(victim);
        let (near, far) = (vec![name.clone()], vec![names.node(server)]);
        let trouble = match blow {
            _ if !awake => return None,
            Blow::Kill => return Some(Statement::Kill(name)),
            Blow::Restart => return Some(Statement::Restart(name)),
            Blow::Pause => {
                // One that a person would have to end may last until the calm.
                let span = (self.chance.below(4) > 0).then(|| self.span(LONGEST_PAUSE));
                return Some(Statement::Pause { name, span });
            }
            Blow::Cut => self.cut(near, far),
            Blow::Break if self.chance.below(2) == 0 => Trouble::Break { near, far },
            Blow::Break => Trouble::Break {
                near,
                far: Vec::new(),
            },
            Blow::LoseReply => Trouble::LoseReply(near),
            Blow::Delay => Trouble::Delay {
                near,
                far,
                delay: self.span(LONGEST_DELAY),
            },
            Blow::Expire => Trouble::Expire(near),
            Blow::Move => Trouble::Move {
                names: near,
                server: names.node(server),
            },
        };
        stage
            .allows(&trouble)
            .then_some(Statement::Trouble(trouble))
    }

    fn cut(&mut self, near: Vec<String>, far: Vec<String>) -> Trouble {
        let how = self.one_of(&[Cut::Told, Cut::Silent, Cut::SilentOneWay]);
        let alone = how != Cut::SilentOneWay && self.chance.below(2) == 0;
        let far = if alone { Vec::new() } else { far };
        Trouble::Cut { near, far, how }
    }

    fn span(&mut self, most: u64) -> Duration {
        Duration::from_millis(self.chance.below(most))
    }
}

/// Whether others wait for what it says: the leader of servers, who believes to be master.
fn is_in_office(stage: &Stage, node: Node) -> bool {
    let world = stage.world();
    match node {
        Node::Process(id) => world.processes()[&id].program.mastery() != Tenure::None,
        Node::Server(id) => world.leader().is_some_and(|it| it.id() == id),
    }
}

/// All that mends what is broken on a stage, each by itself.
fn mending(stage: &Stage) -> Vec<Statement> {
    let (world, names) = (stage.world(), Names::present(stage));
    let mut all = Vec::new();
    for node in world.network().tampered() {
        all.push(Statement::Trouble(Trouble::Heal {
            near: vec![names.node(node)],
            far: Vec::new(),
        }));
    }
    let hosts = world.hosts().iter();
    let hosts = hosts.map(|(id, it)| (Node::Server(*id), it.is_up(), it.pause.is_some()));
    let processes = world.processes().iter();
    let processes =
        processes.map(|(id, it)| (Node::Process(*id), it.is_alive(), it.pause.is_some()));
    for (node, runs, sleeps) in hosts.chain(processes) {
        match (runs, sleeps) {
            (false, _) => all.push(Statement::Restart(names.node(node))),
            (true, true) => all.push(Statement::Resume(names.node(node))),
            (true, false) => {}
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::header::{Dialect, Header};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const BUDGET: Budget = Budget {
        strikes: 60,
        span: Duration::from_secs(60),
    };

    /// What was said, each at its moment, and the stage in the end.
    fn play(seed: u64, servers: &str) -> (Vec<String>, Stage) {
        let mut header = Header::new(Dialect::Scenario);
        header.take(servers).expect("it is a setting");
        let mut stage = Stage::new(header).expect("the settings agree");
        for line in ["program m master", "program w worker", "session a"] {
            let statement = Statement::parse(line).expect("it is a statement");
            stage.begin(&statement).expect("there is room");
        }
        let mut chaos = Chaos::new(seed, stage.now(), BUDGET);
        let mut said = Vec::new();
        while let Some(due) = chaos.due() {
            stage.run_mut().advance_to(due);
            for statement in chaos.speak(&stage) {
                assert_eq!(stage.begin(&statement), Ok(()), "{statement}");
                assert_eq!(
                    Statement::parse(&statement.to_string()),
                    Ok(statement.clone())
                );
                said.push(format!("{due} {statement}"));
            }
        }
        (said, stage)
    }

    #[test]
    fn whatever_broke_is_mended_in_the_end_and_all_of_it_can_be_done() {
        for seed in 0..20 {
            for servers in ["servers 1", "servers 3"] {
                let (said, stage) = play(seed, servers);
                assert!(said.len() > 20, "seed {seed}: {said:?}");
                assert_eq!(stage.now(), VirtualTime::START + BUDGET.span);
                assert_eq!(mending(&stage), [], "seed {seed}");
            }
        }
    }

    #[test]
    fn equal_seeds_bring_the_same_and_others_do_not() {
        assert_eq!(play(1, "servers 3").0, play(1, "servers 3").0);
        assert_ne!(play(1, "servers 3").0, play(2, "servers 3").0);
    }
}
