//! `setquota`: makes the znodes in which ZooKeeper keeps a quota (`SetQuotaCommand`).

use crate::model::quota::{QUOTA_ROOT, limits_path, quota_path, stats_path};
use crate::model::{
    Answer, ErrorCode, Expected, PathError, QuotaKey, ReadKind, Reply, Request, StatsTrack, Write,
    ZPath,
};
use crate::shell::failure::Failure;
use crate::shell::job::quota::{self, create, track};
use crate::shell::job::tour::{Stop, Tour};
use crate::shell::job::{children, read};
use crate::shell::screen::Screen;

#[derive(Clone, Debug, PartialEq)]
pub struct SetQuota {
    path: ZPath,
    /// What was given; -1 where nothing was.
    given: StatsTrack,
    /// The limits that will hold.
    limits: StatsTrack,
    /// What is still to be asked, the next one last.
    todo: Vec<Step>,
}

#[derive(Clone, Debug, PartialEq)]
enum Step {
    /// Is the znode there?
    Holder,
    /// Has anything below a quota? Where the tour stands, and what it visits.
    Below(Tour, Option<ZPath>),
    /// Has this one above a quota?
    Above(ZPath),
    /// Is there a place for quotas? Under a chroot there may be none.
    Place,
    MakeSystem,
    MakePlace,
    Level(ZPath),
    MakeLevel(ZPath),
    Limits,
    MakeLimits,
    MakeStats,
    OldLimits,
    /// What is used, held against the limits.
    Usage,
    WriteLimits,
}

impl SetQuota {
    pub fn new(path: ZPath, given: StatsTrack) -> SetQuota {
        SetQuota {
            path,
            limits: given.clone(),
            given,
            todo: vec![Step::Holder],
        }
    }

    pub fn go_on(&mut self) -> Vec<Request> {
        let request = match self.todo.last_mut() {
            None => return Vec::new(),
            Some(Step::Below(tour, visiting)) => match tour.next() {
                Some(Stop::Ask(request)) => request,
                Some(Stop::Visit(path)) => {
                    let request = read(ReadKind::Children, &path, false);
                    *visiting = Some(path);
                    request
                }
                None => {
                    self.todo.pop();
                    return self.go_on();
                }
            },
            Some(step) => request(step, &self.path, &self.limits),
        };
        vec![request]
    }

    pub fn answered(&mut self, answer: Answer, screen: &mut Screen) -> Result<(), Failure> {
        let Some(step) = self.todo.pop() else {
            return Ok(());
        };
        let missing = answer == Err(ErrorCode::NoNode);
        match step {
            Step::Holder if missing => {
                return refuse(format!("{} does not exist.", self.path));
            }
            Step::Holder => {
                answer.map_err(|it| Failure::refused(it, &self.path))?;
                return self.plan();
            }
            Step::Below(tour, visiting) => return self.look_below(tour, visiting, answer),
            Step::Above(path) => return self.look_above(&path, answer),
            Step::Place if missing => self.todo.push(Step::MakeSystem),
            Step::Level(path) if missing => self.todo.push(Step::MakeLevel(path)),
            Step::Limits if missing => {
                self.todo
                    .extend([Step::Usage, Step::MakeStats, Step::MakeLimits]);
            }
            // Somebody was faster: so much the better.
            Step::MakeSystem | Step::MakePlace | Step::MakeLevel(_)
                if answer == Err(ErrorCode::NodeExists) => {}
            Step::MakeSystem => {
                accept(Step::MakeSystem, &self.path, answer)?;
                self.todo.push(Step::MakePlace);
            }
            Step::Limits => {
                accept(Step::Limits, &self.path, answer)?;
                self.todo.push(Step::OldLimits);
            }
            Step::OldLimits => {
                self.limits = track(accept(Step::OldLimits, &self.path, answer)?)?;
                for key in QuotaKey::ALL {
                    if self.given.get(key) > -1 {
                        self.limits.set(key, self.given.get(key));
                    }
                }
                self.todo.extend([Step::WriteLimits, Step::Usage]);
            }
            Step::Usage => {
                let used = track(accept(step, &self.path, answer)?)?;
                self.warn(&used, screen);
            }
            other => _ = accept(other, &self.path, answer)?,
        }
        Ok(())
    }

    /// The znode is there: what comes next.
    fn plan(&mut self) -> Result<(), Failure> {
        if self.path.is_root() {
            // ZooKeeper asks for the quota's own path, which then ends in a slash.
            return Err(PathError::TrailingSlash.into());
        }
        let levels = levels(&self.path);
        self.todo.push(Step::Limits);
        self.todo
            .extend(levels.iter().rev().cloned().map(Step::Level));
        self.todo.push(Step::Place);
        let above = levels.iter().rev().skip(1);
        self.todo.extend(above.cloned().map(Step::Above));
        let tour = Tour::new(quota_path(&self.path), false);
        self.todo.push(Step::Below(tour, None));
        Ok(())
    }

