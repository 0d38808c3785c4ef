//! Bodies that come line by line.

use std::task::{Context, Poll, ready};

use super::body::Body;
use super::error::{Error, ErrorKind};

/// How long a line may be: a server must not be able to fill the memory with one that never ends.
const LIMIT: usize = 16 * 1024 * 1024;

/// The lines of a body, without their ends: LF, CR LF or CR.
pub(crate) struct Lines {
    body: Body,
    buffer: Vec<u8>,
    /// How much of the buffer has been handed out, and how much has been searched.
    start: usize,
    searched: usize,
    /// Whether the line before ended with CR, so that an LF right after it belongs to it.
    after_cr: bool,
    is_over: bool,
}

/// A line, and whether it has an end.
pub(crate) struct Line {
    pub(crate) text: Vec<u8>,
    pub(crate) is_ended: bool,
}

impl Lines {
    pub(crate) fn new(body: Body) -> Self {
        Self {
            body,
            buffer: Vec::new(),
            start: 0,
            searched: 0,
            after_cr: false,
            is_over: false,
        }
    }

    pub(crate) fn poll_line(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Line, Error>>> {
        loop {
            if let Some(text) = self.take_line() {
                return Poll::Ready(Some(Ok(Line {
                    text,
                    is_ended: true,
                })));
            }
            if self.is_over {
                let text = self.buffer.split_off(self.start);
                self.buffer.clear();
                (self.start, self.searched) = (0, 0);
                let line = (!text.is_empty()).then_some(Ok(Line {
                    text,
                    is_ended: false,
                }));
                return Poll::Ready(line);
            }
            self.buffer.drain(..self.start);
            self.searched -= self.start;
            self.start = 0;
            if self.buffer.len() > LIMIT {
                self.is_over = true;
                self.buffer.clear();
                self.searched = 0;
                let message = "a line of the stream is longer than 16 MiB";
                return Poll::Ready(Some(Err(Error::new(ErrorKind::BodyTooLarge, message))));
            }
            match ready!(self.body.poll_chunk(cx)) {
                Some(Ok(chunk)) => self.buffer.extend_from_slice(&chunk),
                Some(Err(error)) => {
                    self.is_over = true;
                    self.buffer.clear();
                    self.searched = 0;
                    return Poll::Ready(Some(Err(Error::from_body(error))));
                }
                None => self.is_over = true,
            }
        }
    }

    fn take_line(&mut self) -> Option<Vec<u8>> {
        if self.after_cr && self.buffer.get(self.start) == Some(&b'\n') {
            self.start += 1;
            self.searched = self.searched.max(self.start);
        }
        if self.start < self.buffer.len() {
            self.after_cr = false;
        }
        let rest = self.buffer.get(self.searched..)?;
        let Some(end) = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')) else {
            self.searched = self.buffer.len();
            return None;
        };
        let end = self.searched + end;
        self.after_cr = self.buffer.get(end) == Some(&b'\r');
        let line = self.buffer.get(self.start..end)?.to_vec();
        self.start = end + 1;
        self.searched = self.start;
        Some(line)
    }
}
