//! From a schema to a type: finds out what a schema is, and leaves the rest to the file for that.

use super::all_of::{Extent, Part};
use super::{Inline, Job, Lowering, Place, kinds};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Schema;
use crate::ir::{Alias, Enum, Ty, TypeId, TypeKind, Union};
use crate::tree::NodeId;

/// What a schema turned out to be.
#[derive(Debug)]
pub(super) enum Plan {
    /// A type that needs no declaration.
    Plain(Ty),
    /// A struct of these parts.
    Struct(Vec<Part>),
    Enum(Enum),
    Union(Union),
}

impl<'d> Lowering<'d> {
    /// The type of a value that all `parts` hold of.
    pub(super) fn lower(&mut self, parts: Vec<Part>, place: &Place) -> Ty {
        let ty = match self.is_nullable(&parts) {
            true => nullable(self.lower_value(parts, place)),
            false => self.lower_value(parts, place),
        };
        match ty {
            // What a nullable inline schema is made of may be nullable too.
            Ty::Nullable(inner) if matches!(*inner, Ty::Nullable(_)) => *inner,
            ty => ty,
        }
    }

    /// As [`Lowering::lower`], `null` not counted.
    fn lower_value(&mut self, parts: Vec<Part>, place: &Place) -> Ty {
        let parts = self.simplify(parts);
        if let [one] = parts.as_slice()
            && self.targets.contains(&one.node)
            && one.extent == Extent::Whole
        {
            let place = Place {
                node: one.node,
                name: place.name.clone(),
            };
            return Ty::Named(self.reference(&place));
        }
        let repeated = match parts.as_slice() {
            [one] if one.extent == Extent::Whole => Some(self.titles.first(one.node)),
            _ => None,
        };
        if let Some(first) = repeated.filter(|&first| parts != [Part::whole(first)]) {
            for part in parts {
                self.use_all(part.node);
            }
            let place = Place {
                node: first,
                name: place.name.clone(),
            };
            return self.lower_value(vec![Part::whole(first)], &place);
        }
        match self.inline.get(&parts) {
            Some(Inline::Done(ty)) => return ty.clone(),
            Some(Inline::UnderWay(Some(id))) => return Ty::Named(*id),
            Some(Inline::UnderWay(None)) => {
                let id = self.declare(&self.titled(place), false);
                self.inline.insert(parts, Inline::UnderWay(Some(id)));
                return Ty::Named(id);
            }
            None => {}
        }
        if place.name.depth() > super::MAX_DEPTH {
            return self.too_deep(place.node);
        }
        if self.budget == 0 {
            return self.too_much(place.node);
        }
        self.budget -= 1;
        self.inline.insert(parts.clone(), Inline::UnderWay(None));
        let plan = self.classify(&parts, place);
        let id = match self.inline.get(&parts) {
            Some(Inline::UnderWay(id)) => *id,
            _ => None,
        };
        let ty = match (plan, id) {
            (Plan::Plain(ty), None) => ty,
            (plan, id) => {
                let place = self.titled(place);
                let id = id.unwrap_or_else(|| self.declare(&place, false));
                self.carry_out(id, plan, place);
                Ty::Named(id)
            }
        };
        self.inline.insert(parts, Inline::Done(ty.clone()));
        ty
    }

    /// Gives the type `id` its insides: what `parts` are.
    pub(super) fn define_as(&mut self, id: TypeId, parts: Vec<Part>, place: &Place) {
        let plan = match parts.as_slice() {
            [one] if one.node != place.node => Plan::Plain(not_null(self.lower(parts, place))),
            _ => self.classify(&parts, place),
        };
        self.carry_out(id, plan, place.clone());
    }

    fn carry_out(&mut self, id: TypeId, plan: Plan, place: Place) {
        match plan {
            Plan::Plain(ty) => self.define(id, TypeKind::Alias(Alias::of(ty))),
            Plan::Struct(parts) => self.queue.push_back(Job::Struct(id, parts, place)),
            Plan::Enum(list) => self.define(id, TypeKind::Enum(list)),
            Plan::Union(union) => self.define(id, TypeKind::Union(union)),
        }
    }

