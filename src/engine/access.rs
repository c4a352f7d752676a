//! What a client may do, by the lists of the znodes (`ZooKeeperServer.checkACL`).

use crate::engine::auth::{Identities, is_valid, masked};
use crate::engine::{Rules, tree::Znode};
use crate::model::{Acl, Grant, Identity, Perms, SessionId};

/// Who asks a server for something, and under which settings.
#[derive(Clone, Copy, Debug)]
pub struct Asker<'a> {
    pub session: SessionId,
    pub identities: &'a Identities,
    pub rules: &'a Rules,
}

impl Asker<'_> {
    /// Whether any of the wanted permissions is granted. A list without entries refuses nobody.
    pub fn may(&self, wanted: Perms, acl: &Acl) -> bool {
        acl.is_open()
            || self.rules.skip_acl
            || acl.is_empty()
            || self.identities.is_super()
            || acl.any(|it| it.perms.has_any(wanted) && self.identities.match_entry(&it.to))
    }

    /// The list as a znode shall keep it: without duplicates, and `auth` replaced by whom it
    /// stands for. `None` if it is not valid (`fixupACL`).
    pub fn fixed(&self, acl: &Acl) -> Option<Acl> {
        if acl.is_open() {
            return Some(Acl::OPEN);
        }
        let mut fixed = Vec::new();
        let all = acl.grants();
        for (n, grant) in all.iter().enumerate() {
            if all[..n].contains(grant) {
                continue;
            }
            if &*grant.to.scheme == "auth" {
                let before = fixed.len();
                let perms = grant.perms;
                let each = self.identities.authenticated();
                fixed.extend(each.cloned().map(|to| Grant { perms, to }));
                if fixed.len() == before {
                    return None;
                }
            } else if grant.to == Identity::anyone() || is_valid(&grant.to) {
                fixed.push(grant.clone());
            } else {
                return None;
            }
        }
        (!fixed.is_empty()).then(|| Acl::new(fixed))
    }

    /// The list of a znode as this client may see it: hashes are for those who may change it.
    pub fn shown(&self, znode: &Znode) -> Acl {
        if znode.acl.is_open() || self.may(Perms::ADMIN, &znode.acl) {
            return znode.acl.clone();
        }
        let hide = |it: Grant| Grant {
            to: masked(&it.to),
            ..it
        };
        Acl::new(znode.acl.grants().into_iter().map(hide).collect())
    }
}
