//! Reading bodies within limits.

use std::future::poll_fn;
use std::task::Poll;
use std::time::Duration;

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

/// Reads a body to its end into `out`, at most `cap` bytes of it. `out` holds what came before an error, too.
pub(crate) async fn read(
    mut body: Body,
    announced: Option<u64>,
    cap: u64,
    out: &mut Vec<u8>,
) -> Result<(), ReadError> {
    // An announcement costs the server nothing, so it reserves no more than a usual answer needs.
    out.reserve(usize::try_from(announced.unwrap_or(0).min(cap).min(64 * 1024)).unwrap_or(0));
    while let Some(chunk) = poll_fn(|cx| body.poll_chunk(cx)).await {
        let chunk = chunk.map_err(ReadError::Broken)?;
        let room = cap.saturating_sub(out.len() as u64);
        if chunk.len() as u64 > room {
            let room = usize::try_from(room).unwrap_or(usize::MAX);
            out.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
            return Err(ReadError::TooLarge);
        }
        out.extend_from_slice(&chunk);
    }
    Ok(())
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
