//! OAuth 2.0 client credentials (RFC 6749, 4.4), with an audience where the API has one.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::{HeaderValue, Method, StatusCode, Uri};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

use super::basic;
use super::credential::Context;
use super::token::{AccessToken, TokenError, TokenSource};
use crate::runtime::api::{Audience, Scheme, SchemeKind};
use crate::runtime::attempt::{self, Failure, Read, Received};
use crate::runtime::backoff;
use crate::runtime::base_url::BaseUrl;
use crate::runtime::body::Body;
use crate::runtime::budget::{Budget, Price};
use crate::runtime::encode::{form, percent};
use crate::runtime::env::{self, CredentialPart};
use crate::runtime::error::Error;
use crate::runtime::reply::request_id_of;
use crate::runtime::retry::{self, RetryPolicy};
use crate::runtime::scrub::scrub;
use crate::runtime::seams::Seams;
use crate::runtime::text;
use crate::runtime::trace;
use crate::runtime::transport::{BoxFuture, Transport};

const TOKEN_LIMIT: u64 = 64 * 1024;

/// How a token request is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenRequestBody {
    /// Form-urlencoded, as RFC 6749 has it.
    #[default]
    Form,
    /// JSON, as some servers want it.
    Json,
}

/// Where a token request carries client id and secret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClientAuthentication {
    /// In the body (`client_secret_post`).
    #[default]
    Post,
    /// In an `Authorization: Basic` header (`client_secret_basic`).
    Basic,
}

/// What is the same for all grants of a client.
#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) seams: Seams,
    pub(crate) retry: RetryPolicy,
    pub(crate) budget: Arc<Budget>,
    pub(crate) timeout: Duration,
    pub(crate) user_agent: HeaderValue,
    pub(crate) body: TokenRequestBody,
    pub(crate) authentication: ClientAuthentication,
}

/// Fetches tokens with client id and secret.
#[derive(Clone)]
pub(crate) struct Grant {
    settings: Settings,
    url: Uri,
    client_id: String,
    client_secret: SecretString,
    audience: Option<String>,
    scopes: Option<String>,
}

