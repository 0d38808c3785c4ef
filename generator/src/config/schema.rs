//! The JSON Schema of the configuration, by which editors complete and check it.

use serde_json::{Map, Value, json};

use crate::codes;
use crate::config::keys::{FORMAT_TYPES, Key, Kind, ROOT};

/// The schema, with a line break at its end.
pub fn schema() -> String {
    let mut schema = table(ROOT);
    schema.insert(
        "$schema".to_owned(),
        json!("http://json-schema.org/draft-07/schema#"),
    );
    schema.insert(
        "title".to_owned(),
        json!("The configuration of `cargo xtask codegen`"),
    );
    let code: Vec<String> = codes::ALL
        .iter()
        .map(|(code, _)| code.to_string())
        .collect();
    schema.insert("definitions".to_owned(), json!({"code": {"enum": code}}));
    // Printing a value cannot fail.
    let mut text = serde_json::to_string_pretty(&Value::Object(schema)).unwrap_or_default();
    text.push('\n');
    text
}

fn table(keys: &[Key]) -> Map<String, Value> {
    let properties: Map<String, Value> = keys
        .iter()
        .map(|key| {
            let mut schema = kind(&key.kind);
            schema.insert("description".to_owned(), json!(key.about));
            (key.name.to_owned(), Value::Object(schema))
        })
        .collect();
    object(json!({
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    }))
}

fn kind(kind_: &Kind) -> Map<String, Value> {
    match kind_ {
        Kind::Table(keys) => table(keys),
        Kind::Map(of) => object(json!({"type": "object", "additionalProperties": kind(of)})),
        Kind::List(of) => object(json!({"type": "array", "items": kind(of)})),
        Kind::Text => object(json!({"type": "string"})),
        Kind::OneOf(values) => object(json!({"enum": values})),
        Kind::FormatType => object(json!({
            "anyOf": [{"enum": FORMAT_TYPES}, {"type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*(::[A-Za-z_][A-Za-z0-9_]*)+$"}],
        })),
        Kind::RustName => {
            object(json!({"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_]{0,79}$"}))
        }
        Kind::CrateName => {
            object(json!({"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_-]{0,63}$"}))
        }
        Kind::Version => object(json!({
            "type": "string",
            "pattern": r"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)([-+].*)?$",
        })),
        Kind::Code => object(json!({"$ref": "#/definitions/code"})),
        Kind::CodeOrAll => {
            object(json!({"anyOf": [{"$ref": "#/definitions/code"}, {"const": super::ALL}]}))
        }
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}
