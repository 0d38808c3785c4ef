//! `lib.rs`: the crate's manual, its modules, and what of the runtime its users meet.

use quote::quote;

use super::uses::ident;
use super::{Context, Head, Print, features, front_page, webhooks};
use crate::ir::{Api, BodyKind, StreamKind, SuccessKind, Ty};

/// What every crate re-exports of its runtime: all that its users meet or may want to name.
pub(crate) const EXPORTS: &[&str] = &[
    "AccessToken",
    "Attempt",
    "AttemptOutcome",
    "Body",
    "BoxError",
    "BoxFuture",
    "Bytes",
    "Client",
    "ClientAuthentication",
    "ClientBuilder",
    "Clock",
    "Constraint",
    "DecodeError",
    "Deviation",
    "Error",
    "ErrorKind",
    "Extra",
    "HeaderMap",
    "HeaderName",
    "HeaderValue",
    "Hook",
    "Items",
    "Maybe",
    "Page",
    "Pages",
    "ParsePositionError",
    "Pending",
    "Position",
    "Random",
    "Rejected",
    "Request",
    "Response",
    "RetryPolicy",
    "Seams",
    "Secret",
    "Sleep",
    "StatusCode",
    "StoredToken",
    "Timestamp",
    "TokenError",
    "TokenRequestBody",
    "TokenSource",
    "TokenStore",
    "Transport",
    "TransportError",
    "Unrecognized",
    "Validate",
    "Value",
    "Violation",
    "Violations",
];
/// The same with the feature `testing`.
pub(crate) const TESTING: &[&str] = &["CannedResponse", "CannedTransport", "RecordedRequest"];

/// Whether an API has what an export is for.
type Needs = fn(&Api) -> bool;

/// What only some APIs have a use for.
const SPECIAL: &[(&[&str], Needs)] = &[
    (&["AsText"], |api| {
        features::has(api, &|ty| matches!(ty, Ty::I64Text | Ty::U64Text))
    }),
    (&["Base64", "InvalidBase64"], |api| {
        features::has(api, &|ty| matches!(ty, Ty::Base64))
    }),
    (&["Date"], |api| {
        features::has(api, &|ty| matches!(ty, Ty::Date))
    }),
    (&["Number", "InvalidNumber"], |api| {
        features::has(api, &|ty| matches!(ty, Ty::Number))
    }),
    (&["Event", "EventStream"], |api| {
        has_stream(api, StreamKind::ServerSentEvents)
    }),
    (&["JsonLineStream"], |api| {
        has_stream(api, StreamKind::JsonLines)
    }),
    (&["Form", "Part"], has_multipart),
];

fn has_stream(api: &Api, wanted: StreamKind) -> bool {
    let mut cases = api
        .operations
        .iter()
        .flat_map(|operation| &operation.success.cases);
    cases.any(|case| matches!(&case.kind, SuccessKind::Stream(kind, _) if *kind == wanted))
}

fn has_multipart(api: &Api) -> bool {
    let bodies = api
        .operations
        .iter()
        .filter_map(|operation| operation.body.as_ref());
    let mut content = bodies.flat_map(|body| &body.content);
    content.any(|content| matches!(content.kind, BodyKind::Multipart(_)))
}

/// All that the crate re-exports, in order.
pub(crate) fn exports(api: &Api) -> Vec<&'static str> {
    let special = SPECIAL.iter().filter(|(_, needs)| needs(api));
    let special = special.flat_map(|(names, _)| names.iter());
    let mut exports: Vec<&str> = EXPORTS.iter().chain(special).copied().collect();
    exports.sort_unstable();
    exports
}

/// The file.
pub(crate) fn module(cx: &Context<'_>, print: Print<'_>) -> Head {
    let exports = exports(cx.api).into_iter().map(ident);
    let testing = TESTING.iter().map(|name| ident(name));
    let webhooks = webhooks::declaration(cx);
    let formats = super::formats::are_there(cx).then(|| quote! { pub mod formats; });
    // The features of groups bring what their models need.
    let is_to_be_said = features::has_uuid(cx.api) && cx.features.names().is_empty();
    let uuid = is_to_be_said.then(|| {
        quote! {
            #[cfg(not(feature = "uuid"))]
            compile_error!("the models of this crate hold UUIDs: enable its feature `uuid`");
        }
    });
    print(quote! {
            pub mod api;
            mod client;
            #formats
            pub mod models;
            #[doc(hidden)]
            pub mod runtime;
            #webhooks

            pub use crate::runtime::{#(#exports),*};
            #[cfg(feature = "testing")]
            pub use crate::runtime::{#(#testing),*};

            #uuid
    });
    Head {
        docs: front_page::front_page(cx),
        names_deprecated: false,
        uses: Vec::new(),
    }
}
