//! What a person does to processes by menus and switches.

use std::time::Duration;

use crate::actor::{self, Settings};
use crate::app::playground::Playground;
use crate::app::view::{PanelAction, Role};
use crate::scenario::Statement;

/// For how long the menu pauses a process: longer than the session timeout, so that one can
/// see what comes of it.
const PAUSE: Duration = Duration::from_secs(10);

impl Playground {
    /// A person does something to the world: what was certain to come is so no more. What the
    /// page offers can be done; should it be too late for it, nothing is.
    pub(super) fn carry_out(&mut self, statement: Statement) {
        self.pacer.forget();
        let _too_late = self.stage.begin(&statement);
    }

    pub(super) fn act(&mut self, process: &str, action: PanelAction) {
        let Some(id) = self.stage.process(process) else {
            return;
        };
        let name = process.to_string();
        match action {
            PanelAction::Kill => self.carry_out(Statement::Kill(name)),
            PanelAction::Restart => {
                self.carry_out(Statement::Restart(name));
                self.consoles.remove(&id);
            }
            PanelAction::Close => self.type_line(id, "quit".to_string()),
            PanelAction::Pause => {
                let span = Some(PAUSE);
                self.carry_out(Statement::Pause { name, span });
            }
            PanelAction::Resume => self.carry_out(Statement::Resume(name)),
            PanelAction::Remove => self.carry_out(Statement::Remove(name)),
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
            .find(|it| self.stage.process(it).is_none())
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
