//! [`Client`]: what all calls share.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

use super::api::Api;
use super::auth::Credentials;
use super::base_url::BaseUrl;
use super::budget::Budget;
use super::hook::Hook;
use super::retry::RetryPolicy;
use super::seams::Seams;
use super::transport::Transport;

/// A client of the API. Cheap to clone: clones share connections, tokens and the retry budget.
///
/// It can be used from any number of threads and tasks at once, on any flavour of the tokio runtime.
#[derive(Clone)]
pub struct Client(Arc<Shared>);

/// What the clones of a client share.
pub(crate) struct Shared {
    pub(crate) api: &'static Api,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) base_url: Option<BaseUrl>,
    /// Whether the caller gave the base URL, which then stands in for every server of the description.
    pub(crate) base_url_is_given: bool,
    pub(crate) settings: Vec<(&'static str, String)>,
    pub(crate) credentials: Credentials,
    pub(crate) limits: Limits,
    pub(crate) retry: RetryPolicy,
    pub(crate) budget: Arc<Budget>,
    pub(crate) seams: Seams,
    pub(crate) hooks: Vec<Arc<dyn Hook>>,
    pub(crate) user_agent: HeaderValue,
}

/// Limits of time and size.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) connect: Duration,
    pub(crate) attempt: Duration,
    pub(crate) call: Duration,
    pub(crate) idle: Duration,
    pub(crate) response: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            attempt: Duration::from_secs(30),
            call: Duration::from_secs(90),
            idle: Duration::from_secs(20),
            response: 10 * 1024 * 1024,
        }
    }
}

impl Client {
    pub(crate) fn new(shared: Shared) -> Self {
        Self(Arc::new(shared))
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.0
    }

    /// Where calls go, where that is the same for all of them.
    #[must_use]
    pub fn base_url(&self) -> Option<&str> {
        self.0.base_url.as_ref().map(BaseUrl::as_str)
    }

    /// The value of a setting, by its parameter's name.
    #[must_use]
    pub fn setting(&self, name: &str) -> Option<&str> {
        let mut settings = self.0.settings.iter();
        settings
            .find(|(known, _)| *known == name)
            .map(|(_, value)| &**value)
    }
}

impl fmt::Debug for Client {
    /// Without credentials and settings.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("api", &self.0.api.name)
            .field("base_url", &self.base_url())
            .field("limits", &self.0.limits)
            .field("retry", &self.0.retry)
            .finish_non_exhaustive()
    }
}
