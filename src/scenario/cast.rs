//! Who may sit at the end of a session: a zkCli console, and whoever types into it.

use litemap::LiteMap;

use crate::actor::claim::Claim;
use crate::actor::order::{OrderError, Typing};
use crate::actor::{
    Act, Actor, Bugs, Deed, Doing, Orders, Session, Settings, Standing, StandingOrder, layout,
};
use crate::handle::{CallId, Motive, Note, Program, ProgramInput, ProgramOutput, Shown, Tenure};
use crate::model::{Answer, HandleId, Request, VirtualTime};
use crate::shell::{Shell, spell};

/// A process: its console, and who types.
///
/// There is always a console with one session, and up to three who type into it: a person, its
/// standing orders, its program. So a program's every request is a command one can read, and a
/// person may take over in the middle of anything.
#[derive(Clone, Debug, PartialEq)]
pub struct Cast {
    shell: Shell,
    /// What its program is, if it has one.
    settings: Option<Settings>,
    /// The program while it plays by itself.
    actor: Option<Actor>,
    by_hand: bool,
    orders: Orders,
    session: Session,
    /// What this process believes of `/master`, whoever types.
    mastery: Claim,
    told: Tenure,
    /// The questions under way, and who asked.
    asked: LiteMap<CallId, (Request, Typist)>,
    /// When the actor was last asked what to do, and had nothing.
    at_rest: Option<VirtualTime>,
}

/// What a process may be told from outside.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// A line for the console.
    Line(String),
    /// A line for the playground was typed into the console: it is shown there.
    Verb(String),
    /// The playground says something in the console.
    Note(Note),
    /// What the playground was asked for, a line each.
    Lines(Vec<String>),
    /// A person takes over from the program.
    ByHand,
    /// The program takes over from the person.
    ByItself(Settings),
    Order(StandingOrder),
    /// Ends that order.
    Off(u32),
    /// Lists the orders.
    Orders,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Typist {
    Person,
    Actor,
    /// The order of this number sets its watch.
    Order(u32),
}

impl Cast {
    /// A console for a person.
    pub fn terminal(shell: Shell) -> Cast {
        Cast {
            shell,
            settings: None,
            actor: None,
            by_hand: true,
            orders: Orders::default(),
            session: Session::default(),
            mastery: Claim::new(layout::master(), Bugs::default()),
            told: Tenure::None,
            asked: LiteMap::new(),
            at_rest: None,
        }
    }

    /// A console with a program.
    pub fn program(shell: Shell, settings: Settings) -> Cast {
        Cast {
            mastery: Claim::new(layout::master(), settings.bugs),
            settings: Some(settings),
            by_hand: false,
            ..Cast::terminal(shell)
        }
    }

    /// The same for a new life: with its program and its orders, in the same hands.
    pub fn anew(&self) -> Cast {
        Cast {
            mastery: Claim::new(layout::master(), self.bugs()),
            settings: self.settings.clone(),
            by_hand: self.by_hand,
            orders: self.orders.anew(),
            ..Cast::terminal(self.shell.anew())
        }
    }

    pub fn shell(&self) -> &Shell {
        &self.shell
    }

    pub fn settings(&self) -> Option<&Settings> {
        self.settings.as_ref()
    }

    fn bugs(&self) -> Bugs {
        self.settings.as_ref().map_or(Bugs::default(), |it| it.bugs)
    }

    pub fn is_by_hand(&self) -> bool {
        self.by_hand
    }

    pub fn orders(&self) -> &Orders {
        &self.orders
    }

    /// What it believes of `/master`.
    pub fn mastery(&self) -> Tenure {
        self.mastery.tenure()
    }

    /// What its program is about; `None` while a person plays.
    pub fn doing(&self) -> Option<Doing> {
        Some(self.actor.as_ref()?.doing(&self.session))
    }
}

impl Program for Cast {
    type Told = Told;

    fn step(&mut self, now: VirtualTime, input: ProgramInput<Told>) -> Vec<ProgramOutput> {
        let mut out = Vec::new();
        match input {
            ProgramInput::Started => {
                self.seat(now);
                self.console(now, ProgramInput::Started, Typist::Person, &mut out);
            }
            ProgramInput::Told(told) => self.told(now, told, &mut out),
            ProgramInput::Answered {
                handle,
                call,
                answer,
            } => self.answered(now, handle, call, answer, &mut out),
            ProgramInput::Event {
                handle,
                event,
                session,
            } => {
                if handle == self.shell.handle() {
                    self.session.told(&event, session);
                    self.mastery.told(&event);
                    self.orders.told(&event);
                    if let Some(actor) = &mut self.actor {
                        actor.told(&event);
                    }
                }
                let input = ProgramInput::Event {
                    handle,
                    event,
                    session,
                };
                self.console(now, input, Typist::Person, &mut out);
            }
            ProgramInput::Deadline => {}
        }
        self.type_on(now, &mut out);
        self.tell_belief(&mut out);
        out
    }

    /// A deadline at which the actor was already asked is over: only what is to come counts.
    fn next_deadline(&self) -> Option<VirtualTime> {
        let actor = self.actor.as_ref().filter(|_| self.shell.has_prompt())?;
        let deadline = actor.next_deadline(&self.session)?;
        self.at_rest
            .is_none_or(|it| it < deadline)
            .then_some(deadline)
    }

    fn is_idle(&self) -> bool {
        self.shell.is_idle()
    }
}

