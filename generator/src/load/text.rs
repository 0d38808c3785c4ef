//! Bytes to text, and places in it as parsers name them.

use std::ops::Range;

/// UTF-8 text without a byte order mark; for other bytes, what can be read of them and where the trouble is.
pub(super) fn decode(mut bytes: Vec<u8>) -> Result<String, (String, usize)> {
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let mut bytes = error.into_bytes();
        bytes.truncate(at);
        let mut text = String::from_utf8(bytes).unwrap_or_default();
        text.push(char::REPLACEMENT_CHARACTER);
        (text, at)
    })
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
