//! What became of every node of the description: used, ignored on purpose, or unsupported.
//!
//! Lowering marks a node as used by reading it through [`Tree`](crate::tree::Tree). What it leaves out on purpose it
//! says with [`Document::ignore`](crate::document::Document::ignore), and what it cannot express with
//! [`Document::unsupported`](crate::document::Document::unsupported).

use std::cell::RefCell;
use std::collections::HashMap;

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
}
