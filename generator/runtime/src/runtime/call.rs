//! [`Call`]: one call being put together.
//!
//! [`Request`](super::request::Request) wraps it. Values go in as they are set; what cannot be sent is kept as the first
//! problem and comes out when the call is sent, so that setters need not fail.

use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, HeaderValue};
use serde_json::Value;

use super::api::{FieldEncoding, Operation};
use super::argument::Argument;
use super::body::Body;
use super::client::Client;
use super::encode::form;
use super::error::{Error, ErrorKind};
use super::exchange;
use super::expect::Expect;
use super::multipart::Form;
use super::position::Position;
use super::reply::Head;
use super::request::Pending;

/// One call being put together.
#[derive(Clone)]
pub struct Call(Box<Parts>);

#[derive(Clone)]
pub(crate) struct Parts {
    pub(crate) client: Client,
    pub(crate) operation: &'static Operation,
    /// One for each parameter of the operation.
    pub(crate) values: Vec<Option<Value>>,
    pub(crate) payload: Payload,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) base_url: Option<String>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) max_attempts: Option<u32>,
    pub(crate) idempotent: Option<bool>,
    pub(crate) raw: bool,
    pub(crate) streamed: fn(&Head) -> bool,
    problem: Option<Arc<Problem>>,
}

/// Why a call cannot be sent; cheap to clone, as calls are.
struct Problem {
    kind: ErrorKind,
    message: String,
}

/// What a call sends as its body.
#[derive(Clone, Default)]
pub(crate) enum Payload {
    #[default]
    None,
    /// In memory: can be sent again.
    Bytes {
        media_type: HeaderValue,
        bytes: Bytes,
    },
    /// A stream: whoever takes it first sends it.
    Once {
        media_type: HeaderValue,
        body: Arc<Mutex<Option<Body>>>,
    },
}

impl Call {
    /// A call of `operation` with nothing set.
    #[must_use]
    pub fn new(client: &Client, operation: &'static Operation) -> Self {
        Self(Box::new(Parts {
            client: client.clone(),
            operation,
            values: vec![None; operation.parameters.len()],
            payload: Payload::None,
            headers: Vec::new(),
            base_url: None,
            timeout: None,
            attempt_timeout: None,
            max_attempts: None,
            idempotent: None,
            raw: false,
            streamed: |_| false,
            problem: None,
        }))
    }

    /// Sets the parameter with this index.
    #[must_use]
    pub fn set<T: Argument + ?Sized>(self, index: usize, value: &T) -> Self {
        let value = value.to_value();
        self.set_value(index, value)
    }

    fn set_value(mut self, index: usize, value: Result<Value, String>) -> Self {
        let name = self.0.operation.parameters.get(index).map(|it| it.name);
        match (value, self.0.values.get_mut(index)) {
            (Ok(value), Some(slot)) => *slot = Some(value),
            (Err(why), _) => {
                let name = name.unwrap_or_default();
                self.fail(format!("the parameter `{name}` cannot be sent: {why}"));
            }
            (Ok(_), None) => {
                self.fail(format!("there is no parameter with the index {index}"));
            }
        }
        self
    }

    /// Sends `value` as JSON.
    #[must_use]
    pub fn json<T: Argument + ?Sized>(self, value: &T) -> Self {
        self.json_as("application/json", value)
    }

    /// Sends `value` as JSON under another media type.
    #[must_use]
    pub fn json_as<T: Argument + ?Sized>(self, media_type: &str, value: &T) -> Self {
        let bytes = value.to_json().map(Bytes::from);
        self.encoded(media_type, bytes)
    }

    /// Sends the members of `value` form-urlencoded.
    #[must_use]
    pub fn form<T: Argument + ?Sized>(self, value: &T, fields: &[FieldEncoding]) -> Self {
        let text = value
            .to_value()
            .and_then(|value| form::encode(&value, fields));
        self.encoded("application/x-www-form-urlencoded", text.map(Bytes::from))
    }

    /// Sends `text` as it is.
    #[must_use]
    pub fn text(self, media_type: &str, text: impl Into<String>) -> Self {
        self.encoded(media_type, Ok(Bytes::from(text.into())))
    }

