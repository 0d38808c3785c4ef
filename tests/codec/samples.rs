//! The values that are read and written; JSON texts are made of them by serde derive, so members come in their order.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::mirror::{Direction, Lead, LeadPage, Nested, Repository, Shade, Tree};

/// A page of leads that differ in their ids and in which members are there: every third has no notes, every fifth no
/// dates.
pub fn lead_page(count: usize) -> LeadPage {
    let one: Lead = serde_json::from_str(include_str!("lead.json")).expect("a lead");
    let lead = |index: usize| {
        let mut lead = one.clone();
        lead.id = format!("lead-{index:08x}");
        lead.value = Some(1000.0 + index as f64 * 12.25);
        if index % 3 == 2 {
            lead.notes = None;
        }
        if index % 5 == 4 {
            (lead.submission_date, lead.close_date) = (None, None);
        }
        lead
    };
    let context = json!({"requestId": "5f2c1a90-0b7e-4a31-9a57-7e2f6a0c9d11"});
    LeadPage {
        data: (0..count).map(lead).collect(),
        context: serde_json::from_value(context).expect("a context"),
    }
}

/// Repositories with all members.
pub fn repositories(count: usize) -> Vec<Repository> {
    let one: Repository = serde_json::from_str(include_str!("repository.json")).expect("JSON");
    let repository = |index: usize| {
        let mut repository = one.clone();
        repository.id += index as i64;
        repository.name = format!("otter-{index}");
        repository
    };
    (0..count).map(repository).collect()
}

/// A value inside a value, so many deep.
pub fn nested(depth: i32) -> Nested {
    let inner = (depth > 1).then(|| Box::new(nested(depth - 1)));
    Nested {
        name: format!("level {depth}"),
        weight: f64::from(depth) + 0.5,
        depth,
        tags: vec!["one".to_owned(), "another".to_owned()],
        inner,
    }
}

/// A tree with two values below each but the lowest; 2^(depth + 1) - 1 in all.
pub fn tree(depth: u32) -> Tree {
    let children = match depth {
        0 => Vec::new(),
        _ => vec![tree(depth - 1), tree(depth - 1)],
    };
    Tree {
        name: format!("branch at {depth}"),
        count: 1 << depth,
        children,
    }
}

/// Things that happened, of the first `kinds` kinds in turn.
pub fn events<T: DeserializeOwned>(count: usize, kinds: usize) -> Vec<T> {
    let event = |index: usize| {
        let (_, event) = event(index % kinds, index);
        serde_json::from_value(event).expect("an event")
    };
    (0..count).map(event).collect()
}

/// The same with a member that says what happened.
pub fn tagged_events<T: DeserializeOwned>(count: usize) -> Vec<T> {
    let event = |index: usize| {
        let (kind, mut event) = event(index % 6, index);
        event["kind"] = kind.into();
        serde_json::from_value(event).expect("an event")
    };
    (0..count).map(event).collect()
}

fn event(kind: usize, index: usize) -> (&'static str, Value) {
    let at = "2026-04-01T10:00:00Z";
    let who = format!("person-{index}");
    match kind {
        0 => (
            "opened",
            json!({"opened_by": who, "title": "It does not fit", "labels": ["fault", "new"], "at": at}),
        ),
        1 => (
            "closed",
            json!({"closed_by": who, "reason": "done", "at": at}),
        ),
        2 => (
            "commented",
            json!({"author": who, "body": "Works for me, on both machines.", "likes": index, "at": at}),
        ),
        3 => (
            "assigned",
            json!({"assignee": who, "assigner": "person-0", "at": at}),
        ),
        4 => (
            "moved",
            json!({"from_column": "to do", "to_column": "doing", "position": index, "at": at}),
        ),
        _ => (
            "referenced",
            json!({"commit_id": "9f86d081884c7d65", "commit_url": "https://api.host.example/commits/9f86", "actor": who, "at": at}),
        ),
    }
}

/// Values of a short enumeration, all of them in turn.
pub fn directions(count: usize) -> Vec<Direction> {
    let names = ["north", "east", "south", "west", "center"];
    let direction = |index: usize| {
        serde_json::from_value(json!(names[index % names.len()])).expect("a direction")
    };
    (0..count).map(direction).collect()
}

/// Every value of a long enumeration, the last first.
pub fn shades() -> Vec<Shade> {
    let trees = "apple birch cedar daisy elder fig grape hazel iris juniper".split(' ');
    let colors = "amber blue coral dusk ember frost gold heath ivory jade khaki lime mauve navy ochre pearl quartz rose sand teal";
    let names = trees.flat_map(|tree| {
        colors
            .split(' ')
            .map(move |color| format!("{tree}_{color}"))
    });
    let mut names: Vec<String> = names.collect();
    names.reverse();
    let shade = |name: String| serde_json::from_value(json!(name)).expect("a shade");
    names.into_iter().map(shade).collect()
}
