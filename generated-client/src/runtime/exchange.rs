//! A call, from its parts to its reply: credentials, attempts, retries, deadline.
//!
//! Nothing here is generic, so it is compiled once however many operations there are.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::{Arc, PoisonError};
use std::task::Poll;
use std::time::{Duration, Instant};

use futures_util::future::{Either, select};

use super::attempt::{self, Read, Received};
use super::auth::token::TokenError;
use super::auth::{Alternative, Applied};
use super::backoff;
use super::body::Body;
use super::budget::Price;
use super::call::{Call, Parts, Payload};
use super::client::Client;
use super::error::{Error, ErrorKind};
use super::hook::{Attempt, AttemptOutcome};
use super::outcome::{self, Failed};
use super::plan::Plan;
use super::reply::{Head, Reply, enveloped_request_id, request_id_of};
use super::retry::{Fate, RetryPolicy};
use super::trace::{self, Span};
use super::transport::BoxFuture;

/// How much is kept of the body of an error.
const ERROR_LIMIT: u64 = 64 * 1024;

/// Runs a call to its end.
pub(crate) fn run(call: Call) -> BoxFuture<Result<Reply, Error>> {
    Box::pin(async move {
        let parts = call.into_parts()?;
        let id = parts.operation.id;
        // What cannot be sent is found here, before there is anything to see.
        let mut exchange = Exchange::new(&parts).map_err(|error| error.with_operation(id))?;
        let span = Span::new(parts.operation, &exchange.plan.base);
        let result = span.around(Box::pin(exchange.run())).await;
        let result = result.map_err(|error| error.with_operation(id));
        span.finish(&result);
        result
    })
}

/// A boundary for a multipart body, different each time.
pub(crate) fn boundary(client: &Client) -> String {
    let random = &client.shared().seams.random;
    format!("form-{:016x}{:016x}", random.next(), random.next())
}

struct Exchange<'p> {
    parts: &'p Parts,
    plan: Plan<'p>,
    alternative: Alternative,
    retry: RetryPolicy,
    idempotent: bool,
    deadline: Option<Instant>,
    attempts: u32,
    /// Whether an attempt so far may have done what was asked for.
    applied: bool,
    /// Whether a refused token was replaced already.
    renewed: bool,
}

/// What follows on a failure.
enum Next<'p> {
    Again {
        wait: Duration,
        price: Option<Price<'p>>,
    },
    Give(Box<Failed>),
}

impl<'p> Exchange<'p> {
    fn new(parts: &'p Parts) -> Result<Self, Error> {
        let shared = parts.client.shared();
        let plan = Plan::new(parts)?;
        let alternative = shared.credentials.choose(shared.api, parts.operation)?;
        let mut retry = shared.retry;
        if let Some(attempts) = parts.max_attempts {
            retry = retry.max_attempts(attempts);
        }
        let idempotent = parts.operation.method.is_idempotent() || plan.has_key;
        let limit = parts.timeout.unwrap_or(shared.limits.call);
        Ok(Self {
            parts,
            plan,
            alternative,
            retry,
            idempotent: parts.idempotent.unwrap_or(idempotent),
            // A limit beyond what the clock can say is none.
            deadline: shared.seams.clock.now().checked_add(limit),
            attempts: 0,
            applied: false,
            renewed: false,
        })
    }

    async fn run(&mut self) -> Result<Reply, Error> {
        loop {
            let failed = match self.attempt().await? {
                Ok(received) => {
                    self.parts.client.shared().budget.earn();
                    return Ok(self.reply(received));
                }
                Err(failed) => failed,
            };
            self.applied |= failed
                .fate
                .may_be_applied(self.parts.operation.method.is_safe());
            match self.next(failed) {
                Next::Again { wait, price } => {
                    if !wait.is_zero() {
                        self.parts.client.shared().seams.sleep.sleep(wait).await;
                    }
                    if let Some(price) = price {
                        price.pay();
                    }
                }
                Next::Give(failed) => return self.give(*failed),
            }
        }
    }

