//! Whatever a client sends, of whatever size, is answered once or ends its connection, and leaves
//! the data in order.

use std::time::Duration;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use zkplay::model::length::LONGEST_REQUEST;
use zkplay::model::packet::WatchLists;
use zkplay::model::{
    Acl, AddWatchMode, Bytes, Credentials, Expected, FromClient, FromServer, Grant, Identity,
    Lifetime, NewPath, Password, Perms, Read, ReadKind, Request, ServerId, SessionId, Ttl,
    WatcherType, Write, Xid, ZPath, Zxid,
};

use crate::desk::{Desk, Heard, defaults};

fn a_path() -> impl Strategy<Value = ZPath> {
    let parse = |text: String| ZPath::parse(&text).unwrap_or(ZPath::root());
    let usual = vec(select(vec!["a", "b", "c"]), 0..4);
    let quota = select(vec![
        "/zookeeper/quota/a",
        "/zookeeper/quota/a/zookeeper_limits",
        "/zookeeper/quota/a/zookeeper_stats",
        "/zookeeper/quota/zookeeper_limits",
        "/zookeeper/quota/zookeeper_stats",
        "/zookeeper/quota/zookeeper",
        "/zookeeper/quota/zookeeper/zookeeper_limits",
        "/zookeeper/quota/zookeeper/zookeeper_stats",
        "/zookeeper/quota",
        "/zookeeper/config",
    ]);
    let deep = (1..3000_usize).prop_map(|it| "/a".repeat(it));
    let long = (1..100_000_usize).prop_map(|it| format!("/{}", "x".repeat(it)));
    prop_oneof![
        40 => usual.prop_map(|it| format!("/{}", it.join("/"))).prop_map(parse),
        20 => quota.prop_map(str::to_string).prop_map(parse),
        4 => any::<String>().prop_map(|it| format!("/{it}")).prop_map(parse),
        1 => deep.prop_map(parse),
        1 => long.prop_map(parse),
    ]
}

fn a_new_path() -> impl Strategy<Value = NewPath> {
    let numbered = (a_path(), "[a-z]{0,3}").prop_map(|(parent, prefix)| NewPath::Numbered {
        parent,
        prefix: prefix.into(),
    });
    prop_oneof![3 => a_path().prop_map(NewPath::Named), 1 => numbered]
}

fn some_data() -> impl Strategy<Value = Bytes> {
    let limits = "(count|bytes|countHardLimit|byteHardLimit)=-?[0-9]{0,20}[,;x]?";
    let huge = (1_000_000..1_100_000_usize).prop_map(|it| vec![0; it]);
    let bytes = prop_oneof![
        10 => vec(any::<u8>(), 0..20),
        10 => limits.prop_map(String::into_bytes),
        1 => huge,
    ];
    option::weighted(0.9, bytes.prop_map(Into::into))
}

fn an_acl() -> impl Strategy<Value = Acl> {
    let schemes = select(vec!["world", "auth", "digest", "ip", "super", "x509", ""]);
    let ids = prop_oneof![
        Just("anyone".to_string()),
        "[0-9]{1,4}(\\.[0-9]{1,3}){3}(/-?[0-9]{1,3})?",
        "[a-z]{0,2}:[a-z]{0,2}:?",
        any::<String>(),
    ];
    let perms = vec("[cdrwa]", 0..5).prop_map(|letters| {
        let letters = letters.iter().flat_map(|it| it.chars());
        let perms = letters.filter_map(Perms::from_letter);
        perms.fold(Perms::NONE, |all, it| all | it)
    });
    let grant = (schemes, ids, perms).prop_map(|(scheme, id, perms)| Grant {
        perms,
        to: Identity::new(scheme, &id),
    });
    prop_oneof![4 => Just(Acl::OPEN), 1 => vec(grant, 0..4).prop_map(Acl::new)]
}

