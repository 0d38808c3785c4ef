//! Enumerations that are open: a value the description does not know is kept as it came.

use std::fmt;
use std::sync::OnceLock;

use serde_json::{Number, Value};

use super::reader::Reader;
use super::slot::{Decode, Failed, View};

/// A value that this version of the crate does not know. Only reading one makes it, so that nobody can match a value that
/// a later version will know.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Unrecognized(Value);

impl Unrecognized {
    /// What stands in the place of a value that could not be read.
    #[allow(dead_code, reason = "a description may have no enumeration")]
    pub(crate) const fn nothing() -> Self {
        Self(Value::Null)
    }

    /// The value as it is on the wire; empty where it is no string.
    pub fn as_str(&self) -> &str {
        self.0.as_str().unwrap_or_default()
    }

    /// The value as it is on the wire.
    pub fn as_value(&self) -> &Value {
        &self.0
    }

    /// The value as it is on the wire.
    pub fn scalar(&self) -> Scalar<'_> {
        Scalar::of(&self.0)
    }
}

impl fmt::Debug for Unrecognized {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// An enumeration with values that are not all strings.
pub trait ScalarEnum: Sized {
    /// The variant of a known value.
    fn parse(value: Scalar<'_>) -> Option<Self>;

    /// The value as it is on the wire.
    fn value(&self) -> Scalar<'_>;

    /// The variant that keeps a value nobody knows.
    fn unrecognized(value: Unrecognized) -> Self;
}

/// A scalar, borrowed. A number that is an integer is an `Integer`, however it is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scalar<'a> {
    /// A string
    Text(&'a str),
    /// An integer
    Integer(i64),
    /// Any other number
    Number(f64),
    /// `true` or `false`
    Bool(bool),
    /// What is none of these
    Other(&'a Value),
}

impl<'a> Scalar<'a> {
    /// The scalar that a tree is.
    pub fn of(value: &'a Value) -> Self {
        match value {
            Value::String(text) => Self::Text(text),
            Value::Bool(value) => Self::Bool(*value),
            Value::Number(number) => Self::of_number(number).unwrap_or(Self::Other(value)),
            Value::Null | Value::Array(_) | Value::Object(_) => Self::Other(value),
        }
    }

    fn of_number(number: &Number) -> Option<Self> {
        let digits = number.to_string();
        let integer = match digits.parse::<i64>() {
            Ok(integer) => Some(integer),
            Err(_) => super::reader::integral(&digits).and_then(|integer| integer.try_into().ok()),
        };
        match integer {
            Some(integer) => Some(Self::Integer(integer)),
            // Integers beyond `i64` are not what a float says they are.
            None if digits
                .bytes()
                .all(|byte| byte == b'-' || byte.is_ascii_digit()) =>
            {
                None
            }
            None => number.as_f64().map(Self::Number),
        }
    }

    pub(crate) fn view(self) -> View<'a> {
        match self {
            Self::Text(text) => View::Text(text),
            Self::Integer(integer) => View::Integer(integer),
            Self::Number(number) => View::Float(number),
            Self::Bool(value) => View::Bool(value),
            Self::Other(value) => View::Value(value),
        }
    }
}

/// Where an enumeration's texts are among its values, made when the first is looked up. One static for each enumeration of
/// many values.
#[derive(Debug)]
pub struct TextIndex(OnceLock<Table>);

/// A hash table with open addressing. The texts are the description's, so nobody who sends values can choose them to collide.
#[derive(Debug)]
struct Table {
    texts: Vec<&'static str>,
    /// One more than the place in `texts`, or zero; twice as many as there are texts, at least.
    slots: Vec<u32>,
}

impl TextIndex {
    /// An index that is not made yet.
    #[allow(
        clippy::new_without_default,
        reason = "made in a static, where a default cannot be"
    )]
    pub const fn new() -> Self {
        Self(OnceLock::new())
    }

    /// The place of the value with this text. Not generic, so that it is compiled once.
    fn find(&self, text: &str, texts: &dyn Fn() -> Vec<&'static str>) -> Option<usize> {
        self.0.get_or_init(|| Table::new(texts())).find(text)
    }
}

impl Table {
    fn new(texts: Vec<&'static str>) -> Self {
        let mut slots = vec![0; (2 * texts.len()).next_power_of_two().max(2)];
        for (at, text) in (1..).zip(&texts) {
            let mut places = places(text, slots.len());
            let free = places.find(|&place| slots.get(place) == Some(&0));
            if let Some(slot) = free.and_then(|place| slots.get_mut(place)) {
                *slot = at;
            }
        }
        Self { texts, slots }
    }

    fn find(&self, text: &str) -> Option<usize> {
        for place in places(text, self.slots.len()) {
            let at = self.slots.get(place).copied().unwrap_or(0).checked_sub(1)? as usize;
            if self.texts.get(at) == Some(&text) {
                return Some(at);
            }
        }
        None
    }
}

/// The places where a text may be in a table of so many slots, a power of two, in the order in which they are tried.
fn places(text: &str, slots: usize) -> impl Iterator<Item = usize> {
    let last = slots - 1;
    // The upper half of a product depends on all bits.
    let first = (hash(text) >> 32) as usize;
    (0..slots).map(move |step| (first + step) & last)
}

