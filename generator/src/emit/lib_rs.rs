//! `lib.rs`: the crate's manual, its modules, and what of the runtime its users meet.

use quote::quote;

use super::uses::ident;
use super::{Context, Module, features, front_page, webhooks};

/// What the crate re-exports of its runtime: all that its users meet or may want to name.
const EXPORTS: &[&str] = &[
    "AccessToken",
    "AsText",
    "Attempt",
    "AttemptOutcome",
    "Base64",
    "Body",
    "BoxError",
    "BoxFuture",
    "Bytes",
    "Client",
    "ClientAuthentication",
    "ClientBuilder",
    "Clock",
    "Constraint",
    "Date",
    "DecodeError",
    "Deviation",
    "Error",
    "ErrorKind",
    "Event",
    "EventStream",
    "Extra",
    "Form",
    "HeaderMap",
    "HeaderName",
    "HeaderValue",
    "Hook",
    "InvalidBase64",
    "InvalidNumber",
    "Items",
    "JsonLineStream",
    "Maybe",
    "Number",
    "Page",
    "Pages",
    "ParsePositionError",
    "Part",
    "Pending",
    "Position",
    "Random",
    "Rejected",
    "Response",
    "RetryPolicy",
    "Seams",
    "Secret",
    "Sleep",
    "StatusCode",
    "Timestamp",
    "TokenError",
    "TokenRequestBody",
    "TokenSource",
    "Transport",
    "TransportError",
    "Unrecognized",
    "Validate",
    "Value",
    "Violation",
    "Violations",
];
/// The same with the feature `testing`.
const TESTING: &[&str] = &["CannedResponse", "CannedTransport", "RecordedRequest"];

/// The file.
pub(crate) fn module(cx: &Context<'_>) -> Module {
    let exports = EXPORTS.iter().map(|name| ident(name));
    let testing = TESTING.iter().map(|name| ident(name));
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
            #[cfg(feature = "testing")]
            pub use crate::runtime::{#(#testing),*};

            #uuid
        },
    }
}
