//! An ensemble and a whole troupe in chaos: what was submitted ends, whatever happens.

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fmt::Write;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use zkplay::actor::{Bug, Doing};
use zkplay::engine::Change;
use zkplay::ensemble::ServerNote;
use zkplay::model::VirtualTime;
use zkplay::native::sweep::shrink::shrink;
use zkplay::scenario::chaos::{Budget, Chaos};
use zkplay::scenario::{Record, Stage, Statement};
use zkplay::sim::Happening;

use crate::theatre::{Theatre, ms};

/// Unless `ZKPLAY_CHAOS_SEEDS` says how many.
const SEEDS: u64 = 500;
const CHAOS: Budget = Budget {
    strikes: 40,
    span: ms(60_000),
};
/// For all that chaos has left undone.
const PATIENCE: Duration = ms(300_000);
/// Of every so many runs ZooKeeper's own laws are held up, too.
const LAWFUL: u64 = 10;

const BUGGY_SEEDS: u64 = 30;

const CLIENTS: [&str; 3] = ["client1", "client2", "client3"];
const TROUPE: [&str; 10] = [
    "program master1 master",
    "program master2 master",
    "program master3 master",
    "program worker1 worker",
    "program worker2 worker work=2s",
    "program worker3 worker work=5s",
    "program worker4 worker",
    "program client1 client tasks=16 every=2s at-once=2",
    "program client2 client tasks=16 every=1s at-once=3",
    "program client3 client tasks=10 every=4s",
];

/// What chaos said, and when.
type Deed = (VirtualTime, Statement);

/// How often something has happened.
type Tally = BTreeMap<String, usize>;

struct Play {
    theatre: Theatre,
    deeds: Vec<Deed>,
}

impl Play {
    fn begin(seed: u64) -> Play {
        Play::with_bug(seed, None)
    }

    /// Whoever can have that bug has it.
    fn with_bug(seed: u64, bug: Option<Bug>) -> Play {
        let jitter = ["latency 20ms", "latency 20ms 60ms", "latency 20ms 250ms"];
        let latency = jitter[(seed % 3) as usize];
        let settings = [
            "servers 3",
            &format!("seed {seed}"),
            latency,
            "server-latency 5ms 5ms",
        ];
        let mut theatre = Theatre::open(&settings);
        theatre.ledger.is_lawful = seed.is_multiple_of(LAWFUL);
        TROUPE.iter().for_each(|it| theatre.say_with_bug(it, bug));
        let deeds = Vec::new();
        Play { theatre, deeds }
    }

    /// Until all is calm.
    fn go_wild(&mut self, seed: u64) {
        let mut chaos = Chaos::new(seed, self.theatre.now(), CHAOS);
        while let Some(due) = chaos.due() {
            self.theatre.play_to(due);
            for statement in chaos.speak(&self.theatre.stage) {
                self.deeds.push((due, statement.clone()));
                let said = self.theatre.try_begin(&statement);
                assert_eq!(said, Ok(()), "{statement}");
            }
        }
    }

    /// The same once more, with some of what was said left out, and with the same calm.
    fn repeat(&mut self, deeds: &[Deed]) {
        for (at, statement) in deeds {
            self.theatre.play_to(*at);
            // What it is about may not be as it was.
            _ = self.theatre.try_begin(statement);
        }
        let over = Budget {
            strikes: 0,
            span: CHAOS
                .span
                .saturating_sub(self.theatre.now().since(VirtualTime::START)),
        };
        let mut calm = Chaos::new(0, self.theatre.now(), over);
        while let Some(due) = calm.due() {
            self.theatre.play_to(due);
            for statement in calm.speak(&self.theatre.stage) {
                _ = self.theatre.try_begin(&statement);
            }
        }
    }

    fn end(&mut self) {
        let theatre = &mut self.theatre;
        let finished = |it: &Theatre| CLIENTS.iter().all(|name| it.has_finished(name));
        if !theatre.play_until(PATIENCE, finished) {
            let doing = CLIENTS.map(|it| theatre.doing(it));
            panic!("not all have finished: {doing:?}");
        }
        theatre.play_for(ms(15_000));
        theatre.assert_all_is_done("after the calm");
        let twice = &theatre.ledger.twice;
        assert!(twice.is_empty(), "submitted twice: {twice:?}");
        let leads = Some(Doing::Leads {
            workers: 4,
            waiting: 0,
        });
        let at_rest = |it: &Theatre| it.doing(it.owner().expect("somebody is master")) == leads;
        assert!(
            theatre.play_until(ms(10_000), at_rest),
            "the master has more to do"
        );
    }

