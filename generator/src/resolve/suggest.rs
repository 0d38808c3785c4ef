//! "Did you mean": the name nearest to one that does not exist.

use crate::document::Document;
use crate::resolve::location::decode;
use crate::resolve::pointer::{escape, unescape};
use crate::tree::NodeId;

/// How many names are compared at most; the help must not cost more than the work.
const CANDIDATES: usize = 10_000;

/// The candidate that differs least from `name`, if it is near enough to be meant.
pub(crate) fn nearest<'c>(
    name: &str,
    candidates: impl Iterator<Item = &'c str>,
) -> Option<&'c str> {
    let allowed = (name.chars().count() / 3).clamp(1, 4);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates.take(CANDIDATES) {
        let limit = best.map_or(allowed, |(distance, _)| distance.saturating_sub(1));
        if let Some(distance) = distance(name, candidate, limit) {
            best = Some((distance, candidate));
        }
        if matches!(best, Some((0, _))) {
            break;
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// A pointer like this one that leads somewhere: with its last good step's nearest child instead of the bad one.
pub(super) fn pointer(document: &Document, root: NodeId, fragment: &str) -> Option<String> {
    let decoded = decode(fragment);
    let mut at = root;
    let mut good = String::new();
    let mut steps = decoded.strip_prefix('/')?.split('/').map(unescape);
    for step in steps.by_ref() {
        let tree = &document.tree;
        let next = tree.peek(at, &step);
        let name = match next {
            Some(_) => step,
            None => {
                let names = tree.children(at).filter_map(|child| tree.name(child));
                nearest(&step, names)?.to_owned()
            }
        };
        at = tree.peek(at, &name)?;
        good.push('/');
        good.push_str(&escape(&name));
    }
    Some(good)
}

/// The reference to the component that somebody meant who wrote its bare name, such as `Pet`.
pub(super) fn component(document: &Document, name: &str) -> Option<String> {
    let tree = &document.tree;
    let schemas = tree.peek(tree.peek(document.root, "components")?, "schemas")?;
    let names = tree.children(schemas).filter_map(|child| tree.name(child));
    nearest(name, names).map(|name| format!("#/components/schemas/{}", escape(name)))
}

/// The edit distance of two names with swaps of neighbours, letters compared without case; `None` above `limit`.
fn distance(left: &str, right: &str, limit: usize) -> Option<usize> {
    let left: Vec<char> = left.chars().flat_map(char::to_lowercase).collect();
    let right: Vec<char> = right.chars().flat_map(char::to_lowercase).collect();
    if left.len().abs_diff(right.len()) > limit || left.len() > 256 {
        return None;
    }
    // The rows of the table for the two characters before, and for the one before.
    let mut oldest: Vec<usize> = Vec::new();
    let mut older: Vec<usize> = (0..=right.len()).collect();
    let mut before: Option<char> = None;
    for (row, &l) in left.iter().enumerate() {
        let mut current = vec![row + 1];
        let mut smallest = row + 1;
        for (column, &r) in right.iter().enumerate() {
            let at =
                |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX / 2);
            let mut cost = (at(&older, column) + usize::from(l != r))
                .min(at(&older, column + 1) + 1)
                .min(at(&current, column) + 1);
            let swapped = column > 0 && before == Some(r) && right.get(column - 1) == Some(&l);
            if swapped {
                cost = cost.min(at(&oldest, column - 1) + 1);
            }
            smallest = smallest.min(cost);
            current.push(cost);
        }
        if smallest > limit {
            return None;
        }
        oldest = std::mem::replace(&mut older, current);
        before = Some(l);
    }
    older.last().copied().filter(|&distance| distance <= limit)
}
