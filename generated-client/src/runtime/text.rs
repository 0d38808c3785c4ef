//! Text from elsewhere, made fit to print: capped, on one line, without control characters.

use serde_json::Value;

/// How many bytes an error prints at most.
pub(crate) const DISPLAY_LIMIT: usize = 512;

/// `text` in at most `limit` bytes, control and direction-changing characters replaced, cut at a character.
pub(crate) fn printable(text: &str, limit: usize) -> String {
    const MORE: char = '\u{2026}';
    let mut out = String::with_capacity(text.len().min(limit));
    for character in text.chars() {
        let character = if is_hostile(character) {
            ' '
        } else {
            character
        };
        if out.len() + character.len_utf8() > limit {
            while out.len() + MORE.len_utf8() > limit {
                if out.pop().is_none() {
                    return out;
                }
            }
            out.push(MORE);
            return out;
        }
        out.push(character);
    }
    out
}

/// Control characters, line separators, and what changes the direction of text: a terminal must not obey a server.
fn is_hostile(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// What an error body says in words, where it has one of the members that APIs use for that.
pub(crate) fn message_of(body: &[u8]) -> Option<String> {
    let value: Value = serde_json::from_slice(body).ok()?;
    message_in(&value).or_else(|| {
        // `{"error": {"message": ".."}}` and `{"errors": [{"message": ".."}]}`
        ["error", "errors", "data"]
            .into_iter()
            .filter_map(|name| value.get(name))
            .find_map(|inner| message_in(inner).or_else(|| message_in(inner.get(0)?)))
    })
}

fn message_in(value: &Value) -> Option<String> {
    if let Value::String(text) = value {
        return Some(text.clone());
    }
    ["message", "error_description", "detail", "title", "error"]
        .into_iter()
        .filter_map(|name| value.get(name))
        .find_map(|text| Some(text.as_str()?.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printable_text_has_no_controls_and_keeps_its_limit() {
        let hostile = "a\u{1b}[31m\r\nb\u{202e}c\u{85}".repeat(100);
        for limit in [0, 1, 2, 3, 4, 7, 64, 512] {
            let printed = printable(&hostile, limit);
            assert!(printed.len() <= limit, "{limit}: {}", printed.len());
            assert!(!printed.chars().any(is_hostile));
        }
        assert_eq!(printable("short", 5), "short");
        assert_eq!(printable("longer", 5), "lo\u{2026}");
    }

    #[test]
    fn messages_are_found_where_apis_put_them() {
        let found = |body: &str| message_of(body.as_bytes());
        assert_eq!(found(r#"{"message":"no"}"#).as_deref(), Some("no"));
        assert_eq!(
            found(r#"{"error":{"message":"no"}}"#).as_deref(),
            Some("no")
        );
        assert_eq!(
            found(r#"{"errors":[{"detail":"no"}]}"#).as_deref(),
            Some("no")
        );
        assert_eq!(found(r#"{"error":"bad","code":1}"#).as_deref(), Some("bad"));
        assert_eq!(found(r#"{"code":1}"#), None);
        assert_eq!(found("<html>"), None);
    }
}
