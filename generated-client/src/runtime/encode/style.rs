//! The table of styles (OpenAPI 3.1, 4.8.12.4).
//!
//! A value is a scalar, a list or an object of scalars; what lies deeper has no form in the specification and is written
//! as JSON text, but for `deepObject`, where each level adds a pair of brackets.

use serde_json::Value;

use super::{percent, percent_reserved};
use crate::runtime::api::Style;

/// How far `deepObject` goes down before the rest is written as JSON text.
const DEPTH: usize = 16;

/// A value, as far as the table looks into it.
enum Plain {
    /// `null`, and lists and objects with nothing in them: not sent.
    Nothing,
    Scalar(String),
    List(Vec<String>),
    Object(Vec<(String, String)>),
}

/// How names and values are escaped.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Escape {
    /// Percent-encoded.
    Percent,
    /// The same, but for reserved characters in values (`allowReserved`).
    PercentButReserved,
    /// Not at all, for what is not sent in a URL.
    Nothing,
}

impl Escape {
    pub(crate) fn query(allow_reserved: bool) -> Self {
        match allow_reserved {
            true => Self::PercentButReserved,
            false => Self::Percent,
        }
    }

    fn name(self, name: &str) -> String {
        match self {
            Self::Percent | Self::PercentButReserved => percent(name),
            Self::Nothing => name.to_owned(),
        }
    }

    fn value(self, value: &str) -> String {
        match self {
            Self::Percent => percent(value),
            Self::PercentButReserved => percent_reserved(value),
            Self::Nothing => value.to_owned(),
        }
    }
}

/// Names and values, both escaped, for a query, a cookie or a form.
pub(crate) fn pairs(
    name: &str,
    value: &Value,
    style: Style,
    escape: Escape,
) -> Vec<(String, String)> {
    let one = |value: String| vec![(escape.name(name), value)];
    let (delimiter, explode) = match style {
        Style::Json => return one(escape.value(&value.to_string())),
        Style::DeepObject if value.is_object() || value.is_array() => {
            let mut out = Vec::new();
            deep(escape.name(name), value, escape, DEPTH, &mut out);
            return out;
        }
        Style::SpaceDelimited { explode } => (escape.name(" "), explode),
        Style::PipeDelimited { explode } => (escape.name("|"), explode),
        Style::Form { explode }
        | Style::Simple { explode }
        | Style::Label { explode }
        | Style::Matrix { explode } => (",".to_owned(), explode),
        Style::DeepObject => (",".to_owned(), true),
    };
    match plain(value) {
        Plain::Nothing => Vec::new(),
        Plain::Scalar(text) => one(escape.value(&text)),
        Plain::List(list) if explode => list
            .iter()
            .map(|text| (escape.name(name), escape.value(text)))
            .collect(),
        Plain::List(list) => one(join(list.iter().map(|text| escape.value(text)), &delimiter)),
        Plain::Object(members) if explode => members
            .iter()
            .map(|(name, text)| (escape.name(name), escape.value(text)))
            .collect(),
        Plain::Object(members) => {
            let flat = members
                .iter()
                .flat_map(|(name, text)| [escape.value(name), escape.value(text)]);
            one(join(flat, &delimiter))
        }
    }
}

/// Text for a path or a header: `simple`, `label` and `matrix`. `None` where there is nothing to send.
pub(crate) fn text(
    name: &str,
    value: &Value,
    style: Style,
    encode: fn(&str) -> String,
) -> Option<String> {
    let (prefix, divider, explode) = match style {
        Style::Json => return Some(encode(&value.to_string())),
        // The usual case, with nothing around it.
        Style::Simple { .. } if value.is_string() => return value.as_str().map(encode),
        Style::Label { explode } => (".", if explode { "." } else { "," }, explode),
        Style::Matrix { explode } => return matrix(&encode(name), plain(value), explode, encode),
        Style::Simple { explode } | Style::Form { explode } => ("", ",", explode),
        _ => ("", ",", false),
    };
    let body = match plain(value) {
        Plain::Nothing => return None,
        Plain::Scalar(text) => encode(&text),
        Plain::List(list) => join(list.iter().map(|text| encode(text)), divider),
        Plain::Object(members) if explode => join(
            members
                .iter()
                .map(|(name, text)| format!("{}={}", encode(name), encode(text))),
            divider,
        ),
        Plain::Object(members) => join(
            members
                .iter()
                .flat_map(|(name, text)| [encode(name), encode(text)]),
            divider,
        ),
    };
    Some(format!("{prefix}{body}"))
}

/// `;name=value`, and only `;name` where the value is empty.
fn matrix(name: &str, value: Plain, explode: bool, encode: fn(&str) -> String) -> Option<String> {
    let pair = |name: &str, value: String| match value.as_str() {
        "" => format!(";{name}"),
        value => format!(";{name}={value}"),
    };
    Some(match value {
        Plain::Nothing => return None,
        Plain::Scalar(text) => pair(name, encode(&text)),
        Plain::List(list) if explode => list.iter().map(|text| pair(name, encode(text))).collect(),
        Plain::List(list) => pair(name, join(list.iter().map(|text| encode(text)), ",")),
        Plain::Object(members) if explode => members
            .iter()
            .map(|(name, text)| pair(&encode(name), encode(text)))
            .collect(),
        Plain::Object(members) => {
            let flat = members
                .iter()
                .flat_map(|(name, text)| [encode(name), encode(text)]);
            pair(name, join(flat, ","))
        }
    })
}

/// `name[member]=value`, and `name[0]=value` for the elements of a list.
fn deep(
    name: String,
    value: &Value,
    escape: Escape,
    depth: usize,
    out: &mut Vec<(String, String)>,
) {
    let inner = |key: &str| format!("{name}{}", escape.name(&format!("[{key}]")));
    match value {
        Value::Object(members) if depth > 0 => {
            for (key, value) in members {
                deep(inner(key), value, escape, depth - 1, out);
            }
        }
        Value::Array(elements) if depth > 0 => {
            for (index, value) in elements.iter().enumerate() {
                deep(inner(&index.to_string()), value, escape, depth - 1, out);
            }
        }
        value => out.extend(scalar(value).map(|text| (name, escape.value(&text)))),
    }
}

fn plain(value: &Value) -> Plain {
    match value {
        Value::Array(elements) => match elements.iter().filter_map(scalar).collect::<Vec<_>>() {
            list if list.is_empty() => Plain::Nothing,
            list => Plain::List(list),
        },
        Value::Object(members) => {
            let members = members
                .iter()
                .filter_map(|(name, value)| Some((name.clone(), scalar(value)?)));
            match members.collect::<Vec<_>>() {
                members if members.is_empty() => Plain::Nothing,
                members => Plain::Object(members),
            }
        }
        value => scalar(value).map_or(Plain::Nothing, Plain::Scalar),
    }
}

/// A scalar as text, anything deeper as JSON text, `null` as nothing.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        value => Some(value.to_string()),
    }
}

fn join(parts: impl Iterator<Item = String>, divider: &str) -> String {
    parts.collect::<Vec<_>>().join(divider)
}
