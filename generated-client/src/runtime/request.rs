//! [`Request`], a call that is not yet sent, [`Pending`], one under way, and the macros that say what each operation gives.

use std::any::type_name;
use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;

use super::call::Call;
use super::error::Error;
use super::expect::Expect;
use super::model::without_path;
use super::reply::Reply;
use super::response::Response;
use super::transport::BoxFuture;

/// A call under way: a future of its response.
///
/// It is `Send` and owns all it needs, so it can be spawned. Nothing is sent before it is first polled; dropping it drops
/// the call, and then nobody knows whether the server has done what it asked for.
#[must_use = "a future does nothing until it is awaited"]
pub struct Pending<T> {
    exchange: BoxFuture<Result<Reply, Error>>,
    decode: fn(Reply) -> Result<Response<T>, Error>,
}

impl<T> Pending<T> {
    /// An exchange whose reply `E` decodes.
    pub(crate) fn new<E: Expect<Output = T>>(exchange: BoxFuture<Result<Reply, Error>>) -> Self {
        Self {
            exchange,
            decode: |mut reply| {
                let value = E::decode(&mut reply)?;
                Ok(reply.into_response(value))
            },
        }
    }
}

impl<T> Future for Pending<T> {
    type Output = Result<Response<T>, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let decode = self.decode;
        self.exchange
            .as_mut()
            .poll(cx)
            .map(|reply| reply.and_then(decode))
    }
}

impl<T> fmt::Debug for Pending<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pending")
    }
}

/// A call of an operation, not yet sent.
///
/// One type for all operations, so that what they have in common is compiled once; `O` tells them apart.
#[must_use = "a call does nothing until it is sent"]
pub struct Request<O>(pub(crate) Call, PhantomData<fn() -> O>);

/// What tells an operation's calls from others', and says what they give.
pub trait Responds {
    /// How its responses are read.
    type Expect: Expect;
}

impl Call {
    /// The call as one of the operation `O`.
    #[inline]
    pub(crate) fn request<O>(self) -> Request<O> {
        Request(self, PhantomData)
    }
}

impl<O: Responds> Request<O> {
    /// Sends the call.
    #[inline]
    pub fn send(self) -> Pending<<O::Expect as Expect>::Output> {
        self.0.send::<O::Expect>()
    }
}

impl<O> Request<O> {
    /// Sends the call and gives the response as it comes, whatever its status: status, headers and bytes.
    ///
    /// Retries and a token's renewal are as with `send`.
    #[inline]
    pub fn send_raw(self) -> Pending<Bytes> {
        self.0.send_raw()
    }

    /// Limits the time of the whole call, retries and their waits included.
    #[inline]
    pub fn timeout(self, limit: Duration) -> Self {
        self.0.timeout(limit).request()
    }

    /// Limits the time of each attempt.
    #[inline]
    pub fn attempt_timeout(self, limit: Duration) -> Self {
        self.0.attempt_timeout(limit).request()
    }

    /// Limits how often the call is sent, the first time included.
    #[inline]
    pub fn max_attempts(self, attempts: u32) -> Self {
        self.0.max_attempts(attempts).request()
    }

    /// Says whether the call, sent twice, does the same as when sent once; if so, it is retried as a GET is.
    #[inline]
    pub fn idempotent(self, idempotent: bool) -> Self {
        self.0.idempotent(idempotent).request()
    }

    /// Sends a header that the description does not name.
    #[inline]
    pub fn header(self, name: &str, value: &str) -> Self {
        self.0.header(name, value).request()
    }

    /// Sends the call to another base URL than the client's.
    #[inline]
    pub fn base_url(self, url: &str) -> Self {
        self.0.base_url(url).request()
    }
}

impl<O: Responds> IntoFuture for Request<O> {
    type Output = Result<Response<<O::Expect as Expect>::Output>, Error>;
    type IntoFuture = Pending<<O::Expect as Expect>::Output>;

    #[inline]
    fn into_future(self) -> Self::IntoFuture {
        self.send()
    }
}

impl<O> fmt::Debug for Request<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = without_path(type_name::<O>());
        f.debug_tuple(name).field(&self.0).finish()
    }
}

/// Says what the calls of an operation give: `request!(ListLeads => Paged<Lead>);`
#[allow(unused_macros, reason = "a description may have no operation")]
macro_rules! request {
    ($request:ident => $expect:ty) => {
        impl $crate::runtime::Responds for operation::$request {
            type Expect = $expect;
        }
    };
}

/// Gives a request type whose response is bytes a way to read them as they come: `download!(GetFile);`
#[allow(unused_macros, reason = "a description may have no such operation")]
macro_rules! download {
    ($request:ident) => {
        impl $request {
            /// Sends the call and gives the body as it comes, whatever its size.
            ///
            /// Time is limited to the first byte, then between one chunk and the next.
            #[inline]
            pub fn stream(self) -> $crate::runtime::Pending<$crate::runtime::Body> {
                self.0.send::<$crate::runtime::Download>()
            }
        }
    };
}

/// Gives a request type whose response is a page its iterators: `paginate!(ListLeads => Lead);`
#[allow(unused_macros, reason = "a description may have no such operation")]
macro_rules! paginate {
    ($request:ident => $item:ty) => {
        impl $request {
            /// All pages from here on, each asked for when the one before has been read.
            #[inline]
            pub fn pages(self) -> $crate::runtime::Pages<$item> {
                $crate::runtime::Pages::new(self.0)
            }

            /// All items of all pages from here on.
            #[inline]
            pub fn items(self) -> $crate::runtime::Items<$item> {
                $crate::runtime::Items::new(self.0)
            }

            /// Starts where an earlier run stopped: see `position` of `Pages` and `Items`.
            #[inline]
            pub fn resume(self, position: &$crate::runtime::Position) -> Self {
                self.0.resume(position).request()
            }
        }
    };
}

#[allow(unused_imports, reason = "a description may have no operation")]
pub(crate) use {download, paginate, request};