    fn tally(&self) -> Tally {
        let mut tally = Tally::new();
        let mut count = |what: &str, times| *tally.entry(what.to_string()).or_default() += times;
        for (_, statement) in &self.deeds {
            let text = statement.to_string();
            let words: Vec<&str> = text.split(' ').collect();
            let silent = words.last() == Some(&"silent");
            count(if silent { "cut silent" } else { words[0] }, 1);
        }
        let ledger = &self.theatre.ledger;
        count("TASKS", ledger.tasks.len());
        count("TAKEOVERS", ledger.terms.len() - 1);
        count("EXPIRIES", ledger.expiries.len());
        let mut holders: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut replies_lost = 0;
        for entry in &self.theatre.stage.run().trace().entries {
            match &entry.what {
                Happening::Server(_, ServerNote::Applied { changes, .. }) => {
                    for change in changes {
                        let words: Vec<&str> = change.path().as_str().split('/').collect();
                        if let (Change::Created(_), ["", "assign", worker, task]) =
                            (change, &words[..])
                        {
                            let workers = holders.entry(task.to_string()).or_default();
                            workers.insert(worker.to_string());
                        }
                    }
                }
                Happening::ReplyLost { .. } => replies_lost += 1,
                _ => {}
            }
        }
        let again = holders.values().filter(|it| it.len() > 1).count();
        count("REASSIGNMENTS", again);
        count("REPLIES LOST", replies_lost);
        tally
    }
}

fn panic_text(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().cloned();
    let text = text.or_else(|| payload.downcast_ref::<&str>().map(|it| it.to_string()));
    text.unwrap_or_default()
}

/// What goes wrong in it; nothing is the rule.
fn complaint(play: impl FnOnce()) -> Option<String> {
    let done = catch_unwind(AssertUnwindSafe(play));
    done.err().map(|it| panic_text(&*it))
}

/// The fewest deeds after which the same goes wrong, and the record of that run.
fn report(seed: u64, deeds: Vec<Deed>, wrong: &str) -> String {
    let kind = |it: &str| {
        it.split(|c: char| !c.is_alphabetic() && c != ' ')
            .next()
            .map(str::to_string)
    };
    let again = |deeds: &[Deed]| {
        let mut play = Play::begin(seed);
        let wrong = complaint(|| {
            play.repeat(deeds);
            play.end();
        });
        (wrong, play)
    };
    let fewest = shrink(deeds, |deeds| {
        again(deeds).0.is_some_and(|it| kind(&it) == kind(wrong))
    });
    let (complaint, play) = again(&fewest);
    let mut text = format!(
        "seed {seed}: {wrong}\nwith {} deeds: {complaint:?}\n",
        fewest.len()
    );
    writeln!(text, "{}", play.theatre.stage.record()).expect("it is a text");
    text
}

#[test]
fn after_any_chaos_every_task_of_every_client_ends_with_its_status_read() {
    let wanted = env::var("ZKPLAY_CHAOS_SEEDS").ok();
    let seeds = wanted.map_or(SEEDS, |it| it.parse().expect("it is a number of seeds"));
    let next = AtomicU64::new(0);
    let (sum, reports) = (Mutex::new(Tally::new()), Mutex::new(Vec::new()));
    let work = || {
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= seeds || !reports.lock().expect("no one panics").is_empty() {
                break;
            }
            let mut play = Play::begin(seed);
            let wrong = complaint(|| {
                play.go_wild(seed);
                play.end();
            });
            if let Some(wrong) = wrong {
                let report = report(seed, play.deeds, &wrong);
                reports.lock().expect("no one panics").push(report);
                break;
            }
            let mut sum = sum.lock().expect("no one panics");
            for (what, times) in play.tally() {
                *sum.entry(what).or_default() += times;
            }
        }
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| (0..threads).for_each(|_| _ = scope.spawn(work)));
    let reports = reports.into_inner().expect("no one panics");
    assert!(reports.is_empty(), "{}", reports.join("\n"));

    let sum = sum.into_inner().expect("no one panics");
    println!("{seeds} seeds: {sum:?}");
    for case in CASES {
        assert!(
            sum.get(case).is_some_and(|it| *it > 0),
            "no {case}: {sum:?}"
        );
    }
}

/// What must have happened before one may believe the test.
const CASES: [&str; 18] = [
    "kill",
    "crash",
    "restart",
    "pause",
    "resume",
    "cut",
    "cut silent",
    "heal",
    "break",
    "lose-reply",
    "delay",
    "expire",
    "move",
    "TASKS",
    "TAKEOVERS",
    "EXPIRIES",
    "REASSIGNMENTS",
    "REPLIES LOST",
];

/// Three of the bugs cost tasks, and chaos finds out soon. The others cost time, and work that is done
/// twice, but ZooKeeper sees to it that they cost no more.
#[test]
fn chaos_finds_out_who_has_a_bug_that_costs_tasks() {
    for bug in Bug::ALL {
        let found = (0..BUGGY_SEEDS).any(|seed| {
            let mut play = Play::with_bug(seed, Some(bug));
            let wrong = complaint(|| {
                play.go_wild(seed);
                play.end();
            });
            wrong.is_some()
        });
        let costs_tasks = [Bug::NoReread, Bug::TrustsLoss, Bug::DeletesFirst].contains(&bug);
        assert_eq!(found, costs_tasks, "{}", bug.word());
    }
}

#[test]
fn a_run_in_chaos_is_a_record_that_plays_again() {
    for seed in 0..5 {
        let mut play = Play::begin(seed);
        play.go_wild(seed);
        let stage = &play.theatre.stage;
        let record = Record::parse(&stage.record().to_string()).expect("it was just written");
        let again = Stage::recall(&record).expect("it takes the same course");
        assert!(again == *stage, "seed {seed}");
    }
}
