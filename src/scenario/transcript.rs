//! The transcript of a script, or of a record: what each step printed, and who was told what.
//!
//! The format is the one of transcripts recorded from a real ZooKeeper, so that ours can be
//! held against theirs line by line. Session ids and the present time differ between runs of
//! the real thing and are written as `<session:NAME>` and `<time>`.

use std::collections::BTreeMap;

use crate::engine::TxnBody;
use crate::ensemble::{Cause, ServerNote};
use crate::handle::{Belief, Shown};
use crate::model::{
    FromServer, KeeperState, ProcessId, ServerId, SessionId, WallTime, WatchedEvent,
};
use crate::scenario::record::Record;
use crate::scenario::script::{Script, ScriptError};
use crate::scenario::stage::Stage;
use crate::scenario::statement::Statement;
use crate::sim::event::Carried;
use crate::sim::{Happening, TraceEntry};

/// Plays a script and writes down what it shows.
///
/// # Errors
/// If a step cannot be done.
pub fn transcript(script: &Script) -> Result<String, ScriptError> {
    let mut stage =
        Stage::new(script.header.clone()).map_err(|problem| ScriptError { line: 1, problem })?;
    let mut writer = Writer::default();
    for step in &script.steps {
        stage.perform(step)?;
        writer.write_line(&step.line);
        if step.statement == Statement::Leader {
            writer.write_leader(&stage);
        }
        // What follows from these is told at the next wait.
        let is_late = step.statement.is_fault() || step.statement == Statement::Leader;
        if !(is_late && stage.header().is_ensemble()) {
            writer.write_step(&step.statement, &stage);
        }
    }
    Ok(writer.text)
}

/// Plays a record, exactly as it went, and writes down what it shows: below each line what
/// followed until the next thing was said.
///
/// # Errors
/// If the settings contradict each other, if it is too long, or if the run takes another course than
/// the one that was recorded.
pub fn transcript_of_record(record: &Record) -> Result<String, ScriptError> {
    let fail = |line| move |problem| ScriptError { line, problem };
    let mut stage = Stage::before(record).map_err(fail(1))?;
    let mut writer = Writer::default();
    let lines = record.to_string();
    let mut lines = lines.lines().zip(1..);
    for (line, _) in lines.by_ref().take(1 + record.header.lines().len()) {
        writer.write_line(line);
    }
    let ends = record.entries.iter().skip(1).map(|it| it.when);
    let ends = ends.chain([record.end]);
    for ((entry, until), (line, number)) in record.entries.iter().zip(ends).zip(lines.by_ref()) {
        stage.repeat(entry, |_| {}).map_err(fail(number))?;
        stage.go_to(until, |_| {}).map_err(fail(number + 1))?;
        writer.write_line(line);
        writer.write_step(&entry.said, &stage);
    }
    if let Some((line, number)) = lines.next() {
        stage.go_to(record.end, |_| {}).map_err(fail(number))?;
        writer.write_line(line);
    }
    Ok(writer.text)
}

#[derive(Default)]
struct Writer {
    text: String,
    /// So much of the trace is told.
    seen: usize,
    /// What each session is called in the transcript.
    labels: BTreeMap<SessionId, String>,
    /// How many sessions each process has opened.
    opened: BTreeMap<ProcessId, u32>,
    /// Of all who have ever been on the stage.
    names: BTreeMap<ProcessId, String>,
}

impl Writer {
    fn write_line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn write_leader(&mut self, stage: &Stage) {
        let leader = stage.world().leader().map(|it| it.id().to_string());
        let leader = leader.unwrap_or("nobody".to_string());
        self.write_line(&format!("  {leader} leads"));
    }

    /// What the statement has shown, and all that came behind it up to now.
    fn write_step(&mut self, statement: &Statement, stage: &Stage) {
        let entries = &stage.run().trace().entries[self.seen..];
        self.seen = stage.run().trace().entries.len();
        let processes = stage.world().processes().iter();
        self.names
            .extend(processes.map(|(id, it)| (*id, it.name.clone())));
        self.label_sessions(entries);
        self.write_output(statement, entries, stage);
        self.write_exits(entries, stage);
        self.write_events(entries, stage);
    }

    fn label_sessions(&mut self, entries: &[TraceEntry]) {
        for entry in entries {
            if let Happening::Server(_, ServerNote::Applied { txn, cause, .. }) = &entry.what
                && let (TxnBody::CreateSession { session, .. }, Cause::Client(by)) =
                    (&txn.body, cause)
            {
                let name = self.name(by.process);
                let nth = self.opened.entry(by.process).or_default();
                *nth += 1;
                let label = match *nth {
                    1 => format!("<session:{name}>"),
                    nth => format!("<session:{name}#{nth}>"),
                };
                self.labels.insert(*session, label);
            }
        }
    }

