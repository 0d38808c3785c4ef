//! How an attempt ended: success, or which failure, in words and for the retry matrix.

use std::time::Duration;

use bytes::Bytes;

use super::attempt::{Failure, Received};
use super::auth::Applied;
use super::backoff;
use super::body::BoxError;
use super::error::ErrorKind;
use super::reply::{Content, Head};
use super::retry::Fate;
use super::seams::Clock;
use super::text;

/// An attempt that gave no success.
pub(crate) struct Failed {
    pub(crate) fate: Fate,
    pub(crate) kind: ErrorKind,
    pub(crate) message: String,
    pub(crate) source: Option<BoxError>,
    /// The response, if there was one; its body only where it was read.
    pub(crate) received: Option<Received>,
    /// How long the server asks to wait.
    pub(crate) hint: Option<Duration>,
    /// The credentials it was sent with.
    pub(crate) applied: Applied,
}

/// Success or failure, and which.
pub(crate) fn judge(
    sent: Result<Received, Failure>,
    applied: Applied,
    clock: &dyn Clock,
) -> Result<Received, Box<Failed>> {
    let failed = match sent {
        Ok(received) if received.head.status.is_success() => return Ok(received),
        Ok(received) => refused(received, &applied, clock),
        Err(failure) => broken(failure),
    };
    Err(Box::new(Failed { applied, ..failed }))
}

/// The failure that no response is, or half of one.
fn broken(failure: Failure) -> Failed {
    let (fate, kind, message, source, head) = match failure {
        Failure::NotSent(source) => {
            let message = "no connection could be made";
            (
                Fate::NotSent,
                ErrorKind::Connect,
                message,
                Some(source),
                None,
            )
        }
        Failure::Broken(source) => {
            let message = "the connection broke before there was a response";
            (
                Fate::Unknown,
                ErrorKind::Connection,
                message,
                Some(source),
                None,
            )
        }
        Failure::TimedOut => {
            let message = "no response in time";
            (Fate::Unknown, ErrorKind::Timeout, message, None, None)
        }
        Failure::Cut {
            head,
            source: Some(source),
        } => {
            let message = "the response broke off";
            (
                Fate::Cut,
                ErrorKind::Connection,
                message,
                Some(source),
                Some(head),
            )
        }
        Failure::Cut { head, source: None } => {
            let message = "the response did not come to its end in time";
            (Fate::Cut, ErrorKind::Timeout, message, None, Some(head))
        }
        Failure::TooLarge(head) => {
            let message = "the response is larger than the client's limit";
            (
                Fate::Unusable,
                ErrorKind::BodyTooLarge,
                message,
                None,
                Some(head),
            )
        }
    };
    Failed {
        fate,
        kind,
        message: message.to_owned(),
        source,
        received: head.map(without_body),
        hint: None,
        applied: Applied::default(),
    }
}

fn without_body(head: Head) -> Received {
    Received {
        head,
        content: Content::Bytes(Bytes::new()),
    }
}

/// The failure that a status is.
fn refused(received: Received, sent: &Applied, clock: &dyn Clock) -> Failed {
    let status = received.head.status;
    let mut message = status.to_string();
    let kind = if matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
        message.push_str(", a redirect, which is not followed");
        ErrorKind::Redirect
    } else {
        ErrorKind::Status
    };
    if let Some(words) = text::message_of(&received.bytes()) {
        message = format!("{message}: {}", sent.scrub(&words));
    }
    Failed {
        fate: Fate::Status(status),
        kind,
        message,
        source: None,
        hint: backoff::retry_after(&received.head.headers, clock.wall()),
        received: Some(received),
        applied: Applied::default(),
    }
}
