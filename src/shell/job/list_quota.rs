//! `listquota`: the limits of a quota, and what is used of it (`ListQuotaCommand`).

use crate::model::quota::{stats_beside, typed_limits_path};
use crate::model::{Answer, ErrorCode, PathError, ReadKind, Request, StatsTrack, ZPath};
use crate::shell::failure::Failure;
use crate::shell::job::quota::track;
use crate::shell::job::read;
use crate::shell::screen::Screen;

#[derive(Clone, Debug, PartialEq)]
pub struct ListQuota {
    /// As it was typed: ZooKeeper only puts it behind `/zookeeper/quota`.
    path: String,
    limits: ZPath,
    stats: ZPath,
    /// What has come so far: the limits, then the usage.
    known: Vec<StatsTrack>,
}

impl ListQuota {
    /// # Errors
    /// If what the path makes of `/zookeeper/quota` is none.
    pub fn new(path: &str) -> Result<ListQuota, PathError> {
        let limits = typed_limits_path(path)?;
        Ok(ListQuota {
            path: path.to_string(),
            stats: stats_beside(&limits),
            limits,
            known: Vec::new(),
        })
    }

    pub fn go_on(&self) -> Vec<Request> {
        match self.known.len() {
            0 => vec![read(ReadKind::Data, &self.limits, false)],
            1 => vec![read(ReadKind::Data, &self.stats, false)],
            _ => Vec::new(),
        }
    }

    pub fn answered(&mut self, answer: Answer, screen: &mut Screen) -> Result<(), Failure> {
        let at = match self.known.is_empty() {
            true => &self.limits,
            false => &self.stats,
        };
        match answer {
            Err(ErrorCode::NoNode) => {
                screen.err(format!("quota for {} does not exist.", self.path));
                self.known = vec![StatsTrack::default(); 2];
            }
            Err(code) => return Err(Failure::refused(code, at)),
            Ok(reply) => {
                self.known.push(track(reply)?);
                if let [limits, used] = self.known.as_slice() {
                    screen.out(format!("Output quota for {} {limits}", self.path));
                    screen.out(format!("Output stat for {} {used}", self.path));
                }
            }
        }
        Ok(())
    }
}
