//! Where the nodes of a JSON text stand: one pass over text that serde_json has found sound.

use std::ops::Range;

use super::NodeSpan;

/// The places of all nodes in document order.
pub(super) fn spans(text: &str) -> Vec<NodeSpan> {
    let mut scanner = Scanner {
        bytes: text.as_bytes(),
        at: 0,
    };
    let mut spans = Vec::new();
    // For each object or array that is open: whether it is an object, so that names are told from values.
    let mut open: Vec<bool> = Vec::new();
    let mut name: Option<Range<u32>> = None;
    while let Some((byte, range)) = scanner.token() {
        match byte {
            b'}' | b']' => {
                open.pop();
            }
            b',' | b':' => {}
            b'"' if name.is_none() && open.last() == Some(&true) => name = Some(range),
            _ => {
                spans.push(NodeSpan {
                    name: name.take().unwrap_or_default(),
                    value: range,
                });
                if matches!(byte, b'{' | b'[') {
                    open.push(byte == b'{');
                }
            }
        }
    }
    spans
}

struct Scanner<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl Scanner<'_> {
    /// The next token: its first byte and where it stands.
    fn token(&mut self) -> Option<(u8, Range<u32>)> {
        let rest = self.bytes.get(self.at..)?;
        self.at += rest.iter().position(|byte| !byte.is_ascii_whitespace())?;
        let start = self.at;
        let first = *self.bytes.get(start)?;
        self.at += match first {
            b'"' => self.string(),
            b'{' | b'}' | b'[' | b']' | b',' | b':' => 1,
            _ => self.word(),
        };
        Some((first, start as u32..self.at as u32))
    }

    fn string(&self) -> usize {
        let mut length = 1;
        while let Some(&byte) = self.bytes.get(self.at + length) {
            length += 1;
            match byte {
                b'"' => break,
                b'\\' => length += 1,
                _ => {}
            }
        }
        length.min(self.bytes.len() - self.at)
    }

    fn word(&self) -> usize {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let end = |byte: &u8| byte.is_ascii_whitespace() || b"{}[],:\"".contains(byte);
        rest.iter().position(end).unwrap_or(rest.len()).max(1)
    }
}
