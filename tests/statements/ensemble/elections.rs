//! Who leads: S-103 to S-107 and S-115.

use std::time::Duration;

use zkplay::ensemble::peer::{PeerPacket, Vote};
use zkplay::ensemble::{Looking, Role, ServerInput, ServerNote};
use zkplay::model::{ServerId, Zxid};

use crate::desk::post::Letter;
use crate::desk::{Desk, Heard};
use crate::ensemble::{ELECTION, LONG, News, ensemble, several, zxid};
use crate::words::{bytes, create, holding, set};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// The server that this one follows.
fn leader_of(desk: &Desk, server: u8) -> Option<u8> {
    match desk.server(server).role() {
        Role::Following(follower) => Some(follower.leader.get()),
        _ => None,
    }
}

fn start(desk: &mut Desk, servers: &[u8]) {
    for server in servers {
        desk.start(*server);
    }
    desk.wait(ELECTION);
}

#[test]
fn s_103_each_leader_counts_from_one_in_an_epoch_of_its_own() {
    let mut desk = Desk::unused(several(3));
    start(&mut desk, &[1, 2, 3]);
    desk.client_at(1, LONG);
    assert_eq!(desk.zxids(), [zxid(1, 1); 3]);
    desk.crash(3);
    desk.wait(ELECTION);
    desk.client_at(1, LONG);
    assert_eq!(desk.zxids(), [zxid(2, 1); 2]);
}

#[test]
fn each_election_that_a_server_begins_is_a_later_round() {
    let round = |desk: &Desk| match desk.server(1).role() {
        Role::Looking(election) => Some(election.round()),
        _ => None,
    };
    let mut desk = Desk::unused(several(3));
    desk.start(1);
    assert_eq!(round(&desk), Some(1));
    start(&mut desk, &[2]);
    assert_eq!(round(&desk), None, "it follows");
    desk.crash(2);
    assert_eq!(round(&desk), Some(2));
    desk.crash(1);
    desk.start(1);
    assert_eq!(round(&desk), Some(1), "since it started");
}

#[test]
fn a_leader_is_established_when_a_majority_has_its_history() {
    let mut desk = ensemble(5);
    desk.crash(5);
    while !matches!(desk.server(4).role(), Role::Leading(_)) {
        desk.wait(10);
    }
    let followers = [1, 2, 3];
    followers.into_iter().for_each(|it| desk.hold(4, it));
    desk.wait(100);
    assert_eq!(desk.waiting(), followers.map(|it| (4, it)));
    // That the connection is taken, what the new epoch is, the history, and that this was all.
    for _ in 0..2 {
        desk.pass_one(4, 1);
        desk.pass_one(4, 2);
    }
    for (follower, leaders) in [(1, &[][..]), (2, &[4])] {
        desk.pass_one(4, follower);
        assert_eq!(desk.leaders(), [0; 0]);
        desk.pass_one(4, follower);
        assert_eq!(desk.leaders(), leaders, "s{follower} has it, too");
    }
}

/// `Learner.registerWithLeader`.
#[test]
fn whoever_has_accepted_an_epoch_does_not_count_for_it_again() {
    let mut desk = ensemble(3);
    desk.crash(1);
    desk.hold(1, 3);
    desk.start(1);
    // Its vote, its call, and the epoch that it has promised to follow.
    for _ in 0..3 {
        desk.pass_one(1, 3);
    }
    match desk.post.take(ServerId::new(1), ServerId::new(3)) {
        Some(Letter::Packet(_, PeerPacket::AckEpoch { current, .. })) => assert_eq!(current, None),
        _ => panic!("it accepts the epoch"),
    }
}

/// `Leader.getTickOfInitialAckDeadline`, `getTickOfNextAckDeadline`.
#[test]
fn a_follower_is_present_for_the_sync_limit_and_for_the_init_limit_besides_when_it_comes() {
    let present = |desk: &Desk| match desk.server(3).role() {
        Role::Leading(leader) => {
            let learner = leader.learners.get(&ServerId::new(1));
            learner.map(|it| it.present_until - leader.tick())
        }
        _ => None,
    };
    let mut desk = ensemble(3);
    desk.wait(40_000);
    assert_eq!(present(&desk), Some(5));
    desk.crash(1);
    start(&mut desk, &[1]);
    assert_eq!(present(&desk), Some(15));
}

#[test]
fn a_leader_that_nobody_has_reached_yet_waits_for_the_init_limit() {
    let mut desk = ensemble(3);
    let limit = desk.server(3).config().init_patience();
    desk.crash(3);
    let leads = |desk: &Desk| matches!(desk.server(2).role(), Role::Leading(_));
    while !leads(&desk) {
        desk.wait(10);
    }
    let since = desk.now();
    desk.hold(1, 2);
    for _ in 0..10 {
        assert!(desk.now() < since + limit);
        desk.step(ServerId::new(2), ServerInput::Deadline);
        assert!(leads(&desk), "{}", desk.now());
        desk.wait(1900);
    }
    desk.pass_to(since + limit);
    assert!(!leads(&desk));
    let why = Looking::NobodyCame;
    let note = (ServerId::new(2), ServerNote::Looking { why });
    assert!(desk.notes.contains(&note));
}

