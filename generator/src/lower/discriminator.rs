//! The Discriminator Object, and the bases that OpenAPI 3.0 documents derive schemas from.
//!
//! A schema with a `discriminator`, and no `oneOf` of its own, is a base: components that have it in their `allOf` are
//! its heirs. Where a value of the base is expected, one of an heir may come, so the base is a union of its heirs and
//! itself. Inside of an `allOf` it is only its own members.

use std::collections::{HashMap, HashSet};

use super::all_of::{Extent, Part};
use super::choice::Choice;
use super::{Lowering, Place};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::shape::{Kind, Shape};
use crate::document::{Document, Schema};
use crate::ir::Discriminator;
use crate::ledger::Mark;
use crate::tree::NodeId;

/// For each component that others have in their `allOf`: those others, in document order.
pub(super) fn heirs(doc: &Document, components: &[(&str, NodeId)]) -> HashMap<NodeId, Vec<NodeId>> {
    let mut heirs: HashMap<NodeId, Vec<NodeId>> = HashMap::new();
    for &(_, node) in components {
        let schema = Schema::read(doc, node);
        for member in schema.elements(schema.all_of) {
            let base = doc.follow_schema(member);
            if base != member {
                heirs.entry(base).or_default().push(node);
            }
        }
    }
    heirs
}

impl<'d> Lowering<'d> {
    /// The choices that a base leaves: its heirs, their heirs, and itself. Empty where the schema is no base.
    pub(super) fn heirs_of(
        &self,
        flat: &[Part],
        schemas: &[Schema<'d>],
        place: &Place,
    ) -> Vec<Choice> {
        let Some((last, schema)) = flat.last().zip(schemas.last()) else {
            return Vec::new();
        };
        let is_base = last.node == place.node
            && last.extent != Extent::Bare
            && schema.discriminator.is_some()
            && schemas
                .iter()
                .all(|it| it.one_of.is_none() && it.any_of.is_none());
        if !is_base || !self.heirs.contains_key(&last.node) {
            return Vec::new();
        }
        let mut seen = HashSet::from([last.node]);
        let mut found = Vec::new();
        let mut open = vec![last.node];
        while let Some(base) = open.pop() {
            for &heir in self.heirs.get(&base).into_iter().flatten() {
                if seen.insert(heir) {
                    found.push(heir);
                    open.push(heir);
                }
            }
        }
        found.sort_unstable();
        let itself = Choice {
            member: last.node,
            parts: flat.iter().map(|part| Part::bare(part.node)).collect(),
        };
        found
            .into_iter()
            .map(|heir| Choice {
                member: heir,
                parts: vec![Part::whole(heir)],
            })
            .chain([itself])
            .collect()
    }

    /// Reads a Discriminator Object. `homes` tells which variant each member became. Values that only the variants
    /// themselves tell, by constants or their names, are added in `shape`.
    pub(super) fn read_discriminator(
        &self,
        node: NodeId,
        schemas: &[Schema<'d>],
        homes: &[(NodeId, usize)],
    ) -> Option<Discriminator> {
        let tree = &self.doc.tree;
        // OpenAPI 2 had the property's name here, and so do documents that were converted by hand.
        let property = tree
            .str(node)
            .or_else(|| tree.get_str(node, "propertyName"));
        let Some(property) = property else {
            if self.once(node) {
                let warning = "the discriminator does not name a property";
                self.bad_discriminator(node, warning, "`propertyName` names it");
            }
            return None;
        };
        let mut mapping: Vec<(String, usize)> = Vec::new();
        let mut lost = Vec::new();
        let entries = tree.get(node, "mapping");
        for (value, target) in entries
            .into_iter()
            .flat_map(|entries| tree.entries(entries))
        {
            let member = tree.str(target).and_then(|text| self.mapped(text, schemas));
            match homes.iter().find(|(node, _)| Some(*node) == member) {
                Some((_, home)) => mapping.push((value.to_owned(), *home)),
                None => lost.push((value, target)),
            }
        }
        if let [(value, target), others @ ..] = lost.as_slice()
            && self.once(*target)
        {
            let message = match others.len() {
                0 => format!("`{value}` leads to none of the union's schemas"),
                more => format!("`{value}` and {more} more lead to none of the union's schemas"),
            };
            let near = tree
                .str(*target)
                .and_then(|text| self.nearest_mapped(text, schemas));
            let help = match near {
                Some(near) => {
                    format!("did you mean `{near}`? Such values are kept as they come")
                }
                None => "map it to one of them; such values are kept as they come".to_owned(),
            };
            self.bad_discriminator(*target, &message, &help);
        }
        Some(Discriminator {
            property: property.to_owned(),
            mapping,
        })
    }

    /// Notes for the ledger which Discriminator Objects had nothing to tell apart.
    pub(super) fn note_idle_discriminators(&self) {
        let tree = &self.doc.tree;
        for node in tree.ids() {
            let is_discriminator =
                self.doc.shape(node) == Some(&Shape::Object(Kind::Discriminator));
            let name = tree.peek(node, "propertyName").filter(|_| is_discriminator);
            if name.is_some_and(|name| tree.mark(name) < Mark::Used) {
                self.doc
                    .ignore(node, "here is only one type, with nothing to tell apart");
            }
        }
    }

    /// What a value of `mapping` means: a component by name, or a reference.
    fn mapped(&self, text: &str, schemas: &[Schema<'d>]) -> Option<NodeId> {
        let tree = &self.doc.tree;
        let members = schemas.iter().flat_map(|schema| {
            schema
                .elements(schema.one_of)
                .chain(schema.elements(schema.any_of))
        });
        for member in members {
            if tree.get_str(member, "$ref") == Some(text) {
                return Some(self.doc.follow_schema(member));
            }
        }
        let name = text.rsplit('/').next().unwrap_or(text);
        let name = name.replace("~1", "/").replace("~0", "~");
        let schemas = tree.peek(tree.peek(self.doc.root, "components")?, "schemas")?;
        tree.peek(schemas, &name)
            .map(|node| self.doc.schema_at(node))
    }

    /// The union's reference that somebody meant who wrote this one.
    fn nearest_mapped(&self, text: &str, schemas: &[Schema<'d>]) -> Option<&'d str> {
        let members = schemas.iter().flat_map(|schema| {
            let one_of = schema.elements(schema.one_of);
            one_of.chain(schema.elements(schema.any_of))
        });
        let references = members.filter_map(|member| self.doc.reference(member));
        self.doc.diagnostics.nearest(text, references)
    }

    fn bad_discriminator(&self, node: NodeId, message: &str, help: &str) {
        self.doc
            .diagnostics
            .push(Diagnostic::warning(codes::BAD_DISCRIMINATOR, node, message).help(help));
    }
}
