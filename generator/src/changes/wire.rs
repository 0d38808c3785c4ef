//! What Rust does not see: the same code compiles, and sends or expects something else.
//!
//! Major where code that is left as it is sends something else, or reads it from elsewhere; minor where it does what it
//! did and its author should know; patch where only what is documented changed.

use super::Verdict;
use crate::surface::Item;

const BETWEEN: &str = "; ";

/// The first fact: a name, a method with its path, a media type.
pub(super) fn main(wire: &str) -> &str {
    wire.split(BETWEEN).next().unwrap_or_default()
}

/// The first word of a fact: what it is about.
fn word(item: &Item) -> &str {
    item.name().split(' ').next().unwrap_or_default()
}

/// Something that is no longer sent or expected. `None` where a Rust item tells.
pub(super) fn gone(item: &Item) -> Option<Verdict> {
    match word(item) {
        "parameter" | "body" | "part" | "pagination" | "scheme" => None,
        "envelope" | "servers" | "sends" => Some(Verdict::Major),
        "fails" => Some(Verdict::Patch),
        _ => Some(Verdict::Minor),
    }
}

/// Something that is now sent or expected. `None` where a Rust item tells.
pub(super) fn added(item: &Item) -> Option<Verdict> {
    match word(item) {
        "parameter" | "body" | "part" | "pagination" | "scheme" => None,
        // Calls that went without credentials fail now, where the client has none.
        "security" => Some(Verdict::Major),
        "envelope" | "servers" | "sends" => Some(Verdict::Major),
        "fails" => Some(Verdict::Patch),
        _ => Some(Verdict::Minor),
    }
}

/// What became of the facts of an item, with the verdict; `None` where they only stand in another order.
pub(super) fn changed(before: &Item, after: &Item) -> Option<(Verdict, String)> {
    let old: Vec<&str> = facts(&before.wire);
    let new: Vec<&str> = facts(&after.wire);
    let gone: Vec<&str> = old
        .iter()
        .filter(|fact| !new.contains(fact))
        .copied()
        .collect();
    let come: Vec<&str> = new
        .iter()
        .filter(|fact| !old.contains(fact))
        .copied()
        .collect();
    let verdict = match word(after) {
        // What a variable of the path is called is told by its parameter.
        "sends" if unnamed(&before.wire) == unnamed(&after.wire) => return None,
        "answers" => Verdict::Minor,
        "fails" => failures(&gone, &come),
        "security" => alternatives(&gone),
        "servers" => match old.first() == new.first() {
            true => Verdict::Minor,
            false => Verdict::Major,
        },
        _ => facts_of_one(&old, &new, &gone, &come)?,
    };
    let list = |facts: &[&str]| {
        facts
            .iter()
            .map(|fact| format!("`{fact}`"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let said = match (gone.as_slice(), come.as_slice()) {
        ([], []) => "in another order on the wire".to_owned(),
        ([], come) => format!("on the wire also {}", list(come)),
        (gone, []) => format!("on the wire no longer {}", list(gone)),
        (gone, come) => format!("on the wire {}, was {}", list(come), list(gone)),
    };
    Some((verdict, said))
}

/// A path without the names of its variables.
fn unnamed(wire: &str) -> String {
    let mut is_inside = false;
    let mut unnamed = String::new();
    for char in wire.chars() {
        is_inside = is_inside && char != '}';
        if !is_inside {
            unnamed.push(char);
        }
        is_inside = is_inside || char == '{';
    }
    unnamed
}

fn facts(wire: &str) -> Vec<&str> {
    wire.split(BETWEEN)
        .filter(|fact| !fact.is_empty())
        .collect()
}

/// A documented failure of another type matters to those who read it; one more or less to nobody's code.
fn failures(gone: &[&str], come: &[&str]) -> Verdict {
    let status = |fact: &str| fact.split(' ').next().unwrap_or_default().to_owned();
    let is_other = gone
        .iter()
        .any(|old| come.iter().any(|new| status(old) == status(new)));
    if is_other {
        Verdict::Minor
    } else {
        Verdict::Patch
    }
}

/// Credentials that sufficed and do so no longer.
fn alternatives(gone: &[&str]) -> Verdict {
    if gone.is_empty() {
        Verdict::Minor
    } else {
        Verdict::Major
    }
}

fn facts_of_one(old: &[&str], new: &[&str], gone: &[&str], come: &[&str]) -> Option<Verdict> {
    if gone.is_empty() && come.is_empty() && old.first() == new.first() {
        return None;
    }
    if old.first() != new.first() {
        return Some(main_changed(old, new));
    }
    let verdicts = gone
        .iter()
        .map(|fact| (fact, true))
        .chain(come.iter().map(|fact| (fact, false)));
    verdicts
        .map(|(fact, is_gone)| fact_changed(fact, is_gone))
        .max()
}

/// The values that tell a variant may become more; anything else that is first is what the item is.
fn main_changed(old: &[&str], new: &[&str]) -> Verdict {
    let values = |facts: &[&str]| -> Vec<String> {
        let first = facts.first().copied().unwrap_or_default();
        first.split(" or ").map(str::to_owned).collect()
    };
    let (old, new) = (values(old), values(new));
    let is_more = old.iter().all(|value| new.contains(value));
    if is_more && new.len() > old.len() {
        Verdict::Minor
    } else {
        Verdict::Major
    }
}

fn fact_changed(fact: &str, is_gone: bool) -> Verdict {
    match fact.split(' ').next().unwrap_or_default() {
        // What is demanded no longer was in nobody's way.
        "checked" if is_gone => Verdict::Patch,
        "checked" | "default" | "scope" | "may" => Verdict::Minor,
        _ => Verdict::Major,
    }
}
