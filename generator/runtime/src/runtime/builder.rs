//! [`ClientBuilder`]: from settings to a client, or to an error that says which setting is wrong and why.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

use super::api::Api;
use super::auth::credential::{self, Context, Given};
use super::auth::grant::{self, ClientAuthentication, TokenRequestBody};
use super::auth::store::TokenStore;
use super::auth::token::TokenSource;
use super::base_url::BaseUrl;
use super::budget::Budget;
use super::client::{Client, Limits, Shared};
use super::env::{self, CredentialPart};
use super::error::Error;
use super::hook::Hook;
use super::missing::{self, Have};
use super::proxy::ProxySettings;
use super::reqwest_transport;
use super::retry::RetryPolicy;
use super::seams::Seams;
use super::transport::Transport;

/// Puts a [`Client`] together.
///
/// Every setting has a default but those that only you can know; [`build`](Self::build) says which of them is missing,
/// what it is called here and in the environment, and why it is needed.
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    api: &'static Api,
    base_url: Option<String>,
    server: (usize, Vec<(String, String)>),
    settings: Vec<(&'static str, String)>,
    given: Given,
    source: Option<Arc<dyn TokenSource>>,
    store: Option<Arc<dyn TokenStore>>,
    token_body: TokenRequestBody,
    authentication: ClientAuthentication,
    limits: Limits,
    retry: RetryPolicy,
    user_agent: Option<String>,
    connection: ConnectionSettings,
    transport: Option<Arc<dyn Transport>>,
    seams: Seams,
    hooks: Vec<Arc<dyn Hook>>,
}

/// What the default transport needs to know beside the limits.
#[derive(Default)]
pub(crate) struct ConnectionSettings {
    pub(crate) proxy: ProxySettings,
    pub(crate) root_certificates: Vec<Vec<u8>>,
    pub(crate) identity: Option<secrecy::SecretSlice<u8>>,
}

impl ClientBuilder {
    /// A builder for a client of `api`.
    #[doc(hidden)]
    pub fn new(api: &'static Api) -> Self {
        Self {
            api,
            base_url: None,
            server: (0, Vec::new()),
            settings: Vec::new(),
            given: Given::default(),
            source: None,
            store: None,
            token_body: TokenRequestBody::default(),
            authentication: ClientAuthentication::default(),
            limits: Limits::default(),
            retry: RetryPolicy::standard(),
            user_agent: None,
            connection: ConnectionSettings::default(),
            transport: None,
            seams: Seams::system(),
            hooks: Vec::new(),
        }
    }

    /// Sets a part of the credentials of a security scheme.
    #[doc(hidden)]
    pub fn credential(
        mut self,
        scheme: &str,
        part: CredentialPart,
        value: impl Into<String>,
    ) -> Self {
        self.given.set(scheme, part, value.into());
        self
    }

    /// Sets a value that is sent with each call that takes it.
    #[doc(hidden)]
    pub fn setting(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.settings.retain(|(known, _)| *known != name);
        self.settings.push((name, value.into()));
        self
    }

    /// Where all calls go, in place of the servers that the description names.
    ///
    /// `https` only, but for `localhost` and loopback addresses, which may be `http`. It has no query and no fragment.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Chooses one of the servers that the description names, by its place, from 0, with values for its variables; those
    /// not given keep their defaults.
    pub fn server(mut self, index: usize, variables: &[(&str, &str)]) -> Self {
        let owned = variables
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        self.server = (index, owned.collect());
        self
    }

    /// Reads what is in the environment, in variables that begin with the crate's name in capitals: `.._BASE_URL`,
    /// `.._CLIENT_ID` and so on. What was set before on the builder is replaced.
    pub fn read_env(self) -> Result<Self, Error> {
        self.read_variables(|name| std::env::var_os(name))
    }

    /// Reads settings as [`read_env`](Self::read_env) does, from somewhere else.
    pub fn read_variables(
        mut self,
        lookup: impl Fn(&str) -> Option<std::ffi::OsString>,
    ) -> Result<Self, Error> {
        let environment = env::read(self.api, &lookup)?;
        self.base_url = environment.base_url.or(self.base_url);
        for (name, value) in environment.settings {
            self = self.setting(name, value);
        }
        for (scheme, part, value) in environment.credentials {
            self = self.credential(scheme, part, value);
        }
        Ok(self)
    }

    /// Takes access tokens from `source` for every scheme that uses them, in place of fetching them with client id and
    /// secret.
    pub fn token_source(mut self, source: impl TokenSource) -> Self {
        self.source = Some(Arc::new(source));
        self
    }

    /// Keeps the tokens that client id and secret give in `store`, too, and looks there before it fetches one.
    pub fn token_store(mut self, store: impl TokenStore) -> Self {
        self.store = Some(Arc::new(store));
        self
    }

    /// How token requests are written: form-urlencoded, unless told otherwise.
    pub fn token_request_body(mut self, body: TokenRequestBody) -> Self {
        self.token_body = body;
        self
    }

    /// Where token requests carry client id and secret: in the body, unless told otherwise.
    pub fn client_authentication(mut self, authentication: ClientAuthentication) -> Self {
        self.authentication = authentication;
        self
    }

