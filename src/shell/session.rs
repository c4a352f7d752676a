//! How the console opens and closes its sessions, and hears of them.

use std::mem;

use crate::handle::{ProgramOutput, Shown};
use crate::model::{EventType, HandleId, KeeperState, WatchedEvent};
use crate::shell::exception::Exception;
use crate::shell::failure::Failure;
use crate::shell::screen::Screen;
use crate::shell::{Activity, Afterwards, SessionState, Shell, address};

impl Shell {
    pub(super) fn start(&mut self, screen: &mut Screen) {
        let host = self.host.clone();
        screen.out(format!("Connecting to {host}"));
        match self.open(host, screen) {
            Ok(()) => {
                screen.out("Welcome to ZooKeeper!");
                screen.out("JLine support is enabled");
            }
            Err(exception) => self.settle(Err(exception.into()), screen),
        }
    }

    /// Hears of a watch or of a session. With `printwatches off` what is hidden is lost.
    pub(super) fn notified(&mut self, handle: HandleId, event: WatchedEvent, screen: &mut Screen) {
        let news = (event.kind == EventType::None && handle == self.handle).then_some(event.state);
        if self.print_watches {
            screen.show(Shown::Event(event));
        }
        match news {
            Some(KeeperState::SyncConnected) => self.state = SessionState::Connected,
            Some(KeeperState::Disconnected) => self.state = SessionState::Connecting,
            Some(KeeperState::AuthFailed) => {
                self.state = SessionState::AuthFailed;
                self.go_on(screen);
            }
            Some(KeeperState::Expired | KeeperState::Closed) => {
                self.state = SessionState::Closed;
                self.go_on(screen);
            }
            None => {}
        }
    }

    /// Closes the session if it is not over, and says what the console does next.
    pub(super) fn close(
        &mut self,
        afterwards: Afterwards,
        screen: &mut Screen,
    ) -> Result<Activity, Failure> {
        if !self.state.is_alive() {
            return self.closed(afterwards, screen);
        }
        let handle = self.handle;
        screen.put(ProgramOutput::Close { handle });
        Ok(Activity::Closing(afterwards))
    }

    /// Does what waited for the end of the session.
    fn go_on(&mut self, screen: &mut Screen) {
        if !matches!(self.activity, Activity::Closing(_)) {
            return;
        }
        if let Activity::Closing(afterwards) = mem::replace(&mut self.activity, Activity::Idle) {
            let outcome = self.closed(afterwards, screen);
            self.settle(outcome, screen);
        }
    }

    fn closed(&mut self, afterwards: Afterwards, screen: &mut Screen) -> Result<Activity, Failure> {
        match afterwards {
            Afterwards::Close => Ok(Activity::Idle),
            Afterwards::Quit => {
                let code = self.exit_code;
                screen.put(ProgramOutput::Exit { code });
                Ok(Activity::Gone)
            }
            Afterwards::Connect(host) => {
                self.handle = self.handle.next();
                self.open(host, screen)?;
                Ok(Activity::Idle)
            }
        }
    }

    /// Opens a session, and does not wait for it: a command that comes too early does.
    fn open(&mut self, host: String, screen: &mut Screen) -> Result<(), Exception> {
        self.host = host;
        let to = address::parse(&self.host, self.settings.servers)?;
        let (handle, timeout) = (self.handle, self.settings.timeout);
        let first = self.settings.first;
        self.state = SessionState::Connecting;
        screen.put(ProgramOutput::Open {
            handle,
            to,
            first,
            timeout,
        });
        Ok(())
    }
}
