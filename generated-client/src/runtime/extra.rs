//! What a model has read and has no field for.

use std::fmt;

use serde_json::{Map, Value};

use super::slot::{Encode, View};

/// Members that this version of the crate does not know, or whose value did not fit its type: kept, and written again.
///
/// A member of the same name as a field is written only while the field is empty.
#[derive(Clone, Default, PartialEq)]
pub struct Extra(Option<Box<Kept>>);

#[derive(Clone, Default, PartialEq)]
struct Kept {
    members: Map<String, Value>,
    /// Members with a field that is empty because `null` was read.
    nulls: Vec<&'static str>,
}

impl Extra {
    /// Nothing.
    #[inline]
    pub const fn new() -> Self {
        Self(None)
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.0.as_ref().is_none_or(|kept| kept.members.is_empty())
    }

    /// How many members there are.
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |kept| kept.members.len())
    }

    /// The value of a member.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.as_ref()?.members.get(name)
    }

    /// Adds a member; gives the value it had.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        let kept = self.0.get_or_insert_default();
        kept.members.insert(name.into(), value.into())
    }

    /// Takes a member out.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        self.0.as_mut()?.members.remove(name)
    }

    /// Names and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0
            .iter()
            .flat_map(|kept| kept.members.iter())
            .map(|(name, value)| (name.as_str(), value))
    }

    pub(crate) fn remember_null(&mut self, name: &'static str) {
        self.0.get_or_insert_default().nulls.push(name);
    }

    pub(crate) fn has_null(&self, name: &str) -> bool {
        self.0
            .as_ref()
            .is_some_and(|kept| kept.nulls.contains(&name))
    }

    /// Whether there is nothing at all to write, remembered nulls included.
    #[inline]
    pub(crate) fn is_blank(&self) -> bool {
        self.0.is_none()
    }
}

impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<N: Into<String>, V: Into<Value>> FromIterator<(N, V)> for Extra {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(members: I) -> Self {
        let mut extra = Self::new();
        extra.extend(members);
        extra
    }
}

impl<N: Into<String>, V: Into<Value>> Extend<(N, V)> for Extra {
    fn extend<I: IntoIterator<Item = (N, V)>>(&mut self, members: I) {
        for (name, value) in members {
            self.insert(name, value);
        }
    }
}

impl Encode for Extra {
    fn view(&self) -> View<'_> {
        View::Extra(self)
    }
}
