//! Views of the description: one file per OpenAPI object, read-only, with OpenAPI's own words.
//!
//! A view is a [`NodeId`] with the [`Document`] it belongs to. Views follow `$ref` where the specification allows one,
//! read OpenAPI 3.0 as if it were 3.1, take no decisions, and never fail: what is not there is `None` or empty.
//! Reading marks nodes as used for the ledger.

mod header;
mod info;
mod media_type;
mod operation;
mod parameter;
mod path_item;
mod request_body;
mod response;
mod schema;
mod security;
mod server;
pub mod shape;
mod tag;
mod view;

use std::collections::HashMap;

pub use header::Header;
pub use info::Info;
pub use media_type::{Encoding, MediaType};
pub use operation::Operation;
pub use parameter::Parameter;
pub(crate) use path_item::METHODS;
pub use path_item::PathItem;
pub use request_body::RequestBody;
pub use response::Response;
pub use schema::Schema;
pub use security::{Flow, SecurityRequirement, SecurityScheme};
pub use server::{Server, ServerVariable};
pub use tag::Tag;

use crate::Faults;
use crate::config::Attached;
use crate::diagnostic::{Diagnostic, Diagnostics, Part, Place};
use crate::document::shape::Shape;
use crate::formats::Formats;
use crate::ledger::{Mark, Reasons};
use crate::source::Sources;
use crate::tree::{NodeId, Tree, Value};

/// The feature set of the description.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// OpenAPI 3.0.x
    V3_0,
    /// OpenAPI 3.1.x, and 3.2 as far as it is the same
    V3_1,
}

/// Keywords that make a schema another one than that which it refers to. What only narrows its values is no type.
const SAY_MORE: &[&str] = &[
    "enum",
    "const",
    "properties",
    "required",
    "additionalProperties",
    "patternProperties",
    "items",
    "prefixItems",
    "allOf",
    "oneOf",
    "anyOf",
];

/// A loaded description with its references resolved. The stages after `resolve` take this.
#[derive(Debug)]
pub struct Document {
    /// All nodes of all files.
    pub tree: Tree,
    /// The texts of all files, and where in them the nodes stand.
    pub sources: Sources,
    /// The OpenAPI Object.
    pub root: NodeId,
    /// What its `openapi` member says.
    pub version: Version,
    /// For each object with a `$ref` that resolves: what it points at (which may be a `$ref` object again).
    pub targets: HashMap<NodeId, NodeId>,
    /// For each node that OpenAPI gives a meaning, by number: what stands there. Filled by `resolve`.
    pub shapes: Vec<Option<&'static Shape>>,
    /// What becomes of faults that have a sound reading all the same.
    pub faults: Faults,
    /// The types of formats, where they are not the usual ones.
    pub formats: Formats,
    /// What was said so far.
    pub diagnostics: Diagnostics,
    pub(crate) reasons: Reasons,
    /// What the project asks for, where it asks in a file.
    pub(crate) configuration: Option<Attached>,
    /// The JSON Pointers of what overlays have taken out, with the targets of the actions that did it.
    pub(crate) removed: Vec<(String, NodeId)>,
}

impl Document {
    /// A document of which nothing is read yet. Its root is a node of its own until `load` has found the real one.
    pub(crate) fn new(path: &str) -> Self {
        Self {
            tree: Tree::default(),
            sources: Sources::new(path),
            root: NodeId::FIRST,
            version: Version::V3_1,
            targets: HashMap::new(),
            shapes: Vec::new(),
            faults: Faults::default(),
            formats: Formats::default(),
            diagnostics: Diagnostics::default(),
            reasons: Reasons::default(),
            configuration: None,
            removed: Vec::new(),
        }
    }

    /// The object, map or list that `node` stands for: itself, or what its `$ref` leads to in the end. `resolve` has broken cycles
    /// of references, so this ends. The `$ref` counts as used. Authors also put references in place of maps, such as
    /// `properties: {$ref: ...}`, so maps need this as well as objects.
    pub fn follow(&self, node: NodeId) -> NodeId {
        let mut at = node;
        while let Some(&target) = self.targets.get(&at) {
            self.tree.get(at, "$ref");
            at = target;
        }
        at
    }

