//! Names for statuses and media types.

use super::case;
use super::scope::{Ident, Kind, Scope};
use crate::ir::{Status, SuccessCase};

/// Names for the cases of success: the status, and the format where a status has several.
pub(super) fn outputs(cases: &[SuccessCase]) -> Vec<Ident> {
    let mut names = Scope::new(Kind::Variant, &[]);
    let named = cases.iter().map(|case| {
        let status = status(case.status);
        let alike = cases
            .iter()
            .filter(|other| other.status == case.status)
            .count();
        match &case.media_type {
            Some(media_type) if alike > 1 => {
                names.add(&format!("{status} {}", format(media_type).join(" ")))
            }
            _ => names.add(&status),
        }
    });
    named.collect()
}

/// The words of a media type: `merge patch json` of `application/merge-patch+json`.
pub(super) fn format(media_type: &str) -> Vec<String> {
    let (kind, rest) = media_type.split_once('/').unwrap_or(("", media_type));
    let (subtype, parameters) = rest.split_once(';').unwrap_or((rest, ""));
    let is_charset = parameters
        .trim()
        .to_ascii_lowercase()
        .starts_with("charset");
    let name = match (kind.trim(), subtype.trim()) {
        (_, "x-www-form-urlencoded") => "form",
        ("multipart", "form-data") => "multipart",
        (kind, "*") => kind,
        ("text", "plain") => "text",
        (_, subtype) => subtype.trim_start_matches("vnd.").trim_start_matches("x-"),
    };
    let name = if name == "*" || name.is_empty() {
        "any"
    } else {
        name
    };
    let mut words = case::words(name);
    if !parameters.is_empty() && !is_charset {
        words.extend(case::words(parameters));
    }
    words
}

/// A status as the name of what success gives.
fn status(status: Status) -> String {
    match (status, phrase(status)) {
        (Status::Code(code), Some(phrase))
            if phrase.starts_with(|first: char| first.is_ascii_digit()) =>
        {
            format!("status {code}")
        }
        (_, Some(phrase)) => phrase,
        (_, None) => "other".to_owned(),
    }
}

/// A status in words: the reason phrases of RFC 9110 and its registry, or the number. `None` for `default`.
pub(crate) fn phrase(status: Status) -> Option<String> {
    let code = match status {
        Status::Code(code) => code,
        Status::Range(1) => return Some("informational".to_owned()),
        Status::Range(2) => return Some("success".to_owned()),
        Status::Range(3) => return Some("redirection".to_owned()),
        Status::Range(4) => return Some("client error".to_owned()),
        Status::Range(5) => return Some("server error".to_owned()),
        Status::Range(digit) => return Some(format!("status {digit}xx")),
        Status::Default => return None,
    };
    let words = match code {
        200 => "ok",
        201 => "created",
        202 => "accepted",
        203 => "non authoritative",
        204 => "no content",
        205 => "reset content",
        206 => "partial content",
        207 => "multi status",
        208 => "already reported",
        226 => "im used",
        300 => "multiple choices",
        301 => "moved permanently",
        302 => "found",
        303 => "see other",
        304 => "not modified",
        307 => "temporary redirect",
        308 => "permanent redirect",
        400 => "bad request",
        401 => "unauthorized",
        402 => "payment required",
        403 => "forbidden",
        404 => "not found",
        405 => "method not allowed",
        406 => "not acceptable",
        407 => "proxy authentication required",
        408 => "request timeout",
        409 => "conflict",
        410 => "gone",
        411 => "length required",
        412 => "precondition failed",
        413 => "content too large",
        414 => "uri too long",
        415 => "unsupported media type",
        416 => "range not satisfiable",
        417 => "expectation failed",
        421 => "misdirected request",
        422 => "unprocessable content",
        423 => "locked",
        424 => "failed dependency",
        425 => "too early",
        426 => "upgrade required",
        428 => "precondition required",
        429 => "too many requests",
        431 => "request header fields too large",
        451 => "unavailable for legal reasons",
        500 => "internal server error",
        501 => "not implemented",
        502 => "bad gateway",
        503 => "service unavailable",
        504 => "gateway timeout",
        505 => "http version not supported",
        506 => "variant also negotiates",
        507 => "insufficient storage",
        508 => "loop detected",
        511 => "network authentication required",
        _ => return Some(code.to_string()),
    };
    Some(words.to_owned())
}

#[cfg(test)]
mod tests {
    use super::format;

    #[test]
    fn formats() {
        let table = [
            ("application/json", "json"),
            ("application/json; charset=utf-8", "json"),
            ("application/json;stream=watch", "json stream watch"),
            ("application/merge-patch+json", "merge patch json"),
            ("application/vnd.example.diff", "example diff"),
            ("application/x-www-form-urlencoded", "form"),
            ("multipart/form-data", "multipart"),
            ("text/plain", "text"),
            ("text/event-stream", "event stream"),
            ("image/*", "image"),
            ("*/*", "any"),
            ("", "any"),
        ];
        for (media_type, expected) in table {
            assert_eq!(format(media_type).join(" "), expected, "{media_type}");
        }
    }
}
