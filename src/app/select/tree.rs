//! The znode tree, with the difference that the last event made, and one znode in full.

use std::sync::Arc;
use std::time::Duration;

use litemap::LiteMap;

use crate::app::playground::Playground;
use crate::app::select::seen;
use crate::app::view::{Change, DetailsView, Owner, TreeRow, TreeView};
use crate::app::words::{beginning, fill, span};
use crate::engine;
use crate::engine::Lifespan;
use crate::engine::tree::Znode;
use crate::model::{Bytes, ZPath, sorted};

/// Data are shown up to so many characters.
const LONGEST_DATA: usize = 60;
/// In the details, up to so many.
const LONGEST_DETAIL: usize = 2000;
/// A znode that is gone is shown struck through for so long.
const FAREWELL: Duration = Duration::from_secs(3);

pub fn view(playground: &Playground) -> TreeView {
    let tree = seen::tree(playground);
    let changes = last_changes(playground);
    let mut rows = Vec::new();
    let mut walk = vec![(ZPath::root(), 1)];
    while let Some((path, level)) = walk.pop() {
        let Some(znode) = tree.get(&path) else {
            rows.push(row(playground, &path, None, level, Change::Removed));
            continue;
        };
        let change = changes.get(path.as_str()).copied();
        let change = change.unwrap_or(Change::Same);
        let row = row(playground, &path, Some(znode), level, change);
        let closed = row.open == Some(false);
        rows.push(row);
        if closed {
            continue;
        }
        let removed = removed_below(&path, &changes, znode);
        let names = sorted(znode.children.iter().cloned().chain(removed));
        walk.extend(names.iter().rev().map(|name| (path.child(name), level + 1)));
    }
    let seen = seen::view(playground);
    TreeView { seen, rows }
}

/// What the last event changed, by path.
fn last_changes(playground: &Playground) -> LiteMap<&str, Change> {
    let chronicle = &playground.scene().chronicle;
    let farewell = playground
        .scene()
        .stage
        .now()
        .since(chronicle.last_changed())
        <= FAREWELL;
    let mut kinds = LiteMap::new();
    for change in chronicle.last_changes() {
        let kind = match change {
            engine::Change::Created(_) => Change::Added,
            engine::Change::Deleted(_) if farewell => Change::Removed,
            engine::Change::Deleted(_) => continue,
            engine::Change::DataSet(_) => Change::Changed,
        };
        kinds.insert(change.path().as_str(), kind);
    }
    kinds
}

/// Names of children that the last event took away and that are not back.
fn removed_below<'a>(
    parent: &'a ZPath,
    changes: &'a LiteMap<&str, Change>,
    znode: &'a Znode,
) -> impl Iterator<Item = Arc<str>> + 'a {
    let removed = changes.iter().filter(|(_, kind)| **kind == Change::Removed);
    removed.filter_map(|(path, _)| {
        let path = ZPath::parse(path).ok()?;
        let gone = path.parent().as_ref() == Some(parent) && !znode.children.contains(path.name());
        gone.then(|| path.name().into())
    })
}

/// Whether the ensemble has it otherwise. It mostly is the ensemble's own znode, which needs no
/// look at its data and children.
fn differs(seen: Option<&Znode>, agreed: Option<&Znode>) -> bool {
    match seen.zip(agreed) {
        Some((seen, agreed)) => !std::ptr::eq(seen, agreed) && seen != agreed,
        None => seen.is_some() != agreed.is_some(),
    }
}

/// How many clients watch a znode, on whatever servers they are.
fn watchers_of(playground: &Playground, path: &ZPath) -> usize {
    let servers = playground.scene().stage.world().servers();
    servers.map(|it| it.watches().watchers_of(path)).sum()
}

/// The row of a znode; without one, of a znode that is gone.
fn row(
    playground: &Playground,
    path: &ZPath,
    znode: Option<&Znode>,
    level: usize,
    change: Change,
) -> TreeRow {
    let (look, roster) = (&playground.look, playground.scene().chronicle.roster());
    let owner = znode
        .and_then(|it| it.owner())
        .and_then(|it| roster.owner(it));
    let parent = znode.filter(|it| !it.children.is_empty());
    let mut row = TreeRow {
        path: path.to_string(),
        name: name_of(path),
        level,
        open: parent.map(|_| !look.closed.contains_key(path.as_str())),
        selected: znode.is_some() && look.znode.as_deref() == Some(path.as_str()),
        marked: owner.is_some() && owner == look.process,
        change,
        differs: differs(znode, playground.scene().stage.tree().get(path)),
        owner: owner.map(|it| Owner {
            process: roster.name(it).to_string(),
            role: roster.role(it),
        }),
        passing: znode.and_then(|it| passing(playground, it)),
        sequential: is_numbered(path.name()),
        version: znode.map_or(0, |it| it.version.get()),
        data: znode.map_or_else(String::new, |it| data_in_short(&it.data)),
        watchers: znode.map_or(0, |_| watchers_of(playground, path)),
        next: parent.and_then(next_number),
        label: String::new(),
    };
    row.label = label(playground, &row);
    row
}

