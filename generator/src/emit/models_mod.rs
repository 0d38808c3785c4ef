//! `models/mod.rs`: the modules of the models, and their types under one roof.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Context, Module, type_ids};

/// The file.
pub(crate) fn module(cx: &Context<'_>) -> Module {
    let mut modules = TokenStream::new();
    let mut uses = TokenStream::new();
    for id in type_ids(cx.api) {
        let names = cx.names.ty(id);
        let (module, name) = (&names.module, &names.name);
        let feature = cx.features.of_type(id);
        let deprecated = cx.api.ty(id).deprecated.then(allow_deprecated);
        modules.extend(quote! { #feature mod #module; });
        uses.extend(quote! { #feature #deprecated pub use #module::#name; });
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
