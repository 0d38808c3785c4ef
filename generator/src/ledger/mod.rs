//! What became of every node of the description: used, ignored on purpose, or unsupported.
//!
//! Lowering marks a node as used by reading it through [`Tree`](crate::tree::Tree). What it leaves out on purpose it
//! says with [`Document::ignore`], and what it cannot express with [`Document::unsupported`]; both hold for everything
//! below the node. Keywords that shape no code wherever they stand are listed in `rules`. When all stages have run,
//! [`Ledger::of`] draws the balance: a node that none of these accounts for is unsupported, so that nothing of a
//! description is dropped in silence.

mod groups;
mod rules;
#[cfg(test)]
mod tests;

pub use groups::Group;

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt::Write;

use crate::diagnostic::{Part, Place};
use crate::document::Document;
use crate::document::shape::Shape;
use crate::render::harmless;
use crate::tree::NodeId;

/// What the ledger knows of one node, in rising order of strength.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// No stage has looked at it yet.
    Unread,
    /// It shaped the output.
    Used,
    /// It was left out on purpose; the reason is kept beside the tree.
    Ignored,
    /// It could not be expressed; a warning names the place and what was done instead.
    Unsupported,
}

/// Why nodes were ignored or found unsupported, kept beside the tree because only few nodes need it.
#[derive(Debug, Default)]
pub(crate) struct Reasons {
    by_node: RefCell<HashMap<NodeId, String>>,
}

impl Reasons {
    pub(crate) fn insert(&self, node: NodeId, reason: impl Into<String>) {
        self.by_node
            .borrow_mut()
            .entry(node)
            .or_insert_with(|| reason.into());
    }

    fn of(&self, node: NodeId) -> Option<String> {
        self.by_node.borrow().get(&node).cloned()
    }
}

/// A node that did not shape the output, with everything below it that did not either.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The topmost node.
    pub node: NodeId,
    /// [`Mark::Ignored`] or [`Mark::Unsupported`].
    pub mark: Mark,
    /// Why.
    pub reason: String,
    /// How many nodes this is the verdict on.
    pub nodes: usize,
}

/// The balance of a description.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// How many nodes shaped the output.
    pub used: usize,
    /// How many were left out on purpose.
    pub ignored: usize,
    /// How many could not be expressed.
    pub unsupported: usize,
    /// What was ignored or is unsupported, in document order.
    pub entries: Vec<Entry>,
}

impl Ledger {
    /// Draws the balance. All stages that read the document must have run.
    pub fn of(document: &Document) -> Self {
        let tree = &document.tree;
        let leads_to_use = leads_to_use(document);
        let mut ledger = Self::default();
        // For each node the entry that holds for what is below it; none where nothing around it was left out. Whatever is
        // used there all the same, to find out that it can be left out, does not change what the rest of it is.
        let mut verdicts: Vec<Option<usize>> = Vec::with_capacity(tree.len());
        for node in tree.ids() {
            if document.sources.is_overlay_node(node) {
                // What it brings is counted where it went.
                verdicts.push(None);
                continue;
            }
            let is_used = leads_to_use.get(node.index()).copied().unwrap_or(false);
            let outer = tree
                .parent(node)
                .and_then(|parent| verdicts.get(parent.index()).copied().flatten());
            let verdict = match (document.verdict(node), outer) {
                (Some((mark, reason)), _) => Some(ledger.open(node, mark, reason)),
                (None, _) if is_used || is_part_of_used_value(document, node, &leads_to_use) => {
                    None
                }
                (None, Some(outer)) => Some(outer),
                (None, None) => Some(match rules::reason(document, node) {
                    Some(reason) => ledger.open(node, Mark::Ignored, reason.to_owned()),
                    None => {
                        ledger.open(node, Mark::Unsupported, "not read by any stage".to_owned())
                    }
                }),
            };
            ledger.count(verdict);
            verdicts.push(verdict.or(outer));
        }
        ledger
    }

    fn open(&mut self, node: NodeId, mark: Mark, reason: String) -> usize {
        self.entries.push(Entry {
            node,
            mark,
            reason,
            nodes: 0,
        });
        self.entries.len() - 1
    }

    fn count(&mut self, verdict: Option<usize>) {
        let entry = verdict.and_then(|verdict| self.entries.get_mut(verdict));
        match entry {
            Some(entry) => {
                entry.nodes += 1;
                match entry.mark {
                    Mark::Unsupported => self.unsupported += 1,
                    Mark::Unread | Mark::Used | Mark::Ignored => self.ignored += 1,
                }
            }
            None => self.used += 1,
        }
    }

    /// One line: how many nodes were used, ignored and unsupported.
    pub fn summary(&self) -> String {
        let all = self.used + self.ignored + self.unsupported;
        format!(
            "{all} nodes: {} used, {} ignored on purpose, {} unsupported",
            self.used, self.ignored, self.unsupported
        )
    }

    /// All entries, a line each: place, verdict, JSON Pointer, number of nodes, reason.
    pub fn list(&self, document: &Document) -> String {
        let mut text = String::new();
        for entry in &self.entries {
            let place = Place::Node(entry.node, Part::Name);
            let place = document.sources.describe(&document.tree, place);
            let mark = match entry.mark {
                Mark::Unsupported => "unsupported",
                Mark::Unread | Mark::Used | Mark::Ignored => "ignored",
            };
            let pointer = document.tree.pointer(entry.node);
            // Writing to a string cannot fail.
            let _ = writeln!(
                text,
                "{}\t{mark}\t#{}\t{}\t{}",
                harmless(&place),
                harmless(&pointer),
                entry.nodes,
                harmless(&entry.reason)
            );
        }
        text
    }
}

impl Document {
    /// What a stage has said about a node, other than that it is used.
    fn verdict(&self, node: NodeId) -> Option<(Mark, String)> {
        let mark = self.tree.mark(node);
        match mark {
            Mark::Ignored | Mark::Unsupported => {
                Some((mark, self.reasons.of(node).unwrap_or_default()))
            }
            Mark::Unread | Mark::Used => None,
        }
    }
}

/// For each node whether it is used, or is on the way to one that is.
fn leads_to_use(document: &Document) -> Vec<bool> {
    let tree = &document.tree;
    let mut used: Vec<bool> = tree
        .ids()
        .map(|node| tree.mark(node) == Mark::Used)
        .collect();
    // Children have higher numbers than their parents.
    for index in (0..used.len()).rev() {
        if used.get(index) == Some(&true)
            && let Some(parent) = tree.parent(tree.nth(index))
            && let Some(around) = used.get_mut(parent.index())
        {
            *around = true;
        }
    }
    used
}

/// Data, such as a default, is read as a whole; and a reference counts with the object that it stands in.
fn is_part_of_used_value(document: &Document, node: NodeId, used: &[bool]) -> bool {
    let Some(parent) = document.tree.parent(node) else {
        return true;
    };
    let is_used = |node: NodeId| used.get(node.index()) == Some(&true);
    if rules::is_resolved_reference(document, node) {
        return is_used(parent);
    }
    let mut at = parent;
    while document.shape(at).is_none() {
        match document.tree.parent(at) {
            Some(parent) => at = parent,
            None => return false,
        }
    }
    matches!(document.shape(at), Some(Shape::Any)) && is_used(at)
}
