//! Deeds in the script language, as far as it goes.

use std::time::Duration;

use crate::actor::robot::{Order, Robot};
use crate::model::{ProcessId, VirtualTime};
use crate::native::sweep::trial::Deed;
use crate::shell::spell::spell;
use crate::sim::{Action, Cut, Fault, Node, Setup};

/// What was done, line by line. A console waits for its prompt where a robot does not, so the
/// times are those of the deeds; what no console can say stands in a comment.
pub fn script(setup: &Setup, deeds: &[Deed]) -> String {
    let mut text = head(setup);
    let mut now = VirtualTime::START;
    let mut names: Vec<&str> = Vec::new();
    for (at, action) in deeds {
        if *at > now {
            text.push_str(&format!("wait {}\n", span(at.since(now))));
            now = *at;
        }
        if let Action::Add { name, .. } = action {
            names.push(name);
        }
        text.push_str(&line(action, &names));
        text.push('\n');
    }
    text
}

fn head(setup: &Setup) -> String {
    let server = &setup.server;
    format!(
        "# between servers: {:?}\nservers {}\nseed {}\nlatency {} {}\nserver tickTime={} initLimit={} \
         syncLimit={} commitLogCount={} logDelayMs={}\n",
        setup.server_latency,
        server.servers,
        setup.seed,
        span(setup.latency.delay),
        span(setup.latency.jitter),
        server.tick_time.as_millis(),
        server.init_limit,
        server.sync_limit,
        server.commit_log_count,
        server.log_delay.as_millis(),
    )
}

fn span(span: Duration) -> String {
    format!("{}ms", span.as_millis())
}

fn line(action: &Action<Robot>, names: &[&str]) -> String {
    let name = |id: &ProcessId| {
        names
            .get(id.get() as usize)
            .map_or("nobody", |it| it)
            .to_string()
    };
    let node = |it: &Node| match it {
        Node::Process(id) => name(id),
        Node::Server(id) => id.to_string(),
    };
    match action {
        Action::Add { name, program } => format!("session {name} {}", span(program.timeout())),
        Action::Tell { process, input } => {
            let who = name(process);
            match input {
                Order::Call(request) => match spell(request) {
                    Some(command) => format!("{who}> {command}"),
                    None => format!("# {who}: {request:?}"),
                },
                Order::CallOldest(request) => {
                    format!("# {who}, in its oldest session: {request:?}")
                }
                Order::Close => format!("{who}> close"),
                Order::Renew => format!("{who}> connect localhost:2181"),
                Order::Open => format!("# {who}: another session"),
            }
        }
        Action::Kill { process } => format!("kill {}", name(process)),
        Action::Restart { process, .. } => format!("restart {}", name(process)),
        Action::Remove { process } => format!("# {} leaves", name(process)),
        Action::Pause { who, span: None } => format!("pause {}", node(who)),
        Action::Pause {
            who,
            span: Some(it),
        } => format!("pause {} {}", node(who), span(*it)),
        Action::Resume { who } => format!("resume {}", node(who)),
        Action::Fault(fault) => match fault {
            Fault::Crash(server) => format!("crash {server}"),
            Fault::Start(server) => format!("restart {server}"),
            Fault::Cut {
                node: near,
                far,
                how,
            } => match (far, how) {
                (Some(far), Cut::SilentOneWay) => {
                    format!("cut {} -> {} silent", node(near), node(far))
                }
                (far, how) => {
                    let far = far.map(|it| format!(" {}", node(&it))).unwrap_or_default();
                    let silent = if *how == Cut::Told { "" } else { " silent" };
                    format!("cut {}{far}{silent}", node(near))
                }
            },
            Fault::Heal { node: near, far } => {
                let far = far.map(|it| format!(" {}", node(&it))).unwrap_or_default();
                format!("heal {}{far}", node(near))
            }
            Fault::Break { node: near, far } => {
                let far = far.map(|it| format!(" {}", node(&it))).unwrap_or_default();
                format!("break {}{far}", node(near))
            }
            Fault::Hold { node: near, far } => format!("hold {} {}", node(near), node(far)),
            Fault::Release { node: near, far } => format!("release {} {}", node(near), node(far)),
            Fault::Delay {
                node: near,
                far,
                delay,
            } => format!("delay {} {} {}", node(near), node(far), span(*delay)),
            Fault::LoseReply(process) => format!("lose-reply {}", name(process)),
            Fault::Expire(process) => format!("expire {}", name(process)),
            Fault::Move(process, server) => format!("move {} {server}", name(process)),
        },
    }
}
