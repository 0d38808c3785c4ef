//! What comes of date-times and of a format of the caller's own, where the configuration chooses `time`.

use golden_formats_time::Client;
use golden_formats_time::formats::DateTime;
use golden_formats_time::models::Event;

const EVENT: &str = r#"{"at":"2026-11-25T10:30:00.5+01:00","source":"127.0.0.1:80"}"#;

#[test]
fn values_are_read_and_written_as_the_api_has_them() {
    let event: Event = serde_json::from_str(EVENT).unwrap();
    let written = serde_json::to_value(&event).unwrap();
    assert_eq!(written["at"], "2026-11-25T10:30:00.5+01:00");
    let again: Event = serde_json::from_value(written).unwrap();
    assert_eq!(again, event);
    assert!(event.until.is_none());
    let source: std::net::SocketAddr = event.source;
    assert_eq!(source.port(), 80);
    let at: time::OffsetDateTime = event.at.into();
    assert_eq!(at.unix_timestamp(), 1_795_599_000);
}

#[test]
fn values_are_sent_in_queries() {
    let client = Client::builder().build().unwrap();
    drop(
        client
            .events()
            .list()
            .since(&DateTime::from(time::OffsetDateTime::UNIX_EPOCH)),
    );
}

#[test]
fn what_is_no_such_value_is_an_error() {
    for (text, wrong) in [
        ("2026-11-25T10:30:00.5+01:00", "2026-11-25"),
        ("127.0.0.1:80", "here"),
    ] {
        let read = serde_json::from_str::<Event>(&EVENT.replace(text, wrong));
        assert!(read.is_err(), "{wrong}");
    }
}

/// Nothing can be made up for the socket address, and the event stands in a box.
#[test]
fn an_event_holds_its_cause() {
    let caused = EVENT.replace('}', &format!(r#","cause":{EVENT}}}"#));
    let event: Event = serde_json::from_str(&caused).unwrap();
    let cause = event.cause.as_deref().unwrap();
    assert_eq!(cause.source.port(), 80);
    let written = serde_json::to_value(&event).unwrap();
    assert_eq!(serde_json::from_value::<Event>(written).unwrap(), event);
    let broken = caused.replacen("127.0.0.1:80\"}", "here\"}", 1);
    assert!(serde_json::from_str::<Event>(&broken).is_err());
}
