//! How one value is read and shown: the two traits that every type of a model's field has.
//!
//! Reading goes from a [`Reader`], showing gives a [`View`]; neither knows serde, so neither is generic, and what is
//! written here is compiled once however many models there are. JSON, serde's `Serialize`, `Debug` and `PartialEq` are
//! all made from the view.

mod as_text;
mod containers;
mod leaves;

use std::any::Any;
use std::fmt;

use serde_json::Value;

use super::extra::Extra;
use super::model::Object;
use super::reader::Reader;

pub(crate) use leaves::displayed;

pub use as_text::AsText;

/// Reading failed; the [`Reader`] knows where and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failed;

/// A value that can be read from JSON.
pub trait Decode: Sized {
    /// Whether a member of this type may be left out; [`Fill`] then gives what stands for it.
    const MAY_BE_ABSENT: bool = false;

    /// Reads the value that the reader stands at.
    fn read(from: &mut Reader<'_>) -> Result<Self, Failed>;
}

/// A value that there is something to put in the place of when it could not be read.
///
/// A model is made with one expression, a field after the other. That a field could not be read is noted in the reader and
/// found when the model is made; until then the field holds what this gives. A `?` for each field would say the same,
/// but costs rustc a branch and a partly made struct to drop for each.
pub trait Fill: Sized {
    /// Makes the value: a model of what the reader has for its members; anything else, and a model when reading has failed,
    /// of nothing.
    fn fill(from: &mut Reader<'_>) -> Self;
}

/// A value that can be written as JSON.
pub trait Encode {
    /// The value as it will be written.
    fn view(&self) -> View<'_>;
}

/// A value that can be read and written.
pub trait Slot: Encode + Decode {}

impl<T: Encode + Decode> Slot for T {}

/// A value as it will be written, borrowed.
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// Nothing: the member is left out. `null` where a value must stand.
    Absent,
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A signed integer
    Integer(i64),
    /// An unsigned integer
    Unsigned(u64),
    /// Any number; `null` where it is not finite
    Float(f64),
    /// A number by its digits
    Digits(&'a str),
    /// A string
    Text(&'a str),
    /// A string that is not printed
    Secret(&'a str),
    /// A string, as the value is displayed
    Display(&'a dyn Displayed),
    /// A tree of any kind
    Value(&'a Value),
    /// A list
    List(&'a dyn List),
    /// A map
    Map(&'a dyn Entries),
    /// A model
    Object(&'a dyn Object),
    /// The members that a model keeps without knowing them
    Extra(&'a Extra),
    /// The value with its integers as strings
    AsText(&'a dyn Encode),
}

/// A value whose text [`View`] shows.
pub trait Displayed: fmt::Display {
    /// The value with its type.
    fn as_any(&self) -> &dyn Any;

    /// Whether the other is a value of the same type, and equal.
    fn same(&self, other: &dyn Displayed) -> bool;
}

impl<T: fmt::Display + PartialEq + 'static> Displayed for T {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn same(&self, other: &dyn Displayed) -> bool {
        other.as_any().downcast_ref() == Some(self)
    }
}

/// A list as [`View`] shows it.
pub trait List {
    /// The item with this index, until the first that is not there.
    fn item(&self, index: usize) -> Option<&dyn Encode>;

    /// Calls `visit` with each item until it says stop. Where the items are of one type, what they show costs no call that
    /// is found at run time.
    fn each(&self, visit: &mut dyn FnMut(&View<'_>) -> Result<(), Failed>) -> Result<(), Failed> {
        let mut items = (0..).map_while(|index| self.item(index));
        items.try_for_each(|item| visit(&item.view()))
    }
}

/// A map as [`View`] shows it.
pub trait Entries {
    /// How many entries there are.
    fn count(&self) -> usize;

    /// The value of one entry.
    fn get(&self, name: &str) -> Option<&dyn Encode>;

    /// Calls `visit` with each entry until it says stop.
    fn each(
        &self,
        visit: &mut dyn FnMut(&str, &dyn Encode) -> Result<(), Failed>,
    ) -> Result<(), Failed>;
}
