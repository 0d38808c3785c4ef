//! The body of a call: the argument or setter that takes it, and how it is sent.

use proc_macro2::TokenStream;
use quote::quote;

use super::description::style;
use super::{Named, form};
use crate::emit::docs::{self, Doc};
use crate::emit::uses::Uses;
use crate::emit::{Context, ty};
use crate::ir::{BodyContent, BodyKind, FormFieldEncoding, RequestBody};
use crate::names::Ident;

/// A body as an argument.
pub(crate) struct Body {
    /// `body: &NewLead`
    pub(crate) parameter: TokenStream,
    /// `.json(body)`
    pub(super) set: TokenStream,
}

/// The body that must be there, with the argument's name.
pub(crate) fn required<'a>(named: Named<'a>) -> Option<(&'a RequestBody, &'a Ident)> {
    let body = named.operation.body.as_ref().filter(|body| body.required)?;
    let name = named.names.bodies.get(body.main())?;
    Some((body, name))
}

/// The argument for a body that must be there, in the media type of this index.
pub(crate) fn argument(
    cx: &Context<'_>,
    uses: &Uses,
    named: Named<'_>,
    index: usize,
) -> Option<Body> {
    let (body, _) = required(named)?;
    let content = body.content.get(index)?;
    let name = named.names.bodies.get(index)?;
    Some(self::body(cx, uses, named, (index, content), name))
}

/// The methods that begin a call: each with the index of the body's media type that it takes, the main one first.
pub(crate) fn methods<'a>(named: Named<'a>) -> Vec<(&'a Ident, usize)> {
    let names = named.names;
    let main = required(named).map_or(0, |(body, _)| body.main());
    let choices = names.choices.iter().enumerate();
    let choices = choices.filter_map(|(index, name)| Some((name.as_ref()?, index)));
    std::iter::once((&names.method, main))
        .chain(choices)
        .collect()
}

/// The setters for bodies that need not be there.
pub(super) fn setters(cx: &Context<'_>, uses: &Uses, named: Named<'_>) -> TokenStream {
    let body = named.operation.body.as_ref();
    let Some(body) = body.filter(|body| !body.required) else {
        return TokenStream::new();
    };
    let mut setters = TokenStream::new();
    for (index, (content, name)) in body.content.iter().zip(&named.names.bodies).enumerate() {
        let mut doc = Doc::new(docs::MEMBER);
        doc.describe(&body.docs);
        let media_type = docs::text::code_span(&content.media_type);
        doc.sentence(&format!("Sends a body, as {media_type}."));
        doc.doubt(&body.docs);
        let Body { parameter, set } = self::body(cx, uses, named, (index, content), name);
        setters.extend(quote! {
            #doc
            #[inline]
            pub fn #name(self, #parameter) -> Self {
                self.0 #set.request()
            }
        });
    }
    setters
}

pub(crate) fn body(
    cx: &Context<'_>,
    uses: &Uses,
    named: Named<'_>,
    (index, content): (usize, &BodyContent),
    name: &Ident,
) -> Body {
    let media_type = &content.media_type;
    let (ty, set) = match &content.kind {
        BodyKind::Json(of) => {
            let argument = ty::argument(cx, uses, of, ty::Standing::Alone);
            let value = if argument.is_reference {
                quote!(#name)
            } else {
                quote!(&#name)
            };
            let set = if media_type == "application/json" {
                quote!(.json(#value))
            } else {
                quote!(.json_as(#media_type, #value))
            };
            (argument.ty, set)
        }
        BodyKind::Form(of, fields) => {
            let argument = ty::argument(cx, uses, of, ty::Standing::Alone);
            let value = if argument.is_reference {
                quote!(#name)
            } else {
                quote!(&#name)
            };
            let fields = fields.iter().map(|field| encoding(uses, field));
            (argument.ty, quote!(.form(#value, &[#(#fields),*])))
        }
        BodyKind::Multipart(fields) if fields.is_empty() => {
            let form = uses.runtime("Form");
            (quote!(#form), quote!(.multipart(#name)))
        }
        BodyKind::Multipart(_) => {
            let (form, whole) = (form::name(cx, named, index), uses.runtime("Form"));
            // Not `into()`: a part may be called so.
            (quote!(#form), quote!(.multipart(#whole::from(#name))))
        }
        BodyKind::Text => (quote!(impl Into<String>), quote!(.text(#media_type, #name))),
        BodyKind::Bytes => {
            let body = uses.runtime("Body");
            (quote!(impl Into<#body>), quote!(.body(#media_type, #name)))
        }
    };
    Body {
        parameter: quote!(#name: #ty),
        set,
    }
}

fn encoding(uses: &Uses, field: &FormFieldEncoding) -> TokenStream {
    let encoding = uses.runtime("FieldEncoding");
    let name = &field.name;
    let style = style(uses, field.style);
    let reserved = field.allow_reserved.then(|| quote!(.allow_reserved()));
    quote!(#encoding::new(#name, #style)#reserved)
}
