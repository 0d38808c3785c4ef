//! How the variants of a union are told apart, found when all types are known.
//!
//! Each variant gets a [`Shape`]: what is cheap to see of a value. A property that marks every variant with constants of
//! its own becomes the discriminator where the document names none. Where it names one, the constants in the
//! variants complete the mapping; a discriminator that cannot tell all variants is not used, because a value that it
//! does not know would be no variant at all.

use std::collections::{HashMap, HashSet};

use indexmap::IndexSet;

use super::{Lowering, kinds};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::ir::{
    Discriminator, FieldShape, JsonKinds, Literal, Shape, Struct, Ty, Type, TypeId, TypeKind, Union,
};

/// How deep aliases of aliases are followed.
const MAX_DEPTH: usize = 16;

/// How many types a variant may stand for and still be seen through. Unions of unions of unions would otherwise be looked
/// through for each of them.
const MAX_LEAVES: usize = 256;

impl Lowering<'_> {
    /// Fills in the shapes of all variants, puts variants into the order in which they are tried, and finds
    /// discriminators.
    pub(super) fn tell_variants_apart(&mut self) {
        for index in 0..self.types.len() {
            let Some(Type { node, kind, .. }) = self.types.get(index) else {
                continue;
            };
            let TypeKind::Union(union) = kind else {
                continue;
            };
            let node = *node;
            let shapes: Vec<Shape> = union
                .variants
                .iter()
                .map(|variant| self.shape(&variant.ty))
                .collect();
            let ranks: Vec<u8> = union
                .variants
                .iter()
                .map(|variant| self.rank(&variant.ty, 0))
                .collect();
            let names: Vec<Option<&str>> = union
                .variants
                .iter()
                .map(|variant| self.component_names.get(&variant.node).copied())
                .collect();
            let declared = union.discriminator.clone();
            let was_declared = declared.is_some();
            let marked =
                declared.map(|declared| (Marks::new(&declared.property, &shapes), declared));
            let shared = marked
                .as_ref()
                .filter(|(marks, declared)| marks.leave_shared(declared))
                .map(|(_, declared)| declared.property.clone());
            let discriminator = marked
                .filter(|_| shared.is_none())
                .and_then(|(marks, declared)| complete(declared, &marks, &shapes, &names))
                .or_else(|| infer(&shapes));
            if was_declared && discriminator.is_none() {
                self.doc.diagnostics.push(
                    Diagnostic::warning(
                        codes::BAD_DISCRIMINATOR,
                        node,
                        "the discriminator does not tell all members of the union apart",
                    )
                    .help(
                        "they are told apart by their members; `mapping` or `const` would be safer",
                    ),
                );
            }
            let property = discriminator.as_ref().map(|it| it.property.clone());
            let property = property.or(shared);
            if let Some(Type {
                kind: TypeKind::Union(union),
                ..
            }) = self.types.get_mut(index)
            {
                for (variant, mut shape) in union.variants.iter_mut().zip(shapes) {
                    // Only single constants mark a variant for sure: a list of values may grow.
                    shape.constants.retain(|(name, values)| {
                        values.len() == 1 || Some(name) == property.as_ref()
                    });
                    variant.shape = shape;
                }
                union.discriminator = discriminator;
                sort(union, &ranks);
            }
        }
    }

    /// What is cheap to see of a value of a type: what its leaves have in common. Unions may hold each other, so each
    /// type is looked into once.
    fn shape(&self, ty: &Ty) -> Shape {
        let mut leaves: Vec<Shape> = Vec::new();
        let mut seen: HashSet<TypeId> = HashSet::new();
        let mut is_nullable = false;
        let mut open = vec![ty];
        while let Some(ty) = open.pop() {
            if leaves.len() == MAX_LEAVES {
                return Shape::of(kinds::ALL);
            }
            let id = match ty {
                Ty::Nullable(inner) => {
                    is_nullable = true;
                    open.push(inner);
                    continue;
                }
                Ty::Named(id) | Ty::Boxed(id) => *id,
                ty => {
                    leaves.push(Shape::of(kinds_of(ty)));
                    continue;
                }
            };
            if !seen.insert(id) {
                continue;
            }
            match self.declared(id).map(|ty| &ty.kind) {
                Some(TypeKind::Struct(object)) => leaves.push(self.struct_shape(object)),
                Some(TypeKind::Enum(list)) => {
                    let kinds = list.variants.iter().map(|it| kinds::of_value(&it.value));
                    let kinds = kinds.reduce(JsonKinds::or).unwrap_or(kinds::ALL);
                    leaves.push(Shape::of(kinds));
                }
                Some(TypeKind::Union(union)) => {
                    open.extend(union.variants.iter().rev().map(|variant| &variant.ty));
                }
                Some(TypeKind::Alias(alias)) => open.push(&alias.ty),
                None => leaves.push(Shape::of(kinds::ALL)),
            }
        }
        let mut shape = common(leaves).unwrap_or_else(|| Shape::of(kinds::ALL));
        shape.kinds.null |= is_nullable;
        shape
    }

    fn struct_shape(&self, object: &Struct) -> Shape {
        let mut shape = Shape {
            kinds: kinds::OBJECT,
            ..Shape::default()
        };
        for field in &object.fields {
            shape.known.push(field.name.clone());
            if !matches!(field.shape, FieldShape::Required | FieldShape::Nullable) {
                continue;
            }
            shape.required.push(field.name.clone());
            let values = match &field.constant {
                Some(value) => vec![value.clone()],
                None => self.listed(&field.ty),
            };
            if !values.is_empty() && field.shape == FieldShape::Required {
                shape.constants.push((field.name.clone(), values));
            }
        }
        shape
    }

    /// The values of an enumeration.
    fn listed(&self, ty: &Ty) -> Vec<Literal> {
        let (Ty::Named(id) | Ty::Boxed(id)) = self.resolved(ty) else {
            return Vec::new();
        };
        match self.declared(*id).map(|ty| &ty.kind) {
            Some(TypeKind::Enum(list)) => list.variants.iter().map(|it| it.value.clone()).collect(),
            _ => Vec::new(),
        }
    }

    /// Variants that take more are tried later: of strings, those of a format, then listed ones, then any.
    fn rank(&self, ty: &Ty, depth: usize) -> u8 {
        match ty {
            Ty::String | Ty::Secret | Ty::Binary => 3,
            Ty::F64 | Ty::Number => 2,
            Ty::Named(id) | Ty::Boxed(id) if depth < MAX_DEPTH => {
                match self.declared(*id).map(|ty| &ty.kind) {
                    Some(TypeKind::Enum(_)) => 1,
                    Some(TypeKind::Alias(alias)) => self.rank(&alias.ty, depth + 1),
                    _ => 0,
                }
            }
            _ => 0,
        }
    }
}

