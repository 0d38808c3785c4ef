//! Structs: the type, how its members are read and written, and how a value to send is put together.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use super::docs::{self, Doc};
use super::uses::{Uses, ident};
use super::{Context, constant, setters, ty};
use crate::ir::{
    Additional, Constraint, Field, FieldShape, RustType, Struct, Ty, Type, TypeId, TypeKind,
};
use crate::names::Ident;

/// The items of a struct.
pub(crate) fn struct_(
    cx: &Context<'_>,
    uses: &Uses,
    id: TypeId,
    whole: &Type,
    struct_: &Struct,
) -> TokenStream {
    let name = &cx.names.ty(id).name;
    let doc = super::type_doc(whole);
    let deprecated = docs::deprecated(whole.deprecated);
    let fields = fields(cx, uses, id, struct_);
    let model = model(cx, uses, id, whole, struct_);
    let construction = whole
        .usage
        .request
        .then(|| setters::construction(cx, uses, id, struct_));
    quote! {
        #doc
        #deprecated
        #[derive(Clone)]
        #[non_exhaustive]
        pub struct #name {
            #fields
        }

        #construction

        #model
    }
}

/// The fields of a struct with their names, in order.
pub(crate) fn named_fields<'a>(
    cx: &'a Context<'_>,
    id: TypeId,
    struct_: &'a Struct,
) -> impl Iterator<Item = (&'a Ident, &'a Field)> {
    cx.names.ty(id).fields.iter().zip(&struct_.fields)
}

