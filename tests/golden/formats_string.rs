//! What comes of date-times and of a format of the caller's own, where the configuration chooses `string`.

use golden_formats_string::Client;
use golden_formats_string::models::Event;

const EVENT: &str = r#"{"at":"2026-11-25T10:30:00.5+01:00","source":"127.0.0.1:80"}"#;

#[test]
fn values_are_read_and_written_as_the_api_has_them() {
    let event: Event = serde_json::from_str(EVENT).unwrap();
    let written = serde_json::to_value(&event).unwrap();
    assert_eq!(written["at"], "2026-11-25T10:30:00.5+01:00");
    let again: Event = serde_json::from_value(written).unwrap();
    assert_eq!(again, event);
    assert!(event.until.is_none());
    let source: String = event.source;
    assert_eq!(source, "127.0.0.1:80");
    assert_eq!(event.at, "2026-11-25T10:30:00.5+01:00");
}

#[test]
fn values_are_sent_in_queries() {
    let client = Client::builder().build().unwrap();
    drop(client.events().list().since("2026-11-25T00:00:00Z"));
}
