//! A world to let time pass in: servers, and clients that are idle or write now and then.

use std::time::Duration;

use zkplay::ensemble::ServerConfig;
use zkplay::handle::{CallId, ConnectString, Host, Program, ProgramInput, ProgramOutput};
use zkplay::model::{
    Acl, Expected, HandleId, Lifetime, NewPath, Request, VirtualTime, WallTime, Write, ZPath,
};
use zkplay::sim::network::Latency;
use zkplay::sim::{Action, Setup, Trace, World};

/// Who is in the world.
#[derive(Clone, Copy, Debug)]
pub struct Company {
    pub servers: u8,
    /// Clients that only keep their sessions.
    pub idle: u32,
    /// How many milliseconds one more client lets pass between its writes; `None` for no such
    /// client.
    pub write_every: Option<u64>,
}

/// When everybody is connected, and the hour begins.
const START: VirtualTime = VirtualTime::from_millis(10_000);
const MINUTE: Duration = Duration::from_secs(60);

/// A world in which everybody has connected.
pub fn gather(company: Company) -> World<Client> {
    let ms = Duration::from_millis;
    let mut world = World::new(&Setup {
        seed: 1,
        server: ServerConfig {
            servers: company.servers,
            ..ServerConfig::new(ms(2000), WallTime::DEFAULT_START)
        },
        latency: Latency {
            delay: ms(20),
            jitter: ms(10),
        },
        server_latency: Latency {
            delay: ms(5),
            jitter: Duration::ZERO,
        },
    });
    let mut trace = Trace::default();
    for number in 0..company.idle {
        let name = format!("idle{number}");
        let program = Client::default();
        world.act(Action::Add { name, program }, &mut trace);
    }
    if let Some(every) = company.write_every {
        let name = "writer".to_string();
        let program = Client {
            rhythm: Some(Rhythm {
                every: ms(every),
                next: START,
            }),
            ..Client::default()
        };
        world.act(Action::Add { name, program }, &mut trace);
    }
    world.advance_to(START, &mut trace);
    world
}

/// Lets an hour pass, and shows what has happened in each of its minutes.
pub fn pass_an_hour(world: &mut World<Client>, mut each_minute: impl FnMut(&Trace)) {
    let mut trace = Trace::default();
    let mut until = START;
    for _ in 0..60 {
        until = until + MINUTE;
        world.advance_to(until, &mut trace);
        each_minute(&trace);
        trace.entries.clear();
    }
}

/// Opens a session and keeps it; one that has a rhythm sets the data of a znode of its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Client {
    rhythm: Option<Rhythm>,
    calls: u64,
}

#[derive(Clone, Debug, PartialEq)]
struct Rhythm {
    every: Duration,
    next: VirtualTime,
}

impl Client {
    fn call(&mut self, write: Write) -> ProgramOutput {
        self.calls += 1;
        ProgramOutput::Call {
            handle: HandleId::FIRST,
            call: CallId(self.calls),
            request: Request::Write(write),
        }
    }

    fn start(&mut self) -> Vec<ProgramOutput> {
        let to = ConnectString {
            text: "localhost:2181".to_string(),
            hosts: vec![Host::All],
            chroot: ZPath::root(),
        };
        let open = ProgramOutput::Open {
            handle: HandleId::FIRST,
            to,
            first: None,
            timeout: Duration::from_secs(10),
        };
        match self.rhythm {
            None => vec![open],
            Some(_) => {
                let create = self.call(Write::Create {
                    path: NewPath::Named(notebook()),
                    data: None,
                    acl: Acl::OPEN,
                    lifetime: Lifetime::Persistent,
                });
                vec![open, create]
            }
        }
    }

    fn write(&mut self) -> ProgramOutput {
        let rhythm = self.rhythm.as_mut().expect("only a rhythm has deadlines");
        rhythm.next = rhythm.next + rhythm.every;
        self.call(Write::SetData {
            path: notebook(),
            data: Some([b'x'; 100].into()),
            expected: Expected::Any,
        })
    }
}

impl Program for Client {
    type Told = ();

    fn step(&mut self, _: VirtualTime, input: ProgramInput<()>) -> Vec<ProgramOutput> {
        match input {
            ProgramInput::Started => self.start(),
            ProgramInput::Deadline => vec![self.write()],
            ProgramInput::Answered { answer, .. } => {
                answer.expect("nothing is in the way of the writes");
                Vec::new()
            }
            ProgramInput::Told(()) | ProgramInput::Event { .. } => Vec::new(),
        }
    }

    fn next_deadline(&self) -> Option<VirtualTime> {
        self.rhythm.as_ref().map(|it| it.next)
    }

    fn is_idle(&self) -> bool {
        true
    }
}

fn notebook() -> ZPath {
    ZPath::parse("/notebook").expect("it is a valid path")
}
