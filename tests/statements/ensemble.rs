//! Several servers at the desk, and what is said of them in short.

mod elections;
mod order;
mod sessions;
mod survival;
mod trouble;

use zkplay::engine::Database;
use zkplay::ensemble::{Feeding, ServerConfig, ServerNote};
use zkplay::model::{Answer, Bytes, FromServer, Reply, ServerId, Zxid};

use crate::desk::{Desk, Heard, defaults};
use crate::words::{Client, get, path};

/// A majority has settled on its leader, and that is established.
const ELECTION: u64 = 1000;

/// The longest time for which a session can be silent.
const LONG: u64 = 40_000;

fn several(servers: u8) -> ServerConfig {
    ServerConfig {
        servers,
        ..defaults()
    }
}

/// So many servers that have a leader: the last of them.
fn ensemble(servers: u8) -> Desk {
    Desk::new(several(servers))
}

fn zxid(epoch: u32, counter: u32) -> Zxid {
    Zxid::new(epoch, counter)
}

impl Desk {
    fn database_of(&self, server: u8) -> &Database {
        self.server(server).database()
    }

    fn has_at(&self, server: u8, text: &str) -> bool {
        self.database_of(server).tree.contains(&path(text))
    }

    /// Which of the servers that run have a znode.
    fn where_is(&self, text: &str) -> Vec<u8> {
        let all = self.running().map(|it| it.id().get());
        all.filter(|it| self.has_at(*it, text)).collect()
    }

    /// The last transaction of each server that runs.
    fn zxids(&self) -> Vec<Zxid> {
        self.running().map(|it| it.database().last_zxid).collect()
    }

    /// How a follower came to its leader's history, oldest first: from where on, and how many
    /// transactions it was told one by one.
    fn feedings(&self, server: u8) -> Vec<(Zxid, Feeding, usize)> {
        let server = ServerId::new(server);
        let fed = self.notes.iter().filter_map(|(_, note)| match note {
            ServerNote::Fed {
                follower,
                from,
                how,
                proposals,
            } if *follower == server => Some((*from, *how, *proposals)),
            _ => None,
        });
        fed.collect()
    }

    /// The data that a client reads.
    fn read(&mut self, client: Client, text: &str) -> Bytes {
        match self.done(client, get(text)) {
            Reply::Data(data, _) => data,
            other => panic!("{other:?} is no data"),
        }
    }

    /// What a client has heard since, in short.
    fn hears(&mut self, client: Client) -> Vec<News> {
        let heard = self.heard(client.connection).into_iter();
        heard.map(News::of).collect()
    }
}

/// What a client hears.
#[derive(Debug, PartialEq)]
enum News {
    Welcome,
    /// And the zxid that came with it.
    Reply(Zxid, Answer),
    Event(String),
    HungUp,
    Other(FromServer),
}

impl News {
    fn of(heard: Heard) -> News {
        match heard {
            Heard::Packet(FromServer::Connected { .. }) => News::Welcome,
            Heard::Packet(FromServer::Reply { zxid, answer, .. }) => News::Reply(zxid, answer),
            Heard::Packet(FromServer::Event(event)) => News::Event(event.in_short()),
            Heard::Packet(other) => News::Other(other),
            Heard::HungUp => News::HungUp,
        }
    }
}
