//! Who is who, and may do what, in the naive ZooKeeper. It knows the few names that occur.

use zkplay::model::{Acl, ConnectionId, Credentials, Grant, Identity};

use crate::naive::Naive;

/// Who may log in, and what is kept of it.
pub const LOGINS: [(&str, &str); 3] = [
    ("u:p", "u:Jq7wMyA/w2Vd5WIDAKdu4OIIFEQ="),
    ("v:q", "v:Mfy8apI9YguGKmh+AxUmAFSwkII="),
    ("boss:z", "boss:0SFCreZUp4Vdu2PTz7PuYd1C874="),
];

/// What lists name: a scheme, an id, whether that is valid, and whether it means our address.
pub const NAMED: [(&str, &str, bool, bool); 13] = [
    ("world", "anyone", true, false),
    ("world", "nobody", false, false),
    ("auth", "", true, false),
    ("digest", LOGINS[0].1, true, false),
    ("digest", LOGINS[1].1, true, false),
    ("digest", "u:p", true, false),
    ("digest", "u", false, false),
    ("ip", "127.0.0.1", true, true),
    ("ip", "127.1.2.3/8", true, true),
    ("ip", "10.0.0.0/8", true, false),
    ("ip", "127.0.0.1/33", false, false),
    ("super", "", false, false),
    ("foo", "bar", false, false),
];

impl Naive {
    /// Whether credentials are taken; if so, the connection is known by them.
    pub fn proves(&mut self, from: ConnectionId, credentials: &Credentials) -> bool {
        if credentials.scheme == "ip" {
            return true;
        }
        let Some(secret) = credentials.secret.as_deref() else {
            return false;
        };
        let login = LOGINS.iter().find(|it| it.0.as_bytes() == secret);
        let (Some((_, kept)), "digest") = (login, credentials.scheme.as_str()) else {
            return false;
        };
        let boss = self.config.rules.super_digest.as_deref() == Some(*kept);
        let connection = self.connections.get_mut(&from).expect("it is open");
        connection.known_as.insert(Identity::new("digest", kept));
        if boss {
            connection.known_as.insert(Identity::new("super", ""));
        }
        true
    }

    /// Whether any of these letters is granted.
    pub fn may(&self, who: ConnectionId, letters: &str, acl: &Acl) -> bool {
        let known_as = &self.connections[&who].known_as;
        let grants = acl.grants();
        if self.config.rules.skip_acl || grants.is_empty() || self.is_super(who) {
            return true;
        }
        grants.iter().any(|it| {
            let printed = it.perms.to_string();
            let granted = letters.chars().any(|letter| printed.contains(letter));
            let here = |named: &&(&str, &str, bool, bool)| {
                named.3 && Identity::new(named.0, named.1) == it.to
            };
            let anyone = it.to == Identity::anyone();
            let meant = anyone || known_as.contains(&it.to) || NAMED.iter().any(|at| here(&at));
            granted && meant
        })
    }

    /// The list as a node keeps it; `None` if it is not valid.
    pub fn fixed(&self, who: ConnectionId, acl: &Acl) -> Option<Acl> {
        let mut fixed = Vec::new();
        let given = acl.grants();
        for (at, grant) in given.iter().enumerate() {
            if given[..at].contains(grant) {
                continue;
            }
            let (scheme, id) = (&*grant.to.scheme, &*grant.to.id);
            let valid = NAMED
                .iter()
                .any(|it| (it.0, it.1, it.2) == (scheme, id, true));
            if scheme == "auth" {
                let logins = self.connections[&who].known_as.iter();
                let logins: Vec<_> = logins.filter(|it| &*it.scheme == "digest").collect();
                if logins.is_empty() {
                    return None;
                }
                let perms = grant.perms;
                fixed.extend(logins.into_iter().cloned().map(|to| Grant { perms, to }));
            } else if valid {
                fixed.push(grant.clone());
            } else {
                return None;
            }
        }
        (!fixed.is_empty()).then(|| Acl::new(fixed))
    }

    /// The list as this client may see it.
    pub fn shown(&self, who: ConnectionId, acl: &Acl) -> Acl {
        if self.may(who, "a", acl) {
            return acl.clone();
        }
        let mask = |it: Grant| match (&*it.to.scheme, it.to.id.split_once(':')) {
            ("digest", Some((user, _))) => Grant {
                to: Identity::new("digest", &format!("{user}:x")),
                ..it
            },
            _ => it,
        };
        Acl::new(acl.grants().into_iter().map(mask).collect())
    }

    /// By scheme, then by what is kept.
    pub fn users(&self, who: ConnectionId) -> Vec<Identity> {
        let known_as = self.connections[&who].known_as.iter();
        let user = |it: &Identity| {
            let name = it.id.split(':').next().unwrap_or_default();
            Identity::new(&it.scheme, name)
        };
        known_as.map(user).collect()
    }

    fn is_super(&self, who: ConnectionId) -> bool {
        let boss = Identity::new("super", "");
        self.connections[&who].known_as.contains(&boss)
    }
}
