//! What the caller has chosen for formats of strings, where it is not the usual type.

use std::collections::BTreeMap;

/// The types that the caller has chosen for formats of strings, known ones or not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Formats {
    /// By the format, in lower case.
    pub by_name: BTreeMap<String, FormatType>,
}

/// A type that a format may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "named after the formats that have these types anyway"
)]
pub enum FormatType {
    String,
    DateTime,
    Date,
    Uuid,
    Ipv4,
    Ipv6,
    Secret,
    Base64,
    Int64,
    Uint64,
}

impl FormatType {
    /// The type of this name, as a configuration has it.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "string" => Self::String,
            "date-time" => Self::DateTime,
            "date" => Self::Date,
            "uuid" => Self::Uuid,
            "ipv4" => Self::Ipv4,
            "ipv6" => Self::Ipv6,
            "secret" => Self::Secret,
            "base64" => Self::Base64,
            "int64" => Self::Int64,
            "uint64" => Self::Uint64,
            _ => return None,
        })
    }

    /// What a `date-time` becomes with this choice.
    pub(crate) fn named_date_time(name: &str) -> Option<Self> {
        match name {
            "jiff" => Some(Self::DateTime),
            "string" => Some(Self::String),
            _ => None,
        }
    }
}

impl Formats {
    /// What was chosen for a format, in whatever case it is written.
    pub(crate) fn of(&self, format: &str) -> Option<FormatType> {
        if self.by_name.is_empty() {
            return None;
        }
        self.by_name.get(&format.to_ascii_lowercase()).copied()
    }
}
