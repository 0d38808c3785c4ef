//! Every limit and policy of a client, with what it is unless told otherwise and what tells it otherwise.
//!
//! The numbers are the runtime's; a test from outside reads both and compares them (`tests/trust/defaults.rs`).

use super::super::docs::Doc;

/// What it is about, its value unless told otherwise, and the methods that tell otherwise, of the builder or else of what
/// is named before the colons.
const DEFAULTS: &[(&str, &str, &[&str])] = &[
    (
        "connecting, the TLS handshake included",
        "at most 5 seconds",
        &["connect_timeout"],
    ),
    (
        "an attempt, to the last byte of the response",
        "at most 30 seconds",
        &["attempt_timeout"],
    ),
    (
        "a stream's silence",
        "at most 30 seconds",
        &["attempt_timeout"],
    ),
    (
        "a call, with retries, their waits and a token",
        "at most 90 seconds",
        &["timeout"],
    ),
    (
        "an idle connection",
        "kept for 20 seconds",
        &["idle_timeout"],
    ),
    (
        "a body read as a whole",
        "at most 10 MiB",
        &["max_response_bytes"],
    ),
    ("what is kept of an error's body", "its first 64 KiB", &[]),
    ("a line of a stream, or an event", "at most 16 MiB", &[]),
    ("the answer to a token request", "at most 64 KiB", &[]),
    ("nesting of JSON", "at most 128 levels", &[]),
    (
        "what an error prints",
        "at most 512 bytes, without control characters",
        &[],
    ),
    ("attempts", "at most 3", &["RetryPolicy::max_attempts"]),
    (
        "the wait before another attempt",
        "random, up to 100 milliseconds, then twice as long each time, up to 20 seconds",
        &["RetryPolicy::first_wait", "RetryPolicy::max_wait"],
    ),
    (
        "the same after a 429",
        "random, up to 1 second, then twice as long each time",
        &[],
    ),
    (
        "a wait that the server asks for",
        "kept to, up to 60 seconds; if longer, the call fails at once",
        &["RetryPolicy::max_retry_after"],
    ),
    (
        "retries of all clones together",
        "a budget of 500: a retry costs 5, a success gives back 1",
        &["RetryPolicy::budgeted"],
    ),
    (
        "what is sent again",
        "what cannot do harm: a POST or PATCH only where nothing was sent, or the server said 429",
        &["RetryPolicy::none"],
    ),
    (
        "a token that does not say how long it lives",
        "15 minutes",
        &[],
    ),
    ("a token that says too long", "30 days", &[]),
    (
        "a token before its end",
        "not used in its last 30 seconds, fetched anew in the 5 minutes before",
        &[],
    ),
    (
        "tokens fetched because one was refused",
        "at most one in 60 seconds",
        &[],
    ),
    (
        "token requests",
        "form-urlencoded, with id and secret in the body",
        &["token_request_body", "client_authentication"],
    ),
    ("redirects", "never followed", &[]),
    (
        "schemes",
        "`https`, and `http` for loopback addresses only",
        &[],
    ),
    ("HTTP", "1.1", &["transport"]),
    (
        "compression",
        "never asked for, never undone",
        &["transport"],
    ),
    ("cookies", "never kept", &["transport"]),
    ("proxies", "none", &["proxy", "proxy_from_env"]),
    (
        "trusted certificates",
        "the system's",
        &["root_certificate_pem"],
    ),
    ("the client's own certificate", "none", &["identity_pem"]),
];

pub(super) fn defaults(doc: &mut Doc) {
    doc.section("Defaults");
    doc.list();
    doc.line("| what | unless told otherwise | told by |");
    doc.line("|---|---|---|");
    for (what, default, methods) in DEFAULTS {
        let links: Vec<String> = methods.iter().map(|method| link(method)).collect();
        doc.line(&format!("| {what} | {default} | {} |", links.join(", ")));
    }
}

fn link(method: &str) -> String {
    match method.rsplit_once("::") {
        Some((_, name)) => format!("[`{name}`]({method})"),
        None => format!("[`{method}`](ClientBuilder::{method})"),
    }
}
