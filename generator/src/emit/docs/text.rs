//! Text of the description, made fit to stand in a Rust source file and in CommonMark.
//!
//! In: any text. Out: text without characters that hide, reorder or end what follows; text whose signs mean
//! themselves in CommonMark as rustdoc reads it. Structure is not seen to here; see `markdown`.

use std::borrow::Cow;
use std::fmt::Write;

/// Stands for a space at which a line may not be broken, while a paragraph is put together. Never in cleaned text.
pub(super) const FIRM_SPACE: char = '\u{1}';
/// Stands for a line break that is meant, while a paragraph is put together. Never in cleaned text.
pub(super) const LINE_BREAK: char = '\u{2}';

/// The text with `\n` as its only line end, spaces for tabs, and visible escapes (`\u{202e}`) for characters that
/// cannot be seen: controls, and those that change the direction of text. The compiler refuses some of them even in
/// comments.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| byte == b'\n' || matches!(byte, b' '..=b'~');
    let is_clean = |char: char| char == '\n' || !(char == '\t' || is_unseen(char));
    // Most texts are ASCII, and bytes are seen through faster.
    if text.bytes().all(is_plain) || text.chars().all(is_clean) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len() + 16);
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '\n' => clean.push('\n'),
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    clean.push('\n');
                }
            }
            '\t' => clean.push_str("    "),
            unseen if is_unseen(unseen) => {
                // Writing to a string does not fail.
                let _ = write!(clean, "\\u{{{:x}}}", u32::from(unseen));
            }
            seen => clean.push(seen),
        }
    }
    Cow::Owned(clean)
}

/// The text in one line: cleaned, with every run of white space as one space.
pub(crate) fn line(text: &str) -> String {
    let clean = clean(text);
    let mut line = String::with_capacity(clean.len());
    for word in clean.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

fn is_unseen(char: char) -> bool {
    match char {
        '\n' => false,
        // Join letters and emoji; needed by several scripts, and harmless.
        '\u{200c}' | '\u{200d}' => false,
        _ => {
            char.is_control()
                || matches!(
                    char,
                    '\u{ad}'
                        | '\u{61c}'
                        | '\u{180e}'
                        | '\u{200b}'..='\u{200f}'
                        | '\u{2028}'..='\u{202e}'
                        | '\u{2060}'..='\u{206f}'
                        | '\u{feff}'
                        | '\u{fff0}'..='\u{fffb}'
                        | '\u{e0000}'..='\u{e0fff}'
                )
        }
    }
}

/// Appends text so that each of its signs means itself; a bare URL becomes a link unless `in_link`.
pub(super) fn escape_into(out: &mut String, text: &str, in_link: bool) {
    let mut rest = text;
    while let Some(at) = url_start(rest).filter(|_| !in_link) {
        let (before, from) = rest.split_at(at);
        let (url, after) = from.split_at(url_end(from));
        escape_signs(out, before, url.chars().next());
        push_autolink(out, url);
        rest = after;
    }
    escape_signs(out, rest, None);
}

/// Appends a URL as a link that shows itself.
pub(super) fn push_autolink(out: &mut String, url: &str) {
    out.push('<');
    out.push_str(url);
    out.push('>');
}

fn url_start(text: &str) -> Option<usize> {
    let https = text.find("https://");
    let http = text.find("http://");
    let at = match (https, http) {
        (Some(https), Some(http)) => https.min(http),
        (one, other) => one.or(other)?,
    };
    // A scheme alone is no link; then nothing after it is looked at either, which loses a link, not text.
    (url_end(text.get(at..)?) > "https://".len()).then_some(at)
}

fn url_end(text: &str) -> usize {
    let is_end = |char: char| {
        char.is_whitespace()
            || matches!(
                char,
                '<' | '>' | '"' | '\'' | '`' | ')' | ']' | '|' | '\\' | '*'
            )
            || matches!(char, FIRM_SPACE | LINE_BREAK)
    };
    let end = text.find(is_end).unwrap_or(text.len());
    let url = text.get(..end).unwrap_or(text);
    url.trim_end_matches(['.', ',', ';', ':', '!', '?', '}'])
        .len()
}

fn escape_signs(out: &mut String, text: &str, follows: Option<char>) {
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        let next = chars.peek().copied().or(follows);
        let needs_escape = match char {
            '\\' | '`' | '*' | '[' | '<' | '~' | '|' => true,
            // Between letters and digits it is no emphasis: `snake_case` stays as it is.
            '_' => {
                !(out.ends_with(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric))
            }
            // Only what would be read as an entity.
            '&' => next.is_some_and(|next| next.is_ascii_alphanumeric() || next == '#'),
            _ => false,
        };
        if needs_escape {
            out.push('\\');
        }
        out.push(match char {
            '\n' => ' ',
            other => other,
        });
    }
}

