//! A person at the console of a program: nothing that is typed there makes the program spin.

#[path = "support/lawful.rs"]
mod lawful;

use std::time::Duration;

use lawful::stage;
use zkplay::actor::{Doing, Role, Settings};
use zkplay::model::ErrorCode;
use zkplay::scenario::{Dialect, Header, Stage, Statement};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;
#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// More steps than any of these runs needs.
const MANY: u64 = 5_000;

/// Lets a minute pass, and holds the world to a bounded number of steps.
fn pass_a_minute(stage: &mut Stage) {
    let (until, before) = (stage.now() + Duration::from_secs(60), stage.world().steps());
    while stage.run_mut().step_until(until) {
        assert!(stage.world().steps() < before + MANY, "it spins");
    }
}

fn doing(stage: &Stage, name: &str) -> Option<Doing> {
    let process = stage.process(name).expect("it is there");
    stage.world().processes()[&process].program.doing()
}

#[test]
fn a_program_whose_console_is_connected_elsewhere_goes_on_there() {
    let mut stage = stage("program master1 master\nmaster1> connect s1:2181\n");
    pass_a_minute(&mut stage);
    let leads = Doing::Leads {
        workers: 0,
        waiting: 0,
    };
    assert_eq!(doing(&stage, "master1"), Some(leads));
}

#[test]
fn a_program_in_a_root_that_is_not_there_says_so_and_waits() {
    for role in Role::ALL {
        let mut stage = Stage::new(Header::new(Dialect::Scenario)).unwrap();
        let settings = Settings::new("someone", role);
        let program = Statement::Program {
            settings,
            timeout: None,
        };
        stage.carry_out(&program).unwrap();
        let connect = "connect localhost:2181/nowhere".to_string();
        let typed = Statement::Typed {
            name: "someone".to_string(),
            command: connect,
        };
        stage.carry_out(&typed).unwrap();
        pass_a_minute(&mut stage);
        assert_eq!(
            doing(&stage, "someone"),
            Some(Doing::Stuck(ErrorCode::NoNode)),
            "{role}"
        );
    }
}

#[test]
fn a_program_begins_anew_when_a_person_closes_its_session() {
    let mut stage = stage("program worker1 worker\nworker1> close\n");
    pass_a_minute(&mut stage);
    assert_eq!(doing(&stage, "worker1"), Some(Doing::Idle));
}
