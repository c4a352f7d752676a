//! Lists, logins and quotas: S-93 to S-102.

use zkplay::model::quota::{limits_path, quota_path, stats_path};
use zkplay::model::{Credentials, ErrorCode, FromClient, FromServer, ReadKind, Reply, Request};
use zkplay::scenario::transcript::transcript;
use zkplay::scenario::{Dialect, Script};

use crate::desk::{Desk, Heard, defaults};
use crate::words::{
    Client, acl, bytes, check, children, create, delete, desk_for_one, ephemeral, exists, get,
    guarded, holding, path, read, set, set_acl, watching,
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// `u:p` as ZooKeeper keeps it.
const DIGEST: &str = "u:Jq7wMyA/w2Vd5WIDAKdu4OIIFEQ=";

#[test]
fn s_93_a_list_for_those_who_are_logged_in_names_them_by_their_digest() {
    let (mut desk, client) = desk_for_one();
    assert!(desk.login(client, "digest", "u:p"));
    desk.done(client, guarded("auth::cdrwa", create("/a")));
    let kept = acl(&format!("digest:{DIGEST}:cdrwa"));
    let shown = desk.ask(client, read(ReadKind::Acl, "/a"));
    assert_eq!(shown, Ok(Reply::Acl(kept, desk.stat("/a"))));
    let stranger = desk.client();
    assert_eq!(desk.ask(stranger, get("/a")), Err(ErrorCode::NoAuth));
    assert!(desk.login(stranger, "digest", "u:p"));
    assert!(desk.ask(stranger, get("/a")).is_ok());
}

#[test]
fn s_94_an_address_is_no_login() {
    let (mut desk, client) = desk_for_one();
    assert!(desk.login(client, "ip", "whatever"));
    let refused = desk.ask(client, guarded("auth::r", create("/a")));
    assert_eq!(refused, Err(ErrorCode::InvalidAcl));
    assert!(desk.login(client, "digest", "u:p"));
    let refused = desk.ask(client, guarded("auth::r auth::w", create("/a")));
    assert!(refused.is_ok());
}

#[test]
fn s_95_the_list_of_a_znode_does_not_guard_its_end() {
    let (mut desk, client) = desk_for_one();
    desk.done(client, create("/p"));
    desk.done(client, guarded("world:anyone:", create("/p/x")));
    desk.done(client, guarded("world:anyone:cdrwa", create("/p/y")));
    assert_eq!(desk.ask(client, get("/p/x")), Err(ErrorCode::NoAuth));
    assert!(desk.ask(client, delete("/p/x")).is_ok());
    desk.done(client, set_acl("/p", "world:anyone:crwa"));
    assert_eq!(desk.ask(client, delete("/p/y")), Err(ErrorCode::NoAuth));
}

#[test]
fn s_96_a_list_must_name_somebody_its_schemes_could_know() {
    let (mut desk, client) = desk_for_one();
    desk.done(client, create("/there"));
    for entry in [
        "world:nobody",
        "foo:bar",
        "digest:x",
        "ip:300.1.1.1",
        "ip:1.1.1.1/33",
        "super:",
    ] {
        let list = format!("world:anyone:r {entry}:r");
        for write in [guarded(&list, create("/a")), set_acl("/there", &list)] {
            let refused = desk.ask(client, write);
            assert_eq!(refused, Err(ErrorCode::InvalidAcl), "{entry}");
        }
    }
    assert!(
        desk.database()
            .tree
            .get(&path("/there"))
            .is_some_and(|it| it.acl.is_open())
    );
}

#[test]
fn s_97_a_super_user_may_do_everything() {
    let mut config = defaults();
    config.rules.super_digest = Some(DIGEST.to_string());
    let mut desk = Desk::new(config);
    let (client, boss) = (desk.client(), desk.client());
    assert!(desk.login(boss, "digest", "u:p"));
    desk.done(client, guarded("world:anyone:", create("/shut")));
    let config = "/zookeeper/config";
    let refused = desk.ask(client, set(config, "x"));
    assert_eq!(refused, Err(ErrorCode::NoAuth));
    desk.done(boss, set(config, "x"));
    desk.done(boss, create("/shut/x"));
    desk.done(boss, watching(get("/shut")));
    desk.done(boss, children("/shut"));
    desk.done(boss, exists("/shut"));
    desk.multi(boss, &[check("/shut"), delete("/shut/x")]);
    desk.done(boss, set("/shut", "x"));
    assert_eq!(desk.told(boss), ["NodeDataChanged /shut"]);
    desk.done(boss, set_acl("/shut", "world:anyone:r"));
}

#[test]
fn s_98_credentials_of_an_unknown_scheme_end_the_connection_and_not_the_session() {
    let (mut desk, client) = desk_for_one();
    desk.done(client, ephemeral("/e"));
    for scheme in ["foo", "world"] {
        let (back, _) = desk.back(client);
        let credentials = Credentials {
            scheme: scheme.to_string(),
            secret: bytes("x"),
        };
        desk.send(back.connection, FromClient::Auth(credentials));
        let refused = [Heard::Packet(FromServer::AuthRefused), Heard::HungUp];
        assert_eq!(desk.heard(back.connection), refused, "{scheme}");
    }
    assert!(desk.has("/e"));
    desk.wait(60_000);
    assert!(!desk.has("/e"), "it has its timeout");
}

#[test]
fn s_99_a_quota_is_written_as_zookeeper_writes_it() {
    let lines = "session a\n\
        a> create /sq\n\
        a> setquota -n 5 /sq\n\
        a> get /zookeeper/quota/sq/zookeeper_limits\n\
        a> get /zookeeper/quota/sq/zookeeper_stats\n";
    let script = Script::parse(lines, Dialect::Transcript).expect("it can be read");
    let printed = transcript(&script).expect("it can be played");
    let end = "a> get /zookeeper/quota/sq/zookeeper_limits\n  \
        count=5,bytes=-1=;byteHardLimit=-1;countHardLimit=-1\n\
        a> get /zookeeper/quota/sq/zookeeper_stats\n  \
        count=1,bytes=0\n";
    assert!(printed.ends_with(end), "{printed}");
}

/// A desk with a quota of these limits on `/q`.
fn limited(enforced: bool, limits: &str) -> (Desk, Client) {
    let mut config = defaults();
    config.rules.enforce_quota = enforced;
    let mut desk = Desk::new(config);
    let client = desk.client();
    let q = path("/q");
    desk.done(client, create("/q"));
    desk.done(client, create(quota_path(&q).as_str()));
    desk.done(client, holding(limits, create(limits_path(&q).as_str())));
    desk.done(client, create(stats_path(&q).as_str()));
    (desk, client)
}

fn usage(desk: &mut Desk, client: Client) -> String {
    let stats = stats_path(&path("/q"));
    match desk.done(client, get(stats.as_str())) {
        Reply::Data(Some(data), _) => String::from_utf8_lossy(&data).into_owned(),
        other => panic!("{other:?} is no usage"),
    }
}

#[test]
fn s_100_the_usage_follows_and_its_znode_seems_untouched() {
    let (mut desk, client) = limited(false, "count=1,bytes=1");
    let stats = stats_path(&path("/q"));
    let before = desk.stat(stats.as_str());
    desk.done(client, watching(get(stats.as_str())));
    for (write, used) in [
        (holding("four", create("/q/x")), "count=2,bytes=4"),
        (ephemeral("/q/x/e"), "count=3,bytes=4"),
        (set("/q", "ab"), "count=3,bytes=6"),
        (set("/q/x", "a"), "count=3,bytes=3"),
        (create("/other"), "count=3,bytes=3"),
        (set_acl("/q", "world:anyone:cdrwa"), "count=3,bytes=3"),
    ] {
        desk.done(client, write);
        assert_eq!(usage(&mut desk, client), used);
    }
    let mut after = desk.stat(stats.as_str());
    after.data_length = before.data_length;
    assert_eq!(after, before);
    assert_eq!(desk.told(client), Vec::<String>::new());
    desk.done(client, Request::CloseSession);
    let client = desk.client();
    assert_eq!(usage(&mut desk, client), "count=2,bytes=3");
    desk.done(client, delete("/q/x"));
    assert_eq!(usage(&mut desk, client), "count=1,bytes=2");
}

#[test]
fn s_101_only_a_hard_limit_refuses_and_only_where_quotas_are_enforced() {
    let over = [create("/q/x"), set("/q", "four")];
    for (enforced, limits, refused) in [
        (false, "countHardLimit=1;byteHardLimit=3", false),
        (true, "countHardLimit=1;byteHardLimit=3", true),
        (true, "count=1,bytes=3", false),
        (
            true,
            "count=1,bytes=3=;countHardLimit=9;byteHardLimit=9",
            false,
        ),
        (
            true,
            "count=9,bytes=9=;countHardLimit=1;byteHardLimit=3",
            true,
        ),
    ] {
        for write in over.clone() {
            let (mut desk, client) = limited(enforced, limits);
            let answer = desk.ask(client, write);
            let code = answer.err();
            assert_eq!(
                code,
                refused.then_some(ErrorCode::QuotaExceeded),
                "{limits}"
            );
        }
    }
    assert_eq!(ErrorCode::QuotaExceeded.number(), -125);
}

#[test]
fn s_102_a_limit_may_be_reached_and_not_passed() {
    let (mut desk, client) = limited(true, "countHardLimit=2;byteHardLimit=3");
    assert!(desk.ask(client, create("/q/x")).is_ok());
    let refused = desk.ask(client, create("/q/y"));
    assert_eq!(refused, Err(ErrorCode::QuotaExceeded));
    assert!(desk.ask(client, set("/q", "xyz")).is_ok());
    let refused = desk.ask(client, set("/q/x", "x"));
    assert_eq!(refused, Err(ErrorCode::QuotaExceeded));
    // Nothing that takes no more is refused.
    assert!(desk.ask(client, set("/q", "abc")).is_ok());
    assert!(desk.ask(client, delete("/q/x")).is_ok());
}

/// `ZooKeeperServer.checkQuota` looks at a limit only if the write changes what counts for it.
#[test]
fn over_a_limit_all_is_refused_that_changes_the_usage_and_nothing_else() {
    let (mut desk, client) = limited(true, "countHardLimit=9;byteHardLimit=9");
    desk.done(client, set("/q", "four"));
    desk.done(client, create("/q/x"));
    let limits = limits_path(&path("/q"));
    let limit = |desk: &mut Desk, text| desk.done(client, set(limits.as_str(), text));
    let refused = Err(ErrorCode::QuotaExceeded);
    limit(&mut desk, "countHardLimit=1;byteHardLimit=9");
    assert!(desk.ask(client, set("/q", "longer")).is_ok());
    assert_eq!(desk.ask(client, create("/q/y")), refused);
    limit(&mut desk, "countHardLimit=9;byteHardLimit=1");
    assert!(desk.ask(client, set("/q", "equals")).is_ok());
    assert!(desk.ask(client, create("/q/y")).is_ok(), "it has no data");
    assert_eq!(
        desk.ask(client, set("/q", "less")),
        refused,
        "still over it"
    );
    assert!(desk.ask(client, set("/q", "")).is_ok());
}