    /// Sends `bytes` as they are.
    #[must_use]
    pub fn bytes(self, media_type: &str, bytes: impl Into<Bytes>) -> Self {
        self.encoded(media_type, Ok(bytes.into()))
    }

    /// Sends a body, which may be a stream.
    #[must_use]
    pub fn body(mut self, media_type: &str, body: impl Into<Body>) -> Self {
        let body = body.into();
        if let Some(bytes) = body.as_bytes() {
            let bytes = bytes.clone();
            return self.encoded(media_type, Ok(bytes));
        }
        if let Some(media_type) = self.media_type(media_type) {
            let body = Arc::new(Mutex::new(Some(body)));
            self.0.payload = Payload::Once { media_type, body };
        }
        self
    }

    /// Sends a multipart form.
    #[must_use]
    pub fn multipart(self, form: Form) -> Self {
        let boundary = exchange::boundary(&self.0.client);
        match form.encode(&boundary) {
            Ok((media_type, body)) => self.body(&media_type, body),
            Err(why) => self.encoded("multipart/form-data", Err(why)),
        }
    }

    fn encoded(mut self, media_type: &str, bytes: Result<Bytes, String>) -> Self {
        let Some(media_type) = self.media_type(media_type) else {
            return self;
        };
        match bytes {
            Ok(bytes) => self.0.payload = Payload::Bytes { media_type, bytes },
            Err(why) => self.fail(format!("the body cannot be sent: {why}")),
        }
        self
    }

    fn media_type(&mut self, media_type: &str) -> Option<HeaderValue> {
        let value = HeaderValue::from_str(media_type).ok();
        if value.is_none() {
            self.fail("the media type of the body is no header value".to_owned());
        }
        value
    }

    /// Limits the time of the whole call.
    #[must_use]
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.0.timeout = Some(limit);
        self
    }

    /// Limits the time of each attempt.
    #[must_use]
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.0.attempt_timeout = Some(limit);
        self
    }

    /// Limits how often the call is sent.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.0.max_attempts = Some(attempts);
        self
    }

    /// Says whether the call may be sent twice.
    #[must_use]
    pub fn idempotent(mut self, idempotent: bool) -> Self {
        self.0.idempotent = Some(idempotent);
        self
    }

    /// Sends one more header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let header = HeaderName::from_bytes(name.as_bytes())
            .ok()
            .zip(HeaderValue::from_str(value).ok());
        match header {
            Some(header) => self.0.headers.push(header),
            None => self.fail(format!("the header `{name}` cannot be sent: {HEADER_RULE}")),
        }
        self
    }

    /// Sends the call to another base URL than the client's.
    #[must_use]
    pub fn base_url(mut self, url: &str) -> Self {
        self.0.base_url = Some(url.to_owned());
        self
    }

    /// Starts a paged call at `position`.
    #[must_use]
    pub fn resume(mut self, position: &Position) -> Self {
        if !position.apply(&mut self.0) {
            self.fail("the position is of another kind of paging than the operation's".to_owned());
        }
        self
    }

    /// Sends the call; `E` decodes the response.
    pub fn send<E: Expect>(mut self) -> Pending<E::Output> {
        self.0.streamed = E::streamed;
        Pending::new::<E>(exchange::run(self))
    }

    /// Sends the call and gives the response undecoded, whatever its status.
    pub fn send_raw(mut self) -> Pending<Bytes> {
        self.0.raw = true;
        Pending::new::<super::expect::Binary>(exchange::run(self))
    }

    fn fail(&mut self, message: String) {
        if self.0.problem.is_none() {
            let kind = ErrorKind::Request;
            self.0.problem = Some(Arc::new(Problem { kind, message }));
        }
    }

    /// The parts, or the first problem.
    pub(crate) fn into_parts(self) -> Result<Parts, Error> {
        match &self.0.problem {
            None => Ok(*self.0),
            Some(problem) => Err(Error::new(problem.kind, problem.message.clone())
                .with_operation(self.0.operation.id)),
        }
    }

    pub(crate) fn parts(&self) -> &Parts {
        &self.0
    }
}

/// What a header's value may be.
pub(crate) const HEADER_RULE: &str =
    "a header is one line of text, and its name letters, digits and dashes";

impl fmt::Debug for Call {
    /// The operation only: values may be personal data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Call").field(&self.0.operation.id).finish()
    }
}
