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

fn status(status: Status) -> String {
    let code = match status {
        Status::Code(code) => code,
        Status::Range(1) => return "informational".to_owned(),
        Status::Range(2) => return "success".to_owned(),
        Status::Range(3) => return "redirection".to_owned(),
        Status::Range(4) => return "client error".to_owned(),
        Status::Range(digit) => return format!("status {digit}xx"),
        Status::Default => return "other".to_owned(),
    };
    // The reason phrases of RFC 9110 and its registry, for the statuses that are no failures.
    let name = match code {
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
        _ => return format!("status {code}"),
    };
    name.to_owned()
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
