//! What may stand in a configuration, as data: what is checked, and what editors are told.
//!
//! To let the configuration know a new key, add it here and read it in `config`; the test of the schema says how to
//! write that anew.

/// What stands under a key.
#[derive(Debug)]
pub(super) enum Kind {
    /// A table with keys of ours.
    Table(&'static [Key]),
    /// A table with keys of the author's own choice.
    Map(&'static Kind),
    /// A list.
    List(&'static Kind),
    /// A string.
    Text,
    /// One of these strings.
    OneOf(&'static [&'static str]),
    /// A name that cargo takes for a package.
    CrateName,
    /// A version as cargo has it.
    Version,
    /// The name of a format with a type, or the path of a Rust type.
    FormatType,
    /// A name in Rust.
    RustName,
    /// The code of a diagnostic.
    Code,
    /// The code of a diagnostic, or all of them.
    CodeOrAll,
}

/// A key of a table.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    /// What it is for, in a sentence or two.
    pub(super) about: &'static str,
}

const fn key(name: &'static str, kind: Kind, about: &'static str) -> Key {
    Key { name, kind, about }
}

/// What a `date-time` becomes.
const DATE_TIMES: &[&str] = &["jiff", "chrono", "time", "string"];

/// What a format may become.
pub(crate) const FORMAT_TYPES: &[&str] = &[
    "string",
    "date-time",
    "date",
    "uuid",
    "ipv4",
    "ipv6",
    "secret",
    "base64",
    "int64",
    "uint64",
];

/// The whole.
pub(super) const ROOT: &[Key] = &[
    key(
        "description",
        Kind::Text,
        "The path of the OpenAPI description, relative to this file.",
    ),
    key(
        "out",
        Kind::Text,
        "The folder of the crate, relative to this file. It belongs to codegen.",
    ),
    key(
        "overlays",
        Kind::List(&Kind::Text),
        "The paths of OpenAPI overlays, relative to this file, in the order in which they are applied.",
    ),
    key("crate", Kind::Table(CRATE), "The crate that is written."),
    key(
        "select",
        Kind::Table(SELECT),
        "Which operations are wanted; together they mean any of them. Without this, all are.",
    ),
    key("types", Kind::Table(TYPES), "What formats become in Rust."),
    key(
        "names",
        Kind::Map(&Kind::RustName),
        "Rust names in place of those that are made of the description's: for a component schema, for the method of an operation by its operationId, or for what a JSON Pointer names. With a capital at its start a name is of a type, and else of a field or a method.",
    ),
    key(
        "warnings",
        Kind::Table(WARNINGS),
        "Which warnings are kept, dropped or made errors.",
    ),
];

const CRATE: &[Key] = &[
    key(
        "name",
        Kind::CrateName,
        "Its name. Without this, it comes from the file's name or the API's title.",
    ),
    key("version", Kind::Version, "Its version; 0.1.0 without this."),
    key("license", Kind::Text, "Its license, as an SPDX expression."),
    key(
        "default-features",
        Kind::List(&Kind::Text),
        "Those of the features of groups that are on by default; all without this.",
    ),
];

const SELECT: &[Key] = &[
    key(
        "tags",
        Kind::List(&Kind::Text),
        "Operations with any of these tags.",
    ),
    key(
        "operations",
        Kind::List(&Kind::Text),
        "Operations with any of these values of operationId.",
    ),
    key(
        "paths",
        Kind::List(&Kind::Text),
        "Operations of any of these paths, as the description has them, or with `*` for the end.",
    ),
];

const TYPES: &[Key] = &[
    key(
        "date-time",
        Kind::OneOf(DATE_TIMES),
        "What a string of the format `date-time` becomes: `jiff::Timestamp`, a type around `chrono::DateTime` or `time::OffsetDateTime`, or a string as it is.",
    ),
    key(
        "formats",
        Kind::Map(&Kind::FormatType),
        "For formats of strings, known or not: the format whose type they take, or the path of a Rust type with FromStr and Display.",
    ),
    key(
        "dependencies",
        Kind::Map(&Kind::Text),
        "The packages of such Rust types, with their versions.",
    ),
];

const WARNINGS: &[Key] = &[
    key(
        "allow",
        Kind::List(&Kind::Code),
        "Warnings that are not said, such as `E0061`.",
    ),
    key(
        "allow-at",
        Kind::Map(&Kind::List(&Kind::Code)),
        "Warnings that are not said at a JSON Pointer of the description and below it.",
    ),
    key(
        "deny",
        Kind::List(&Kind::CodeOrAll),
        "Warnings that are errors; `warnings` stands for all that are not allowed.",
    ),
];

impl Kind {
    /// With its article, for messages.
    pub(super) fn describe(&self) -> &'static str {
        match self {
            Self::Table(_) | Self::Map(_) => "a table",
            Self::List(_) => "a list",
            Self::CrateName => "the name of a crate",
            Self::Version => "a version, as text",
            Self::Code | Self::CodeOrAll => "the code of a diagnostic",
            Self::FormatType => "the type of a format, as text",
            Self::RustName => "a name in Rust, as text",
            Self::Text | Self::OneOf(_) => "text",
        }
    }

    /// How it is written.
    pub(super) fn example(&self) -> &'static str {
        match self {
            Self::Table(_) | Self::Map(_) => "its keys below a line with its name in `[` and `]`",
            Self::List(_) => "the values in `[` and `]`, with commas between them",
            Self::Version => "`\"0.1.0\"`, in quotes",
            Self::Code | Self::CodeOrAll => "`\"E0061\"`, in quotes",
            Self::RustName => "`\"Prospect\"` or `\"phase\"`, in quotes",
            Self::CrateName | Self::FormatType | Self::Text | Self::OneOf(_) => "it in quotes",
        }
    }
}
