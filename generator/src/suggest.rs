//! "Did you mean": the name nearest to one that does not exist, or a few of those that do.

use std::cell::Cell;

/// How many names are compared at most; the help must not cost more than the work.
const CANDIDATES: usize = 10_000;
/// How many are compared for all names of a description together: half a second's worth. A description with thousands of
/// misspelt names among thousands of others would take the square of that.
const BUDGET: usize = 1_000_000;

/// What is left of the comparisons that suggestions may take. Each [`Diagnostics`](crate::diagnostic::Diagnostics) has one,
/// so that what is said of a description does not depend on what was asked before it.
#[derive(Debug)]
pub(crate) struct Suggestions {
    left: Cell<usize>,
}

impl Default for Suggestions {
    fn default() -> Self {
        Self {
            left: Cell::new(BUDGET),
        }
    }
}

impl Suggestions {
    /// The candidate that differs least from `name`, if it is near enough to be meant.
    pub(crate) fn nearest<'c>(
        &self,
        name: &str,
        candidates: impl Iterator<Item = &'c str>,
    ) -> Option<&'c str> {
        let allowed = (name.chars().count() / 3).clamp(1, 4);
        let mut best: Option<(usize, &str)> = None;
        let most = CANDIDATES.min(self.left.get());
        for candidate in candidates.take(most) {
            self.left.set(self.left.get().saturating_sub(1));
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
}

/// The first names of a list in words, and how many more there are.
pub(crate) fn listed<'n>(mut names: impl Iterator<Item = &'n str>) -> String {
    const SHOWN: usize = 5;
    let shown = names.by_ref().take(SHOWN).map(|name| format!("`{name}`"));
    let shown = shown.collect::<Vec<_>>().join(", ");
    match names.count() {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
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

#[cfg(test)]
mod tests {
    use super::{BUDGET, Suggestions};

    #[test]
    fn thousands_of_names_among_thousands_are_not_all_compared() {
        let suggestions = Suggestions::default();
        let far = vec!["tortoise"; 10_000];
        for _ in 0..BUDGET / far.len() {
            assert_eq!(suggestions.nearest("elefant", far.iter().copied()), None);
        }
        let find = |of: &Suggestions| of.nearest("elefant", ["elephant"].into_iter());
        assert_eq!(find(&suggestions), None);
        // Another description has a budget of its own.
        assert_eq!(find(&Suggestions::default()), Some("elephant"));
    }

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let names = ["properties", "patternProperties", "required", "id"];
        let suggestions = Suggestions::default();
        let find = |name| suggestions.nearest(name, names.into_iter());
        assert_eq!(find("proprties"), Some("properties"));
        assert_eq!(find("propertise"), Some("properties"));
        assert_eq!(find("Required"), Some("required"));
        assert_eq!(find("di"), Some("id"));
        assert_eq!(find("elephant"), None);
        assert_eq!(find(""), None);
    }
}
