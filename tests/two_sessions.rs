//! A process with two sessions, each at a server of its own.

use std::ops::{Deref, DerefMut};
use std::time::Duration;

use zkplay::ensemble::ServerConfig;
use zkplay::handle::{Belief, CallId, ConnectString, Host, Program, ProgramInput, ProgramOutput};
use zkplay::model::{
    Acl, HandleId, Lifetime, NewPath, ProcessId, Request, ServerId, VirtualTime, WallTime, Write,
    ZPath,
};
use zkplay::sim::network::Latency;
use zkplay::sim::{Action, Fault, Laws, Run, Setup};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;
#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// Opens a session at s1 and one at s2, and creates an ephemeral znode in each.
#[derive(Clone, Debug, PartialEq)]
struct Twofold;

const FIRST: HandleId = HandleId::FIRST;

fn second() -> HandleId {
    FIRST.next()
}

impl Program for Twofold {
    type Told = ();

    fn step(&mut self, _: VirtualTime, input: ProgramInput<()>) -> Vec<ProgramOutput> {
        if input != ProgramInput::Started {
            return Vec::new();
        }
        let sessions = [(FIRST, 1, "/first"), (second(), 2, "/second")];
        let outputs = sessions.map(|(handle, server, path)| {
            let open = ProgramOutput::Open {
                handle,
                to: ConnectString {
                    text: format!("s{server}:2181"),
                    hosts: vec![Host::One(ServerId::new(server))],
                    chroot: ZPath::root(),
                },
                first: None,
                timeout: Duration::from_secs(6),
            };
            let create = ProgramOutput::Call {
                handle,
                call: CallId(1),
                request: Request::Write(Write::Create {
                    path: NewPath::Named(ZPath::parse(path).expect("it is a path")),
                    data: None,
                    acl: Acl::OPEN,
                    lifetime: Lifetime::Ephemeral,
                }),
            };
            [open, create]
        });
        outputs.concat()
    }

    fn next_deadline(&self) -> Option<VirtualTime> {
        None
    }

    fn is_idle(&self) -> bool {
        true
    }
}

const PROCESS: ProcessId = ProcessId::new(0);

/// A run that is held against the laws when its test is over.
struct Lawful(Run<Twofold>);

impl Deref for Lawful {
    type Target = Run<Twofold>;

    fn deref(&self) -> &Run<Twofold> {
        &self.0
    }
}

impl DerefMut for Lawful {
    fn deref_mut(&mut self) -> &mut Run<Twofold> {
        &mut self.0
    }
}

impl Drop for Lawful {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let (setup, until) = (self.setup().clone(), self.world().steps());
        let mut laws = None;
        let again = Run::review(setup, self.journal(), until, |world, entries| {
            let laws = laws.get_or_insert_with(|| Laws::new(world));
            assert_eq!(laws.read(world, entries), []);
        });
        assert_eq!(again.world().steps(), until);
    }
}

/// The process and its two sessions stand.
fn stage() -> Lawful {
    let latency = |millis| Latency {
        delay: Duration::from_millis(millis),
        jitter: Duration::ZERO,
    };
    let config = ServerConfig::new(Duration::from_secs(2), WallTime::DEFAULT_START);
    let mut run = Run::new(Setup {
        seed: 0,
        server: ServerConfig {
            servers: 3,
            ..config
        },
        latency: latency(20),
        server_latency: latency(5),
    });
    run.act(Action::Add {
        name: "twofold".to_string(),
        program: Twofold,
    });
    pass(&mut run, 500);
    assert_eq!(ephemerals(&run), ["/first", "/second"]);
    Lawful(run)
}

fn pass(run: &mut Run<Twofold>, millis: u64) {
    run.advance_to(run.world().now() + Duration::from_millis(millis));
}

/// Which of its ephemeral znodes every server has.
fn ephemerals(run: &Run<Twofold>) -> Vec<&'static str> {
    let everywhere = |text: &&str| {
        let path = ZPath::parse(text).expect("it is a path");
        let has: Vec<bool> = run
            .world()
            .servers()
            .map(|it| it.database().tree.contains(&path))
            .collect();
        assert!(has.windows(2).all(|it| it[0] == it[1]), "{text}: {has:?}");
        has[0]
    };
    ["/first", "/second"]
        .into_iter()
        .filter(everywhere)
        .collect()
}

fn belief(run: &Run<Twofold>, handle: HandleId) -> Belief {
    run.world().processes()[&PROCESS].handles[&handle].belief()
}

#[test]
fn each_session_of_a_process_is_one_of_its_own_at_its_own_server() {
    let run = stage();
    let handles = &run.world().processes()[&PROCESS].handles;
    let sessions: Vec<u64> = handles
        .values()
        .map(|it| it.session().expect("it stands").get() >> 56)
        .collect();
    assert_eq!(sessions, [1, 2], "the server that made it is in its id");
}

#[test]
fn the_end_of_one_session_takes_its_own_ephemerals_and_leaves_the_other_session_alone() {
    let mut run = stage();
    run.act(Action::Fault(Fault::Expire(PROCESS)));
    pass(&mut run, 100);
    assert_eq!(ephemerals(&run), ["/first"]);
    pass(&mut run, 60_000);
    assert_eq!(ephemerals(&run), ["/first"]);
    assert_eq!(belief(&run, FIRST), Belief::Connected);
    assert_eq!(belief(&run, second()), Belief::Expired);
}

#[test]
fn the_crash_of_one_session_s_server_is_no_matter_to_the_other_session() {
    let mut run = stage();
    run.act(Action::Fault(Fault::Crash(ServerId::new(1))));
    pass(&mut run, 9000);
    assert_eq!(belief(&run, second()), Belief::Connected);
    run.act(Action::Fault(Fault::Start(ServerId::new(1))));
    pass(&mut run, 3000);
    assert_eq!(ephemerals(&run), ["/second"], "it knew one server only");
}

#[test]
fn a_process_that_is_killed_loses_both_sessions_by_their_timeouts() {
    let mut run = stage();
    run.act(Action::Kill { process: PROCESS });
    pass(&mut run, 5000);
    assert_eq!(ephemerals(&run), ["/first", "/second"]);
    pass(&mut run, 4000);
    assert_eq!(ephemerals(&run), [""; 0]);
}
