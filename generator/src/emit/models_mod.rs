//! `models/mod.rs`: the modules of the models, and their types under one roof.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Context, Module, declared_ids};

/// The file.
pub(crate) fn module(cx: &Context<'_>) -> Module {
    let mut modules = TokenStream::new();
    let mut uses = TokenStream::new();
    for id in declared_ids(cx.api) {
        let module = &cx.names.ty(id).module;
        let feature = cx.features.of_type(id);
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
        modules.extend(quote! { #feature mod #module; });
        uses.extend(quote! { #feature #deprecated pub use #module::#names; });
    }
    Module {
        docs: vec![
            "What calls send and receive, a type for each schema of the description.".to_owned(),
        ],
        names_deprecated: false,
        uses: Vec::new(),
        items: quote! { #modules #uses },
    }
}

fn allow_deprecated() -> TokenStream {
    quote!(#[allow(deprecated, reason = "deprecated in the description, and still there")])
}