    /// What the console of the step printed; of any other, and of whatever is typed there besides,
    /// with its name, and with what was typed.
    fn write_output(&mut self, statement: &Statement, entries: &[TraceEntry], stage: &Stage) {
        let mut output = String::new();
        let epoch = WallTime::EPOCH.java_date(stage.header().zone);
        let mut floor = Floor::of(statement);
        // Lines that are not ended yet.
        let mut begun: BTreeMap<String, String> = BTreeMap::new();
        for entry in entries {
            let Happening::Shown(process, shown) = &entry.what else {
                continue;
            };
            let name = self.name(*process);
            let ours = statement.subject() == Some(&name);
            match shown {
                Shown::Typed { line, .. } if ours && floor.is_for(statement, line) => {}
                Shown::Typed { line, .. } => {
                    if ours {
                        floor = Floor::Others;
                    }
                    output.push_str(&format!("[{name}] > {line}\n"));
                }
                Shown::Out(line) | Shown::Err(line) | Shown::Failure(line) => {
                    let line = begun.remove(&name).unwrap_or_default() + line;
                    match (ours, floor) {
                        (true, Floor::Greeting) => {}
                        (true, Floor::Steps) => output.push_str(&format!("{line}\n")),
                        _ => {
                            let line = self.normalised(&line, &epoch);
                            output.push_str(&format!("[{name}] < {line}\n"));
                        }
                    }
                }
                Shown::Partial(part) => begun.entry(name).or_default().push_str(part),
                Shown::Event(_) | Shown::Note(_) => {}
            }
        }
        let own = statement.subject().and_then(|it| begun.remove(it));
        for (name, part) in begun {
            output.push_str(&format!("[{name}] < {part}\n"));
        }
        output.push_str(&own.unwrap_or_default());
        if output.is_empty() {
            return;
        }
        let ended = output.ends_with('\n');
        for line in output.strip_suffix('\n').unwrap_or(&output).split('\n') {
            let line = self.normalised(line, &epoch);
            self.text.push_str(&format!("  {line}\n"));
        }
        if !ended {
            self.text.push_str("  <no newline>\n");
        }
    }

    /// The name of a process, though it may have left.
    fn name(&self, process: ProcessId) -> String {
        self.names.get(&process).cloned().unwrap_or_default()
    }

    fn normalised(&self, line: &str, epoch: &str) -> String {
        for key in ["ctime = ", "mtime = "] {
            if line.strip_prefix(key).is_some_and(|time| time != epoch) {
                return format!("{key}<time>");
            }
        }
        let mut line = line.to_string();
        for (session, label) in &self.labels {
            line = line.replace(&session.to_string(), label);
        }
        encode(&line)
    }

    fn write_exits(&mut self, entries: &[TraceEntry], stage: &Stage) {
        for entry in entries {
            let Happening::Exited { process, code } = entry.what else {
                continue;
            };
            let present = stage.world().processes().get(&process);
            let handle = present.and_then(|it| it.handle());
            let closed =
                handle.is_none_or(|it| matches!(it.belief(), Belief::Closed | Belief::Expired));
            let left = if closed { "" } else { ", session not closed" };
            self.text
                .push_str(&format!("  <cli exited: code {code}{left}>\n"));
        }
    }

    fn write_events(&mut self, entries: &[TraceEntry], stage: &Stage) {
        let mut lines: BTreeMap<String, Vec<String>> = BTreeMap::new();
        // Where a client has just been taken in; told behind the event that says so.
        let mut reached: BTreeMap<String, ServerId> = BTreeMap::new();
        for entry in entries {
            match &entry.what {
                Happening::Arrived { delivery, .. } if stage.header().is_ensemble() => {
                    if let Carried::Down(FromServer::Connected { .. }) = delivery.carried {
                        let name = self.name(delivery.connection.process);
                        reached.insert(name, delivery.server);
                    }
                }
                Happening::Shown(process, Shown::Event(event)) => {
                    let name = self.name(*process);
                    let told = lines.entry(name.clone()).or_default();
                    told.push(encode(&event.to_string()));
                    if *event == WatchedEvent::session(KeeperState::SyncConnected)
                        && let Some(server) = reached.remove(&name)
                    {
                        told.push(format!("connected to {server}"));
                    }
                }
                _ => {}
            }
        }
        for (name, server) in reached {
            let told = lines.entry(name).or_default();
            told.push(format!("connected to {server}"));
        }
        for (name, events) in lines {
            for event in events {
                self.text.push_str(&format!("  [{name}] {event}\n"));
            }
        }
    }
}

/// To whom the console of a step belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Floor {
    /// It has just been started. What it says until a line is typed is left out of transcripts.
    Greeting,
    /// What it prints comes of the step's own line.
    Steps,
    /// A program or an order has typed something else.
    Others,
}

impl Floor {
    fn of(statement: &Statement) -> Floor {
        match statement.starts_process() {
            true => Floor::Greeting,
            false => Floor::Steps,
        }
    }

    /// Whether what is typed is the line of the step itself, which stands there already.
    fn is_for(self, statement: &Statement, line: &str) -> bool {
        let own = match statement {
            Statement::Typed { command, .. } => command == line,
            Statement::Close(_) => line == "quit",
            _ => false,
        };
        own && self == Floor::Steps
    }
}

/// Writes characters that no path may hold, and no reader can see, as `{U+XXXX}`.
fn encode(text: &str) -> String {
    let mut encoded = String::new();
    for character in text.chars() {
        match u32::from(character) {
            0x09 | 0x0A => encoded.push(character),
            code @ (0x00..=0x1F | 0x7F..=0x9F | 0xE000..=0xF8FF | 0xFFF0..=0xFFFF) => {
                encoded.push_str(&format!("{{U+{code:04X}}}"));
            }
            _ => encoded.push(character),
        }
    }
    encoded
}
