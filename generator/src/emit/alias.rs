//! Aliases: other names for types that need no declaration of their own.

use proc_macro2::TokenStream;
use quote::quote;

use super::uses::Uses;
use super::{Context, docs, ty};
use crate::ir::{Alias, Type, TypeId};

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
