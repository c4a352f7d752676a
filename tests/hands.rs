//! A person at the console of a program: nothing that is typed there makes the program spin.

use std::ops::{Deref, DerefMut};
use std::time::Duration;

use zkplay::actor::{Doing, Role, Settings};
use zkplay::model::ErrorCode;
use zkplay::scenario::{Dialect, Header, Script, Stage, Statement, Witness};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;
#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// More steps than any of these runs needs.
const MANY: u64 = 5_000;

/// A stage whose whole run is held against the laws when its test is over.
struct Lawful(Stage);

impl Deref for Lawful {
    type Target = Stage;

    fn deref(&self) -> &Stage {
        &self.0
    }
}

impl DerefMut for Lawful {
    fn deref_mut(&mut self) -> &mut Stage {
        &mut self.0
    }
}

impl Drop for Lawful {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let witness = Witness::of(&self.record()).expect("it comes again");
            assert_eq!(witness.violations(), []);
        }
    }
}

fn stage(text: &str) -> Lawful {
    let script = Script::parse(text, Dialect::Scenario).expect("it can be read");
    Lawful(Stage::play(&script).expect("it can be played"))
}

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
