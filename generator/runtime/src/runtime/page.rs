//! Lists, page by page.
//!
//! [`Page`] is one page, [`Pages`] all of them, `Items` what is on them. They ask for a page when the one before has
//! been read, stop where nothing new comes, and can say where they are, so that a later run goes on from there.

use std::collections::HashSet;
use std::fmt;
use std::future::{Future, poll_fn};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::ops::Deref;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use serde_json::Value;

use super::api::{Operation, Pagination, Step};
use super::call::Call;
use super::error::Error;
use super::expect::Paged;
use super::json::{self, Beside, Rejected};
use super::position::Position;
use super::reply::{Reply, at};
use super::request::Pending;
use super::response::Response;
use super::slot::{Decode, Encode, Slot};
use super::trace;

/// A page of a list. It dereferences to a slice of its items.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The items, in the server's order.
    pub items: Vec<T>,
    /// Items that are not what the description says: as received, with the reason. They do not hide the others.
    pub rejected: Vec<Rejected>,
    /// The rest of the body: totals, links and the like.
    pub rest: Value,
    /// The token that asks for the next page.
    cursor: Option<String>,
}

impl<T> Deref for Page<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

/// Decodes a page. An operation without pagination has its list where the envelope's value is, or the body.
pub(crate) fn decode<T: Decode>(reply: &mut Reply) -> Result<Page<T>, Error> {
    let operation = reply.operation;
    let bytes = reply.bytes().clone();
    let path = items_path(operation);
    let list = match json::decode_items::<T>(&bytes, &path) {
        Ok(list) => list,
        Err(error) => return Err(reply.undecodable(&error).caused_by(error)),
    };
    reply.deviations.extend(list.deviations);
    if let Some(envelope) = &operation.envelope {
        reply.note(Beside::of_tree(&list.rest, envelope));
    }
    let cursor = match operation.pagination.map(|it| it.step) {
        Some(Step::Cursor { next, .. }) => at(&list.rest, next).and_then(token),
        _ => None,
    };
    Ok(Page {
        items: list.items,
        rejected: list.rejected,
        rest: list.rest,
        cursor,
    })
}

fn items_path(operation: &Operation) -> Vec<&'static str> {
    match (operation.pagination, operation.envelope) {
        (Some(Pagination { items, .. }), _) if !items.is_empty() => items.to_vec(),
        (_, Some(envelope)) => vec![envelope.value],
        _ => Vec::new(),
    }
}

/// A token that asks for another page; `null`, `false` and the empty string ask for none.
fn token(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// All pages of a list, each asked for when the one before has been read.
///
/// It ends after an empty page, at the last token, and where the server sends the same page or token again. Where pages
/// have numbers, it also ends after one that is shorter than the first; where items are counted, it does not, because
/// servers send fewer than were asked for, for reasons of their own. A server that makes up new items for ever is asked for
/// as long as its caller wants more. After an error it ends, too: [`position`](Self::position) then tells where to go on.
#[must_use = "pages are fetched when they are asked for"]
pub struct Pages<T> {
    pub(crate) walk: Walk,
    pending: Option<Pending<Page<T>>>,
}

/// Where in a list a run is; nothing of it depends on the items' type.
pub(crate) struct Walk {
    call: Call,
    pub(crate) step: Option<Step>,
    /// Where the next page begins; `None` at the end.
    pub(crate) next: Option<Position>,
    /// Where the page read last began.
    pub(crate) current: Position,
    /// How many items a full page has, as seen on the first.
    size: Option<usize>,
    /// The fingerprints of all pages so far.
    seen: HashSet<u64>,
    /// All tokens so far.
    tokens: HashSet<String>,
    /// Whether a page could not be read.
    is_over: bool,
}

impl<T: Slot> Pages<T> {
    /// The pages of a call's list.
    #[doc(hidden)]
    pub fn new(call: Call) -> Self {
        let start = Position::of(call.parts());
        Self {
            walk: Walk {
                step: call.parts().operation.pagination.map(|it| it.step),
                call,
                next: Some(start.clone()),
                current: start,
                size: None,
                seen: HashSet::new(),
                tokens: HashSet::new(),
                is_over: false,
            },
            pending: None,
        }
    }

    /// The next page; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Response<Page<T>>, Error>> {
        poll_fn(|cx| self.poll_page(cx)).await
    }

    /// Where the next page begins: give it to `resume` of a later call to go on from there. `None` at the end.
    ///
    /// After an error it is where the page begins that could not be read.
    #[must_use]
    pub fn position(&self) -> Option<&Position> {
        self.walk.next.as_ref()
    }

    /// Polls for the next page.
    pub fn poll_page(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Response<Page<T>>, Error>>> {
        if self.pending.is_none() {
            self.pending = self.walk.call().map(Call::send::<Paged<T>>);
        }
        let Some(pending) = &mut self.pending else {
            return Poll::Ready(None);
        };
        let page = ready!(Pin::new(pending).poll(cx));
        self.pending = None;
        Poll::Ready(match page {
            Ok(page) => {
                let count = page.items.len() + page.rejected.len();
                let is_new = self
                    .walk
                    .advance(count, page.cursor.as_deref(), fingerprint(&page));
                is_new.then_some(Ok(page))
            }
            Err(error) => {
                // A caller who goes on all the same must not go round for ever.
                self.walk.is_over = true;
                Some(Err(error))
            }
        })
    }
}

/// A hash of what is on a page, to see whether it comes again: in any order, because a server that passes over the offset
/// often sorts by nothing, too.
fn fingerprint<T: Encode>(page: &Page<T>) -> u64 {
    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    let items = page.items.iter().map(json::encode).filter_map(Result::ok);
    let rejected = page.rejected.iter();
    let rejected = rejected.map(|item| item.value.to_string().into_bytes());
    items
        .chain(rejected)
        .fold(0, |sum, item| u64::wrapping_add(sum, hasher.hash_one(item)))
}

impl Walk {
    /// The call for the next page.
    fn call(&self) -> Option<Call> {
        if self.is_over {
            return None;
        }
        Some(self.call.clone().resume(self.next.as_ref()?))
    }

    /// Notes a page; `false` where it is one of those before again.
    fn advance(&mut self, count: usize, cursor: Option<&str>, fingerprint: u64) -> bool {
        let Some(position) = self.next.take() else {
            return false;
        };
        self.current = position;
        let is_repeated = count > 0 && !self.seen.insert(fingerprint);
        match self.step {
            Some(Step::Cursor { .. }) => {
                let is_new = cursor.is_some_and(|cursor| self.tokens.insert(cursor.to_owned()));
                if cursor.is_some() && !is_new {
                    trace::repeated_page(self.call.parts().operation);
                }
                self.next = cursor.filter(|_| is_new).map(Position::cursor);
                return true;
            }
            _ if is_repeated => {
                trace::repeated_page(self.call.parts().operation);
                return false;
            }
            _ => {}
        }
        // What a full page has is seen, not believed: servers cut a limit that is beyond their own.
        let size = *self.size.get_or_insert(count);
        let is_last = matches!(self.step, Some(Step::Page { .. })) && count < size;
        if count > 0 && !is_last {
            self.next = self.current.after(self.step, count);
        }
        true
    }
}

#[cfg(feature = "stream")]
impl<T: Slot> futures_core::Stream for Pages<T> {
    type Item = Result<Response<Page<T>>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_page(cx)
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("position", &self.walk.next)
            .finish_non_exhaustive()
    }
}
