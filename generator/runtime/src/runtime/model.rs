//! What a model says about itself, and what it gets for that.
//!
//! A model is a struct with a table of its members, one expression that reads them and one `match` that shows them.
//! `model!` adds the traits; all of them forward to code that is not generic over the model.

use super::constraint::Constraint;
use super::reader::Reader;
use super::slot::{Encode, Failed};

/// A struct that stands for a JSON object.
pub trait Model: Sized {
    /// The name, for messages.
    const NAME: &'static str;
    /// The members, in the order of the fields.
    const MEMBERS: &'static [Member];
    /// What the description demands of members beyond their types; checked by `Validate` only.
    const CONSTRAINTS: &'static [(&'static str, Constraint)] = &[];

    /// The field with this index; `extra` beyond the last.
    fn member(&self, index: usize) -> &dyn Encode;
}

/// A model one of whose fields must be there and cannot be made up: one of a type that the configuration has chosen for a
/// format, or one that holds the model itself. All others are [`Fill`](super::slot::Fill).
pub trait TryFill: Sized {
    /// Reads the fields in their order.
    fn try_fill(from: &mut Reader<'_>) -> Result<Self, Failed>;
}

/// A [`Model`] without its type.
pub trait Object {
    /// [`Model::NAME`]
    fn name(&self) -> &'static str;
    /// [`Model::MEMBERS`]
    fn members(&self) -> &'static [Member];
    /// [`Model::CONSTRAINTS`]
    fn constraints(&self) -> &'static [(&'static str, Constraint)];
    /// [`Model::member`]
    fn member(&self, index: usize) -> &dyn Encode;
}

impl<M: Model> Object for M {
    fn name(&self) -> &'static str {
        M::NAME
    }

    fn members(&self) -> &'static [Member] {
        M::MEMBERS
    }

    fn constraints(&self) -> &'static [(&'static str, Constraint)] {
        M::CONSTRAINTS
    }

    fn member(&self, index: usize) -> &dyn Encode {
        Model::member(self, index)
    }
}

/// A member of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    pub(crate) name: &'static str,
    pub(crate) presence: Presence,
    pub(crate) as_text: bool,
}

/// How absence and `null` of a member show on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    /// Always written.
    Required,
    /// Always written, as `null` where the field is empty.
    Nullable,
    /// Not written where the field is empty.
    Optional,
    /// Not written where the field is empty, unless it was read from a `null`.
    OptionalNullable,
    /// Not one member but all that have no field.
    Additional,
}

impl Member {
    /// A member that is always there and never `null`.
    pub const fn required(name: &'static str) -> Self {
        Self::new(name, Presence::Required)
    }

    /// A member that is always there and may be `null`.
    pub const fn nullable(name: &'static str) -> Self {
        Self::new(name, Presence::Nullable)
    }

    /// A member that may be left out.
    pub const fn optional(name: &'static str) -> Self {
        Self::new(name, Presence::Optional)
    }

    /// A member that may be left out and may be `null`, which is told apart only when writing again what was read.
    pub const fn optional_nullable(name: &'static str) -> Self {
        Self::new(name, Presence::OptionalNullable)
    }

    /// All members that have no field of their own, in one map.
    pub const fn additional() -> Self {
        Self::new("", Presence::Additional)
    }

    /// The same, with integers that are strings on the wire.
    pub const fn as_text(mut self) -> Self {
        self.as_text = true;
        self
    }

    const fn new(name: &'static str, presence: Presence) -> Self {
        Self {
            name,
            presence,
            as_text: false,
        }
    }

    /// Whether objects must have it.
    #[inline]
    pub(crate) fn is_required(&self) -> bool {
        matches!(self.presence, Presence::Required | Presence::Nullable)
    }

    #[inline]
    pub(crate) fn is(&self, name: &str) -> bool {
        // Most names differ in length or at the first letter; a call to compare the rest costs more than both.
        self.name.len() == name.len()
            && self.name.as_bytes().first() == name.as_bytes().first()
            && self.name == name
            && self.presence != Presence::Additional
    }
}

/// Gives a [`Model`] its traits: one that is [`Fill`] as `model!(Lead)`, one that is [`TryFill`] as
/// `model!(Place, try)`.
#[allow(unused_macros, reason = "which are used depends on the description")]
macro_rules! model {
    ($model:ty) => {
        $crate::runtime::model!(@ $model, $crate::runtime::read_model);
    };
    ($model:ty, try) => {
        $crate::runtime::model!(@ $model, $crate::runtime::try_read_model);
    };
    (@ $model:ty, $read:path) => {
        impl $crate::runtime::Encode for $model {
            #[inline]
            fn view(&self) -> $crate::runtime::View<'_> {
                $crate::runtime::View::Object(self)
            }
        }

        impl $crate::runtime::Decode for $model {
            #[inline]
            fn read(
                from: &mut $crate::runtime::Reader<'_>,
            ) -> ::std::result::Result<Self, $crate::runtime::Failed> {
                $read(from)
            }
        }

        impl ::std::fmt::Debug for $model {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::runtime::debug(self, f)
            }
        }

        impl ::std::cmp::PartialEq for $model {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::runtime::equal(self, other)
            }
        }

        $crate::runtime::serde_traits!($model);
    };
}

/// Gives a type that can be read and written serde's traits, where the feature `serde` asks for them.
#[cfg(feature = "serde")]
#[allow(unused_macros, reason = "which are used depends on the description")]
macro_rules! serde_traits {
    ($ty:ty) => {
        impl<'de> ::serde::Deserialize<'de> for $ty {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                from: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::deserialize(from)
            }
        }

        impl ::serde::Serialize for $ty {
            fn serialize<S: ::serde::Serializer>(
                &self,
                to: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::runtime::serialize(self, to)
            }
        }
    };
}

/// Nothing: the feature `serde` is off.
#[cfg(not(feature = "serde"))]
#[allow(unused_macros, reason = "which are used depends on the description")]
macro_rules! serde_traits {
    ($ty:ty) => {};
}

pub(crate) use {model, serde_traits};
