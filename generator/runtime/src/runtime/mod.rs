//! The part of this client that its description does not change.
//!
//! Models and operations call it; users meet what the crate's root re-exports.

mod api;
mod argument;
mod attempt;
pub(crate) mod auth;
pub(crate) mod backoff;
mod base64;
mod base_url;
mod body;
mod bridge;
mod budget;
mod builder;
mod call;
mod client;
mod compare;
mod constraint;
pub(crate) mod encode;
mod enumeration;
mod env;
mod error;
mod exchange;
mod expect;
mod extra;
mod hook;
mod items;
pub mod json;
mod json_lines;
mod limit;
mod lines;
mod maybe;
mod members;
mod missing;
mod model;
mod multipart;
mod number;
mod outcome;
mod page;
mod plan;
mod position;
mod proxy;
mod reader;
mod reply;
mod request;
mod reqwest_transport;
mod response;
mod retry;
mod scrub;
mod seams;
mod secret;
mod slot;
mod sse;
#[cfg(any(test, feature = "testing"))]
mod testing;
mod text;
mod trace;
mod transport;
mod union;
mod when;

pub use api::{
    Api, Audience, Envelope, FieldEncoding, Location, Method, Operation, Pagination, Parameter,
    Scheme, SchemeKind, Server, Setting, Step, Style, Variable,
};
pub use argument::Argument;
pub use auth::grant::{ClientAuthentication, TokenRequestBody};
pub use auth::store::{StoredToken, TokenStore};
pub use auth::token::{AccessToken, TokenError, TokenSource};
pub use base64::{Base64, InvalidBase64};
pub use body::{Body, BoxError};
pub use bridge::{deserialize, serialize};
pub use builder::ClientBuilder;
pub use call::Call;
pub use client::Client;
pub use compare::{debug, debug_open, equal, same_variant};
pub use constraint::{Constraint, Validate, Violation, Violations, validate};
pub use enumeration::{
    Scalar, ScalarEnum, TextIndex, Unrecognized, indexed_text_value, read_scalar, read_text,
    scalar_view, text_value,
};
pub use env::CredentialPart;
pub use error::{Error, ErrorKind};
pub use expect::{Binary, Download, Empty, Expect, Json, JsonLines, Paged, ServerSentEvents, Text};
pub use extra::Extra;
pub use hook::{Attempt, AttemptOutcome, Hook};
pub use items::Items;
pub use json::{DecodeError, Deviation, Rejected};
pub use json_lines::JsonLineStream;
pub use maybe::Maybe;
pub use model::{Member, Model, Object, TryModel};
pub use multipart::{Form, Part};
pub use number::{InvalidNumber, Number};
pub use page::{Page, Pages};
pub use position::{ParsePositionError, Position};
pub use reader::{Reader, read_model, try_read_model};
pub use reply::{Head, Reply};
pub use request::{Pending, Request, Responds};
pub use response::Response;
pub use retry::RetryPolicy;
pub use seams::{Clock, Random, Seams, Sleep};
pub use secret::Secret;
pub use slot::{AsText, Decode, Encode, Entries, Failed, Fill, List, Slot, View};
pub use sse::{Event, EventStream};
#[cfg(any(test, feature = "testing"))]
pub use testing::{CannedResponse, CannedTransport, RecordedRequest};
pub use transport::{BoxFuture, Transport, TransportError};
pub use union::{Discriminator, Kinds, Shape, Union, read_union};

pub use bytes::Bytes;
pub use http::{self, HeaderMap, HeaderName, HeaderValue, StatusCode};
pub use jiff::Timestamp;
pub use jiff::civil::Date;
pub use serde_json::Value;

#[allow(unused_imports, reason = "which are used depends on the description")]
pub(crate) use {
    enumeration::{scalar_enum, text_enum},
    model::{boxed, model, serde_traits, try_model},
    request::{download, paginate, request},
    slot::displayed,
    union::union,
    when::when,
};