fn a_version() -> impl Strategy<Value = Expected> {
    prop_oneof![
        Just(Expected::Any),
        (-1..3).prop_map(Expected::from_number),
        any::<i32>().prop_map(Expected::from_number),
    ]
}

fn a_lifetime() -> impl Strategy<Value = Lifetime> {
    let ttl = (1..=Ttl::LONGEST).prop_filter_map("it is within the limits", Ttl::from_millis);
    prop_oneof![
        4 => Just(Lifetime::Persistent),
        2 => Just(Lifetime::Ephemeral),
        1 => Just(Lifetime::Container),
        1 => ttl.prop_map(Lifetime::Ttl),
    ]
}

fn a_write() -> impl Strategy<Value = Write> {
    let create = (a_new_path(), some_data(), an_acl(), a_lifetime());
    prop_oneof![
        6 => create.prop_map(|(path, data, acl, lifetime)| Write::Create {
            path, data, acl, lifetime,
        }),
        2 => (a_path(), a_version()).prop_map(|(path, expected)| Write::Delete { path, expected }),
        2 => (a_path(), some_data(), a_version())
            .prop_map(|(path, data, expected)| Write::SetData { path, data, expected }),
        1 => (a_path(), an_acl(), a_version())
            .prop_map(|(path, acl, expected)| Write::SetAcl { path, acl, expected }),
        1 => (a_path(), a_version()).prop_map(|(path, expected)| Write::Check { path, expected }),
        1 => Just(Write::Reconfig),
    ]
}

fn a_read() -> impl Strategy<Value = Read> {
    let kinds = select(vec![
        ReadKind::Exists,
        ReadKind::Data,
        ReadKind::Children,
        ReadKind::Acl,
        ReadKind::AllChildrenNumber,
        ReadKind::Config,
    ]);
    (kinds, a_path(), any::<bool>()).prop_map(|(kind, path, watch)| Read { kind, path, watch })
}

/// A multi that makes many znodes, and goes wrong at the end or does not.
fn a_long_multi() -> impl Strategy<Value = Request> {
    (1..2000_usize, any::<bool>()).prop_map(|(count, good)| {
        let create = |path: NewPath| Write::Create {
            path,
            data: None,
            acl: Acl::OPEN,
            lifetime: Lifetime::Persistent,
        };
        let numbered = NewPath::parse("/", true).expect("it is a path");
        let mut writes = vec![create(numbered); count];
        if !good {
            writes.push(create(NewPath::Named(ZPath::root())));
        }
        Request::Multi(writes)
    })
}

fn a_request() -> impl Strategy<Value = Request> {
    let modes = select(vec![
        AddWatchMode::Persistent,
        AddWatchMode::PersistentRecursive,
    ]);
    let kinds = select(vec![
        WatcherType::Children,
        WatcherType::Data,
        WatcherType::Persistent,
        WatcherType::PersistentRecursive,
        WatcherType::Any,
    ]);
    prop_oneof![
        20 => a_read().prop_map(Request::Read),
        40 => a_write().prop_map(Request::Write),
        8 => vec(a_write(), 0..8).prop_map(Request::Multi),
        1 => a_long_multi(),
        2 => vec(a_read(), 0..8).prop_map(Request::MultiRead),
        2 => a_path().prop_map(|prefix| Request::Ephemerals { prefix }),
        1 => Just(Request::WhoAmI),
        1 => a_path().prop_map(Request::Sync),
        6 => (a_path(), modes).prop_map(|(path, mode)| Request::AddWatch { path, mode }),
        2 => (a_path(), kinds, any::<bool>())
            .prop_map(|(path, which, local)| Request::RemoveWatches { path, which, local }),
        1 => Just(Request::CloseSession),
    ]
}

