//! Access tokens, and where they come from.

use std::fmt;
use std::time::Duration;

use http::HeaderValue;

use crate::runtime::body::BoxError;
use crate::runtime::transport::BoxFuture;

/// An access token, checked and ready to send. It is not printed.
#[derive(Clone)]
pub struct AccessToken {
    pub(crate) bearer: HeaderValue,
    pub(crate) expires_in: Option<Duration>,
}

impl AccessToken {
    /// A token. One that is empty, or holds anything but visible ASCII, is refused: it could carry a header of its own.
    pub fn new(token: impl AsRef<str>) -> Result<Self, TokenError> {
        let token = token.as_ref();
        if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(TokenError::permanent(
                "the access token is empty or holds something else than visible ASCII",
            ));
        }
        let mut bearer = HeaderValue::from_str(&format!("Bearer {token}"))
            .map_err(|_| TokenError::permanent("the access token is no header value"))?;
        bearer.set_sensitive(true);
        Ok(Self {
            bearer,
            expires_in: None,
        })
    }

    /// The token itself, which is a secret: for a [`TokenStore`](crate::runtime::TokenStore) to keep.
    #[must_use]
    pub fn expose_secret(&self) -> &str {
        let text = self.bearer.to_str().unwrap_or_default();
        text.strip_prefix("Bearer ").unwrap_or_default()
    }

    /// How long it is valid, from when it was made; `None` where nobody said.
    #[must_use]
    pub fn lifetime(&self) -> Option<Duration> {
        self.expires_in
    }

    /// Says how long it is valid from now on. A token that does not say is taken to be valid for 15 minutes.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.expires_in = Some(lifetime);
        self
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessToken")
            .field("expires_in", &self.expires_in)
            .finish_non_exhaustive()
    }
}

/// Supplies access tokens.
///
/// The client asks when it has no token, some time before the one it has expires, and once after the API refused one.
/// However many calls wait, it asks once; what it gets is shared by all clones of the client.
pub trait TokenSource: Send + Sync + 'static {
    /// A fresh token. Implementations may read it from a store, or fetch it and put it into one.
    fn fetch(&self) -> BoxFuture<Result<AccessToken, TokenError>>;
}

/// Why there is no token.
#[derive(Debug)]
pub struct TokenError {
    message: String,
    transient: bool,
    retry_after: Option<Duration>,
    source: Option<BoxError>,
}

impl TokenError {
    /// A failure that may be gone soon. `message` is printed, so it must hold no secret.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            transient: true,
            retry_after: None,
            source: None,
        }
    }

    /// A failure that stays until somebody changes something, such as a wrong secret.
    pub fn permanent(message: impl Into<String>) -> Self {
        Self {
            transient: false,
            ..Self::new(message)
        }
    }

    /// With the error below it.
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<BoxError>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// With the time to wait before another token is asked for. For a minute at most, the client then asks for none.
    #[must_use]
    pub fn retry_after(mut self, wait: Duration) -> Self {
        self.retry_after = Some(wait);
        self
    }

    pub(crate) fn wait(&self) -> Option<Duration> {
        self.retry_after
    }

    /// Whether it may be gone soon.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        self.transient
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for TokenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.source {
            Some(source) => Some(&**source),
            None => None,
        }
    }
}
