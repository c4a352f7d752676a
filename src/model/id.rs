//! Numbers with a meaning, each a type of its own.

use std::fmt;

/// The position of a transaction in the one total order of writes.
///
/// The leader's epoch counts in the high half and its own writes in the low half, so plain
/// integer order is the order of history. A standalone server stays in epoch 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Zxid(u64);

impl Zxid {
    /// Before the first transaction.
    pub const ZERO: Zxid = Zxid(0);

    pub fn new(epoch: u32, counter: u32) -> Zxid {
        Zxid(u64::from(epoch) << 32 | u64::from(counter))
    }

    /// The position right behind this one, in the same epoch.
    pub fn next(self) -> Zxid {
        Zxid(self.0 + 1)
    }

    /// Of the leader that it was decided by.
    pub fn epoch(self) -> Epoch {
        Epoch((self.0 >> 32) as u32)
    }

    /// Where it stands among the writes of its leader; 0 for none of them.
    pub fn counter(self) -> u32 {
        self.0 as u32
    }

    /// The plain number, which is how watch events print it.
    pub fn get(self) -> u64 {
        self.0
    }
}

/// The term of one leader. A standalone server stays in epoch 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Epoch(u32);

impl Epoch {
    pub const ZERO: Epoch = Epoch(0);

    /// Of the first leader of an ensemble.
    pub const FIRST: Epoch = Epoch(1);

    pub fn next(self) -> Epoch {
        Epoch(self.0 + 1)
    }

    pub fn get(self) -> u32 {
        self.0
    }

    /// Where the epoch begins, ahead of its first write.
    pub fn start(self) -> Zxid {
        Zxid::new(self.0, 0)
    }
}

/// As `stat` prints it: `0x1a`.
impl fmt::Display for Zxid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:#x}", self.0)
    }
}

/// A session, as the server that made it numbered it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionId(u64);

impl SessionId {
    /// The first id of a server that started at this wall-clock instant.
    ///
    /// The server's id is in the top byte, 40 bits of milliseconds follow, and 16 bits count
    /// (`SessionTrackerImpl.initializeNextSessionId`).
    pub fn first_of(server: ServerId, started: WallMillis) -> SessionId {
        let millis = (started as u64) & 0xFF_FFFF_FFFF;
        SessionId(u64::from(server.get()) << 56 | millis << 16)
    }

    pub fn next(self) -> SessionId {
        SessionId(self.0 + 1)
    }

    pub fn get(self) -> u64 {
        self.0
    }
}

/// Milliseconds since 1970, as the id of a session takes them up.
type WallMillis = i64;

/// As `stat` prints an owner: `0x19b77085c000000`.
impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:#x}", self.0)
    }
}

/// A server of the ensemble, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServerId(u8);

impl ServerId {
    pub fn new(number: u8) -> ServerId {
        ServerId(number)
    }

    pub fn get(self) -> u8 {
        self.0
    }
}

/// As scripts name it: `s1`.
impl fmt::Display for ServerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "s{}", self.0)
    }
}

/// A simulated process; numbered in the order in which processes were added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProcessId(u32);

impl ProcessId {
    pub const fn new(number: u32) -> ProcessId {
        ProcessId(number)
    }

    pub fn get(self) -> u32 {
        self.0
    }
}

/// One of the handles of a process: its n-th session, as its program counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HandleId(u32);

impl HandleId {
    pub const FIRST: HandleId = HandleId(0);

    pub fn next(self) -> HandleId {
        HandleId(self.0 + 1)
    }

    pub fn get(self) -> u32 {
        self.0
    }
}

/// One connection: the n-th attempt of one handle. Never used twice, so a message that comes
/// late can be told from one of the present connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConnectionId {
    pub process: ProcessId,
    /// Counts how often the process was started.
    pub life: u32,
    pub handle: HandleId,
    pub attempt: u32,
}

/// As in `connection 4 of p2.1`: the fifth attempt of the second handle of that process.
impl fmt::Display for ConnectionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (process, handle) = (self.process.get(), self.handle.get());
        write!(f, "connection {} of p{process}.{handle}", self.attempt)
    }
}

/// The number by which a client recognises the reply to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Xid(i32);

impl Xid {
    pub const FIRST: Xid = Xid(1);

    /// Wraps from 2³¹−1 to 1: the negative ones are reserved for pings and the like.
    pub fn next(self) -> Xid {
        Xid(self.0.checked_add(1).unwrap_or(1))
    }

    pub fn get(self) -> i32 {
        self.0
    }
}

/// How often data, children or ACL of a znode were changed; 32 bits that wrap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Version(i32);

impl Version {
    pub const ZERO: Version = Version(0);

    pub fn new(number: i32) -> Version {
        Version(number)
    }

    pub fn next(self) -> Version {
        Version(self.0.wrapping_add(1))
    }

    pub fn get(self) -> i32 {
        self.0
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_id_begins_with_its_server_and_goes_on_by_one() {
        let first = SessionId::first_of(ServerId::new(3), 0x11d4d9);
        assert_eq!(first.to_string(), "0x3000011d4d90000");
        assert_eq!(first.next().to_string(), "0x3000011d4d90001");
    }

    #[test]
    fn the_xid_wraps_past_the_reserved_ones() {
        assert_eq!(Xid(i32::MAX).next(), Xid::FIRST);
    }

    #[test]
    fn zxids_print_in_hex_and_count_in_one_epoch() {
        assert_eq!(Zxid::new(1, 0).next().to_string(), "0x100000001");
    }
}