fn kinds_of(ty: &Ty) -> JsonKinds {
    match ty {
        Ty::Any | Ty::Named(_) | Ty::Boxed(_) | Ty::Nullable(_) => kinds::ALL,
        Ty::Null => JsonKinds {
            null: true,
            ..kinds::NONE
        },
        Ty::Bool => kinds::BOOLEAN,
        Ty::I32 | Ty::I64 | Ty::U32 | Ty::U64 => kinds::INTEGER,
        Ty::F64 | Ty::Number => kinds::NUMBER,
        Ty::List(_) | Ty::Tuple(_) => kinds::ARRAY,
        Ty::Map(_) => kinds::OBJECT,
        Ty::I64Text | Ty::U64Text | Ty::String | Ty::DateTime | Ty::Date | Ty::Uuid => {
            kinds::STRING
        }
        Ty::Ipv4 | Ty::Ipv6 | Ty::Base64 | Ty::Secret | Ty::Binary | Ty::Rust(_) => kinds::STRING,
    }
}

/// The shape of a value that has one of several.
fn common(shapes: Vec<Shape>) -> Option<Shape> {
    let mut shapes = shapes.into_iter();
    let mut all = shapes.next()?;
    let mut known: IndexSet<String> = all.known.into_iter().collect();
    for shape in shapes {
        all.kinds = all.kinds.or(shape.kinds);
        let required: HashSet<&String> = shape.required.iter().collect();
        all.required.retain(|name| required.contains(name));
        all.constants.retain_mut(|(name, values)| {
            let others = shape.constants.iter().find(|(other, _)| other == name);
            for value in others.into_iter().flat_map(|(_, others)| others) {
                if !values.contains(value) {
                    values.push(value.clone());
                }
            }
            others.is_some()
        });
        known.extend(shape.known);
    }
    all.known = known.into_iter().collect();
    Some(all)
}

