//! Server-sent events, by the event stream format of the HTML standard.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use super::body::Body;
use super::error::{Error, ErrorKind};
use super::json;
use super::lines::Lines;
use super::slot::Decode;

/// How large the data of one event may be.
const LIMIT: usize = 16 * 1024 * 1024;

/// One event, as sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event {
    /// `event`; empty where the server gave none, which means `message`.
    pub event: String,
    /// `data`, its lines joined.
    pub data: String,
    /// The last `id` that the server gave, in this event or before.
    pub id: String,
    /// `retry`: how long to wait before connecting again.
    pub retry: Option<Duration>,
}

/// A stream of events whose data is JSON.
///
/// An event that cannot be decoded is an error, and the next one can still be read. An event whose data is `[DONE]` ends
/// the stream: many APIs close theirs so.
pub struct EventStream<T> {
    lines: Lines,
    next: Event,
    /// Whether the event under way has data.
    has_data: bool,
    is_first: bool,
    is_over: bool,
    operation: &'static str,
    item: PhantomData<fn() -> T>,
}

impl<T: Decode> EventStream<T> {
    pub(crate) fn new(body: Body, operation: &'static str) -> Self {
        Self {
            lines: Lines::new(body),
            next: Event::default(),
            has_data: false,
            is_first: true,
            is_over: false,
            operation,
            item: PhantomData,
        }
    }

    /// The data of the next event; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|cx| self.poll_item(cx)).await
    }

    /// The next event as sent; `None` at the end.
    pub async fn next_event(&mut self) -> Option<Result<Event, Error>> {
        poll_fn(|cx| self.poll_event(cx)).await
    }

    /// The last `id` that the server gave, to be sent as `Last-Event-ID` when connecting again; empty where there is none.
    #[must_use]
    pub fn last_event_id(&self) -> &str {
        &self.next.id
    }

    /// Polls for the data of the next event.
    pub fn poll_item(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        let event = match ready!(self.poll_event(cx)) {
            Some(Ok(event)) => event,
            Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            None => return Poll::Ready(None),
        };
        if event.data == "[DONE]" {
            self.is_over = true;
            return Poll::Ready(None);
        }
        Poll::Ready(Some(decode(event.data.as_bytes(), self.operation)))
    }

    /// Polls for the next event as sent.
    pub fn poll_event(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Event, Error>>> {
        while !self.is_over {
            let line = match ready!(self.lines.poll_line(cx)) {
                Some(Ok(line)) if line.is_ended => line.text,
                Some(Err(error)) => {
                    self.is_over = true;
                    return Poll::Ready(Some(Err(error.with_operation(self.operation))));
                }
                // What the server did not finish does not count.
                Some(Ok(_)) | None => break,
            };
            let line = String::from_utf8_lossy(&line);
            let line = match line.strip_prefix('\u{FEFF}') {
                Some(rest) if self.is_first => rest,
                _ => &line,
            };
            self.is_first = false;
            if let Some(event) = self.read(line) {
                return Poll::Ready(Some(Ok(event)));
            }
            if self.next.data.len() > LIMIT {
                self.is_over = true;
                let error = Error::new(ErrorKind::BodyTooLarge, "an event is larger than 16 MiB");
                return Poll::Ready(Some(Err(error.with_operation(self.operation))));
            }
        }
        self.is_over = true;
        Poll::Ready(None)
    }

    /// Takes in a line; gives the event that it completes.
    fn read(&mut self, line: &str) -> Option<Event> {
        if line.is_empty() {
            return self.dispatch();
        }
        let (field, value) = match line.split_once(':') {
            Some((field, value)) => (field, value.strip_prefix(' ').unwrap_or(value)),
            None => (line, ""),
        };
        match field {
            "event" => value.clone_into(&mut self.next.event),
            "data" => {
                if self.has_data {
                    self.next.data.push('\n');
                }
                self.has_data = true;
                self.next.data.push_str(value);
            }
            "id" if !value.contains('\0') => value.clone_into(&mut self.next.id),
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.next.retry = value.parse().ok().map(Duration::from_millis);
            }
            // A comment, or a field that nobody knows.
            _ => {}
        }
        None
    }

    fn dispatch(&mut self) -> Option<Event> {
        let id = self.next.id.clone();
        let event = std::mem::replace(
            &mut self.next,
            Event {
                id,
                ..Event::default()
            },
        );
        std::mem::take(&mut self.has_data).then_some(event)
    }
}

/// One item of a stream.
pub(crate) fn decode<T: Decode>(text: &[u8], operation: &'static str) -> Result<T, Error> {
    match json::decode::<T>(text) {
        Ok(decoded) => Ok(decoded.value),
        Err(error) => {
            let message = format!("an item of the stream could not be decoded: {error}");
            let body = bytes::Bytes::copy_from_slice(text);
            Err(Error::new(ErrorKind::Decode, message)
                .with_operation(operation)
                .with_attempts(1)
                .with_reply(http::StatusCode::OK, http::HeaderMap::new(), body, None)
                .caused_by(error))
        }
    }
}

#[cfg(feature = "stream")]
impl<T: Decode> futures_core::Stream for EventStream<T> {
    type Item = Result<T, Error>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        self.poll_item(cx)
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream")
            .field("operation", &self.operation)
            .finish_non_exhaustive()
    }
}
