//! Structs: the type, how its members are read and written, and how a value to send is put together.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use super::docs::{self, Doc};
use super::uses::{Uses, ident};
use super::{Context, constant, setters, ty};
use crate::ir::{Additional, Field, FieldShape, Struct, Type, TypeId};
use crate::names::Ident;

/// The items of a struct.
pub(crate) fn struct_(cx: &Context<'_>, uses: &Uses, id: TypeId, whole: &Type, struct_: &Struct) -> TokenStream {
    let name = &cx.names.ty(id).name;
    let doc = super::type_doc(whole);
    let deprecated = docs::deprecated(whole.deprecated);
    let fields = fields(cx, uses, id, struct_);
    let model = model(cx, uses, id, struct_);
    let construction = whole
        .usage
        .request
        .then(|| setters::construction(cx, uses, id, struct_));
    quote! {
        #doc
        #deprecated
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #fields
        }

        #construction

        #model

        crate::runtime::model!(#name);
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
fn field_ty(cx: &Context<'_>, uses: &Uses, field: &Field) -> TokenStream {
    let ty = ty::ty(cx, uses, &field.ty);
    match field.shape {
        FieldShape::Required => ty,
        FieldShape::Nullable | FieldShape::Optional | FieldShape::OptionalNullable => quote!(Option<#ty>),
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
        let of = ty::ty(cx, uses, of);
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

fn model(cx: &Context<'_>, uses: &Uses, id: TypeId, struct_: &Struct) -> TokenStream {
    let name = &cx.names.ty(id).name;
    let wire_name = name.plain();
    let [extra, member, model] = ["Extra", "Member", "Model"].map(|name| uses.runtime(name));
    let members = struct_.fields.iter().map(|field| {
        let constructor = ident(match field.shape {
            FieldShape::Required => "required",
            FieldShape::Nullable => "nullable",
            FieldShape::Optional | FieldShape::Maybe => "optional",
            FieldShape::OptionalNullable => "optional_nullable",
        });
        let wire = &field.name;
        quote!(#member::#constructor(#wire))
    });
    let empty = empty(cx, uses, id, struct_);
    let read = read(cx, uses, id, struct_);
    let write = write(cx, uses, id, struct_);
    let additional = additional(uses, cx, &struct_.additional);
    quote! {
        impl #model for #name {
            const NAME: &'static str = #wire_name;
            const MEMBERS: &'static [#member] = &[#(#members),*];

            #empty

            #read

            #write

            fn extra(&self) -> &#extra {
                &self.extra
            }

            fn extra_mut(&mut self) -> &mut #extra {
                &mut self.extra
            }

            #additional
        }
    }
}

fn empty(cx: &Context<'_>, uses: &Uses, id: TypeId, struct_: &Struct) -> TokenStream {
    let extra = uses.runtime("Extra");
    let slot = (!struct_.fields.is_empty()).then(|| uses.runtime("slot"));
    let fields = cx.names.ty(id).fields.iter();
    let map = matches!(struct_.additional, Additional::Typed(_)).then(|| {
        let map = uses.path("std::collections", "BTreeMap");
        quote!(additional_properties: #map::new(),)
    });
    quote! {
        fn empty() -> Self {
            Self { #(#fields: #slot::empty(),)* #map extra: #extra::new() }
        }
    }
}

fn read(cx: &Context<'_>, uses: &Uses, id: TypeId, struct_: &Struct) -> TokenStream {
    let access = uses.path("serde::de", "MapAccess");
    let slot = uses.runtime("slot");
    if struct_.fields.is_empty() {
        return quote! {
            fn read<'de, A: #access<'de>>(&mut self, _: usize, map: &mut A) -> Result<(), A::Error> {
                #slot::skip(map)
            }
        };
    }
    let arms = named_fields(cx, id, struct_).enumerate().map(|(index, (name, field))| {
        let index = Token::usize_unsuffixed(index);
        let read = ident(if ty::is_text_coded(cx, &field.ty) { "read_as_text" } else { "read" });
        quote!(#index => #slot::#read(&mut self.#name, map),)
    });
    quote! {
        fn read<'de, A: #access<'de>>(&mut self, member: usize, map: &mut A) -> Result<(), A::Error> {
            match member { #(#arms)* _ => #slot::skip(map) }
        }
    }
}

fn write(cx: &Context<'_>, uses: &Uses, id: TypeId, struct_: &Struct) -> TokenStream {
    let serialize = uses.path("serde::ser", "SerializeMap");
    let writer = uses.runtime("Writer");
    if struct_.fields.is_empty() {
        return quote! {
            fn write<S: #serialize>(&self, _: usize, _: &mut #writer<'_, S>) -> Result<(), S::Error> {
                Ok(())
            }
        };
    }
    let arms = named_fields(cx, id, struct_).enumerate().map(|(index, (name, field))| {
        let index = Token::usize_unsuffixed(index);
        let put = ident(if ty::is_text_coded(cx, &field.ty) { "put_as_text" } else { "put" });
        quote!(#index => out.#put(&self.#name),)
    });
    quote! {
        fn write<S: #serialize>(&self, member: usize, out: &mut #writer<'_, S>) -> Result<(), S::Error> {
            match member { #(#arms)* _ => Ok(()) }
        }
    }
}

fn additional(uses: &Uses, cx: &Context<'_>, additional: &Additional) -> Option<TokenStream> {
    let Additional::Typed(of) = additional else {
        return None;
    };
    let access = uses.path("serde::de", "MapAccess");
    let serialize = uses.path("serde::ser", "SerializeMap");
    let [slot, writer] = ["slot", "Writer"].map(|name| uses.runtime(name));
    let is_text = ty::is_text_coded(cx, of);
    let read = ident(if is_text { "read_entry_as_text" } else { "read_entry" });
    let put = ident(if is_text { "put_entries_as_text" } else { "put_entries" });
    Some(quote! {
        fn read_additional<'de, A: #access<'de>>(&mut self, name: String, map: &mut A) -> Result<(), A::Error> {
            #slot::#read(&mut self.additional_properties, name, map)
        }

        fn write_additional<S: #serialize>(&self, out: &mut #writer<'_, S>) -> Result<(), S::Error> {
            out.#put(&self.additional_properties)
        }
    })
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
        let value = field.constant.as_ref().filter(|_| field.shape == FieldShape::Required);
        match value.and_then(|value| constant::constant(cx, uses, &field.ty, value)) {
            Some(value) => constants.push((name, value)),
            None if field.read_only => {}
            None => asked.push((name, field)),
        }
    }
    Construction { asked, constants }
}
