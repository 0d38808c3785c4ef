//! What holds for every value: of percent-encoding and the styles, and of waits.

use std::borrow::Cow;
use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::RETRY_AFTER;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::encode::decode;
use crate::runtime::backoff;
use crate::runtime::encode::style::Escape;
use crate::runtime::encode::{form, path, percent, style};
use crate::runtime::{Parameter, Random, RetryPolicy, Style};

const ID: &[Parameter] = &[Parameter::path("id")];

const STYLES: [Style; 9] = [
    Style::Simple { explode: false },
    Style::Simple { explode: true },
    Style::Label { explode: false },
    Style::Matrix { explode: true },
    Style::Form { explode: false },
    Style::Form { explode: true },
    Style::SpaceDelimited { explode: false },
    Style::PipeDelimited { explode: false },
    Style::DeepObject,
];

/// Text of any kind, and often of the kind that means something in a URL.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[./%\\\\?#&=+ ;:@,2eE\r\n\0]{0,12}"]
}

/// A value of the kinds that the table of styles knows.
fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        text().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        prop::collection::vec(text(), 0..4).prop_map(Value::from),
        prop::collection::btree_map(text(), text(), 0..4).prop_map(|members| json!(members)),
    ]
}

struct Dice(u64);

impl Random for Dice {
    fn next(&self) -> u64 {
        self.0
    }
}

proptest! {
    #[test]
    fn percent_encoding_can_be_undone_and_leaves_unreserved_characters_only(text in text()) {
        let encoded = percent(&text);
        prop_assert_eq!(decode(&encoded), text);
        prop_assert!(encoded.bytes().all(|it| it.is_ascii_alphanumeric() || b"-._~%".contains(&it)));
    }

    #[test]
    fn an_id_is_refused_or_stays_in_its_segment(id in text()) {
        match path::fill("/a/{id}/b", ID, |_| Some(Cow::Owned(json!(id)))) {
            Ok(filled) => {
                let segments: Vec<_> = filled.path.split('/').collect();
                prop_assert_eq!(segments.len(), 4);
                prop_assert_eq!(decode(segments[2]), id);
                let uri: http::Uri = format!("https://h{}", filled.path).parse().unwrap();
                prop_assert_eq!(uri.path(), filled.path);
            }
            Err(_) => prop_assert!(["", ".", ".."].contains(&id.as_str()), "{:?}", id),
        }
    }

    #[test]
    fn no_value_ends_or_divides_a_query(name in text(), value in value(), index in 0..STYLES.len()) {
        let pairs = style::pairs(&name, &value, STYLES[index], Escape::Percent);
        for (name, value) in &pairs {
            for part in [name, value] {
                prop_assert!(!part.contains(['&', '=', '#', '+', ' ', '?', '/']), "{}", part);
                prop_assert!(part.bytes().all(|it| it.is_ascii_graphic()), "{}", part);
            }
        }
        let query = form::join(&pairs, "&");
        let uri: http::Uri = format!("https://h/?{query}").parse().unwrap();
        prop_assert_eq!(uri.query().unwrap_or_default(), query);
    }

    #[test]
    fn lists_can_be_read_again(list in prop::collection::vec(text(), 1..5)) {
        let value = json!(list);
        let read = |text: &str, delimiter: &str| -> Vec<String> {
            text.split(delimiter).map(decode).collect()
        };
        let simple = style::text("n", &value, Style::Simple { explode: false }, percent).unwrap();
        prop_assert_eq!(&read(&simple, ","), &list);
        for (style, delimiter) in [
            (Style::Form { explode: false }, ","),
            (Style::SpaceDelimited { explode: false }, "%20"),
            (Style::PipeDelimited { explode: false }, "%7C"),
        ] {
            // What is encoded can look like the delimiter where the delimiter itself is encoded (OpenAPI 3.1, 4.8.12.4).
            if delimiter.len() > 1 && list.iter().any(|text| text.contains([' ', '|'])) {
                continue;
            }
            let pairs = style::pairs("n", &value, style, Escape::Percent);
            prop_assert_eq!(&read(&pairs[0].1, delimiter), &list);
        }
        let pairs = style::pairs("n", &value, Style::Form { explode: true }, Escape::Percent);
        let each: Vec<_> = pairs.iter().map(|(_, value)| decode(value)).collect();
        prop_assert_eq!(&each, &list);
    }

    #[test]
    fn no_wait_is_longer_than_its_bound(
        dice in any::<u64>(),
        base in any::<u64>(),
        cap in any::<u64>(),
        attempts in 1..40_u32,
        throttled in any::<bool>(),
    ) {
        let (base, cap) = (Duration::from_nanos(base), Duration::from_nanos(cap));
        let policy = RetryPolicy::standard().first_wait(base).max_wait(cap);
        let wait = backoff::wait(&policy, &Dice(dice), attempts, throttled);
        let first = if throttled { Duration::from_secs(1) } else { base };
        let bound = first.saturating_mul(1_u32.checked_shl(attempts - 1).unwrap_or(u32::MAX));
        prop_assert!(wait <= bound.min(cap), "{:?}", wait);
    }

    #[test]
    fn any_retry_after_is_read_or_passed_over(fields in prop::collection::vec("[ -~]{0,40}", 0..4)) {
        let mut headers = HeaderMap::new();
        for field in &fields {
            headers.append(RETRY_AFTER, field.parse().unwrap());
        }
        let longest = fields.iter().filter_map(|it| it.trim().parse::<u64>().ok()).max();
        let read = backoff::retry_after(&headers, SystemTime::now());
        // Digits with a sign are no number of seconds, though Rust reads them as a number.
        if !fields.iter().any(|it| it.contains('+')) {
            prop_assert!(read >= longest.map(Duration::from_secs));
        }
    }

    #[test]
    fn a_number_of_seconds_is_read_as_it_is(seconds in any::<u64>()) {
        let mut headers = HeaderMap::new();
        headers.append(RETRY_AFTER, seconds.into());
        let read = backoff::retry_after(&headers, SystemTime::now());
        prop_assert_eq!(read, Some(Duration::from_secs(seconds)));
    }
}
