//! Who may do what with a znode (`org.apache.zookeeper.data.ACL`).

use std::fmt;
use std::ops::BitOr;
use std::sync::Arc;

/// A set of permissions (`ZooDefs.Perms`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Perms(u8);

impl Perms {
    pub const NONE: Perms = Perms(0);
    pub const READ: Perms = Perms(1);
    pub const WRITE: Perms = Perms(2);
    pub const CREATE: Perms = Perms(4);
    pub const DELETE: Perms = Perms(8);
    pub const ADMIN: Perms = Perms(16);
    pub const ALL: Perms = Perms(31);

    /// The letters, in the order in which ZooKeeper prints them.
    const LETTERS: [(char, Perms); 5] = [
        ('c', Perms::CREATE),
        ('d', Perms::DELETE),
        ('r', Perms::READ),
        ('w', Perms::WRITE),
        ('a', Perms::ADMIN),
    ];

    pub fn from_letter(letter: char) -> Option<Perms> {
        let known = Perms::LETTERS.iter().find(|(it, _)| *it == letter)?;
        Some(known.1)
    }

    /// Whether it has any of the wanted ones: one is enough.
    pub fn has_any(self, wanted: Perms) -> bool {
        self.0 & wanted.0 != 0
    }
}

impl BitOr for Perms {
    type Output = Perms;

    fn bitor(self, other: Perms) -> Perms {
        Perms(self.0 | other.0)
    }
}

/// As `getAcl` prints them: `cdrwa`.
impl fmt::Display for Perms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of_it = Perms::LETTERS.iter().filter(|(_, it)| self.has_any(*it));
        of_it
            .map(|(letter, _)| *letter)
            .try_for_each(|it| write!(f, "{it}"))
    }
}

/// Somebody, as a scheme of authentication knows them (`org.apache.zookeeper.data.Id`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identity {
    pub scheme: Arc<str>,
    pub id: Arc<str>,
}

impl Identity {
    pub fn new(scheme: &str, id: &str) -> Identity {
        Identity {
            scheme: scheme.into(),
            id: id.into(),
        }
    }

    /// Whoever it is.
    pub fn anyone() -> Identity {
        Identity::new("world", "anyone")
    }
}

/// As `getAcl` prints it: `'world,'anyone`.
impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{},'{}", self.scheme, self.id)
    }
}

/// One entry of an [`Acl`]: it grants, and never takes away.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grant {
    pub perms: Perms,
    pub to: Identity,
}

/// As `create` and `setAcl` take it: `world:anyone:cdrwa`.
impl fmt::Display for Grant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.to.scheme, self.to.id, self.perms)
    }
}

/// An access control list. It concerns one znode: neither its children nor its parent.
///
/// Most are open to the world, so that one takes no memory. The list as a client gives it and
/// the list as a znode keeps it are of this one type; what lies between is ZooKeeper's
/// `fixupACL`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Acl(Option<Arc<[Grant]>>);

impl Acl {
    /// `world:anyone:cdrwa` (`OPEN_ACL_UNSAFE`).
    pub const OPEN: Acl = Acl(None);

    pub fn new(grants: Vec<Grant>) -> Acl {
        match grants.as_slice() {
            [only] if *only == open_grant() => Acl::OPEN,
            _ => Acl(Some(grants.into())),
        }
    }

    /// What the world may do, and nobody else more.
    pub fn world(perms: Perms) -> Acl {
        let to = Identity::anyone();
        Acl::new(vec![Grant { perms, to }])
    }

    pub fn is_open(&self) -> bool {
        self.0.is_none()
    }

    /// The entries, in their order.
    pub fn grants(&self) -> Vec<Grant> {
        match &self.0 {
            Some(grants) => grants.to_vec(),
            None => vec![open_grant()],
        }
    }

    /// Whether the test holds for any entry; of an open list it is not asked.
    pub fn any(&self, test: impl FnMut(&Grant) -> bool) -> bool {
        match &self.0 {
            Some(grants) => grants.iter().any(test),
            None => true,
        }
    }

    /// Whether it has no entries. ZooKeeper accepts no such list from a client.
    pub fn is_empty(&self) -> bool {
        self.0.as_ref().is_some_and(|it| it.is_empty())
    }
}

/// As `create` and `setAcl` take it: its entries with commas between.
impl fmt::Display for Acl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let entries: Vec<String> = self.grants().iter().map(Grant::to_string).collect();
        f.write_str(&entries.join(","))
    }
}

fn open_grant() -> Grant {
    Grant {
        perms: Perms::ALL,
        to: Identity::anyone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn permissions_print_in_one_order_however_they_were_given() {
        assert_eq!(Perms::ALL.to_string(), "cdrwa");
        assert_eq!(
            (Perms::ADMIN | Perms::READ | Perms::CREATE).to_string(),
            "cra"
        );
        assert_eq!(Perms::NONE.to_string(), "");
        assert_eq!(Perms::from_letter('x'), None);
    }

    #[test]
    fn a_list_that_opens_everything_to_the_world_is_the_open_one() {
        assert_eq!(Acl::world(Perms::ALL), Acl::OPEN);
        assert!(!Acl::world(Perms::READ).is_open());
        assert_eq!(Acl::new(Acl::OPEN.grants()), Acl::OPEN);
        assert!(Acl::new(vec![]).is_empty());
    }
}