impl Grant {
    /// `None` where neither id nor secret is given; with one of them, whatever else is missing is an error.
    pub(crate) fn new(cx: &Context<'_>, scheme: &Scheme) -> Result<Option<Self>, Error> {
        let SchemeKind::ClientCredentials {
            token_url,
            audience,
            ..
        } = scheme.kind
        else {
            return Ok(None);
        };
        let get = |part| {
            cx.given
                .get(scheme.name, part)
                .filter(|value| !value.is_empty())
        };
        let missing = |part, why: &str| env::wrong_credential(cx.api, scheme, part, why);
        let (id, secret) = match (
            get(CredentialPart::ClientId),
            get(CredentialPart::ClientSecret),
        ) {
            (None, None) => return Ok(None),
            (Some(id), Some(secret)) => (id, secret),
            (None, Some(_)) => {
                return Err(missing(
                    CredentialPart::ClientId,
                    "it is missing, though there is a client secret",
                ));
            }
            (Some(_), None) => {
                return Err(missing(
                    CredentialPart::ClientSecret,
                    "it is missing, though there is a client id",
                ));
            }
        };
        let url = get(CredentialPart::TokenUrl).or(token_url).ok_or_else(|| {
            missing(CredentialPart::TokenUrl, "it is missing, and the description names none: a guess could send your secret to a stranger")
        })?;
        let url =
            BaseUrl::parse_endpoint(url).map_err(|why| missing(CredentialPart::TokenUrl, &why))?;
        let given = get(CredentialPart::Audience);
        if given.is_none() && audience == Audience::Required {
            return Err(missing(
                CredentialPart::Audience,
                "it is missing, and the API wants one in each token request",
            ));
        }
        Ok(Some(Self {
            settings: cx.grant.clone(),
            url,
            client_id: id.to_owned(),
            client_secret: SecretString::from(secret),
            audience: given.map(str::to_owned),
            scopes: get(CredentialPart::Scopes).map(str::to_owned),
        }))
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    /// What its tokens are for, without any secret.
    pub(crate) fn key(&self) -> String {
        let audience = self.audience.as_deref().unwrap_or("-");
        let scopes = self.scopes.as_deref().unwrap_or("-");
        format!("{} {} {audience} {scopes}", self.url, self.client_id)
    }

    fn request(&self) -> http::Request<Body> {
        let mut members = vec![("grant_type", "client_credentials")];
        let is_post = self.settings.authentication == ClientAuthentication::Post;
        if is_post {
            members.push(("client_id", &self.client_id));
            members.push(("client_secret", self.client_secret.expose_secret()));
        }
        members.extend(self.audience.as_deref().map(|it| ("audience", it)));
        members.extend(self.scopes.as_deref().map(|it| ("scope", it)));
        let (media_type, body) = match self.settings.body {
            TokenRequestBody::Form => {
                let pairs: Vec<_> = members
                    .iter()
                    .map(|(name, value)| (percent(name), percent(value)))
                    .collect();
                ("application/x-www-form-urlencoded", form::join(&pairs, "&"))
            }
            TokenRequestBody::Json => {
                let members = members
                    .into_iter()
                    .map(|(name, value)| (name.to_owned(), Value::from(value)));
                (
                    "application/json",
                    Value::Object(members.collect()).to_string(),
                )
            }
        };
        let mut request = http::Request::new(Body::from(body));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.url.clone();
        let headers = request.headers_mut();
        headers.insert(USER_AGENT, self.settings.user_agent.clone());
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        if !is_post {
            let value = basic::of_client(&self.client_id, self.client_secret.expose_secret());
            headers.extend(value.map(|value| (AUTHORIZATION, value)));
        }
        request
    }

    async fn fetch_with_retries(self) -> Result<AccessToken, TokenError> {
        let Settings {
            seams,
            retry,
            budget,
            ..
        } = &self.settings;
        let mut attempts = 1;
        loop {
            let (error, throttled) = match self.attempt().await {
                Ok(token) => {
                    budget.earn();
                    return Ok(token);
                }
                Err(failed) => failed,
            };
            let wait = backoff::wait(retry, &*seams.random, attempts, throttled)
                .max(error.wait().unwrap_or_default());
            if !error.is_transient() || attempts >= retry.max_attempts || wait > retry.patience {
                return Err(error);
            }
            let price = retry.is_budgeted.then(|| budget.spend());
            if let Some(None) = price {
                return Err(error);
            }
            seams.sleep.sleep(wait).await;
            price.flatten().map(Price::pay);
            attempts += 1;
        }
    }

    /// One request. With the error comes whether the endpoint said that there are too many.
    async fn attempt(&self) -> Result<AccessToken, (TokenError, bool)> {
        let Settings {
            transport,
            seams,
            timeout,
            ..
        } = &self.settings;
        let sent = attempt::send(&**transport, seams, self.request(), *timeout, |head| {
            if head.status.is_success() {
                Read::All(TOKEN_LIMIT)
            } else {
                Read::Start(TOKEN_LIMIT)
            }
        });
        let sent = sent.await;
        trace::token_request(&self.url, &sent);
        let received = sent.map_err(|failure| (unreachable_endpoint(failure), false))?;
        if received.head.status == StatusCode::OK || received.head.status == StatusCode::CREATED {
            return read_token(&received.bytes()).map_err(|error| (error, false));
        }
        let refusal = self.refusal(&received);
        let hint = backoff::retry_after(&received.head.headers, seams.clock.wall());
        let refusal = match hint {
            Some(wait) => refusal.retry_after(wait),
            None => refusal,
        };
        let throttled = received.head.status == StatusCode::TOO_MANY_REQUESTS;
        Err((refusal, throttled))
    }

    /// The error for a status that is no success, in the server's words as far as they are fit to print.
    fn refusal(&self, received: &Received) -> TokenError {
        let status = received.head.status;
        let body: Value = serde_json::from_slice(&received.bytes()).unwrap_or_default();
        let words =
            ["error", "error_description"].map(|name| body.get(name).and_then(Value::as_str));
        let words = words.into_iter().flatten().collect::<Vec<_>>().join(": ");
        let words = self.scrub(&words);
        let mut message = format!("the token endpoint answered {}", status.as_u16());
        if status.is_redirection() {
            message.push_str(
                ", a redirect, which is not followed: it would take the secret elsewhere",
            );
        } else if !words.is_empty() {
            message.push_str(&format!(" ({})", text::printable(&words, 200)));
        }
        if let Some(id) = request_id_of(&received.head.headers) {
            message.push_str(&format!("; request id {}", text::printable(&id, 64)));
        }
        if retry::is_transient(status) {
            TokenError::new(message)
        } else {
            TokenError::permanent(message)
        }
    }
}

impl Grant {
    /// `words` without the secret, should the server repeat what it was sent, header or form.
    fn scrub(&self, words: &str) -> String {
        let secret = self.client_secret.expose_secret();
        let headers = [
            basic::of_client(&self.client_id, secret),
            // As a server may write it that took the header apart and put it together again.
            basic::header(&self.client_id, secret),
        ];
        let headers = headers.iter().flatten();
        let basic = headers.filter_map(|value| value.to_str().ok()?.strip_prefix("Basic "));
        scrub(words, basic.chain([secret]))
    }
}

impl TokenSource for Grant {
    fn fetch(&self) -> BoxFuture<Result<AccessToken, TokenError>> {
        Box::pin(self.clone().fetch_with_retries())
    }
}

fn unreachable_endpoint(failure: Failure) -> TokenError {
    match failure {
        Failure::NotSent(source) => {
            TokenError::new("no connection to the token endpoint could be made").caused_by(source)
        }
        Failure::Broken(source) => {
            TokenError::new("the connection to the token endpoint broke").caused_by(source)
        }
        Failure::TimedOut => TokenError::new("the token endpoint did not answer in time"),
        Failure::Cut { source, .. } => {
            let error = TokenError::new("the token endpoint's answer broke off");
            match source {
                Some(source) => error.caused_by(source),
                None => error,
            }
        }
        Failure::TooLarge(_) => {
            TokenError::permanent("the token endpoint's answer is larger than 64 KiB")
        }
    }
}

/// What the token endpoint answered, checked.
fn read_token(body: &Bytes) -> Result<AccessToken, TokenError> {
    let body: Value = serde_json::from_slice(body)
        .map_err(|_| TokenError::permanent("the token endpoint's answer is not JSON"))?;
    let token = body
        .get("access_token")
        .and_then(Value::as_str)
        .ok_or_else(|| TokenError::permanent("the token endpoint's answer has no access_token"))?;
    if let Some(kind) = body.get("token_type").filter(|kind| !kind.is_null()) {
        let kind = kind
            .as_str()
            .map_or_else(|| kind.to_string(), str::to_owned);
        if !kind.eq_ignore_ascii_case("bearer") {
            let kind = text::printable(&kind, 32);
            return Err(TokenError::permanent(format!(
                "the token is of type `{kind}`, not bearer"
            )));
        }
    }
    let token = AccessToken::new(token)?;
    match body.get("expires_in") {
        None | Some(Value::Null) => Ok(token),
        Some(value) => {
            let seconds = match value {
                Value::String(text) => text.trim().parse().ok(),
                value => value.as_f64(),
            };
            let lifetime = seconds
                .filter(|seconds: &f64| seconds.is_finite() && *seconds > 0.0)
                .map(|seconds: f64| Duration::from_secs_f64(seconds.min(1e9)))
                .ok_or_else(|| {
                    TokenError::permanent(
                        "the token's expires_in is not a number of seconds above zero",
                    )
                })?;
            Ok(token.expires_in(lifetime))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn lifetime(expires_in: &str) -> Option<Option<u64>> {
        let body = format!(r#"{{"access_token":"t","expires_in":{expires_in}}}"#);
        let token = read_token(&Bytes::from(body)).ok()?;
        Some(token.expires_in.map(|it| it.as_secs()))
    }

    #[test]
    fn lifetimes_in_all_their_forms() {
        for (text, expected) in [
            ("3600", 3600),
            ("3600.7", 3600),
            (r#""3600""#, 3600),
            ("1e3", 1000),
            ("1e300", 1_000_000_000),
        ] {
            assert_eq!(lifetime(text), Some(Some(expected)), "{text}");
        }
        assert_eq!(lifetime("null"), Some(None));
        for text in [
            "0",
            "-1",
            "\"\"",
            "\"soon\"",
            "true",
            "[]",
            "\"NaN\"",
            "\"inf\"",
            "\"1e999\"",
        ] {
            assert_eq!(lifetime(text), None, "{text}");
        }
    }

    #[test]
    fn tokens_that_could_carry_a_header_or_are_none_are_refused() {
        for body in [
            r#"{}"#,
            r#"[]"#,
            r#"nothing"#,
            r#"{"access_token":""}"#,
            r#"{"access_token":1}"#,
            r#"{"access_token":"a\r\nX: y"}"#,
            r#"{"access_token":"a b"}"#,
            r#"{"access_token":"ä"}"#,
            r#"{"access_token":"a","token_type":"mac"}"#,
            r#"{"access_token":"a","token_type":1}"#,
        ] {
            assert!(read_token(&Bytes::from(body)).is_err(), "{body}");
        }
        for body in [
            r#"{"access_token":"a"}"#,
            r#"{"access_token":"a","token_type":"BEARER"}"#,
        ] {
            assert!(read_token(&Bytes::from(body)).is_ok(), "{body}");
        }
    }
}
