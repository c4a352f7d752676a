//! What a server has applied, line by line.

use std::collections::BTreeSet;

use crate::engine::tree::Znode;
use crate::engine::{Database, Lifespan};
use crate::model::Stat;
use crate::scenario::spelling::encode;
use crate::scenario::state::facts::{Facts, data, span};

/// The last transaction, the sessions, the znodes. What else a database keeps follows from them.
pub fn lines(database: &Database) -> Vec<String> {
    let mut lines = vec![format!("zxid {}", database.last_zxid)];
    for (id, session) in &database.sessions {
        lines.push(format!("session {id}, timeout {}", span(session.timeout)));
    }
    for (path, znode) in database.tree.sorted() {
        lines.push(format!("znode {path} {}", self::znode(znode)));
    }
    lines
}

/// In what the lines of one server differ from those that are agreed on.
pub fn tell_difference(own: &[String], agreed: &[String], facts: &mut Facts) {
    if own == agreed {
        return facts.tell("has what is agreed on");
    }
    let tell = |facts: &mut Facts, word: &str, lines: &[String], others: &[String]| {
        let others: BTreeSet<&String> = others.iter().collect();
        let more = lines.iter().filter(|it| !others.contains(it));
        facts.tell_all(more.map(|it| format!("{word} {it}")));
    };
    tell(facts, "lacks", agreed, own);
    tell(facts, "has", own, agreed);
}

fn znode(znode: &Znode) -> String {
    let lifespan = match znode.lifespan {
        Lifespan::Persistent => "persistent".to_string(),
        Lifespan::Ephemeral(owner) => format!("ephemeral of {owner}"),
        Lifespan::Container => "container".to_string(),
        Lifespan::Ttl(ttl) => format!("to live {ttl} ms"),
    };
    let (data, stat) = (data(&znode.data), stat(&znode.stat()));
    let acl = encode(&znode.acl.to_string());
    let created = znode.children_created;
    format!("{data}, {lifespan}, {stat}, had {created} children, {acl}")
}

pub fn stat(stat: &Stat) -> String {
    let Stat {
        czxid,
        mzxid,
        pzxid,
        ctime,
        mtime,
        version,
        cversion,
        aversion,
        owner: _,
        data_length,
        children,
    } = stat;
    let (ctime, mtime) = (ctime.as_millis(), mtime.as_millis());
    format!(
        "zxids c {czxid} m {mzxid} p {pzxid}, times c {ctime} m {mtime}, versions {version} \
         c {cversion} a {aversion}, {data_length} bytes, {children} children"
    )
}
