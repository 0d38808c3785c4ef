//! `webhooks.rs`: names for what the API sends to its users.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{self, Doc};
use super::features;
use super::uses::{Place, Uses};
use super::{Context, Head, Print, ty};
use crate::ir::Ty;

/// Whether there is any webhook.
pub(crate) fn are_there(cx: &Context<'_>) -> bool {
    !cx.api.webhooks.is_empty()
}

/// The file.
pub(crate) fn module(cx: &Context<'_>, print: Print<'_>) -> Head {
    let uses = Uses::new(Place::Elsewhere, []);
    let mut items = TokenStream::new();
    let mut named = Vec::new();
    let mut doc = Doc::new(docs::ITEM);
    doc.sentence(
        "What the API sends to its users: the payloads of webhooks and callbacks, to be read from the JSON of a \
         request that comes in.",
    );
    for (webhook, name) in cx.api.webhooks.iter().zip(&cx.names.webhooks) {
        let Some(payload) = &webhook.payload else {
            let name = docs::text::code_span(&docs::text::line(&webhook.name));
            doc.sentence(&format!("The webhook {name} has no payload."));
            continue;
        };
        ty::named_in(payload, &mut named);
        let mut said = Doc::new(docs::ITEM);
        said.describe(&webhook.docs);
        let wire = docs::text::code_span(&docs::text::line(&webhook.name));
        said.sentence(&format!("The payload of {wire}."));
        said.doubt(&webhook.docs);
        items.extend(match payload {
            Ty::Named(id) if cx.names.ty(*id).name == *name => {
                quote! { #said pub type #name = crate::models::#name; }
            }
            payload => {
                let ty = ty::ty(cx, &uses, payload);
                quote! { #said pub type #name = #ty; }
            }
        });
    }
    print(items);
    Head {
        docs: doc.into_lines(),
        names_deprecated: named.iter().any(|id| ty::is_deprecated(cx, *id)),
        uses: uses.into_groups(),
    }
}

/// The declaration of the module, where there is one.
pub(crate) fn declaration(cx: &Context<'_>) -> Option<TokenStream> {
    are_there(cx).then(|| {
        let feature = cx.features.of_group(features::WEBHOOKS);
        quote! { #feature pub mod webhooks; }
    })
}
