//! [`TokenStore`]: tokens kept outside the client, and the source that looks there before it asks the token endpoint.

use std::fmt;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use futures_util::future::{Either, select};
use http::HeaderValue;

use super::grant::Grant;
use super::token::{AccessToken, TokenError, TokenSource};
use crate::runtime::seams::Seams;
use crate::runtime::transport::BoxFuture;

/// What is left of a stored token's life for it to be worth using.
const LEAST: Duration = Duration::from_secs(30);

/// Keeps access tokens outside the client, such as in a file or a cache that several processes share: a program that
/// starts often then needs no new token each time.
///
/// The client looks here when it would otherwise ask the token endpoint, and puts here what the endpoint gave. A token
/// that the API refused is not taken from here again. A store that fails, or takes longer than an attempt may, is as one
/// that is empty: it never makes a call fail.
pub trait TokenStore: Send + Sync + 'static {
    /// The token kept under `key`, if there is one.
    ///
    /// The key names token endpoint, client id, audience and scopes; it holds no secret.
    fn load(&self, key: &str) -> BoxFuture<Option<StoredToken>>;

    /// Keeps a token under `key`, in place of the one before.
    fn save(&self, key: &str, token: StoredToken) -> BoxFuture<()>;
}

/// A token as it is stored: with its end by the wall clock.
#[derive(Clone)]
pub struct StoredToken {
    token: AccessToken,
    expires_at: SystemTime,
}

impl StoredToken {
    /// A token that is valid until `expires_at`.
    #[must_use]
    pub fn new(token: AccessToken, expires_at: SystemTime) -> Self {
        Self { token, expires_at }
    }

    /// The token; its text is behind [`AccessToken::expose_secret`].
    #[must_use]
    pub fn token(&self) -> &AccessToken {
        &self.token
    }

    /// When it ends.
    #[must_use]
    pub fn expires_at(&self) -> SystemTime {
        self.expires_at
    }
}

impl fmt::Debug for StoredToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredToken")
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

/// A grant whose tokens are kept in a store.
#[derive(Clone)]
pub(crate) struct Stored {
    grant: Grant,
    key: Arc<str>,
    store: Arc<dyn TokenStore>,
    /// The token given out last: whoever asks again wants another.
    last: Arc<Mutex<Option<HeaderValue>>>,
}

impl Stored {
    pub(crate) fn new(grant: Grant, store: Arc<dyn TokenStore>) -> Self {
        Self {
            key: grant.key().into(),
            grant,
            store,
            last: Arc::default(),
        }
    }

    async fn load(&self) -> Option<AccessToken> {
        let found = self.in_time(self.store.load(&self.key)).await??;
        let now = self.grant.settings().seams.clock.wall();
        let left = found.expires_at.duration_since(now).ok()?;
        (left > LEAST && self.is_new(&found.token)).then(|| found.token.expires_in(left))
    }

    async fn save(&self, token: &AccessToken) {
        let now = self.grant.settings().seams.clock.wall();
        let lifetime = token.expires_in.unwrap_or(super::cache::DEFAULT_LIFETIME);
        if let Some(expires_at) = now.checked_add(lifetime) {
            let stored = StoredToken::new(token.clone(), expires_at);
            self.in_time(self.store.save(&self.key, stored)).await;
        }
    }

    /// What comes of a future that may take no longer than an attempt.
    async fn in_time<T>(&self, future: BoxFuture<T>) -> Option<T> {
        let settings = self.grant.settings();
        let Seams { sleep, .. } = &settings.seams;
        match select(future, pin!(sleep.sleep(settings.timeout))).await {
            Either::Left((value, _)) => Some(value),
            Either::Right(_) => None,
        }
    }

    fn is_new(&self, token: &AccessToken) -> bool {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.as_ref() == Some(&token.bearer) {
            return false;
        }
        *last = Some(token.bearer.clone());
        true
    }
}

impl TokenSource for Stored {
    fn fetch(&self) -> BoxFuture<Result<AccessToken, TokenError>> {
        let stored = self.clone();
        Box::pin(async move {
            if let Some(token) = stored.load().await {
                return Ok(token);
            }
            let token = stored.grant.fetch().await?;
            stored.is_new(&token);
            stored.save(&token).await;
            Ok(token)
        })
    }
}
