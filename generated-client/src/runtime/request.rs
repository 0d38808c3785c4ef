//! [`Pending`], a call under way, and the macros that give each operation's request type its methods.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::error::Error;
use super::expect::Expect;
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

/// Gives a request type its fixed methods: `request!(ListLeads => Paged<Lead>);`
#[allow(unused_macros, reason = "a description may have no operation")]
macro_rules! request {
    ($request:ident => $expect:ty) => {
        impl $request {
            /// Sends the call.
            #[inline]
            pub fn send(
                self,
            ) -> $crate::runtime::Pending<<$expect as $crate::runtime::Expect>::Output> {
                self.0.send::<$expect>()
            }

            /// Sends the call and gives the response as it comes, whatever its status: status, headers and bytes.
            ///
            /// Retries and a token's renewal are as with `send`.
            #[inline]
            pub fn send_raw(self) -> $crate::runtime::Pending<$crate::runtime::Bytes> {
                self.0.send_raw()
            }

            /// Limits the time of the whole call, retries and their waits included.
            #[inline]
            pub fn timeout(self, limit: ::std::time::Duration) -> Self {
                Self(self.0.timeout(limit))
            }

            /// Limits the time of each attempt.
            #[inline]
            pub fn attempt_timeout(self, limit: ::std::time::Duration) -> Self {
                Self(self.0.attempt_timeout(limit))
            }

            /// Limits how often the call is sent, the first time included.
            #[inline]
            pub fn max_attempts(self, attempts: u32) -> Self {
                Self(self.0.max_attempts(attempts))
            }

            /// Says whether the call, sent twice, does the same as when sent once; if so, it is retried as a GET is.
            #[inline]
            pub fn idempotent(self, idempotent: bool) -> Self {
                Self(self.0.idempotent(idempotent))
            }

            /// Sends a header that the description does not name.
            #[inline]
            pub fn header(self, name: &str, value: &str) -> Self {
                Self(self.0.header(name, value))
            }

            /// Sends the call to another base URL than the client's.
            #[inline]
            pub fn base_url(self, url: &str) -> Self {
                Self(self.0.base_url(url))
            }
        }

        impl ::std::future::IntoFuture for $request {
            type Output = <Self::IntoFuture as ::std::future::Future>::Output;
            type IntoFuture =
                $crate::runtime::Pending<<$expect as $crate::runtime::Expect>::Output>;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                self.send()
            }
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
                Self(self.0.resume(position))
            }
        }
    };
}

#[allow(unused_imports, reason = "a description may have no operation")]
pub(crate) use {download, paginate, request};
