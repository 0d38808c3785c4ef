//! What can be seen of calls with `tracing`: one span for each call, one event for each attempt.
//!
//! Fields are an allow-list: method, template, host, port, status, attempt, request id, kind of error, times. Never a
//! header, a body, a query, or a value of a path. Names are OpenTelemetry's, for HTTP client spans, where it has one.

#[cfg(feature = "tracing")]
pub(crate) use on::*;

#[cfg(not(feature = "tracing"))]
pub(crate) use off::*;

#[cfg(feature = "tracing")]
mod on {
    use std::future::Future;
    use std::time::Duration;

    use tracing::field::Empty;
    use tracing::{Instrument, debug, debug_span, warn};

    use crate::runtime::api::Operation;
    use crate::runtime::error::Error;
    use crate::runtime::hook::{Attempt, AttemptOutcome};
    use crate::runtime::reply::Reply;
    use crate::runtime::text;

    /// The span of a call.
    pub(crate) struct Span(tracing::Span);

    impl Span {
        pub(crate) fn new(operation: &Operation) -> Self {
            let method = operation.method.as_str();
            Self(debug_span!(
                "call",
                "otel.kind" = "client",
                "otel.name" = format_args!("{method} {}", operation.path),
                operation = operation.id,
                "http.request.method" = method,
                "url.template" = operation.path,
                "http.response.status_code" = Empty,
                "http.request.resend_count" = Empty,
                "error.type" = Empty,
            ))
        }

        pub(crate) fn around<F: Future>(
            &self,
            call: F,
        ) -> impl Future<Output = F::Output> + use<F> {
            call.instrument(self.0.clone())
        }

        pub(crate) fn finish(&self, result: &Result<Reply, Error>) {
            let (status, attempts) = match result {
                Ok(reply) => (Some(reply.head.status), reply.attempts),
                Err(error) => (error.status(), error.attempts()),
            };
            if let Some(status) = status {
                self.0.record("http.response.status_code", status.as_u16());
            }
            if attempts > 1 {
                self.0.record("http.request.resend_count", attempts - 1);
            }
            if let Err(error) = result {
                self.0
                    .record("error.type", tracing::field::debug(error.kind()));
            }
        }
    }

    pub(crate) fn attempt(attempt: &Attempt<'_>, outcome: &AttemptOutcome<'_>) {
        debug!(
            attempt = attempt.number,
            "server.address" = attempt.host,
            "server.port" = attempt.port,
            "http.response.status_code" = outcome.status.map(|status| status.as_u16()),
            request_id = outcome.request_id.map(|id| text::printable(id, 64)),
            error = outcome.error.map(tracing::field::debug),
            elapsed_ms = u64::try_from(outcome.elapsed.as_millis()).unwrap_or(u64::MAX),
            "attempt",
        );
    }

    pub(crate) fn retry(operation: &Operation, attempts: u32, wait: Duration) {
        let wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
        debug!(
            operation = operation.id,
            attempts, wait_ms, "another attempt follows"
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
}

#[cfg(not(feature = "tracing"))]
mod off {
    use std::future::Future;
    use std::time::Duration;

    use crate::runtime::api::Operation;
    use crate::runtime::error::Error;
    use crate::runtime::hook::{Attempt, AttemptOutcome};
    use crate::runtime::reply::Reply;

    /// The span of a call: none.
    pub(crate) struct Span;

    impl Span {
        pub(crate) fn new(_: &Operation) -> Self {
            Self
        }

        pub(crate) fn around<F: Future>(&self, call: F) -> F {
            call
        }

        pub(crate) fn finish(&self, _: &Result<Reply, Error>) {}
    }

    pub(crate) fn attempt(_: &Attempt<'_>, _: &AttemptOutcome<'_>) {}

    pub(crate) fn retry(_: &Operation, _: u32, _: Duration) {}

    pub(crate) fn budget_empty(_: &Operation) {}

    pub(crate) fn repeated_page(_: &Operation) {}
}
