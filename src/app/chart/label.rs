//! What a message is called on the chart: short, in the words of zkCli where it has some.

use crate::app::view::ArrowKind;
use crate::app::words::{Words, fill, span};
use crate::model::{Answer, FromClient, FromServer, NewPath, Reply, Request, Write};
use crate::shell::spell_without_data;
use crate::sim::event::{Carried, Side};

/// Results of reads up to this many characters are told.
const LONGEST_RESULT: usize = 16;

#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    pub kind: ArrowKind,
    pub text: String,
    /// The same in a sentence.
    pub said: String,
    pub failed: bool,
}

/// What a message is called. `numbered`: it answers who asked for a sequential znode.
pub fn label(words: &Words, to: Side, carried: &Carried, numbered: bool) -> Label {
    let chart = &words.chart;
    match carried {
        Carried::Open => request(chart.connect),
        Carried::Opened => reply(words, chart.connected, false),
        Carried::Up(packet) => asked(words, packet),
        Carried::Down(packet) => told(words, packet, numbered),
        Carried::Closed => Label {
            kind: match to {
                Side::Server => ArrowKind::Request,
                Side::Client => ArrowKind::Reply,
            },
            ..request(chart.connection_closed)
        },
    }
}

fn request(text: &str) -> Label {
    Label {
        kind: ArrowKind::Request,
        text: text.to_string(),
        said: text.to_string(),
        failed: false,
    }
}

fn reply(words: &Words, text: &str, failed: bool) -> Label {
    Label {
        kind: ArrowKind::Reply,
        text: text.to_string(),
        said: fill(words.chart.reply, &[("what", text)]),
        failed,
    }
}

fn asked(words: &Words, packet: &FromClient) -> Label {
    let chart = &words.chart;
    match packet {
        FromClient::Connect { session: None, .. } => request(chart.open_session),
        FromClient::Connect { .. } => request(chart.resume_session),
        FromClient::Request { request: it, .. } => request(&command(words, it)),
        FromClient::Ping => request(words.facts.pinged),
        FromClient::SetWatches { .. } => request(chart.set_watches),
        FromClient::Auth(_) => request(chart.auth),
    }
}

fn told(words: &Words, packet: &FromServer, numbered: bool) -> Label {
    let chart = &words.chart;
    match packet {
        FromServer::Connected { timeout, .. } => {
            let timeout = span(words, *timeout);
            let text = fill(chart.session_granted, &[("timeout", &timeout)]);
            reply(words, &text, false)
        }
        FromServer::SessionGone => reply(words, chart.session_gone, true),
        FromServer::Reply { answer, .. } => {
            let text = result(words, answer, numbered);
            reply(words, &text, answer.is_err())
        }
        FromServer::AuthRefused => reply(words, chart.auth_refused, true),
        FromServer::Pong | FromServer::AuthDone | FromServer::WatchesSet { .. } => {
            reply(words, chart.ok, false)
        }
        FromServer::Event(event) => {
            let text = event.in_short();
            Label {
                kind: ArrowKind::Watch,
                said: fill(chart.watch_event, &[("what", &text)]),
                text,
                failed: false,
            }
        }
    }
}

/// A request as it would be typed, without data.
fn command(words: &Words, request: &Request) -> String {
    let chart = &words.chart;
    let counted = |phrase, count: usize| fill(phrase, &[("n", &count.to_string())]);
    spell_without_data(request).unwrap_or_else(|| match request {
        Request::Multi(writes) => counted(chart.multi, writes.len()),
        Request::MultiRead(reads) => counted(chart.multi_read, reads.len()),
        Request::Write(Write::Check { path, .. }) => fill(chart.check, &[("path", path.as_str())]),
        _ => chart.close_session.to_string(),
    })
}

/// The error's name, or a short result, or that it went well.
fn result(words: &Words, answer: &Answer, numbered: bool) -> String {
    let short = |text: String| (text.chars().count() <= LONGEST_RESULT).then_some(text);
    let told = match answer {
        Err(code) => return format!("{code:?}"),
        Ok(Reply::Data(Some(data), _)) => short(format!(
            "\"{}\"",
            String::from_utf8_lossy(data).escape_debug()
        )),
        Ok(Reply::Data(None, _)) => Some("null".to_string()),
        Ok(Reply::Children(names, _)) => {
            let count = names.len().to_string();
            let all = format!("[{}]", names.join(", "));
            match names.len() {
                0 | 1 => Some(shortened(&all, LONGEST_RESULT)),
                _ => short(all).or_else(|| Some(fill(words.chart.children, &[("n", &count)]))),
            }
        }
        Ok(Reply::Count(count)) => Some(count.to_string()),
        Ok(Reply::Created(path)) if numbered => Some(path.name().to_string()),
        Ok(_) => None,
    };
    told.unwrap_or_else(|| words.chart.ok.to_string())
}

/// Whether a request asks for a sequential znode, so that its name is worth telling.
pub fn asks_for_number(request: &Request) -> bool {
    let Request::Write(Write::Create { path, .. }) = request else {
        return false;
    };
    matches!(path, NewPath::Numbered { .. })
}

/// A label that has too little room, shortened in the middle.
pub fn shortened(label: &str, most: usize) -> String {
    let count = label.chars().count();
    if count <= most {
        return label.to_string();
    }
    let kept = most.max(5) - 1;
    let tail = kept / 2;
    let head: String = label.chars().take(kept - tail).collect();
    let end: String = label.chars().skip(count - tail).collect();
    format!("{head}…{end}")
}
