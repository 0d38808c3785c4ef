//! `models/mod.rs`: the modules of the models, and their types under one roof.

use indexmap::IndexMap;
use proc_macro2::TokenStream;
use quote::quote;

use super::{Context, Head, Print, declared_ids};
use crate::ir::TypeId;

/// The file.
pub(crate) fn module(cx: &Context<'_>, print: Print<'_>) -> Head {
    // Models that the same features need stand together: a large crate has few such sets and long lists of features.
    let mut sets: IndexMap<Vec<&str>, Vec<TypeId>> = IndexMap::new();
    for id in declared_ids(cx.api) {
        sets.entry(cx.features.needing(id)).or_default().push(id);
    }
    let mut items = match sets.shift_remove(&Vec::new()) {
        Some(always) => declarations(cx, &always),
        None => TokenStream::new(),
    };
    for (features, ids) in &sets {
        let features = match features.as_slice() {
            [one] => quote!(feature = #one),
            several => quote!(any(#(feature = #several),*)),
        };
        let declarations = declarations(cx, ids);
        items.extend(quote! { crate::runtime::when! { #features => #declarations } });
    }
    print(items);
    Head {
        docs: vec![
            "What calls send and receive, a type for each schema of the description.".to_owned(),
        ],
        names_deprecated: false,
        uses: Vec::new(),
    }
}

fn declarations(cx: &Context<'_>, ids: &[TypeId]) -> TokenStream {
    let modules = ids.iter().map(|id| &cx.names.ty(*id).module);
    let uses = ids.iter().map(|id| export(cx, *id));
    quote! { #(mod #modules;)* #(#uses)* }
}

fn export(cx: &Context<'_>, id: TypeId) -> TokenStream {
    let module = &cx.names.ty(id).module;
    let ids = || {
        [id].into_iter()
            .chain(cx.api.ty(id).shared_by.iter().copied())
    };
    let names: Vec<_> = ids().map(|id| &cx.names.ty(id).name).collect();
    let names = match names.as_slice() {
        [name] => quote!(#name),
        names => quote!({ #(#names),* }),
    };
    let deprecated = ids().any(|id| cx.api.ty(id).deprecated);
    let deprecated = deprecated.then(allow_deprecated);
    quote! { #deprecated pub use #module::#names; }
}

fn allow_deprecated() -> TokenStream {
    quote!(#[allow(deprecated, reason = "deprecated in the description, and still there")])
}
