//! The independent judge of what is valid: the crate `jsonschema`, on the description's own schemas.

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Map, Value, json};

use super::description::Description;

/// The name the description is known by among the schemas; nothing is ever fetched by it.
const DOCUMENT: &str = "urn:description";

/// Makes a judge for each component.
pub struct Judges {
    registry: Option<Registry<'static>>,
}

impl Judges {
    /// Takes a copy of the description, as JSON Schema 2020-12.
    pub fn new(description: &Description) -> Self {
        let mut root = description.root().clone();
        // Of the rest only what a reference of a schema leads to counts, and few lead there.
        if let Some(schemas) = root
            .pointer_mut("/components/schemas")
            .and_then(Value::as_object_mut)
        {
            for schema in schemas.values_mut() {
                modernize(schema, description.is_3_0);
            }
        }
        let registry = Registry::new()
            .add(DOCUMENT, root)
            .and_then(|registry| registry.prepare());
        Self {
            registry: registry.ok(),
        }
    }

    /// The judge of a component; `None` where its schema, or one that it refers to, is no JSON Schema.
    pub fn of(&self, component: &str) -> Option<Validator> {
        let pointer = component.replace('~', "~0").replace('/', "~1");
        let fragment = encoded(&pointer);
        let schema = json!({ "$ref": format!("{DOCUMENT}#/components/schemas/{fragment}") });
        jsonschema::options()
            .with_draft(Draft::Draft202012)
            .with_registry(self.registry.as_ref()?)
            .should_validate_formats(true)
            // OpenAPI's own, which JSON Schema does not know.
            .with_format("byte", is_base64)
            .offline()
            .build(&schema)
            .ok()
    }
}

fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let is_digit = |c: char| c.is_ascii_alphanumeric() || "+/-_".contains(c);
    digits.chars().all(is_digit) && digits.len() % 4 != 1 && text.len().is_multiple_of(4)
}

/// Percent-encodes what a URI fragment may not hold as it is.
fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => encoded.push(byte.into()),
            _ if byte.is_ascii_alphanumeric() => encoded.push(byte.into()),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// Keywords with a schema, with a list of them, and with a map of them.
const ONE: &[&str] = &[
    "items",
    "additionalProperties",
    "not",
    "contains",
    "propertyNames",
    "unevaluatedProperties",
    "unevaluatedItems",
    "if",
    "then",
    "else",
];
const LIST: &[&str] = &["allOf", "oneOf", "anyOf", "prefixItems"];
const MAP: &[&str] = &[
    "properties",
    "patternProperties",
    "$defs",
    "dependentSchemas",
];

/// Turns a schema of OpenAPI 3.0 into one of 2020-12; one of 3.1 stays as it is, but for what is no JSON Schema of that
/// draft at all.
fn modernize(schema: &mut Value, is_3_0: bool) {
    let Value::Object(members) = schema else {
        return;
    };
    if is_3_0 {
        if let Some(reference) = members.remove("$ref") {
            *members = Map::from_iter([("$ref".to_owned(), reference)]);
            return;
        }
        add_null(members);
    }
    // JSON Schema had these beside a limit up to its draft 4, and OpenAPI up to 3.0; descriptions of 3.1 have them, too.
    for (exclusive, limit) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        match members.get(exclusive) {
            Some(Value::Bool(true)) => {
                members.remove(exclusive);
                if let Some(limit) = members.remove(limit) {
                    members.insert(exclusive.to_owned(), limit);
                }
            }
            Some(Value::Bool(false)) => _ = members.remove(exclusive),
            _ => {}
        }
    }
    match members.get_mut("required") {
        // JSON Schema wants each name once, and the validator counts on it.
        Some(Value::Array(names)) => {
            let mut seen = Vec::new();
            names.retain(|name| {
                let is_new = !seen.contains(name);
                seen.push(name.clone());
                is_new
            });
        }
        // A leftover of older drafts that says nothing about this schema.
        Some(_) => _ = members.remove("required"),
        None => {}
    }
    // The discriminator says which one it is, even where the value would be valid as another, too.
    if members.contains_key("discriminator")
        && !members.contains_key("anyOf")
        && let Some(branches) = members.remove("oneOf")
    {
        members.insert("anyOf".to_owned(), branches);
    }
    for (keyword, value) in members.iter_mut() {
        match (keyword.as_str(), value) {
            (keyword, value @ Value::Object(_)) if ONE.contains(&keyword) => {
                modernize(value, is_3_0)
            }
            (keyword, Value::Array(list)) if LIST.contains(&keyword) => {
                list.iter_mut().for_each(|schema| modernize(schema, is_3_0));
            }
            (keyword, Value::Object(map)) if MAP.contains(&keyword) => {
                map.values_mut()
                    .for_each(|schema| modernize(schema, is_3_0));
            }
            _ => {}
        }
    }
}

/// What 3.0 calls `nullable` counts only beside a `type`, and does not add to an `enum` (3.0.3, Schema Object).
fn add_null(members: &mut Map<String, Value>) {
    let is_nullable = members.remove("nullable") == Some(Value::Bool(true));
    if let (true, Some(kind @ Value::String(_))) = (is_nullable, members.get("type")) {
        let kinds = json!([kind, "null"]);
        members.insert("type".to_owned(), kinds);
    }
}
