//! Cargo features: in a large crate each group of operations has one, and so have the models that only some groups use.
//!
//! In: the IR. Out: for each group its feature, for each type the features that need it. A type that all groups need is
//! always there; component schemas that no operation and no webhook needs have a feature of their own.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::ty;
use crate::ir::{
    Additional, Api, BodyKind, FormFieldKind, Operation, SuccessKind, Ty, Type, TypeId, TypeKind,
};
use crate::names::Names;

/// Documents with fewer operations than this compile fast enough as a whole.
const LARGE: usize = 100;
/// The feature of what only webhooks use.
pub(crate) const WEBHOOKS: &str = "webhooks";
/// The feature of the component schemas that nothing uses.
const COMPONENTS: &str = "components";

/// Which parts of the crate stand behind which features.
#[derive(Debug, Default)]
pub struct Features {
    /// All features of groups, in order; none in a small crate.
    names: Vec<String>,
    /// For each type the features that need it; empty where it is always there.
    types: Vec<Vec<usize>>,
}

impl Features {
    /// The features of groups, in order; none in a small crate.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// `#[cfg(feature = ..)]` for the group with this feature, if it has one.
    pub(crate) fn of_group(&self, feature: &str) -> Option<TokenStream> {
        self.names
            .iter()
            .any(|known| known == feature)
            .then(|| quote!(#[cfg(feature = #feature)]))
    }

    /// Notes that a feature, which a group may have already, needs some types and all that they hold.
    fn add(&mut self, api: &Api, name: &str, roots: &[TypeId]) {
        let known = self.names.iter().position(|feature| feature == name);
        let feature = known.unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        });
        for id in reached(api, roots) {
            if let Some(needed_by) = self.types.get_mut(id.0 as usize)
                && let Err(place) = needed_by.binary_search(&feature)
            {
                needed_by.insert(place, feature);
            }
        }
    }

    /// The features that need the type, in order; none where it is always there.
    pub(crate) fn needing(&self, id: TypeId) -> Vec<&str> {
        let needed_by = self.types.get(id.0 as usize).into_iter().flatten();
        let names = needed_by.filter_map(|index| self.names.get(*index));
        names.map(|name| &**name).collect()
    }
}

pub(super) fn plan(api: &Api, names: &Names) -> Features {
    if api.operations.len() < LARGE || api.groups.len() < 2 {
        return Features::default();
    }
    let mut features = Features {
        names: Vec::new(),
        types: vec![Vec::new(); api.types.len()],
    };
    for (index, group) in api.groups.iter().enumerate() {
        let operations = group.operations.iter().map(|id| api.operation(*id));
        let roots: Vec<TypeId> = operations.flat_map(named_by_operation).collect();
        features.add(api, &names.group(index).feature, &roots);
    }
    if !api.webhooks.is_empty() {
        let mut named = Vec::new();
        for payload in api
            .webhooks
            .iter()
            .filter_map(|webhook| webhook.payload.as_ref())
        {
            ty::named_in(payload, &mut named);
        }
        features.add(api, WEBHOOKS, &named);
    }
    let unused = super::type_ids(api).zip(&features.types);
    let unused: Vec<TypeId> = unused
        .filter(|(_, needed_by)| needed_by.is_empty())
        .map(|(id, _)| id)
        .collect();
    if !unused.is_empty() {
        features.add(api, COMPONENTS, &unused);
    }
    for needed_by in &mut features.types {
        if needed_by.len() == features.names.len() {
            needed_by.clear();
        }
    }
    features
}

/// The types reached from some, those included.
fn reached(api: &Api, roots: &[TypeId]) -> BTreeSet<TypeId> {
    let mut reached = BTreeSet::new();
    let mut open = roots.to_vec();
    while let Some(id) = open.pop() {
        if reached.insert(id) {
            open.extend(named_by(api.ty(id)));
        }
    }
    reached
}

