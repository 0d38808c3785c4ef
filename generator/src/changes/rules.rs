//! What Rust sees, by cargo's rules of semver (the Cargo Book, "SemVer Compatibility"). All models and enums are
//! `non_exhaustive`, so new fields and variants break nobody.

use std::collections::BTreeSet;

use super::{Change, Index, Verdict, wire};
use crate::surface::{Item, Kind};

/// The types that are there on one side only: their members are not told one by one.
pub(super) struct Types<'a>(BTreeSet<&'a str>);

impl<'a> Types<'a> {
    pub(super) fn new(old: &Index<'a>, new: &Index<'a>) -> Self {
        let mut whole = BTreeSet::new();
        for (one, other) in [(old, new), (new, old)] {
            for key @ (path, kind) in one.keys() {
                if is_type(*kind) && !other.contains_key(key) {
                    whole.insert(*path);
                }
            }
        }
        Self(whole)
    }

    /// Whether the item is a member of a type that came or went as a whole.
    pub(super) fn is_whole(&self, item: &Item) -> bool {
        item.kind.is_member() && self.0.contains(item.owner())
    }
}

fn is_type(kind: Kind) -> bool {
    matches!(kind, Kind::Struct | Kind::Enum | Kind::Alias)
}

fn owner<'a>(item: &Item, index: &Index<'a>) -> Option<&'a Item> {
    let owner = item.owner();
    [Kind::Struct, Kind::Enum]
        .iter()
        .find_map(|&kind| index.get(&(owner, kind)).copied())
}

/// What an item is called in a sentence.
fn called(item: &Item) -> String {
    match item.kind {
        Kind::Feature => format!("the feature `{}`", item.path),
        Kind::Impl => format!("the `{}` of `{}`", item.name(), item.owner()),
        Kind::Field | Kind::Enum | Kind::Struct | Kind::Alias | Kind::Module => {
            format!("`{}`", item.path)
        }
        Kind::Variant => format!("`{}`", item.path),
        Kind::Function => format!("`{}()`", item.path),
        Kind::Export => format!("`{}`", item.path),
        Kind::Wire => format!("`{}`, {}", item.owner(), item.name()),
    }
}

/// An item that is no longer there.
pub(super) fn gone<'a>(
    item: &Item,
    old: &Index<'a>,
    new: &Index<'a>,
    types: &Types<'_>,
) -> Option<Change> {
    if item.kind == Kind::Wire {
        let verdict = wire::gone(item)?;
        let message = format!("{}: no longer `{}`", called(item), item.wire);
        return Some(Change::new(verdict, item, message).because_of(owner(item, new)));
    }
    if is_setter_of_other(item, old, new) {
        return None;
    }
    let called = called(item);
    for kind in [Kind::Struct, Kind::Enum, Kind::Alias] {
        if is_type(item.kind)
            && let Some(now) = new.get(&(&*item.path, kind))
        {
            let message = format!(
                "{called} was {}, and is {} now",
                noun(item.kind),
                noun(kind)
            );
            return Some(Change::new(Verdict::Major, now, message));
        }
    }
    if let Some(other) = renamed(item, old, new, types) {
        let message = format!("{called} is called `{}` now", other.name());
        return Some(Change::new(Verdict::Major, item, message).because_of(Some(other)));
    }
    let message = format!("{called} is gone");
    Some(Change::new(Verdict::Major, item, message).because_of(owner(item, new)))
}

fn noun(kind: Kind) -> &'static str {
    match kind {
        Kind::Struct => "a struct",
        Kind::Enum => "an enum",
        _ => "a type alias",
    }
}

/// A setter whose field says the same already.
fn is_setter_of_other<'a>(item: &Item, here: &Index<'a>, there: &Index<'a>) -> bool {
    let field = (&*item.path, Kind::Field);
    item.kind == Kind::Function && here.contains_key(&field) && !there.contains_key(&field)
}

/// The new member that is the same on the wire as one that is gone.
fn renamed<'a>(
    item: &Item,
    old: &Index<'a>,
    new: &Index<'a>,
    types: &Types<'_>,
) -> Option<&'a Item> {
    if !matches!(item.kind, Kind::Field | Kind::Variant) || item.wire.is_empty() {
        return None;
    }
    let main = wire::main(&item.wire);
    let mut candidates = new.iter().filter(|(key, other)| {
        other.kind == item.kind
            && other.owner() == item.owner()
            && !types.is_whole(other)
            && wire::main(&other.wire) == main
            && !old.contains_key(*key)
    });
    candidates.next().map(|(_, other)| *other)
}

/// An item that was not there.
pub(super) fn added<'a>(item: &Item, old: &Index<'a>, new: &Index<'a>) -> Option<Change> {
    if item.kind == Kind::Wire {
        let verdict = wire::added(item)?;
        let message = format!("{}: now `{}`", called(item), item.wire);
        return Some(Change::new(verdict, item, message));
    }
    // As what became of another one it was told there.
    let is_told = is_setter_of_other(item, new, old)
        || (is_type(item.kind)
            && [Kind::Struct, Kind::Enum, Kind::Alias]
                .iter()
                .any(|&kind| old.contains_key(&(&*item.path, kind))));
    if is_told || was_renamed(item, old, new) {
        return None;
    }
    Some(Change::new(
        Verdict::Minor,
        item,
        format!("{} is new", called(item)),
    ))
}

