//! Objects and arrays: structs, maps, lists and tuples.
//!
//! An object with known members is a struct, whatever else it may hold; without any it is a map. The members of a
//! conjunction are those of all its parts, in order; what two parts say of the same member holds of it at once.

use std::collections::HashSet;

use indexmap::{IndexMap, IndexSet};

use super::all_of::Part;
use super::schema::{Plan, nullable, split_null};
use super::{Lowering, Name, Place, kinds};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Schema;
use crate::ir::{Additional, Field, FieldShape, Struct, Ty};
use crate::tree::NodeId;

impl<'d> Lowering<'d> {
    /// An object: a struct, or a map where no member is known.
    pub(super) fn lower_object(
        &mut self,
        flat: &[Part],
        schemas: &[Schema<'d>],
        place: &Place,
    ) -> Plan {
        if schemas
            .iter()
            .any(|schema| schema.properties().next().is_some())
        {
            return Plan::Struct(flat.to_vec());
        }
        for (_, node) in schemas.iter().flat_map(Schema::required) {
            self.doc
                .ignore(node, "no property of this name is described");
        }
        Plan::Plain(Ty::Map(Box::new(match self.additional(schemas, place) {
            Additional::Typed(ty) => ty,
            Additional::Any | Additional::None => Ty::Any,
        })))
    }

    /// The members of the object that all parts describe.
    pub(super) fn lower_struct(&mut self, flat: &[Part], place: &Place) -> Struct {
        let schemas = self.read(flat);
        let mut properties: IndexMap<&'d str, Vec<NodeId>> = IndexMap::new();
        for (name, node) in schemas.iter().flat_map(Schema::properties) {
            properties.entry(name).or_default().push(node);
        }
        let required: IndexSet<&str> = schemas
            .iter()
            .flat_map(Schema::required)
            .filter(|(name, node)| {
                let known = properties.contains_key(name);
                if !known {
                    self.not_described(*node, name, &schemas, &properties);
                }
                known
            })
            .map(|(name, _)| name)
            .collect();
        let siblings = siblings(&properties);
        let mut fields = Vec::new();
        for (name, nodes) in &properties {
            if self.fields_left == 0 {
                self.too_much(place.node);
                break;
            }
            self.fields_left -= 1;
            let mut inner = place.name.child(*name);
            // The element of `owners` is an `owner`, unless there is an `owner` beside it.
            let item = inner.item();
            if item.is_singular() && siblings.contains(&item.last_word()) {
                inner = inner.with_plain_items();
            }
            let node = nodes.last().copied().unwrap_or(place.node);
            let inner = Place { node, name: inner };
            fields.push(self.lower_field(name, nodes, required.contains(name), inner));
        }
        Struct {
            fields,
            additional: self.additional(&schemas, place),
            cannot_be_made_up: false,
        }
    }

    /// Notes a required member that is no property, and says so where a property must be meant: one nearly of that
    /// name that is not required itself.
    fn not_described(
        &self,
        node: NodeId,
        name: &str,
        schemas: &[Schema<'d>],
        properties: &IndexMap<&str, Vec<NodeId>>,
    ) {
        self.doc
            .ignore(node, "no property of this name is described");
        let all = schemas.iter().flat_map(Schema::required);
        let required: HashSet<&str> = all.map(|(name, _)| name).collect();
        let names = properties.keys().copied();
        let optional = names.filter(|known| !required.contains(known));
        let Some(near) = self
            .doc
            .diagnostics
            .nearest(name, optional)
            .filter(|_| self.once(node))
        else {
            return;
        };
        let message = format!("no property `{name}` is described");
        let warning = Diagnostic::warning(codes::CONTRADICTORY_SCHEMA, node, message);
        self.doc
            .diagnostics
            .push(warning.help(format!("did you mean `{near}`?")));
    }

    fn lower_field(&mut self, name: &str, nodes: &[NodeId], required: bool, place: Place) -> Field {
        let parts: Vec<Part> = nodes.iter().copied().map(Part::whole).collect();
        let flat = self.flatten(&parts);
        let schemas = self.read(&flat);
        // A list of one in a schema of its own is an enumeration that has just begun; only one written here, for this
        // member, is meant as its mark.
        let begun = |schema: &Schema<'_>| schema.enum_.is_some() && !nodes.contains(&schema.node);
        let constant = match required && !self.is_nullable(&parts) && !schemas.iter().any(begun) {
            true => self.constant(&schemas),
            false => None,
        };
        let says = |keyword: fn(&Schema<'d>) -> Option<NodeId>| {
            schemas.iter().any(|schema| schema.is_true(keyword(schema)))
        };
        let read_only = says(|schema| schema.read_only);
        let write_only = says(|schema| schema.write_only);
        let constraints = self.constraints_of(&flat, &schemas);
        let ty = match &constant {
            Some(value) => kinds::plain_type(value),
            None => self.lower(parts, &place),
        };
        let (ty, is_nullable) = split_null(ty);
        let tree = &self.doc.tree;
        Field {
            node: place.node,
            name: name.to_owned(),
            shape: match (
                required,
                is_nullable || !required && matches!(ty, Ty::Any | Ty::Null),
            ) {
                (true, false) => FieldShape::Required,
                (true, true) => FieldShape::Nullable,
                (false, false) => FieldShape::Optional,
                (false, true) => FieldShape::OptionalNullable,
            },
            default: nodes.iter().rev().find_map(|node| self.default(*node)),
            read_only,
            write_only,
            deprecated: nodes
                .iter()
                .any(|node| tree.get_bool(*node, "deprecated") == Some(true)),
            constant,
            constraints,
            docs: self.field_docs(name, nodes),
            ty,
        }
    }

    /// What members an object may have beside those it names.
    fn additional(&mut self, schemas: &[Schema<'d>], place: &Place) -> Additional {
        let tree = &self.doc.tree;
        let patterns: Vec<NodeId> = schemas
            .iter()
            .flat_map(Schema::pattern_properties)
            .map(|(_, node)| node)
            .collect();
        let rest: Vec<NodeId> = schemas
            .iter()
            .filter_map(|schema| {
                schema
                    .additional_properties
                    .or(schema.unevaluated_properties)
            })
            .collect();
        let closed = rest.iter().any(|node| tree.bool(*node) == Some(false));
        let typed: Vec<NodeId> = rest
            .into_iter()
            .filter(|node| tree.is_object(*node))
            .collect();
        let name = match place.name.item() {
            item if item.is_singular() && !self.titles.is_taken(&item) => item,
            _ => place.name.child("Value"),
        };
        let place = |node| Place {
            node,
            name: name.clone(),
        };
        match (patterns.as_slice(), typed.as_slice()) {
            ([], [.., last]) => {
                let parts = typed.iter().copied().map(Part::whole).collect();
                match self.lower(parts, &place(*last)) {
                    Ty::Any => Additional::Any,
                    ty => Additional::Typed(ty),
                }
            }
            ([], []) if closed => Additional::None,
            ([], []) => Additional::Any,
            // Members that fit no pattern are excluded, or of the same type: one type for all of them.
            ([first, ..], typed) if closed || !typed.is_empty() => {
                let nodes = patterns.iter().chain(typed);
                let place = place(*first);
                let mut types: Vec<Ty> = Vec::new();
                for node in nodes {
                    let ty = self.lower(vec![Part::whole(*node)], &place);
                    if !types.contains(&ty) {
                        types.push(ty);
                    }
                }
                match <[Ty; 1]>::try_from(types) {
                    Ok([ty]) => Additional::Typed(ty),
                    Err(_) => {
                        self.note_mixed_members(schemas);
                        Additional::Any
                    }
                }
            }
            ([only], []) => match self.lower(vec![Part::whole(*only)], &place(*only)) {
                Ty::Any => Additional::Any,
                ty => Additional::Typed(ty),
            },
            _ => {
                self.note_mixed_members(schemas);
                Additional::Any
            }
        }
    }

    /// An array: a list, or a tuple where the elements of `prefixItems` must all be there and no others may.
    pub(super) fn lower_array(&mut self, schemas: &[Schema<'d>], place: &Place) -> Ty {
        let tree = &self.doc.tree;
        // Before 2020-12, an array in `items` meant what `prefixItems` means now.
        let prefix: Vec<NodeId> = schemas
            .iter()
            .flat_map(|schema| {
                let old = schema.items.filter(|node| tree.is_array(*node));
                schema.elements(schema.prefix_items.or(old))
            })
            .collect();
        let items: Vec<NodeId> = schemas
            .iter()
            .filter_map(|schema| schema.items.or(schema.unevaluated_items))
            .filter(|node| !tree.is_array(*node))
            .collect();
        let closed = items.iter().any(|node| tree.bool(*node) == Some(false));
        if prefix.is_empty() {
            return Ty::List(Box::new(match items.last() {
                Some(&node) => {
                    let name = self.item_name(place);
                    let parts = items.iter().copied().map(Part::whole).collect();
                    self.lower(parts, &Place { node, name })
                }
                None => Ty::Any,
            }));
        }
        // Without `minItems`, fewer are valid as well.
        let is_tuple = states(schemas, |schema| schema.min_items, prefix.len())
            && (closed || states(schemas, |schema| schema.max_items, prefix.len()));
        let rest = items.last().copied().filter(|_| !closed);
        let mut types = Vec::new();
        for (index, &node) in prefix.iter().enumerate() {
            let name = place.name.child(format!("Item{}", index + 1));
            types.push(self.lower(vec![Part::whole(node)], &Place { node, name }));
        }
        if is_tuple {
            return Ty::Tuple(types);
        }
        match rest {
            Some(node) => {
                let name = self.item_name(place);
                types.push(self.lower(vec![Part::whole(node)], &Place { node, name }));
            }
            None if !closed => types.push(Ty::Any),
            None => {}
        }
        let says_something = types.iter().any(|ty| *ty != Ty::Any);
        let item = common_type(types);
        if item == Ty::Any && says_something {
            self.note_mixed_items(&prefix);
        }
        Ty::List(Box::new(item))
    }

    /// The name of an element. The singular is left to a component that has it.
    fn item_name(&self, place: &Place) -> Name {
        match place.name.item() {
            item if self.titles.is_taken(&item) => place.name.child("Item"),
            item => item,
        }
    }
}

/// Whether a keyword of one of the schemas is this number.
fn states<'d>(
    schemas: &[Schema<'d>],
    keyword: fn(&Schema<'d>) -> Option<NodeId>,
    number: usize,
) -> bool {
    let number = number.to_string();
    let mut stated = schemas.iter().map(|schema| schema.number(keyword(schema)));
    stated.any(|stated| stated == Some(&number))
}

/// One type for all elements of an array that is described element by element.
fn common_type(types: Vec<Ty>) -> Ty {
    let mut null = false;
    let mut distinct: Vec<Ty> = Vec::new();
    for ty in types {
        let (ty, is_nullable) = split_null(ty);
        null |= is_nullable;
        if !distinct.contains(&ty) {
            distinct.push(ty);
        }
    }
    match <[Ty; 1]>::try_from(distinct) {
        Ok([ty]) if null => nullable(ty),
        Ok([ty]) => ty,
        Err(_) => Ty::Any,
    }
}

/// The names of members, in the spelling that collisions are found by.
fn siblings(properties: &IndexMap<&str, Vec<NodeId>>) -> HashSet<String> {
    let names = properties.keys();
    names.map(|name| Name::new([*name]).last_word()).collect()
}
