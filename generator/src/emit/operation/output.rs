//! What a call gives: one of the runtime's ways to read a response, or an enum where the successes differ.

use proc_macro2::{Literal as Token, TokenStream};
use quote::{ToTokens, quote};

use super::Named;
use crate::emit::docs::{self, Doc, text};
use crate::emit::uses::Uses;
use crate::emit::{Context, ty};
use crate::ir::{Status, StreamKind, SuccessCase, SuccessKind};
use crate::names::Ident;

/// The fixed methods of a call, and the enum of its successes where they differ.
pub(super) fn output(cx: &Context<'_>, uses: &Uses, handle: &str, named: Named<'_>) -> TokenStream {
    let Named { operation, names } = named;
    let request = &names.request;
    let request_macro = uses.runtime("request");
    if let Some(pagination) = &operation.pagination {
        let [paged, paginate] = ["Paged", "paginate"].map(|name| uses.runtime(name));
        let item = ty::ty(cx, uses, &pagination.item);
        return quote! {
            #request_macro!(#request => #paged<#item>);
            #paginate!(#request => #item);
        };
    }
    let cases = &operation.success.cases;
    let Some(kind) = one_kind(cases) else {
        let output = &names.output;
        let items = several(cx, uses, handle, named);
        return quote! {
            #request_macro!(#request => #output);

            #items
        };
    };
    let expect = expect(cx, uses, &kind);
    let download = (kind == SuccessKind::Bytes).then(|| {
        let download = uses.runtime("download");
        quote!(#download!(#request);)
    });
    quote! {
        #request_macro!(#request => #expect);
        #download
    }
}

/// The one way to read all successes, if there is one. Of nothing documented: bytes.
pub(crate) fn one_kind(cases: &[SuccessCase]) -> Option<SuccessKind> {
    let Some((first, others)) = cases.split_first() else {
        return Some(SuccessKind::Bytes);
    };
    let is_one = others.iter().all(|case| case.kind == first.kind);
    is_one.then(|| first.kind.clone())
}

/// The type that reads a response of this kind.
pub(crate) fn expect(cx: &Context<'_>, uses: &Uses, kind: &SuccessKind) -> TokenStream {
    let (name, of) = match kind {
        SuccessKind::Empty => ("Empty", None),
        SuccessKind::Text => ("Text", None),
        SuccessKind::Bytes => ("Binary", None),
        SuccessKind::Json(of) => ("Json", Some(of)),
        SuccessKind::Stream(StreamKind::ServerSentEvents, of) => ("ServerSentEvents", Some(of)),
        SuccessKind::Stream(StreamKind::JsonLines, of) => ("JsonLines", Some(of)),
    };
    let name = uses.runtime(name);
    match of {
        Some(of) => {
            let of = ty::ty(cx, uses, of);
            quote!(#name<#of>)
        }
        None => name.into_token_stream(),
    }
}

/// What a variant holds; nothing for an empty body.
pub(crate) fn payload(cx: &Context<'_>, uses: &Uses, kind: &SuccessKind) -> Option<TokenStream> {
    let (name, of) = match kind {
        SuccessKind::Empty => return None,
        SuccessKind::Text => return Some(quote!(String)),
        SuccessKind::Json(of) => return Some(ty::ty(cx, uses, of)),
        SuccessKind::Bytes => return Some(uses.runtime("Bytes").into_token_stream()),
        SuccessKind::Stream(StreamKind::ServerSentEvents, of) => ("EventStream", of),
        SuccessKind::Stream(StreamKind::JsonLines, of) => ("JsonLineStream", of),
    };
    let name = uses.runtime(name);
    let of = ty::ty(cx, uses, of);
    Some(quote!(#name<#of>))
}

fn several(cx: &Context<'_>, uses: &Uses, handle: &str, named: Named<'_>) -> TokenStream {
    let Named { operation, names } = named;
    let output = &names.output;
    let [error, expect, reply] = ["Error", "Expect", "Reply"].map(|name| uses.runtime(name));
    let cases: Vec<(&SuccessCase, &Ident)> =
        operation.success.cases.iter().zip(&names.outputs).collect();
    let doc = format!(" What [`{handle}::{}`] gives.", names.method.plain());
    let variants = cases.iter().map(|(case, name)| {
        let doc = case_doc(case);
        let payload = payload(cx, uses, &case.kind).map(|ty| quote!((#ty)));
        quote! { #doc #name #payload, }
    });
    let arms = ordered(&cases).into_iter().map(|arm| {
        let pattern = pattern(arm.case.status);
        let guard = arm.guard.map(|media_type| quote!(if reply.is(#media_type)));
        let name = arm.name;
        let decode = match &arm.case.kind {
            SuccessKind::Empty => quote!(Ok(Self::#name)),
            kind => {
                let way = self::expect(cx, uses, kind);
                quote!(<#way as #expect>::decode(reply).map(Self::#name))
            }
        };
        quote!(#pattern #guard => #decode,)
    });
    let is_total = cases.iter().any(|(case, _)| case.status == Status::Default);
    let unexpected = (!is_total).then(|| quote!(_ => Err(reply.unexpected()),));
    let streamed = streamed(uses, &cases);
    quote! {
        #[doc = #doc]
        #[derive(Debug)]
        #[allow(clippy::large_enum_variant, reason = "it is taken apart as soon as it is there")]
        #[non_exhaustive]
        pub enum #output {
            #(#variants)*
        }

        impl #expect for #output {
            type Output = Self;

            #streamed

            #[inline]
            fn decode(reply: &mut #reply) -> Result<Self, #error> {
                match reply.status() {
                    #(#arms)*
                    #unexpected
                }
            }
        }
    }
}

fn case_doc(case: &SuccessCase) -> Doc {
    let mut doc = Doc::new(docs::MEMBER);
    let status = match case.status {
        Status::Code(code) => format!("`{code}`"),
        Status::Range(digit) => format!("`{digit}XX`"),
        Status::Default => "Any other status".to_owned(),
    };
    match &case.media_type {
        Some(media_type) => doc.line(&format!("{status}, {}", text::code_span(media_type))),
        None => doc.line(&status),
    }
    doc.describe(&case.docs);
    doc
}

fn pattern(status: Status) -> TokenStream {
    match status {
        Status::Code(code) => Token::u16_unsuffixed(code).into_token_stream(),
        Status::Range(digit) => {
            let first = Token::u16_unsuffixed(u16::from(digit) * 100);
            let last = Token::u16_unsuffixed(u16::from(digit) * 100 + 99);
            quote!(#first..=#last)
        }
        Status::Default => quote!(_),
    }
}

/// An arm of the match on a response.
struct Arm<'a> {
    case: &'a SuccessCase,
    name: &'a Ident,
    /// The media type that the response must have; `None` where the status alone decides.
    guard: Option<&'a str>,
}

/// The arms in the order in which they must stand: codes before ranges before the rest, and of one status those with a
/// media type before the one that takes what is left: JSON, where there is any.
fn ordered<'a>(cases: &[(&'a SuccessCase, &'a Ident)]) -> Vec<Arm<'a>> {
    let mut statuses: Vec<Status> = cases.iter().map(|(case, _)| case.status).collect();
    statuses.sort();
    statuses.dedup();
    let mut arms = Vec::new();
    for status in statuses {
        let alike: Vec<_> = cases
            .iter()
            .filter(|(case, _)| case.status == status)
            .collect();
        let first =
            |fits: fn(&SuccessKind) -> bool| alike.iter().position(|(case, _)| fits(&case.kind));
        let rest = first(|kind| matches!(kind, SuccessKind::Json(_)))
            .or_else(|| first(|kind| !matches!(kind, SuccessKind::Stream(..))))
            .unwrap_or(0);
        for (index, (case, name)) in alike.iter().enumerate() {
            if let Some(media_type) = case.media_type.as_deref().filter(|_| index != rest) {
                let guard = Some(media_type);
                arms.push(Arm { case, name, guard });
            }
        }
        if let Some((case, name)) = alike.get(rest) {
            arms.push(Arm {
                case,
                name,
                guard: None,
            });
        }
    }
    arms
}

/// `fn streamed`, where one of the successes is a stream.
fn streamed(uses: &Uses, cases: &[(&SuccessCase, &Ident)]) -> Option<TokenStream> {
    let is_stream = |case: &SuccessCase| matches!(case.kind, SuccessKind::Stream(..));
    if !cases.iter().any(|(case, _)| is_stream(case)) {
        return None;
    }
    let head = uses.runtime("Head");
    let arms = ordered(cases).into_iter().map(|arm| {
        let pattern = pattern(arm.case.status);
        let guard = arm.guard.map(|media_type| quote!(if head.is(#media_type)));
        let is_stream = is_stream(arm.case);
        quote!(#pattern #guard => #is_stream,)
    });
    let is_total = cases.iter().any(|(case, _)| case.status == Status::Default);
    let rest = (!is_total).then(|| quote!(_ => false,));
    Some(quote! {
        #[inline]
        fn streamed(head: &#head) -> bool {
            match head.status() { #(#arms)* #rest }
        }
    })
}
