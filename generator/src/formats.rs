//! What the caller has chosen for formats of strings, where it is not the usual type.

use std::collections::BTreeMap;

/// The types that the caller has chosen for formats of strings, known ones or not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Formats {
    /// By the format, in lower case.
    pub by_name: BTreeMap<String, FormatType>,
}

/// A type that a format may have.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    Chrono,
    Time,
    /// The type at this path, of another crate; it has `FromStr` and `Display`.
    Path(String),
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
            path if is_path(path) => Self::Path(path.to_owned()),
            _ => return None,
        })
    }

    /// What a `date-time` becomes with this choice.
    pub(crate) fn named_date_time(name: &str) -> Option<Self> {
        match name {
            "jiff" => Some(Self::DateTime),
            "chrono" => Some(Self::Chrono),
            "time" => Some(Self::Time),
            "string" => Some(Self::String),
            _ => None,
        }
    }
}

impl Formats {
    /// What was chosen for a format, in whatever case it is written.
    pub(crate) fn of(&self, format: &str) -> Option<&FormatType> {
        if self.by_name.is_empty() {
            return None;
        }
        self.by_name.get(&format.to_ascii_lowercase())
    }
}

/// Types that members can have anyway; the names of their formats stand for them.
const KNOWN: &[&str] = &[
    "jiff::Timestamp",
    "jiff::civil::Date",
    "std::net::Ipv4Addr",
    "std::net::Ipv6Addr",
    "std::string::String",
    "uuid::Uuid",
];

/// Whether this is the path of a type, from its crate on, and of none that is known by a name of its own.
pub(crate) fn is_path(text: &str) -> bool {
    const LONGEST: usize = 200;
    let is_word = |word: &str| {
        let starts = word.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
        let is_keyword = matches!(word, "_" | "crate" | "self" | "super" | "Self");
        let is_sound = word
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        starts && is_sound && !is_keyword
    };
    let is_sound = text.contains("::") && text.split("::").all(is_word);
    is_sound && text.len() <= LONGEST && !KNOWN.contains(&text)
}
