//! Unions: one of several types, told apart by a property or by what can be seen of a value.

pub(crate) mod conversion;

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use super::docs::{self, Doc};
use super::uses::{Uses, ident};
use super::{Context, ty};
use super::{enum_, struct_};
use crate::ir::{
    Field, FieldShape, JsonKinds, Struct, Ty, Type, TypeId, TypeKind, Union, UnionVariant,
};
use crate::names::Ident;

/// The items of a union.
pub(crate) fn union(
    cx: &Context<'_>,
    uses: &Uses,
    id: TypeId,
    whole: &Type,
    union: &Union,
) -> TokenStream {
    let name = &cx.names.ty(id).name;
    let doc = super::type_doc(whole);
    let deprecated = docs::deprecated(whole.deprecated);
    let value = uses.runtime("Value");
    let variants = named_variants(cx, id, union).map(|(name, variant)| {
        let doc = variant_doc(name, variant);
        let ty = ty::ty(cx, uses, &variant.ty);
        quote! { #doc #name(#ty), }
    });
    let behaviour = behaviour(cx, uses, id, union);
    let conversions = conversion::conversions(cx, uses, id, whole, union);
    let boxed = struct_::boxed(cx, id, false);
    quote! {
        #doc
        #deprecated
        #[derive(Clone)]
        #[allow(clippy::large_enum_variant, reason = "the API has it so")]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value that is none of these: kept, and written again.
            Unrecognized(#value),
        }

        #behaviour

        #conversions

        crate::runtime::union!(#name);
        #boxed
    }
}

fn named_variants<'a>(
    cx: &'a Context<'_>,
    id: TypeId,
    union: &'a Union,
) -> impl Iterator<Item = (&'a Ident, &'a UnionVariant)> {
    cx.names.ty(id).variants.iter().zip(&union.variants)
}

fn variant_doc(name: &Ident, variant: &UnionVariant) -> Doc {
    let mut doc = Doc::new(docs::MEMBER);
    doc.describe(&variant.docs);
    if doc.is_empty() {
        let said = variant.name.join(" ");
        let said = docs::text::line(&said);
        let said = if said.is_empty() {
            name.plain().to_owned()
        } else {
            said
        };
        doc.line(&docs::text::code_span(&said));
    }
    doc.doubt(&variant.docs);
    doc
}

fn behaviour(cx: &Context<'_>, uses: &Uses, id: TypeId, union: &Union) -> TokenStream {
    let name = &cx.names.ty(id).name;
    let [encode, failed, reader, trait_] =
        ["Encode", "Failed", "Reader", "Union"].map(|name| uses.runtime(name));
    let told_apart = union.discriminator.as_ref().map(|told| {
        let discriminator = uses.runtime("Discriminator");
        let property = &told.property;
        let mapping = told.mapping.iter().map(|(value, index)| {
            let index = Token::usize_unsuffixed(*index);
            quote!((#value, #index))
        });
        quote! {
            const DISCRIMINATOR: Option<#discriminator> =
                Some(#discriminator { property: #property, mapping: &[#(#mapping),*] });
        }
    });
    let shapes = (!union.is_told_by_discriminator()).then(|| {
        let shape = uses.runtime("Shape");
        let among_others = !kinds_tell_apart(union);
        let variants = union.variants.iter();
        let shapes = variants.map(|variant| self::shape(cx, uses, variant, among_others));
        quote!(const SHAPES: &'static [#shape] = &[#(#shapes),*];)
    });
    let variants = &cx.names.ty(id).variants;
    let reads = variants.iter().enumerate().map(|(index, name)| {
        let index = Token::usize_unsuffixed(index);
        quote!(#index => from.value().map(Self::#name),)
    });
    quote! {
        impl #trait_ for #name {
            #told_apart
            #shapes

            #[inline]
            fn read(variant: usize, from: &mut #reader<'_>) -> Result<Self, #failed> {
                match variant {
                    #(#reads)*
                    _ => from.value().map(Self::Unrecognized),
                }
            }

            #[inline]
            fn value(&self) -> &dyn #encode {
                match self {
                    #(Self::#variants(value) => value,)*
                    Self::Unrecognized(value) => value,
                }
            }
        }
    }
}

fn kinds_tell_apart(union: &Union) -> bool {
    let mut seen = JsonKinds::default();
    union.variants.iter().all(|variant| {
        let kinds = variant.shape.kinds;
        let is_new = !seen.overlaps(kinds);
        seen = seen.or(kinds);
        is_new
    })
}

/// What values of a variant look like: their kind and what they must be; their members only where `among_others` of the kind.
fn shape(cx: &Context<'_>, uses: &Uses, variant: &UnionVariant, among_others: bool) -> TokenStream {
    let shape = &variant.shape;
    let members = among_others.then(|| members(cx, uses, variant)).flatten();
    let constants = (!shape.constants.is_empty()).then(|| {
        let constants = shape.constants.iter().map(|(member, values)| {
            let values = values
                .iter()
                .filter_map(|value| enum_::scalar_expression(uses, value));
            quote!((#member, &[#(#values),*]))
        });
        quote!(constants: &[#(#constants),*],)
    });
    let kinds = shape_of_kinds(uses, shape.kinds);
    if members.is_none() && constants.is_none() {
        return kinds;
    }
    let name = uses.runtime("Shape");
    quote!(#name { #members #constants ..#kinds })
}

fn members(cx: &Context<'_>, uses: &Uses, variant: &UnionVariant) -> Option<TokenStream> {
    if let Some((id, of)) = model(cx, variant) {
        uses.runtime(struct_::trait_of(of));
        let model = ty::ty(cx, uses, &Ty::Named(id));
        return Some(quote!(members: #model::MEMBERS,));
    }
    let list = |field: &str, names: &[String]| {
        let field = ident(field);
        (!names.is_empty()).then(|| quote!(#field: &[#(#names),*],))
    };
    let required = list("required", &variant.shape.required);
    let known = list("known", &variant.shape.known);
    (required.is_some() || known.is_some()).then(|| quote!(#required #known))
}

/// The model that the variant holds, where the model's members say all that is to be seen of a value.
fn model<'a>(cx: &'a Context<'_>, variant: &UnionVariant) -> Option<(TypeId, &'a Struct)> {
    let (Ty::Named(id) | Ty::Boxed(id)) = &variant.ty else {
        return None;
    };
    let TypeKind::Struct(of) = cx.api.kind(*id) else {
        return None;
    };
    let is_required =
        |field: &&Field| matches!(field.shape, FieldShape::Required | FieldShape::Nullable);
    let required = of.fields.iter().filter(is_required);
    let is_told = !of.fields.is_empty()
        && of
            .fields
            .iter()
            .map(|field| &field.name)
            .eq(&variant.shape.known)
        && required
            .map(|field| &field.name)
            .eq(&variant.shape.required);
    is_told.then_some((*id, of))
}

fn shape_of_kinds(uses: &Uses, kinds: JsonKinds) -> TokenStream {
    let shape = uses.runtime("Shape");
    let known = [
        (kinds.null, "NULL"),
        (kinds.boolean, "BOOLEAN"),
        (kinds.integer && !kinds.number, "INTEGER"),
        (kinds.number, "NUMBER"),
        (kinds.string, "STRING"),
        (kinds.array, "ARRAY"),
        (kinds.object, "OBJECT"),
    ];
    let set = known.iter().filter(|(is_in, _)| *is_in);
    let set: Vec<_> = set.map(|(_, kind)| ident(kind)).collect();
    // Integers are numbers.
    let all = known.len() - 1;
    match set.as_slice() {
        [] => {
            let name = uses.runtime("Kinds");
            quote!(#shape::of(#name::NONE))
        }
        [kind] => quote!(#shape::#kind),
        set if kinds.number && set.len() == all => quote!(#shape::ANY),
        [first, others @ ..] => {
            let name = uses.runtime("Kinds");
            quote!(#shape::of(#name::#first #(.or(#name::#others))*))
        }
    }
}
