//! How experiments and what came of them are written down.

use crate::app::broken::{Begun, Tried};
use crate::campaign::{Experiment, Grade, Injection, Outcome};
use crate::model::{ProcessId, VirtualTime, ZPath};
use crate::monitor::{Breach, Rule};
use crate::scenario::Cursor;
use crate::worker::letter::{Letter, Reader};

/// A problem stands alone.
pub fn write_begun(begun: &Begun, letter: &mut Letter) {
    for number in [begun.messages, begun.experiments, begun.stride] {
        letter.put(&number.to_string());
    }
    write_breaches(&begun.untouched, letter);
}

pub fn read_begun(letter: &mut Reader<'_>) -> Option<Result<Begun, String>> {
    let first = letter.take()?;
    if letter.is_empty() {
        return Some(Err(first.to_string()));
    }
    Some(Ok(Begun {
        messages: first.parse().ok()?,
        experiments: letter.take_number()?,
        stride: letter.take_number()?,
        untouched: read_breaches(letter)?,
    }))
}

pub fn write_tried(tried: &Tried, letter: &mut Letter) {
    let Experiment {
        when,
        injection,
        target,
        far,
    } = &tried.experiment;
    letter.put(&when.to_string());
    letter.put(injection.word());
    letter.put(target);
    letter.put(far);
    letter.put(match tried.outcome.grade {
        Grade::Void => VOID,
        Grade::Held => HELD,
        Grade::Warned => WARNED,
        Grade::Broken => "",
    });
    write_breaches(&tried.outcome.breaches, letter);
}

pub fn read_tried(letter: &mut Reader<'_>) -> Option<Tried> {
    let experiment = Experiment {
        when: Cursor::parse(letter.take()?)?,
        injection: Injection::named(letter.take()?)?,
        target: letter.take()?.to_string(),
        far: letter.take()?.to_string(),
    };
    let grade = match letter.take()? {
        VOID => Grade::Void,
        HELD => Grade::Held,
        WARNED => Grade::Warned,
        _ => Grade::Broken,
    };
    let breaches = read_breaches(letter)?;
    let outcome = Outcome { grade, breaches };
    Some(Tried {
        experiment,
        outcome,
    })
}

const VOID: &str = "void";
const HELD: &str = "held";
const WARNED: &str = "warned";

fn write_breaches(breaches: &[Breach], letter: &mut Letter) {
    letter.put(&breaches.len().to_string());
    for Breach {
        rule,
        at,
        who,
        path,
    } in breaches
    {
        letter.put(rule.word());
        letter.put(&at.as_millis().to_string());
        letter.put(&who.map_or(String::new(), |it| it.get().to_string()));
        letter.put(path.as_str());
    }
}

fn read_breaches(letter: &mut Reader<'_>) -> Option<Vec<Breach>> {
    let count = letter.take_number()?;
    (0..count).map(|_| read_breach(letter)).collect()
}

fn read_breach(letter: &mut Reader<'_>) -> Option<Breach> {
    let rule = Rule::named(letter.take()?)?;
    let at = VirtualTime::from_millis(letter.take()?.parse().ok()?);
    let who = letter.take()?;
    let who = match who.is_empty() {
        true => None,
        false => Some(ProcessId::new(who.parse().ok()?)),
    };
    let path = ZPath::parse(letter.take()?).ok()?;
    Some(Breach {
        rule,
        at,
        who,
        path,
    })
}