    /// How long connecting may take, the TLS handshake included: 5 seconds by default.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.limits.connect = limit;
        self
    }

    /// How long each attempt may take, to the last byte of the response: 30 seconds by default. Of a stream, how long it
    /// may be silent.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.limits.attempt = limit;
        self
    }

    /// How long a call may take, with all its attempts, the waits between them and a token: 90 seconds by default.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.limits.call = limit;
        self
    }

    /// How long a connection that nobody uses is kept: 20 seconds by default. Servers close idle connections, too, and
    /// a call that meets one just then fails.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.limits.idle = limit;
        self
    }

    /// How many bytes the body of a response may have that is read as a whole: 10 MiB by default. Streams have no limit.
    pub fn max_response_bytes(mut self, bytes: u64) -> Self {
        self.limits.response = bytes;
        self
    }

    /// How often and how soon calls are sent again.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// What the client calls itself, before this crate's own name and version.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = Some(name.into());
        self
    }

    /// Connects through the proxy at `url`, such as `http://user:password@proxy.example:3128`, by `CONNECT`: the proxy
    /// sees the host of a call and nothing else of it. Without this, there is no proxy.
    ///
    /// `localhost` and loopback addresses are never asked of a proxy: to them a call may go unencrypted.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.connection.proxy.url = Some(url.into().into());
        self
    }

    /// Uses the proxy that `HTTPS_PROXY` names, or else `ALL_PROXY`, but not for the hosts in `NO_PROXY`; the same
    /// names in small letters will do. What [`proxy`](Self::proxy) sets goes before it.
    ///
    /// `HTTP_PROXY` is not read: it is for plain `http`, which this client speaks on loopback only.
    pub fn proxy_from_env(mut self) -> Self {
        self.connection.proxy.from_env = true;
        self
    }

    /// Trusts one more root certificate, or several, as PEM, beside the system's.
    pub fn root_certificate_pem(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.connection.root_certificates.push(pem.into());
        self
    }

    /// Shows the server a certificate (mutual TLS): certificate chain and private key, as PEM.
    pub fn identity_pem(mut self, pem: impl Into<Vec<u8>>) -> Self {
        let pem: Vec<u8> = pem.into();
        self.connection.identity = Some(pem.into());
        self
    }

    /// Sends requests with `transport` in place of the default one: another HTTP client, or canned responses.
    ///
    /// Connect and idle timeouts, proxy and certificates are then the transport's own affair.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Takes time, waits and random numbers from elsewhere, for tests.
    pub fn seams(mut self, seams: Seams) -> Self {
        self.seams = seams;
        self
    }

    /// Shows each attempt to `hook`, after those added before.
    pub fn hook(mut self, hook: impl Hook) -> Self {
        self.hooks.push(Arc::new(hook));
        self
    }

    /// The client. Nothing is sent yet.
    pub fn build(self) -> Result<Client, Error> {
        let base_url_is_given = self.base_url.is_some();
        let have = Have {
            given: &self.given,
            base_url: base_url_is_given || !self.api.servers.is_empty(),
            source: self.source.is_some(),
            identity: self.connection.identity.is_some(),
            settings: &self.settings,
        };
        missing::check(self.api, &have)?;
        let base_url = self.resolve_base_url()?;
        if let Some((name, _)) = self.settings.iter().find(|(_, value)| value.is_empty()) {
            return Err(env::empty_setting(self.api, name));
        }
        let user_agent = self.resolve_user_agent()?;
        let has_identity = self.connection.identity.is_some();
        let transport = match self.transport {
            Some(transport) => transport,
            None => reqwest_transport::new(&self.limits, &self.connection)?,
        };
        let credentials = credential::build(&Context {
            api: self.api,
            given: &self.given,
            source: self.source,
            store: self.store,
            has_identity,
            grant: grant::Settings {
                transport: Arc::clone(&transport),
                seams: self.seams.clone(),
                retry: self.retry,
                // Its own: an API that is down says nothing about the token endpoint.
                budget: Arc::new(Budget::full()),
                timeout: self.limits.attempt,
                user_agent: user_agent.clone(),
                body: self.token_body,
                authentication: self.authentication,
            },
        })?;
        Ok(Client::new(Shared {
            api: self.api,
            transport,
            base_url,
            base_url_is_given,
            settings: self.settings,
            credentials,
            limits: self.limits,
            retry: self.retry,
            budget: Budget::full(),
            seams: self.seams,
            hooks: self.hooks,
            user_agent,
        }))
    }

    fn resolve_base_url(&self) -> Result<Option<BaseUrl>, Error> {
        let wrong = |why: String| env::wrong_base_url(self.api, &why);
        if let Some(url) = &self.base_url {
            return BaseUrl::parse(url).map(Some).map_err(wrong);
        }
        let (index, variables) = &self.server;
        match self.api.servers.get(*index) {
            Some(server) => BaseUrl::of_server(server, variables)
                .map(Some)
                .map_err(wrong),
            None if self.api.servers.is_empty() => Err(env::missing_base_url(self.api)),
            None => Err(Error::config(format!(
                "there is no server {index}: the description names {}, counted from 0",
                self.api.servers.len(),
            ))),
        }
    }

    fn resolve_user_agent(&self) -> Result<HeaderValue, Error> {
        let own = format!("{}/{}", self.api.name, self.api.version);
        let text = match &self.user_agent {
            Some(name) => format!("{name} {own}"),
            None => own,
        };
        HeaderValue::from_str(&text).map_err(|_| {
            Error::config(
                "the setting `user_agent` is wrong: it holds a line break or another character that no header can have",
            )
        })
    }
}

impl fmt::Debug for ClientBuilder {
    /// Without credentials and settings.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("api", &self.api.name)
            .field("base_url", &self.base_url)
            .field("limits", &self.limits)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}
