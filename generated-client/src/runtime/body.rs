//! [`Body`]: what is sent or received, in memory or as a stream of chunks.

use std::error::Error as StdError;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_util::Stream;
use futures_util::stream;

use super::Error;

/// Any error that can cross threads.
pub type BoxError = Box<dyn StdError + Send + Sync>;

type Chunks = Pin<Box<dyn Stream<Item = Result<Bytes, BoxError>> + Send>>;

/// The body of a request or a response: bytes in memory, or chunks that arrive one after the other.
///
/// A body in memory can be sent again when an attempt fails; a stream can be sent once only, so a call with one is not
/// retried after its body was handed to the transport.
#[derive(Default)]
pub struct Body(Kind);

#[derive(Default)]
enum Kind {
    #[default]
    Empty,
    Bytes(Bytes),
    Chunks {
        chunks: Chunks,
        length: Option<u64>,
    },
}

impl Body {
    /// No bytes.
    #[must_use]
    pub fn empty() -> Self {
        Self(Kind::Empty)
    }

    /// Chunks from an iterator, such as one over a file; read as the connection takes them.
    ///
    /// The iterator runs on the task that sends: where its `next` waits for a disk, that task waits too.
    pub fn from_chunks<I, E>(chunks: I) -> Self
    where
        I: IntoIterator<Item = Result<Bytes, E>>,
        I::IntoIter: Send + 'static,
        E: Into<BoxError> + 'static,
    {
        let chunks = chunks.into_iter().map(|chunk| chunk.map_err(Into::into));
        Self::from_stream_of(stream::iter(chunks))
    }

    /// Chunks from a stream.
    #[cfg(feature = "stream")]
    pub fn from_stream<S, E>(chunks: S) -> Self
    where
        S: futures_core::Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError> + 'static,
    {
        use futures_util::StreamExt;
        Self::from_stream_of(chunks.map(|chunk| chunk.map_err(Into::into)))
    }

    pub(crate) fn from_stream_of(
        chunks: impl Stream<Item = Result<Bytes, BoxError>> + Send + 'static,
    ) -> Self {
        Self(Kind::Chunks {
            chunks: Box::pin(chunks),
            length: None,
        })
    }

    /// Says how many bytes a stream has in all, so that `Content-Length` can be sent. No effect on bytes in memory.
    #[must_use]
    pub fn with_length(mut self, bytes: u64) -> Self {
        if let Kind::Chunks { length, .. } = &mut self.0 {
            *length = Some(bytes);
        }
        self
    }

    /// How many bytes it has in all, where that is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        match &self.0 {
            Kind::Empty => Some(0),
            Kind::Bytes(bytes) => Some(bytes.len() as u64),
            Kind::Chunks { length, .. } => *length,
        }
    }

    /// The bytes, where they are all in memory.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&Bytes> {
        static EMPTY: Bytes = Bytes::new();
        match &self.0 {
            Kind::Empty => Some(&EMPTY),
            Kind::Bytes(bytes) => Some(bytes),
            Kind::Chunks { .. } => None,
        }
    }

    /// The next chunk; `None` at the end. After an error, nothing more comes.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        poll_fn(|cx| self.poll_chunk(cx))
            .await
            .map(|chunk| chunk.map_err(Error::from_body))
    }

    /// Polls for the next chunk.
    pub fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        match &mut self.0 {
            Kind::Empty => Poll::Ready(None),
            Kind::Bytes(bytes) => {
                let bytes = std::mem::take(bytes);
                self.0 = Kind::Empty;
                Poll::Ready(Some(Ok(bytes)))
            }
            Kind::Chunks { chunks, .. } => {
                let chunk = std::task::ready!(chunks.as_mut().poll_next(cx));
                if !matches!(chunk, Some(Ok(_))) {
                    self.0 = Kind::Empty;
                }
                Poll::Ready(chunk)
            }
        }
    }
}

#[cfg(feature = "stream")]
impl futures_core::Stream for Body {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_chunk(cx)
            .map(|chunk| chunk.map(|chunk| chunk.map_err(Error::from_body)))
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Kind::Bytes(bytes))
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self::from(Bytes::from(bytes))
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Self::from(Bytes::from(text))
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Self::from(Bytes::from_static(text.as_bytes()))
    }
}

impl fmt::Debug for Body {
    /// The length only: bodies hold what is nobody's business in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length() {
            Some(length) => write!(f, "Body({length} bytes)"),
            None => f.write_str("Body(stream)"),
        }
    }
}
