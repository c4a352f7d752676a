//! Why a server refuses: which check was not passed, and which had been.

use crate::app::roster::Roster;
use crate::app::words::{Words, fill};
use crate::engine::Check;
use crate::engine::tree::Tree;
use crate::model::ZPath;
use crate::shell::is_slip;

/// Among so many znodes below one parent somebody's slip is looked for.
const MOST_COMPARED: usize = 1000;

/// What is known of the run at the moment of the refusal.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    pub roster: &'a Roster,
    pub tree: &'a Tree,
}

/// Tells the check that refused, and those of `order` that came before it.
pub fn explain(
    words: &Words,
    world: Known<'_>,
    check: Check,
    order: &[Check],
    path: &str,
) -> String {
    let checks = &words.checks;
    let place = ZPath::parse(path).ok();
    let owner = place.as_ref().and_then(|it| world.roster.owner_of(it));
    let why = match (check, owner) {
        (Check::PathFree, Some(_)) => checks.path_free_owned,
        _ => failed(words, check),
    };
    let why = fill(why, &[("path", path), ("owner", owner.unwrap_or_default())]);
    let passed = order.iter().take_while(|it| **it != check);
    let passed: Vec<&str> = passed.filter_map(|it| phrase(words, *it)).collect();
    let before = match passed.is_empty() {
        true => checks.was_first.to_string(),
        false => fill(
            checks.passed_before,
            &[("checks", &passed.join(checks.between))],
        ),
    };
    let missing = match check {
        Check::Exists => place,
        Check::ParentExists => place.and_then(|it| it.parent()),
        _ => None,
    };
    match missing.and_then(|it| meant_by(world.tree, &it)) {
        Some(meant) => {
            let meant = fill(words.notes.did_you_mean, &[("word", meant.as_str())]);
            format!("{why} {before} {meant}")
        }
        None => format!("{why} {before}"),
    }
}

/// The znode that is there and is one slip of the finger away from a path that is not; of a long
/// path, where it first leads nowhere.
fn meant_by(tree: &Tree, path: &ZPath) -> Option<ZPath> {
    let (mut missing, mut parent) = (path.clone(), path.parent()?);
    while !tree.contains(&parent) {
        (missing, parent) = (parent.clone(), parent.parent()?);
    }
    let mut siblings = tree.get(&parent)?.children.iter().take(MOST_COMPARED);
    let meant = siblings.find(|it| is_slip(it, missing.name()))?;
    Some(parent.child(meant))
}

fn failed(words: &Words, check: Check) -> &'static str {
    let checks = &words.checks;
    match check {
        Check::SessionAlive => checks.session_alive,
        Check::SessionHere => checks.session_here,
        Check::ExtendedTypes => checks.extended_types,
        Check::ReconfigEnabled => checks.reconfig_enabled,
        Check::Ensemble => checks.ensemble,
        Check::NotSystem => checks.not_system,
        Check::AclValid => checks.acl_valid,
        Check::ParentExists => checks.parent_exists,
        Check::MayCreate => checks.may_create,
        Check::MayDelete => checks.may_delete,
        Check::PathFree => checks.path_free,
        Check::ParentLasts => checks.parent_lasts,
        Check::WithinQuota => checks.within_quota,
        Check::Exists => checks.exists,
        Check::MayRead => checks.may_read,
        Check::MayReadAcl => checks.may_read_acl,
        Check::MayWrite => checks.may_write,
        Check::MayAdmin => checks.may_admin,
        Check::Version => checks.version,
        Check::Childless => checks.childless,
    }
}

/// What it means that a check was passed; `None` for those that are always the last.
fn phrase(words: &Words, check: Check) -> Option<&'static str> {
    let checks = &words.checks;
    Some(match check {
        Check::ExtendedTypes => checks.extended_types_passed,
        Check::ReconfigEnabled => checks.reconfig_enabled_passed,
        Check::NotSystem => checks.not_system_passed,
        Check::AclValid => checks.acl_valid_passed,
        Check::ParentExists => checks.parent_exists_passed,
        Check::MayCreate => checks.may_create_passed,
        Check::MayDelete => checks.may_delete_passed,
        Check::PathFree => checks.path_free_passed,
        Check::ParentLasts => checks.parent_lasts_passed,
        Check::WithinQuota => checks.within_quota_passed,
        Check::Exists => checks.exists_passed,
        Check::MayRead => checks.may_read_passed,
        Check::MayWrite => checks.may_write_passed,
        Check::MayAdmin => checks.may_admin_passed,
        Check::Version => checks.version_passed,
        Check::SessionAlive
        | Check::SessionHere
        | Check::Ensemble
        | Check::MayReadAcl
        | Check::Childless => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Dialect, Script, Stage};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_path_that_leads_nowhere_is_seen_through() {
        let script = "session a\na> create /workers\na> create /workers/w1\na> create /tasks\n";
        let script = Script::parse(script, Dialect::Scenario).unwrap();
        let stage = Stage::play(&script).unwrap();
        let meant = |text| {
            let meant = meant_by(stage.tree(), &ZPath::parse(text).unwrap());
            meant.map(|it| it.to_string())
        };
        assert_eq!(meant("/worker").as_deref(), Some("/workers"));
        assert_eq!(meant("/worker/w1").as_deref(), Some("/workers"));
        assert_eq!(meant("/zokeeper/config").as_deref(), Some("/zookeeper"));
        assert_eq!(meant("/workers/w2"), None);
        assert_eq!(meant("/other"), None);
    }
}
