//! Media types: which of the few ways of reading and writing a body fits.

use crate::ir::StreamKind;

/// A family of media types that are read and written alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// JSON, and what ends in `+json`.
    Json,
    /// `application/x-www-form-urlencoded`
    Form,
    /// `multipart/*`
    Multipart,
    /// Anything that is text to read: plain, XML, YAML and the like.
    Text,
    /// A stream of items.
    Stream(StreamKind),
    /// A range that says nothing: `*/*`, `application/*`, or an empty name.
    Anything,
    /// Anything else.
    Bytes,
}

/// Media types of `application` that are text, beside those that end in `+xml` or `+yaml`.
const TEXTS: &[&str] = &[
    "ecmascript",
    "graphql",
    "javascript",
    "jwt",
    "sdp",
    "sql",
    "toml",
    "x-javascript",
    "x-pem-file",
    "x-sh",
    "x-toml",
    "x-yaml",
    "xml",
    "yaml",
];

/// The family of a media type without parameters, in lower case.
pub(super) fn family(essence: &str) -> Family {
    let (kind, subtype) = essence.split_once('/').unwrap_or((essence, ""));
    let suffix = subtype.rsplit_once('+').map(|(_, suffix)| suffix);
    match (kind, subtype) {
        (_, "event-stream") => Family::Stream(StreamKind::ServerSentEvents),
        (
            _,
            "jsonl" | "x-jsonl" | "ndjson" | "x-ndjson" | "json-lines" | "jsonlines"
            | "x-jsonlines" | "stream+json",
        ) => Family::Stream(StreamKind::JsonLines),
        (_, "json" | "x-json") => Family::Json,
        _ if suffix == Some("json") => Family::Json,
        (_, "x-www-form-urlencoded") => Family::Form,
        ("multipart", _) => Family::Multipart,
        ("*" | "", _) | ("application", "*") => Family::Anything,
        ("text", _) => Family::Text,
        ("application", _) if TEXTS.contains(&subtype) => Family::Text,
        _ if matches!(suffix, Some("xml" | "yaml")) => Family::Text,
        _ => Family::Bytes,
    }
}

#[cfg(test)]
mod tests {
    use super::{Family, family};
    use crate::ir::StreamKind;

    #[test]
    fn families() {
        let table = [
            ("application/json", Family::Json),
            ("text/json", Family::Json),
            ("application/vnd.api+json", Family::Json),
            ("application/x-www-form-urlencoded", Family::Form),
            ("multipart/form-data", Family::Multipart),
            ("text/html", Family::Text),
            ("application/xml", Family::Text),
            ("image/svg+xml", Family::Text),
            ("application/yaml", Family::Text),
            (
                "text/event-stream",
                Family::Stream(StreamKind::ServerSentEvents),
            ),
            (
                "application/x-ndjson",
                Family::Stream(StreamKind::JsonLines),
            ),
            ("application/octet-stream", Family::Bytes),
            ("image/*", Family::Bytes),
            ("*/*", Family::Anything),
            ("", Family::Anything),
        ];
        for (essence, expected) in table {
            assert_eq!(family(essence), expected, "{essence}");
        }
    }
}
