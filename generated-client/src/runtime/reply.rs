//! [`Reply`]: a successful response that nobody has decoded yet.
//!
//! The exchange makes it, an [`Expect`](super::Expect) reads it.

use std::fmt;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, StatusCode};
use serde_json::Value;

use super::api::Operation;
use super::body::Body;
use super::error::{Error, ErrorKind};
use super::json::{self, Beside, Decoded, Deviation};
use super::response::{Meta, Response};
use super::slot::Decode;
use super::trace;

/// Status and headers of a response.
#[derive(Clone)]
pub struct Head {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
}

impl fmt::Debug for Head {
    /// Without the headers, which may hold cookies.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Head")
            .field("status", &self.status.as_u16())
            .finish_non_exhaustive()
    }
}

impl Head {
    /// The status, as a number to match on.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// Whether the response says it is of this media type; parameters such as `charset` do not count, and `*` stands
    /// for anything.
    #[must_use]
    pub fn is(&self, media_type: &str) -> bool {
        let actual = self.media_type().unwrap_or_default();
        let essence = |text: &str| {
            let essence = text.split(';').next().unwrap_or_default().trim();
            essence.to_ascii_lowercase()
        };
        let (actual, expected) = (essence(actual), essence(media_type));
        match expected.strip_suffix('*') {
            Some(start) => actual.starts_with(start.strip_suffix("*/").unwrap_or(start)),
            None => actual == expected,
        }
    }

    /// The `Content-Type`, as received.
    #[must_use]
    pub fn media_type(&self) -> Option<&str> {
        self.headers.get(CONTENT_TYPE)?.to_str().ok()
    }
}

/// A successful response that nobody has decoded yet.
pub struct Reply {
    pub(crate) head: Head,
    pub(crate) content: Content,
    pub(crate) operation: &'static Operation,
    /// What the server calls the exchange in the envelope of the body.
    pub(crate) enveloped_id: Option<String>,
    pub(crate) envelope_status: Option<u16>,
    pub(crate) deviations: Vec<Deviation>,
    pub(crate) attempts: u32,
}

/// The body of a response, read to its end or not.
pub(crate) enum Content {
    Bytes(Bytes),
    Stream(Body),
}

impl fmt::Debug for Reply {
    /// Without headers and body.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("operation", &self.operation.id)
            .field("status", &self.status())
            .field("request_id", &self.request_id())
            .finish_non_exhaustive()
    }
}

impl Reply {
    /// Status and headers.
    #[must_use]
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// The status, as a number to match on.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.head.status()
    }

    /// Whether the response says it is of this media type; see [`Head::is`].
    #[must_use]
    pub fn is(&self, media_type: &str) -> bool {
        self.head.is(media_type)
    }

    /// The body, where it was read to its end; otherwise nothing.
    #[must_use]
    pub fn bytes(&self) -> &Bytes {
        static EMPTY: Bytes = Bytes::new();
        match &self.content {
            Content::Bytes(bytes) => bytes,
            Content::Stream(_) => &EMPTY,
        }
    }

    /// The body as it comes; nothing of it is left behind.
    pub fn take_body(&mut self) -> Body {
        match std::mem::replace(&mut self.content, Content::Bytes(Bytes::new())) {
            Content::Bytes(bytes) => Body::from(bytes),
            Content::Stream(body) => body,
        }
    }

    /// The value of the body: of an enveloped operation, the value inside.
    pub fn json<T: Decode>(&mut self) -> Result<T, Error> {
        let bytes = self.bytes().clone();
        if bytes.is_empty() {
            // Nothing where JSON was promised is `null`, if the type has room for it.
            return json::from_value::<T>(&Value::Null).map_err(|_| {
                self.undecodable(&"the body is empty, where the description promises JSON")
            });
        }
        let decoded = match self.operation.envelope {
            Some(envelope) => json::decode_envelope::<T>(&bytes, envelope)
                .map(|(decoded, beside)| (decoded, Some(beside))),
            None => json::decode::<T>(&bytes).map(|decoded| (decoded, None)),
        };
        match decoded {
            Ok((
                Decoded {
                    value, deviations, ..
                },
                beside,
            )) => {
                self.deviations.extend(deviations);
                self.note(beside.unwrap_or_default());
                Ok(value)
            }
            Err(error) => Err(self.undecodable(&error).caused_by(error)),
        }
    }

    /// Keeps what the envelope says beside the value.
    pub(crate) fn note(&mut self, beside: Beside) {
        self.enveloped_id = beside.request_id;
        self.envelope_status = beside.status;
    }

    /// What the server calls the exchange: in the envelope, or else in a header. Looked up when it is asked for.
    fn request_id(&self) -> Option<String> {
        let enveloped = self.enveloped_id.clone();
        enveloped.or_else(|| request_id_of(&self.head.headers))
    }

    /// The error for a status or media type that the description does not name.
    #[must_use]
    pub fn unexpected(&mut self) -> Error {
        let media_type = self.head.media_type().unwrap_or("no media type");
        let message = format!(
            "the description does not say what a response with status {} and {media_type} is",
            self.status(),
        );
        self.error(message)
    }

    pub(crate) fn undecodable(&mut self, why: &dyn std::fmt::Display) -> Error {
        self.error(format!("the response could not be decoded: {why}"))
    }

    fn error(&mut self, message: String) -> Error {
        let applied = !self.operation.method.is_safe();
        if let Some(id) = enveloped_request_id(self.operation, self.bytes()) {
            self.enveloped_id = Some(id);
        }
        let request_id = self.request_id();
        trace::undecodable(self.operation, self.head.status, request_id.as_deref());
        Error::new(ErrorKind::Decode, message)
            .with_operation(self.operation.id)
            .with_attempts(self.attempts)
            .with_applied(applied)
            .with_reply(
                self.head.status,
                self.head.headers.clone(),
                self.bytes().clone(),
                request_id,
            )
    }

    pub(crate) fn into_response<T>(self, value: T) -> Response<T> {
        let request_id = self.enveloped_id;
        let meta = Meta {
            status: self.head.status,
            request_id: request_id.or_else(|| request_id_of(&self.head.headers)),
            headers: self.head.headers,
            envelope_status: self.envelope_status,
            deviations: self.deviations,
            attempts: self.attempts,
        };
        Response::new(value, Box::new(meta))
    }
}

/// The value at the end of a path of member names.
pub(crate) fn at<'v>(value: &'v Value, path: &[&str]) -> Option<&'v Value> {
    if path.is_empty() {
        return None;
    }
    path.iter().try_fold(value, |value, name| value.get(name))
}

/// What the server calls the exchange in the envelope of its body, even where the rest of the body is not as described.
pub(crate) fn enveloped_request_id(operation: &Operation, body: &[u8]) -> Option<String> {
    let path = operation.envelope?.request_id;
    let body: Value = serde_json::from_slice(body).ok()?;
    Some(at(&body, path)?.as_str()?.to_owned())
}

/// The headers in which servers send the id of an exchange, the usual one first.
pub(crate) fn request_id_of(headers: &HeaderMap) -> Option<String> {
    const NAMES: [HeaderName; 7] = [
        HeaderName::from_static("x-request-id"),
        HeaderName::from_static("request-id"),
        HeaderName::from_static("x-correlation-id"),
        HeaderName::from_static("x-amzn-requestid"),
        HeaderName::from_static("x-ms-request-id"),
        HeaderName::from_static("x-github-request-id"),
        HeaderName::from_static("cf-ray"),
    ];
    NAMES
        .into_iter()
        .find_map(|name| headers.get(&name)?.to_str().ok())
        .map(str::to_owned)
}
