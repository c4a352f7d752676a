//! What clients are answered, in what order, and from which state.

use std::time::Duration;

use crate::ensemble::Cause;
use crate::model::{Answer, ConnectionId, Request, ServerId, SessionId, Xid, Zxid};
use crate::sim::laws::history::History;
use crate::sim::laws::law::{Found, Law};
use crate::sim::laws::lines::{Asked, Line, Lines, Question, handle_of};
use crate::sim::network::Network;

impl Lines {
    pub fn asked(&mut self, connection: ConnectionId, xid: Xid, request: &Request) {
        let shown = self.shown;
        if let Some(line) = self.open.get_mut(&connection) {
            let what = Question::of(request);
            line.asked.push_back(Asked { xid, what, shown });
        }
    }

    /// A server has sent an answer. Tells the zxid of a write that has succeeded.
    pub fn answered(
        &mut self,
        connection: ConnectionId,
        (xid, zxid, answer): (Xid, Zxid, &Answer),
        history: &History,
        found: &mut Found,
    ) -> Option<Zxid> {
        let line = self.open.get_mut(&connection)?;
        found.hold(Law::FifoClient, zxid >= line.told, || {
            let told = line.told;
            format!("{connection} is told of {zxid} after {told}")
        });
        line.told = zxid;
        line.show(connection, zxid, found);
        let asked = line.asked.pop_front().filter(|it| it.xid == xid);
        let Some(asked) = asked else {
            let what = format!(
                "{connection} has an answer to its request {}, which is not its turn",
                xid.get()
            );
            found.report(Law::FifoClient, what);
            return None;
        };
        match asked.what {
            Question::Write => {
                let decided = history.get(zxid);
                let own = decided.is_some_and(|it| it.cause == Cause::Client(connection));
                found.hold(Law::LinearizableWrites, own, || {
                    format!("{connection} is answered with {zxid}, which is not what it asked")
                });
                found.hold(Law::LinearizableWrites, zxid > asked.shown, || {
                    let shown = asked.shown;
                    format!("{zxid} was asked when a client had already been shown {shown}")
                });
                answer.is_ok().then_some(zxid)
            }
            Question::RemoveWatches { path, which } => {
                if answer.is_ok() {
                    line.give_up(&path, which);
                }
                None
            }
            Question::Other => None,
        }
    }

    /// An answer has reached its client, which is awake.
    pub fn shown(&mut self, connection: ConnectionId, zxid: Zxid, found: &mut Found) {
        let view = self.views.get_mut(&handle_of(connection));
        // What comes on a connection that was given up is not looked at.
        let Some(view) = view.filter(|it| it.attempt == connection.attempt) else {
            return;
        };
        found.hold(Law::MonotoneView, zxid >= view.shown, || {
            let shown = view.shown;
            format!("{connection} is shown {zxid} after {shown}")
        });
        view.shown = zxid.max(view.shown);
        self.shown = self.shown.max(zxid);
    }

    /// A server has accepted a connection for a session.
    pub fn accepted(
        &mut self,
        connection: ConnectionId,
        server: ServerId,
        (session, timeout): (SessionId, Duration),
        network: &Network,
        found: &mut Found,
    ) {
        let has_it = |(id, it): &(&ConnectionId, &Line)| {
            **id != connection
                && it.server == server
                && it.session.is_some_and(|(it, _)| it == session)
                && network.server_of(**id).is_some()
        };
        let other = self.open.iter().find(has_it).map(|(id, _)| *id);
        found.hold(Law::OneConnection, other.is_none(), || {
            let other = other.expect("there is one");
            format!("{server} has {connection} of session {session} beside {other}")
        });
        if let Some(line) = self.open.get_mut(&connection) {
            line.session = Some((session, timeout));
        }
    }
}
