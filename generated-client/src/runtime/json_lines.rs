//! JSON texts, one on each line (JSON Lines, NDJSON).

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::task::{Context, Poll, ready};

use super::body::Body;
use super::error::Error;
use super::lines::Lines;
use super::slot::Decode;
use super::sse;

/// A stream of JSON texts, one on each line. A line that cannot be decoded is an error, and the next one can still be
/// read.
pub struct JsonLineStream<T> {
    lines: Lines,
    operation: &'static str,
    item: PhantomData<fn() -> T>,
}

impl<T: Decode> JsonLineStream<T> {
    pub(crate) fn new(body: Body, operation: &'static str) -> Self {
        Self {
            lines: Lines::new(body),
            operation,
            item: PhantomData,
        }
    }

    /// The next item; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|cx| self.poll_item(cx)).await
    }

    /// Polls for the next item.
    pub fn poll_item(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            match ready!(self.lines.poll_line(cx)) {
                Some(Ok(line)) if line.text.iter().all(u8::is_ascii_whitespace) => {}
                Some(Ok(line)) => {
                    return Poll::Ready(Some(sse::decode(&line.text, self.operation)));
                }
                Some(Err(error)) => {
                    return Poll::Ready(Some(Err(error.with_operation(self.operation))));
                }
                None => return Poll::Ready(None),
            }
        }
    }
}

#[cfg(feature = "stream")]
impl<T: Decode> futures_core::Stream for JsonLineStream<T> {
    type Item = Result<T, Error>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        self.poll_item(cx)
    }
}

impl<T> fmt::Debug for JsonLineStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonLineStream")
            .field("operation", &self.operation)
            .finish_non_exhaustive()
    }
}