fn was_renamed<'a>(item: &Item, old: &Index<'a>, new: &Index<'a>) -> bool {
    matches!(item.kind, Kind::Field | Kind::Variant)
        && !item.wire.is_empty()
        && old.iter().any(|(key, other)| {
            other.kind == item.kind
                && other.owner() == item.owner()
                && wire::main(&other.wire) == wire::main(&item.wire)
                && !new.contains_key(key)
        })
}

/// An item that is there before and after.
pub(super) fn changed(before: &Item, after: &Item, new: &Index<'_>, changes: &mut Vec<Change>) {
    signature(before, after, new, changes);
    if before.features != after.features {
        changes.push(features(before, after));
    }
    if before.wire != after.wire
        && let Some((verdict, said)) = wire::changed(before, after)
    {
        changes.push(Change::new(
            verdict,
            after,
            format!("{}: {said}", called(after)),
        ));
    }
}

fn signature(before: &Item, after: &Item, new: &Index<'_>, changes: &mut Vec<Change>) {
    let (was, was_deprecated) = bare(&before.signature);
    let (is, is_deprecated) = bare(&after.signature);
    let called = called(after);
    if was_deprecated != is_deprecated {
        let (verdict, said) = match is_deprecated {
            true => (Verdict::Minor, "is deprecated now"),
            false => (Verdict::Patch, "is no longer deprecated"),
        };
        changes.push(Change::new(verdict, after, format!("{called} {said}")));
    }
    if was == is {
        return;
    }
    let shown = |signature: &str| signature.trim_start_matches(": ").to_owned();
    let message = format!("{called} is now `{}`, was `{}`", shown(is), shown(was));
    if after.kind != Kind::Function {
        changes.push(Change::new(Verdict::Major, after, message));
        return;
    }
    // Field and setter change together; the field tells.
    let field = new.get(&(&*after.path, Kind::Field));
    if field.is_some_and(|field| {
        changes
            .iter()
            .any(|it| it.path == field.path && it.kind == Kind::Field)
    }) {
        return;
    }
    let verdict = match types_of(was) == types_of(is) && !is_reordered(was, is) {
        true => Verdict::Patch,
        false => Verdict::Major,
    };
    changes.push(Change::new(verdict, after, message).because_of(Some(cause(was, after, new))));
}

fn bare(signature: &str) -> (&str, bool) {
    match signature.strip_suffix(crate::surface::lock::DEPRECATED) {
        Some(bare) => (bare, true),
        None => (signature, false),
    }
}

/// A function's parameters, `name: type` each, and what it gives.
fn parameters(signature: &str) -> (Vec<&str>, &str) {
    let mut depth = 0_usize;
    let mut start = 1;
    let mut parameters = Vec::new();
    for (at, char) in signature.char_indices() {
        let is_arrow = char == '>'
            && signature
                .get(..at)
                .is_some_and(|before| before.ends_with('-'));
        match char {
            '(' | '<' | '[' => depth += 1,
            ')' | '>' | ']' if !is_arrow => depth = depth.saturating_sub(1),
            _ => {}
        }
        let is_end = depth == 0 && char == ')';
        if is_end || (depth == 1 && char == ',') {
            let parameter = signature.get(start..at).unwrap_or_default().trim();
            if !parameter.is_empty() {
                parameters.push(parameter);
            }
            start = at + 1;
        }
        if is_end {
            break;
        }
    }
    (parameters, signature.get(start..).unwrap_or_default())
}

/// Whether an argument stands where another one stood: the same call compiles, and means something else.
fn is_reordered(was: &str, is: &str) -> bool {
    let ((before, _), (now, _)) = (parameters(was), parameters(is));
    let mut pairs = before.iter().zip(&now);
    pairs.any(|(old, new)| old != new && before.contains(new))
}

/// Rust has no named arguments, so their names are nobody's business.
fn types_of(signature: &str) -> (Vec<&str>, &str) {
    let (parameters, given) = parameters(signature);
    let ty = |parameter: &&str| parameter.find(": ").map_or(0, |at| at + 2);
    let types = parameters.iter().map(|of| of.get(ty(of)..).unwrap_or(of));
    (types.collect(), given)
}

/// The item that a function takes more, where that is what changed; else the function.
fn cause<'a>(was: &str, after: &'a Item, new: &Index<'a>) -> &'a Item {
    let (before, _) = parameters(was);
    let (now, _) = parameters(bare(&after.signature).0);
    let more = now.iter().find(|parameter| !before.contains(*parameter));
    let Some((name, _)) = more.and_then(|parameter| parameter.split_once(": ")) else {
        return after;
    };
    let field = format!("{}::{name}", after.owner());
    if let Some(item) = new.get(&(&*field, Kind::Field)) {
        return item;
    }
    // The parameter of a method is a fact of the call that it begins.
    let Some((module, _)) = after.owner().rsplit_once("::") else {
        return after;
    };
    let call = after.signature.rsplit(' ').next().unwrap_or_default();
    for word in ["parameter", "body"] {
        let path = format!("{module}::{call}::{word} {name}");
        if let Some(item) = new.get(&(&*path, Kind::Wire)) {
            return item;
        }
    }
    after
}

fn features(before: &Item, after: &Item) -> Change {
    let said = |features: &[String]| match features {
        [] => "always there".to_owned(),
        features => format!("there with the feature {}", features.join(" or ")),
    };
    let is_wider = after.features.is_empty()
        || (!before.features.is_empty()
            && before
                .features
                .iter()
                .all(|name| after.features.contains(name)));
    let verdict = if is_wider {
        Verdict::Patch
    } else {
        Verdict::Major
    };
    let message = format!(
        "{} is {}, was {}",
        called(after),
        said(&after.features),
        said(&before.features)
    );
    Change::new(verdict, after, message)
}
