//! `oneOf` and `anyOf`: which of them are unions, and of what.
//!
//! Much that is written as a union is none: `X` or `null`, a list of constants, `string` or one of these strings, sets
//! of `required` members beside the properties. What remains, by `choice`, is a union with a variant per choice. How
//! values are told apart is decided in `shape`, when all types are known.

use std::collections::HashSet;

use super::all_of::Part;
use super::choice::{Choice, MAX_DEPTH};
use super::schema::{Plan, split_null};
use super::{Job, Lowering, Place};
use crate::document::Schema;
use crate::ir::{Docs, Enum, EnumVariant, JsonKinds, Shape, Ty, TypeKind, Union, UnionVariant};
use crate::tree::NodeId;

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
        if let Some(common) = self.common_parts(&choices) {
            let schemas = self.read(&common);
            return Some(self.classify_plain(&common, &schemas, place));
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
            _ => {
                // A union whose only choice demands the union again: what holds of it is only ever itself.
                if self.planning.contains(&parts) || self.planning.len() >= MAX_DEPTH {
                    self.say_infinite(place.node);
                    return Plan::Plain(Ty::Any);
                }
                self.planning.push(parts.clone());
                let plan = self.classify(&parts, place);
                self.planning.pop();
                plan
            }
        }
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
            self.note_beside_values(&schemas);
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
            let ty = match self.only_text(choice) {
                Some(text) => self.constant_type(&text, choice.member),
                None => split_null(self.lower(choice.parts.clone(), &inner)).0,
            };
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

impl<'d> Lowering<'d> {
    /// The string that an inline choice always is.
    pub(super) fn only_text(&self, choice: &Choice) -> Option<String> {
        if self.targets.contains(&choice.member) {
            return None;
        }
        let schemas = self.read(&self.flatten(&choice.parts));
        match self.values(&schemas)?.as_slice() {
            [only] => only.value.as_str().map(str::to_owned),
            _ => None,
        }
    }

    /// The enumeration of a single string. Documents use few of them often, such as the empty string for "unset".
    fn constant_type(&mut self, text: &str, node: NodeId) -> Ty {
        if let Some(&id) = self.constants.get(text) {
            return Ty::Named(id);
        }
        let name = match text {
            "" => "Empty",
            text => text,
        };
        let place = Place {
            node,
            name: super::Name::new([name, "Value"]),
        };
        let id = self.declare(&place, false);
        if let Some(ty) = self.types.get_mut(id.0 as usize) {
            ty.docs = Docs::default();
        }
        let variant = EnumVariant {
            node,
            value: text.into(),
            name: None,
            docs: Docs::default(),
            deprecated: false,
        };
        let variants = vec![variant];
        self.define(id, TypeKind::Enum(Enum { variants }));
        self.constants.insert(text.to_owned(), id);
        Ty::Named(id)
    }
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
