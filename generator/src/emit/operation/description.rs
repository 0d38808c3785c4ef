//! The static that tells the runtime what an operation sends and accepts.

use proc_macro2::{Literal as Token, TokenStream};
use quote::{ToTokens, quote};

use super::Named;
use crate::emit::Context;
use crate::emit::uses::{Uses, ident};
use crate::ir::{
    Location, Method, Operation, Pagination, PaginationStyle, Parameter, ParameterStyle,
    Requirement, SecurityScheme, SecuritySchemeKind, SuccessKind,
};

/// `static LIST_LEADS: Operation = ...;` with what it has of its own, and `rest`, which may be the group's.
pub(super) fn description(
    cx: &Context<'_>,
    uses: &Uses,
    named: Named<'_>,
    rest: &TokenStream,
) -> TokenStream {
    let Named { operation, names } = named;
    let name = &names.r#static;
    let [operation_ty, method_ty] = ["Operation", "Method"].map(|name| uses.runtime(name));
    let id = id(operation);
    let method = method(&operation.method);
    let path = &operation.template;
    let parameters = (!operation.parameters.is_empty()).then(|| {
        let parameters = operation.parameters.iter().map(|of| parameter(uses, of));
        quote!(parameters: &[#(#parameters),*],)
    });
    let pagination = operation
        .pagination
        .as_ref()
        .map(|of| pagination(cx, uses, operation, of));
    let key = operation.idempotency_key.as_ref();
    let key = key.map(|header| quote!(idempotency_key: Some(#header),));
    quote! {
        static #name: #operation_ty = #operation_ty {
            id: #id,
            method: #method_ty::#method,
            path: #path,
            #parameters
            #pagination
            #key
            #rest
        };
    }
}

/// The operationId, or method and path where there is none.
fn id(operation: &Operation) -> String {
    match &operation.operation_id {
        Some(id) => id.clone(),
        None => format!("{} {}", operation.method.verb(), operation.template),
    }
}

/// `Get`, or `Other("COPY")`
fn method(method: &Method) -> TokenStream {
    let name = match method {
        Method::Get => "Get",
        Method::Put => "Put",
        Method::Post => "Post",
        Method::Delete => "Delete",
        Method::Options => "Options",
        Method::Head => "Head",
        Method::Patch => "Patch",
        Method::Trace => "Trace",
        Method::Query => "Query",
        Method::Other(name) => return quote!(Other(#name)),
    };
    ident(name).into_token_stream()
}

fn parameter(uses: &Uses, parameter: &Parameter) -> TokenStream {
    let parameter_ty = uses.runtime("Parameter");
    let name = &parameter.name;
    let (constructor, usual) = match parameter.location {
        Location::Path => ("path", ParameterStyle::Simple { explode: false }),
        Location::Query => ("query", ParameterStyle::Form { explode: true }),
        Location::Header => ("header", ParameterStyle::Simple { explode: false }),
        Location::Cookie => ("cookie", ParameterStyle::Form { explode: true }),
    };
    let constructor = ident(constructor);
    let style = (parameter.style != usual).then(|| {
        let style = style(uses, parameter.style);
        quote!(.style(#style))
    });
    let required =
        (parameter.required && parameter.location != Location::Path).then(|| quote!(.required()));
    let reserved = parameter.allow_reserved.then(|| quote!(.allow_reserved()));
    let setting = parameter.setting.map(|_| quote!(.setting()));
    quote!(#parameter_ty::#constructor(#name)#style #required #reserved #setting)
}

/// `Style::Form { explode: false }`
pub(super) fn style(uses: &Uses, style: ParameterStyle) -> TokenStream {
    let name = uses.runtime("Style");
    let (variant, explode) = match style {
        ParameterStyle::Simple { explode } => ("Simple", Some(explode)),
        ParameterStyle::Label { explode } => ("Label", Some(explode)),
        ParameterStyle::Matrix { explode } => ("Matrix", Some(explode)),
        ParameterStyle::Form { explode } => ("Form", Some(explode)),
        ParameterStyle::SpaceDelimited { explode } => ("SpaceDelimited", Some(explode)),
        ParameterStyle::PipeDelimited { explode } => ("PipeDelimited", Some(explode)),
        ParameterStyle::DeepObject => ("DeepObject", None),
        ParameterStyle::Json => ("Json", None),
    };
    let variant = ident(variant);
    match explode {
        Some(explode) => quote!(#name::#variant { explode: #explode }),
        None => quote!(#name::#variant),
    }
}

fn pagination(
    cx: &Context<'_>,
    uses: &Uses,
    operation: &Operation,
    pagination: &Pagination,
) -> TokenStream {
    let name = uses.runtime("Pagination");
    let index = |index: usize| Token::usize_unsuffixed(index);
    let limit = |limit: Option<usize>| match limit {
        Some(limit) => {
            let limit = index(limit);
            quote!(Some(#limit))
        }
        None => quote!(None),
    };
    let step = match &pagination.style {
        PaginationStyle::Offset {
            offset,
            limit: size,
        } => {
            let (offset, limit) = (index(*offset), limit(*size));
            quote!(offset(#offset, #limit))
        }
        PaginationStyle::Page {
            page,
            limit: size,
            first,
        } => {
            let (page, limit) = (index(*page), limit(*size));
            let first = Token::u64_unsuffixed(*first);
            quote!(page(#page, #limit, #first))
        }
        PaginationStyle::Cursor { cursor, next } => {
            let cursor = index(*cursor);
            quote!(cursor(#cursor, &[#(#next),*]))
        }
    };
    // The runtime counts from the root of the body, the description from the value.
    let mut path: Vec<&str> = pagination.items.iter().map(|step| &**step).collect();
    let is_inside = operation.is_enveloped && !path.is_empty();
    if let Some(envelope) = cx.api.envelope.as_ref().filter(|_| is_inside) {
        path.insert(0, &envelope.value);
    }
    let items = (!path.is_empty()).then(|| quote!(.items(&[#(#path),*])));
    quote!(pagination: Some(#name::#step #items),)
}

/// The scopes that an operation asks for, of the schemes that fetch tokens.
pub(super) fn scopes<'a>(cx: &Context<'a>, operation: &'a Operation) -> Vec<&'a str> {
    let mut scopes: Vec<&str> = Vec::new();
    for requirement in operation.security.iter().flatten() {
        let fetches_tokens = scheme(cx, requirement).is_some_and(|scheme| {
            matches!(scheme.kind, SecuritySchemeKind::ClientCredentials { .. })
        });
        for scope in requirement.scopes.iter().filter(|_| fetches_tokens) {
            if !scopes.contains(&&**scope) {
                scopes.push(scope);
            }
        }
    }
    scopes
}

/// Alternatives of security as the runtime has them: the names of the schemes of each.
pub(crate) fn schemes<'a>(cx: &Context<'a>, security: &[Vec<Requirement>]) -> Vec<Vec<&'a str>> {
    let names = |alternative: &Vec<Requirement>| {
        let schemes = alternative.iter().filter_map(|it| scheme(cx, it));
        schemes.map(|scheme| &*scheme.name).collect()
    };
    security.iter().map(names).collect()
}

fn scheme<'a>(cx: &Context<'a>, requirement: &Requirement) -> Option<&'a SecurityScheme> {
    cx.api.security_schemes.get(requirement.scheme.0 as usize)
}

/// All media types that a success may have, in order, JSON first.
pub(super) fn accept(operation: &Operation) -> String {
    let mut types: Vec<(bool, &str)> = Vec::new();
    for case in &operation.success.cases {
        let Some(media_type) = case.media_type.as_deref() else {
            continue;
        };
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        let is_header = essence.chars().all(|char| char.is_ascii_graphic());
        if is_header && !essence.is_empty() && types.iter().all(|(_, known)| *known != essence) {
            types.push((!matches!(case.kind, SuccessKind::Json(_)), essence));
        }
    }
    types.sort_by_key(|(is_other, _)| *is_other);
    let types: Vec<&str> = types
        .into_iter()
        .map(|(_, media_type)| media_type)
        .collect();
    types.join(", ")
}
