//! The settings of a server that decide what it allows.

/// In ZooKeeper's names; the default is ZooKeeper's, but for `extended_types`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// `zookeeper.extendedTypesEnabled`: whether znodes with a time to live are allowed. (Off in
    /// ZooKeeper as it comes; the playground has it on.)
    pub extended_types: bool,
    /// `zookeeper.enforceQuota`: whether hard limits refuse. Otherwise they only warn.
    pub enforce_quota: bool,
    /// `zookeeper.skipACL`: nobody's permissions are looked at.
    pub skip_acl: bool,
    /// `reconfigEnabled`.
    pub reconfig_enabled: bool,
    /// `zookeeper.DigestAuthenticationProvider.superDigest`: whoever proves to be this one may
    /// do everything.
    pub super_digest: Option<String>,
}

impl Default for Rules {
    fn default() -> Rules {
        Rules {
            extended_types: true,
            enforce_quota: false,
            skip_acl: false,
            reconfig_enabled: false,
            super_digest: None,
        }
    }
}