/// The types that a type's declaration names.
pub(crate) fn named_by(ty: &Type) -> Vec<TypeId> {
    let mut named = Vec::new();
    let mut add = |ty: &Ty| ty::named_in(ty, &mut named);
    match &ty.kind {
        TypeKind::Struct(of) => {
            of.fields.iter().for_each(|field| add(&field.ty));
            if let Additional::Typed(of) = &of.additional {
                add(of);
            }
        }
        TypeKind::Union(of) => of.variants.iter().for_each(|variant| add(&variant.ty)),
        TypeKind::Alias(of) => add(&of.ty),
        TypeKind::Enum(_) => {}
    }
    named
}

/// The types that an operation names.
pub(crate) fn named_by_operation(operation: &Operation) -> Vec<TypeId> {
    let mut named = Vec::new();
    let mut add = |ty: &Ty| ty::named_in(ty, &mut named);
    operation
        .parameters
        .iter()
        .for_each(|parameter| add(&parameter.ty));
    for content in operation.body.iter().flat_map(|body| &body.content) {
        match &content.kind {
            BodyKind::Json(ty) | BodyKind::Form(ty, _) => add(ty),
            BodyKind::Multipart(fields) => {
                for field in fields {
                    if let FormFieldKind::Text(ty)
                    | FormFieldKind::Json(ty)
                    | FormFieldKind::Styled(ty, _) = &field.kind
                    {
                        add(ty);
                    }
                }
            }
            BodyKind::Text | BodyKind::Bytes => {}
        }
    }
    for case in &operation.success.cases {
        if let SuccessKind::Json(ty) | SuccessKind::Stream(_, ty) = &case.kind {
            add(ty);
        }
        case.headers.iter().for_each(|header| add(&header.ty));
    }
    operation
        .errors
        .iter()
        .filter_map(|error| error.ty.as_ref())
        .for_each(&mut add);
    if let Some(pagination) = &operation.pagination {
        add(&pagination.item);
    }
    named
}

/// Whether any type of the API is a UUID, for which the crate then needs another one.
pub(crate) fn has_uuid(api: &Api) -> bool {
    has(api, &|ty| matches!(ty, Ty::Uuid))
}

/// Whether the API has such a type in any place.
pub(crate) fn has(api: &Api, wanted: &dyn Fn(&Ty) -> bool) -> bool {
    let is = |ty: &Ty| ty::contains(ty, wanted);
    let in_types = api.types.iter().any(|ty| match &ty.kind {
        TypeKind::Struct(of) => {
            let additional = matches!(&of.additional, Additional::Typed(ty) if is(ty));
            additional || of.fields.iter().any(|field| is(&field.ty))
        }
        TypeKind::Union(of) => of.variants.iter().any(|variant| is(&variant.ty)),
        TypeKind::Alias(of) => is(&of.ty),
        TypeKind::Enum(_) => false,
    });
    let in_body = |kind: &BodyKind| {
        match kind {
        BodyKind::Json(ty) | BodyKind::Form(ty, _) => is(ty),
        BodyKind::Multipart(fields) => fields.iter().any(|field| {
            matches!(&field.kind, FormFieldKind::Text(ty) | FormFieldKind::Json(ty) | FormFieldKind::Styled(ty, _) if is(ty))
        }),
        BodyKind::Text | BodyKind::Bytes => false,
    }
    };
    let in_success = |kind: &SuccessKind| matches!(kind, SuccessKind::Json(ty) | SuccessKind::Stream(_, ty) if is(ty));
    let in_operations = api.operations.iter().any(|operation| {
        let mut bodies = operation.body.iter().flat_map(|body| &body.content);
        let pagination = operation.pagination.as_ref();
        operation
            .parameters
            .iter()
            .any(|parameter| is(&parameter.ty))
            || bodies.any(|content| in_body(&content.kind))
            || operation
                .success
                .cases
                .iter()
                .any(|case| in_success(&case.kind))
            || pagination.is_some_and(|pagination| is(&pagination.item))
    });
    let mut payloads = api
        .webhooks
        .iter()
        .filter_map(|webhook| webhook.payload.as_ref());
    in_types || in_operations || payloads.any(is)
}
