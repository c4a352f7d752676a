//! What several test files share: stages that are held against the laws.

use std::ops::{Deref, DerefMut};

use zkplay::scenario::{Dialect, Script, Stage, Witness};

/// A stage whose whole run is held against the laws when its test is over.
pub struct Lawful(Stage);

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

/// The stage of a scenario.
pub fn stage(text: &str) -> Lawful {
    let script = Script::parse(text, Dialect::Scenario).expect("it can be read");
    Lawful(Stage::play(&script).expect("it can be played"))
}
