//! What stands between the quotes of a JSON string: checked while parsing, turned into characters when read.

use super::SyntaxError;

/// Where a string ends, and whether it has escapes. `at` is the offset after the opening quote.
pub(super) fn scan(bytes: &[u8], at: usize) -> Result<(usize, bool), SyntaxError> {
    let mut at = at;
    let mut escaped = false;
    loop {
        at = skip_plain(bytes, at);
        match bytes.get(at) {
            Some(b'"') => return Ok((at, escaped)),
            Some(b'\\') => {
                escaped = true;
                at = escape(bytes, at)?;
            }
            Some(_) => return Err(SyntaxError::new(at, "control character in a string")),
            None => return Err(SyntaxError::end(at, "inside a string")),
        }
    }
}

/// Whether a string stands in JSON text as it is.
#[inline]
pub(super) fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    // The last bytes may overlap those before them, which is cheaper than to look at each of the rest.
    if let Some(last) = bytes.last_chunk::<8>() {
        let mut rest = bytes;
        while let Some((chunk, others)) = rest.split_first_chunk::<8>() {
            if special(*chunk) != 0 {
                return false;
            }
            rest = others;
        }
        return special(*last) == 0;
    }
    match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(&[a, b, c, d]), Some(&[e, f, g, h])) => special([a, b, c, d, e, f, g, h]) == 0,
        _ => bytes.iter().all(|&byte| !is_special(byte)),
    }
}

/// The offset of the next quote, backslash or control character; eight bytes at a time.
#[inline]
fn skip_plain(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        match special(*chunk) {
            0 => at += 8,
            // A borrow can set a false mark only above a true one, so the lowest mark is right.
            marks => return at + (marks.trailing_zeros() / 8) as usize,
        }
    }
    while bytes.get(at).is_some_and(|&byte| !is_special(byte)) {
        at += 1;
    }
    at
}

#[inline]
fn is_special(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// The high bits of the bytes that are a quote, a backslash or a control character.
#[inline]
fn special(chunk: [u8; 8]) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    const HIGHS: u64 = ONES << 7;
    let has_zero = |word: u64| word.wrapping_sub(ONES) & !word & HIGHS;
    let word = u64::from_le_bytes(chunk);
    let control = word.wrapping_sub(ONES * 0x20) & !word & HIGHS;
    let quote = has_zero(word ^ (ONES * u64::from(b'"')));
    let backslash = has_zero(word ^ (ONES * u64::from(b'\\')));
    control | quote | backslash
}

/// Checks the escape whose backslash is at `at`; gives the offset after it.
fn escape(bytes: &[u8], at: usize) -> Result<usize, SyntaxError> {
    match bytes.get(at + 1) {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(at + 2),
        Some(b'u') => match hex(bytes, at + 2)? {
            0xD800..=0xDBFF => match bytes.get(at + 6..at + 8) {
                Some(b"\\u") if matches!(hex(bytes, at + 8)?, 0xDC00..=0xDFFF) => Ok(at + 12),
                _ => Err(SyntaxError::new(at, "half of a surrogate pair in a string")),
            },
            0xDC00..=0xDFFF => Err(SyntaxError::new(at, "half of a surrogate pair in a string")),
            _ => Ok(at + 6),
        },
        Some(_) => Err(SyntaxError::new(at, "unknown escape in a string")),
        None => Err(SyntaxError::end(at + 1, "inside a string")),
    }
}

fn hex(bytes: &[u8], at: usize) -> Result<u32, SyntaxError> {
    let Some(digits) = bytes.get(at..at + 4) else {
        return Err(SyntaxError::end(bytes.len(), "inside a string"));
    };
    digits.iter().try_fold(0, |code, &digit| {
        char::from(digit)
            .to_digit(16)
            .map(|digit| code * 16 + digit)
            .ok_or_else(|| SyntaxError::new(at, "unknown escape in a string"))
    })
}

/// The characters that the inside of a string means; `scan` has checked it.
pub(super) fn unescape(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        let (plain, escape) = rest.split_at(at);
        out.push_str(plain);
        let mut chars = escape.chars();
        chars.next();
        match chars.next() {
            Some('b') => out.push('\u{8}'),
            Some('f') => out.push('\u{c}'),
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('t') => out.push('\t'),
            Some('u') => {
                let (character, length) = unicode(escape);
                out.push(character);
                rest = escape.get(length..).unwrap_or_default();
                continue;
            }
            Some(other) => out.push(other),
            None => {}
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
    out
}

/// The character of `\uXXXX` or of a surrogate pair of them, and how long the escape is.
fn unicode(escape: &str) -> (char, usize) {
    let code = |range: std::ops::Range<usize>| {
        escape
            .get(range)
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .unwrap_or_default()
    };
    let first = code(2..6);
    if (0xD800..0xDC00).contains(&first) {
        let both = 0x10000 + ((first - 0xD800) << 10) + (code(8..12) & 0x3FF);
        (char::from_u32(both).unwrap_or_default(), 12)
    } else {
        (char::from_u32(first).unwrap_or_default(), 6)
    }
}
