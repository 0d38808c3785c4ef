//! What somebody asks about: `partnerportal::Lead::phase_id`, with or without the crate and the module, in the words of
//! Rust or of the wire.

use super::Explainer;
use crate::suggest::{Suggestions, listed};
use crate::surface::{Item, Kind, Surface};

/// What was found.
#[derive(Debug)]
pub enum Answer<'s> {
    /// The items of that path: a field and its setter have the same.
    Items(Vec<&'s Item>),
    /// What every type of its kind has; with the item it belongs to.
    Fixed(&'s Item, &'static str),
    /// Nothing.
    Nothing {
        /// The item that all steps but the last lead to, and what its members are called.
        owner: Option<(&'s Item, String)>,
        /// Paths that are near.
        near: Vec<String>,
    },
}

/// What types have that no description changes, and why.
const FIXED: &[(&str, &str)] = &[
    (
        "extra",
        "Every struct keeps in it the members that this version of the crate does not know, or whose value did not fit.",
    ),
    (
        "Unrecognized",
        "Every enum keeps in it a value that this version of the crate does not know.",
    ),
    (
        "as_str",
        "Every enumeration of texts has it: the value as it is on the wire.",
    ),
    (
        "VALUES",
        "Every enumeration of texts has it: the values that the description lists.",
    ),
    ("send_raw", "Every call has it, from the runtime."),
    ("timeout", "Every call has it, from the runtime."),
    ("attempt_timeout", "Every call has it, from the runtime."),
    ("max_attempts", "Every call has it, from the runtime."),
    ("idempotent", "Every call has it, from the runtime."),
    ("header", "Every call has it, from the runtime."),
    ("base_url", "Every call has it, from the runtime."),
    (
        "into_future",
        "Every call has it, from the runtime: so that `.await` sends it.",
    ),
];

/// Looks for what `asked` means.
pub fn find<'s>(explainer: &'s Explainer<'_>, asked: &str) -> Answer<'s> {
    let steps = steps(asked, &explainer.krate);
    let surface = &explainer.surface;
    let found = by_steps(surface, &steps);
    if !found.is_empty() {
        return Answer::Items(found);
    }
    if let Some((last, owner)) = steps.split_last()
        && let Some((_, why)) = FIXED.iter().find(|(name, _)| name == last)
        && let [item, ..] = by_steps(surface, owner).as_slice()
    {
        return Answer::Fixed(item, why);
    }
    let owner = steps.split_last().and_then(|(_, owner)| {
        let owner = *by_steps(surface, owner).first()?;
        let members = surface.items.iter().filter(|item| {
            item.kind.is_member() && item.kind != Kind::Wire && item.owner() == owner.path
        });
        Some((owner, listed(members.map(Item::name))))
    });
    let near = suggestions(surface, &steps);
    Answer::Nothing { owner, near }
}

/// The steps of a path, without the crate, generics, parentheses and quotes. `Lead.phaseId` and `Lead at $.phaseId`, as
/// errors at run time have them, are paths as well.
fn steps(asked: &str, krate: &str) -> Vec<String> {
    let asked = &of_error(asked);
    let mut bare = String::new();
    let mut depth = 0_usize;
    for char in asked.chars() {
        match char {
            '<' | '[' | '(' => depth += 1,
            '>' | ']' | ')' => depth = depth.saturating_sub(1),
            '`' | '"' | '$' | ' ' => {}
            char if depth == 0 => bare.push(char),
            _ => {}
        }
    }
    let bare = bare.replace("::", ".");
    let steps = bare.split('.').map(|step| step.trim_start_matches("r#"));
    let mut steps: Vec<String> = steps
        .filter(|step| !step.is_empty())
        .map(str::to_owned)
        .collect();
    let is_crate =
        |step: &String| step == krate || step == "crate" || step.replace('-', "_") == krate;
    if steps.len() > 1 && steps.first().is_some_and(is_crate) {
        steps.remove(0);
    }
    steps
}

/// What an error at run time says, `expected a string, found null at $.data[3].email in Lead`, as a path: the member of
/// the model, or the model where the whole of it is meant.
fn of_error(said: &str) -> String {
    let Some((path, model)) = said
        .split_once('$')
        .and_then(|(_, rest)| rest.split_once(" in "))
    else {
        return said.to_owned();
    };
    let model = model.split([' ', '`']).next().unwrap_or_default();
    let member = path.rsplit('.').next().unwrap_or_default();
    match member.split('[').next() {
        Some(member) if path.contains('.') && !member.is_empty() => format!("{model}.{member}"),
        _ => model.to_owned(),
    }
}

/// The items whose path ends so; where several do, the shortest.
fn by_steps<'s>(surface: &'s Surface, steps: &[String]) -> Vec<&'s Item> {
    if steps.is_empty() {
        return Vec::new();
    }
    let fits = |item: &&Item| {
        let path: Vec<&str> = item.path.split("::").collect();
        let Some(end) = path
            .len()
            .checked_sub(steps.len())
            .and_then(|at| path.get(at..))
        else {
            return false;
        };
        let names = end.iter().zip(steps);
        let (mut alike, last) = (true, steps.len() - 1);
        for (index, (name, step)) in names.enumerate() {
            let bare = name.split('<').next().unwrap_or_default();
            let is_name = bare.trim_start_matches("r#") == step;
            let is_wire = index == last && last > 0 && wire_name(item) == Some(step);
            alike = alike && (is_name || is_wire);
        }
        alike && item.kind != Kind::Wire
    };
    let found: Vec<&Item> = surface.items.iter().filter(fits).collect();
    let shortest = found.iter().map(|item| item.path.split("::").count()).min();
    let of_that = |item: &&Item| Some(item.path.split("::").count()) == shortest;
    let mut found: Vec<&Item> = found.into_iter().filter(of_that).collect();
    // A type is meant before a re-export or module of its name.
    if let Some(first) = found.iter().position(|item| item.kind != Kind::Export) {
        found.swap(0, first);
    }
    found
}

