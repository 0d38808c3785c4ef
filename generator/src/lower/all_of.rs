//! Conjunctions: schemas that hold of the same value at once.
//!
//! `allOf`, a `$ref` with siblings, the base of a union beside its variants, a property described in two members of an
//! `allOf`: all mean "this and that". So a value is described by a list of [`Part`]s. [`Lowering::simplify`] brings
//! the list to the fewest parts, which finds a plain reference inside its wrapping; [`Lowering::flatten`] takes it
//! apart to objects whose own keywords can be read. Neither builds new schemas.

use std::collections::HashSet;

use super::{Lowering, kinds};
use crate::document::Schema;
use crate::tree::NodeId;

/// How many parts one value may have. A hostile document could multiply them without end.
const MAX_PARTS: usize = 2000;

/// How long a chain of schemas that include each other may be.
const MAX_CHAIN: usize = 200;

/// A schema, or a part of it, that holds of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Part {
    pub(super) node: NodeId,
    pub(super) extent: Extent,
}

/// How much of a schema object counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Extent {
    /// All of it.
    Whole,
    /// Its own keywords, without `$ref` and `allOf`.
    Own,
    /// Its own keywords, without `$ref`, `allOf`, `oneOf` and `anyOf`.
    Bare,
}

impl Part {
    pub(super) fn whole(node: NodeId) -> Self {
        Self {
            node,
            extent: Extent::Whole,
        }
    }

    pub(super) fn bare(node: NodeId) -> Self {
        Self {
            node,
            extent: Extent::Bare,
        }
    }
}

impl<'d> Lowering<'d> {
    /// The same conjunction with fewer parts: references followed, members without a say left out, and members that
    /// another one includes. A schema that a `$ref` leads to stays whole.
    pub(super) fn simplify(&self, mut parts: Vec<Part>) -> Vec<Part> {
        for _ in 0..MAX_CHAIN {
            let mut steps = Vec::new();
            for &part in &parts {
                match self.targets.contains(&part.node) {
                    true => steps.push(part),
                    false => self.step(part, &mut steps),
                }
            }
            let steps = self.distil(steps);
            if steps == parts {
                break;
            }
            parts = steps;
        }
        parts
    }

    /// What a schema that a `$ref` leads to is made of: another schema, if it is that by another name, or else itself.
    pub(super) fn simplify_target(&self, node: NodeId) -> Vec<Part> {
        let mut steps = Vec::new();
        self.step(Part::whole(node), &mut steps);
        let parts = self.distil(steps);
        match parts.as_slice() {
            [one] if one.node != node => self.simplify(parts),
            // Whole, so that bases that mention it in a union of their own are recognised.
            _ => vec![Part::whole(node)],
        }
    }

    /// Takes one layer of `$ref` or `allOf` off a part.
    fn step(&self, part: Part, steps: &mut Vec<Part>) {
        let Part { node, extent } = part;
        let schema = Schema::read(self.doc, node);
        let inner: Vec<NodeId> = match extent {
            Extent::Whole => self.conjuncts(&schema),
            Extent::Own | Extent::Bare => Vec::new(),
        };
        if inner.is_empty() {
            steps.push(part);
            return;
        }
        steps.extend(inner.into_iter().map(Part::whole));
        if is_shaping(&schema, Extent::Own) {
            steps.push(Part {
                node,
                extent: Extent::Own,
            });
        }
    }

    /// What a schema refers to and includes: its `$ref`, followed, and the members of its `allOf`, followed.
    fn conjuncts(&self, schema: &Schema<'d>) -> Vec<NodeId> {
        let members = schema.elements(schema.all_of);
        schema
            .target()
            .into_iter()
            .chain(members.map(|member| self.follow_plain(member)))
            .collect()
    }

    /// What a `$ref` without siblings that matter leads to.
    pub(super) fn follow_plain(&self, node: NodeId) -> NodeId {
        let schema = Schema::read(self.doc, node);
        match schema.target() {
            Some(target) if schema.all_of.is_none() && !is_shaping(&schema, Extent::Whole) => {
                target
            }
            _ => node,
        }
    }

    /// Leaves out repetitions, parts that say nothing of the type, and parts that another part includes.
    fn distil(&self, steps: Vec<Part>) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        for part in steps {
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        if parts.len() > 1 {
            let shaping: Vec<Part> = parts
                .iter()
                .copied()
                .filter(|part| self.says_something(*part))
                .collect();
            if !shaping.is_empty() {
                parts = shaping;
            }
        }
        if parts.len() > 1 {
            parts = self.without_included(parts);
        }
        if parts.len() > 1 {
            parts = self.without_mere_types(parts);
        }
        parts
    }

    fn says_something(&self, part: Part) -> bool {
        let schema = Schema::read(self.doc, part.node);
        self.targets.contains(&part.node) && !self.is_trivial(&schema)
            || part.extent == Extent::Whole && schema.all_of.is_some()
            || part.extent == Extent::Whole && schema.target().is_some()
            || is_shaping(&schema, part.extent)
    }

    pub(super) fn is_trivial(&self, schema: &Schema<'d>) -> bool {
        schema.all_of.is_none() && schema.target().is_none() && !is_shaping(schema, Extent::Whole)
    }