    /// As [`Document::follow`], of a schema, and not beyond one that says something of its own beside its `$ref`: that is
    /// another schema than what it refers to.
    pub fn follow_schema(&self, node: NodeId) -> NodeId {
        match self.targets.get(&node) {
            Some(&target) => {
                self.tree.get(node, "$ref");
                self.schema_at(target)
            }
            None => node,
        }
    }

    /// The schema that a reference to `node` means: itself, unless it is no more than a reference to another.
    pub fn schema_at(&self, node: NodeId) -> NodeId {
        let mut at = node;
        while let Some(&target) = self.targets.get(&at) {
            let says_more = |name: &&str| self.tree.peek(at, name).is_some();
            if SAY_MORE.iter().any(says_more) {
                break;
            }
            self.tree.get(at, "$ref");
            at = target;
        }
        at
    }

    /// Where an overlay takes out what stood at a JSON Pointer of the description's main file, or around it.
    pub(crate) fn taken_out(&self, pointer: &str) -> Option<String> {
        let is_it = |(removed, _): &&(String, NodeId)| {
            let rest = pointer.strip_prefix(removed.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let (_, target) = self.removed.iter().find(is_it)?;
        let place = Place::Node(*target, Part::Value);
        Some(self.sources.describe(&self.tree, place))
    }

    /// What stands at a node, if OpenAPI gives it a meaning.
    pub fn shape(&self, node: NodeId) -> Option<&'static Shape> {
        self.shapes.get(node.index()).copied().flatten()
    }

    /// Notes that a node, with everything below it, was left out on purpose, and why: `"no code depends on it"`. The
    /// ledger lists the reason; nothing is printed otherwise. Rules that hold for a keyword everywhere are in
    /// `ledger`; this is for decisions that depend on the place.
    pub fn ignore(&self, node: NodeId, reason: &'static str) {
        self.tree.set_mark(node, Mark::Ignored);
        self.reasons.insert(node, reason);
    }

    /// Notes that a node, with everything below it, could not be expressed. The diagnostic, a warning, says what was
    /// found and, as its help, what was done instead: `"the value is kept as JSON"`.
    pub fn unsupported(&self, node: NodeId, diagnostic: Diagnostic) {
        self.tree.set_mark(node, Mark::Unsupported);
        let done = diagnostic.help.as_deref().unwrap_or_default();
        let reason = if done.is_empty() {
            diagnostic.message.clone()
        } else {
            format!("{}; {done}", diagnostic.message)
        };
        self.reasons.insert(node, reason);
        self.diagnostics.push(diagnostic);
    }

    /// As [`Document::unsupported`], where a stage before has said it.
    pub(crate) fn left_out(&self, node: NodeId, reason: &'static str) {
        self.tree.set_mark(node, Mark::Unsupported);
        self.reasons.insert(node, reason);
    }

    /// Says that something is wrong which can be read all the same: an error, or, where faults are tolerated, a warning
    /// whose help says how it is read.
    pub fn fault(&self, node: NodeId, error: Diagnostic, reading: &str) {
        self.tree.set_mark(node, Mark::Unsupported);
        let reason = format!("{}; {reading}", error.message);
        self.reasons.insert(node, reason);
        match self.faults {
            Faults::Reject => self.diagnostics.push(error.with_reading()),
            Faults::Tolerate => self.diagnostics.push(error.read_as(reading)),
        }
    }

    /// As [`Document::fault`], of something that is expressed all the same: the ledger has nothing to note.
    pub fn slip(&self, error: Diagnostic, reading: &str) {
        self.diagnostics.push(match self.faults {
            Faults::Reject => error.with_reading(),
            Faults::Tolerate => error.read_as(reading),
        });
    }

    /// Whether a node is an object that only points elsewhere, or that does so among other things.
    pub fn reference(&self, node: NodeId) -> Option<&str> {
        let reference = self.tree.peek(node, "$ref")?;
        match self.tree.value(reference) {
            Value::String(text) => Some(text),
            _ => None,
        }
    }
}
