//! Aliases: other names for types that need no declaration of their own.

use proc_macro2::TokenStream;
use quote::quote;

use super::uses::Uses;
use super::{Context, docs, ty};
use crate::ir::{Alias, Type, TypeId};

/// Another name for a type that is declared in the same file.
pub(crate) fn shared(cx: &Context<'_>, id: TypeId, declared: TypeId) -> TokenStream {
    let whole = cx.api.ty(id);
    let [name, declared] = [id, declared].map(|id| &cx.names.ty(id).name);
    let mut doc = super::type_doc(whole);
    doc.sentence(&format!(
        "The same as [`{declared}`], as long as the description has them alike."
    ));
    let deprecated = docs::deprecated(whole.deprecated);
    quote! {
        #doc
        #deprecated
        pub type #name = #declared;
    }
}

/// `pub type Name = Ty;`
pub(crate) fn alias(
    cx: &Context<'_>,
    uses: &Uses,
    id: TypeId,
    whole: &Type,
    alias: &Alias,
) -> TokenStream {
    let name = &cx.names.ty(id).name;
    let doc = super::type_doc(whole);
    let deprecated = docs::deprecated(whole.deprecated);
    let ty = ty::ty(cx, uses, &alias.ty);
    quote! {
        #doc
        #deprecated
        pub type #name = #ty;
    }
}
