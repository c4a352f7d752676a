//! The tree tells of each znode what ends its life, and the details who may do what.

use crate::visit::{enter, quiet};
use zkplay::app::Playground;
use zkplay::app::update::Msg;
use zkplay::app::view::TreeRow;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn row(playground: &Playground, path: &str) -> TreeRow {
    let rows = playground.view().tree.rows;
    let found = rows.iter().find(|it| it.path == path);
    found.expect("it is in the tree").clone()
}

#[test]
fn a_container_and_a_time_to_live_are_seen_in_the_tree() {
    let mut playground = quiet();
    for line in ["create -c /box", "create -t 90000 /soon", "create /plain"] {
        enter(&mut playground, "master1", line);
    }
    assert_eq!(
        row(&playground, "/box").passing.as_deref(),
        Some("container")
    );
    assert_eq!(
        row(&playground, "/soon").passing.as_deref(),
        Some("TTL 90 s")
    );
    assert_eq!(row(&playground, "/plain").passing, None);
    assert!(row(&playground, "/soon").label.contains("TTL 90 s"));
}

#[test]
fn the_details_tell_who_may_do_what_and_cut_long_data() {
    let mut playground = quiet();
    let long = "x".repeat(5000);
    enter(&mut playground, "master1", "addauth digest u:p");
    let line = format!("create /mine {long} auth::cdrwa,world:anyone:r");
    enter(&mut playground, "master1", &line);
    playground.update(Msg::SelectZnode("/mine".to_string()));
    let details = playground.view().details.expect("it is there");
    let fact = |name: &str| {
        let found = details.facts.iter().find(|(label, _)| label == name);
        found.expect("it is told").1.clone()
    };
    let acl = "digest:u:Jq7wMyA/w2Vd5WIDAKdu4OIIFEQ=:cdrwa,world:anyone:r";
    assert_eq!(fact("acl"), acl);
    assert_eq!(fact("data").chars().count(), 2001);
    assert_eq!(fact("dataLength"), "5000");
}
