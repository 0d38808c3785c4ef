//! Structs for which nothing can be made up while they are read.
//!
//! A reader that has failed gives each field something to hold until the reading is given up (`Fill` in the runtime). There is
//! something of every type but two: types that the configuration has chosen for a format, of which nothing is known but
//! that they have a text, and structs that have to hold themselves, which would have no end. Nor is there of a struct that
//! has to hold one of these. Fields that may be empty are empty.

use super::walk;
use crate::ir::{Field, FieldShape, RustType, Ty, Type, TypeKind};

/// Notes in each struct whether it can be made up.
pub(super) fn note(types: &mut [Type]) {
    let edges: Vec<Vec<usize>> = types.iter().map(held).collect();
    let component = walk::components(&edges);
    let mut holders = vec![Vec::new(); types.len()];
    let mut open = Vec::new();
    for (index, (ty, targets)) in types.iter().zip(&edges).enumerate() {
        for &to in targets {
            if let Some(holders) = holders.get_mut(to) {
                holders.push(index);
            }
        }
        let holds_itself = targets
            .iter()
            .any(|&to| component.get(to) == component.get(index));
        if holds_itself || demanded(ty).any(is_foreign) {
            open.push(index);
        }
    }
    let mut seen = vec![false; types.len()];
    while let Some(index) = open.pop() {
        match seen.get_mut(index) {
            Some(seen) if !*seen => *seen = true,
            _ => continue,
        }
        open.extend(holders.get(index).into_iter().flatten());
    }
    for (ty, seen) in types.iter_mut().zip(seen) {
        match &mut ty.kind {
            TypeKind::Struct(of) => of.cannot_be_made_up = seen,
            TypeKind::Alias(of) => of.cannot_be_made_up = seen,
            TypeKind::Enum(_) | TypeKind::Union(_) => {}
        }
    }
}

/// The types of the parts that have to be there.
fn demanded(ty: &Type) -> impl Iterator<Item = &Ty> {
    let (fields, of) = match &ty.kind {
        TypeKind::Struct(of) => (of.fields.as_slice(), None),
        TypeKind::Alias(of) => (&[][..], Some(&of.ty)),
        TypeKind::Enum(_) | TypeKind::Union(_) => (&[][..], None),
    };
    let is_demanded = |field: &&Field| field.shape == FieldShape::Required;
    let fields = fields.iter().filter(is_demanded).map(|field| &field.ty);
    fields.chain(of)
}

/// The types that a type has to hold.
fn held(ty: &Type) -> Vec<usize> {
    let mut found = Vec::new();
    demanded(ty).for_each(|part| held_in(part, &mut found));
    found
}

fn held_in(ty: &Ty, found: &mut Vec<usize>) {
    match ty {
        Ty::Named(id) | Ty::Boxed(id) => found.push(id.0 as usize),
        Ty::Tuple(elements) => elements.iter().for_each(|ty| held_in(ty, found)),
        _ => {}
    }
}

fn is_foreign(ty: &Ty) -> bool {
    match ty {
        Ty::Rust(RustType::Path(_)) => true,
        Ty::Tuple(elements) => elements.iter().any(is_foreign),
        _ => false,
    }
}
