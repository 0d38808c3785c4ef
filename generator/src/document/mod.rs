//! Views of the description: one file per OpenAPI object, read-only, with OpenAPI's own words.
//!
//! A view is a [`NodeId`] with the [`Document`] it belongs to. Views follow `$ref` where the specification allows one,
//! read OpenAPI 3.0 as if it were 3.1, take no decisions, and never fail: what is not there is `None` or empty.
//! Reading marks nodes as used for the ledger.

mod schema;

use std::collections::HashMap;

pub use schema::Schema;

use crate::diagnostic::Diagnostics;
use crate::tree::{NodeId, Tree};

/// The feature set of the description.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// OpenAPI 3.0.x
    V3_0,
    /// OpenAPI 3.1.x, and 3.2 as far as it is the same
    V3_1,
}

/// A loaded description with its references resolved. The stages after `resolve` take this.
#[derive(Debug)]
pub struct Document {
    /// All nodes of all files.
    pub tree: Tree,
    /// The OpenAPI Object.
    pub root: NodeId,
    /// What its `openapi` member says.
    pub version: Version,
    /// For each object with a `$ref` that resolves: what it points at (which may be a `$ref` object again).
    pub targets: HashMap<NodeId, NodeId>,
    /// What was said so far.
    pub diagnostics: Diagnostics,
}

impl Document {
    /// The object that `node` stands for: itself, or what its `$ref` leads to in the end. `resolve` has broken cycles
    /// of references, so this ends.
    pub fn follow(&self, node: NodeId) -> NodeId {
        let mut at = node;
        while let Some(&target) = self.targets.get(&at) {
            at = target;
        }
        at
    }
}
