//! Strings that are not printed (`format: password`).

use std::fmt;

use super::reader::Reader;
use super::slot::{Decode, Encode, Failed, Fill, View};

/// A string that is sent, and not printed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The string itself. What is done with it from here on is the caller's.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Decode for Secret {
    fn read(from: &mut Reader<'_>) -> Result<Self, Failed> {
        String::read(from).map(Self)
    }
}

impl Fill for Secret {
    fn fill(_: &mut Reader<'_>) -> Self {
        Self(String::new())
    }
}

impl Encode for Secret {
    fn view(&self) -> View<'_> {
        View::Secret(&self.0)
    }
}
