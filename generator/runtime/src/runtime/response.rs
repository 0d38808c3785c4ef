//! [`Response`]: the value of a successful call, and what came with it.

use std::fmt;
use std::ops::{Deref, DerefMut};

use http::{HeaderMap, StatusCode};
use serde_json::Value;

use super::json::{self, Deviation};
use super::slot::Decode;

/// The value of a successful call, and what came with it: status, headers, request id.
///
/// It dereferences to the value, so `response.name` reads a member of it; [`into_inner`](Response::into_inner) gives the
/// value away.
#[derive(Clone)]
pub struct Response<T> {
    value: T,
    meta: Box<Meta>,
}

/// All of a response but its value.
#[derive(Clone)]
pub(crate) struct Meta {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) request_id: Option<String>,
    pub(crate) envelope_status: Option<u16>,
    pub(crate) deviations: Vec<Deviation>,
    pub(crate) attempts: u32,
}

impl<T> Response<T> {
    pub(crate) fn new(value: T, meta: Box<Meta>) -> Self {
        Self { value, meta }
    }

    /// The value, without the rest.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.meta.status
    }

    /// The HTTP headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.meta.headers
    }

    /// A header as the type that the operation's documentation names; `None` where it was not sent.
    ///
    /// A value that does not fit the type is an error that holds the text as received.
    pub fn header_as<H: Decode>(&self, name: &str) -> Option<Result<H, String>> {
        let text = self.meta.headers.get(name)?;
        let text = String::from_utf8_lossy(text.as_bytes()).into_owned();
        Some(decode_text(&text).ok_or(text))
    }

    /// What the server calls this exchange: from the body's envelope, or else from a header.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.meta.request_id.as_deref()
    }

    /// The status that the body's envelope repeats, where the API has one.
    #[must_use]
    pub fn envelope_status(&self) -> Option<u16> {
        self.meta.envelope_status
    }

    /// Optional members whose value did not fit their type: each is kept as received, and this says which and why.
    #[must_use]
    pub fn deviations(&self) -> &[Deviation] {
        &self.meta.deviations
    }

    /// How often the call was sent, the first time included.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.meta.attempts
    }

    /// The same response with a value made from this one's.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        Response {
            value: change(self.value),
            meta: self.meta,
        }
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Response<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    /// Without the headers' values, which may hold cookies.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.meta.status.as_u16())
            .field("request_id", &self.meta.request_id)
            .field("value", &self.value)
            .finish_non_exhaustive()
    }
}

/// Text from a header as a typed value: as a string, then as a number or truth value, then as a list.
fn decode_text<T: Decode>(text: &str) -> Option<T> {
    let decode = |value: Value| json::from_value::<T>(&value).ok();
    let scalar = |text: &str| match serde_json::from_str(text) {
        Ok(value @ (Value::Number(_) | Value::Bool(_))) => Some(value),
        _ => None,
    };
    let text = text.trim();
    let list = |element: &dyn Fn(&str) -> Value| {
        Value::Array(text.split(',').map(|part| element(part.trim())).collect())
    };
    scalar(text)
        .and_then(decode)
        .or_else(|| decode(Value::String(text.to_owned())))
        .or_else(|| decode(list(&|part| Value::String(part.to_owned()))))
        .or_else(|| {
            decode(list(&|part| {
                scalar(part).unwrap_or_else(|| Value::String(part.to_owned()))
            }))
        })
}
