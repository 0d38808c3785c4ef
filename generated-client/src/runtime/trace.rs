//! What can be seen of calls with `tracing`: one span for each call, one event for each attempt.
//!
//! Fields are an allow-list: operation, method, template, host, port, status, number of the attempt, request id, kind of
//! error, times. Never a header, a body, a query, or a value of a path. Names are OpenTelemetry's for HTTP client spans,
//! where it has one. Of what it requires, `url.full` is left out on purpose: it holds ids and the query; `url.template`
//! stands in for it.

#[cfg(feature = "tracing")]
pub(crate) use on::*;

#[cfg(not(feature = "tracing"))]
pub(crate) use off::*;

#[cfg(feature = "tracing")]
mod on {
    use std::borrow::Cow;
    use std::future::Future;
    use std::time::Duration;

    use http::StatusCode;
    use tracing::field::Empty;
    use tracing::{Instrument, debug, debug_span, warn};

    use crate::runtime::api::Operation;
    use crate::runtime::attempt::{Failure, Received};
    use crate::runtime::base_url::BaseUrl;
    use crate::runtime::error::{Error, ErrorKind};
    use crate::runtime::hook::{Attempt, AttemptOutcome};
    use crate::runtime::reply::{Reply, request_id_of};
    use crate::runtime::text;

    /// How much is shown of what a server calls an exchange.
    const LONGEST_ID: usize = 64;

    /// The span of a call.
    pub(crate) struct Span(tracing::Span);

    impl Span {
        pub(crate) fn new(operation: &Operation, base: &BaseUrl) -> Self {
            let method = operation.method.as_str();
            Self(debug_span!(
                "call",
                "otel.kind" = "client",
                "otel.name" = format_args!("{method} {}", operation.path),
                "otel.status_code" = Empty,
                operation = operation.id,
                "http.request.method" = method,
                "url.template" = operation.path,
                "server.address" = base.host(),
                "server.port" = base.port(),
                "http.response.status_code" = Empty,
                "http.request.resend_count" = Empty,
                "error.type" = Empty,
                request_id = Empty,
            ))
        }

        pub(crate) fn around<F: Future>(
            &self,
            call: F,
        ) -> impl Future<Output = F::Output> + use<F> {
            call.instrument(self.0.clone())
        }

        pub(crate) fn finish(&self, result: &Result<Reply, Error>) {
            if self.0.is_disabled() {
                return;
            }
            let (status, attempts, request_id) = match result {
                Ok(reply) => {
                    let id = request_id_of(&reply.head.headers).map(Cow::Owned);
                    (Some(reply.head.status), reply.attempts, id)
                }
                Err(error) => {
                    let id = error.request_id().map(Cow::Borrowed);
                    (error.status(), error.attempts(), id)
                }
            };
            if let Some(status) = status {
                self.0.record("http.response.status_code", status.as_u16());
            }
            if attempts > 1 {
                self.0.record("http.request.resend_count", attempts - 1);
            }
            if let Some(id) = request_id {
                self.0
                    .record("request_id", text::printable(&id, LONGEST_ID));
            }
            if let Err(error) = result {
                self.0.record("otel.status_code", "ERROR");
                self.0
                    .record("error.type", &*error_type(error.kind(), status));
            }
        }
    }

