//! Operations: the method that begins a call, the call with its setters, and the static that says what is sent.

pub(crate) mod base;
pub(crate) mod body;
mod description;
mod docs;
pub(crate) mod form;
pub(crate) mod output;

pub(crate) use description::schemes;

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use super::docs::{self as doc, Doc};
use super::uses::Uses;
use super::{Context, setters, ty};
use crate::ir::{Location, Operation, OperationId, Parameter, Ty};
use crate::names::{Ident, OperationNames};

/// An operation with its names.
#[derive(Clone, Copy)]
pub(crate) struct Named<'a> {
    /// The operation.
    pub(crate) operation: &'a Operation,
    /// Its names.
    pub(crate) names: &'a OperationNames,
}

impl<'a> Named<'a> {
    /// The operation with this id.
    pub(crate) fn new(cx: &Context<'a>, id: OperationId) -> Self {
        Self {
            operation: cx.api.operation(id),
            names: cx.names.operation(id),
        }
    }
}

/// Whether a parameter is an argument of the method, not a setter of the call.
pub(crate) fn is_argument(parameter: &Parameter) -> bool {
    (parameter.required || parameter.location == Location::Path) && parameter.setting.is_none()
}

/// The methods of the group's handle that begin a call: one, or one for each media type of a body that must be there.
pub(crate) fn methods(cx: &Context<'_>, uses: &Uses, named: Named<'_>) -> TokenStream {
    let methods = body::methods(named).into_iter();
    methods
        .map(|(name, body)| method(cx, uses, named, name, body))
        .collect()
}

fn method(
    cx: &Context<'_>,
    uses: &Uses,
    named: Named<'_>,
    method: &Ident,
    body: usize,
) -> TokenStream {
    let Named { operation, names } = named;
    let mut parameters = Vec::new();
    let mut sets = TokenStream::new();
    for (index, (parameter, name)) in operation
        .parameters
        .iter()
        .zip(&names.parameters)
        .enumerate()
    {
        if is_argument(parameter) {
            let (ty, set) = set(cx, uses, index, parameter, name);
            parameters.push(quote!(#name: #ty));
            sets.extend(set);
        }
    }
    if let Some(body) = body::argument(cx, uses, named, body) {
        parameters.push(body.parameter);
        sets.extend(body.set);
    }
    let doc = match *method == names.method {
        true => docs::method(cx, named),
        false => docs::choice(named, body),
    };
    let deprecated = doc::deprecated(operation.deprecated);
    let too_many = setters::too_many_arguments(parameters.len() + 1);
    let (request, description) = (&names.request, &names.r#static);
    let call = uses.runtime("Call");
    quote! {
        #doc
        #deprecated
        #too_many
        #[inline]
        pub fn #method(&self, #(#parameters),*) -> #request {
            #call::new(self.client, &#description) #sets.request()
        }
    }
}

/// The type of a call that is not yet sent, with its setters and its description, which ends with `rest`.
pub(crate) fn items(
    cx: &Context<'_>,
    uses: &Uses,
    handle: &str,
    named: Named<'_>,
    rest: &TokenStream,
) -> TokenStream {
    let names = named.names;
    let request = &names.request;
    let generic = uses.runtime("Request");
    let doc = format!(
        " A call of [`{handle}::{}`], not yet sent: a [`Request`].",
        names.method.plain()
    );
    let setters = setters(cx, uses, named);
    let setters = (!setters.is_empty()).then(|| quote!(impl #request { #setters }));
    let output = output::output(cx, uses, handle, named);
    let forms = form::forms(cx, uses, handle, named);
    let description = description::description(cx, uses, named, rest);
    quote! {
        #[doc = #doc]
        pub type #request = #generic<operation::#request>;

        #setters

        #output

        #forms

        #description
    }
}

fn setters(cx: &Context<'_>, uses: &Uses, named: Named<'_>) -> TokenStream {
    let Named { operation, names } = named;
    let mut setters = TokenStream::new();
    for (index, (parameter, name)) in operation
        .parameters
        .iter()
        .zip(&names.parameters)
        .enumerate()
    {
        if is_argument(parameter) {
            continue;
        }
        let doc = parameter_doc(parameter);
        let deprecated = doc::deprecated(parameter.deprecated);
        let (ty, set) = set(cx, uses, index, parameter, name);
        setters.extend(quote! {
            #doc
            #deprecated
            #[inline]
            pub fn #name(self, #name: #ty) -> Self {
                self.0 #set.request()
            }
        });
    }
    setters.extend(body::setters(cx, uses, named));
    setters
}

/// The type of a parameter's value as an argument, and `.set(index, value)`.
pub(crate) fn set(
    cx: &Context<'_>,
    uses: &Uses,
    index: usize,
    parameter: &Parameter,
    name: &crate::names::Ident,
) -> (TokenStream, TokenStream) {
    // A parameter that is null is one that is not sent.
    let ty = match &parameter.ty {
        Ty::Nullable(of) => &**of,
        ty => ty,
    };
    let argument = ty::argument(cx, uses, ty, ty::Standing::Member);
    let index = Token::usize_unsuffixed(index);
    let value = if argument.is_reference {
        quote!(#name)
    } else {
        quote!(&#name)
    };
    (argument.ty, quote!(.set(#index, #value)))
}

/// What is said of a parameter on its setter.
fn parameter_doc(parameter: &Parameter) -> Doc {
    let mut said = Doc::new(doc::MEMBER);
    said.describe(&parameter.docs);
    if said.is_empty() {
        said.line(&format!(
            "Sets the parameter {}.",
            doc::text::code_span(&parameter.name)
        ));
    }
    let facts = docs::parameter_facts(parameter);
    if !facts.is_empty() {
        said.sentence(&facts.join(" "));
    }
    if parameter.setting.is_some() {
        said.sentence("Without it, the value that the client was built with is sent.");
    }
    said.example(&parameter.docs);
    said.doubt(&parameter.docs);
    said
}
