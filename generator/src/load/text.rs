//! Bytes to text, and places in it as parsers name them.

use std::ops::Range;

/// Text without a byte order mark. Bytes that are no UTF-8 are replaced by U+FFFD, and the place of the first of them
/// is given too.
pub(super) fn decode(bytes: Vec<u8>) -> (String, Option<usize>) {
    if let Some(text) = decode_utf16(&bytes) {
        return (text, None);
    }
    let mut bytes = bytes;
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            (text, Some(at))
        }
    }
}

/// UTF-16, which some editors write, by its byte order mark; JSON and YAML allow it.
fn decode_utf16(bytes: &[u8]) -> Option<String> {
    let unit: fn([u8; 2]) -> u16 = match bytes {
        [0xFF, 0xFE, ..] => u16::from_le_bytes,
        [0xFE, 0xFF, ..] => u16::from_be_bytes,
        _ => return None,
    };
    let pairs = bytes.get(2..)?.chunks_exact(2);
    let units: Vec<u16> = pairs
        .filter_map(|pair| Some(unit(pair.try_into().ok()?)))
        .collect();
    String::from_utf16(&units).ok()
}

/// Whether there is nothing but space and comments.
pub(super) fn is_blank(text: &str) -> bool {
    text.lines()
        .map(str::trim)
        .all(|line| line.is_empty() || line.starts_with('#') || line == "---" || line == "...")
}

/// A column as a parser counts it, from 1.
pub(super) enum Column {
    Byte(usize),
    Character(usize),
}

/// The byte at a line and a column, both from 1, as far as the text goes.
pub(super) fn place(text: &str, line: usize, column: Column) -> Range<usize> {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let rest = text.get(start..).unwrap_or_default();
    let within = match column {
        Column::Byte(column) => column.saturating_sub(1),
        Column::Character(column) => rest
            .char_indices()
            .nth(column.saturating_sub(1))
            .map_or(rest.len(), |(at, _)| at),
    };
    let mut at = (start + within).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let width = text
        .get(at..)
        .and_then(|rest| rest.chars().next())
        .map_or(0, char::len_utf8);
    at..at + width
}
