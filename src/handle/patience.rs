//! How long a client waits for what (`ClientCnxn`): all of it follows from the session timeout.

use std::time::Duration;

/// However long the timeout: a client pings at least so often.
const LONGEST_SILENCE: Duration = Duration::from_secs(10);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// The session timeout: as requested at first, then as negotiated.
    pub timeout: Duration,
    /// How many servers the client may try.
    pub servers: u32,
}

impl Patience {
    /// For one attempt to connect.
    pub fn connect(self) -> Duration {
        self.timeout / self.servers.max(1)
    }

    /// For a connection on which nothing is heard: two thirds of the timeout.
    pub fn read(self) -> Duration {
        self.timeout * 2 / 3
    }

    /// Having sent nothing for so long, it pings: a third of the timeout.
    pub fn ping(self) -> Duration {
        (self.read() / 2).min(LONGEST_SILENCE)
    }

    /// Having reached no server for so long, it says by itself that its session must be gone.
    pub fn own_expiry(self) -> Duration {
        self.timeout * 4 / 3
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s_72_a_client_pings_at_a_third_and_gives_up_at_two_thirds() {
        let patience = Patience {
            timeout: Duration::from_secs(6),
            servers: 1,
        };
        assert_eq!(patience.ping(), Duration::from_secs(2));
        assert_eq!(patience.read(), Duration::from_secs(4));
        assert_eq!(patience.own_expiry(), Duration::from_secs(8));
        let long = Patience {
            timeout: Duration::from_secs(40),
            servers: 5,
        };
        assert_eq!(long.ping(), Duration::from_secs(10));
        assert_eq!(long.connect(), Duration::from_secs(8));
    }
}