fn a_packet() -> impl Strategy<Value = FromClient> {
    let lists = (
        vec(a_path(), 0..4),
        vec(a_path(), 0..4),
        vec(a_path(), 0..4),
    );
    let watches =
        (lists, any::<u32>()).prop_map(|((one, two, three), seen)| FromClient::SetWatches {
            relative_zxid: Zxid::new(0, seen),
            watches: WatchLists {
                data: one.clone(),
                exist: two.clone(),
                child: three.clone(),
                persistent: [one, two.clone()].concat(),
                recursive: [two, three].concat(),
            },
        });
    let secret = option::of(vec(any::<u8>(), 0..20).prop_map(Into::into));
    let auth = ("digest|ip|[a-z]{0,5}", secret)
        .prop_map(|(scheme, secret)| FromClient::Auth(Credentials { scheme, secret }));
    let session = SessionId::first_of(ServerId::new(1), defaults().clock.as_millis());
    let connect = (any::<u32>(), any::<u64>(), option::of(Just(session))).prop_map(
        |(seen, timeout, session)| FromClient::Connect {
            last_zxid: Zxid::new(0, seen >> 27),
            timeout: Duration::from_millis(timeout),
            session: session.map(|it| (it, Password::of(it))),
        },
    );
    prop_oneof![
        60 => (any::<i32>(), a_request())
            .prop_map(|(_, request)| FromClient::Request { xid: Xid::FIRST, request }),
        3 => watches,
        4 => auth,
        3 => connect,
        1 => Just(FromClient::Ping),
    ]
}

/// What a client of ours may hear in answer to a packet.
fn answers(packet: &FromClient, heard: &[Heard]) -> usize {
    let is_answer = |it: &&Heard| match (packet, it) {
        (_, Heard::HungUp) => false,
        (FromClient::Request { .. }, Heard::Packet(it)) => matches!(it, FromServer::Reply { .. }),
        (FromClient::Ping, Heard::Packet(it)) => *it == FromServer::Pong,
        (FromClient::Auth(_), Heard::Packet(it)) => {
            matches!(it, FromServer::AuthDone | FromServer::AuthRefused)
        }
        (FromClient::SetWatches { .. }, Heard::Packet(it)) => {
            matches!(it, FromServer::WatchesSet { .. })
        }
        (FromClient::Connect { .. }, Heard::Packet(it)) => {
            matches!(it, FromServer::Connected { .. } | FromServer::SessionGone)
        }
    };
    heard.iter().filter(is_answer).count()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 40,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn whatever_is_sent_is_answered_once_or_ends_the_connection(
        enforced in any::<bool>(),
        packets in vec((a_packet(), 0..2_usize, 0..2000_u64), 1..60),
    ) {
        let mut config = defaults();
        config.rules.enforce_quota = enforced;
        config.container_check_interval = Duration::from_millis(500);
        let mut desk = Desk::new(config);
        let greeting = FromClient::Connect {
            last_zxid: Zxid::ZERO,
            timeout: Duration::from_secs(40),
            session: None,
        };
        let mut open = Vec::new();
        for (packet, which, pause) in packets {
            while open.len() < 2 {
                let connection = desk.dial();
                desk.send(connection, greeting.clone());
                open.push(connection);
            }
            let to = open[which];
            desk.mail.clear();
            desk.send(to, packet.clone());
            let heard = desk.mail.remove(&to).unwrap_or_default();
            let hung_up = heard.contains(&Heard::HungUp);
            let count = answers(&packet, &heard);
            prop_assert!(count == 1 || (count == 0 && hung_up), "{heard:?}");
            if let FromClient::Request { request, .. } = &packet {
                prop_assert_eq!(request.length() > LONGEST_REQUEST, count == 0);
            }
            desk.pass_to(desk.now() + Duration::from_millis(pause));
            let gone = |it: &Vec<Heard>| it.contains(&Heard::HungUp);
            open.retain(|it| !desk.mail.get(it).is_some_and(gone));
            open.retain(|it| !(hung_up && *it == to));
        }
    }
}
