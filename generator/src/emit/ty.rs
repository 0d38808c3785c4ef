//! Types where they are used: as Rust, as arguments of functions, and how their values are coded.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::Context;
use super::uses::Uses;
use crate::ir::{Ty, TypeId, TypeKind};

/// Aliases of aliases are followed no further than this; `lower` lets none be longer.
const LONGEST_CHAIN: usize = 32;
/// No type is looked into deeper than this.
const DEEPEST: usize = 64;

/// Where a type stands, which decides how integers that the wire has as text are told apart from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// A member of a struct, whose table of members tells, or an argument that is text on the wire anyway: `i64`.
    Member,
    /// Anywhere else the type itself must tell: `AsText<i64>`.
    Alone,
}

/// The type as Rust writes it where it stands alone.
pub(crate) fn ty(cx: &Context<'_>, uses: &Uses, ty: &Ty) -> TokenStream {
    standing(cx, uses, ty, Standing::Alone)
}

/// The type as Rust writes it for a member of a struct.
pub(crate) fn member(cx: &Context<'_>, uses: &Uses, ty: &Ty) -> TokenStream {
    standing(cx, uses, ty, Standing::Member)
}

fn standing(cx: &Context<'_>, uses: &Uses, ty: &Ty, at: Standing) -> TokenStream {
    let item = |item: &Ty| standing(cx, uses, item, at);
    let text = |integer: TokenStream| match at {
        Standing::Member => integer,
        Standing::Alone => {
            let as_text = uses.runtime("AsText");
            quote!(#as_text<#integer>)
        }
    };
    match ty {
        Ty::Named(id) => named(cx, uses, *id),
        Ty::Boxed(id) => {
            let name = named(cx, uses, *id);
            quote!(Box<#name>)
        }
        Ty::Null => quote!(()),
        Ty::Bool => quote!(bool),
        Ty::I32 => quote!(i32),
        Ty::I64 => quote!(i64),
        Ty::U32 => quote!(u32),
        Ty::U64 => quote!(u64),
        Ty::I64Text => text(quote!(i64)),
        Ty::U64Text => text(quote!(u64)),
        Ty::F64 => quote!(f64),
        // A file inside JSON is text that nobody has said how to read.
        Ty::String | Ty::Binary => quote!(String),
        Ty::Any => uses.runtime("Value").into_token_stream(),
        Ty::Number => uses.runtime("Number").into_token_stream(),
        Ty::DateTime => uses.runtime("Timestamp").into_token_stream(),
        Ty::Rust(of) => super::formats::ty(of),
        Ty::Date => uses.runtime("Date").into_token_stream(),
        Ty::Uuid => uses.path("uuid", "Uuid").into_token_stream(),
        Ty::Base64 => uses.runtime("Base64").into_token_stream(),
        Ty::Secret => uses.runtime("Secret").into_token_stream(),
        Ty::Ipv4 => uses.path("std::net", "Ipv4Addr").into_token_stream(),
        Ty::Ipv6 => uses.path("std::net", "Ipv6Addr").into_token_stream(),
        Ty::List(of) => {
            let of = item(of);
            quote!(Vec<#of>)
        }
        Ty::Map(of) => {
            let map = uses.path("std::collections", "BTreeMap");
            let of = item(of);
            quote!(#map<String, #of>)
        }
        Ty::Nullable(of) => {
            let of = item(of);
            quote!(Option<#of>)
        }
        Ty::Tuple(parts) => {
            let parts = parts.iter().map(item);
            quote!((#(#parts,)*))
        }
    }
}

fn named(cx: &Context<'_>, uses: &Uses, id: TypeId) -> TokenStream {
    uses.model(&cx.names.ty(id).name)
}

/// What an alias stands for in the end; any other type as it is.
pub(crate) fn resolve<'a>(cx: &Context<'a>, ty: &'a Ty) -> &'a Ty {
    let mut at = ty;
    for _ in 0..LONGEST_CHAIN {
        let Ty::Named(id) = at else { break };
        let TypeKind::Alias(alias) = &cx.api.ty(*id).kind else {
            break;
        };
        at = &alias.ty;
    }
    at
}

/// Whether the wire has a 64-bit integer in this type as text. An alias tells for itself.
pub(crate) fn is_text_coded(ty: &Ty) -> bool {
    contains(ty, &|ty| matches!(ty, Ty::I64Text | Ty::U64Text))
}

/// Whether the type is or holds such a type; types of the crate are not looked into.
pub(crate) fn contains(ty: &Ty, wanted: &dyn Fn(&Ty) -> bool) -> bool {
    fn looks(ty: &Ty, wanted: &dyn Fn(&Ty) -> bool, depth: usize) -> bool {
        match ty {
            _ if depth > DEEPEST => false,
            _ if wanted(ty) => true,
            Ty::List(of) | Ty::Map(of) | Ty::Nullable(of) => looks(of, wanted, depth + 1),
            Ty::Tuple(parts) => parts.iter().any(|part| looks(part, wanted, depth + 1)),
            _ => false,
        }
    }
    looks(ty, wanted, 0)
}

/// A value handed to a function that sends it.
pub(crate) struct Argument {
    /// The type of the parameter.
    pub(crate) ty: TokenStream,
    /// Whether the parameter is a reference to what can be sent.
    pub(crate) is_reference: bool,
}

/// How a value of the type is handed over to be sent: small ones by value, text and lists borrowed, others by reference.
pub(crate) fn argument(cx: &Context<'_>, uses: &Uses, whole: &Ty, at: Standing) -> Argument {
    let by_reference = |ty: TokenStream| Argument {
        ty: quote!(&#ty),
        is_reference: true,
    };
    match resolve(cx, whole) {
        Ty::String | Ty::Binary => by_reference(quote!(str)),
        Ty::List(of) => {
            let of = standing(cx, uses, of, at);
            // What is sent must have a size, so a slice is handed on by reference once more.
            Argument {
                ty: quote!(&[#of]),
                is_reference: false,
            }
        }
        Ty::Boxed(id) => by_reference(named(cx, uses, *id)),
        resolved if is_small(resolved) => Argument {
            ty: standing(cx, uses, whole, at),
            is_reference: false,
        },
        _ => by_reference(standing(cx, uses, whole, at)),
    }
}

fn is_small(ty: &Ty) -> bool {
    matches!(
        ty,
        Ty::Null
            | Ty::Bool
            | Ty::I32
            | Ty::I64
            | Ty::I64Text
            | Ty::U32
            | Ty::U64
            | Ty::U64Text
            | Ty::F64
            | Ty::DateTime
            | Ty::Date
            | Ty::Uuid
            | Ty::Ipv4
            | Ty::Ipv6
    )
}

/// A value handed to a constructor or setter, which keeps it.
pub(crate) struct Owned {
    /// The type of the parameter.
    pub(crate) ty: TokenStream,
    /// The parameter's value as the field's type.
    pub(crate) value: TokenStream,
}

/// How a value of the type is handed over to be kept: as anything that becomes it, where there is such; boxes unboxed.
pub(crate) fn owned(
    cx: &Context<'_>,
    uses: &Uses,
    whole: &Ty,
    name: &crate::names::Ident,
) -> Owned {
    match resolve(cx, whole) {
        Ty::String | Ty::Binary => Owned {
            ty: quote!(impl Into<String>),
            value: quote!(#name.into()),
        },
        Ty::Named(id) if is_made_of_others(cx, *id) => {
            let ty = member(cx, uses, whole);
            Owned {
                ty: quote!(impl Into<#ty>),
                value: quote!(#name.into()),
            }
        }
        Ty::Boxed(id) => Owned {
            ty: named(cx, uses, *id),
            value: quote!(Box::new(#name)),
        },
        _ => Owned {
            ty: member(cx, uses, whole),
            value: quote!(#name),
        },
    }
}

/// Whether values of a type are mostly made of others, by `From`: unions of their variants, enumerations of text.
fn is_made_of_others(cx: &Context<'_>, id: TypeId) -> bool {
    match cx.api.kind(id) {
        TypeKind::Union(_) => true,
        TypeKind::Enum(of) => of.is_text(),
        TypeKind::Struct(_) | TypeKind::Alias(_) => false,
    }
}

/// All types of the crate that the type names, in order.
pub(crate) fn named_in(ty: &Ty, found: &mut Vec<TypeId>) {
    fn walk(ty: &Ty, found: &mut Vec<TypeId>, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        match ty {
            Ty::Named(id) | Ty::Boxed(id) => found.push(*id),
            Ty::List(of) | Ty::Map(of) | Ty::Nullable(of) => walk(of, found, depth + 1),
            Ty::Tuple(parts) => parts.iter().for_each(|part| walk(part, found, depth + 1)),
            _ => {}
        }
    }
    walk(ty, found, 0);
}

/// Whether a file that names the type names something deprecated: the type, or one that it is an alias of, for arguments
/// are written without the aliases of lists.
pub(crate) fn is_deprecated(cx: &Context<'_>, id: TypeId) -> bool {
    let mut open = vec![id];
    let mut seen = HashSet::new();
    while let Some(id) = open.pop() {
        let ty = cx.api.ty(id);
        if ty.deprecated {
            return true;
        }
        match &ty.kind {
            TypeKind::Alias(of) if seen.insert(id) => named_in(&of.ty, &mut open),
            _ => {}
        }
    }
    false
}
