//! Who calls: credentials, and what they put into a request.
//!
//! The builder's values go in, checked once; for each attempt, headers, query pairs and cookies come out. Secrets are not
//! printed, and the headers that carry them are marked sensitive.

pub(crate) mod basic;
pub(crate) mod cache;
pub(crate) mod credential;
pub(crate) mod grant;
pub(crate) mod store;
pub(crate) mod token;

use std::sync::Arc;

use http::{HeaderName, HeaderValue};

use self::cache::TokenCache;
use self::credential::Credential;
use self::token::TokenError;
use super::api::{Api, Operation};
use super::env;
use super::error::Error;
use super::scrub::scrub;

/// The credentials of a client, by the name of their scheme.
#[derive(Default)]
pub(crate) struct Credentials(pub(crate) Vec<(&'static str, Credential)>);

/// What an attempt carries to prove who calls.
#[derive(Default)]
pub(crate) struct Applied {
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) cookies: Vec<(String, String)>,
    /// The tokens in it, to be refused if the API refuses them.
    pub(crate) tokens: Vec<(Arc<TokenCache>, u64)>,
}

/// One of the alternatives that an operation's security names.
pub(crate) type Alternative = &'static [&'static str];

impl Credentials {
    /// The first alternative that there are credentials for. An empty one counts only where there are none for another.
    pub(crate) fn choose(
        &self,
        api: &'static Api,
        operation: &Operation,
    ) -> Result<Alternative, Error> {
        self.alternative(api, operation.security)
    }

    /// As [`Credentials::choose`], of any alternatives.
    fn alternative(
        &self,
        api: &'static Api,
        security: &'static [Alternative],
    ) -> Result<Alternative, Error> {
        let mut alternatives = security.iter().filter(|it| !it.is_empty());
        let configured =
            alternatives.find(|it| it.iter().all(|scheme| self.find(scheme).is_some()));
        match configured {
            Some(alternative) => Ok(alternative),
            None if security.iter().all(|it| !it.is_empty()) && !security.is_empty() => {
                Err(env::missing_credentials(api, security))
            }
            None => Ok(&[]),
        }
    }

    /// What the schemes of an alternative put into a request; fetches a token where there is none.
    pub(crate) async fn apply(&self, alternative: Alternative) -> Result<Applied, Arc<TokenError>> {
        let mut applied = Applied::default();
        for scheme in alternative {
            match self.find(scheme) {
                Some(Credential::Header(name, value)) => {
                    applied.headers.push((name.clone(), value.clone()));
                }
                Some(Credential::Query(name, value)) => {
                    applied.query.push(credential::pair(name, value));
                }
                Some(Credential::Cookie(name, value)) => {
                    applied.cookies.push(credential::pair(name, value));
                }
                Some(Credential::Token(cache)) => {
                    let token = cache.get().await?;
                    let header = (http::header::AUTHORIZATION, token.bearer.clone());
                    applied.headers.push(header);
                    applied.tokens.push((Arc::clone(cache), token.generation));
                }
                Some(Credential::Connection) | None => {}
            }
        }
        Ok(applied)
    }

    fn find(&self, scheme: &str) -> Option<&Credential> {
        let mut schemes = self.0.iter();
        schemes
            .find(|(name, _)| *name == scheme)
            .map(|(_, credential)| credential)
    }
}

impl Applied {
    /// `text` without the credentials, should a server repeat what it was sent.
    pub(crate) fn scrub(&self, text: &str) -> String {
        let headers = self.headers.iter();
        let values: Vec<_> = headers.filter_map(|(_, it)| it.to_str().ok()).collect();
        let passwords: Vec<_> = values
            .iter()
            .filter_map(|it| basic::password_of(it))
            .collect();
        // What follows the scheme: a server that quotes a token leaves out `Bearer`.
        let in_headers = values.iter().filter_map(|value| value.rsplit(' ').next());
        let pairs = self.query.iter().chain(&self.cookies);
        let in_pairs = pairs.map(|(_, value)| value.as_str());
        let passwords = passwords.iter().map(String::as_str);
        scrub(text, in_headers.chain(passwords).chain(in_pairs))
    }

    /// Throws away the tokens in it, which the API refused. Whether it makes sense to send the call again.
    pub(crate) fn refuse(&self) -> bool {
        !self.tokens.is_empty()
            && self
                .tokens
                .iter()
                .all(|(cache, generation)| cache.refuse(*generation))
    }
}