    /// One attempt. The outer error is one that no further attempt can mend.
    async fn attempt(&mut self) -> Result<Result<Received, Box<Failed>>, Error> {
        let shared = self.parts.client.shared();
        let applied = self.authorize().await?;
        let mut headers = self.plan.headers();
        let number = self.attempts + 1;
        for hook in &shared.hooks {
            hook.before(&self.described(number), &mut headers);
        }
        let body = self.body()?;
        let request = self.plan.request(headers, &applied, body)?;
        let limit = self.parts.attempt_timeout.unwrap_or(shared.limits.attempt);
        let started = shared.seams.clock.now();
        let limit = limit.min(self.remaining_at(started));
        if limit.is_zero() {
            return Err(self.out_of_time());
        }
        self.attempts = number;
        let (cap, streamed) = (shared.limits.response, self.parts.streamed);
        let read = |head: &Head| match head.status.is_success() {
            true if streamed(head) => Read::Stream,
            true => Read::All(cap),
            false => Read::Start(ERROR_LIMIT),
        };
        let sent = attempt::send(&*shared.transport, &shared.seams, request, limit, read).await;
        let outcome = outcome::judge(sent, applied, &*shared.seams.clock);
        self.tell(&outcome, started);
        Ok(outcome)
    }

    /// Credentials for an attempt, within the call's time.
    async fn authorize(&self) -> Result<Applied, Error> {
        let shared = self.parts.client.shared();
        if self.alternative.is_empty() {
            return Ok(Applied::default());
        }
        let mut credentials = pin!(shared.credentials.apply(self.alternative));
        // Mostly they are at hand, and nothing has to be waited for.
        if let Some(result) = poll_fn(|cx| ready_now(credentials.as_mut().poll(cx))).await {
            return result.map_err(|error| self.unauthorized(error));
        }
        let timer = shared.seams.sleep.sleep(self.remaining());
        match select(credentials, timer).await {
            Either::Left((Ok(applied), _)) => Ok(applied),
            Either::Left((Err(error), _)) => Err(self.unauthorized(error)),
            Either::Right(_) => Err(self.out_of_time()),
        }
    }

    fn unauthorized(&self, source: Arc<TokenError>) -> Error {
        Error::new(
            ErrorKind::Auth,
            format!("there is no access token: {source}"),
        )
        .with_transient(source.is_transient())
        .with_retry_after(source.wait())
        .with_attempts(self.attempts)
        .with_applied(self.applied)
        .caused_by(SharedTokenError(source))
    }

    fn body(&self) -> Result<Body, Error> {
        match &self.parts.payload {
            Payload::None => Ok(Body::empty()),
            Payload::Bytes { bytes, .. } => Ok(Body::from(bytes.clone())),
            Payload::Once { body, .. } => {
                let mut body = body.lock().unwrap_or_else(PoisonError::into_inner);
                body.take()
                    .ok_or_else(|| Error::request("the body is a stream, and was sent already"))
            }
        }
    }

    /// Whether there is still a body to send.
    fn can_resend(&self) -> bool {
        match &self.parts.payload {
            Payload::Once { body, .. } => body
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .is_some(),
            _ => true,
        }
    }

    fn remaining(&self) -> Duration {
        self.remaining_at(self.parts.client.shared().seams.clock.now())
    }

    fn remaining_at(&self, now: Instant) -> Duration {
        let deadline = self
            .deadline
            .map(|deadline| deadline.saturating_duration_since(now));
        deadline.unwrap_or(Duration::MAX)
    }

    fn out_of_time(&self) -> Error {
        Error::new(
            ErrorKind::Timeout,
            "time for the call was up before an attempt was sent",
        )
        .with_attempts(self.attempts)
        .with_applied(self.applied)
    }

