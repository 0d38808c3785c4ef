//! Which `oneOf` and `anyOf` choose between types, and between what.
//!
//! Sets of `required` members beside the properties choose nothing, nor does a union with a member that admits
//! everything. What stands beside a union holds of each variant; where several unions hold of one value, each way to
//! choose one member of each is a variant.

use indexmap::IndexSet;

use super::all_of::{Extent, Part, is_shaping};
use super::{Lowering, kinds};
use crate::document::Schema;
use crate::ledger::Mark;
use crate::tree::{NodeId, Value};

/// How many variants several unions of one value may make together.
const MAX_VARIANTS: usize = 64;

/// How deep unions are looked for in members of unions.
pub(super) const MAX_DEPTH: usize = 16;

/// One `oneOf` or `anyOf`.
#[derive(Debug)]
pub(super) struct Group {
    /// The keyword's value.
    node: NodeId,
    /// Its members that say something.
    pub(super) members: Vec<NodeId>,
}

/// A union in the making: for each variant, what holds of it.
#[derive(Debug)]
pub(super) struct Choice {
    pub(super) member: NodeId,
    pub(super) parts: Vec<Part>,
}

impl Choice {
    /// Whether this is a base beside its heirs.
    pub(super) fn is_base(&self, choices: &[Choice]) -> bool {
        let itself = |part: &Part| part.node == self.member && part.extent == Extent::Bare;
        choices.len() > 1 && self.parts.last().is_some_and(itself)
    }
}