/// Of the length, the first and the last eight bytes, which tell most names apart.
fn hash(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let (first, last) = match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        _ => match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
            (Some(first), Some(last)) => (
                u32::from_le_bytes(*first).into(),
                u32::from_le_bytes(*last).into(),
            ),
            _ => (
                bytes
                    .iter()
                    .fold(0, |all, &byte| all << 8 | u64::from(byte)),
                0,
            ),
        },
    };
    // The multiplier is 2^64 over the golden ratio, as in Fibonacci hashing.
    (first ^ last.rotate_left(29) ^ bytes.len() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// The value of an enumeration of strings that is this text on the wire, or the variant that keeps what nobody knows.
pub fn text_value<E: Clone>(
    text: &str,
    values: &'static [E],
    as_str: fn(&E) -> &str,
    unrecognized: fn(Unrecognized) -> E,
) -> E {
    let value = values.iter().find(|value| as_str(value) == text);
    known_or_kept(value, text, unrecognized)
}

/// The same of an enumeration with so many values that they have an index.
pub fn indexed_text_value<E: Clone>(
    text: &str,
    values: &'static [E],
    as_str: fn(&E) -> &str,
    unrecognized: fn(Unrecognized) -> E,
    index: &TextIndex,
) -> E {
    let place = index.find(text, &|| values.iter().map(as_str).collect());
    let value = place.and_then(|place| values.get(place));
    known_or_kept(value, text, unrecognized)
}

fn known_or_kept<E: Clone>(
    value: Option<&E>,
    text: &str,
    unrecognized: fn(Unrecognized) -> E,
) -> E {
    match value {
        Some(value) => value.clone(),
        None => unrecognized(Unrecognized(Value::from(text))),
    }
}

/// `Decode::read` of every enumeration of strings.
pub fn read_text<E: for<'t> From<&'t str>>(from: &mut Reader<'_>) -> Result<E, Failed> {
    Ok(E::from(from.borrowed_text("a string")?))
}

/// `Decode::read` of every [`ScalarEnum`].
pub fn read_scalar<E: ScalarEnum>(from: &mut Reader<'_>) -> Result<E, Failed> {
    let value = Value::read(from)?;
    match value {
        Value::Null | Value::Array(_) | Value::Object(_) => Err(from.expected("a scalar")),
        value => Ok(
            E::parse(Scalar::of(&value)).unwrap_or_else(|| E::unrecognized(Unrecognized(value)))
        ),
    }
}

/// Gives an enumeration of strings its traits: `text_enum!(Status);`, or `text_enum!(Country, indexed);` where it has so many
/// values that looking one up pays for an index. All of them go by the text; derived ones would cost each enumeration a
/// `match` of its own.
#[allow(unused_macros, reason = "which are used depends on the description")]
macro_rules! text_enum {
    ($ty:ty) => {
        impl ::std::convert::From<&str> for $ty {
            #[inline]
            fn from(text: &str) -> Self {
                $crate::runtime::text_value(text, Self::VALUES, Self::as_str, Self::Unrecognized)
            }
        }

        $crate::runtime::text_enum!(traits of $ty);
    };
    ($ty:ty, indexed) => {
        impl ::std::convert::From<&str> for $ty {
            #[inline]
            fn from(text: &str) -> Self {
                static INDEX: $crate::runtime::TextIndex = $crate::runtime::TextIndex::new();
                $crate::runtime::indexed_text_value(
                    text,
                    Self::VALUES,
                    Self::as_str,
                    Self::Unrecognized,
                    &INDEX,
                )
            }
        }

        $crate::runtime::text_enum!(traits of $ty);
    };
    (traits of $ty:ty) => {
        impl $crate::runtime::Model for $ty {
            #[inline]
            fn fill(_: &mut $crate::runtime::Reader<'_>) -> Self {
                Self::Unrecognized($crate::runtime::Unrecognized::nothing())
            }

            #[inline]
            fn read(
                from: &mut $crate::runtime::Reader<'_>,
            ) -> ::std::result::Result<Self, $crate::runtime::Failed> {
                $crate::runtime::read_text(from)
            }

            #[inline]
            fn show(&self) -> $crate::runtime::View<'_> {
                $crate::runtime::View::Text(self.as_str())
            }
        }

        impl ::std::fmt::Debug for $ty {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                let is_unrecognized = matches!(self, Self::Unrecognized(_));
                $crate::runtime::debug_open(self, is_unrecognized, f)
            }
        }

        impl ::std::fmt::Display for $ty {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::std::cmp::PartialEq for $ty {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl ::std::cmp::Eq for $ty {}

        impl ::std::hash::Hash for $ty {
            #[inline]
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                self.as_str().hash(state);
            }
        }

        impl ::std::str::FromStr for $ty {
            type Err = ::std::convert::Infallible;

            // Not `Self::Err`: a value may be called so.
            #[inline]
            fn from_str(text: &str) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                ::std::result::Result::Ok(text.into())
            }
        }

        impl ::std::convert::From<::std::string::String> for $ty {
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                text.as_str().into()
            }
        }

        $crate::runtime::serde_traits!($ty);
    };
}

/// Gives a [`ScalarEnum`] its traits.
#[allow(unused_macros, reason = "which are used depends on the description")]
macro_rules! scalar_enum {
    ($ty:ty) => {
        impl $crate::runtime::Model for $ty {
            #[inline]
            fn fill(_: &mut $crate::runtime::Reader<'_>) -> Self {
                Self::Unrecognized($crate::runtime::Unrecognized::nothing())
            }

            #[inline]
            fn read(
                from: &mut $crate::runtime::Reader<'_>,
            ) -> ::std::result::Result<Self, $crate::runtime::Failed> {
                $crate::runtime::read_scalar(from)
            }

            #[inline]
            fn show(&self) -> $crate::runtime::View<'_> {
                $crate::runtime::scalar_view($crate::runtime::ScalarEnum::value(self))
            }
        }

        $crate::runtime::serde_traits!($ty);
    };
}

pub(crate) use {scalar_enum, text_enum};

/// A scalar as it will be written.
pub fn scalar_view(value: Scalar<'_>) -> View<'_> {
    value.view()
}
