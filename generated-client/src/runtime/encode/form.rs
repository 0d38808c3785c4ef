//! `application/x-www-form-urlencoded` bodies.

use serde_json::Value;

use super::style::{self, Escape};
use crate::runtime::api::{FieldEncoding, Style};

/// The members of an object, each by its own encoding: `form`, exploded, where none is given (OpenAPI 3.1, 4.8.15).
///
/// A member that is an object and has no encoding of its own goes down with brackets, as servers of such forms expect.
pub(crate) fn encode(value: &Value, fields: &[FieldEncoding]) -> Result<String, String> {
    let members = match value {
        Value::Object(members) => members,
        Value::Null => return Ok(String::new()),
        _ => return Err("a form needs an object".to_owned()),
    };
    let mut pairs = Vec::new();
    for (name, value) in members {
        let field = fields.iter().find(|field| field.name == name);
        let nested = value.is_object()
            || value
                .as_array()
                .is_some_and(|list| list.iter().any(is_deep));
        let (style, allow_reserved) = match field {
            Some(field) => (field.style, field.allow_reserved),
            None if nested => (Style::DeepObject, false),
            None => (Style::Form { explode: true }, false),
        };
        pairs.extend(style::pairs(
            name,
            value,
            style,
            Escape::query(allow_reserved),
        ));
    }
    Ok(join(&pairs, "&"))
}

fn is_deep(value: &Value) -> bool {
    value.is_object() || value.is_array()
}

/// `name=value` pairs, both encoded already, one after the other.
pub(crate) fn join(pairs: &[(String, String)], divider: &str) -> String {
    let pairs = pairs.iter().map(|(name, value)| format!("{name}={value}"));
    pairs.collect::<Vec<_>>().join(divider)
}
