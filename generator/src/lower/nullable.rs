//! Whether a value may be `null`, found without looking at anything else of its schema.
//!
//! This must be known of a reference before the type it leads to is made. What says `null` in any way is believed:
//! a client that takes one `null` too many is a lesser evil than one that fails on it.

use std::collections::HashMap;

use super::Lowering;
use super::all_of::{Extent, Part};
use crate::document::Schema;
use crate::tree::{NodeId, Value};

/// How deep the answer is looked for.
const MAX_DEPTH: usize = 24;

/// What was found of each schema; schemas refer to each other in many ways, and each is looked into once. One that is
/// being looked into says nothing of itself.
type Known = HashMap<Part, Option<bool>>;

impl<'d> Lowering<'d> {
    /// Whether a value that all `parts` hold of may be `null`.
    pub(super) fn is_nullable(&self, parts: &[Part]) -> bool {
        let mut known = Known::new();
        let stated = parts
            .iter()
            .map(|part| self.says_null(*part, 0, &mut known));
        all(stated) == Some(true)
    }

    /// Whether a schema says that `null` is, or is not, among its values.
    fn says_null(&self, part: Part, depth: usize, known: &mut Known) -> Option<bool> {
        if depth > MAX_DEPTH {
            return None;
        }
        if let Some(says) = known.get(&part) {
            return *says;
        }
        known.insert(part, None);
        let says = self.look_for_null(part, depth, known);
        known.insert(part, says);
        says
    }

    fn look_for_null(&self, part: Part, depth: usize, known: &mut Known) -> Option<bool> {
        let schema = Schema::read(self.doc, part.node);
        if schema.is_nullable() || part.extent == Extent::Whole && self.is_nullable_on_the_way(part)
        {
            return Some(true);
        }
        if schema.boolean() == Some(true) {
            return None;
        }
        let own = self.own_say(&schema, part.extent, depth, known);
        match part.extent {
            Extent::Whole => {
                let included = schema.elements(schema.all_of);
                let below: Vec<_> = schema
                    .target()
                    .into_iter()
                    .chain(included)
                    .map(|node| self.says_null(Part::whole(node), depth + 1, known))
                    .collect();
                all(below.into_iter().chain([own]))
            }
            Extent::Own | Extent::Bare => own,
        }
    }

    /// Whether a component that only refers to another one, by which a reference leads, says `nullable` beside that.
    fn is_nullable_on_the_way(&self, part: Part) -> bool {
        let mut at = part.node;
        // `resolve` has broken circles of references.
        while let Some(&next) = self.doc.targets.get(&at) {
            if Schema::read(self.doc, next).is_nullable() {
                return true;
            }
            at = next;
        }
        false
    }

    fn own_say(
        &self,
        schema: &Schema<'d>,
        extent: Extent,
        depth: usize,
        known: &mut Known,
    ) -> Option<bool> {
        let tree = &self.doc.tree;
        let is_null = |node: NodeId| *tree.value(node) == Value::Null;
        let types = schema.types();
        let mut says = types.iter().any(|(name, _)| *name == "null")
            || schema.elements(schema.enum_).any(is_null)
            || schema.const_.is_some_and(is_null);
        let groups = [schema.one_of, schema.any_of];
        for group in groups.into_iter().filter(|_| extent != Extent::Bare) {
            says = says
                || schema.elements(group).any(|member| {
                    self.says_null(Part::whole(member), depth + 1, known) == Some(true)
                });
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
