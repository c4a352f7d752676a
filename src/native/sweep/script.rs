//! Deeds of robots as statements of the script language, as far as that goes.

use std::time::Duration;

use crate::actor::robot::{Order, Robot};
use crate::model::time::millis;
use crate::model::{ProcessId, VirtualTime};
use crate::scenario::{Dialect, Header, Statement, fault_statement};
use crate::shell::spell::spell;
use crate::sim::network::Latency;
use crate::sim::{Action, Node, Setup};

/// Something done, and when.
pub type Deed = (VirtualTime, Action<Robot>);

/// The header of a script for such a world.
pub fn header(setup: &Setup) -> Header {
    let server = &setup.server;
    let mut header = Header::new(Dialect::Scenario);
    for line in [
        format!("servers {}", server.servers),
        format!("seed {}", setup.seed),
        format!("latency {}", latency(setup.latency)),
        format!("server-latency {}", latency(setup.server_latency)),
        format!(
            "server tickTime={} initLimit={} syncLimit={} commitLogCount={} logDelayMs={} \
             containerCheckIntervalMs={}",
            millis(server.tick_time),
            server.init_limit,
            server.sync_limit,
            server.commit_log_count,
            millis(server.log_delay),
            millis(server.container_check_interval),
        ),
    ] {
        header.take(&line).expect("it is a setting");
    }
    header
}

fn latency(latency: Latency) -> String {
    format!("{}ms {}ms", millis(latency.delay), millis(latency.jitter))
}

/// The deeds at consoles; what no console can say stands as it is.
pub fn statements(deeds: &[Deed]) -> Vec<Result<Statement, String>> {
    let mut names: Vec<&str> = Vec::new();
    let mut told = Vec::new();
    for (_, action) in deeds {
        if let Action::Add { name, .. } = action {
            names.push(name);
        }
        told.push(statement(action, &names));
    }
    told
}

fn statement(action: &Action<Robot>, names: &[&str]) -> Result<Statement, String> {
    let name_of = |it: &ProcessId| {
        let name = names.get(it.get() as usize);
        name.map_or("nobody", |it| it).to_string()
    };
    let node = |it: Node| match it {
        Node::Process(id) => name_of(&id),
        Node::Server(id) => id.to_string(),
    };
    Ok(match action {
        Action::Add { name, program } => Statement::Session {
            name: name.clone(),
            timeout: Some(program.timeout()),
            at: None,
        },
        Action::Tell { process, input } => {
            let name = name_of(process);
            match command(input) {
                Some(command) => Statement::Typed { name, command },
                None => return Err(format!("{name}: {input:?}")),
            }
        }
        Action::Kill { process } => Statement::Kill(name_of(process)),
        Action::Restart { process, .. } => Statement::Restart(name_of(process)),
        Action::Remove { process } => Statement::Remove(name_of(process)),
        Action::Pause { who, span } => Statement::Pause {
            name: node(*who),
            span: *span,
        },
        Action::Resume { who } => Statement::Resume(node(*who)),
        Action::Fault(fault) => fault_statement(fault, node),
    })
}

/// What is typed for it; `None` for what no console can do, which has one session at a time.
pub fn command(order: &Order) -> Option<String> {
    match order {
        Order::Call(request) => spell(request),
        Order::Close => Some("close".to_string()),
        Order::Renew => Some("connect localhost:2181".to_string()),
        Order::CallOldest(_) | Order::Open => None,
    }
}

/// The deeds line by line, to be read: those that no console can do as comments.
pub fn script(setup: &Setup, deeds: &[Deed]) -> String {
    let mut lines = header(setup).lines().to_vec();
    let mut last = None;
    for ((at, _), statement) in deeds.iter().zip(statements(deeds)) {
        let pause = at.since(last.unwrap_or_default());
        if pause > Duration::ZERO {
            lines.push(Statement::Wait(pause).to_string());
        }
        last = Some(*at);
        lines.push(match statement {
            Ok(statement) => statement.to_string(),
            Err(other) => format!("# {other}"),
        });
    }
    lines.join("\n") + "\n"
}
