//! What a type of the description says about itself, and what it gets for that.
//!
//! A model is a struct with a table of its members, one expression that reads them and one `match` that shows them; an
//! enumeration or a union says in whole how it is read and shown. `model!` and its like add the traits of `std` and serde;
//! all of them forward to code that is not generic over the type.

use super::constraint::Constraint;
use super::reader::{Reader, read_model};
use super::slot::{Decode, Encode, Failed, Fill, View};

/// A type that the description declares.
///
/// Gives the type [`Encode`], [`Decode`] and [`Fill`]: implementing these three one by one for each type of a large
/// description takes rustc a tenth of all its time longer.
pub trait Model: Sized {
    /// Of a struct: the members, in the order of the fields.
    const MEMBERS: &'static [Member] = &[];
    /// What the description demands of members beyond their types; checked by `Validate` only.
    const CONSTRAINTS: &'static [(&'static str, Constraint)] = &[];

    /// The field with this index; `extra` beyond the last.
    fn member(&self, _index: usize) -> &dyn Encode {
        &()
    }

    /// [`Fill::fill`]
    fn fill(from: &mut Reader<'_>) -> Self;

    /// [`Decode::read`]
    #[inline]
    fn read(from: &mut Reader<'_>) -> Result<Self, Failed> {
        read_model(from)
    }

    /// [`Encode::view`]
    #[inline]
    fn show(&self) -> View<'_> {
        View::Object(self)
    }
}

impl<M: Model> Encode for M {
    #[inline]
    fn view(&self) -> View<'_> {
        Model::show(self)
    }
}

impl<M: Model> Decode for M {
    #[inline]
    fn read(from: &mut Reader<'_>) -> Result<Self, Failed> {
        Model::read(from)
    }
}

impl<M: Model> Fill for M {
    #[inline]
    fn fill(from: &mut Reader<'_>) -> Self {
        Model::fill(from)
    }
}

/// A struct one of whose fields must be there and cannot be made up: one of a type that the configuration has chosen for a
/// format, or one that holds the struct itself. All others are [`Model`].
pub trait TryModel: Sized {
    /// [`Model::MEMBERS`]
    const MEMBERS: &'static [Member];
    /// [`Model::CONSTRAINTS`]
    const CONSTRAINTS: &'static [(&'static str, Constraint)] = &[];

    /// [`Model::member`]
    fn member(&self, index: usize) -> &dyn Encode;

    /// Reads the fields in their order.
    fn try_fill(from: &mut Reader<'_>) -> Result<Self, Failed>;
}

/// A struct of the description without its type.
pub trait Object {
    /// What [`std::any::type_name`] calls it, modules and all.
    fn type_name(&self) -> &'static str;
    /// [`Model::MEMBERS`]
    fn members(&self) -> &'static [Member];
    /// [`Model::CONSTRAINTS`]
    fn constraints(&self) -> &'static [(&'static str, Constraint)];
    /// [`Model::member`]
    fn member(&self, index: usize) -> &dyn Encode;
}

impl<M: Model> Object for M {
    fn type_name(&self) -> &'static str {
        std::any::type_name::<M>()
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

/// What a type is called in messages: [`std::any::type_name`] without the modules. So no type has to say its name, which would
/// cost rustc a hundredth of its time.
pub(crate) fn without_path(type_name: &'static str) -> &'static str {
    type_name.rsplit("::").next().unwrap_or(type_name)
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

/// Gives a struct that is a [`Model`] the traits of `std` and serde.
#[allow(unused_macros, reason = "which are used depends on the description")]
macro_rules! model {
    ($model:ty) => {
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

/// Gives a [`TryModel`] what [`Model`] gives others, and the traits of `std` and serde.
#[allow(unused_macros, reason = "which are used depends on the description")]
macro_rules! try_model {
    ($model:ty) => {
        impl $crate::runtime::Object for $model {
            fn type_name(&self) -> &'static str {
                ::std::any::type_name::<Self>()
            }

            fn members(&self) -> &'static [$crate::runtime::Member] {
                <Self as $crate::runtime::TryModel>::MEMBERS
            }

            fn constraints(&self) -> &'static [(&'static str, $crate::runtime::Constraint)] {
                <Self as $crate::runtime::TryModel>::CONSTRAINTS
            }

            fn member(&self, index: usize) -> &dyn $crate::runtime::Encode {
                $crate::runtime::TryModel::member(self, index)
            }
        }

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
                $crate::runtime::try_read_model(from)
            }
        }

        impl $crate::runtime::Validate for $model {
            fn validate(&self) -> ::std::result::Result<(), $crate::runtime::Violations> {
                $crate::runtime::validate(self)
            }
        }

        $crate::runtime::model!($model);
    };
}

/// Lets a [`Model`] that may hold itself be held in a box. Not for all types at once: another crate could make its boxes
/// models, for all that rustc knows, and then they would be written in two ways.
#[allow(unused_macros, reason = "which are used depends on the description")]
macro_rules! boxed {
    ($model:ty) => {
        impl $crate::runtime::Model for ::std::boxed::Box<$model> {
            #[inline]
            fn fill(from: &mut $crate::runtime::Reader<'_>) -> Self {
                Self::new($crate::runtime::Fill::fill(from))
            }

            #[inline]
            fn read(
                from: &mut $crate::runtime::Reader<'_>,
            ) -> ::std::result::Result<Self, $crate::runtime::Failed> {
                from.value().map(Self::new)
            }

            #[inline]
            fn show(&self) -> $crate::runtime::View<'_> {
                $crate::runtime::Encode::view(&**self)
            }
        }
    };
    ($model:ty, try) => {
        impl $crate::runtime::Decode for ::std::boxed::Box<$model> {
            #[inline]
            fn read(
                from: &mut $crate::runtime::Reader<'_>,
            ) -> ::std::result::Result<Self, $crate::runtime::Failed> {
                from.value().map(Self::new)
            }
        }

        impl $crate::runtime::Encode for ::std::boxed::Box<$model> {
            #[inline]
            fn view(&self) -> $crate::runtime::View<'_> {
                $crate::runtime::Encode::view(&**self)
            }
        }
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

pub(crate) use {boxed, model, serde_traits, try_model};