    /// Decides what follows on a failure: the retry matrix, within attempts, time and budget.
    fn next(&mut self, failed: Box<Failed>) -> Next<'p> {
        let shared = self.parts.client.shared();
        let is_over = self.attempts >= self.retry.max_attempts || !self.can_resend();
        if failed.fate == Fate::Status(http::StatusCode::UNAUTHORIZED) {
            // Thrown away even where this call is over, so that the next one does not meet it again.
            let is_replaced = failed.applied.refuse();
            if is_over || self.renewed || !is_replaced {
                return Next::Give(failed);
            }
            self.renewed = true;
            return Next::Again {
                wait: Duration::ZERO,
                price: None,
            };
        }
        if is_over || !failed.fate.allows_retry(self.idempotent) {
            return Next::Give(failed);
        }
        let throttled = failed.fate == Fate::Status(http::StatusCode::TOO_MANY_REQUESTS);
        let own = backoff::wait(&self.retry, &*shared.seams.random, self.attempts, throttled);
        let wait = own.max(failed.hint.unwrap_or_default());
        if wait > self.retry.patience || wait >= self.remaining() {
            return Next::Give(failed);
        }
        let price = self.retry.is_budgeted.then(|| shared.budget.spend());
        if let Some(None) = price {
            trace::budget_empty(self.parts.operation);
            return Next::Give(failed);
        }
        trace::retry(self.parts.operation, self.attempts, wait);
        let price = price.flatten();
        Next::Again { wait, price }
    }

    /// The end of a call that failed; of a raw one, the response as it came.
    fn give(&self, failed: Failed) -> Result<Reply, Error> {
        let Failed {
            fate,
            kind,
            message,
            source,
            received,
            hint,
            ..
        } = failed;
        let received = match received {
            Some(received) if self.parts.raw && matches!(fate, Fate::Status(_)) => {
                return Ok(self.reply(received));
            }
            received => received,
        };
        let mut error = Error::new(kind, message)
            .with_attempts(self.attempts)
            .with_applied(self.applied)
            .with_retry_after(hint);
        if let Some(source) = source {
            error = error.caused_by(source);
        }
        if let Some(received) = received {
            let status = received.head.status;
            if status == http::StatusCode::FORBIDDEN {
                error = error.with_scopes(self.parts.operation.scopes);
            }
            let body = received.bytes();
            let request_id = self.request_id(&received);
            error = error.with_reply(status, received.head.headers, body, request_id);
        }
        Err(error)
    }

    fn reply(&self, received: Received) -> Reply {
        Reply {
            head: received.head,
            content: received.content,
            operation: self.parts.operation,
            enveloped_id: None,
            envelope_status: None,
            deviations: Vec::new(),
            attempts: self.attempts,
        }
    }

    /// What the server calls the exchange: an error may come in the envelope, too.
    fn request_id(&self, received: &Received) -> Option<String> {
        enveloped_request_id(self.parts.operation, &received.bytes())
            .or_else(|| request_id_of(&received.head.headers))
    }

    fn described(&self, number: u32) -> Attempt<'_> {
        Attempt {
            operation: self.parts.operation.id,
            method: self.parts.operation.method.as_str(),
            template: self.parts.operation.path,
            host: self.plan.base.host(),
            port: self.plan.base.port(),
            number,
        }
    }

    /// Tells hooks and traces how an attempt ended.
    fn tell(&self, outcome: &Result<Received, Box<Failed>>, started: Instant) {
        let shared = self.parts.client.shared();
        let hooks = &shared.hooks;
        if hooks.is_empty() && !trace::is_watched() {
            return;
        }
        let received = match outcome {
            Ok(received) => Some(received),
            Err(failed) => failed.received.as_ref(),
        };
        // Of a success, the body is not read twice for its id: the response has it.
        let request_id = match outcome {
            Ok(received) => request_id_of(&received.head.headers),
            Err(failed) => failed.received.as_ref().and_then(|it| self.request_id(it)),
        };
        let told = AttemptOutcome {
            status: received.map(|received| received.head.status),
            request_id: request_id.as_deref(),
            error: outcome.as_ref().err().map(|failed| failed.kind),
            elapsed: shared.seams.clock.now().saturating_duration_since(started),
        };
        let attempt = self.described(self.attempts);
        trace::attempt(&attempt, &told);
        for hook in hooks {
            hook.after(&attempt, &told);
        }
    }
}

/// What a poll gave, without waiting for more.
fn ready_now<T>(poll: Poll<T>) -> Poll<Option<T>> {
    Poll::Ready(match poll {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    })
}

/// A token's error as a source: it is shared by all calls that waited for the token.
#[derive(Debug)]
struct SharedTokenError(Arc<TokenError>);

impl std::fmt::Display for SharedTokenError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for SharedTokenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source()
    }
}
