//! Whether a value may be `null`, found without looking at anything else of its schema.
//!
//! This must be known of a reference before the type it leads to is made. What says `null` in any way is believed:
//! a client that takes one `null` too many is a lesser evil than one that fails on it.

use super::Lowering;
use super::all_of::{Extent, Part};
use crate::document::Schema;
use crate::tree::{NodeId, Value};

/// How deep the answer is looked for.
const MAX_DEPTH: usize = 24;

impl<'d> Lowering<'d> {
    /// Whether a value that all `parts` hold of may be `null`.
    pub(super) fn is_nullable(&self, parts: &[Part]) -> bool {
        let stated = parts.iter().map(|part| self.says_null(*part, 0));
        all(stated) == Some(true)
    }

    /// Whether a schema says that `null` is, or is not, among its values.
    pub(super) fn says_null(&self, part: Part, depth: usize) -> Option<bool> {
        if depth > MAX_DEPTH {
            return None;
        }
        let schema = Schema::read(self.doc, part.node);
        if schema.is_nullable() {
            return Some(true);
        }
        if schema.boolean() == Some(true) {
            return None;
        }
        let below = |node: NodeId| self.says_null(Part::whole(node), depth + 1);
        let own = self.own_say(&schema, part.extent, depth);
        match part.extent {
            Extent::Whole => {
                let included = schema.elements(schema.all_of).map(below);
                all(schema
                    .target()
                    .map(below)
                    .into_iter()
                    .chain(included)
                    .chain([own]))
            }
            Extent::Own | Extent::Bare => own,
        }
    }

    fn own_say(&self, schema: &Schema<'d>, extent: Extent, depth: usize) -> Option<bool> {
        let tree = &self.doc.tree;
        let is_null = |node: NodeId| *tree.value(node) == Value::Null;
        let types = schema.types();
        let mut says = types.iter().any(|(name, _)| *name == "null")
            || schema.elements(schema.enum_).any(is_null)
            || schema.const_.is_some_and(is_null);
        let groups = [schema.one_of, schema.any_of];
        for group in groups.into_iter().filter(|_| extent != Extent::Bare) {
            says = says
                || schema
                    .elements(group)
                    .any(|member| self.says_null(Part::whole(member), depth + 1) == Some(true));
        }
        let states = !types.is_empty() || schema.enum_.is_some() || schema.const_.is_some();
        match says {
            true => Some(true),
            false => states.then_some(false),
        }
    }
}

/// What several schemas that hold at once say together.
fn all(says: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    says.flatten().reduce(|a, b| a && b)
}
