//! What is sent again, and how often: the retry matrix as code.
//!
//! | What happened | safe or idempotent | others |
//! |---|---|---|
//! | no connection, so nothing was sent | again | again |
//! | 401 with the token in use | once, with a new token | once, with a new token |
//! | 429 | again | again |
//! | 408, 500, 502, 503, 504 | again | no |
//! | broken or out of time after something was sent | again | no, may have been applied |
//! | a success whose body is cut | again | no, may have been applied |
//! | a success whose body is too large or cannot be decoded | no | no, may have been applied |
//! | any other status | no | no |

use std::time::Duration;

use http::StatusCode;

/// How often and how soon a call is sent again.
///
/// By default 3 attempts in all, with random waits of up to 100 ms, then 200 ms (1 s, then 2 s where the server said
/// 429), never sooner than the server asked. Only what can do no harm is sent again: see the crate's documentation.
#[derive(Clone, Copy, Debug)]
pub struct RetryPolicy {
    pub(crate) max_attempts: u32,
    pub(crate) base: Duration,
    pub(crate) throttled_base: Duration,
    pub(crate) cap: Duration,
    pub(crate) patience: Duration,
    pub(crate) is_budgeted: bool,
}

impl RetryPolicy {
    /// The default.
    #[must_use]
    pub const fn standard() -> Self {
        Self {
            max_attempts: 3,
            base: Duration::from_millis(100),
            throttled_base: Duration::from_secs(1),
            cap: Duration::from_secs(20),
            patience: Duration::from_secs(60),
            is_budgeted: true,
        }
    }

    /// Nothing is sent twice, not even after a refused token.
    #[must_use]
    pub const fn none() -> Self {
        Self::standard().max_attempts(1)
    }

    /// How often a call is sent, the first time included.
    #[must_use]
    pub const fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = if attempts == 0 { 1 } else { attempts };
        self
    }

    /// The longest first wait; each further one may be twice as long, up to the limit of [`max_wait`](Self::max_wait).
    #[must_use]
    pub const fn first_wait(mut self, wait: Duration) -> Self {
        self.base = wait;
        self
    }

    /// The longest wait of this client's own choosing.
    #[must_use]
    pub const fn max_wait(mut self, wait: Duration) -> Self {
        self.cap = wait;
        self
    }

    /// The longest wait that a server may ask for with `Retry-After`; where it asks for more, the call fails at once.
    #[must_use]
    pub const fn max_retry_after(mut self, wait: Duration) -> Self {
        self.patience = wait;
        self
    }

    /// Whether all clones of the client share a budget of retries, which bounds the load on a server that is down to a
    /// fifth more than there would be without retries. It is, by default.
    #[must_use]
    pub const fn budgeted(mut self, budgeted: bool) -> Self {
        self.is_budgeted = budgeted;
        self
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::standard()
    }
}

/// How an attempt ended that was no success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// No connection was made.
    NotSent,
    /// Broken or out of time after something may have been sent.
    Unknown,
    /// The server answered with this status.
    Status(StatusCode),
    /// A success whose body is cut.
    Cut,
    /// A success whose body is too large.
    Unusable,
}

impl Fate {
    /// Whether the matrix allows another attempt.
    pub(crate) fn allows_retry(self, idempotent: bool) -> bool {
        match self {
            Self::NotSent | Self::Status(StatusCode::TOO_MANY_REQUESTS) => true,
            Self::Unknown | Self::Cut => idempotent,
            Self::Status(status) => idempotent && is_transient(status),
            Self::Unusable => false,
        }
    }

    /// Whether the server may have done what was asked of it.
    pub(crate) fn may_be_applied(self, safe: bool) -> bool {
        let may = match self {
            Self::NotSent => false,
            Self::Unknown | Self::Cut | Self::Unusable => true,
            // A server that gave up, or a gateway in front of one, may have gone some way.
            Self::Status(status) => {
                status.is_server_error() || status == StatusCode::REQUEST_TIMEOUT
            }
        };
        may && !safe
    }
}

/// Whether a status tells of something that may be gone soon.
pub(crate) fn is_transient(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_matrix() {
        let status = |code| Fate::Status(StatusCode::from_u16(code).unwrap());
        // fate, idempotent retried, others retried, others may have been applied
        let mut rows = vec![
            (Fate::NotSent, true, true, false),
            (Fate::Unknown, true, false, true),
            (Fate::Cut, true, false, true),
            (Fate::Unusable, false, false, true),
            (status(429), true, true, false),
        ];
        rows.extend([408, 500, 502, 503, 504].map(|code| (status(code), true, false, true)));
        rows.extend([501, 505, 507].map(|code| (status(code), false, false, true)));
        rows.extend(
            [301, 302, 307, 308, 400, 401, 403, 404, 409, 410, 412, 422]
                .map(|code| (status(code), false, false, false)),
        );
        for (fate, idempotent, others, applied) in rows {
            assert_eq!(fate.allows_retry(true), idempotent, "{fate:?}");
            assert_eq!(fate.allows_retry(false), others, "{fate:?}");
            assert_eq!(fate.may_be_applied(false), applied, "{fate:?}");
            assert!(!fate.may_be_applied(true), "{fate:?}");
        }
    }
}
