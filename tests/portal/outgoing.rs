//! The body of an answer on its way: whole, cut off, or in drops.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame};
use tokio::time::{Sleep, sleep};

/// What is left to send, and how.
pub(super) struct Outgoing {
    left: Bytes,
    manner: Manner,
    pause: Option<Pin<Box<Sleep>>>,
}

#[derive(Clone, Copy)]
enum Manner {
    Whole,
    /// Breaks the connection when all is sent, since the head has promised more.
    Cut,
    /// One byte at a time.
    Drip(Duration),
}

impl Outgoing {
    /// All of the body at once.
    pub(super) fn whole(body: &[u8]) -> Self {
        Self::new(body, Manner::Whole)
    }

    /// So many bytes of the body, then the end of the connection.
    pub(super) fn cut(body: &[u8], after: usize) -> Self {
        Self::new(body.get(..after).unwrap_or(body), Manner::Cut)
    }

    /// The body byte by byte, with a pause before each.
    pub(super) fn drip(body: &[u8], pause: Duration) -> Self {
        Self::new(body, Manner::Drip(pause))
    }

    fn new(body: &[u8], manner: Manner) -> Self {
        Self {
            left: Bytes::copy_from_slice(body),
            manner,
            pause: None,
        }
    }

    fn poll_pause(&mut self, pause: Duration, cx: &mut Context<'_>) -> Poll<()> {
        let sleeping = self.pause.get_or_insert_with(|| Box::pin(sleep(pause)));
        ready!(sleeping.as_mut().poll(cx));
        self.pause = None;
        Poll::Ready(())
    }
}

impl Body for Outgoing {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        match (self.left.len(), self.manner) {
            (0, Manner::Cut) => {
                // hyper drops what it has not yet flushed when a body fails; the pause is when it flushes.
                ready!(self.poll_pause(Duration::from_millis(5), cx));
                Poll::Ready(Some(Err(io::ErrorKind::BrokenPipe.into())))
            }
            (0, _) => Poll::Ready(None),
            (_, Manner::Drip(pause)) => {
                ready!(self.poll_pause(pause, cx));
                Poll::Ready(Some(Ok(Frame::data(self.left.split_to(1)))))
            }
            (all, _) => Poll::Ready(Some(Ok(Frame::data(self.left.split_to(all))))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.left.is_empty() && !matches!(self.manner, Manner::Cut)
    }
}
