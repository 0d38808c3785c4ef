//! Multipart forms: a type per form, with what must be there as arguments and a setter for each other part.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::{Named, description};
use crate::emit::docs::{self, Doc, text};
use crate::emit::setters::too_many_arguments;
use crate::emit::ty::{self, Standing};
use crate::emit::uses::{Uses, ident};
use crate::emit::{Context, type_ids};
use crate::ir::{BodyContent, BodyKind, FormField, FormFieldKind, ParameterStyle, Ty};

/// The types of the forms of an operation.
pub(super) fn forms(cx: &Context<'_>, uses: &Uses, handle: &str, named: Named<'_>) -> TokenStream {
    let contents = named.operation.body.iter().flat_map(|body| &body.content);
    let forms = contents
        .enumerate()
        .filter_map(|(index, content)| match &content.kind {
            BodyKind::Multipart(fields) if !fields.is_empty() => {
                Some(form(cx, uses, handle, named, index, fields))
            }
            _ => None,
        });
    forms.collect()
}

/// The name of a form, by its index among the bodies of the operation: the call's, unless something else has it.
pub(crate) fn name(cx: &Context<'_>, named: Named<'_>, index: usize) -> Ident {
    let request = named.names.request.as_str();
    let is_taken = |name: &str| {
        let is_call = |names: &crate::names::OperationNames| {
            names.request.as_str() == name || names.output.as_str() == name
        };
        let mut groups = (0..cx.api.groups.len()).map(|index| cx.names.group(index));
        let mut operations = cx.api.groups.iter().flat_map(|group| &group.operations);
        operations.any(|id| is_call(cx.names.operation(*id)))
            || groups.any(|group| group.handle.as_str() == name)
            || type_ids(cx.api).any(|id| cx.names.ty(id).name.as_str() == name)
    };
    let mut name = format!("{request}Form");
    // Of several forms each but the first has its number; other bodies do not count.
    let is_form = |content: &&BodyContent| matches!(content.kind, BodyKind::Multipart(_));
    let body = named.operation.body.iter();
    let before = body.flat_map(|body| body.content.iter().take(index));
    let before = before.filter(is_form).count();
    if before > 0 {
        name.push_str(&(before + 1).to_string());
    }
    while is_taken(&name) {
        name.push('_');
    }
    Ident::new(&name, Span::call_site())
}

