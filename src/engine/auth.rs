//! The schemes by which a client proves who it is (`ProviderRegistry`): `digest` and `ip`.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use litemap::LiteMap;
use sha1::{Digest, Sha1};

use crate::engine::Rules;
use crate::model::{Credentials, Identity};

const DIGEST: &str = "digest";
const IP: &str = "ip";
const SUPER: &str = "super";

/// Whom a server takes a connection for. Ordered by scheme and id; ZooKeeper's order is a hash
/// table's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identities(Arc<LiteMap<Identity, ()>>);

impl Identities {
    /// Every connection is known by its address from the start.
    pub fn at(address: &str) -> Identities {
        let mut all = LiteMap::new();
        all.insert(Identity::new(IP, address), ());
        Identities(Arc::new(all))
    }

    pub fn iter(&self) -> impl Iterator<Item = &Identity> {
        self.0.keys()
    }

    /// Takes credentials. `false` if they are refused, which ends the connection; a password
    /// never is.
    pub fn prove(&mut self, credentials: &Credentials, rules: &Rules) -> bool {
        match (credentials.scheme.as_str(), &credentials.secret) {
            (DIGEST, Some(secret)) => {
                let digest = digest(secret);
                let all = Arc::make_mut(&mut self.0);
                if rules.super_digest.as_ref() == Some(&digest) {
                    all.insert(Identity::new(SUPER, ""), ());
                }
                all.insert(Identity::new(DIGEST, &digest), ());
                true
            }
            // Its address is known already.
            (IP, _) => true,
            _ => false,
        }
    }

    /// Those that an entry of the scheme `auth` stands for.
    pub fn authenticated(&self) -> impl Iterator<Item = &Identity> {
        self.iter().filter(|it| &*it.scheme == DIGEST)
    }

    pub fn is_super(&self) -> bool {
        self.iter().any(|it| &*it.scheme == SUPER)
    }

    /// Whether one of them is meant by an entry of an ACL.
    pub fn match_entry(&self, entry: &Identity) -> bool {
        let meant = |it: &Identity| match &*entry.scheme {
            IP => is_in(&it.id, &entry.id),
            DIGEST => it.id == entry.id,
            _ => false,
        };
        let of_scheme = self.iter().filter(|it| it.scheme == entry.scheme);
        *entry == Identity::anyone() || of_scheme.into_iter().any(meant)
    }

    /// What `whoami` tells: the scheme, and the name of the user without any hash.
    pub fn users(&self) -> Vec<Identity> {
        let user = |it: &Identity| Identity::new(&it.scheme, user_of(&it.id));
        self.iter().map(user).collect()
    }
}

/// Whether an entry of an ACL names somebody that its scheme could know. (`world` and `auth`
/// are no schemes of authentication.)
pub fn is_valid(entry: &Identity) -> bool {
    match &*entry.scheme {
        // Java's `split`: empty parts at the end do not count.
        DIGEST => entry.id.trim_end_matches(':').split(':').count() == 2,
        IP => Network::parse(&entry.id).is_some(),
        _ => false,
    }
}

/// The same identity for those who may not see a hash.
pub fn masked(entry: &Identity) -> Identity {
    match (&*entry.scheme, entry.id.split_once(':')) {
        (DIGEST, Some((user, _))) => Identity::new(DIGEST, &format!("{user}:x")),
        _ => entry.clone(),
    }
}

/// `user:password` as ZooKeeper keeps it: the user, and a hash of the whole.
fn digest(secret: &[u8]) -> String {
    let text = String::from_utf8_lossy(secret);
    let hash = STANDARD.encode(Sha1::digest(text.as_bytes()));
    format!("{}:{hash}", user_of(&text))
}

fn user_of(id: &str) -> &str {
    id.split(':').next().unwrap_or(id)
}

/// IPv4 addresses with the same first bits.
struct Network {
    address: u32,
    mask: u32,
}

