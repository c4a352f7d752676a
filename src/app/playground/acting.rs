//! What a person does to processes by menus and switches.

use crate::actor::{self, Settings};
use crate::app::playground::Playground;
use crate::app::view::{PanelAction, Role, ServerAction};
use crate::model::time::millis;
use crate::model::{ProcessId, ServerId};
use crate::scenario::Statement;
use crate::sim::Process;

/// For how long the menu pauses somebody: longer than the session timeout, so that one can
/// see what comes of it.
const PAUSE: &str = "10s";
/// So slow the menu makes a link: slow enough to be seen, and quick enough for heartbeats.
const DELAY: &str = "2s";

impl Playground {
    /// A person does something to the world: what was certain to come is so no more. What the
    /// page offers can be done; should it be too late for it, nothing is.
    pub(super) fn carry_out(&mut self, statement: Statement) {
        let _too_late = self.act_on_stage(|stage| stage.say(&statement));
    }

    pub(super) fn act(&mut self, process: &str, action: PanelAction) {
        let Some(id) = self.stage().process(process) else {
            return;
        };
        let line = match action {
            PanelAction::Close => return self.type_line(id, "quit".to_string()),
            PanelAction::Kill => format!("kill {process}"),
            PanelAction::Restart => {
                self.consoles.remove(&id);
                format!("restart {process}")
            }
            PanelAction::Bug(bug) => {
                let settings = self.stage().part_of(process);
                let bugs = settings.map(|it| it.bugs).unwrap_or_default();
                let said = Statement::Bugs {
                    name: process.to_string(),
                    bugs: bugs.toggled(bug, !bugs.has(bug)),
                };
                said.to_string()
            }
            PanelAction::Pause => format!("pause {process} {PAUSE}"),
            PanelAction::Resume => format!("resume {process}"),
            PanelAction::Remove => format!("remove {process}"),
            PanelAction::Cut => format!("cut {process}"),
            PanelAction::CutFrom(server) => format!("cut {process} {server}"),
            PanelAction::CutSilently => format!("cut {process} silent"),
            PanelAction::CutOneWay(server) => format!("cut {process} -> {server} silent"),
            PanelAction::Heal => format!("heal {process}"),
            PanelAction::Break => format!("break {process}"),
            PanelAction::Hold(server) => format!("hold {process} {server}"),
            PanelAction::Release(server) => format!("release {process} {server}"),
            PanelAction::Delay(server) => format!("delay {process} {server} {DELAY}"),
            PanelAction::Hurry(server) => {
                let usual = millis(self.stage().header().latency.delay);
                format!("delay {process} {server} {usual}ms")
            }
            PanelAction::LoseReply => format!("lose-reply {process}"),
            PanelAction::Expire => format!("expire {process}"),
            PanelAction::MoveTo(server) => format!("move {process} {server}"),
        };
        self.say_verb(Some(id), &line);
    }

    pub(super) fn act_on_server(&mut self, server: ServerId, action: ServerAction) {
        let line = match action {
            ServerAction::Crash => format!("crash {server}"),
            ServerAction::Start => format!("restart {server}"),
            ServerAction::Pause => format!("pause {server} {PAUSE}"),
            ServerAction::Resume => format!("resume {server}"),
            ServerAction::Cut => format!("cut {server} {}", self.others(server)),
            ServerAction::CutSilently => format!("cut {server} {} silent", self.others(server)),
            ServerAction::CutOneWay => format!("cut {server} -> {} silent", self.others(server)),
            ServerAction::Heal => format!("heal {server}"),
            ServerAction::Break => format!("break {server}"),
            ServerAction::Hold => format!("hold {server} {}", self.others(server)),
            ServerAction::Release => format!("release {server} {}", self.others(server)),
            ServerAction::Delay => format!("delay {server} {} {DELAY}", self.others(server)),
            ServerAction::Hurry => {
                let usual = millis(self.stage().header().server_latency.delay);
                format!("delay {server} {} {usual}ms", self.others(server))
            }
        };
        self.say_verb(None, &line);
    }

    /// The other servers, as a group.
    fn others(&self, server: ServerId) -> String {
        let all = self.stage().world().servers().map(|it| it.id());
        let others = all.filter(|it| *it != server).map(|it| it.to_string());
        others.collect::<Vec<_>>().join(",")
    }

    /// What is done by a menu is typed into a console, as anybody could: of the process that it
    /// is about, or else the one in front. With no console left it is done all the same.
    fn say_verb(&mut self, about: Option<ProcessId>, line: &str) {
        let processes = self.stage().world().processes();
        let awake = |it: &ProcessId| processes.get(it).is_some_and(Process::is_awake);
        let front = about.into_iter().chain(self.look.front);
        let console = front.chain(processes.keys().copied()).find(awake);
        match console {
            Some(console) => {
                let line = format!(":{line}");
                let _told = self.act_on_stage(|stage| stage.enter(console, &line));
            }
            None => {
                let statement = Statement::parse(line).expect("menus spell well");
                self.carry_out(statement);
            }
        }
    }

    /// A process joins, under the first free name of its kind.
    pub(super) fn add(&mut self, role: Role) {
        let plays = match role {
            Role::Master | Role::Backup => Some(actor::Role::Master),
            Role::Worker => Some(actor::Role::Worker),
            Role::Client => Some(actor::Role::Client),
            Role::Console => None,
        };
        let kind = plays.map_or("console".to_string(), |it| it.to_string());
        let name = (1..)
            .map(|number| format!("{kind}{number}"))
            .find(|it| self.stage().process(it).is_none())
            .expect("numbers do not run out");
        let timeout = None;
        self.carry_out(match plays {
            Some(role) => Statement::Program {
                settings: Settings::new(&name, role),
                timeout,
            },
            None => Statement::Session {
                name,
                timeout,
                at: None,
            },
        });
    }
}