    fn look_below(
        &mut self,
        mut tour: Tour,
        visiting: Option<ZPath>,
        answer: Answer,
    ) -> Result<(), Failure> {
        match visiting {
            None => match tour.answered(answer.clone()) {
                Err(_) if answer == Err(ErrorCode::NoNode) => return Ok(()),
                other => other?,
            },
            Some(at) => {
                // What cannot be listed is passed over.
                let names = children(answer).unwrap_or_default();
                let own = at == quota_path(&self.path);
                if !own && names.iter().any(|it| quota::is_limits(&at.child(it))) {
                    let (path, child) = (&self.path, quota::holder(&at));
                    return refuse(format!("{path} has a child {child} which has a quota"));
                }
            }
        }
        self.todo.push(Step::Below(tour, None));
        Ok(())
    }

    fn look_above(&mut self, at: &ZPath, answer: Answer) -> Result<(), Failure> {
        let names = match children(answer) {
            Err(ErrorCode::NoNode) => Vec::new(),
            other => other.map_err(|it| Failure::refused(it, at))?,
        };
        if names.iter().any(|it| quota::is_limits(&at.child(it))) {
            let (path, parent) = (&self.path, quota::holder(at));
            return refuse(format!("{path} has a parent {parent} which has a quota"));
        }
        // Where nothing is, nothing is further down.
        if names.is_empty() {
            self.todo.retain(|it| !matches!(it, Step::Above(_)));
        }
        Ok(())
    }

    fn warn(&self, used: &StatsTrack, screen: &mut Screen) {
        let passed = |soft, hard| {
            let passes = |key| self.limits.get(key) > -1 && self.limits.get(key) < used.get(soft);
            passes(soft) || passes(hard)
        };
        for (soft, hard, name) in [
            (QuotaKey::Count, QuotaKey::CountHardLimit, "count"),
            (QuotaKey::Bytes, QuotaKey::ByteHardLimit, "bytes"),
        ] {
            if passed(soft, hard) {
                screen.out(format!(
                    "[Warning]: the {name} quota you create is less than the existing {name}:{}",
                    used.get(soft)
                ));
            }
        }
    }
}

/// Where a step looks, or what it makes.
fn place(step: &Step, path: &ZPath) -> ZPath {
    let parse = |text| ZPath::parse(text).expect("it is a valid path");
    match step {
        Step::Holder => path.clone(),
        Step::Above(at) | Step::Level(at) | Step::MakeLevel(at) => at.clone(),
        Step::Place | Step::MakePlace => parse(QUOTA_ROOT),
        Step::MakeSystem => parse("/zookeeper"),
        Step::Below(..) => quota_path(path),
        Step::Limits | Step::MakeLimits | Step::OldLimits | Step::WriteLimits => limits_path(path),
        Step::MakeStats | Step::Usage => stats_path(path),
    }
}

fn request(step: &Step, path: &ZPath, limits: &StatsTrack) -> Request {
    let at = place(step, path);
    match step {
        Step::Holder | Step::Place | Step::Level(_) | Step::Limits => {
            read(ReadKind::Exists, &at, false)
        }
        Step::Below(..) | Step::Above(_) => read(ReadKind::Children, &at, false),
        Step::MakeSystem | Step::MakePlace | Step::MakeLevel(_) => create(at, None),
        Step::MakeLimits => create(at, Some(limits)),
        Step::MakeStats => create(at, Some(&StatsTrack::usage(0, 0))),
        Step::OldLimits | Step::Usage => read(ReadKind::Data, &at, false),
        Step::WriteLimits => Request::Write(Write::SetData {
            path: at,
            data: quota::data(limits),
            expected: Expected::Any,
        }),
    }
}

fn accept(step: Step, path: &ZPath, answer: Answer) -> Result<Reply, Failure> {
    answer.map_err(|it| Failure::refused(it, &place(&step, path)))
}

fn refuse(sentence: String) -> Result<(), Failure> {
    Err(Failure::Sentence(sentence))
}

/// The quota's own path and those above it, up to but without `/zookeeper/quota`, highest first.
fn levels(path: &ZPath) -> Vec<ZPath> {
    let lineage: Vec<ZPath> = path.lineage().filter(|it| !it.is_root()).collect();
    lineage.iter().rev().map(quota_path).collect()
}
