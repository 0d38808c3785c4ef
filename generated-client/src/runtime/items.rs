//! [`Items`]: what is on the pages of a list, one after the other.

use std::fmt;
use std::future::poll_fn;
use std::task::{Context, Poll, ready};

use super::call::Call;
use super::error::{Error, ErrorKind};
use super::json::Rejected;
use super::page::Pages;
use super::position::Position;
use super::slot::Slot;

/// All items of a list, page after page.
///
/// An item that is not what the description says comes as an error that holds it as received, after the others of its
/// page; the items of further pages still follow. Any other error is the last.
#[must_use = "items are fetched when they are asked for"]
pub struct Items<T> {
    pages: Pages<T>,
    items: std::vec::IntoIter<T>,
    rejected: std::vec::IntoIter<Rejected>,
    taken: usize,
    operation: &'static str,
}

impl<T: Slot> Items<T> {
    /// The items of a call's list.
    #[doc(hidden)]
    pub fn new(call: Call) -> Self {
        Self {
            operation: call.parts().operation.id,
            pages: Pages::new(call),
            items: Vec::new().into_iter(),
            rejected: Vec::new().into_iter(),
            taken: 0,
        }
    }

    /// The next item; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|cx| self.poll_item(cx)).await
    }

    /// Where to go on, in a later call's `resume`; `None` at the end.
    ///
    /// Where pages are counted in items, it is the next item. Elsewhere it is the page that the next item is on, whose
    /// items then come again.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        let left = self.items.len() + self.rejected.len();
        match self
            .pages
            .walk
            .current
            .after_items(self.pages.walk.step, self.taken)
        {
            Some(position) if left > 0 => Some(position),
            None if left > 0 => Some(self.pages.walk.current.clone()),
            _ => self.pages.position().cloned(),
        }
    }

    /// Polls for the next item.
    pub fn poll_item(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            if let Some(item) = self.items.next() {
                self.taken += 1;
                return Poll::Ready(Some(Ok(item)));
            }
            if let Some(rejected) = self.rejected.next() {
                self.taken += 1;
                return Poll::Ready(Some(Err(self.error(rejected))));
            }
            match ready!(self.pages.poll_page(cx)) {
                Some(Ok(page)) => {
                    let page = page.into_inner();
                    self.items = page.items.into_iter();
                    self.rejected = page.rejected.into_iter();
                    self.taken = 0;
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }

    fn error(&self, rejected: Rejected) -> Error {
        let message = format!(
            "an item of the list could not be decoded: {}",
            rejected.error
        );
        let body = rejected.value.to_string().into();
        Error::new(ErrorKind::Decode, message)
            .with_operation(self.operation)
            .with_attempts(1)
            .with_reply(http::StatusCode::OK, http::HeaderMap::new(), body, None)
    }
}

#[cfg(feature = "stream")]
impl<T: Slot + Unpin> futures_core::Stream for Items<T> {
    type Item = Result<T, Error>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        self.poll_item(cx)
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("position", &self.pages.walk.next)
            .finish_non_exhaustive()
    }
}
