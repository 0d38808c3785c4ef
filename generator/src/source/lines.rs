//! Lines and columns of a text: one pass over it, then each question is answered from a block of it.
//!
//! A description may be one line of many megabytes. Counting from the start of the line for each place in it would take
//! the square of that, so characters are counted ahead at the start of each block.

/// How many bytes are counted afresh for a column, at most.
const BLOCK: usize = 1024;

/// Where the lines of a text start, and how many characters stand before each block of it.
#[derive(Debug)]
pub(super) struct Lines {
    starts: Vec<u32>,
    characters: Vec<u32>,
}

impl Lines {
    /// The lines of a text, which is far smaller than 4 GiB; see `load::Limits`.
    pub(super) fn of(text: &str) -> Self {
        let mut starts = vec![0];
        let mut characters = Vec::new();
        let mut before = 0;
        for (block, bytes) in text.as_bytes().chunks(BLOCK).enumerate() {
            characters.push(before);
            before += characters_in(bytes);
            let breaks = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
            starts.extend(breaks.map(|(at, _)| (block * BLOCK + at) as u32 + 1));
        }
        Self { starts, characters }
    }

    /// The line and the column of a byte, both from 1; columns count characters.
    pub(super) fn place(&self, text: &str, byte: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|&start| start as usize <= byte);
        let line = line.max(1);
        let start = self.starts.get(line - 1).map_or(0, |&start| start as usize);
        let before = self.characters_before(text, byte.min(text.len()));
        let column = before.saturating_sub(self.characters_before(text, start)) + 1;
        (line, column as usize)
    }

    /// How many characters begin before a byte.
    fn characters_before(&self, text: &str, byte: usize) -> u32 {
        let block = byte / BLOCK;
        let counted = self.characters.get(block).copied().unwrap_or_default();
        let rest = text.as_bytes().get(block * BLOCK..byte).unwrap_or_default();
        counted + characters_in(rest)
    }
}

/// How many characters begin in a part of a text: all bytes of UTF-8 do, but those that continue one.
fn characters_in(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    /// The same by counting from the start of the line.
    fn counted(text: &str, byte: usize) -> (usize, usize) {
        let before = &text[..byte];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        (
            before.matches('\n').count() + 1,
            before[start..].chars().count() + 1,
        )
    }

    #[test]
    fn places_are_those_that_counting_finds() {
        let line = "a\u{e9}\u{65e5}\u{1f980}".repeat(700);
        for text in [
            "",
            "\n",
            "a\nb",
            &line,
            &format!("{line}\n{line}\n\n{line}"),
        ] {
            let lines = Lines::of(text);
            for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
                assert_eq!(lines.place(text, byte), counted(text, byte), "{byte}");
            }
        }
    }

    #[test]
    fn a_place_in_a_long_line_costs_no_more_than_one_in_a_short_one() {
        let text = "x".repeat(32 << 20);
        let lines = Lines::of(&text);
        let started = Instant::now();
        for byte in (0..text.len()).step_by(400) {
            assert_eq!(lines.place(&text, byte), (1, byte + 1));
        }
        // Counting from the start of the line takes minutes.
        assert!(started.elapsed() < Duration::from_secs(60));
    }
}
