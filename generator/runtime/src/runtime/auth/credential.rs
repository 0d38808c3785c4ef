//! From what the builder was given to credentials: which scheme has all it needs, and what is wrong with the rest.

use std::sync::Arc;

use http::header::AUTHORIZATION;
use http::{HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};

use super::cache::TokenCache;
use super::grant::{self, Grant};
use super::store::{Stored, TokenStore};
use super::token::{AccessToken, TokenSource};
use super::{Credentials, basic};
use crate::runtime::api::{Api, Location, Scheme, SchemeKind};
use crate::runtime::encode::percent;
use crate::runtime::env::{self, CredentialPart};
use crate::runtime::error::Error;

/// What proves who calls.
pub(crate) enum Credential {
    Header(HeaderName, HeaderValue),
    Query(&'static str, SecretString),
    Cookie(&'static str, SecretString),
    Token(Arc<TokenCache>),
    /// The connection itself: a client certificate.
    Connection,
}

/// What the builder was given for one scheme.
#[derive(Default)]
pub(crate) struct Given {
    parts: Vec<(String, CredentialPart, SecretString)>,
}

impl Given {
    pub(crate) fn set(&mut self, scheme: &str, part: CredentialPart, value: String) {
        self.parts
            .retain(|(known, other, _)| known != scheme || *other != part);
        self.parts
            .push((scheme.to_owned(), part, SecretString::from(value)));
    }

    pub(crate) fn get(&self, scheme: &str, part: CredentialPart) -> Option<&str> {
        let mut parts = self.parts.iter();
        let (_, _, value) = parts.find(|(known, other, _)| known == scheme && *other == part)?;
        Some(value.expose_secret())
    }
}

/// What is the same for all schemes.
pub(crate) struct Context<'a> {
    pub(crate) api: &'static Api,
    pub(crate) given: &'a Given,
    pub(crate) source: Option<Arc<dyn TokenSource>>,
    pub(crate) store: Option<Arc<dyn TokenStore>>,
    pub(crate) has_identity: bool,
    pub(crate) grant: grant::Settings,
}

/// The credentials of all schemes that have all they need. One that has some of it is an error, and so is none at all
/// where every operation asks for some.
pub(crate) fn build(cx: &Context<'_>) -> Result<Credentials, Error> {
    let mut credentials = Credentials::default();
    for scheme in cx.api.schemes {
        if let Some(credential) = one(cx, scheme)? {
            credentials.0.push((scheme.name, credential));
        }
    }
    if !cx.api.security.is_empty() {
        credentials.alternative(cx.api, cx.api.security)?;
    }
    Ok(credentials)
}

fn one(cx: &Context<'_>, scheme: &Scheme) -> Result<Option<Credential>, Error> {
    let get = |part| cx.given.get(scheme.name, part);
    let wrong = |part, why: &str| env::wrong_credential(cx.api, scheme, part, why);
    Ok(match scheme.kind {
        SchemeKind::ApiKey { location, name } => match get(CredentialPart::ApiKey) {
            Some(key) => Some(
                api_key(location, name, key).map_err(|why| wrong(CredentialPart::ApiKey, why))?,
            ),
            None => None,
        },
        SchemeKind::Basic => match (get(CredentialPart::Username), get(CredentialPart::Password)) {
            (None, None) => None,
            // Many APIs take a key as the user name, with no password.
            (Some(username), password) => {
                let value = basic::header(username, password.unwrap_or_default());
                let value = value.ok_or_else(|| {
                    wrong(
                        CredentialPart::Username,
                        "it holds a colon, or a line break",
                    )
                })?;
                Some(Credential::Header(AUTHORIZATION, value))
            }
            (None, Some(_)) => {
                return Err(wrong(
                    CredentialPart::Username,
                    "it is missing, though there is a password",
                ));
            }
        },
        SchemeKind::Bearer => token(cx, scheme)?,
        SchemeKind::Authorization { .. } => match get(CredentialPart::Authorization) {
            Some(text) => {
                let value = sensitive(text)
                    .ok_or_else(|| wrong(CredentialPart::Authorization, "it is no header value"))?;
                Some(Credential::Header(AUTHORIZATION, value))
            }
            None => None,
        },
        SchemeKind::ClientCredentials { .. } => match token(cx, scheme)? {
            Some(credential) => Some(credential),
            None => Grant::new(cx, scheme)?.map(|grant| {
                let seams = cx.grant.seams.clone();
                let source: Arc<dyn TokenSource> = match &cx.store {
                    Some(store) => Arc::new(Stored::new(grant, Arc::clone(store))),
                    None => Arc::new(grant),
                };
                Credential::Token(TokenCache::new(source, seams))
            }),
        },
        SchemeKind::MutualTls => cx.has_identity.then_some(Credential::Connection),
    })
}

/// A token that the caller supplies, itself or through a source.
fn token(cx: &Context<'_>, scheme: &Scheme) -> Result<Option<Credential>, Error> {
    if let Some(text) = cx.given.get(scheme.name, CredentialPart::Token) {
        let token = AccessToken::new(text).map_err(|error| {
            env::wrong_credential(cx.api, scheme, CredentialPart::Token, &error.to_string())
        })?;
        return Ok(Some(Credential::Header(AUTHORIZATION, token.bearer)));
    }
    let seams = cx.grant.seams.clone();
    let source = cx.source.clone();
    Ok(source.map(|source| Credential::Token(TokenCache::new(source, seams))))
}

fn api_key(location: Location, name: &'static str, key: &str) -> Result<Credential, &'static str> {
    if key.is_empty() {
        return Err("it is empty");
    }
    Ok(match location {
        Location::Query => Credential::Query(name, SecretString::from(key)),
        Location::Cookie => Credential::Cookie(name, SecretString::from(key)),
        Location::Header | Location::Path => {
            let name =
                HeaderName::from_bytes(name.as_bytes()).map_err(|_| "its header's name is none")?;
            Credential::Header(name, sensitive(key).ok_or("it is no header value")?)
        }
    })
}

/// Name and value as they stand in a query or a cookie.
pub(crate) fn pair(name: &str, value: &SecretString) -> (String, String) {
    (percent(name), percent(value.expose_secret()))
}

fn sensitive(text: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}
