//! `lib.rs`: the crate's manual, its modules, and what of the runtime its users meet.

use quote::quote;

use super::uses::ident;
use super::{Context, Module, features, front_page, webhooks};

/// What the crate re-exports of its runtime, and behind which feature.
pub(crate) const EXPORTS: &[(&str, Option<&str>)] = &[
    ("AccessToken", None),
    ("Attempt", None),
    ("AttemptOutcome", None),
    ("Base64", None),
    ("Body", None),
    ("BoxError", None),
    ("BoxFuture", None),
    ("Bytes", None),
    ("CannedResponse", Some("testing")),
    ("CannedTransport", Some("testing")),
    ("Client", None),
    ("ClientAuthentication", None),
    ("ClientBuilder", None),
    ("Clock", None),
    ("Date", None),
    ("DecodeError", None),
    ("Deviation", None),
    ("Error", None),
    ("ErrorKind", None),
    ("Event", None),
    ("EventStream", None),
    ("Extra", None),
    ("Form", None),
    ("HeaderMap", None),
    ("Hook", None),
    ("Items", None),
    ("JsonLineStream", None),
    ("Maybe", None),
    ("Page", None),
    ("Pages", None),
    ("Part", None),
    ("Pending", None),
    ("Position", None),
    ("Random", None),
    ("RecordedRequest", Some("testing")),
    ("Rejected", None),
    ("Response", None),
    ("RetryPolicy", None),
    ("Seams", None),
    ("Secret", None),
    ("Sleep", None),
    ("StatusCode", None),
    ("Timestamp", None),
    ("TokenError", None),
    ("TokenRequestBody", None),
    ("TokenSource", None),
    ("Transport", None),
    ("TransportError", None),
    ("Unrecognized", None),
    ("Value", None),
];

/// The file.
pub(crate) fn module(cx: &Context<'_>) -> Module {
    let exports = EXPORTS
        .iter()
        .filter(|(_, feature)| feature.is_none())
        .map(|(name, _)| ident(name));
    let gated = EXPORTS.iter().filter_map(|(name, feature)| {
        let name = ident(name);
        feature.map(|feature| quote! { #[cfg(feature = #feature)] pub use crate::runtime::#name; })
    });
    let webhooks = webhooks::declaration(cx);
    let uuid = features::has_uuid(cx.api).then(|| {
        quote! {
            #[cfg(not(feature = "uuid"))]
            compile_error!("the models of this crate hold UUIDs: enable its feature `uuid`");
        }
    });
    Module {
        docs: front_page::front_page(cx),
        names_deprecated: false,
        uses: Vec::new(),
        items: quote! {
            pub mod api;
            mod client;
            pub mod models;
            #[doc(hidden)]
            pub mod runtime;
            #webhooks

            pub use crate::runtime::{#(#exports),*};
            #(#gated)*

            #uuid
        },
    }
}
