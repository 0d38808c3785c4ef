//! Types that contain themselves: finds them, and puts a `Box` where one is needed.
//!
//! A struct, union or alias holds others by value unless a list, a map or a box is between. Where that leads back to
//! itself, the size of the type would have no end. The box goes where it disturbs least: into variants of unions
//! first, into members that may be missing then, and only in the end into members that must be there.
//!
//! Rust has no recursive aliases, so an alias that leads back to itself through other aliases becomes a type of its
//! own: a union with one variant.

use super::walk::{components, named};
use super::{Lowering, walk};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::ir::{Alias, Docs, FieldShape, Shape, Ty, Type, TypeKind, Union, UnionVariant};

/// Which places may take a box, in the order in which they are tried.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Pass {
    Variants,
    OptionalFields,
    Everything,
}

impl Lowering<'_> {
    /// Makes all types finite.
    pub(super) fn break_recursion(&mut self) {
        self.declare_recursive_aliases();
        for pass in [Pass::Variants, Pass::OptionalFields, Pass::Everything] {
            let component = components(&self.edges(|_| true, false));
            // A box is put around what has a declaration, and inside any other alias.
            let is_declared: Vec<bool> = (0..self.types.len())
                .map(|index| declared(&self.types, index).is_some())
                .collect();
            let is_boxed = |from: usize, to: usize| {
                component.get(from) == component.get(to) && is_declared.get(to) == Some(&true)
            };
            for (index, ty) in self.types.iter_mut().enumerate() {
                let is_other_name =
                    matches!(ty.kind, TypeKind::Alias(_)) && is_declared.get(index) == Some(&true);
                if is_other_name {
                    continue;
                }
                for part in places(ty, pass) {
                    put_boxes(part, &|to| is_boxed(index, to));
                }
            }
        }
    }

    /// For each type, those it holds: by value only, or all of them.
    fn edges(&self, counts: impl Fn(&Type) -> bool, behind_pointers: bool) -> Vec<Vec<usize>> {
        let successors = |ty: &Type| {
            let mut found = Vec::new();
            if counts(ty) {
                for part in walk::parts(ty) {
                    named(part, true, &mut |id, by_value| {
                        if by_value || behind_pointers {
                            found.push(id.0 as usize);
                        }
                    });
                }
            }
            found
        };
        self.types.iter().map(successors).collect()
    }

    fn declare_recursive_aliases(&mut self) {
        loop {
            let is_alias = |ty: &Type| matches!(ty.kind, TypeKind::Alias(_));
            let edges = self.edges(is_alias, true);
            let component = components(&edges);
            let on_cycle = (0..edges.len()).find(|&index| {
                let targets = edges.get(index).into_iter().flatten();
                let mut targets = targets.map(|&to| component.get(to) == component.get(index));
                targets.any(|same| same)
            });
            let Some(ty) = on_cycle.and_then(|index| self.types.get_mut(index)) else {
                return;
            };
            let TypeKind::Alias(Alias { ty: of, .. }) = &ty.kind else {
                return;
            };
            let word = match of {
                Ty::List(_) => "List",
                Ty::Map(_) => "Map",
                Ty::Tuple(_) => "Tuple",
                // Nothing but names: the schema is only ever itself.
                _ => {
                    self.doc.diagnostics.push(
                        Diagnostic::warning(
                            codes::INFINITE_SCHEMA,
                            ty.node,
                            "this schema is defined by nothing but itself",
                        )
                        .help("say what else it is; any JSON value is taken"),
                    );
                    ty.kind = TypeKind::Alias(Alias::of(Ty::Any));
                    continue;
                }
            };
            let variant = UnionVariant {
                node: ty.node,
                name: vec![word.to_owned()],
                ty: of.clone(),
                shape: Shape::default(),
                docs: Docs::default(),
            };
            ty.kind = TypeKind::Union(Union {
                variants: vec![variant],
                discriminator: None,
            });
        }
    }
}

/// Notes in each struct and union whether it stands in a box somewhere.
pub(super) fn note_boxes(types: &mut [Type]) {
    let mut boxed = Vec::new();
    for ty in types.iter() {
        for part in walk::parts(ty) {
            walk::boxed(part, &mut |id| boxed.extend(declared(types, id.0 as usize)));
        }
    }
    for index in boxed {
        if let Some(ty) = types.get_mut(index) {
            ty.is_boxed = true;
        }
    }
}

/// The struct, union or enumeration that a type is, by its own name or another; `None` where it is neither. Recursive
/// aliases are gone by now, so this comes to an end.
fn declared(types: &[Type], index: usize) -> Option<usize> {
    match &types.get(index)?.kind {
        TypeKind::Alias(Alias {
            ty: Ty::Named(of), ..
        }) => declared(types, of.0 as usize),
        TypeKind::Alias(_) => None,
        TypeKind::Struct(_) | TypeKind::Union(_) | TypeKind::Enum(_) => Some(index),
    }
}

/// The places of a type that a pass looks at.
fn places(ty: &mut Type, pass: Pass) -> Vec<&mut Ty> {
    match &mut ty.kind {
        TypeKind::Union(union) => union
            .variants
            .iter_mut()
            .map(|variant| &mut variant.ty)
            .collect(),
        TypeKind::Struct(object) if pass != Pass::Variants => object
            .fields
            .iter_mut()
            .filter(|field| pass == Pass::Everything || field.shape != FieldShape::Required)
            .map(|field| &mut field.ty)
            .collect(),
        TypeKind::Alias(alias) if pass == Pass::Everything => vec![&mut alias.ty],
        _ => Vec::new(),
    }
}

/// Boxes the named types that `ty` holds by value and that `is_cycle` knows.
fn put_boxes(ty: &mut Ty, is_cycle: &impl Fn(usize) -> bool) {
    match ty {
        Ty::Named(id) if is_cycle(id.0 as usize) => *ty = Ty::Boxed(*id),
        Ty::Nullable(inner) => put_boxes(inner, is_cycle),
        Ty::Tuple(elements) => {
            for element in elements {
                put_boxes(element, is_cycle);
            }
        }
        _ => {}
    }
}
