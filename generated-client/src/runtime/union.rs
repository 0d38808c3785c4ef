//! Unions: which variant a value is.
//!
//! The description's own discriminator decides where there is one. Else the variants that the value could be are put in
//! order by what is cheap to see of it, and the first that can be read is it. What fits none is kept as it came: reading
//! a union never loses data and, but for a variant that the value names itself, never fails. Where unions are variants of
//! each other, none is tried inside of itself for the same value, and one that only keeps it comes after those that fit.

mod shape;

use super::json::NodeKind;
use super::reader::{Reader, Reason, Tolerance};
use super::slot::{Encode, Failed};

use shape::Sight;

pub use shape::{Kinds, Shape};

/// An enum with a variant for each of several types.
pub trait Union: Sized {
    /// The member that names the variant.
    const DISCRIMINATOR: Option<Discriminator> = None;
    /// What values of each variant look like, in the order of the variants. None where the discriminator alone tells them: each
    /// variant has texts for it and must hold one.
    const SHAPES: &'static [Shape] = &[];

    /// Reads the variant with this index; one beyond the last keeps any value.
    fn read(variant: usize, from: &mut Reader<'_>) -> Result<Self, Failed>;

    /// The value inside.
    fn value(&self) -> &dyn Encode;
}

/// A member of an object that names the variant.
#[derive(Clone, Copy, Debug)]
pub struct Discriminator {
    /// The member's name.
    pub property: &'static str,
    /// Its values, each with the index of its variant.
    pub mapping: &'static [(&'static str, usize)],
}

/// The index of the variant that keeps any value.
const UNRECOGNIZED: usize = usize::MAX;

/// Reads a union.
pub fn read_union<U: Union>(from: &mut Reader<'_>) -> Result<U, Failed> {
    let mut found = None;
    let mut read = |variant: usize, from: &mut Reader<'_>| {
        found = Some(U::read(variant, from)?);
        Ok(())
    };
    let choice = Choice {
        node: from.place().1,
        name: std::any::type_name::<U>(),
        discriminator: U::DISCRIMINATOR.as_ref(),
        shapes: U::SHAPES,
    };
    if !from.enter_union(choice.node, choice.name) {
        return Err(from.fail(Reason::Variant(choice.name)));
    }
    let result = choice.read(from, &mut read);
    from.leave_union();
    result?;
    found.ok_or(Failed)
}

/// Reads the variant with an index and keeps it.
type ReadVariant<'r> = dyn FnMut(usize, &mut Reader<'_>) -> Result<(), Failed> + 'r;

/// The choice between the variants of a union for one value. Not generic, so that it is compiled once.
struct Choice<'u> {
    node: u32,
    /// What [`std::any::type_name`] calls the union.
    name: &'static str,
    discriminator: Option<&'u Discriminator>,
    shapes: &'u [Shape],
}

impl Choice<'_> {
    fn read(&self, from: &mut Reader<'_>, read: &mut ReadVariant<'_>) -> Result<(), Failed> {
        match discriminated(from, self.discriminator) {
            Discriminated::Variant(variant) => {
                let tolerance = from.tolerance();
                match read(variant, from) {
                    Err(Failed) if tolerance == Tolerance::Lenient => {
                        from.deviate();
                        self.unrecognized(from, read)
                    }
                    result => result,
                }
            }
            Discriminated::Not if !self.shapes.is_empty() => self.likeliest(from, read),
            Discriminated::Unknown | Discriminated::Not => self.unrecognized(from, read),
        }
    }

    fn likeliest(&self, from: &mut Reader<'_>, read: &mut ReadVariant<'_>) -> Result<(), Failed> {
        let sight = Sight::of(from);
        from.note_trying(true);
        let is_read = self.is_read_as_any(&sight, from, read);
        sight.leave(from);
        if is_read {
            return Ok(());
        }
        from.note_trying(false);
        self.unrecognized(from, read)
    }

    /// Tries the variants, the likeliest first.
    fn is_read_as_any(
        &self,
        sight: &Sight<'_>,
        from: &mut Reader<'_>,
        read: &mut ReadVariant<'_>,
    ) -> bool {
        for tolerance in [Tolerance::Strict, Tolerance::Lenient] {
            if tolerance == Tolerance::Lenient && from.tolerance() == Tolerance::Strict {
                break;
            }
            let mut tried = None;
            while let Some(candidate) = sight.next_candidate(self.shapes, tried) {
                if !from.may_attempt(self.node) {
                    break;
                }
                let is_read = from.attempt(self.node, tolerance, &mut |from| {
                    read(candidate.variant, from)
                });
                if is_read {
                    return true;
                }
                from.charge(self.node);
                tried = Some(candidate);
            }
        }
        false
    }

    fn unrecognized(
        &self,
        from: &mut Reader<'_>,
        read: &mut ReadVariant<'_>,
    ) -> Result<(), Failed> {
        from.stand_at(self.node);
        if from.is_tried(self.node) {
            return Err(from.fail(Reason::Variant(self.name)));
        }
        read(UNRECOGNIZED, from).map_err(|Failed| from.fail(Reason::Variant(self.name)))
    }
}

enum Discriminated {
    /// The value names this variant.
    Variant(usize),
    /// The value names a variant that is not known.
    Unknown,
    /// The value names none.
    Not,
}

fn discriminated(from: &Reader<'_>, discriminator: Option<&Discriminator>) -> Discriminated {
    let (document, node) = from.place();
    let Some(Discriminator { property, mapping }) = discriminator else {
        return Discriminated::Not;
    };
    let Some(value) = document.member(node, property) else {
        return Discriminated::Not;
    };
    let value = document.node(value);
    if !matches!(value.kind, NodeKind::Text | NodeKind::EscapedText) {
        return Discriminated::Not;
    }
    let text = document.string(value);
    match mapping.iter().find(|(name, _)| *name == text) {
        Some((_, variant)) => Discriminated::Variant(*variant),
        None => Discriminated::Unknown,
    }
}

/// Gives a [`Union`] its traits.
#[allow(unused_macros, reason = "which are used depends on the description")]
macro_rules! union {
    ($union:ty) => {
        impl $crate::runtime::Model for $union {
            #[inline]
            fn fill(_: &mut $crate::runtime::Reader<'_>) -> Self {
                Self::Unrecognized($crate::runtime::Value::Null)
            }

            #[inline]
            fn read(
                from: &mut $crate::runtime::Reader<'_>,
            ) -> ::std::result::Result<Self, $crate::runtime::Failed> {
                $crate::runtime::read_union(from)
            }

            #[inline]
            fn show(&self) -> $crate::runtime::View<'_> {
                $crate::runtime::Union::value(self).view()
            }
        }

        impl ::std::fmt::Debug for $union {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                let is_unrecognized = matches!(self, Self::Unrecognized(_));
                $crate::runtime::debug_open(self, is_unrecognized, f)
            }
        }

        impl ::std::cmp::PartialEq for $union {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::runtime::same_variant(self, other) && $crate::runtime::equal(self, other)
            }
        }

        $crate::runtime::serde_traits!($union);
    };
}

pub(crate) use union;