impl Cast {
    /// Whoever sits down begins anew: what the one before has asked is not its own.
    fn seat(&mut self, now: VirtualTime) {
        for (_, (_, typist)) in self.asked.iter_mut() {
            if *typist == Typist::Actor {
                *typist = Typist::Person;
            }
        }
        self.mastery.take_bugs(self.bugs());
        let settings = self.settings.as_ref().filter(|_| !self.by_hand);
        self.actor = settings.map(|it| Actor::new(it, now));
    }

    fn told(&mut self, now: VirtualTime, told: Told, out: &mut Vec<ProgramOutput>) {
        match told {
            Told::Line(line) => {
                self.console(now, ProgramInput::Told(line), Typist::Person, out);
            }
            Told::Verb(line) => {
                let prompt = self.shell.prompt();
                out.push(ProgramOutput::Show(Shown::Typed { prompt, line }));
            }
            Told::Note(note) => say(note, out),
            Told::Lines(lines) => {
                let shown = lines.into_iter().map(Shown::Out);
                out.extend(shown.map(ProgramOutput::Show));
            }
            Told::ByHand => {
                self.by_hand = true;
                self.seat(now);
            }
            Told::ByItself(settings) => {
                self.settings = Some(settings);
                self.by_hand = false;
                self.seat(now);
            }
            Told::Order(order) => match self.orders.give(order) {
                Ok(number) => say(Note::OrderTaken { number }, out),
                Err(error) => say(refusal(&error), out),
            },
            Told::Off(number) => match self.orders.end(number) {
                true => say(Note::OrderEnded { number }, out),
                false => say(Note::NoSuchOrder { number }, out),
            },
            Told::Orders => self.list_orders(out),
        }
    }

    fn list_orders(&self, out: &mut Vec<ProgramOutput>) {
        if self.orders.standing().is_empty() {
            say(Note::NoOrders, out);
        }
        for it in self.orders.standing() {
            let note = Note::Order {
                number: it.number,
                order: it.order.to_string(),
                firings: it.firings,
            };
            say(note, out);
        }
    }

    fn answered(
        &mut self,
        now: VirtualTime,
        handle: HandleId,
        call: CallId,
        answer: Answer,
        out: &mut Vec<ProgramOutput>,
    ) {
        if let Some((request, typist)) = self.asked.remove(&call) {
            self.session.answered(&answer);
            self.mastery.answered(&request, &answer, &self.session);
            match (typist, &mut self.actor) {
                (Typist::Actor, Some(actor)) => {
                    actor.answered(now, &request, &answer, &self.session);
                }
                (_, Some(actor)) => actor.overheard(&request, &answer, &self.session),
                (_, None) => {}
            }
            if let Typist::Order(number) = typist {
                self.orders.answered(number, &request, &answer);
            }
        }
        let input = ProgramInput::Answered {
            handle,
            call,
            answer,
        };
        self.console(now, input, Typist::Person, out);
    }

    /// Whenever the console has its prompt, the orders and the program may type.
    fn type_on(&mut self, now: VirtualTime, out: &mut Vec<ProgramOutput>) {
        self.at_rest = None;
        if let Some(actor) = &mut self.actor {
            actor.come_to(now, &self.session);
        }
        while self.shell.has_prompt() {
            let up = self.session.standing == Standing::Up;
            let ordered = if up { self.orders.take_next() } else { None };
            let (deed, typist) = match ordered {
                Some(Typing::Command { number, line }) => {
                    out.push(ProgramOutput::Means(Motive::Order(number)));
                    self.console(now, ProgramInput::Told(line), Typist::Person, out);
                    continue;
                }
                Some(Typing::Arm { number, request }) => (
                    Deed::ask(request, Motive::Arm(number)),
                    Typist::Order(number),
                ),
                None => {
                    let actor = self.actor.as_ref();
                    let Some(deed) = actor.and_then(|it| it.next(now, &self.session)) else {
                        self.at_rest = Some(now);
                        return;
                    };
                    (deed, Typist::Actor)
                }
            };
            out.push(ProgramOutput::Means(deed.motive));
            let line = self.line_of(&deed.act);
            self.console(now, ProgramInput::Told(line), typist, out);
        }
    }

    fn line_of(&self, act: &Act) -> String {
        match act {
            Act::Ask(request) => spell(request).expect("actors ask what one command asks"),
            Act::Connect => format!("connect {}", self.shell.host()),
        }
    }

    /// Lets the console go on, and notes what it asks on whose behalf.
    fn console(
        &mut self,
        now: VirtualTime,
        input: ProgramInput<String>,
        typist: Typist,
        out: &mut Vec<ProgramOutput>,
    ) {
        for output in self.shell.step(now, input) {
            match &output {
                ProgramOutput::Call { call, request, .. } => {
                    self.asked.insert(*call, (request.clone(), typist));
                }
                // Whoever asked for it: this is the session that counts now.
                ProgramOutput::Open { .. } => self.session.renew(),
                _ => {}
            }
            out.push(output);
        }
    }

    fn tell_belief(&mut self, out: &mut Vec<ProgramOutput>) {
        let tenure = self.mastery.tenure();
        if tenure != self.told {
            self.told = tenure;
            out.push(ProgramOutput::Believes {
                path: layout::master(),
                tenure,
            });
        }
    }
}

fn say(note: Note, out: &mut Vec<ProgramOutput>) {
    out.push(ProgramOutput::Show(Shown::Note(note)));
}

fn refusal(error: &OrderError) -> Note {
    Note::Refused {
        problem: error.to_string(),
    }
}