fn form(
    cx: &Context<'_>,
    uses: &Uses,
    handle: &str,
    named: Named<'_>,
    index: usize,
    fields: &[FormField],
) -> TokenStream {
    let name = name(cx, named, index);
    let form = uses.runtime("Form");
    let doc = format!(
        " The form that [`{handle}::{}`] sends.",
        named.names.method.plain()
    );
    let mut parameters = Vec::new();
    let mut parts = TokenStream::new();
    let mut setters = TokenStream::new();
    let names = named.names.parts.get(index).into_iter().flatten();
    for (field, part) in fields.iter().zip(names) {
        let part_name = part_name(part);
        let Part { ty, add } = self::part(cx, uses, field, &part_name);
        if field.required {
            parameters.push(quote!(#part_name: #ty));
            parts.extend(quote!(let form = #add;));
            continue;
        }
        let doc = part_doc(field);
        setters.extend(quote! {
            #doc
            #[inline]
            #[must_use]
            pub fn #part_name(self, #part_name: #ty) -> Self {
                let form = self.0;
                Self(#add)
            }
        });
    }
    let too_many = too_many_arguments(parameters.len());
    let new_doc = new_doc(named, index, fields);
    let default = parameters.is_empty().then(|| {
        quote! {
            impl Default for #name {
                #[inline]
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    });
    quote! {
        #[doc = #doc]
        #[derive(Debug)]
        pub struct #name(#form);

        impl #name {
            #new_doc
            #too_many
            #[inline]
            #[must_use]
            pub fn new(#(#parameters),*) -> Self {
                let form = #form::new();
                #parts
                Self(form)
            }

            #setters
        }

        #default

        impl From<#name> for #form {
            #[inline]
            fn from(form: #name) -> Self {
                form.0
            }
        }
    }
}

/// The name of a part as argument and setter.
pub(crate) fn part_name(part: &crate::names::Ident) -> Ident {
    ident(part.as_str())
}

/// A part of a form as an argument.
pub(crate) struct Part {
    /// The type of the parameter.
    pub(crate) ty: TokenStream,
    /// An expression that adds the part to `form`.
    add: TokenStream,
}

/// How a part is handed over, and sent as what the description says of it.
pub(crate) fn part(cx: &Context<'_>, uses: &Uses, field: &FormField, name: &Ident) -> Part {
    let mut part = plain_part(cx, uses, field, name);
    let wire = &field.name;
    let add = &mut part.add;
    // A range such as `image/*` cannot be sent.
    if let Some(media_type) = field.content_type.as_deref().filter(|of| !of.contains('*')) {
        add.extend(quote!(.usual_media_type(#wire, #media_type)));
    }
    for (header, value) in &field.headers {
        add.extend(quote!(.usual_header(#wire, #header, #value)));
    }
    part
}

fn plain_part(cx: &Context<'_>, uses: &Uses, field: &FormField, name: &Ident) -> Part {
    let wire = &field.name;
    let file = |uses: &Uses| uses.runtime("Part");
    let (function, of) = match &field.kind {
        FormFieldKind::Styled(of, style) => {
            let (ty, value) = by_argument(cx, uses, of, name);
            let style = description::style(uses, *style);
            return Part {
                ty,
                add: quote!(form.styled(#wire, #value, #style)),
            };
        }
        FormFieldKind::File if field.repeated => {
            let part = file(uses);
            return Part {
                ty: quote!(impl IntoIterator<Item = #part>),
                add: quote!(#name.into_iter().fold(form, |form, part| form.part(#wire, part))),
            };
        }
        FormFieldKind::File => {
            let part = file(uses);
            return Part {
                ty: quote!(impl Into<#part>),
                add: quote!(form.part(#wire, #name)),
            };
        }
        FormFieldKind::Text(of) => ("text", of),
        FormFieldKind::Json(of) => ("json", of),
    };
    let of = not_null(of);
    let add = ident(function);
    if field.repeated {
        let item = ty::ty(cx, uses, of);
        return Part {
            ty: quote!(&[#item]),
            add: quote!(#name.iter().fold(form, |form, part| form.#add(#wire, part))),
        };
    }
    let (ty, value) = by_argument(cx, uses, of, name);
    Part {
        ty,
        add: quote!(form.#add(#wire, #value)),
    }
}

/// The type of a value as an argument, and the reference that its encoding takes.
fn by_argument(cx: &Context<'_>, uses: &Uses, of: &Ty, name: &Ident) -> (TokenStream, TokenStream) {
    let argument = ty::argument(cx, uses, not_null(of), Standing::Alone);
    let value = if argument.is_reference {
        quote!(#name)
    } else {
        quote!(&#name)
    };
    (argument.ty, value)
}

fn not_null(ty: &Ty) -> &Ty {
    match ty {
        Ty::Nullable(of) => of,
        of => of,
    }
}

fn part_doc(field: &FormField) -> Doc {
    let mut doc = Doc::new(docs::MEMBER);
    doc.describe(&field.docs);
    let kind = sent_as(field);
    doc.sentence(&format!(
        "The part {}, {kind}.",
        text::code_span(&field.name)
    ));
    doc.doubt(&field.docs);
    doc
}

fn sent_as(field: &FormField) -> String {
    let kind = match &field.kind {
        FormFieldKind::File => "a file",
        FormFieldKind::Text(_) => "as text",
        FormFieldKind::Json(_) => "as JSON",
        FormFieldKind::Styled(_, ParameterStyle::DeepObject) => {
            "one part for each member, as `name[member]`"
        }
        FormFieldKind::Styled(..) => "as text in one part",
    };
    let repeated = if field.repeated {
        ", one part for each element"
    } else {
        ""
    };
    let media_type = match &field.content_type {
        Some(media_type) => format!(", {}", text::code_span(&text::line(media_type))),
        None => String::new(),
    };
    let headers = field.headers.iter().map(|(name, value)| {
        let header = text::line(&format!("{name}: {value}"));
        format!(", with the header {}", text::code_span(&header))
    });
    let headers: String = headers.collect();
    format!("{kind}{repeated}{media_type}{headers}")
}

fn new_doc(named: Named<'_>, index: usize, fields: &[FormField]) -> Doc {
    let mut doc = Doc::new(docs::MEMBER);
    let names = named.names.parts.get(index).into_iter().flatten();
    let required: Vec<_> = fields
        .iter()
        .zip(names)
        .filter(|(field, _)| field.required)
        .collect();
    if required.is_empty() {
        doc.line("A form without parts.");
        return doc;
    }
    doc.line("A form with the parts that must be there:");
    doc.list();
    for (field, name) in required {
        let said = docs::summary(&field.docs);
        let said = if said.is_empty() {
            String::new()
        } else {
            format!(": {said}")
        };
        doc.item(&format!(
            "{}, {}{said}",
            text::code_span(name.plain()),
            sent_as(field)
        ));
    }
    doc
}