impl Network {
    /// Reads `10.1.2.3` or `10.1.0.0/16`.
    fn parse(text: &str) -> Option<Network> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, bits.parse().ok()?),
            None => (text, 32),
        };
        let mask = match bits {
            0 => 0,
            1..=32 => u32::MAX << (32 - bits),
            _ => return None,
        };
        let mut parts = address.split('.').map(|it| it.parse::<u8>().ok());
        let four = [
            parts.next()??,
            parts.next()??,
            parts.next()??,
            parts.next()??,
        ];
        let address = u32::from_be_bytes(four);
        parts.next().is_none().then_some(Network { address, mask })
    }
}

fn is_in(address: &str, network: &str) -> bool {
    match (Network::parse(address), Network::parse(network)) {
        (Some(one), Some(all)) => one.address & all.mask == all.address & all.mask,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn credentials(scheme: &str, secret: Option<&str>) -> Credentials {
        Credentials {
            scheme: scheme.to_string(),
            secret: secret.map(|it| it.as_bytes().into()),
        }
    }

    #[test]
    fn a_digest_is_the_user_and_a_hash_of_user_and_password() {
        assert_eq!(digest(b"u:p"), "u:Jq7wMyA/w2Vd5WIDAKdu4OIIFEQ=");
        assert_eq!(user_of(&digest(b"")), "");
    }

    #[test]
    fn credentials_add_up_and_addresses_are_known_already() {
        let mut known = Identities::at("127.0.0.1");
        let rules = Rules::default();
        for (scheme, secret, taken) in [
            ("digest", Some("b:1"), true),
            ("digest", Some("a:1"), true),
            ("ip", None, true),
            ("digest", None, false),
            ("world", Some("anyone"), false),
            ("foo", Some("x"), false),
        ] {
            let given = credentials(scheme, secret);
            assert_eq!(known.prove(&given, &rules), taken, "{scheme}");
        }
        let users = ["'digest,'a", "'digest,'b", "'ip,'127.0.0.1"];
        assert_eq!(
            known
                .users()
                .iter()
                .map(Identity::to_string)
                .collect::<Vec<_>>(),
            users
        );
        assert_eq!(known.authenticated().count(), 2);
    }

    #[test]
    fn an_address_matches_by_its_first_bits() {
        let known = Identities::at("10.1.2.3");
        for (entry, matches) in [
            ("10.1.2.3", true),
            ("10.1.2.4", false),
            ("10.1.0.0/16", true),
            ("10.2.0.0/16", false),
            ("10.1.2.2/31", true),
            ("0.0.0.0/0", true),
        ] {
            assert_eq!(
                known.match_entry(&Identity::new("ip", entry)),
                matches,
                "{entry}"
            );
        }
    }

    #[test]
    fn an_entry_must_name_somebody_its_scheme_could_know() {
        for (scheme, id, valid) in [
            ("digest", "u:h", true),
            ("digest", ":h", true),
            ("digest", "u:h:", true),
            ("digest", "u", false),
            ("digest", "u:", false),
            ("digest", "a:b:c", false),
            ("ip", "1.2.3.4", true),
            ("ip", "1.2.3.4/0", true),
            ("ip", "1.1.1.1/33", false),
            ("ip", "1.1.1.1/-1", false),
            ("ip", "300.1.1.1", false),
            ("ip", "1.2.3", false),
            ("ip", "::1", false),
            ("super", "", false),
            ("foo", "x", false),
        ] {
            assert_eq!(is_valid(&Identity::new(scheme, id)), valid, "{scheme}:{id}");
        }
    }

    #[test]
    fn a_hash_is_hidden_and_nothing_else() {
        let shown = |scheme, id| masked(&Identity::new(scheme, id)).to_string();
        assert_eq!(shown("digest", "u:hash"), "'digest,'u:x");
        assert_eq!(shown("digest", "user"), "'digest,'user");
        assert_eq!(shown("ip", "1.2.3.4"), "'ip,'1.2.3.4");
    }
}