    /// Leaves out parts whose schemas all are among those of another part.
    fn without_included(&self, parts: Vec<Part>) -> Vec<Part> {
        let sets: Vec<HashSet<NodeId>> = parts
            .iter()
            .map(|part| {
                let flat = self.flatten(&[*part]);
                flat.into_iter().map(|part| part.node).collect()
            })
            .collect();
        let included = |index: usize, set: &HashSet<NodeId>| {
            sets.iter().enumerate().any(|(other, superset)| {
                other != index
                    && set.is_subset(superset)
                    && (set.len() < superset.len() || other < index)
            })
        };
        parts
            .into_iter()
            .zip(sets.iter())
            .enumerate()
            .filter(|(index, (_, set))| !included(*index, set))
            .map(|(_, (part, _))| part)
            .collect()
    }

    /// Leaves out `type: object` and its like beside a part that says as much itself.
    fn without_mere_types(&self, parts: Vec<Part>) -> Vec<Part> {
        let is_mere = |part: &Part| {
            let schema = Schema::read(self.doc, part.node);
            let includes = schema.all_of.is_some() || schema.target().is_some();
            is_mere_type(&schema, part.extent) && !(includes && part.extent == Extent::Whole)
        };
        let (mere, rest): (Vec<Part>, Vec<Part>) = parts.iter().partition(|part| is_mere(part));
        if mere.is_empty() || rest.is_empty() {
            return parts;
        }
        let stated = self.kinds(&self.flatten(&mere));
        let needed = self.kinds(&self.flatten(&rest));
        match (stated, needed) {
            (Some(stated), Some(needed)) if kinds::both(stated, needed) == needed => rest,
            (None, _) => rest,
            _ => parts,
        }
    }

    /// All schema objects of a conjunction, each once, bases before what extends them.
    pub(super) fn flatten(&self, parts: &[Part]) -> Vec<Part> {
        let mut flat = Flat {
            lowering: self,
            seen: HashSet::new(),
            above: Vec::new(),
            parts: Vec::new(),
        };
        for part in parts {
            flat.visit(*part);
        }
        flat.parts
    }

    /// Reads the parts of a flat conjunction.
    pub(super) fn read(&self, flat: &[Part]) -> Vec<Schema<'d>> {
        flat.iter()
            .map(|part| {
                let mut schema = Schema::read(self.doc, part.node);
                if part.extent == Extent::Bare {
                    schema.one_of = None;
                    schema.any_of = None;
                }
                schema
            })
            .collect()
    }
}

/// The state of [`Lowering::flatten`].
struct Flat<'a, 'd> {
    lowering: &'a Lowering<'d>,
    seen: HashSet<NodeId>,
    /// The schemas that led to the one at hand.
    above: Vec<NodeId>,
    parts: Vec<Part>,
}

impl Flat<'_, '_> {
    fn visit(&mut self, part: Part) {
        let Part { node, extent } = part;
        if !self.seen.insert(node) {
            return;
        }
        if self.above.len() > MAX_CHAIN || self.parts.len() > MAX_PARTS {
            self.lowering.too_much(node);
            return;
        }
        let schema = Schema::read(self.lowering.doc, node);
        if extent == Extent::Whole {
            self.above.push(node);
            for inner in self.lowering.conjuncts(&schema) {
                self.visit(Part::whole(inner));
            }
            self.above.pop();
        }
        let extent = match extent {
            Extent::Bare => Extent::Bare,
            _ if self.is_union_of_what_is_above(&schema) => Extent::Bare,
            _ => Extent::Own,
        };
        self.parts.push(Part { node, extent });
    }

    /// A base may list those that extend it in `oneOf`, as OpenAPI 3.0 documents do. Seen from one of them, the list
    /// says nothing.
    fn is_union_of_what_is_above(&self, schema: &Schema<'_>) -> bool {
        schema
            .elements(schema.one_of)
            .chain(schema.elements(schema.any_of))
            .any(|member| {
                self.above
                    .contains(&self.lowering.doc.follow_schema(member))
            })
    }
}

/// Whether a schema object's own keywords have a say in what type it is. Validation alone has none.
pub(super) fn is_shaping(schema: &Schema<'_>, extent: Extent) -> bool {
    let groups = schema.one_of.is_some() || schema.any_of.is_some();
    schema.type_.is_some()
        || schema.enum_.is_some()
        || schema.const_.is_some()
        || schema.format.is_some()
        || schema.content_encoding.is_some()
        || is_object(schema)
        || schema.items.is_some()
        || schema.prefix_items.is_some()
        || schema.boolean() == Some(false)
        || extent != Extent::Bare && groups
}

/// Whether a schema object names members or what they are.
fn is_object(schema: &Schema<'_>) -> bool {
    let typed = |keyword: Option<NodeId>| keyword.is_some_and(|it| schema.doc.tree.is_object(it));
    schema.properties().next().is_some()
        || schema.required().next().is_some()
        || typed(schema.additional_properties)
        || schema.pattern_properties().next().is_some()
}

/// Whether `type` is all that a schema object has to say about its type.
fn is_mere_type(schema: &Schema<'_>, extent: Extent) -> bool {
    let groups = schema.one_of.is_some() || schema.any_of.is_some();
    schema.type_.is_some()
        && schema.enum_.is_none()
        && schema.const_.is_none()
        && schema.format.is_none()
        && schema.content_encoding.is_none()
        && !is_object(schema)
        && schema.items.is_none()
        && schema.prefix_items.is_none()
        && (extent == Extent::Bare || !groups)
}
