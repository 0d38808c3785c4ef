//! Strings that stand for something else.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::{assert_round_trip, read, reject, write};
use crate::runtime::{Base64, Date, Secret, Timestamp};

#[test]
fn date_times_are_instants() {
    assert_round_trip::<Timestamp>(r#""2026-11-23T17:18:54Z""#);
    assert_round_trip::<Timestamp>(r#""2026-11-23T17:18:54.123456789Z""#);
    let instant: Timestamp = read(r#""2026-11-23T18:18:54+01:00""#);
    assert_eq!(write(&instant), r#""2026-11-23T17:18:54Z""#);
    for text in [
        "2026-11-23T17:18:54",
        "2026-11-23",
        "17:18",
        "",
        "yesterday",
    ] {
        reject::<Timestamp>(&format!("\"{text}\""));
    }
}

#[test]
fn dates_have_no_time() {
    assert_round_trip::<Date>(r#""2026-02-28""#);
    for text in [
        "2026-02-30",
        "2026-2-3",
        "2026-02-28T00:00:00Z",
        "20260228",
        "",
    ] {
        reject::<Date>(&format!("\"{text}\""));
    }
}

#[test]
fn addresses_are_addresses() {
    assert_round_trip::<Ipv4Addr>(r#""192.0.2.1""#);
    assert_round_trip::<Ipv6Addr>(r#""2001:db8::1""#);
    reject::<Ipv4Addr>(r#""2001:db8::1""#);
}

#[cfg(feature = "uuid")]
#[test]
fn uuids_are_uuids() {
    assert_round_trip::<uuid::Uuid>(r#""67e55044-10b1-426f-9247-bb680e5fe0c8""#);
    reject::<uuid::Uuid>(r#""67e55044""#);
}

#[test]
fn bytes_are_base64() {
    // RFC 4648, section 10
    for (bytes, text) in [
        ("", ""),
        ("f", "Zg=="),
        ("fo", "Zm8="),
        ("foo", "Zm9v"),
        ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ] {
        let value = Base64::from(bytes.as_bytes());
        assert_eq!(value.to_string(), text);
        assert_eq!(text.parse(), Ok(value.clone()));
        assert_eq!(text.trim_end_matches('=').parse(), Ok(value));
    }
    assert_eq!("-_-_".parse::<Base64>(), "+/+/".parse::<Base64>());
    for text in [
        "Z", "Zg=", "Zg===", "Zh==", "Z=g=", "Zm9v=", "Zm 9v", "====", "Zm9v\n",
    ] {
        assert!(text.parse::<Base64>().is_err(), "{text:?}");
    }
}

#[test]
fn secrets_are_sent_and_not_printed() {
    let secret: Secret = read(r#""hunter2""#);
    assert_eq!(secret.expose(), "hunter2");
    assert_eq!(write(&secret), r#""hunter2""#);
    assert!(!format!("{secret:?}").contains("hunter2"));
}
