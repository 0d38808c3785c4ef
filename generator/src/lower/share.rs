//! Inline schemas that say the same become one type under several names.
//!
//! Large descriptions repeat themselves: the same list of values stands inline at each member that takes it, the same
//! object at each operation that sends it. A declaration for each would cost every user of the crate its share of
//! compile time, and values could not go from one place to the other. So of the types that are made alike, one is
//! declared, and the others are aliases of it. No name is lost, and none depends on what else stands in the document.
//!
//! Alike are types that would be emitted alike but for their names and their own documentation: the same members,
//! values or variants in the same order, with the same documentation, of types that are alike. Components are never
//! merged: the document has told them apart.

use std::collections::HashMap;

use super::walk;
use crate::ir::{
    Additional, Alias, Constraints, Discriminator, Docs, Enum, FieldShape, Literal, Shape, Struct,
    Ty, Type, TypeId, TypeKind, Union,
};

/// Makes aliases of all but one of the inline types that are alike.
pub(super) fn share(types: &mut [Type]) {
    let classes = classes(types);
    let mut declared: HashMap<u32, usize> = HashMap::new();
    // Of names that mean the same, the shortest says most; of those, the first.
    let mut order: Vec<usize> = (0..types.len()).collect();
    order.sort_by_key(|&index| types.get(index).map_or(0, |ty| ty.name.len()));
    let mut others = Vec::new();
    for index in order {
        let (Some(&class), Some(ty)) = (classes.get(index), types.get(index)) else {
            continue;
        };
        if !may_be_shared(ty) {
            continue;
        }
        match declared.get(&class) {
            Some(&first) => others.push((index, first)),
            None => {
                declared.insert(class, index);
            }
        }
    }
    others.sort_unstable();
    for (index, first) in others {
        let Some(other) = types.get_mut(index) else {
            continue;
        };
        let usage = other.usage;
        other.kind = TypeKind::Alias(Alias {
            ty: Ty::Named(TypeId(first as u32)),
            is_shared: true,
            cannot_be_made_up: false,
        });
        if let Some(first) = types.get_mut(first) {
            first.usage.request |= usage.request;
            first.usage.response |= usage.response;
            first.shared_by.push(TypeId(index as u32));
        }
    }
}

fn may_be_shared(ty: &Type) -> bool {
    !ty.is_component && !matches!(ty.kind, TypeKind::Alias(_))
}

/// A number for each type, the same for types that are alike. Starts from what they are but for the types they hold,
/// and tells more and more of them apart by the classes of these, until nothing changes: so recursive types that are
/// alike are found, too.
fn classes(types: &[Type]) -> Vec<u32> {
    let traits: Vec<(Vec<Trait<'_>>, Vec<TypeId>)> = types.iter().enumerate().map(traits).collect();
    let mut interned = HashMap::new();
    let mut classes: Vec<u32> = traits
        .iter()
        .map(|(traits, _)| number(&mut interned, traits))
        .collect();
    let mut count = interned.len();
    loop {
        let mut interned = HashMap::new();
        let next: Vec<u32> = traits
            .iter()
            .zip(&classes)
            .map(|((_, holds), class)| {
                let holds = holds.iter().map(|id| classes.get(id.0 as usize).copied());
                number(&mut interned, (*class, holds.collect::<Vec<_>>()))
            })
            .collect();
        classes = next;
        if interned.len() == count {
            return classes;
        }
        count = interned.len();
    }
}

/// A number for what is alike; numbers go up from 0.
fn number<K: std::hash::Hash + Eq>(interned: &mut HashMap<K, u32>, key: K) -> u32 {
    let next = interned.len() as u32;
    *interned.entry(key).or_insert(next)
}

/// Something that a type must have in common with another to be like it.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Trait<'a> {
    /// A component, which is like nothing else; by its place.
    Component(usize),
    Kind(&'static str),
    Text(&'a str),
    Words(&'a [String]),
    Flag(bool),
    Docs(&'a Docs),
    Literal(Option<&'a Literal>),
    Constraints(&'a Constraints),
    FieldShape(FieldShape),
    Shape(&'a Shape),
    Discriminator(Option<&'a Discriminator>),
    /// A type but for the types of the crate in it, which are told apart by their classes.
    Ty(Ty),
}

/// What makes a type what it is, and the types of the crate that it holds, in order.
fn traits((index, ty): (usize, &Type)) -> (Vec<Trait<'_>>, Vec<TypeId>) {
    let mut of = Traits::default();
    if ty.is_component {
        of.all.push(Trait::Component(index));
        return (of.all, of.holds);
    }
    // Whether there are setters, and what converts, depends on whether values are sent.
    of.all
        .extend([ty.deprecated, ty.usage.request].map(Trait::Flag));
    match &ty.kind {
        TypeKind::Struct(object) => of.object(object),
        TypeKind::Enum(values) => of.values(values),
        TypeKind::Union(union) => of.union(union),
        TypeKind::Alias(alias) => of.ty(&alias.ty),
    }
    (of.all, of.holds)
}

#[derive(Default)]
struct Traits<'a> {
    all: Vec<Trait<'a>>,
    holds: Vec<TypeId>,
}

impl<'a> Traits<'a> {
    fn object(&mut self, object: &'a Struct) {
        self.all.push(Trait::Kind("object"));
        for field in &object.fields {
            self.all.extend([
                Trait::Text(&field.name),
                Trait::FieldShape(field.shape),
                Trait::Literal(field.default.as_ref()),
                Trait::Literal(field.constant.as_ref()),
                Trait::Flag(field.read_only),
                Trait::Flag(field.write_only),
                Trait::Flag(field.deprecated),
                Trait::Constraints(&field.constraints),
                Trait::Docs(&field.docs),
            ]);
            self.ty(&field.ty);
        }
        match &object.additional {
            Additional::Any => self.all.push(Trait::Kind("any")),
            Additional::None => self.all.push(Trait::Kind("none")),
            Additional::Typed(ty) => self.ty(ty),
        }
    }

    fn values(&mut self, values: &'a Enum) {
        self.all.push(Trait::Kind("values"));
        for variant in &values.variants {
            self.all.extend([
                Trait::Literal(Some(&variant.value)),
                Trait::Text(variant.name.as_deref().unwrap_or_default()),
                Trait::Flag(variant.name.is_some()),
                Trait::Flag(variant.deprecated),
                Trait::Docs(&variant.docs),
            ]);
        }
    }

    fn union(&mut self, union: &'a Union) {
        self.all.push(Trait::Kind("union"));
        self.all
            .push(Trait::Discriminator(union.discriminator.as_ref()));
        for variant in &union.variants {
            self.all.extend([
                Trait::Words(&variant.name),
                Trait::Shape(&variant.shape),
                Trait::Docs(&variant.docs),
            ]);
            self.ty(&variant.ty);
        }
    }

    fn ty(&mut self, ty: &Ty) {
        walk::named(ty, true, &mut |id, _| self.holds.push(id));
        let mut form = ty.clone();
        walk::named_mut(&mut form, &mut |id| *id = TypeId(0));
        self.all.push(Trait::Ty(form));
    }
}