/// Text as a code span, whatever backticks are in it; nothing for no text.
pub(crate) fn code_span(text: &str) -> String {
    let text = clean(text).replace('\n', " ");
    if text.trim().is_empty() {
        return format!("`\"{text}\"`");
    }
    let mut longest = 0;
    let mut run = 0;
    for char in text.chars() {
        run = if char == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// A URL that may be linked to: HTTP or mail, with everything escaped that could end the link.
pub(crate) fn safe_url(url: &str) -> Option<String> {
    let url = url.trim();
    let scheme = url
        .split_once(':')
        .map(|(scheme, _)| scheme.to_ascii_lowercase())?;
    if !matches!(&*scheme, "http" | "https" | "mailto") {
        return None;
    }
    let mut safe = String::with_capacity(url.len());
    for char in url.chars() {
        let is_plain = !char.is_whitespace()
            && !is_unseen(char)
            && !matches!(
                char,
                '(' | ')' | '<' | '>' | '"' | '`' | '\\' | '[' | ']' | '|' | '*'
            );
        if is_plain {
            safe.push(char);
        } else {
            for byte in char.encode_utf8(&mut [0; 4]).bytes() {
                let _ = write!(safe, "%{byte:02X}");
            }
        }
    }
    Some(safe)
}

/// Puts a backslash where a line of a paragraph would otherwise begin a heading, a list, a quote, a fence or a table.
pub(super) fn guard_line_start(line: &str) -> Cow<'_, str> {
    let mut chars = line.chars();
    let (first, second) = (chars.next(), chars.next());
    let escape_first = match first {
        Some('#' | '>' | '=') => true,
        Some(sign @ ('-' | '+')) => second.is_none_or(|second| second == ' ' || second == sign),
        Some(':') => line
            .chars()
            .all(|char| matches!(char, '|' | ':' | '-' | ' ' | '\\')),
        _ => false,
    };
    if escape_first {
        return Cow::Owned(format!("\\{line}"));
    }
    let after_digits = line.trim_start_matches(|char: char| char.is_ascii_digit());
    let digits = line.len() - after_digits.len();
    let is_item = (1..=9).contains(&digits)
        && after_digits.starts_with(['.', ')'])
        && after_digits.chars().nth(1).is_none_or(|char| char == ' ');
    match line.split_at_checked(digits) {
        Some((number, rest)) if is_item => Cow::Owned(format!("{number}\\{rest}")),
        _ => Cow::Borrowed(line),
    }
}

#[cfg(test)]
mod tests {
    use super::{clean, code_span, escape_into, guard_line_start, line, safe_url};

    #[track_caller]
    fn check_escape(text: &str, expected: &str) {
        let mut out = String::new();
        escape_into(&mut out, text, false);
        assert_eq!(out, expected);
    }

    #[test]
    fn what_cannot_be_seen_is_shown() {
        assert_eq!(clean("a\r\nb\rc\td"), "a\nb\nc    d");
        assert_eq!(clean("\u{202e}evil\u{0}"), "\\u{202e}evil\\u{0}");
        assert_eq!(clean("\u{feff}x"), "\\u{feff}x");
        assert_eq!(line(" a\n\n b  c "), "a b c");
    }

    #[test]
    fn signs_mean_themselves() {
        check_escape("a*b_c [d] <e>", r"a\*b_c \[d] \<e>");
        check_escape("_private", r"\_private");
        check_escape("R&D &amp; x", r"R\&D \&amp; x");
        check_escape("no & yes", "no & yes");
    }

    #[test]
    fn bare_urls_become_links() {
        check_escape(
            "see https://example.com/a_b.",
            "see <https://example.com/a_b>.",
        );
        check_escape("(http://example.com)", "(<http://example.com>)");
        check_escape("https://", "https://");
    }

    #[test]
    fn lines_do_not_begin_blocks() {
        for (line, expected) in [
            ("# no heading", r"\# no heading"),
            ("- no list", r"\- no list"),
            ("-1 is negative", "-1 is negative"),
            ("1. no list", r"1\. no list"),
            ("1.5 times", "1.5 times"),
            ("> no quote", r"\> no quote"),
            ("---", r"\---"),
        ] {
            assert_eq!(guard_line_start(line), expected);
        }
    }

    #[test]
    fn code_spans_hold_backticks() {
        assert_eq!(code_span("a`b"), "``a`b``");
        assert_eq!(code_span("`"), "`` ` ``");
        assert_eq!(code_span(""), "`\"\"`");
    }

    #[test]
    fn only_http_and_mail_are_linked_to() {
        assert_eq!(
            safe_url("https://a.example/(x)").as_deref(),
            Some("https://a.example/%28x%29")
        );
        assert_eq!(safe_url("javascript:alert(1)"), None);
        assert_eq!(safe_url(" JavaScript:alert(1)"), None);
        assert_eq!(safe_url("Lead::name"), None);
        assert_eq!(safe_url("/relative"), None);
    }
}