#[test]
fn no_connection_of_servers_is_made_twice() {
    let channel = |desk: &Desk| match desk.server(1).role() {
        Role::Following(follower) => follower.channel(),
        _ => None,
    };
    let mut desk = ensemble(3);
    let mut channels = vec![channel(&desk)];
    for _ in 0..3 {
        desk.crash(1);
        start(&mut desk, &[1]);
        assert!(!channels.contains(&channel(&desk)));
        channels.push(channel(&desk));
    }
}

#[test]
fn s_104_of_servers_that_know_the_same_the_last_one_leads() {
    for servers in [2, 3, 5, 7] {
        let mut desk = Desk::unused(several(servers));
        let all: Vec<u8> = (1..=servers).collect();
        start(&mut desk, &all);
        assert_eq!(desk.leaders(), [servers]);
        assert!(desk.running().all(|it| it.is_serving()));
    }
}

#[test]
fn s_105_a_newer_epoch_beats_a_longer_log_and_that_a_larger_number() {
    let vote = |epoch: u32, counter, leader| Vote {
        epoch: zxid(epoch, 0).epoch(),
        zxid: zxid(1, counter),
        leader: ServerId::new(leader),
    };
    let worst_first = [vote(1, 1, 1), vote(1, 1, 2), vote(1, 2, 1), vote(2, 1, 1)];
    assert!(worst_first.is_sorted());

    // A longer log: s1 alone has what s3 has proposed.
    let mut desk = ensemble(3);
    desk.hold(3, 2);
    desk.client_at(1, LONG);
    desk.crash(3);
    desk.wait(ELECTION);
    assert_eq!(desk.leaders(), [1]);

    // A newer epoch: s3 has the longest log, and s1 has followed another leader since.
    let mut desk = ensemble(5);
    let client = desk.client_at(5, LONG);
    [1, 2, 3, 4].into_iter().for_each(|it| desk.hold(5, it));
    for number in 0..4 {
        desk.post(client, create(&format!("/{number}")));
    }
    desk.crash(5);
    desk.wait(ELECTION);
    assert_eq!(desk.leaders(), [4]);
    [1, 2, 3, 4].into_iter().for_each(|it| desk.release(5, it));
    desk.crash(3);
    desk.crash(4);
    desk.wait(5 * ELECTION);
    assert_eq!(desk.leaders(), [0; 0], "two of five are too few");
    start(&mut desk, &[5]);
    assert_eq!(desk.leaders(), [2], "not the one with the longest log");
}

#[test]
fn s_106_whoever_comes_later_follows_the_leader_there_is() {
    let mut desk = Desk::unused(several(3));
    start(&mut desk, &[1, 2]);
    assert_eq!(desk.leaders(), [2]);
    start(&mut desk, &[3]);
    desk.wait(60_000);
    assert_eq!(desk.leaders(), [2]);
    assert_eq!(leader_of(&desk, 3), Some(2));
    assert!(desk.server(3).is_serving());
}

#[test]
fn s_107_a_majority_decides_and_fewer_send_everybody_away() {
    let mut desk = ensemble(3);
    let client = desk.client_at(3, LONG);
    desk.crash(1);
    desk.done(client, create("/one-is-down"));
    desk.crash(2);
    desk.post(client, create("/two-are-down"));
    desk.wait(12_000);
    assert_eq!(desk.hears(client), [News::HungUp]);
    assert!(!desk.has_at(3, "/two-are-down"));
    let (_, heard) = desk.greet_at(3, Zxid::ZERO, LONG, None);
    assert_eq!(heard, [Heard::HungUp]);
    let last = desk.notes.last();
    assert!(matches!(last, Some((_, ServerNote::NotServing { .. }))));
}

#[test]
fn s_115_a_leader_that_is_cut_off_steps_down_when_the_sync_limit_is_over() {
    let mut desk = ensemble(3);
    let [writer, reader] = [(); 2].map(|()| desk.client_at(3, LONG));
    let other = desk.client_at(1, LONG);
    desk.done(writer, holding("old", create("/a")));
    desk.wait(7000);
    let (cut, limit) = (desk.now(), desk.server(3).config().sync_patience());
    desk.isolate(3);
    desk.post(writer, set("/a", "new"));
    desk.pass_to(cut + limit - Duration::from_secs(2));
    assert_eq!(desk.leaders(), [3], "it does not know yet");
    assert_eq!(desk.read(reader, "/a"), bytes("old"));
    desk.pass_to(cut + limit + Duration::from_secs(2));
    assert_eq!(desk.leaders(), [2], "the others have found another one");
    for client in [writer, reader, other] {
        assert_eq!(desk.hears(client), [News::HungUp], "nothing was agreed on");
    }
    let (other, _) = desk.back_at(1, other, Zxid::ZERO, LONG);
    assert_eq!(desk.read(other, "/a"), bytes("old"));
}
