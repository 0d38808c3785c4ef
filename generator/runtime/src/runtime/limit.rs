//! Reading bodies within limits.

use std::future::poll_fn;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream;
use http::header::CONTENT_LENGTH;

use super::body::{Body, BoxError};
use super::error::{Error, ErrorKind};
use super::reply::Head;
use super::seams::Seams;

/// Why a body was not read to its end.
pub(crate) enum ReadError {
    TooLarge,
    Broken(BoxError),
}

/// A body that is being read to its end, at most `cap` bytes of it.
///
/// What comes is copied: a chunk is a window into a buffer of the connection, which it would keep alive.
pub(crate) struct Reading {
    body: Body,
    cap: u64,
    read: Vec<u8>,
}

impl Reading {
    pub(crate) fn new(body: Body, announced: Option<u64>, cap: u64) -> Self {
        // An announcement costs the server nothing, so it reserves no more than a usual answer needs.
        let usual = announced.unwrap_or(0).min(cap).min(64 * 1024);
        Self {
            body,
            cap,
            read: Vec::with_capacity(usize::try_from(usual).unwrap_or(0)),
        }
    }

    /// Reads on; ready at the end, or with what is wrong.
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), ReadError>> {
        loop {
            let chunk = match ready!(self.body.poll_chunk(cx)) {
                None => return Poll::Ready(Ok(())),
                Some(Ok(chunk)) => chunk,
                Some(Err(source)) => return Poll::Ready(Err(ReadError::Broken(source))),
            };
            let room = self.cap.saturating_sub(self.read.len() as u64);
            if chunk.len() as u64 > room {
                let room = usize::try_from(room).unwrap_or(usize::MAX);
                let fits = chunk.get(..room).unwrap_or(&chunk);
                self.read.extend_from_slice(fits);
                return Poll::Ready(Err(ReadError::TooLarge));
            }
            self.read.extend_from_slice(&chunk);
        }
    }

    /// What was read, before an error, too.
    pub(crate) fn into_bytes(self) -> Bytes {
        Bytes::from(self.read)
    }
}

/// The length of a body, where its head says it.
pub(crate) fn announced_length(head: &Head) -> Option<u64> {
    head.headers
        .get(CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}

/// The same body, with an error where no chunk comes for `limit`.
pub(crate) fn idle(body: Body, seams: Seams, limit: Duration) -> Body {
    struct State {
        body: Body,
        seams: Seams,
        is_over: bool,
    }
    let state = State {
        body,
        seams,
        is_over: false,
    };
    Body::from_stream_of(stream::unfold(
        Box::new(state),
        move |mut state| async move {
            if state.is_over {
                return None;
            }
            let mut timer = state.seams.sleep.sleep(limit);
            let chunk = poll_fn(|cx| match state.body.poll_chunk(cx) {
                Poll::Pending => timer.as_mut().poll(cx).map(|()| {
                    let error = Error::new(
                        ErrorKind::Timeout,
                        "the stream has been silent for too long",
                    );
                    Some(Err(BoxError::from(error)))
                }),
                ready => ready,
            })
            .await?;
            state.is_over = chunk.is_err();
            Some((chunk, state))
        },
    ))
}
