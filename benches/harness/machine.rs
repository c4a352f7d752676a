//! The machine under a benchmark: its clocks, its memory, the arguments, where lines go.

#[cfg(not(target_arch = "wasm32"))]
pub use native::{Clock, arguments, memory, print};
#[cfg(target_arch = "wasm32")]
pub use node::{Clock, arguments, memory, print};

/// What a clock counts.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    Wall,
    /// What this process has had of the processor: steadier where others work, too.
    Processor,
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::time::Instant;

    use cpu_time::ProcessTime;

    use super::Kind;

    #[derive(Debug)]
    pub enum Clock {
        Wall(Instant),
        Processor(ProcessTime),
    }

    impl Clock {
        #[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
        pub fn new(kind: Kind) -> Clock {
            match kind {
                Kind::Wall => Clock::Wall(Instant::now()),
                Kind::Processor => Clock::Processor(ProcessTime::now()),
            }
        }

        /// Since the clock was made.
        pub fn nanos(&self) -> f64 {
            let elapsed = match self {
                Clock::Wall(start) => start.elapsed(),
                Clock::Processor(start) => start.elapsed(),
            };
            elapsed.as_secs_f64() * 1e9
        }
    }

    /// What the program holds of the machine's memory, in bytes; 0 where nobody tells.
    #[allow(dead_code, reason = "only what keeps a long run needs it")]
    pub fn memory() -> f64 {
        const PAGE: f64 = 4096.0;
        let told = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
        let resident = told.split(' ').nth(1).and_then(|it| it.parse::<f64>().ok());
        resident.unwrap_or_default() * PAGE
    }

    pub fn arguments() -> Vec<String> {
        std::env::args().skip(1).collect()
    }

    pub fn print(line: &str) {
        println!("{line}");
    }
}

/// Node, by way of its global objects. They are looked up by name, because the bindings that
/// are made ahead of time need code that this project forbids, and know no `process`.
#[cfg(target_arch = "wasm32")]
mod node {
    use js_sys::{Array, Function, JSON, Reflect};
    use wasm_bindgen::{JsCast, JsValue};

    use super::Kind;

    #[derive(Debug)]
    pub struct Clock {
        kind: Kind,
        owner: JsValue,
        read: Function,
    }

    impl Clock {
        pub fn new(kind: Kind) -> Clock {
            let (owner, read) = match kind {
                Kind::Wall => (global("performance"), "now"),
                Kind::Processor => (global("process"), "cpuUsage"),
            };
            let read = method(&owner, read);
            Clock { kind, owner, read }
        }

        /// Since some moment in the past.
        pub fn nanos(&self) -> f64 {
            let read = self.read.call0(&self.owner).expect("clocks can be read");
            match self.kind {
                Kind::Wall => number(&read) * 1e6,
                Kind::Processor => {
                    let micros = number(&member(&read, "user")) + number(&member(&read, "system"));
                    micros * 1e3
                }
            }
        }
    }

    /// What the module has of memory, in bytes. It never gets less.
    #[allow(dead_code, reason = "only what keeps a long run needs it")]
    pub fn memory() -> f64 {
        const PAGE: f64 = 65536.0;
        core::arch::wasm32::memory_size::<0>() as f64 * PAGE
    }

    pub fn arguments() -> Vec<String> {
        // The first call of a benchmark: from here on, panics say what was wrong.
        console_error_panic_hook::set_once();
        let all: Array = member(&global("process"), "argv").unchecked_into();
        all.iter().skip(2).filter_map(|it| it.as_string()).collect()
    }

    pub fn print(line: &str) {
        let console = global("console");
        method(&console, "log")
            .call1(&console, &JsValue::from_str(line))
            .expect("the console takes a line");
    }

    fn global(name: &str) -> JsValue {
        member(&js_sys::global(), name)
    }

    fn member(object: &JsValue, name: &str) -> JsValue {
        Reflect::get(object, &JsValue::from_str(name)).expect("Node has it")
    }

    fn method(object: &JsValue, name: &str) -> Function {
        member(object, name).unchecked_into()
    }

    fn number(value: &JsValue) -> f64 {
        value
            .as_f64()
            .unwrap_or_else(|| panic!("{:?} is a number", JSON::stringify(value)))
    }
}
