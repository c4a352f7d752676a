//! Entries of a trace, written by hand: for the tests of the monitors.

use std::sync::Arc;

use crate::engine::{Change, Stamp, Txn, TxnBody};
use crate::ensemble::{Cause, ServerNote};
use crate::model::{
    Answer, ConnectionId, FromClient, FromServer, HandleId, ProcessId, Request, ServerId,
    VirtualTime, WallTime, Xid, ZPath, Zxid,
};
use crate::sim::event::{Carried, Delivery};
use crate::sim::{Happening, Side, TraceEntry};

pub fn path(text: &str) -> ZPath {
    ZPath::parse(text).expect("it is a path")
}

/// A request of that life of a process has come to the server.
pub fn arrived(life: u32, request: Request) -> TraceEntry {
    let carried = Carried::Up(FromClient::Request {
        xid: Xid::FIRST,
        request,
    });
    entry(Happening::Arrived {
        message: 0,
        delivery: delivery(life, Side::Server, carried),
    })
}

pub fn answered(life: u32, answer: Answer) -> TraceEntry {
    let carried = Carried::Down(FromServer::Reply {
        xid: Xid::FIRST,
        zxid: Zxid::ZERO,
        answer,
    });
    entry(Happening::Sent {
        message: 0,
        due: VirtualTime::START,
        delivery: delivery(life, Side::Client, carried),
    })
}

pub fn applied(life: u32, body: TxnBody, changes: Vec<Change>) -> TraceEntry {
    let server = ServerId::new(1);
    let stamp = Stamp {
        zxid: Zxid::ZERO,
        time: WallTime::EPOCH,
    };
    let txn = Arc::new(Txn { stamp, body });
    let note = ServerNote::Applied {
        txn,
        cause: Cause::Client(connection(life)),
        changes,
    };
    entry(Happening::Server(server, note))
}

fn entry(what: Happening) -> TraceEntry {
    TraceEntry {
        step: 1,
        at: VirtualTime::START,
        what,
    }
}

fn delivery(life: u32, to: Side, carried: Carried) -> Arc<Delivery> {
    Arc::new(Delivery {
        sent: VirtualTime::START,
        connection: connection(life),
        server: ServerId::new(1),
        to,
        carried,
    })
}

fn connection(life: u32) -> ConnectionId {
    ConnectionId {
        process: ProcessId::new(0),
        life,
        handle: HandleId::FIRST,
        attempt: 0,
    }
}
