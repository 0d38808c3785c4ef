//! Watches for secrets in all that is logged and in all that can be printed.
//!
//! Comes in: every span, event and log record of every crate at `TRACE`, and what a test hands over. Goes out: nothing,
//! or the end of the process with the line at fault: a panic could be swallowed by the task it happens on. The secrets
//! are the portal's, in each form in which they go over the wire.

use std::collections::HashSet;
use std::error::Error;
use std::fmt::{Debug, Write};
use std::sync::{LazyLock, Mutex, Once, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::portal::{CLIENT_ID, CLIENT_SECRET, TOKEN_PREFIX};

/// How long a piece of a secret is that must not be seen.
const PIECE: usize = 8;

/// All pieces of all secrets in all their forms.
static PIECES: LazyLock<HashSet<Vec<u8>>> = LazyLock::new(|| {
    let canaries = canaries();
    let windows = canaries.iter().flat_map(|it| it.as_bytes().windows(PIECE));
    windows.map(<[u8]>::to_vec).collect()
});

/// Which pairs of bytes a piece begins with: almost all text is passed over by these, so that watching costs little.
static BEGINNINGS: LazyLock<Vec<bool>> = LazyLock::new(|| {
    let mut beginnings = vec![false; 1 << 16];
    for piece in PIECES.iter() {
        beginnings[usize::from(piece[0]) << 8 | usize::from(piece[1])] = true;
    }
    beginnings
});

/// Of which crates lines were seen, to prove that somebody watches.
static SEEN: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// The secret, the token, the Basic form and the url-encoded form.
#[must_use]
pub fn canaries() -> Vec<String> {
    let encode = |text: &str| {
        let set = percent_encoding::NON_ALPHANUMERIC;
        percent_encoding::utf8_percent_encode(text, set).to_string()
    };
    let form: String = form_urlencoded::byte_serialize(CLIENT_SECRET.as_bytes()).collect();
    // Of the Basic form, what only the secret decides: what is before it is the id, which is none.
    let basic = |id: &str, secret: &str| {
        let text = STANDARD.encode(format!("{id}:{secret}"));
        text[(id.len() + 1).div_ceil(3) * 4..].to_owned()
    };
    vec![
        CLIENT_SECRET.to_owned(),
        TOKEN_PREFIX.to_owned(),
        basic(CLIENT_ID, CLIENT_SECRET),
        basic(CLIENT_ID, &unreserved(CLIENT_SECRET)),
        encode(CLIENT_SECRET),
        unreserved(CLIENT_SECRET),
        form,
    ]
}

/// Percent-encoded but for the unreserved characters of RFC 3986.
fn unreserved(text: &str) -> String {
    const SET: percent_encoding::AsciiSet = percent_encoding::NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~');
    percent_encoding::utf8_percent_encode(text, &SET).to_string()
}

/// The piece of a secret that is in a text, if there is one.
#[must_use]
pub fn leak(text: &str) -> Option<&str> {
    let mut windows = text.as_bytes().windows(PIECE);
    let beginnings = &*BEGINNINGS;
    let found = windows.position(|window| {
        let beginning = usize::from(window[0]) << 8 | usize::from(window[1]);
        beginnings[beginning] && PIECES.contains(window)
    })?;
    text.get(found..found + PIECE)
}

/// Checks that nothing printed of a value holds a piece of a secret.
///
/// # Panics
/// When it does.
#[track_caller]
pub fn keeps_secrets(value: &dyn Debug) {
    for shown in [format!("{value:?}"), format!("{value:#?}")] {
        assert_eq!(leak(&shown), None, "{shown}");
    }
}

/// The same for an error and all that lies below it.
///
/// # Panics
/// When one of them holds a piece.
#[track_caller]
pub fn error_keeps_secrets(error: &(dyn Error + 'static)) {
    let mut next = Some(error);
    while let Some(error) = next {
        keeps_secrets(&error);
        assert_eq!(leak(&error.to_string()), None, "{error}");
        assert_eq!(leak(&format!("{error:#}")), None, "{error:#}");
        next = error.source();
    }
}

/// Watches everything that is logged in this process from now on.
///
/// # Panics
/// When something else gets the logs already.
pub fn start() {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| {
        tracing::subscriber::set_global_default(Watcher).expect("no other subscriber");
        log::set_logger(&Watcher).expect("no other logger");
        log::set_max_level(log::LevelFilter::Trace);
    });
}

/// The targets of the lines seen so far, such as `hyper_util::client::legacy::pool`.
#[must_use]
pub fn seen() -> Vec<String> {
    SEEN.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

struct Watcher;

impl Watcher {
    fn line(&self, target: &str, line: &str) {
        if let Some(piece) = leak(line) {
            eprintln!("the piece `{piece}` of a secret was logged by {target}: {line}");
            std::process::abort();
        }
        let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
        if !seen.iter().any(|known| known == target) {
            seen.push(target.to_owned());
        }
    }

    fn fields(&self, target: &str, name: &str, visit: impl FnOnce(&mut Line)) {
        let mut line = Line(name.to_owned());
        visit(&mut line);
        self.line(target, &line.0);
    }
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, " {}={value:?}", field.name());
    }
}

impl Subscriber for Watcher {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let metadata = span.metadata();
        self.fields(metadata.target(), metadata.name(), |line| span.record(line));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        self.fields("a span", "record", |line| values.record(line));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let metadata = event.metadata();
        self.fields(metadata.target(), metadata.name(), |line| {
            event.record(line)
        });
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

impl log::Log for Watcher {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        self.line(record.target(), &record.args().to_string());
    }

    fn flush(&self) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_found_in_each_of_their_forms() {
        for canary in canaries() {
            assert!(leak(&canary).is_some(), "{canary}");
            let (start, _) = canary.split_at(PIECE);
            assert_eq!(leak(&format!("id=1 {start}..")), Some(start));
        }
        assert_eq!(leak(CLIENT_ID), None);
        assert_eq!(leak("a call of getLead with a token"), None);
    }
}
