//! Whatever is pasted, nothing panics, every line gets at most one verdict, and it ends.

use proptest::prelude::*;
use zkplay::app::words::tutorial::{EN, ZH};
use zkplay::scenario::tutorial::check_plain;

/// Lines of which consoles are made, and what may stand between.
const LINES: [&str; 46] = [
    "[zk: localhost:2181(CONNECTED) 0] create -e /master \"m1\" <1>",
    "[zk: localhost:2181(CONNECTED) 1] create /workers \"\"",
    "[zk: localhost:2181(CONNECTED) 2] create -e /worker/w1 x",
    "[zk: localhost:2181(CONNECTED) 3] create -e /workers/w1 x",
    "[zk: localhost:2181(CONNECTED) 4] create /workers/w1/x y",
    "[zk: localhost:2181(CONNECTED) 0] stat /master true",
    "[zk: localhost:2181(CONNECTED) 5] ls/",
    "[zk: localhost:2181(CONNECTED) 6] quit",
    "[zk: localhost:2181(CONNECTED) 7] set -v x /workers y",
    "[zk: localhost:2181(CONNECTED) 8] close",
    "[zk: localhost:2181(CONNECTED) 9] connect localhost:2181/workers",
    "[zk: localhost:2181(CONNECTED) 9] redo 1",
    "[zk: localhost:2181(CONNECTED) 9] rmr /workers",
    "[zk: localhost:2181(CONNECTED) 9] help",
    "[zk: localhost:2181(CONNECTED) 9] \"",
    "[zk: localhost:2181(CONNECTED) 9] create /a \\",
    "[zk: localhost:2181(CONNECTED) 10]",
    "    \"rest\"",
    "one> create -e /master x",
    "two> get /master true",
    "> ls2 /workers",
    "Created /master",
    "Created /workers/w1",
    "Node already exists: /master",
    "Node does not exist: /master",
    "[master, zookeeper]",
    "[master,",
    "[]",
    "dataLength = 26",
    "cZxid = 0x67",
    "...",
    "WATCHER::",
    "",
    "WatchedEvent state:SyncConnected type:NodeDeleted path:/master",
    "WatchedEvent state:SyncConnected type:NodeChildrenChanged path:/workers zxid: 4",
    "WatchedEvent state:SyncConnected type:NodeDeleted",
    "path:/master <2>",
    "$ bin/zkCli.sh",
    "“quoted” – …",
    "<!-- zkplay: wait 31s -->",
    "<!-- zkplay: session three -->",
    "<!-- zkplay: skip -->",
    "<!-- zkplay:",
    "-->",
    "```",
    "<1>",
];

fn holds(text: &str) {
    let Ok(report) = check_plain(text) else {
        return;
    };
    for remark in &report.remarks {
        for words in [&EN, &ZH] {
            let said = words.explain(remark);
            assert!(said.iter().all(|it| !it.is_empty()));
        }
    }
    let lines: Vec<usize> = report
        .remarks
        .iter()
        .filter(|it| it.text.is_some())
        .map(|it| it.line)
        .collect();
    assert!(lines.is_sorted(), "{lines:?}");
    assert!(lines.windows(2).all(|it| it[0] < it[1]), "{lines:?}");
    assert_eq!(check_plain(text).expect("it could be checked"), report);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_the_lines_of_consoles_is_judged(
        places in prop::collection::vec(0..LINES.len(), 0..60)
    ) {
        let lines: Vec<&str> = places.into_iter().map(|it| LINES[it]).collect();
        holds(&lines.join("\n"));
    }

    #[test]
    fn any_text_is_judged(text in "(?s).{0,300}") {
        holds(&text);
    }

    #[test]
    fn any_command_is_judged(commands in prop::collection::vec("[a-z2]{2,6}[ /]{0,2}(-[a-z] )?[/\"'a-z0-9<>(). -]{0,20}", 1..12)) {
        let typed = commands.iter().map(|it| format!("> {it}\n[]\n"));
        holds(&typed.collect::<String>());
    }
}