    /// OpenTelemetry's `error.type`: the status, where that is the error, or else a word for its kind.
    fn error_type(kind: ErrorKind, status: Option<StatusCode>) -> Cow<'static, str> {
        Cow::Borrowed(match kind {
            ErrorKind::Status | ErrorKind::Redirect => {
                return status.map_or(Cow::Borrowed("_OTHER"), |it| it.as_str().to_owned().into());
            }
            ErrorKind::Config => "config",
            ErrorKind::Request => "request",
            ErrorKind::Auth => "auth",
            ErrorKind::Connect => "connect",
            ErrorKind::Timeout => "timeout",
            ErrorKind::Connection => "connection",
            ErrorKind::BodyTooLarge => "body_too_large",
            ErrorKind::Decode => "decode",
        })
    }

    /// Whether anybody looks at attempts.
    pub(crate) fn is_watched() -> bool {
        tracing::enabled!(tracing::Level::DEBUG)
    }

    pub(crate) fn attempt(attempt: &Attempt<'_>, outcome: &AttemptOutcome<'_>) {
        debug!(
            attempt = attempt.number,
            "server.address" = attempt.host,
            "server.port" = attempt.port,
            "http.response.status_code" = outcome.status.map(|status| status.as_u16()),
            "http.request.resend_count" = (attempt.number > 1).then(|| attempt.number - 1),
            "error.type" = outcome
                .error
                .map(|kind| error_type(kind, outcome.status))
                .as_deref(),
            request_id = outcome.request_id.map(|id| text::printable(id, LONGEST_ID)),
            elapsed_ms = millis(outcome.elapsed),
            "attempt",
        );
    }

    /// A request for a token and what came of it. It has no template: its URL is a setting.
    pub(crate) fn token_request(url: &http::Uri, sent: &Result<Received, Failure>) {
        let (status, error) = match sent {
            Ok(received) => (Some(received.head.status), None),
            Err(Failure::NotSent(_)) => (None, Some(ErrorKind::Connect)),
            Err(Failure::Broken(_)) => (None, Some(ErrorKind::Connection)),
            Err(Failure::TimedOut) => (None, Some(ErrorKind::Timeout)),
            Err(Failure::Cut { head, source }) => {
                let kind = match source {
                    Some(_) => ErrorKind::Connection,
                    None => ErrorKind::Timeout,
                };
                (Some(head.status), Some(kind))
            }
            Err(Failure::TooLarge(head)) => (Some(head.status), Some(ErrorKind::BodyTooLarge)),
        };
        let refused = status.is_some_and(|status| !status.is_success());
        let error = error.or(refused.then_some(ErrorKind::Status));
        let request_id = sent
            .as_ref()
            .ok()
            .and_then(|received| request_id_of(&received.head.headers));
        debug!(
            "http.request.method" = "POST",
            "server.address" = url.host(),
            "server.port" = url.port_u16(),
            "http.response.status_code" = status.map(|status| status.as_u16()),
            "error.type" = error.map(|kind| error_type(kind, status)).as_deref(),
            request_id = request_id.map(|id| text::printable(&id, LONGEST_ID)),
            "token request",
        );
    }

    pub(crate) fn retry(operation: &Operation, attempts: u32, wait: Duration) {
        debug!(
            operation = operation.id,
            attempts,
            wait_ms = millis(wait),
            "another attempt follows"
        );
    }

    pub(crate) fn budget_empty(operation: &Operation) {
        warn!(
            operation = operation.id,
            "not retried: the budget for retries is used up"
        );
    }

    pub(crate) fn repeated_page(operation: &Operation) {
        warn!(
            operation = operation.id,
            "paging stopped: the server sent the same page again"
        );
    }

    /// A response that is a success and cannot be read; the span of its call has ended by then.
    pub(crate) fn undecodable(operation: &Operation, status: StatusCode, request_id: Option<&str>) {
        debug!(
            operation = operation.id,
            "http.response.status_code" = status.as_u16(),
            "error.type" = "decode",
            request_id = request_id.map(|id| text::printable(id, LONGEST_ID)),
            "the response could not be decoded"
        );
    }

    fn millis(time: Duration) -> u64 {
        u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
    }
}

#[cfg(not(feature = "tracing"))]
mod off {
    use std::future::Future;
    use std::time::Duration;

    use http::StatusCode;

    use crate::runtime::api::Operation;
    use crate::runtime::attempt::{Failure, Received};
    use crate::runtime::base_url::BaseUrl;
    use crate::runtime::error::Error;
    use crate::runtime::hook::{Attempt, AttemptOutcome};
    use crate::runtime::reply::Reply;

    /// The span of a call: none.
    pub(crate) struct Span;

    impl Span {
        pub(crate) fn new(_: &Operation, _: &BaseUrl) -> Self {
            Self
        }

        pub(crate) fn around<F: Future>(&self, call: F) -> F {
            call
        }

        pub(crate) fn finish(&self, _: &Result<Reply, Error>) {}
    }

    pub(crate) fn is_watched() -> bool {
        false
    }

    pub(crate) fn attempt(_: &Attempt<'_>, _: &AttemptOutcome<'_>) {}

    pub(crate) fn token_request(_: &http::Uri, _: &Result<Received, Failure>) {}

    pub(crate) fn retry(_: &Operation, _: u32, _: Duration) {}

    pub(crate) fn budget_empty(_: &Operation) {}

    pub(crate) fn repeated_page(_: &Operation) {}

    pub(crate) fn undecodable(_: &Operation, _: StatusCode, _: Option<&str>) {}
}
