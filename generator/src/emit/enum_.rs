//! Enumerations: fixed lists of scalars, open to values that are not in them.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use super::Context;
use super::docs::{self, Doc};
use super::uses::Uses;
use crate::ir::{Enum, EnumVariant, Literal, Type, TypeId};
use crate::names::Ident;

/// Enumerations of more texts than this have an index. Looking through five takes a fifth less than a look into an index
/// (`generator/docs/codec.md`), and each index costs rustc about as much as a function.
const LOOKED_THROUGH: usize = 8;

/// The items of an enumeration.
pub(crate) fn enum_(
    cx: &Context<'_>,
    uses: &Uses,
    id: TypeId,
    whole: &Type,
    enum_: &Enum,
) -> TokenStream {
    let name = &cx.names.ty(id).name;
    let doc = super::type_doc(whole);
    let deprecated = docs::deprecated(whole.deprecated);
    let unrecognized = uses.runtime("Unrecognized");
    let variants = named_variants(cx, id, enum_).map(|(name, variant)| {
        let doc = variant_doc(whole, variant);
        let deprecated = docs::deprecated(variant.deprecated);
        quote! { #doc #deprecated #name, }
    });
    let indexed = (enum_.variants.len() > LOOKED_THROUGH).then(|| quote!(, indexed));
    let (behaviour, traits) = match enum_.is_text() {
        true => (text(cx, id, enum_), quote!(text_enum!(#name #indexed);)),
        false => (scalar(cx, uses, id, enum_), quote!(scalar_enum!(#name);)),
    };
    // The traits of text all go by the text, but for this one.
    let derives = if enum_.is_text() {
        quote!(Clone)
    } else {
        quote!(Clone, Debug, PartialEq)
    };
    quote! {
        #doc
        #deprecated
        #[derive(#derives)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value that this version of the crate does not know.
            Unrecognized(#unrecognized),
        }

        #behaviour

        crate::runtime::#traits
    }
}

fn named_variants<'a>(
    cx: &'a Context<'_>,
    id: TypeId,
    enum_: &'a Enum,
) -> impl Iterator<Item = (&'a Ident, &'a EnumVariant)> {
    cx.names.ty(id).variants.iter().zip(&enum_.variants)
}

fn variant_doc(whole: &Type, variant: &EnumVariant) -> Doc {
    let mut doc = Doc::new(docs::MEMBER);
    let value = match &variant.value {
        Literal::String(text) => docs::text::code_span(text),
        other => docs::literal(other),
    };
    doc.line(&value);
    // The only value of an enumeration has the enumeration's own words.
    if variant.docs.description != whole.docs.description || variant.docs.description.is_none() {
        doc.describe(&variant.docs);
        doc.doubt(&variant.docs);
    }
    doc
}

fn text(cx: &Context<'_>, id: TypeId, enum_: &Enum) -> TokenStream {
    let name = &cx.names.ty(id).name;
    let values = enum_
        .variants
        .iter()
        .map(|variant| variant.value.as_str().unwrap_or_default());
    let variants = &cx.names.ty(id).variants;
    quote! {
        impl #name {
            /// All values that this version of the crate knows.
            pub const VALUES: &'static [Self] = &[#(Self::#variants),*];

            /// The value as it is on the wire.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #values,)*
                    Self::Unrecognized(value) => value.as_str(),
                }
            }
        }
    }
}

fn scalar(cx: &Context<'_>, uses: &Uses, id: TypeId, enum_: &Enum) -> TokenStream {
    let name = &cx.names.ty(id).name;
    let [scalar_enum, scalar, unrecognized] =
        ["ScalarEnum", "Scalar", "Unrecognized"].map(|name| uses.runtime(name));
    let variants = &cx.names.ty(id).variants;
    let parse = named_variants(cx, id, enum_).map(|(name, variant)| {
        match self::value(uses, &variant.value) {
            Value::Pattern(pattern) => quote!(#pattern => Self::#name,),
            Value::Number(number) => {
                quote!(#scalar::Number(number) if number == #number => Self::#name,)
            }
        }
    });
    let values = enum_
        .variants
        .iter()
        .map(|variant| match self::value(uses, &variant.value) {
            Value::Pattern(pattern) => pattern,
            Value::Number(number) => quote!(#scalar::Number(#number)),
        });
    quote! {
        impl #scalar_enum for #name {
            #[inline]
            fn parse(value: #scalar<'_>) -> Option<Self> {
                let value = match value { #(#parse)* _ => return None };
                Some(value)
            }

            #[inline]
            fn value(&self) -> #scalar<'_> {
                match self {
                    #(Self::#variants => #values,)*
                    Self::Unrecognized(value) => value.scalar(),
                }
            }

            #[inline]
            fn unrecognized(value: #unrecognized) -> Self {
                Self::Unrecognized(value)
            }
        }
    }
}

/// A scalar in Rust: most can be patterns, floats cannot.
enum Value {
    Pattern(TokenStream),
    Number(Token),
}

fn value(uses: &Uses, value: &Literal) -> Value {
    scalar_value(uses, value).map_or_else(
        || Value::Number(Token::f64_suffixed(value.as_f64().unwrap_or_default())),
        Value::Pattern,
    )
}

/// A scalar that is no float, as an expression and pattern.
fn scalar_value(uses: &Uses, value: &Literal) -> Option<TokenStream> {
    let scalar = uses.runtime("Scalar");
    match value {
        Literal::String(text) => Some(quote!(#scalar::Text(#text))),
        Literal::Bool(value) => Some(quote!(#scalar::Bool(#value))),
        Literal::Number(number) => {
            let number = Token::i64_unsuffixed(number.as_i64()?);
            Some(quote!(#scalar::Integer(#number)))
        }
        Literal::Null | Literal::Array(_) | Literal::Object(_) => None,
    }
}

/// A scalar as an expression.
pub(crate) fn scalar_expression(uses: &Uses, value: &Literal) -> Option<TokenStream> {
    if let Some(expression) = scalar_value(uses, value) {
        return Some(expression);
    }
    let number = Token::f64_unsuffixed(value.as_f64()?);
    let scalar = uses.runtime("Scalar");
    Some(quote!(#scalar::Number(#number)))
}
