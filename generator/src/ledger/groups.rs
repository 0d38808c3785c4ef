//! What could not be expressed, grouped by reason: which gap costs how much.

use std::collections::BTreeMap;

use super::{Ledger, Mark};

/// All that is unsupported for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The reason, without the names that differ from place to place.
    pub reason: String,
    /// In how many places.
    pub places: usize,
    /// How many nodes those are, with what is below them.
    pub nodes: usize,
}

impl Ledger {
    /// What is unsupported, by reason, most places first.
    pub fn unsupported_by_reason(&self) -> Vec<Group> {
        let mut groups: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for entry in &self.entries {
            if entry.mark == Mark::Unsupported {
                let (places, nodes) = groups.entry(without_names(&entry.reason)).or_default();
                *places += 1;
                *nodes += entry.nodes;
            }
        }
        let groups = groups.into_iter();
        let mut groups: Vec<Group> = groups
            .map(|(reason, (places, nodes))| Group {
                reason,
                places,
                nodes,
            })
            .collect();
        groups.sort_by_key(|group| std::cmp::Reverse(group.places));
        groups
    }
}

/// A reason with `…` for what stands in backticks; a backtick that does not close begins no name.
fn without_names(reason: &str) -> String {
    let mut text = String::new();
    let mut rest = reason;
    while let Some((before, after)) = rest.split_once('`') {
        let Some((_, behind)) = after.split_once('`') else {
            break;
        };
        text.push_str(before);
        text.push_str("`…`");
        rest = behind;
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Entry;
    use crate::tree::NodeId;

    #[test]
    fn places_with_the_same_reason_but_for_names_are_one_group() {
        let entry = |mark, reason: &str| Entry {
            node: NodeId::FIRST,
            mark,
            reason: reason.to_owned(),
            nodes: 2,
        };
        let ledger = Ledger {
            entries: vec![
                entry(Mark::Unsupported, "odd"),
                entry(Mark::Unsupported, "no `a` in `b`; left out"),
                entry(Mark::Ignored, "no `a` in `b`; left out"),
                entry(Mark::Unsupported, "no `c` in `d`; left out"),
            ],
            ..Ledger::default()
        };
        let found: Vec<_> = ledger
            .unsupported_by_reason()
            .into_iter()
            .map(|group| (group.reason, group.places, group.nodes))
            .collect();
        let expected = [("no `…` in `…`; left out", 2, 4), ("odd", 1, 2)];
        let expected = expected.map(|(reason, places, nodes)| (reason.to_owned(), places, nodes));
        assert_eq!(found, expected);
        assert_eq!(without_names("a ` b"), "a ` b");
    }
}