/// The property that marks each object among the variants with strings that no other has.
fn infer(shapes: &[Shape]) -> Option<Discriminator> {
    let objects: Vec<(usize, &Shape)> = shapes
        .iter()
        .enumerate()
        .filter(|(_, shape)| shape.kinds.object)
        .collect();
    let (_, first) = objects.first()?;
    if objects.len() < 2 {
        return None;
    }
    let mapping = |property: &str, most: usize| {
        let mut mapping = Vec::new();
        let mut seen = HashSet::new();
        for (index, shape) in &objects {
            let (_, values) = shape.constants.iter().find(|(name, _)| name == property)?;
            if values.len() > most {
                return None;
            }
            for value in values {
                let value = value.as_str()?;
                if !seen.insert(value) {
                    return None;
                }
                mapping.push((value.to_owned(), *index));
            }
        }
        Some(mapping)
    };
    // A property with one value per variant is a better mark than one with lists of them.
    [1, usize::MAX].into_iter().find_map(|most| {
        first.constants.iter().find_map(|(property, _)| {
            Some(Discriminator {
                property: property.clone(),
                mapping: mapping(property, most)?,
            })
        })
    })
}

/// The strings that variants must have one of in a property.
struct Marks<'a> {
    /// Of each variant.
    own: Vec<Vec<&'a str>>,
    /// How many variants have each.
    carriers: HashMap<&'a str, usize>,
}

impl<'a> Marks<'a> {
    fn new(property: &str, shapes: &'a [Shape]) -> Self {
        let own: Vec<Vec<&str>> = shapes.iter().map(|shape| marks(shape, property)).collect();
        let mut carriers = HashMap::new();
        for value in own.iter().flatten() {
            *carriers.entry(*value).or_default() += 1;
        }
        Self { own, carriers }
    }

    /// Whether some of the variants share a value that the mapping gives to none: it is valid and tells no variant, so the rest
    /// of what variants look like has to. Where all have the same list, it is the one of their base and says nothing.
    fn leave_shared(&self, declared: &Discriminator) -> bool {
        let mapping = declared.mapping.iter();
        let mapped: HashSet<&str> = mapping.map(|(value, _)| value.as_str()).collect();
        let marked = self.own.iter().filter(|values| !values.is_empty()).count();
        if self.carriers.values().all(|&count| count == marked) {
            return false;
        }
        self.carriers
            .iter()
            .any(|(value, &count)| count > 1 && !mapped.contains(value))
    }
}

/// The discriminator with what the variants say of it themselves: their constants, or else their names as components.
/// `None` if it leaves an object among them without a value.
fn complete(
    mut declared: Discriminator,
    marks: &Marks<'_>,
    shapes: &[Shape],
    names: &[Option<&str>],
) -> Option<Discriminator> {
    let mapping = declared.mapping.iter();
    let mut known: HashSet<String> = mapping.map(|(value, _)| value.clone()).collect();
    let mut homes: HashSet<usize> = declared.mapping.iter().map(|(_, home)| *home).collect();
    for (index, (shape, name)) in shapes.iter().zip(names).enumerate() {
        let own = marks.own.get(index).map(Vec::as_slice).unwrap_or_default();
        for value in own {
            // What several variants have tells none of them.
            if marks.carriers.get(value) == Some(&1) && known.insert((*value).to_owned()) {
                declared.mapping.push(((*value).to_owned(), index));
                homes.insert(index);
            }
        }
        if homes.contains(&index) || !shape.kinds.object {
            continue;
        }
        let name = name.filter(|_| own.is_empty())?;
        if !known.insert(name.to_owned()) {
            return None;
        }
        declared.mapping.push((name.to_owned(), index));
    }
    (!declared.mapping.is_empty()).then_some(declared)
}

/// The strings that a property must have one of.
fn marks<'a>(shape: &'a Shape, property: &str) -> Vec<&'a str> {
    shape
        .constants
        .iter()
        .filter(|(name, _)| name == property)
        .flat_map(|(_, values)| values)
        .filter_map(|value| value.as_str())
        .collect()
}

/// Puts the variants in order of rank, those of one rank in document order.
fn sort(union: &mut Union, ranks: &[u8]) {
    let mut order: Vec<usize> = (0..union.variants.len()).collect();
    order.sort_by_key(|index| ranks.get(*index).copied().unwrap_or_default());
    if order.is_sorted() {
        return;
    }
    let mut variants: Vec<Option<_>> = union.variants.drain(..).map(Some).collect();
    let sorted = order
        .iter()
        .filter_map(|index| variants.get_mut(*index)?.take());
    union.variants = sorted.collect();
    for (_, home) in union
        .discriminator
        .iter_mut()
        .flat_map(|it| &mut it.mapping)
    {
        if let Some(place) = order.iter().position(|old| old == home) {
            *home = place;
        }
    }
}