/// The type of a field, absence and `null` counted.
pub(crate) fn field_ty(cx: &Context<'_>, uses: &Uses, field: &Field) -> TokenStream {
    let ty = ty::member(cx, uses, &field.ty);
    match field.shape {
        FieldShape::Required => ty,
        FieldShape::Nullable | FieldShape::Optional | FieldShape::OptionalNullable => {
            quote!(Option<#ty>)
        }
        FieldShape::Maybe => {
            let maybe = uses.runtime("Maybe");
            quote!(#maybe<#ty>)
        }
    }
}

fn fields(cx: &Context<'_>, uses: &Uses, id: TypeId, struct_: &Struct) -> TokenStream {
    let extra = uses.runtime("Extra");
    let mut fields = TokenStream::new();
    for (name, field) in named_fields(cx, id, struct_) {
        let doc = field_doc(field);
        let deprecated = docs::deprecated(field.deprecated);
        let ty = field_ty(cx, uses, field);
        fields.extend(quote! { #doc #deprecated pub #name: #ty, });
    }
    if let Additional::Typed(of) = &struct_.additional {
        let map = uses.path("std::collections", "BTreeMap");
        let of = ty::member(cx, uses, of);
        fields.extend(quote! {
            /// All other members, by name.
            pub additional_properties: #map<String, #of>,
        });
    }
    fields.extend(quote! {
        /// Members that this version of the crate does not know, or whose value did not fit.
        pub extra: #extra,
    });
    fields
}

/// What is said of a field: the description, then what its schema demands and promises.
pub(crate) fn field_doc(field: &Field) -> Doc {
    let mut doc = Doc::new(docs::MEMBER);
    doc.describe(&field.docs);
    if doc.is_empty() {
        doc.line(&docs::text::code_span(&field.name));
    }
    let mut facts = Vec::new();
    if let Some(constant) = &field.constant {
        facts.push(format!("Always {}.", docs::literal(constant)));
    }
    if let Some(default) = field.default.as_ref().filter(|default| !default.is_null()) {
        facts.push(format!("Default: {}.", docs::literal(default)));
    }
    facts.extend(docs::constraints(&field.constraints));
    if field.read_only {
        facts.push("Only in responses.".to_owned());
    }
    if field.write_only {
        facts.push("Only in requests.".to_owned());
    }
    if !facts.is_empty() {
        doc.sentence(&facts.join(" "));
    }
    doc.example(&field.docs);
    doc.doubt(&field.docs);
    doc
}

fn model(cx: &Context<'_>, uses: &Uses, id: TypeId, whole: &Type, struct_: &Struct) -> TokenStream {
    let name = &cx.names.ty(id).name;
    let [encode, member, model] =
        ["Encode", "Member", trait_of(struct_)].map(|name| uses.runtime(name));
    let members = members(uses, struct_);
    let constraints = whole
        .usage
        .request
        .then(|| constraints(uses, struct_))
        .flatten();
    let names = &cx.names.ty(id).fields;
    let entries = matches!(struct_.additional, Additional::Typed(_));
    let all = names.iter().map(quote::ToTokens::to_token_stream);
    let all = all.chain(entries.then(|| quote!(additional_properties)));
    let arms = all.enumerate().map(|(index, field)| {
        let index = Token::usize_unsuffixed(index);
        quote!(#index => &self.#field,)
    });
    let arms: Vec<TokenStream> = arms.collect();
    let reading = reading(cx, uses, id, struct_);
    let (index, shown) = if arms.is_empty() {
        (quote!(_), quote!(&self.extra))
    } else {
        (
            quote!(index),
            quote!(match index { #(#arms)* _ => &self.extra }),
        )
    };
    let macro_ = ident(if struct_.cannot_be_made_up {
        "try_model"
    } else {
        "model"
    });
    let boxed = boxed(cx, id, struct_.cannot_be_made_up);
    quote! {
        impl #model for #name {
            const MEMBERS: &'static [#member] = &[#members];
            #constraints

            #[inline]
            fn member(&self, #index: usize) -> &dyn #encode {
                #shown
            }

            #reading
        }

        crate::runtime::#macro_!(#name);
        #boxed
    }
}

/// The trait of the runtime that the struct has.
pub(super) fn trait_of(struct_: &Struct) -> &'static str {
    if struct_.cannot_be_made_up {
        "TryModel"
    } else {
        "Model"
    }
}

/// What lets a type that stands in a box be read and written there.
pub(super) fn boxed(cx: &Context<'_>, id: TypeId, cannot_be_made_up: bool) -> Option<TokenStream> {
    let name = &cx.names.ty(id).name;
    let how = cannot_be_made_up.then(|| quote!(, try));
    cx.api
        .ty(id)
        .is_boxed
        .then(|| quote!(crate::runtime::boxed!(#name #how);))
}

/// How the fields are read.
fn reading(cx: &Context<'_>, uses: &Uses, id: TypeId, struct_: &Struct) -> TokenStream {
    let reader = uses.runtime("Reader");
    let fields = named_fields(cx, id, struct_).map(|(name, field)| {
        let is_made_up = field.shape != FieldShape::Required || can_be_made_up(cx, &field.ty);
        if is_made_up {
            quote!(#name: from.take(),)
        } else {
            quote!(#name: from.try_take()?,)
        }
    });
    let entries = matches!(struct_.additional, Additional::Typed(_))
        .then(|| quote!(additional_properties: from.entries(),));
    let made = quote!(Self { #(#fields)* #entries extra: from.extra() });
    if struct_.cannot_be_made_up {
        let failed = uses.runtime("Failed");
        return quote! {
            #[inline]
            fn try_fill(from: &mut #reader<'_>) -> Result<Self, #failed> {
                Ok(#made)
            }
        };
    }
    quote! {
        #[inline]
        fn fill(from: &mut #reader<'_>) -> Self {
            #made
        }
    }
}

/// Whether a field of this type can hold something when it could not be read.
fn can_be_made_up(cx: &Context<'_>, ty: &Ty) -> bool {
    match ty {
        Ty::Named(id) | Ty::Boxed(id) => match cx.api.kind(*id) {
            TypeKind::Struct(of) => !of.cannot_be_made_up,
            TypeKind::Alias(of) => !of.cannot_be_made_up,
            TypeKind::Enum(_) | TypeKind::Union(_) => true,
        },
        Ty::Tuple(elements) => elements.iter().all(|ty| can_be_made_up(cx, ty)),
        Ty::Rust(RustType::Path(_)) => false,
        _ => true,
    }
}

fn members(uses: &Uses, struct_: &Struct) -> TokenStream {
    let member = uses.runtime("Member");
    let as_text = |ty: &Ty| ty::is_text_coded(ty).then(|| quote!(.as_text()));
    let mut members = TokenStream::new();
    for field in &struct_.fields {
        let constructor = ident(match field.shape {
            FieldShape::Required => "required",
            FieldShape::Nullable => "nullable",
            FieldShape::Optional | FieldShape::Maybe => "optional",
            FieldShape::OptionalNullable => "optional_nullable",
        });
        let wire = &field.name;
        let as_text = as_text(&field.ty);
        members.extend(quote!(#member::#constructor(#wire) #as_text,));
    }
    if let Additional::Typed(of) = &struct_.additional {
        let as_text = as_text(of);
        members.extend(quote!(#member::additional() #as_text,));
    }
    members
}

/// What can be checked of members before they are sent.
fn constraints(uses: &Uses, struct_: &Struct) -> Option<TokenStream> {
    let mut constraints = TokenStream::new();
    for field in &struct_.fields {
        let wire = &field.name;
        for demand in field
            .constraints
            .list
            .iter()
            .filter_map(|of| constraint(uses, of))
        {
            constraints.extend(quote!((#wire, #demand),));
        }
    }
    (!constraints.is_empty()).then(|| {
        let constraint = uses.runtime("Constraint");
        quote!(const CONSTRAINTS: &'static [(&'static str, #constraint)] = &[#constraints];)
    })
}

/// A constraint as a constant of the runtime; `None` for what is not checked.
fn constraint(uses: &Uses, of: &Constraint) -> Option<TokenStream> {
    let number = |number: &serde_json::Number| {
        let number = number.as_f64().filter(|number| number.is_finite())?;
        Some(Token::f64_unsuffixed(number))
    };
    let (variant, value) = match of {
        Constraint::Minimum(of) => ("Minimum", number(of)?),
        Constraint::Maximum(of) => ("Maximum", number(of)?),
        Constraint::ExclusiveMinimum(of) => ("ExclusiveMinimum", number(of)?),
        Constraint::ExclusiveMaximum(of) => ("ExclusiveMaximum", number(of)?),
        Constraint::MultipleOf(of) => ("MultipleOf", number(of)?),
        Constraint::MinLength(of) => ("MinLength", Token::u64_unsuffixed(*of)),
        Constraint::MaxLength(of) => ("MaxLength", Token::u64_unsuffixed(*of)),
        Constraint::MinItems(of) => ("MinItems", Token::u64_unsuffixed(*of)),
        Constraint::MaxItems(of) => ("MaxItems", Token::u64_unsuffixed(*of)),
        Constraint::MinProperties(of) => ("MinProperties", Token::u64_unsuffixed(*of)),
        Constraint::MaxProperties(of) => ("MaxProperties", Token::u64_unsuffixed(*of)),
        Constraint::UniqueItems => {
            let constraint = uses.runtime("Constraint");
            return Some(quote!(#constraint::UniqueItems));
        }
        Constraint::Each(of) => {
            let of = self::constraint(uses, of)?;
            let constraint = uses.runtime("Constraint");
            return Some(quote!(#constraint::Each(&#of)));
        }
        Constraint::Pattern(_) | Constraint::Format(_) | Constraint::MediaType(_) => return None,
    };
    let constraint = uses.runtime("Constraint");
    let variant = ident(variant);
    Some(quote!(#constraint::#variant(#value)))
}

/// The fields that a constructor asks for, with their names, and the constants that it fills in.
pub(crate) struct Construction<'a> {
    /// Must be given.
    pub(crate) asked: Vec<(&'a Ident, &'a Field)>,
    /// Are filled in, with their value.
    pub(crate) constants: Vec<(&'a Ident, TokenStream)>,
}

/// What a constructor of the struct has to do.
pub(crate) fn construction<'a>(
    cx: &'a Context<'_>,
    uses: &Uses,
    id: TypeId,
    struct_: &'a Struct,
) -> Construction<'a> {
    let mut asked = Vec::new();
    let mut constants = Vec::new();
    for (name, field) in named_fields(cx, id, struct_) {
        let is_always_there = matches!(field.shape, FieldShape::Required | FieldShape::Nullable);
        if !is_always_there {
            continue;
        }
        let value = field
            .constant
            .as_ref()
            .filter(|_| field.shape == FieldShape::Required);
        match value.and_then(|value| constant::constant(cx, uses, &field.ty, value)) {
            Some(value) => constants.push((name, value)),
            None => asked.push((name, field)),
        }
    }
    Construction { asked, constants }
}
