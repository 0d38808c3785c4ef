//! The token endpoint: OAuth 2.0 client credentials (RFC 6749, 4.4) with an audience, and the tokens it gave out.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use serde_json::json;

use super::answer::Answer;
use crate::request::Request;

/// The client id the portal knows.
pub const CLIENT_ID: &str = "client-of-the-tests";

/// The secret of that client. Its characters are ones that a form has to encode.
pub const CLIENT_SECRET: &str = "c4nary+secret/of=the&tests %41";

/// The audience the portal asks for.
pub const AUDIENCE: &str = "https://audience.example.com/api?x=1&y=2";

/// What every token begins with, so that a leaked one is found.
pub const TOKEN_PREFIX: &str = "c4nary-token";

/// The tokens that are good, and how to make more.
#[derive(Debug)]
pub(super) struct Tokens {
    pub(super) lifetime: Duration,
    given: u64,
    valid_until: HashMap<String, Instant>,
}

impl Default for Tokens {
    fn default() -> Self {
        Self {
            lifetime: Duration::from_secs(3600),
            given: 0,
            valid_until: HashMap::new(),
        }
    }
}

impl Tokens {
    /// Answers a token request.
    pub(super) fn answer(&mut self, request: &Request) -> Answer {
        let form = request.form();
        let field = |name: &str| {
            let found = form.iter().find(|(known, _)| known == name);
            found.map_or("", |(_, value)| value.as_str())
        };
        let refuse = |status, error: &str| Answer::json(status, &json!({ "error": error }));
        if field("grant_type") != "client_credentials" {
            return refuse(400, "unsupported_grant_type");
        }
        if field("client_id") != CLIENT_ID || field("client_secret") != CLIENT_SECRET {
            return refuse(401, "invalid_client");
        }
        if field("audience") != AUDIENCE {
            return refuse(403, "access_denied");
        }
        self.given += 1;
        let token = format!("{TOKEN_PREFIX}-{}", self.given);
        self.valid_until
            .insert(token.clone(), Instant::now() + self.lifetime);
        let answer = json!({
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": self.lifetime.as_secs(),
        });
        // RFC 6749, 5.1: an answer with a token must not be stored.
        Answer::json(200, &answer).header("cache-control", "no-store")
    }

    /// Whether the request carries a token that is good now.
    pub(super) fn admit(&self, request: &Request) -> bool {
        let value = request.header("authorization").unwrap_or_default();
        let token = value.strip_prefix("Bearer ").unwrap_or_default();
        let until = self.valid_until.get(token);
        until.is_some_and(|until| Instant::now() < *until)
    }

    pub(super) fn revoke(&mut self) {
        self.valid_until.clear();
    }
}

/// What is wrong with a token request beside its credentials; empty when it is the one a client should send.
pub(super) fn check(request: &Request) -> Vec<String> {
    let mut violations = Vec::new();
    if request.method != "POST" {
        violations.push(format!(
            "a token is asked for with POST, not {}",
            request.method
        ));
    }
    if request.media_type().as_deref() != Some("application/x-www-form-urlencoded") {
        violations.push("a token request is a form (RFC 6749, 4.4.2)".to_owned());
    }
    if !request.query.is_empty() {
        violations.push("a token request has no query (RFC 6749, 2.3.1)".to_owned());
    }
    if request.header("authorization").is_some() {
        violations.push("credentials go into the form or the header, not both".to_owned());
    }
    let form = request.form();
    for name in ["grant_type", "client_id", "client_secret", "audience"] {
        let times = form.iter().filter(|(known, _)| known == name).count();
        if times != 1 {
            violations.push(format!("`{name}` was sent {times} times (RFC 6749, 3.2)"));
        }
    }
    violations
}