impl<'d> Lowering<'d> {
    /// All `oneOf` and `anyOf` of a flat conjunction that choose between types.
    pub(super) fn groups(&self, schemas: &[Schema<'d>]) -> Vec<Group> {
        let mut groups = Vec::new();
        for schema in schemas {
            for keyword in [schema.one_of, schema.any_of] {
                let Some(node) = keyword else { continue };
                let mut members = IndexSet::new();
                self.members(node, 0, &mut members);
                let members = self.without_everything(members.into_iter().collect());
                if members.is_empty() {
                    continue;
                }
                match self.reason_to_ignore(&members, schemas) {
                    Some(reason) => {
                        self.doc.ignore(node, reason);
                        members.iter().for_each(|&member| self.use_all(member));
                    }
                    None => groups.push(Group { node, members }),
                }
            }
        }
        groups
    }

    /// The members of a `oneOf` or `anyOf`, those of inline unions inside included, without `null`.
    fn members(&self, node: NodeId, depth: usize, members: &mut IndexSet<NodeId>) {
        for member in self.doc.tree.items(node) {
            let member = self.follow_plain(member);
            let schema = Schema::read(self.doc, member);
            if is_only_null(&schema) || schema.boolean() == Some(false) {
                continue;
            }
            let inner = schema.one_of.or(schema.any_of);
            let is_plain_union = !self.targets.contains(&member)
                && schema.discriminator.is_none()
                && schema.all_of.is_none()
                && !(schema.one_of.is_some() && schema.any_of.is_some())
                && !is_shaping(&schema, Extent::Bare);
            match inner {
                Some(inner) if is_plain_union && depth < MAX_DEPTH => {
                    self.members(inner, depth + 1, members);
                }
                _ => {
                    members.insert(member);
                }
            }
        }
    }

    /// Leaves out members that admit everything, where several objects are described beside them: a union keeps what it
    /// does not know as JSON.
    fn without_everything(&self, members: Vec<NodeId>) -> Vec<NodeId> {
        let (everything, rest): (Vec<NodeId>, Vec<NodeId>) = members
            .iter()
            .partition(|node| self.is_trivial(&Schema::read(self.doc, **node)));
        let is_object = |node: &NodeId| {
            let kinds = self.kinds(&self.flatten(&[Part::whole(*node)]));
            kinds.is_some_and(|kinds| kinds::without_null(kinds) == kinds::OBJECT)
        };
        if everything.is_empty() || rest.len() < 2 || !rest.iter().all(is_object) {
            return members;
        }
        for node in everything {
            let reason = "admits everything; what no other member describes is kept as JSON";
            self.doc.ignore(node, reason);
        }
        rest
    }

    /// Why a `oneOf` or `anyOf` does not choose between types.
    fn reason_to_ignore(&self, members: &[NodeId], schemas: &[Schema<'d>]) -> Option<&'static str> {
        let read = |node: &NodeId| Schema::read(self.doc, *node);
        if members.iter().any(|node| self.is_trivial(&read(node))) {
            return Some("a member admits everything");
        }
        let known: Vec<&str> = schemas
            .iter()
            .flat_map(Schema::properties)
            .map(|it| it.0)
            .collect();
        if known.is_empty() {
            return None;
        }
        let narrows = |node: &NodeId| {
            let schema = read(node);
            !self.targets.contains(node)
                && schema.target().is_none()
                && schema.all_of.is_none()
                && schema.one_of.is_none()
                && schema.any_of.is_none()
                && !schema
                    .additional_properties
                    .is_some_and(|node| self.doc.tree.is_object(node))
                && schema
                    .properties()
                    .all(|(name, node)| known.contains(&name) && is_mere_validation(&read(&node)))
        };
        members
            .iter()
            .all(narrows)
            .then_some("demands more of the members described beside it, but no other type")
    }

    /// Each way to choose one member of each union, with all that holds beside them.
    pub(super) fn choices(&self, flat: &[Part], groups: &[Group]) -> Vec<Choice> {
        let base: Vec<Part> = flat
            .iter()
            .map(|part| Part::bare(part.node))
            .filter(|part| is_shaping(&Schema::read(self.doc, part.node), Extent::Bare))
            .collect();
        let mut choices: Vec<(NodeId, Vec<NodeId>)> = vec![];
        for group in groups {
            if choices.is_empty() {
                choices = group
                    .members
                    .iter()
                    .map(|&node| (node, vec![node]))
                    .collect();
            } else if choices.len() * group.members.len() <= MAX_VARIANTS {
                choices = choices
                    .iter()
                    .flat_map(|(first, chosen)| {
                        group.members.iter().map(|&node| {
                            let chosen = chosen.iter().copied().chain([node]).collect();
                            (*first, chosen)
                        })
                    })
                    .collect();
            } else if self.once(group.node) {
                self.unsupported(
                    group.node,
                    "too many unions hold of the same value at once",
                    "members that only this union describes are read as JSON values",
                );
            }
        }
        let choices: Vec<Choice> = choices
            .into_iter()
            .map(|(member, chosen)| {
                let needed: Vec<Part> = base
                    .iter()
                    .copied()
                    .filter(|part| !chosen.iter().any(|node| self.covers(*node, *part, 0)))
                    .collect();
                let chosen = chosen.into_iter().map(Part::whole);
                Choice {
                    member,
                    parts: needed.into_iter().chain(chosen).collect(),
                }
            })
            .collect();
        for part in base {
            if !choices.iter().any(|choice| choice.parts.contains(&part)) {
                self.note_covered(part.node);
            }
        }
        choices
    }

    /// Notes the members of a base that every choice describes itself, unless something else makes use of them.
    fn note_covered(&self, base: NodeId) {
        let tree = &self.doc.tree;
        for (_, property) in Schema::read(self.doc, base).properties() {
            let is_unread = |node: NodeId| tree.mark(node) == Mark::Unread;
            if tree.children(property).all(is_unread) && tree.mark(property) < Mark::Ignored {
                self.doc
                    .ignore(property, "each member of the union describes it itself");
            }
        }
    }

    /// Whether a member describes all that a base describes, so that the base adds nothing to it.
    fn covers(&self, member: NodeId, base: Part, depth: usize) -> bool {
        let base_schema = Schema::read(self.doc, base.node);
        let object_only = base_schema.enum_.is_none()
            && base_schema.const_.is_none()
            && base_schema.items.is_none()
            && base_schema.pattern_properties.is_none();
        let describes = base_schema.properties().next().is_some();
        if !object_only || !describes || depth > MAX_DEPTH {
            return false;
        }
        let flat = self.flatten(&[Part::whole(member)]);
        let schemas = self.read(&flat);
        let has = |name: &str| {
            schemas
                .iter()
                .any(|schema| schema.properties().any(|(known, _)| known == name))
        };
        let needs = |name: &str| {
            schemas
                .iter()
                .any(|schema| schema.required().any(|(known, _)| known == name))
        };
        if base_schema.properties().all(|(name, _)| has(name))
            && base_schema.required().all(|(name, _)| needs(name))
        {
            return true;
        }
        // A member that is a union itself covers the base if each of its members does.
        let mut groups = schemas
            .iter()
            .flat_map(|schema| [schema.one_of, schema.any_of])
            .flatten();
        groups.any(|group| {
            let mut members = IndexSet::new();
            self.members(group, 0, &mut members);
            !members.is_empty()
                && members
                    .iter()
                    .all(|&node| self.covers(node, base, depth + 1))
        })
    }

    /// What all choices share, if they describe the same members and differ only in which of them are required.
    pub(super) fn common_parts(&self, choices: &[Choice]) -> Option<Vec<Part>> {
        let flats: Vec<Vec<Part>> = choices
            .iter()
            .map(|choice| self.flatten(&choice.parts))
            .collect();
        let first = flats.first()?;
        let common: Vec<Part> = first
            .iter()
            .copied()
            .filter(|part| flats.iter().all(|flat| flat.contains(part)))
            .collect();
        let says_more = |part: &Part| {
            let schema = Schema::read(self.doc, part.node);
            let has_groups =
                part.extent != Extent::Bare && (schema.one_of.is_some() || schema.any_of.is_some());
            has_groups
                || schema.properties.is_some()
                || schema.pattern_properties.is_some()
                || schema.additional_properties.is_some()
                || schema.items.is_some()
                || schema.prefix_items.is_some()
                || schema.enum_.is_some()
                || schema.const_.is_some()
                || schema.format.is_some()
        };
        let differs = flats
            .iter()
            .flatten()
            .any(|part| !common.contains(part) && says_more(part));
        if common.is_empty() || differs {
            return None;
        }
        // What one member requires and another does not is optional; all of them are read for the ledger.
        for schema in flats.iter().flat_map(|flat| self.read(flat)) {
            schema.required().for_each(drop);
        }
        Some(common)
    }
}

/// Whether a schema is `null` and nothing else.
fn is_only_null(schema: &Schema<'_>) -> bool {
    let tree = &schema.doc.tree;
    let is_null = |node: NodeId| *tree.value(node) == Value::Null;
    let types = schema.types();
    let mut values = schema.elements(schema.enum_).peekable();
    !types.is_empty() && types.iter().all(|(name, _)| *name == "null")
        || schema.const_.is_some_and(is_null)
        || values.peek().is_some() && values.all(is_null)
}

/// Whether a schema narrows values without saying what is inside of them.
fn is_mere_validation(schema: &Schema<'_>) -> bool {
    schema.reference.is_none()
        && schema.properties.is_none()
        && schema.items.is_none()
        && schema.all_of.is_none()
        && schema.one_of.is_none()
        && schema.any_of.is_none()
}
