//! [`Transport`]: the seam between this client and HTTP.
//!
//! A request goes in, a response's head and body come out. Retries, time limits and size limits are the client's, not
//! the transport's. The default transport is in `reqwest_transport`.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use super::body::{Body, BoxError};

/// A future that owns all it needs.
pub type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// Sends one request and gives back what the server answers.
///
/// A transport follows no redirect, sends nothing twice, and leaves bodies as they are. It need not limit time: the
/// client drops the future when time is up, and the transport then closes the connection.
pub trait Transport: Send + Sync + 'static {
    /// Sends `request`, whose URI is absolute.
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>>;
}

impl<T: Transport + ?Sized> Transport for std::sync::Arc<T> {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        (**self).send(request)
    }
}

/// Why a transport has no response.
#[derive(Debug)]
pub struct TransportError {
    sent: Sent,
    source: BoxError,
}

/// How much of a request can have reached the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sent {
    /// Nothing: no connection was made.
    Nothing,
    /// Perhaps all of it.
    Perhaps,
}

impl TransportError {
    /// No connection was made, so nothing was sent and sending again does no harm.
    pub fn connect(source: impl Into<BoxError>) -> Self {
        Self {
            sent: Sent::Nothing,
            source: source.into(),
        }
    }

    /// The exchange broke at a point where the server may have read the request.
    pub fn broken(source: impl Into<BoxError>) -> Self {
        Self {
            sent: Sent::Perhaps,
            source: source.into(),
        }
    }

    pub(crate) fn into_parts(self) -> (Sent, BoxError) {
        (self.sent, self.source)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.sent {
            Sent::Nothing => "no connection could be made",
            Sent::Perhaps => "the connection broke",
        })
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}
