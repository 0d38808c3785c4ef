//! Constants of the description as Rust expressions.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use super::uses::Uses;
use super::{Context, ty};
use crate::ir::{Literal, Ty, TypeId, TypeKind};

/// The literal as a value of the type; `None` where the type has no such value that could be written down.
pub(crate) fn constant(
    cx: &Context<'_>,
    uses: &Uses,
    whole: &Ty,
    value: &Literal,
) -> Option<TokenStream> {
    match (ty::resolve(cx, whole), value) {
        (Ty::String, Literal::String(text)) => Some(quote!(#text.to_owned())),
        (Ty::Bool, Literal::Bool(value)) => Some(quote!(#value)),
        (Ty::I32, Literal::Number(number)) => {
            let number = Token::i32_unsuffixed(i32::try_from(number.as_i64()?).ok()?);
            Some(quote!(#number))
        }
        (Ty::I64, Literal::Number(number)) => {
            let number = Token::i64_unsuffixed(number.as_i64()?);
            Some(quote!(#number))
        }
        (Ty::Named(id), value) => variant(cx, uses, *id, value),
        _ => None,
    }
}

fn variant(cx: &Context<'_>, uses: &Uses, id: TypeId, value: &Literal) -> Option<TokenStream> {
    let TypeKind::Enum(enum_) = cx.api.kind(id) else {
        return None;
    };
    let index = enum_
        .variants
        .iter()
        .position(|variant| variant.value == *value)?;
    let name = uses.model(&cx.names.ty(id).name);
    let variant = cx.names.ty(cx.api.declaring(id)).variants.get(index)?;
    Some(quote!(#name::#variant))
}
