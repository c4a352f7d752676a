//! Random visits: everything that can be said, at any moment.

use zkplay::model::Chance;
use zkplay::scenario::{Dialect, Header, Stage, Statement};

const NAMES: [&str; 6] = ["a", "b", "end", "master1", "worker1", "client1"];

const SAID: [&str; 24] = [
    "session NAME 6s",
    "session NAME @SERVER",
    "program master1 master",
    "program worker1 worker work=300ms",
    "program client1 client tasks=2 every=1s",
    "close NAME",
    "kill NAME",
    "crash SERVER",
    "restart SERVER",
    "restart NAME",
    "remove NAME",
    "pause NAME 2s",
    "pause SERVER",
    "resume SERVER",
    "by-hand NAME",
    "by-itself NAME",
    "order NAME on NodeDeleted /x do create -e /x \"%% # ; {\"",
    "cut NAME SERVER silent",
    "cut NAME -> SERVER silent",
    "heal NAME",
    "hold NAME SERVER",
    "lose-reply NAME",
    "expire NAME",
    "NAME> :kill SERVER",
];

/// Hostile to whoever does not look at what is data.
const TYPED: [&str; 20] = [
    "create -e /x \"one\"",
    "create /x",
    "create -s /q- \"end\"",
    "create /d \"a;b#c%%d\"",
    "create \"/e{}\" 'Note over p0: \"x\"'",
    "create /f {U+000A}end{U+000A}",
    "create /g \"loop <b>é中文😀{U+2028}{U+FB02}°°35¶ß</b>\"",
    "set /x \"style a:b#c;\"",
    "get -w /x",
    "get /g",
    "stat -w /x",
    "ls -R -w /",
    "delete /x",
    "deleteall /d",
    "addWatch /",
    "addauth digest u:secret",
    "setAcl -R /q world:anyone:r",
    "sync /",
    "foo;bar",
    "close",
];

/// A stage as somebody may leave it who says whatever comes to mind.
pub fn visit(seed: u64) -> Stage {
    let mut chance = Chance::stream(seed, "visits");
    let dialect = match chance.below(3) {
        0 => Dialect::Transcript,
        _ => Dialect::Scenario,
    };
    let mut header = Header::new(dialect);
    for line in [
        format!("seed {seed}"),
        format!("servers {}", 1 + 2 * chance.below(3)),
    ] {
        header.take(&line).expect("it is a setting");
    }
    let mut stage = Stage::new(header).expect("the settings agree");
    for name in ["a", "b"] {
        _ = stage.begin(&read(&format!("session {name}")));
    }
    for _ in 0..40 {
        // What nobody can do at the moment is refused.
        _ = stage.begin(&read(&word(&mut chance)));
        match chance.below(3) {
            0 => {}
            1 => (0..chance.below(20)).for_each(|_| _ = stage.run_mut().step()),
            _ => {
                let pause = format!("wait {}ms", chance.below(3000));
                stage.begin(&read(&pause)).expect("time passes");
            }
        }
    }
    stage
}

fn read(line: &str) -> Statement {
    Statement::parse(line).unwrap_or_else(|problem| panic!("{line}: {problem}"))
}

fn word(chance: &mut Chance) -> String {
    let mut one_of = |all: &[&str]| all[chance.below(all.len() as u64) as usize].to_string();
    let (name, server) = (one_of(&NAMES), one_of(&["s1", "s2", "s3"]));
    match one_of(&["typed", "typed", "said"]).as_str() {
        "typed" => format!("{name}> {}", one_of(&TYPED)),
        _ => one_of(&SAID)
            .replace("NAME", &name)
            .replace("SERVER", &server),
    }
}
