//! What clients have asked for, until it is decided.
//!
//! A write is applied some time after it came to a server: the others must agree first. Of one
//! connection writes are decided in the order in which they came.

use std::collections::VecDeque;

use litemap::LiteMap;

use crate::model::{ConnectionId, FromClient, Request, Write};
use crate::sim::event::{Carried, Delivery};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    waiting: LiteMap<ConnectionId, VecDeque<Request>>,
}

impl Asked {
    /// Takes down what has come to a server.
    pub fn arrived(&mut self, delivery: &Delivery) {
        match &delivery.carried {
            Carried::Up(FromClient::Request { request, .. }) if is_decided(request) => {
                let waiting = self.waiting.entry(delivery.connection).or_default();
                waiting.push_back(request.clone());
            }
            Carried::Closed => _ = self.waiting.remove(&delivery.connection),
            _ => {}
        }
    }

    /// The oldest of what came by that connection is decided.
    pub fn decided(&mut self, by: ConnectionId) -> Option<Request> {
        self.waiting.get_mut(&by)?.pop_front()
    }
}

fn is_decided(request: &Request) -> bool {
    match request {
        Request::Write(Write::Check { .. }) => false,
        Request::Write(_) | Request::Multi(_) | Request::CloseSession => true,
        _ => false,
    }
}
