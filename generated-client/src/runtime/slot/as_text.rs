//! Integers that the wire has as strings, where no member of a model says so.

use super::{Decode, Encode, Failed, Fill, View};
use crate::runtime::reader::Reader;

/// A value whose integers are strings on the wire (`type: string, format: int64`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AsText<T>(pub T);

impl<T> From<T> for AsText<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T: Decode> Decode for AsText<T> {
    const MAY_BE_ABSENT: bool = T::MAY_BE_ABSENT;

    fn read(from: &mut Reader<'_>) -> Result<Self, Failed> {
        from.as_text(T::read).map(Self)
    }
}

impl<T: Fill> Fill for AsText<T> {
    fn fill(from: &mut Reader<'_>) -> Self {
        Self(T::fill(from))
    }
}

impl<T: Encode> Encode for AsText<T> {
    fn view(&self) -> View<'_> {
        View::AsText(&self.0)
    }
}
