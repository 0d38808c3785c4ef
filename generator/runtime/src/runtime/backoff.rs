//! How long to wait before the next attempt.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::RETRY_AFTER;
use jiff::Timestamp;
use jiff::fmt::{rfc2822, strtime};
use jiff::tz::TimeZone;

use super::retry::RetryPolicy;
use super::seams::{Random, up_to};

/// A wait of this client's own choosing after so many attempts: full jitter, anything from nothing to the limit, so that
/// clients which failed together do not come back together.
pub(crate) fn wait(
    policy: &RetryPolicy,
    random: &dyn Random,
    attempts: u32,
    is_throttled: bool,
) -> Duration {
    let base = if is_throttled {
        policy.throttled_base
    } else {
        policy.base
    };
    let factor = 2_u32.saturating_pow(attempts.saturating_sub(1));
    up_to(random, base.saturating_mul(factor).min(policy.cap))
}

/// What the server asks for with `Retry-After`, in seconds or as a date (RFC 9110, 10.2.3). What is neither is ignored;
/// of several, the longest counts.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    headers
        .get_all(RETRY_AFTER)
        .iter()
        .filter_map(|value| parse(value.to_str().ok()?.trim(), now))
        .max()
}

fn parse(text: &str, now: SystemTime) -> Option<Duration> {
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than fit are a very long time, not no time.
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let seconds = u64::try_from(date(text)?.as_second()).ok()?;
    let date = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))?;
    // A date that has passed asks for no wait.
    Some(date.duration_since(now).unwrap_or(Duration::ZERO))
}

/// A date in one of the three forms that a recipient has to know (RFC 9110, 5.6.7).
fn date(text: &str) -> Option<Timestamp> {
    if let Ok(date) = rfc2822::parse(text) {
        return Some(date.timestamp());
    }
    let forms = [
        "%a, %d %b %Y %H:%M:%S GMT",
        "%A, %d-%b-%y %H:%M:%S GMT",
        "%a %b %e %H:%M:%S %Y",
    ];
    let parse = |form| strtime::parse(form, text).ok()?.to_datetime().ok();
    let date = forms.into_iter().find_map(parse)?;
    // The end of the year 9999 is more than a time stamp can hold, and a long way off.
    Some(TimeZone::UTC.to_timestamp(date).unwrap_or(Timestamp::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::seams::Seams;

    #[test]
    fn waits_stay_in_their_range_and_fill_it() {
        let policy = RetryPolicy::standard();
        let random = Seams::system().random;
        for (attempts, is_throttled, limit) in [
            (1, false, 100),
            (2, false, 200),
            (3, false, 400),
            (20, false, 20_000),
            (u32::MAX, true, 20_000),
            (1, true, 1000),
            (2, true, 2000),
        ] {
            let limit = Duration::from_millis(limit);
            let waits: Vec<_> = (0..10_000)
                .map(|_| wait(&policy, &*random, attempts, is_throttled))
                .collect();
            assert!(waits.iter().all(|wait| *wait <= limit));
            let mean = waits.iter().sum::<Duration>() / 10_000;
            let half = limit / 2;
            assert!(mean.abs_diff(half) < half / 20, "{attempts}: {mean:?}");
        }
    }

    #[test]
    fn retry_after_in_all_its_forms() {
        // Sun, 06 Nov 1994 08:49:37 GMT
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
        let cases: &[(&[&str], Option<u64>)] = &[
            (&[], None),
            (&["0"], Some(0)),
            (&["3"], Some(3)),
            (&[" 3 "], Some(3)),
            (&["Sun, 06 Nov 1994 08:49:47 GMT"], Some(10)),
            (&["Sun, 06 Nov 1994 08:49:27 GMT"], Some(0)),
            (&["Sunday, 06-Nov-94 08:49:47 GMT"], Some(10)),
            (&["Sun Nov  6 08:49:47 1994"], Some(10)),
            (&["Thu, 01 Jan 1970 00:00:00 GMT"], Some(0)),
            (&["-1"], None),
            (&["1.5"], None),
            (&["1000000000000000000"], Some(1_000_000_000_000_000_000)),
            (&["99999999999999999999999"], Some(u64::MAX)),
            (&[""], None),
            (&["soon"], None),
            (&["3", "7"], Some(7)),
            (&["soon", "7"], Some(7)),
        ];
        for (values, expected) in cases {
            let mut headers = HeaderMap::new();
            for value in *values {
                headers.append(RETRY_AFTER, value.parse().unwrap());
            }
            let expected = expected.map(Duration::from_secs);
            assert_eq!(retry_after(&headers, now), expected, "{values:?}");
        }
    }
}
