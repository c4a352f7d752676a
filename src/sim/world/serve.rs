//! How the world drives servers, and delivers what was sent.

use std::sync::Arc;

use crate::ensemble::{Channel, ServerInput, ServerNote, ServerOutput};
use crate::handle::{HandleInput, Program};
use crate::model::{FromServer, ServerId};
use crate::sim::event::{Carried, Delivery, PeerCarried, PeerDelivery, Side};
use crate::sim::trace::{Happening, Trace};
use crate::sim::world::World;

impl<P: Program> World<P> {
    pub(super) fn deliver(&mut self, message: u64, delivery: Arc<Delivery>, trace: &mut Trace) {
        self.record(
            trace,
            Happening::Arrived {
                message,
                delivery: delivery.clone(),
            },
        );
        let (connection, server) = (delivery.connection, delivery.server);
        match (delivery.to, delivery.carried.clone()) {
            // Nobody listens.
            (Side::Server, Carried::Open) if !self.hosts[&server].is_up() => {
                self.post(connection, Side::Client, Carried::Closed, trace);
            }
            // The machine takes the connection, though its server may stand still.
            (Side::Server, Carried::Open) => {
                self.run_server(server, ServerInput::Opened(connection), trace);
                self.post(connection, Side::Client, Carried::Opened, trace);
            }
            (Side::Server, Carried::Up(packet)) => {
                self.run_server(server, ServerInput::Received(connection, packet), trace);
            }
            (Side::Server, Carried::Closed) => {
                self.network.close(connection);
                self.run_server(server, ServerInput::Lost(connection), trace);
            }
            (Side::Client, Carried::Opened) => {
                self.run_client(connection, HandleInput::Opened(connection), trace);
            }
            (Side::Client, Carried::Down(packet)) => {
                self.run_client(connection, HandleInput::Received(connection, packet), trace);
            }
            (Side::Client, Carried::Closed) => {
                self.network.close(connection);
                self.run_client(connection, HandleInput::Lost(connection), trace);
            }
            _ => unreachable!("each travels one way only"),
        }
    }

    pub(super) fn deliver_peer(
        &mut self,
        message: u64,
        delivery: Arc<PeerDelivery>,
        trace: &mut Trace,
    ) {
        self.record(
            trace,
            Happening::PeerArrived {
                message,
                delivery: delivery.clone(),
            },
        );
        let (from, to) = (delivery.from, delivery.to);
        let input = match (delivery.carried.clone(), delivery.channel) {
            (PeerCarried::Vote(vote), _) => ServerInput::Notified(from, vote),
            (PeerCarried::Open, Some(channel)) => {
                let takes = self.hosts[&to].takes_followers();
                let answer = match takes {
                    true => PeerCarried::Opened,
                    false => PeerCarried::Closed,
                };
                if takes {
                    self.run_server(to, ServerInput::PeerOpened(channel), trace);
                }
                return self.post_peer(channel, from, answer, trace);
            }
            (PeerCarried::Opened, Some(channel)) => ServerInput::PeerOpened(channel),
            (PeerCarried::Packet(packet), Some(channel)) => ServerInput::FromPeer(channel, packet),
            (PeerCarried::Closed, Some(channel)) => {
                self.network.close_channel(channel);
                ServerInput::PeerLost(channel)
            }
            (_, None) => unreachable!("only votes travel outside of channels"),
        };
        self.run_server(to, input, trace);
    }

    /// What comes for a server that is down finds nobody; one that stands still finds it later.
    pub(super) fn run_server(&mut self, id: ServerId, input: ServerInput, trace: &mut Trace) {
        let now = self.now;
        let host = self.host_mut(id);
        if !host.is_up() {
            return;
        }
        if host.pause.is_some() {
            return host.inbox.push(input);
        }
        let outputs = host.server.step(now, input);
        self.carry_out_server(id, outputs, trace);
    }

    pub(super) fn carry_out_server(
        &mut self,
        id: ServerId,
        outputs: Vec<ServerOutput>,
        trace: &mut Trace,
    ) {
        for output in outputs {
            match output {
                ServerOutput::Send(connection, FromServer::Reply { .. })
                    if self.losing.remove(&connection.process).is_some() =>
                {
                    let process = connection.process;
                    let lost = Happening::ReplyLost {
                        process,
                        connection,
                    };
                    self.record(trace, lost);
                    self.break_connection(connection, trace);
                }
                ServerOutput::Send(connection, packet) => {
                    self.post(connection, Side::Client, Carried::Down(packet), trace);
                }
                ServerOutput::HangUp(connection) => {
                    self.post(connection, Side::Client, Carried::Closed, trace);
                }
                ServerOutput::DialPeer(channel) => {
                    let posted = self.network.dial_peer(self.now, channel);
                    self.record_posted(posted, trace);
                }
                ServerOutput::SendPeer(channel, packet) => {
                    let carried = PeerCarried::Packet(packet);
                    self.post_peer(channel, channel.peer_of(id), carried, trace);
                }
                ServerOutput::HangUpPeer(channel) => {
                    self.post_peer(channel, channel.peer_of(id), PeerCarried::Closed, trace);
                }
                ServerOutput::Notify(to, vote) => {
                    if let Some(posted) = self.network.send_vote(self.now, id, to, vote) {
                        self.record_posted(posted, trace);
                    }
                }
                ServerOutput::Note(note) => self.take_note(id, note, trace),
            }
        }
    }

    pub(super) fn post_peer(
        &mut self,
        channel: Channel,
        to: ServerId,
        carried: PeerCarried,
        trace: &mut Trace,
    ) {
        if let Some(posted) = self.network.send_peer(self.now, channel, to, carried) {
            self.record_posted(posted, trace);
        }
    }

    /// Servers apply the same transactions in the same order, so the first to apply one is known
    /// by its zxid.
    fn take_note(&mut self, id: ServerId, note: ServerNote, trace: &mut Trace) {
        let what = match &note {
            ServerNote::Applied { txn, .. } if txn.stamp.zxid <= self.agreed => {
                Happening::Replicated(id, txn.stamp.zxid)
            }
            ServerNote::Applied { txn, .. } => {
                self.agreed = txn.stamp.zxid;
                Happening::Server(id, note)
            }
            _ => Happening::Server(id, note),
        };
        self.record(trace, what);
    }
}