fn name_of(path: &ZPath) -> String {
    if path.is_root() {
        "/".to_string()
    } else {
        path.name().to_string()
    }
}

/// Whether a name ends in the ten digits of a sequential znode.
fn is_numbered(name: &str) -> bool {
    name.len() >= 10 && name.bytes().rev().take(10).all(|it| it.is_ascii_digit())
}

/// The number of the next sequential child, where there have been some.
fn next_number(znode: &Znode) -> Option<String> {
    let numbered = znode.children.iter().any(|it| is_numbered(it));
    numbered.then(|| format!("…{:04}", znode.children_created))
}

/// The data in quotes, or `null`.
pub fn data_in_short(data: &Bytes) -> String {
    let Some(data) = data else {
        return "null".to_string();
    };
    let text = String::from_utf8_lossy(data);
    format!("\"{}\"", beginning(&text, LONGEST_DATA))
}

/// The row as a sentence; it begins with the path.
fn label(playground: &Playground, row: &TreeRow) -> String {
    let words = playground.options.lang.words();
    let facts = &words.facts;
    let mut parts = vec![row.path.clone()];
    match row.change {
        Change::Same => {}
        Change::Added => parts.push(words.added.to_string()),
        Change::Removed => parts.push(words.removed.to_string()),
        Change::Changed => parts.push(words.changed.to_string()),
    }
    if let Some(owner) = &row.owner {
        parts.push(fill(facts.owned_by, &[("process", &owner.process)]));
    }
    parts.extend(row.passing.clone());
    if row.change != Change::Removed {
        parts.push(fill(facts.version, &[("n", &row.version.to_string())]));
    }
    if let Some(next) = &row.next {
        parts.push(fill(facts.next_number, &[("n", next)]));
    }
    if row.differs {
        parts.push(words.ensemble.differs.to_string());
    }
    if row.watchers > 0 {
        parts.push(fill(facts.watched_by, &[("n", &row.watchers.to_string())]));
    }
    parts.join(", ")
}

/// What ends the life of a znode that no session owns.
fn passing(playground: &Playground, znode: &Znode) -> Option<String> {
    let words = playground.options.lang.words();
    match znode.lifespan {
        Lifespan::Container => Some(words.facts.container.to_string()),
        Lifespan::Ttl(ttl) => {
            let span = span(words, ttl.duration());
            Some(fill(words.facts.time_to_live, &[("span", &span)]))
        }
        Lifespan::Persistent | Lifespan::Ephemeral(_) => None,
    }
}

/// The selected znode in full: what `get -s` and `getAcl` would print.
pub fn details(playground: &Playground) -> Option<DetailsView> {
    let path = ZPath::parse(playground.look.znode.as_ref()?).ok()?;
    let znode = seen::tree(playground).get(&path)?;
    let (stat, header) = (znode.stat(), playground.scene().stage.header());
    let date = |time: crate::model::WallTime| time.java_date(header.zone);
    let owner = stat.owner.map_or("0x0".to_string(), |it| it.to_string());
    let data = znode
        .data
        .as_ref()
        .map_or("null".into(), |it| String::from_utf8_lossy(it));
    let facts = [
        ("data", beginning(&data, LONGEST_DETAIL).into_owned()),
        ("acl", znode.acl.to_string()),
        ("cZxid", stat.czxid.to_string()),
        ("ctime", date(stat.ctime)),
        ("mZxid", stat.mzxid.to_string()),
        ("mtime", date(stat.mtime)),
        ("pZxid", stat.pzxid.to_string()),
        ("cversion", stat.cversion.to_string()),
        ("dataVersion", stat.version.to_string()),
        ("aclVersion", stat.aversion.to_string()),
        ("ephemeralOwner", owner),
        ("dataLength", stat.data_length.to_string()),
        ("numChildren", stat.children.to_string()),
    ];
    let facts = facts
        .map(|(label, value)| (label.to_string(), value))
        .to_vec();
    Some(DetailsView {
        title: path.to_string(),
        facts,
    })
}
