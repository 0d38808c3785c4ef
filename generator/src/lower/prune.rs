//! Leaves out types that nobody would ever name: what is inside a multipart form or an envelope, once the fields and
//! the value are known, and what only such a type holds. Of a part of a document, also what the part does not reach.

use std::collections::BTreeSet;

use super::walk::{named, named_mut, parts};
use crate::ir::{
    Additional, BodyKind, FormFieldKind, Operation, SuccessKind, Ty, Type, TypeId, TypeKind,
    Webhook,
};

/// Which types stay although nothing uses them.
pub(super) enum Keep<'a> {
    /// Components of the document, but those that are only there for the envelope.
    Components {
        /// Those that are only there for the envelope.
        but: &'a BTreeSet<TypeId>,
    },
    /// None.
    UsedOnly,
}

/// Removes types that no operation uses and that are not kept for their own sake, and renumbers the others in place.
pub(super) fn prune(
    types: Vec<Type>,
    operations: &mut [Operation],
    webhooks: &mut [Webhook],
    keep: &Keep<'_>,
) -> Vec<Type> {
    let kept = reached(&types, keep);
    let mut places: Vec<Option<TypeId>> = Vec::with_capacity(types.len());
    let mut next = 0;
    for &is_kept in &kept {
        places.push(is_kept.then_some(TypeId(next)));
        next += u32::from(is_kept);
    }
    let mut pruned: Vec<Type> = types
        .into_iter()
        .zip(&kept)
        .filter(|(_, is_kept)| **is_kept)
        .map(|(ty, _)| ty)
        .collect();
    let mut move_to = |ty: &mut Ty| renumber(ty, &places);
    pruned.iter_mut().flat_map(parts_mut).for_each(&mut move_to);
    operations
        .iter_mut()
        .flat_map(types_mut)
        .for_each(&mut move_to);
    webhooks
        .iter_mut()
        .filter_map(|webhook| webhook.payload.as_mut())
        .for_each(&mut move_to);
    pruned
}

/// For each type, whether it is used, is kept for its own sake, or is held by such a one.
fn reached(types: &[Type], keep: &Keep<'_>) -> Vec<bool> {
    let mut kept = vec![false; types.len()];
    let mut open: Vec<usize> = Vec::new();
    for (index, ty) in types.iter().enumerate() {
        let is_used = ty.usage.request || ty.usage.response;
        let is_kept = match keep {
            Keep::Components { but } => ty.is_component && !but.contains(&TypeId(index as u32)),
            Keep::UsedOnly => false,
        };
        if is_used || is_kept {
            open.push(index);
        }
    }
    while let Some(index) = open.pop() {
        let (Some(ty), Some(is_kept)) = (types.get(index), kept.get_mut(index)) else {
            continue;
        };
        if !std::mem::replace(is_kept, true) {
            for part in parts(ty) {
                named(part, true, &mut |id, _| open.push(id.0 as usize));
            }
        }
    }
    kept
}

fn renumber(ty: &mut Ty, places: &[Option<TypeId>]) {
    named_mut(ty, &mut |id| {
        if let Some(place) = places.get(id.0 as usize).copied().flatten() {
            *id = place;
        }
    });
}

fn parts_mut(ty: &mut Type) -> Vec<&mut Ty> {
    match &mut ty.kind {
        TypeKind::Struct(object) => {
            let additional = match &mut object.additional {
                Additional::Typed(ty) => Some(ty),
                Additional::Any | Additional::None => None,
            };
            object
                .fields
                .iter_mut()
                .map(|field| &mut field.ty)
                .chain(additional)
                .collect()
        }
        TypeKind::Union(union) => union
            .variants
            .iter_mut()
            .map(|variant| &mut variant.ty)
            .collect(),
        TypeKind::Alias(alias) => vec![&mut alias.ty],
        TypeKind::Enum(_) => Vec::new(),
    }
}

fn types_mut(operation: &mut Operation) -> Vec<&mut Ty> {
    let mut types: Vec<&mut Ty> = operation
        .parameters
        .iter_mut()
        .map(|parameter| &mut parameter.ty)
        .collect();
    for content in operation.body.iter_mut().flat_map(|body| &mut body.content) {
        match &mut content.kind {
            BodyKind::Json(ty) | BodyKind::Form(ty, _) => types.push(ty),
            BodyKind::Multipart(fields) => {
                types.extend(fields.iter_mut().filter_map(|field| match &mut field.kind {
                    FormFieldKind::Text(ty)
                    | FormFieldKind::Json(ty)
                    | FormFieldKind::Styled(ty, _) => Some(ty),
                    FormFieldKind::File => None,
                }))
            }
            BodyKind::Text | BodyKind::Bytes => {}
        }
    }
    for case in &mut operation.success.cases {
        types.extend(case.headers.iter_mut().map(|header| &mut header.ty));
        match &mut case.kind {
            SuccessKind::Json(ty) | SuccessKind::Stream(_, ty) => types.push(ty),
            SuccessKind::Empty | SuccessKind::Text | SuccessKind::Bytes => {}
        }
    }
    types.extend(
        operation
            .errors
            .iter_mut()
            .filter_map(|error| error.ty.as_mut()),
    );
    types.extend(
        operation
            .pagination
            .iter_mut()
            .map(|pagination| &mut pagination.item),
    );
    types
}
