//! What happens when something breaks, or is mended.

use crate::ensemble::{Channel, ServerInput};
use crate::handle::{HandleInput, Program};
use crate::model::{ConnectionId, ProcessId, ServerId};
use crate::sim::event::{Carried, Parcel, PeerCarried, Side};
use crate::sim::fault::{Cut, Fault};
use crate::sim::node::Node;
use crate::sim::trace::{Happening, Trace};
use crate::sim::ways::Way;
use crate::sim::world::World;

impl<P: Program> World<P> {
    pub(super) fn suffer(&mut self, fault: Fault, trace: &mut Trace) {
        let now = self.now;
        match fault {
            Fault::Crash(server) => self.crash(server, trace),
            Fault::Start(server) => self.start(server, trace),
            Fault::Cut { node, far, how } => self.cut(node, far, how, trace),
            Fault::Heal { node, far } => self.network.tamper(now, |ways| match far {
                None => ways.set_around(node, Way::default()),
                Some(far) => {
                    for (from, to) in [(node, far), (far, node)] {
                        ways.change(from, to, |it| (it.closed, it.silent) = (false, false));
                    }
                }
            }),
            Fault::Break { node, far } => self.break_link(node, far, trace),
            Fault::Hold { node, far } => self.set_both(node, far, |it| it.held = true),
            Fault::Release { node, far } => self.set_both(node, far, |it| it.held = false),
            Fault::Delay { node, far, delay } => {
                self.set_both(node, far, |it| it.delay = Some(delay));
            }
            Fault::LoseReply(process) => _ = self.losing.insert(process, ()),
            Fault::Expire(process) => self.expire(process, trace),
            Fault::Move(process, server) => {
                let handle = self.processes[&process].handles.keys().next_back();
                if let Some(handle) = handle.copied() {
                    self.run_handle(process, handle, HandleInput::Move(server), trace);
                }
            }
        }
    }

    fn set_both(&mut self, node: Node, far: Node, change: impl Fn(&mut Way)) {
        self.network.tamper(self.now, |ways| {
            ways.change(node, far, &change);
            ways.change(far, node, &change);
        });
    }

    fn cut(&mut self, node: Node, far: Option<Node>, how: Cut, trace: &mut Trace) {
        let way = Way {
            closed: how == Cut::Told,
            silent: how != Cut::Told,
            ..Way::default()
        };
        let set = |it: &mut Way| (it.closed, it.silent) = (way.closed, way.silent);
        self.network.tamper(self.now, |ways| match far {
            None => ways.set_around(node, way),
            Some(far) => {
                ways.change(node, far, set);
                if how != Cut::SilentOneWay {
                    ways.change(far, node, set);
                }
            }
        });
        if how == Cut::Told {
            self.break_link(node, far, trace);
        }
    }

    /// All connections of a link, or of all links of a node, are gone at once.
    fn break_link(&mut self, node: Node, far: Option<Node>, trace: &mut Trace) {
        let is_far = |it: Node| far.is_none_or(|far| far == it);
        let ends = |one: Node, other: Node| {
            (one == node && is_far(other)) || (other == node && is_far(one))
        };
        for connection in self.network.connections_between(ends) {
            self.break_connection(connection, trace);
        }
        let servers = |it: &Channel| ends(Node::Server(it.follower), Node::Server(it.leader));
        for channel in self.network.channels_where(servers) {
            self.break_channel(channel, trace);
        }
        let is_vote = |it: &Parcel| {
            let (from, to) = it.route();
            matches!(it, Parcel::Peer(it) if it.channel.is_none()) && ends(from, to)
        };
        self.lose(is_vote, trace);
    }

    /// Both ends learn at once that the connection is gone, and what was under way is lost.
    pub(super) fn break_connection(&mut self, connection: ConnectionId, trace: &mut Trace) {
        let Some(server) = self.network.server_of(connection) else {
            return;
        };
        self.network.close(connection);
        let on_it = |it: &Parcel| matches!(it, Parcel::Client(it) if it.connection == connection);
        self.lose(on_it, trace);
        self.run_server(server, ServerInput::Lost(connection), trace);
        self.run_client(connection, HandleInput::Lost(connection), trace);
    }

    fn break_channel(&mut self, channel: Channel, trace: &mut Trace) {
        self.network.close_channel(channel);
        let on_it = |it: &Parcel| matches!(it, Parcel::Peer(it) if it.channel == Some(channel));
        self.lose(on_it, trace);
        for server in [channel.leader, channel.follower] {
            self.run_server(server, ServerInput::PeerLost(channel), trace);
        }
    }

    fn lose(&mut self, lost: impl Fn(&Parcel) -> bool, trace: &mut Trace) {
        for message in self.network.lose(lost) {
            self.record(trace, Happening::Lost { message });
        }
    }

    /// The server dies; its machine closes its connections.
    fn crash(&mut self, server: ServerId, trace: &mut Trace) {
        if !self.hosts[&server].is_up() {
            return;
        }
        // What it had applied was agreed on, though it may forget it.
        self.remembered = Some(self.agreed().clone());
        let host = self.host_mut(server);
        host.server.crash();
        host.pause = None;
        host.inbox.clear();
        let to_it = |_, far| far == Node::Server(server);
        for connection in self.network.connections_between(to_it) {
            self.post(connection, Side::Client, Carried::Closed, trace);
        }
        let its = |it: &Channel| it.leader == server || it.follower == server;
        for channel in self.network.channels_where(its) {
            let to = channel.peer_of(server);
            self.post_peer(channel, to, PeerCarried::Closed, trace);
        }
    }

    fn start(&mut self, server: ServerId, trace: &mut Trace) {
        let now = self.now;
        let host = self.host_mut(server);
        if !host.is_up() {
            let outputs = host.server.start(now);
            self.carry_out_server(server, outputs, trace);
        }
    }

    /// The leader ends the session that the process opened last.
    fn expire(&mut self, process: ProcessId, trace: &mut Trace) {
        let handle = self.processes[&process].handle();
        let session = handle.and_then(|it| it.session());
        let leader = self.leader().map(|it| it.id());
        if let (Some(session), Some(leader)) = (session, leader) {
            self.run_server(leader, ServerInput::Expire(session), trace);
        }
    }
}
