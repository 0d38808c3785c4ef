//! Bytes that the wire has as Base64 (RFC 4648).

use std::fmt;
use std::str::FromStr;

use super::reader::Reader;
use super::slot::{Decode, Encode, Failed, Fill, View};

/// Bytes that are Base64 text on the wire: written with the standard alphabet and padding; read also in the URL-safe
/// alphabet, and without padding.
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Base64(Vec<u8>);

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

impl Base64 {
    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl AsRef<[u8]> for Base64 {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// The Base64 text.
impl fmt::Display for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use fmt::Write;

        for chunk in self.0.chunks(3) {
            let bits = chunk
                .iter()
                .fold(0_u32, |bits, &byte| bits << 8 | u32::from(byte))
                << (8 * (3 - chunk.len()));
            for place in 0..4 {
                let index = (bits >> (18 - 6 * place)) & 63;
                match ALPHABET.get(index as usize) {
                    Some(&letter) if place <= chunk.len() => f.write_char(letter.into())?,
                    _ => f.write_char('=')?,
                }
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Base64({} bytes)", self.0.len())
    }
}

/// Text that is not Base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidBase64;

impl fmt::Display for InvalidBase64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not Base64")
    }
}

impl std::error::Error for InvalidBase64 {}

impl FromStr for Base64 {
    type Err = InvalidBase64;

    fn from_str(text: &str) -> Result<Self, InvalidBase64> {
        let letters = text.trim_end_matches('=');
        let padding = text.len() - letters.len();
        if padding > 2 || (padding > 0 && text.len() % 4 != 0) || letters.len() % 4 == 1 {
            return Err(InvalidBase64);
        }
        let mut bytes = Vec::with_capacity(letters.len() / 4 * 3 + 2);
        for chunk in letters.as_bytes().chunks(4) {
            let bits = chunk
                .iter()
                .try_fold(0_u32, |bits, &letter| Some(bits << 6 | value(letter)?))
                .ok_or(InvalidBase64)?
                << (6 * (4 - chunk.len()));
            let [_, decoded @ ..] = bits.to_be_bytes();
            let (used, unused) = decoded.split_at(chunk.len() - 1);
            if unused.iter().any(|&byte| byte != 0) {
                return Err(InvalidBase64);
            }
            bytes.extend_from_slice(used);
        }
        Ok(Self(bytes))
    }
}

fn value(letter: u8) -> Option<u32> {
    let value = match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    };
    Some(value.into())
}

impl Decode for Base64 {
    fn read(from: &mut Reader<'_>) -> Result<Self, Failed> {
        from.parse("Base64 text")
    }
}

impl Fill for Base64 {
    fn fill(_: &mut Reader<'_>) -> Self {
        Self(Vec::new())
    }
}

impl Encode for Base64 {
    fn view(&self) -> View<'_> {
        View::Display(self)
    }
}
