//! What the commands about quotas share.

use crate::model::quota::{QUOTA_ROOT, TrackError, limited_by};
use crate::model::{Acl, Bytes, Lifetime, NewPath, Reply, Request, StatsTrack, Write, ZPath};
use crate::shell::exception::Exception;
use crate::shell::failure::Failure;

/// Whether that is where the limits of a quota stand.
pub fn is_limits(path: &ZPath) -> bool {
    limited_by(path).is_some()
}

/// The znode whose quota lies there.
pub fn holder(path: &ZPath) -> &str {
    path.as_str().strip_prefix(QUOTA_ROOT).unwrap_or_default()
}

/// The limits or the usage in the data of a znode.
pub fn track(reply: Reply) -> Result<StatsTrack, Failure> {
    match reply {
        Reply::Data(data, _) => {
            StatsTrack::parse(data.as_deref().unwrap_or_default()).map_err(|it| match it {
                TrackError::NoNumber(text) => {
                    Failure::Sentence(format!("For input string: \"{text}\""))
                }
                TrackError::NoValue => Exception::NoValue.into(),
            })
        }
        _ => Ok(StatsTrack::default()),
    }
}

pub fn data(track: &StatsTrack) -> Bytes {
    Some(track.to_string().into_bytes().into())
}

pub fn create(path: ZPath, content: Option<&StatsTrack>) -> Request {
    Request::Write(Write::Create {
        path: NewPath::Named(path),
        data: content.and_then(data),
        acl: Acl::OPEN,
        lifetime: Lifetime::Persistent,
    })
}