/// What a member is called on the wire.
fn wire_name(item: &Item) -> Option<&str> {
    let is_named = matches!(item.kind, Kind::Field | Kind::Variant);
    let name = item.wire.split("; ").next()?.trim_matches('"');
    (is_named && !name.is_empty()).then_some(name)
}

/// Names near to what was asked for: of the last step among the members of the type that the others name, or of all.
fn suggestions(surface: &Surface, steps: &[String]) -> Vec<String> {
    let Some((last, owner)) = steps.split_last() else {
        return Vec::new();
    };
    let suggest = Suggestions::default();
    let owners = by_steps(surface, owner);
    let siblings = surface.items.iter().filter(|item| {
        item.kind.is_member()
            && item.kind != Kind::Wire
            && owners.iter().any(|owner| owner.path == item.owner())
    });
    let siblings: Vec<&Item> = siblings.collect();
    if let Some(name) = suggest.nearest(last, siblings.iter().map(|item| item.name())) {
        let near = siblings.iter().filter(|item| item.name() == name);
        return near.take(1).map(|item| item.path.clone()).collect();
    }
    // Where the type is wrong, the member may be right.
    let types = || surface.items.iter().filter(|item| !item.kind.is_member());
    let wanted = match owners.is_empty() {
        true => owner.last().unwrap_or(last),
        false => last,
    };
    let mut found = Vec::new();
    if let Some(name) = suggest.nearest(wanted, types().map(Item::name)) {
        let members = surface.items.iter().filter(|item| {
            item.kind.is_member()
                && item.kind != Kind::Wire
                && item.owner().rsplit("::").next() == Some(name)
        });
        let members: Vec<&Item> = members.collect();
        if let Some(near) = suggest.nearest(last, members.iter().map(|item| item.name())) {
            let near = members.iter().filter(|item| item.name() == near);
            found.extend(near.take(1).map(|item| item.path.clone()));
        }
        found.extend(
            types()
                .filter(|item| item.name() == name)
                .map(|item| item.path.clone()),
        );
    }
    let named = surface
        .items
        .iter()
        .filter(|item| item.name() == last && item.kind != Kind::Wire);
    found.extend(named.map(|item| item.path.clone()));
    let mut seen = std::collections::HashSet::new();
    found.retain(|path| seen.insert(path.clone()));
    found.truncate(5);
    found
}
