//! `oneOf` and `anyOf`: which of them are unions, and of what.
//!
//! Much that is written as a union is none: `X` or `null`, a list of constants, `string` or one of these strings, sets
//! of `required` members beside the properties. What remains is a union with a variant per member; what stands
//! beside the keyword holds of each variant. With several such keywords, each way to choose one member of each is a
//! variant. How values are told apart is decided in `shape`, when all types are known.

use std::collections::HashSet;

use indexmap::IndexSet;

use super::all_of::{Extent, Part, is_shaping};
use super::schema::{Plan, split_null};
use super::{Job, Lowering, Place};
use crate::document::Schema;
use crate::ir::{Docs, Enum, EnumVariant, JsonKinds, Shape, Ty, Union, UnionVariant};
use crate::tree::NodeId;

/// How many variants several unions of one value may make together.
const MAX_VARIANTS: usize = 64;

/// How deep unions are looked for in members of unions.
const MAX_DEPTH: usize = 16;

/// One `oneOf` or `anyOf`.
#[derive(Debug)]
struct Group {
    /// The keyword's value.
    node: NodeId,
    /// Its members that say something.
    members: Vec<NodeId>,
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
    /// What the unions among the parts make of a value; `None` where there are none that count.
    pub(super) fn lower_union(
        &mut self,
        flat: &[Part],
        schemas: &[Schema<'d>],
        place: &Place,
    ) -> Option<Plan> {
        let heirs = self.heirs_of(flat, schemas, place);
        let choices = match heirs.is_empty() {
            false => heirs,
            true => {
                let groups = self.groups(schemas);
                if groups.is_empty() {
                    return None;
                }
                self.choices(flat, &groups)
            }
        };
        if let [only] = choices.as_slice() {
            return Some(self.plan(only.parts.clone(), place));
        }
        if let Some(plan) = self.enumeration_of(&choices) {
            return Some(plan);
        }
        Some(self.union_of(&choices, schemas, place))
    }

    /// The plan for a conjunction that stands at the same place.
    fn plan(&mut self, parts: Vec<Part>, place: &Place) -> Plan {
        let parts = self.simplify(parts);
        match parts.as_slice() {
            [one] if self.targets.contains(&one.node) => {
                Plan::Plain(split_null(self.lower(parts, place)).0)
            }
            _ => self.classify(&parts, place),
        }
    }

    /// All `oneOf` and `anyOf` of a flat conjunction that choose between types.
    fn groups(&self, schemas: &[Schema<'d>]) -> Vec<Group> {
        let mut groups = Vec::new();
        for schema in schemas {
            for keyword in [schema.one_of, schema.any_of] {
                let Some(node) = keyword else { continue };
                let mut members = IndexSet::new();
                self.members(node, 0, &mut members);
                let members: Vec<NodeId> = members.into_iter().collect();
                if members.is_empty() {
                    continue;
                }
                match self.reason_to_ignore(&members, schemas) {
                    Some(reason) => self.doc.ignore(node, reason),
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
    fn choices(&self, flat: &[Part], groups: &[Group]) -> Vec<Choice> {
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
        choices
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
            .collect()
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

    /// An enumeration, where every choice is of listed scalars, or of any string beside listed strings.
    fn enumeration_of(&mut self, choices: &[Choice]) -> Option<Plan> {
        let mut all: Vec<EnumVariant> = Vec::new();
        let mut seen = HashSet::new();
        let mut is_open = false;
        let mut listing = Vec::new();
        for choice in choices {
            let (open, values) = self.scalars(&choice.parts, 0)?;
            is_open |= open;
            if !values.is_empty() {
                listing.push(choice);
            }
            for value in values {
                if seen.insert(value.value.to_string()) {
                    all.push(value);
                }
            }
        }
        if all.is_empty() || is_open && !all.iter().all(|variant| variant.value.is_string()) {
            return None;
        }
        if all.iter().all(|variant| variant.value.is_boolean()) {
            return Some(Plan::Plain(Ty::Bool));
        }
        if let [only] = listing.as_slice()
            && let parts = self.simplify(only.parts.clone())
            && let [one] = parts.as_slice()
            && self.targets.contains(&one.node)
        {
            let name = super::Name::new(["Value"]);
            let place = Place {
                node: one.node,
                name,
            };
            return Some(Plan::Plain(split_null(self.lower(parts, &place)).0));
        }
        Some(Plan::Enum(Enum { variants: all }))
    }

    /// The scalars that a value may be, if they are listed; and whether it may be any other string too.
    fn scalars(&self, parts: &[Part], depth: usize) -> Option<(bool, Vec<EnumVariant>)> {
        if depth > MAX_DEPTH {
            return None;
        }
        let flat = self.flatten(parts);
        let schemas = self.read(&flat);
        let groups = self.groups(&schemas);
        if let [group] = groups.as_slice() {
            let mut open = false;
            let mut all = Vec::new();
            for &member in &group.members {
                let (is_open, values) = self.scalars(&[Part::whole(member)], depth + 1)?;
                open |= is_open;
                all.extend(values);
            }
            return Some((open, all));
        }
        if !groups.is_empty() {
            return None;
        }
        if let Some(values) = self.values(&schemas) {
            return Some((false, values));
        }
        let kinds = self.kinds(&flat)?;
        let is_text = super::kinds::without_null(kinds) == super::kinds::STRING;
        let is_plain = is_text && self.lower_scalar(kinds, &schemas) == Ty::String;
        is_plain.then(|| (true, Vec::new()))
    }

    fn union_of(&mut self, choices: &[Choice], schemas: &[Schema<'d>], place: &Place) -> Plan {
        let mut variants: Vec<UnionVariant> = Vec::new();
        // Where each member went: two members of the same type are one variant.
        let mut homes: Vec<(NodeId, usize)> = Vec::new();
        for (choice, word) in choices.iter().zip(self.choice_words(choices)) {
            let inner = Place {
                node: choice.member,
                name: match &word {
                    Some(word) => place.name.child(word),
                    None => place.name.inner(),
                },
            };
            let (ty, _) = split_null(self.lower(choice.parts.clone(), &inner));
            match ty {
                Ty::Any => {
                    self.doc
                        .ignore(choice.member, "admits everything, and so does the union");
                    return Plan::Plain(Ty::Any);
                }
                Ty::Null => continue,
                _ => {}
            }
            let home = variants.iter().position(|variant| variant.ty == ty);
            homes.push((choice.member, home.unwrap_or(variants.len())));
            if home.is_none() {
                let name = word.map(|word| vec![word]);
                variants.push(UnionVariant {
                    node: choice.member,
                    name: name.unwrap_or_else(|| self.type_words(&ty, place)),
                    ty,
                    shape: Shape::default(),
                    docs: self.docs(choice.member),
                });
            }
        }
        if variants.len() == 1
            && let Some(only) = variants.pop()
        {
            return Plan::Plain(only.ty);
        }
        let discriminator = schemas
            .iter()
            .rev()
            .find_map(|schema| schema.discriminator)
            .and_then(|node| self.read_discriminator(node, schemas, &homes));
        Plan::Union(Union {
            variants,
            discriminator,
        })
    }
}

/// Whether a schema is `null` and nothing else.
fn is_only_null(schema: &Schema<'_>) -> bool {
    let tree = &schema.doc.tree;
    let is_null = |node: NodeId| *tree.value(node) == crate::tree::Value::Null;
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

impl<'d> Lowering<'d> {
    /// A union of what the types in `type` make of a schema.
    pub(super) fn lower_kinds(
        &mut self,
        several: &[JsonKinds],
        flat: &[Part],
        schemas: &[Schema<'d>],
        place: &Place,
    ) -> Plan {
        let mut variants = Vec::new();
        for kind in several {
            let ty = if kind.object {
                match self.lower_object(flat, schemas, place) {
                    Plan::Struct(parts) => {
                        let place = Place {
                            node: place.node,
                            name: place.name.child("Object"),
                        };
                        let id = self.declare(&place, false);
                        self.queue.push_back(Job::Struct(id, parts, place));
                        Ty::Named(id)
                    }
                    Plan::Plain(ty) => ty,
                    Plan::Enum(_) | Plan::Union(_) => Ty::Any,
                }
            } else if kind.array {
                self.lower_array(schemas, place)
            } else {
                self.lower_scalar(*kind, schemas)
            };
            variants.push(UnionVariant {
                node: place.node,
                name: self.type_words(&ty, place),
                ty,
                shape: Shape::default(),
                docs: Docs::default(),
            });
        }
        Plan::Union(Union {
            variants,
            discriminator: None,
        })
    }
}
