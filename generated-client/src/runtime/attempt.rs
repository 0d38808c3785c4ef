//! One request, one response, within limits of time and size.
//!
//! Used for calls and for token requests alike. It knows nothing of retries.

use std::future::poll_fn;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::{Either, select};

use super::body::{Body, BoxError};
use super::limit::{self, ReadError, Reading};
use super::reply::{Content, Head};
use super::seams::Seams;
use super::transport::{Sent, Transport};

/// How the body of a response is read.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Read {
    /// To its end; more than so many bytes are an error.
    All(u64),
    /// So many bytes at most; what is missing is not missed.
    Start(u64),
    /// Not at all: it is handed on.
    Stream,
}

/// What came back.
pub(crate) struct Received {
    pub(crate) head: Head,
    pub(crate) content: Content,
}

impl Received {
    /// The body, where it was read.
    pub(crate) fn bytes(&self) -> Bytes {
        match &self.content {
            Content::Bytes(bytes) => bytes.clone(),
            Content::Stream(_) => Bytes::new(),
        }
    }
}

/// Why nothing usable came back.
pub(crate) enum Failure {
    /// No connection: nothing was sent.
    NotSent(BoxError),
    /// The connection broke before there was a response.
    Broken(BoxError),
    /// Time was up before there was a response.
    TimedOut,
    /// The body broke off, or time was up.
    Cut {
        head: Head,
        source: Option<BoxError>,
    },
    /// The body is too large.
    TooLarge(Head),
}

/// Sends `request` and reads the response as `read` says for its head, all within `limit`.
pub(crate) async fn send(
    transport: &dyn Transport,
    seams: &Seams,
    request: http::Request<Body>,
    limit: Duration,
    read: impl FnOnce(&Head) -> Read,
) -> Result<Received, Failure> {
    let mut timer = seams.sleep.sleep(limit);
    let response = match select(transport.send(request), &mut timer).await {
        Either::Left((Ok(response), _)) => response,
        Either::Left((Err(error), _)) => {
            return Err(match error.into_parts() {
                (Sent::Nothing, source) => Failure::NotSent(source),
                (Sent::Perhaps, source) => Failure::Broken(source),
            });
        }
        Either::Right(_) => return Err(Failure::TimedOut),
    };
    let (response, body) = response.into_parts();
    let head = Head {
        status: response.status,
        headers: response.headers,
    };
    let (cap, is_whole) = match read(&head) {
        Read::Stream => {
            let body = limit::idle(body, seams.clone(), limit);
            return Ok(Received {
                head,
                content: Content::Stream(body),
            });
        }
        Read::All(cap) => (cap, true),
        Read::Start(cap) => (cap, false),
    };
    let mut reading = Reading::new(body, limit::announced_length(&head), cap);
    // The body goes before the timer: what is there counts, even if it was late.
    let end = poll_fn(|cx| match reading.poll(cx) {
        Poll::Ready(end) => Poll::Ready(Some(end)),
        Poll::Pending => timer.as_mut().poll(cx).map(|()| None),
    });
    let problem = match end.await {
        Some(Ok(())) => None,
        Some(Err(ReadError::TooLarge)) if is_whole => return Err(Failure::TooLarge(head)),
        Some(Err(ReadError::TooLarge)) => None,
        Some(Err(ReadError::Broken(source))) => Some(Some(source)),
        None => Some(None),
    };
    match problem {
        Some(source) if is_whole => Err(Failure::Cut { head, source }),
        _ => Ok(Received {
            head,
            content: Content::Bytes(reading.into_bytes()),
        }),
    }
}
