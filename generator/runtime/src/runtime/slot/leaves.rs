//! Scalars, and JSON values of any kind.

use std::net::{Ipv4Addr, Ipv6Addr};

use serde_json::Value;

use super::{Decode, Encode, Failed, Fill, View};
use crate::runtime::reader::Reader;

/// Types whose text is read with `FromStr` and written with `Display`.
macro_rules! displayed {
    ($($ty:ty: $expected:literal),+ $(,)?) => {$(
        impl $crate::runtime::Decode for $ty {
            fn read(from: &mut $crate::runtime::Reader<'_>) -> Result<Self, $crate::runtime::Failed> {
                from.parse($expected)
            }
        }

        impl $crate::runtime::Encode for $ty {
            fn view(&self) -> $crate::runtime::View<'_> {
                $crate::runtime::View::Display(self)
            }
        }
    )+};
}

pub(crate) use displayed;

/// Types whose stand-in is a constant expression.
macro_rules! filled {
    ($($ty:ty = $stand_in:expr),+ $(,)?) => {$(
        impl Fill for $ty {
            fn fill(_: &mut Reader<'_>) -> Self {
                $stand_in
            }
        }
    )+};
}

filled! {
    () = (),
    bool = false,
    i32 = 0,
    i64 = 0,
    u32 = 0,
    u64 = 0,
    f64 = 0.0,
    String = Self::new(),
    Value = Self::Null,
    jiff::Timestamp = Self::UNIX_EPOCH,
    jiff::civil::Date = Self::ZERO,
    Ipv4Addr = Self::UNSPECIFIED,
    Ipv6Addr = Self::UNSPECIFIED,
}

#[cfg(feature = "uuid")]
filled! { uuid::Uuid = Self::nil() }

displayed! {
    jiff::Timestamp: "a date and time with an offset (RFC 3339)",
    Ipv4Addr: "an IPv4 address",
    Ipv6Addr: "an IPv6 address",
}

#[cfg(feature = "uuid")]
displayed! { uuid::Uuid: "a UUID" }

/// `full-date` of RFC 3339; `Date`'s own `FromStr` would take a date with a time too, and forget the time.
impl Decode for jiff::civil::Date {
    fn read(from: &mut Reader<'_>) -> Result<Self, Failed> {
        const EXPECTED: &str = "a date (RFC 3339 full-date)";
        let text = from.text(EXPECTED)?;
        if text.len() == 10 {
            if let Ok(date) = text.parse() {
                return Ok(date);
            }
        }
        Err(from.expected(EXPECTED))
    }
}

impl Encode for jiff::civil::Date {
    fn view(&self) -> View<'_> {
        View::Display(self)
    }
}

impl Decode for () {
    fn read(from: &mut Reader<'_>) -> Result<Self, Failed> {
        if from.is_null() {
            Ok(())
        } else {
            Err(from.expected("null"))
        }
    }
}

impl Encode for () {
    fn view(&self) -> View<'_> {
        View::Null
    }
}

impl Decode for bool {
    fn read(from: &mut Reader<'_>) -> Result<Self, Failed> {
        from.boolean()
    }
}

impl Encode for bool {
    fn view(&self) -> View<'_> {
        View::Bool(*self)
    }
}

macro_rules! integers {
    ($($ty:ty: $view:ident, $expected:literal;)+) => {$(
        impl Decode for $ty {
            fn read(from: &mut Reader<'_>) -> Result<Self, Failed> {
                let integer = from.integer($expected)?;
                Self::try_from(integer).map_err(|_| from.expected($expected))
            }
        }

        impl Encode for $ty {
            #[inline]
            fn view(&self) -> View<'_> {
                View::$view((*self).into())
            }
        }
    )+};
}

integers! {
    i32: Integer, "a 32-bit integer";
    i64: Integer, "a 64-bit integer";
    u32: Unsigned, "an unsigned 32-bit integer";
    u64: Unsigned, "an unsigned 64-bit integer";
}

impl Decode for f64 {
    fn read(from: &mut Reader<'_>) -> Result<Self, Failed> {
        from.float()
    }
}

impl Encode for f64 {
    fn view(&self) -> View<'_> {
        View::Float(*self)
    }
}

impl Decode for String {
    fn read(from: &mut Reader<'_>) -> Result<Self, Failed> {
        Ok(from.text("a string")?.into_owned())
    }
}

impl Encode for String {
    #[inline]
    fn view(&self) -> View<'_> {
        View::Text(self)
    }
}

impl Encode for &str {
    fn view(&self) -> View<'_> {
        View::Text(self)
    }
}

impl Decode for Value {
    fn read(from: &mut Reader<'_>) -> Result<Self, Failed> {
        from.tree()
    }
}

impl Encode for Value {
    fn view(&self) -> View<'_> {
        View::Value(self)
    }
}
