//! How a value to send is put together: a constructor that asks for what must be there, and a setter for the rest.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{self, Doc};
use super::struct_::{self, Construction};
use super::uses::Uses;
use super::{Context, ty};
use crate::ir::{Additional, Field, FieldShape, Struct, TypeId};
use crate::names::Ident;

/// More arguments than this are called too many by clippy.
pub(crate) const MOST_ARGUMENTS: usize = 7;

/// The constructor, `Default` where nothing must be given, and the setters.
pub(crate) fn construction(
    cx: &Context<'_>,
    uses: &Uses,
    id: TypeId,
    struct_: &Struct,
) -> TokenStream {
    let name = &cx.names.ty(id).name;
    let plan = struct_::construction(cx, uses, id, struct_);
    let new = new(cx, uses, id, struct_, &plan);
    let setters = setters(cx, uses, id, struct_, &plan);
    let default = plan.asked.is_empty().then(|| {
        quote! {
            impl Default for #name {
                #[inline]
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    });
    quote! {
        impl #name {
            #new

            #setters
        }

        #default
    }
}

fn new(
    cx: &Context<'_>,
    uses: &Uses,
    id: TypeId,
    struct_: &Struct,
    plan: &Construction<'_>,
) -> TokenStream {
    let extra = uses.runtime("Extra");
    let mut parameters = Vec::new();
    let mut values = Vec::new();
    for (name, field) in struct_::named_fields(cx, id, struct_) {
        if plan.asked.iter().any(|(asked, _)| *asked == name) {
            let (ty, value) = asked(cx, uses, name, field);
            parameters.push(quote!(#name: #ty));
            let is_plain = value.to_string() == name.as_str();
            values.push(if is_plain {
                quote!(#name)
            } else {
                quote!(#name: #value)
            });
        } else if let Some((_, value)) = plan
            .constants
            .iter()
            .find(|(constant, _)| *constant == name)
        {
            values.push(quote!(#name: #value));
        } else {
            let nothing = match field.shape {
                FieldShape::Maybe => {
                    let maybe = uses.runtime("Maybe");
                    quote!(#maybe::Absent)
                }
                _ => quote!(None),
            };
            values.push(quote!(#name: #nothing));
        }
    }
    if matches!(struct_.additional, Additional::Typed(_)) {
        let map = uses.path("std::collections", "BTreeMap");
        values.push(quote!(additional_properties: #map::new()));
    }
    let doc = new_doc(plan);
    let too_many = too_many_arguments(plan.asked.len());
    quote! {
        #doc
        #too_many
        #[inline]
        #[must_use]
        pub fn new(#(#parameters),*) -> Self {
            Self { #(#values,)* extra: #extra::new() }
        }
    }
}

/// What is said of the constructor; several arguments are told apart.
fn new_doc(plan: &Construction<'_>) -> Doc {
    let mut doc = Doc::new(docs::MEMBER);
    doc.line(match plan.asked.len() {
        0 => "One with nothing set but what is always the same.",
        _ => "One with what must be there, and nothing else.",
    });
    if plan.asked.len() < 2 {
        return doc;
    }
    doc.section("Arguments");
    doc.list();
    for (name, field) in &plan.asked {
        let name = docs::text::code_span(name.plain());
        match docs::summary(&field.docs) {
            said if said.is_empty() => doc.item(&name),
            said => doc.item(&format!("{name} - {said}")),
        }
    }
    doc
}

/// The type of an argument of the constructor, and its value as the field's.
pub(crate) fn asked(
    cx: &Context<'_>,
    uses: &Uses,
    name: &Ident,
    field: &Field,
) -> (TokenStream, TokenStream) {
    if field.shape == FieldShape::Nullable {
        let ty = ty::member(cx, uses, &field.ty);
        return (quote!(Option<#ty>), quote!(#name));
    }
    let owned = ty::owned(cx, uses, &field.ty, name);
    (owned.ty, owned.value)
}

/// The attribute that keeps clippy quiet about functions whose arguments the description demands.
pub(crate) fn too_many_arguments(count: usize) -> Option<TokenStream> {
    (count > MOST_ARGUMENTS).then(
        || quote!(#[allow(clippy::too_many_arguments, reason = "the API requires all of them")]),
    )
}

fn setters(
    cx: &Context<'_>,
    uses: &Uses,
    id: TypeId,
    struct_: &Struct,
    plan: &Construction<'_>,
) -> TokenStream {
    settable(cx, id, struct_, plan)
        .map(|(_, name, field, setter)| self::setter(cx, uses, name, field, setter))
        .collect()
}

/// The fields that have a setter: index, name, field and the setter's name.
pub(crate) fn settable<'a>(
    cx: &'a Context<'_>,
    id: TypeId,
    struct_: &'a Struct,
    plan: &'a Construction<'_>,
) -> impl Iterator<Item = (usize, &'a Ident, &'a Field, &'a Ident)> {
    let setters = &cx.names.ty(id).setters;
    let fields = struct_::named_fields(cx, id, struct_).zip(setters);
    let fields = fields.enumerate();
    fields
        .map(|(index, ((name, field), setter))| (index, name, field, setter))
        .filter(|(_, name, field, _)| {
            !field.read_only && plan.asked.iter().all(|(asked, _)| asked != name)
        })
}

/// The type of a setter's argument, and its value as the field's.
pub(crate) fn set(
    cx: &Context<'_>,
    uses: &Uses,
    name: &Ident,
    field: &Field,
) -> (TokenStream, TokenStream) {
    let owned = ty::owned(cx, uses, &field.ty, name);
    match field.shape {
        FieldShape::Required => (owned.ty, owned.value),
        FieldShape::Optional | FieldShape::OptionalNullable | FieldShape::Nullable => {
            let value = owned.value;
            (owned.ty, quote!(Some(#value)))
        }
        FieldShape::Maybe => {
            let maybe = uses.runtime("Maybe");
            let ty = ty::member(cx, uses, &field.ty);
            (quote!(impl Into<#maybe<#ty>>), quote!(#name.into()))
        }
    }
}

fn setter(
    cx: &Context<'_>,
    uses: &Uses,
    name: &Ident,
    field: &Field,
    setter: &Ident,
) -> TokenStream {
    let (ty, value) = set(cx, uses, name, field);
    let doc = format!(" Sets `{}`.", name.plain());
    let deprecated = docs::deprecated(field.deprecated);
    quote! {
        #[doc = #doc]
        #deprecated
        #[inline]
        #[must_use]
        pub fn #setter(mut self, #name: #ty) -> Self {
            self.#name = #value;
            self
        }
    }
}
