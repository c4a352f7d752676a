//! All commands of zkCli 3.9.3, with its own words for them.

use crate::shell::table::{
    ANY, Entry, Flag, Group, OldForm, Strict, careless, console, flag, path_and, strict, value,
    words,
};

/// Lists of permissions to begin with.
const ACLS: &[&str] = &[
    "world:anyone:cdrwa",
    "world:anyone:r",
    "auth::cdrwa",
    "ip:127.0.0.1:cdrwa",
];

/// Sorted as the usage lists them: by plain character codes, so capitals come first.
pub static COMMANDS: [Entry; 28] = [
    strict(
        "addWatch",
        "[-m mode] path # optional mode is one of [PERSISTENT, PERSISTENT_RECURSIVE] - default is PERSISTENT_RECURSIVE",
        Strict {
            options: &[Flag {
                choices: &["PERSISTENT", "PERSISTENT_RECURSIVE"],
                ..value("m", "")
            }],
            ..path_and(1..=1)
        },
    ),
    strict("addauth", "scheme auth", words(1..=ANY)).choosing(&[&["digest", "ip"]]),
    careless("close", ""),
    strict(
        "config",
        "[-c] [-w] [-s]",
        Strict {
            options: &[
                flag("s", "stats"),
                flag("w", "watch"),
                flag("c", "client connection string"),
            ],
            ..words(0..=ANY)
        },
    ),
    console("connect", "host:port"),
    strict(
        "create",
        "[-s] [-e] [-c] [-t ttl] path [data] [acl]",
        Strict {
            options: &[
                flag("e", "ephemeral"),
                flag("s", "sequential"),
                flag("c", "container"),
                value("t", "ttl"),
            ],
            ..path_and(1..=ANY)
        },
    )
    .choosing(&[&[], &[], ACLS]),
    strict(
        "delete",
        "[-v version] path",
        Strict {
            options: &[value("v", "version")],
            old_form: Some(OldForm {
                was: "delete path [version]",
                now: "delete [-v version] path",
                third: None,
            }),
            ..path_and(1..=ANY)
        },
    ),
    strict(
        "deleteall",
        "path [-b batch size]",
        Strict {
            options: &[value("b", "batch size")],
            ..path_and(1..=ANY)
        },
    ),
    strict(
        "delquota",
        "[-n|-b|-N|-B] path",
        Strict {
            options: &[
                flag("n", "num soft quota"),
                flag("b", "bytes soft quota"),
                flag("N", "num hard quota"),
                flag("B", "bytes hard quota"),
            ],
            group: Group::AtMostOne,
            ..path_and(1..=ANY)
        },
    ),
    strict(
        "get",
        "[-s] [-w] [-b] [-x] path",
        Strict {
            options: &[
                flag("s", "Print znode stats additionally"),
                flag("w", "Watch for changes on the znode"),
                flag("b", "Output data in base64 format"),
                flag("x", "Output data in hexdump format"),
            ],
            lists_options: true,
            old_form: Some(OldForm {
                was: "get path [watch]",
                now: "get [-s] [-w] path",
                third: Some("-w"),
            }),
            ..path_and(1..=ANY)
        },
    ),
    strict(
        "getAcl",
        "[-s] path",
        Strict {
            options: &[flag("s", "stats")],
            ..path_and(1..=ANY)
        },
    ),
    strict("getAllChildrenNumber", "path", path_and(1..=ANY)),
    strict("getEphemerals", "path", path_and(0..=ANY)),
    console("history", ""),
    strict("listquota", "path", path_and(1..=ANY)),
    strict(
        "ls",
        "[-s] [-w] [-R] path",
        Strict {
            options: &[
                flag("?", "help"),
                flag("s", "stat"),
                flag("w", "watch"),
                flag("R", "recurse"),
            ],
            old_form: Some(OldForm {
                was: "ls path [watch]",
                now: "ls [-w] path",
                third: Some("-w"),
            }),
            ..path_and(1..=ANY)
        },
    ),
    console("printwatches", "on|off").choosing(&[&["on", "off"]]),
    console("quit", ""),
    strict(
        "reconfig",
        "[-s] [-v version] [[-file path] | [-members serverID=host:port1:port2;port3[,...]*]] | [-add serverId=host:port1:port2;port3[,...]]* [-remove serverId[,...]*]",
        Strict {
            options: &[
                flag("s", "stats"),
                value("v", "required current config version"),
                value("file", "path of config file to parse for membership"),
                value(
                    "members",
                    "comma-separated list of config strings for non-incremental reconfig",
                ),
                value(
                    "add",
                    "comma-separated list of config strings for new servers",
                ),
                value("remove", "comma-separated list of server IDs to remove"),
            ],
            ..words(0..=ANY)
        },
    ),
    console("redo", "cmdno"),
    strict(
        "removewatches",
        "path [-c|-d|-a] [-l]",
        Strict {
            options: &[
                flag("c", "child watcher type"),
                flag("d", "data watcher type"),
                flag("p", "persistent watcher type"),
                flag("r", "persistent recursive watcher type"),
                flag("a", "any watcher type"),
                flag("l", "remove locally when there is no server connection"),
            ],
            ..path_and(1..=ANY)
        },
    ),
    strict(
        "set",
        "path data [-s] [-v version] [-b]",
        Strict {
            options: &[
                flag("s", "Print znode stats additionally"),
                value("v", "Set with an expected version"),
                flag("b", "Supply data in base64 format"),
            ],
            lists_options: true,
            ..path_and(2..=ANY)
        },
    ),
    strict(
        "setAcl",
        "[-s] [-v version] [-R] path acl",
        Strict {
            options: &[
                flag("s", "stats"),
                value("v", "version"),
                flag("R", "recursive"),
            ],
            ..path_and(2..=ANY)
        },
    )
    .choosing(&[&[], ACLS]),
    strict(
        "setquota",
        "-n|-b|-N|-B val path",
        Strict {
            options: &[
                value("n", "num soft quota"),
                value("b", "bytes soft quota"),
                value("N", "num hard quota"),
                value("B", "bytes hard quota"),
            ],
            group: Group::ExactlyOne,
            ..path_and(1..=ANY)
        },
    ),
    strict(
        "stat",
        "[-w] path",
        Strict {
            options: &[flag("w", "watch")],
            old_form: Some(OldForm {
                was: "stat path [watch]",
                now: "stat [-w] path",
                third: Some("-w"),
            }),
            ..path_and(1..=ANY)
        },
    ),
    strict("sync", "path", path_and(1..=ANY)),
    strict("version", "", words(0..=0)),
    careless("whoami", ""),
];
