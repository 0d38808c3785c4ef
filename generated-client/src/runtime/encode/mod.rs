//! Values as text in URLs, headers, cookies and forms.
//!
//! JSON values go in, percent-encoded text comes out, by the styles of OpenAPI 3.1 (4.8.12).

pub(crate) mod form;
pub(crate) mod path;
pub(crate) mod style;

const HEX: &[u8; 16] = b"0123456789ABCDEF";

/// Percent-encodes all but unreserved characters (RFC 3986, 2.3).
pub(crate) fn percent(text: &str) -> String {
    encode(text, &[])
}

/// Percent-encodes all but unreserved characters, and those reserved ones that neither end a query nor divide it.
pub(crate) fn percent_reserved(text: &str) -> String {
    encode(text, b":/?@!$'()*,;=")
}

fn encode(text: &str, keep: &[u8]) -> String {
    let mut out = String::with_capacity(text.len());
    encode_into(&mut out, text, keep);
    out
}

fn encode_into(out: &mut String, text: &str, keep: &[u8]) {
    for &byte in text.as_bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || keep.contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 0xF)]));
        }
    }
}

/// Whether a path segment means "here" or "one up" to whoever normalises the URL, in any spelling.
pub(crate) fn is_dot_segment(segment: &str) -> bool {
    let (mut rest, mut dots) = (segment.as_bytes(), 0);
    while let [b'.', after @ ..] | [b'%', b'2', b'e' | b'E', after @ ..] = rest {
        rest = after;
        dots += 1;
    }
    rest.is_empty() && matches!(dots, 1 | 2)
}
