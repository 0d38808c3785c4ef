//! `From` for the variants of a union: what a caller has at hand becomes the union without naming the variant.

use proc_macro2::TokenStream;
use quote::quote;

use super::named_variants;
use crate::emit::uses::Uses;
use crate::emit::{Context, ty};
use crate::ir::{Ty, Type, TypeId, TypeKind, Union};
use crate::names::Ident;

/// The implementations. Structs of the crate are converted everywhere, because they are taken from one answer to the
/// next call; text, numbers, lists and maps only for unions that are sent.
pub(super) fn conversions(
    cx: &Context<'_>,
    uses: &Uses,
    id: TypeId,
    whole: &Type,
    union: &Union,
) -> TokenStream {
    let name = &cx.names.ty(id).name;
    let sources: Vec<Source> = union
        .variants
        .iter()
        .map(|variant| Source::of(cx, &variant.ty))
        .collect();
    let is_unique = |source: &Source| sources.iter().filter(|other| *other == source).count() == 1;
    let mut conversions = TokenStream::new();
    for ((variant, of), source) in named_variants(cx, id, union).zip(&sources) {
        let is_wanted = match source {
            Source::Struct(held) => *held != id,
            Source::Nothing => false,
            _ => whole.usage.request,
        };
        if is_wanted && is_unique(source) {
            conversions.extend(conversion(cx, uses, name, variant, &of.ty));
        }
    }
    if whole.usage.request {
        conversions.extend(from_text(name, cx, id, union, &sources));
    }
    conversions
}

/// What a variant can be made of, in the end: two variants with the same source have none.
#[derive(Clone, Debug, PartialEq)]
enum Source {
    Struct(TypeId),
    TextEnum(TypeId),
    Text,
    Plain(Ty),
    List(Box<Source>),
    Map(Box<Source>),
    Nothing,
}

impl Source {
    fn of(cx: &Context<'_>, ty: &Ty) -> Self {
        match ty::resolve(cx, ty) {
            Ty::Named(id) | Ty::Boxed(id) => match &cx.api.ty(*id).kind {
                TypeKind::Struct(_) => Self::Struct(*id),
                TypeKind::Enum(of) if of.is_text() => Self::TextEnum(*id),
                _ => Self::Nothing,
            },
            Ty::String | Ty::Binary => Self::Text,
            plain @ (Ty::Bool | Ty::I32 | Ty::I64 | Ty::F64) => Self::Plain(plain.clone()),
            Ty::List(of) => Self::inside(cx, of, Self::List),
            Ty::Map(of) => Self::inside(cx, of, Self::Map),
            _ => Self::Nothing,
        }
    }

    /// A list or map of values; unions among them are made of others themselves.
    fn inside(cx: &Context<'_>, of: &Ty, all: fn(Box<Self>) -> Self) -> Self {
        match (Self::of(cx, of), ty::resolve(cx, of)) {
            (Self::Nothing, Ty::Named(id)) if is_union(cx, *id) => all(Box::new(Self::Struct(*id))),
            (Self::Nothing, _) => Self::Nothing,
            (source, _) => all(Box::new(source)),
        }
    }
}

fn is_union(cx: &Context<'_>, id: TypeId) -> bool {
    matches!(cx.api.ty(id).kind, TypeKind::Union(_))
}

fn conversion(
    cx: &Context<'_>,
    uses: &Uses,
    name: &Ident,
    variant: &Ident,
    of: &Ty,
) -> TokenStream {
    let (source, value) = match of {
        Ty::Boxed(held) => (ty::ty(cx, uses, &Ty::Named(*held)), quote!(Box::new(value))),
        of => (ty::ty(cx, uses, of), quote!(value)),
    };
    quote! {
        impl From<#source> for #name {
            #[inline]
            fn from(value: #source) -> Self {
                Self::#variant(#value)
            }
        }
    }
}

/// From borrowed text, where one variant is text, or else one an enumeration of text; the latter from a `String` too.
fn from_text(
    name: &Ident,
    cx: &Context<'_>,
    id: TypeId,
    union: &Union,
    sources: &[Source],
) -> Option<TokenStream> {
    let only = |wanted: &dyn Fn(&Source) -> bool| {
        let mut found = named_variants(cx, id, union)
            .zip(sources)
            .filter(|(_, source)| wanted(source));
        let ((name, variant), _) = found.next()?;
        (found.next().is_none() && !matches!(variant.ty, Ty::Boxed(_))).then_some(name)
    };
    let from = |source: TokenStream, variant: &Ident| {
        quote! {
            impl From<#source> for #name {
                #[inline]
                fn from(value: #source) -> Self {
                    Self::#variant(value.into())
                }
            }
        }
    };
    if sources.contains(&Source::Text) {
        return only(&|source| *source == Source::Text).map(|variant| from(quote!(&str), variant));
    }
    let variant = only(&|source| matches!(source, Source::TextEnum(_)))?;
    let [borrowed, owned] = [quote!(&str), quote!(String)].map(|text| from(text, variant));
    Some(quote!(#borrowed #owned))
}
