//! Numbers with all their digits, for integers beyond 64 bits and for money.

use std::fmt;
use std::str::FromStr;

use super::json;
use super::reader::Reader;
use super::slot::{Decode, Encode, Failed, Fill, View};

/// A number as the wire has it, digit by digit. Equal are numbers that are written the same: `1.0` is not `1.00`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(Box<str>);

impl Number {
    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number, if it is an integer in this range.
    pub fn as_i64(&self) -> Option<i64> {
        super::reader::integral(&self.0)?.try_into().ok()
    }

    /// The number, if it is an integer in this range.
    pub fn as_u64(&self) -> Option<u64> {
        super::reader::integral(&self.0)?.try_into().ok()
    }

    /// The number, if it is an integer in this range.
    pub fn as_i128(&self) -> Option<i128> {
        super::reader::integral(&self.0)
    }

    /// The nearest float; infinite beyond their range.
    pub fn as_f64(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }
}

macro_rules! from_integers {
    ($($ty:ty)+) => {$(
        impl From<$ty> for Number {
            fn from(integer: $ty) -> Self {
                Self(integer.to_string().into())
            }
        }
    )+};
}

from_integers! { i32 i64 i128 u32 u64 u128 }

/// Text that is not a JSON number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidNumber;

impl fmt::Display for InvalidNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a JSON number")
    }
}

impl std::error::Error for InvalidNumber {}

impl TryFrom<f64> for Number {
    type Error = InvalidNumber;

    fn try_from(number: f64) -> Result<Self, InvalidNumber> {
        number.to_string().parse()
    }
}

impl FromStr for Number {
    type Err = InvalidNumber;

    fn from_str(text: &str) -> Result<Self, InvalidNumber> {
        // White space around it is JSON too, but not a number.
        if text.trim() != text {
            return Err(InvalidNumber);
        }
        json::decode_strict(text).map_err(|_| InvalidNumber)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Decode for Number {
    fn read(from: &mut Reader<'_>) -> Result<Self, Failed> {
        from.digits("a number").map(|digits| Self(digits.into()))
    }
}

impl Fill for Number {
    fn fill(_: &mut Reader<'_>) -> Self {
        Self("0".into())
    }
}

impl Encode for Number {
    fn view(&self) -> View<'_> {
        View::Digits(&self.0)
    }
}
