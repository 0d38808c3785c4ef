//! [`Error`]: why a call failed, and what a caller needs to decide what to do.
//!
//! One pointer wide. What the server sent is kept, as bytes; what is printed of it is capped and free of control
//! characters.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::body::BoxError;
use super::json::{self, DecodeError};
use super::slot::Decode;
use super::text;

/// Why a call failed.
///
/// Ask [`kind`](Error::kind) or one of the `is_*` methods what happened, [`status`](Error::status) what the server said,
/// and [`may_have_been_applied`](Error::may_have_been_applied) whether sending the same call again could do its work
/// twice.
///
/// `Display` prints at most 512 bytes, without control characters and without secrets; `source` leads to what lies below.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    message: Cow<'static, str>,
    operation: Option<&'static str>,
    scopes: &'static [&'static str],
    reply: Option<ErrorReply>,
    retry_after: Option<Duration>,
    attempts: u32,
    applied: bool,
    transient: bool,
    source: Option<BoxError>,
}

/// What is kept of a response that is an error.
struct ErrorReply {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    request_id: Option<String>,
}

/// What kind of failure an [`Error`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A setting of the client is missing or wrong. Nothing was sent.
    Config,
    /// The arguments of the call cannot be sent, such as an empty id in a path. Nothing was sent.
    Request,
    /// No token could be had, or the token endpoint refused. The call itself was not sent.
    Auth,
    /// No connection could be made: name, network or TLS. The call was not sent.
    Connect,
    /// Time was up.
    Timeout,
    /// The connection broke while the call was under way.
    Connection,
    /// The server answered with a redirect, which this client does not follow.
    Redirect,
    /// The server answered with a status that is not a success.
    Status,
    /// The body of the response is larger than the client's limit.
    BodyTooLarge,
    /// The body of a success is not what the description says.
    Decode,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            operation: None,
            scopes: &[],
            reply: None,
            retry_after: None,
            attempts: 0,
            applied: false,
            transient: false,
            source: None,
        }))
    }

    pub(crate) fn config(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Config, message)
    }

    pub(crate) fn request(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Request, message)
    }

    pub(crate) fn from_body(source: BoxError) -> Self {
        match source.downcast::<Self>() {
            Ok(error) => *error,
            Err(source) => Self::new(ErrorKind::Connection, "the body broke off").caused_by(source),
        }
    }

    pub(crate) fn caused_by(mut self, source: impl Into<BoxError>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    pub(crate) fn with_operation(mut self, id: &'static str) -> Self {
        self.0.operation = Some(id);
        self
    }

    pub(crate) fn with_scopes(mut self, scopes: &'static [&'static str]) -> Self {
        self.0.scopes = scopes;
        self
    }

    pub(crate) fn with_reply(
        mut self,
        status: StatusCode,
        headers: HeaderMap,
        body: Bytes,
        request_id: Option<String>,
    ) -> Self {
        self.0.reply = Some(ErrorReply {
            status,
            headers,
            body,
            request_id,
        });
        self
    }

    pub(crate) fn with_retry_after(mut self, retry_after: Option<Duration>) -> Self {
        self.0.retry_after = retry_after;
        self
    }

    pub(crate) fn with_attempts(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    pub(crate) fn with_applied(mut self, applied: bool) -> Self {
        self.0.applied |= applied;
        self
    }

    pub(crate) fn with_transient(mut self, transient: bool) -> Self {
        self.0.transient = transient;
        self
    }

    /// What kind of failure it is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Whether a setting of the client is missing or wrong.
    #[must_use]
    pub fn is_config(&self) -> bool {
        self.kind() == ErrorKind::Config
    }

    /// Whether the arguments of the call could not be sent.
    #[must_use]
    pub fn is_request(&self) -> bool {
        self.kind() == ErrorKind::Request
    }

    /// Whether no token could be had. A token that the API itself refused is [`is_status`](Self::is_status) with 401.
    #[must_use]
    pub fn is_auth(&self) -> bool {
        self.kind() == ErrorKind::Auth
    }

    /// Whether no connection could be made.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.kind() == ErrorKind::Connect
    }

    /// Whether time was up, for an attempt or for the call as a whole.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.kind() == ErrorKind::Timeout
    }

    /// Whether the connection broke while the call was under way.
    #[must_use]
    pub fn is_connection(&self) -> bool {
        self.kind() == ErrorKind::Connection
    }

    /// Whether the server answered with a redirect.
    #[must_use]
    pub fn is_redirect(&self) -> bool {
        self.kind() == ErrorKind::Redirect
    }

    /// Whether the server answered with a status that is not a success; see [`status`](Self::status).
    #[must_use]
    pub fn is_status(&self) -> bool {
        self.kind() == ErrorKind::Status
    }

    /// Whether the response was larger than the client's limit.
    #[must_use]
    pub fn is_body_too_large(&self) -> bool {
        self.kind() == ErrorKind::BodyTooLarge
    }

    /// Whether the body of a success is not what the description says.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        self.kind() == ErrorKind::Decode
    }

    /// Whether the same call may well succeed later: time was up, a connection failed, or the server was busy.
    ///
    /// It says nothing on whether the call did its work: see [`may_have_been_applied`](Self::may_have_been_applied).
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self.kind() {
            ErrorKind::Connect | ErrorKind::Timeout | ErrorKind::Connection => true,
            ErrorKind::Status => self.status().is_some_and(super::retry::is_transient),
            _ => self.0.transient,
        }
    }

    /// Whether the server may have done what the call asked for although the call failed.
    ///
    /// `false` is a promise: sending the call again does its work once. `true` means that nobody knows: look before you
    /// send again. Calls that change nothing, such as a GET, are always `false`.
    #[must_use]
    pub fn may_have_been_applied(&self) -> bool {
        self.0.applied
    }

    /// How often the call was sent, the first time included; 0 where it never was.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// How long the server asked to wait before the call is sent again, if it did.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// The status of the response, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.reply.as_ref().map(|reply| reply.status)
    }

    /// The headers of the response, if there was one.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.reply.as_ref().map(|reply| &reply.headers)
    }

    /// The body of the response as received, its first 64 KiB; a success's that could not be decoded, all of it.
    #[must_use]
    pub fn body(&self) -> Option<&Bytes> {
        self.0.reply.as_ref().map(|reply| &reply.body)
    }

    /// The body of the response as the type that the operation's documentation names for its status.
    ///
    /// `None` where there was no response or its body is empty.
    #[must_use]
    pub fn decode_body<T: Decode>(&self) -> Option<Result<T, DecodeError>> {
        let body = self.body().filter(|body| !body.is_empty())?;
        Some(json::decode::<T>(body).map(|decoded| decoded.value))
    }

    /// What the server calls this exchange: the first thing its support will ask for.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.reply.as_ref()?.request_id.as_deref()
    }

    /// The operation, by its `operationId`.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        let mut line = String::new();
        if let Some(operation) = inner.operation {
            line.push_str(operation);
            line.push_str(": ");
        }
        line.push_str(&inner.message);
        let mut tail = String::new();
        if let Some(id) = self.request_id() {
            tail.push_str(&format!("; request id {}", text::printable(id, 64)));
        }
        if inner.attempts > 1 {
            tail.push_str(&format!("; {} attempts", inner.attempts));
        }
        if inner.applied {
            tail.push_str("; may have been applied");
        }
        if !inner.scopes.is_empty() {
            let scopes = inner.scopes.join(" ");
            tail.push_str(&format!(
                "; needs the scopes {}",
                text::printable(&scopes, 64)
            ));
        }
        let room = text::DISPLAY_LIMIT.saturating_sub(tail.len());
        f.write_str(&text::printable(&line, room))?;
        f.write_str(&tail)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Error");
        debug
            .field("kind", &self.kind())
            .field("message", &self.to_string());
        if let Some(status) = self.status() {
            debug.field("status", &status.as_u16());
        }
        if let Some(body) = self.body() {
            debug.field("body", &format_args!("{} bytes", body.len()));
        }
        if let Some(source) = &self.0.source {
            debug.field(
                "source",
                &format_args!("{}", text::printable(&source.to_string(), 256)),
            );
        }
        debug.finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.0.source {
            Some(source) => Some(&**source),
            None => None,
        }
    }
}
