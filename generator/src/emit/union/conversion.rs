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
    let sources = sources(cx, union);
    let mut conversions = TokenStream::new();
    let wanted = wanted(id, whole, &sources);
    for ((variant, of), is_wanted) in named_variants(cx, id, union).zip(wanted) {
        if is_wanted {
            conversions.extend(conversion(cx, uses, name, variant, &of.ty));
        }
    }
    if whole.usage.request {
        conversions.extend(from_text(name, cx, id, union, &sources));
    }
    conversions
}

/// For each variant the types that become it by `From`, as text of the surface.
pub(crate) fn converted(
    cx: &Context<'_>,
    uses: &Uses,
    id: TypeId,
    whole: &Type,
    union: &Union,
) -> Vec<Vec<TokenStream>> {
    let sources = sources(cx, union);
    let text = match whole.usage.request {
        true => text_variant(cx, id, union, &sources),
        false => None,
    };
    let wanted = wanted(id, whole, &sources);
    let all = union.variants.iter().zip(wanted).enumerate();
    let converted = all.map(|(index, (variant, is_wanted))| {
        let mut types = Vec::new();
        if is_wanted {
            types.push(source(cx, uses, &variant.ty));
        }
        match &text {
            Some((of, sources)) if *of == index => types.extend(sources.iter().cloned()),
            _ => {}
        }
        types
    });
    converted.collect()
}

fn sources(cx: &Context<'_>, union: &Union) -> Vec<Source> {
    let variants = union.variants.iter();
    variants
        .map(|variant| Source::of(cx, &variant.ty))
        .collect()
}

/// Which variants are made of a value of their own type.
fn wanted(id: TypeId, whole: &Type, sources: &[Source]) -> Vec<bool> {
    let is_unique = |source: &Source| sources.iter().filter(|other| *other == source).count() == 1;
    let is_wanted = |source: &Source| match source {
        Source::Struct(held) => *held != id,
        Source::Nothing => false,
        _ => whole.usage.request,
    };
    sources
        .iter()
        .map(|source| is_wanted(source) && is_unique(source))
        .collect()
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
            Ty::Named(id) | Ty::Boxed(id) => match cx.api.kind(*id) {
                TypeKind::Struct(_) => Self::Struct(cx.api.declaring(*id)),
                TypeKind::Enum(of) if of.is_text() => Self::TextEnum(cx.api.declaring(*id)),
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
    matches!(cx.api.kind(id), TypeKind::Union(_))
}

fn conversion(
    cx: &Context<'_>,
    uses: &Uses,
    name: &Ident,
    variant: &Ident,
    of: &Ty,
) -> TokenStream {
    let source = source(cx, uses, of);
    let value = match of {
        Ty::Boxed(_) => quote!(Box::new(value)),
        _ => quote!(value),
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

/// The type that a variant of this type is made of.
fn source(cx: &Context<'_>, uses: &Uses, of: &Ty) -> TokenStream {
    match of {
        Ty::Boxed(held) => ty::ty(cx, uses, &Ty::Named(*held)),
        of => ty::ty(cx, uses, of),
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
    let (index, texts) = text_variant(cx, id, union, sources)?;
    let (variant, _) = named_variants(cx, id, union).nth(index)?;
    let implementations = texts.iter().map(|source| {
        quote! {
            impl From<#source> for #name {
                #[inline]
                fn from(value: #source) -> Self {
                    Self::#variant(value.into())
                }
            }
        }
    });
    Some(quote!(#(#implementations)*))
}

/// The variant that text becomes, by its index, and the types of text that do.
fn text_variant(
    cx: &Context<'_>,
    id: TypeId,
    union: &Union,
    sources: &[Source],
) -> Option<(usize, Vec<TokenStream>)> {
    let only = |wanted: &dyn Fn(&Source) -> bool| {
        let mut found = named_variants(cx, id, union)
            .zip(sources)
            .enumerate()
            .filter(|(_, (_, source))| wanted(source));
        let (index, ((_, variant), _)) = found.next()?;
        (found.next().is_none() && !matches!(variant.ty, Ty::Boxed(_))).then_some(index)
    };
    if sources.contains(&Source::Text) {
        let index = only(&|source| *source == Source::Text)?;
        return Some((index, vec![quote!(&str)]));
    }
    let index = only(&|source| matches!(source, Source::TextEnum(_)))?;
    Some((index, vec![quote!(&str), quote!(String)]))
}