    /// Finds out what a value that all `parts` hold of is, `null` not counted.
    pub(super) fn classify(&mut self, parts: &[Part], place: &Place) -> Plan {
        let flat = self.flatten(parts);
        let schemas = self.read(&flat);
        for schema in &schemas {
            self.note_unexpressed(schema);
        }
        if schemas.iter().any(|schema| schema.boolean() == Some(false)) {
            self.doc
                .ignore(place.node, "no value is valid under `false`; any is taken");
            return Plan::Plain(Ty::Any);
        }
        match self.lower_union(&flat, &schemas, place) {
            Some(plan) => plan,
            None => self.classify_plain(&flat, &schemas, place),
        }
    }

    /// As [`Lowering::classify`], where there is no `oneOf` or `anyOf`, or none that counts.
    pub(super) fn classify_plain(
        &mut self,
        flat: &[Part],
        schemas: &[Schema<'d>],
        place: &Place,
    ) -> Plan {
        if let Some(plan) = self.lower_enumeration(schemas) {
            return plan;
        }
        let Some(stated) = self.kinds(flat) else {
            return Plan::Plain(Ty::Any);
        };
        self.note_out_of_place(stated, schemas);
        match kinds::each(stated).as_slice() {
            [] => Plan::Plain(match stated.null {
                true => Ty::Null,
                false => Ty::Any,
            }),
            [kind] if kind.object => self.lower_object(flat, schemas, place),
            [kind] if kind.array => Plan::Plain(self.lower_array(schemas, place)),
            [kind] => Plan::Plain(self.lower_scalar(*kind, schemas)),
            [_, _, _, _, _] => Plan::Plain(Ty::Any),
            several => self.lower_kinds(several, flat, schemas, place),
        }
    }

    /// The words of a place, or the schema's `title` where that makes a name that nothing else has.
    fn titled(&self, place: &Place) -> Place {
        let title = self.doc.tree.get_str(place.node, "title");
        let name = title
            .filter(|title| is_name_like(title))
            .map(|title| place.name.renamed(title))
            .filter(|name| self.titles.names(name, place.node));
        Place {
            node: place.node,
            name: name.unwrap_or_else(|| place.name.clone()),
        }
    }

    fn too_deep(&self, node: NodeId) -> Ty {
        self.doc.diagnostics.push(
            Diagnostic::warning(codes::LIMIT, node, "schemas nest too deep here")
                .help("any JSON value is taken; name inner schemas under `components.schemas`"),
        );
        Ty::Any
    }

    /// Says once that the document describes more types than anybody could use.
    pub(super) fn too_much(&self, node: NodeId) -> Ty {
        if self.once(self.doc.root) {
            self.doc.diagnostics.push(
                Diagnostic::warning(
                    codes::LIMIT,
                    node,
                    "the schemas combine to more types than can be generated",
                )
                .help("what is beyond is left out of the types; its values are kept as JSON"),
            );
        }
        Ty::Any
    }
}

/// `ty`, or `null`.
pub(super) fn nullable(ty: Ty) -> Ty {
    match ty {
        Ty::Any | Ty::Null | Ty::Nullable(_) => ty,
        ty => Ty::Nullable(Box::new(ty)),
    }
}

/// `ty` without `null`, and whether it could be `null`.
pub(super) fn split_null(ty: Ty) -> (Ty, bool) {
    match ty {
        Ty::Nullable(inner) => (*inner, true),
        ty => (ty, false),
    }
}

fn not_null(ty: Ty) -> Ty {
    split_null(ty).0
}

/// Whether a title could be the name of a type, and is not a sentence.
fn is_name_like(title: &str) -> bool {
    title.len() <= 40
        && title.split_whitespace().count() <= 4
        && title.starts_with(|first: char| first.is_ascii_alphabetic())
        && title
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '_' | '-'))
}
