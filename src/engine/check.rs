//! The questions that a server asks before it does what it is asked, in ZooKeeper's order.

use crate::model::{ErrorCode, Lifetime, ReadKind, Write};

/// One question. The first that is answered by no decides the error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// Is the session alive?
    SessionAlive,
    /// Does the session live on the server by which the request came?
    SessionHere,
    /// Is a time to live allowed here?
    ExtendedTypes,
    /// Is reconfiguration switched on?
    ReconfigEnabled,
    /// Are there other servers?
    Ensemble,
    /// Is the znode one that may be deleted at all?
    NotSystem,
    /// Is the given list well-formed, and does it name somebody?
    AclValid,
    ParentExists,
    MayCreate,
    MayDelete,
    /// Is the path free?
    PathFree,
    /// Does the parent outlive the sessions?
    ParentLasts,
    WithinQuota,
    Exists,
    MayRead,
    MayReadAcl,
    MayWrite,
    MayAdmin,
    Version,
    Childless,
}

/// The first is asked of znodes with a time to live alone.
const CREATE: [Check; 7] = [
    Check::ExtendedTypes,
    Check::AclValid,
    Check::ParentExists,
    Check::MayCreate,
    Check::PathFree,
    Check::ParentLasts,
    Check::WithinQuota,
];

impl Check {
    pub fn code(self) -> ErrorCode {
        match self {
            Check::SessionAlive => ErrorCode::SessionExpired,
            Check::SessionHere => ErrorCode::SessionMoved,
            Check::ExtendedTypes | Check::Ensemble => ErrorCode::Unimplemented,
            Check::ReconfigEnabled => ErrorCode::ReconfigDisabled,
            Check::NotSystem => ErrorCode::BadArguments,
            Check::AclValid => ErrorCode::InvalidAcl,
            Check::ParentExists | Check::Exists => ErrorCode::NoNode,
            Check::MayCreate
            | Check::MayDelete
            | Check::MayRead
            | Check::MayReadAcl
            | Check::MayWrite
            | Check::MayAdmin => ErrorCode::NoAuth,
            Check::PathFree => ErrorCode::NodeExists,
            Check::ParentLasts => ErrorCode::NoChildrenForEphemerals,
            Check::WithinQuota => ErrorCode::QuotaExceeded,
            Check::Version => ErrorCode::BadVersion,
            Check::Childless => ErrorCode::NotEmpty,
        }
    }

    /// What is asked of a write, in order.
    pub fn of_write(write: &Write) -> &'static [Check] {
        match write {
            Write::Create { lifetime, .. } => match lifetime {
                Lifetime::Ttl(_) => &CREATE,
                _ => &CREATE[1..],
            },
            Write::Delete { .. } => &[
                Check::NotSystem,
                Check::ParentExists,
                Check::MayDelete,
                Check::Exists,
                Check::Version,
                Check::Childless,
            ],
            // The quota before the version: so does ZooKeeper.
            Write::SetData { .. } => &[
                Check::Exists,
                Check::MayWrite,
                Check::WithinQuota,
                Check::Version,
            ],
            Write::SetAcl { .. } => &[
                Check::AclValid,
                Check::Exists,
                Check::MayAdmin,
                Check::Version,
            ],
            Write::Check { .. } => &[Check::Exists, Check::MayRead, Check::Version],
            Write::Reconfig => &[Check::ReconfigEnabled, Check::Ensemble],
        }
    }

    /// What is asked of a read, in order.
    pub fn of_read(kind: ReadKind) -> &'static [Check] {
        match kind {
            ReadKind::Acl => &[Check::Exists, Check::MayReadAcl],
            _ => &[Check::Exists, Check::MayRead],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Acl, NewPath, Ttl};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn create(lifetime: Lifetime) -> Write {
        Write::Create {
            path: NewPath::parse("/a", false).expect("it is a path"),
            data: None,
            acl: Acl::OPEN,
            lifetime,
        }
    }

    #[test]
    fn whether_a_time_to_live_is_allowed_is_asked_first_and_of_nothing_else() {
        let ttl = Ttl::from_millis(1).expect("it is short enough");
        assert_eq!(Check::of_write(&create(Lifetime::Ttl(ttl))), CREATE);
        for lifetime in [
            Lifetime::Persistent,
            Lifetime::Ephemeral,
            Lifetime::Container,
        ] {
            let asked = Check::of_write(&create(lifetime));
            assert_eq!(asked, &CREATE[1..], "{lifetime:?}");
        }
    }

    #[test]
    fn whoever_asks_for_a_list_may_read_it_or_change_it_and_others_must_read() {
        for (kind, check) in [
            (ReadKind::Exists, Check::MayRead),
            (ReadKind::Data, Check::MayRead),
            (ReadKind::Config, Check::MayRead),
            (ReadKind::Children, Check::MayRead),
            (ReadKind::AllChildrenNumber, Check::MayRead),
            (ReadKind::Acl, Check::MayReadAcl),
        ] {
            assert_eq!(Check::of_read(kind), [Check::Exists, check], "{kind:?}");
        }
    }
}
