//! [`Hook`]: seeing each attempt, and adding headers to it.

use std::time::Duration;

use http::{HeaderMap, StatusCode};

/// Sees each attempt of each call, before it is sent and after.
///
/// It runs on the task that makes the call, so it must not block. It does not see the path, the query, the body or a
/// credential.
pub trait Hook: Send + Sync + 'static {
    /// Before an attempt: `headers` are those of the request, and more may be added, such as a trace's context.
    ///
    /// The credentials' own headers are put in afterwards, out of its sight.
    fn before(&self, attempt: &Attempt<'_>, headers: &mut HeaderMap) {
        let _ = (attempt, headers);
    }

    /// After an attempt; not for one that is dropped on its way, together with its call.
    fn after(&self, attempt: &Attempt<'_>, outcome: &AttemptOutcome<'_>) {
        let _ = (attempt, outcome);
    }
}

/// An attempt at a call.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Attempt<'a> {
    /// The operation, by its `operationId`.
    pub operation: &'static str,
    /// The HTTP method.
    pub method: &'static str,
    /// The path template, without values.
    pub template: &'static str,
    /// The host.
    pub host: &'a str,
    /// The port.
    pub port: u16,
    /// Which attempt it is, from 1.
    pub number: u32,
}

/// How an attempt ended.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct AttemptOutcome<'a> {
    /// The status, if there was a response.
    pub status: Option<StatusCode>,
    /// What the server calls the exchange.
    pub request_id: Option<&'a str>,
    /// What kind of failure it was; `None` for a success.
    pub error: Option<super::ErrorKind>,
    /// How long it took.
    pub elapsed: Duration,
}
