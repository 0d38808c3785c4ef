//! Schemas of the description, compiled by the crate `jsonschema` where they stand.

use std::fmt;

use jsonschema::{Draft, Registry, Validator};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::place::Place;

/// The name the document is known by among the schemas; nothing is ever fetched by it.
const DOCUMENT: &str = "urn:description";

/// What a URI fragment may hold as it is (RFC 3986, 3.5), as far as JSON Pointers need it.
const FRAGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The document as a place to compile schemas from.
pub(super) struct Schemas {
    registry: Registry<'static>,
}

impl Schemas {
    /// Takes a copy of the document.
    pub(super) fn new(document: &Value) -> Self {
        let registry = Registry::new()
            .add(DOCUMENT, document.clone())
            .and_then(|registry| registry.prepare())
            .expect("the document can be referred to");
        Self { registry }
    }

    /// Compiles the schema at a place, with its references and formats (a `date-time` must be one).
    pub(super) fn compile(&self, place: &Place<'_>) -> Schema {
        let fragment = utf8_percent_encode(place.pointer(), FRAGMENT);
        let schema = json!({ "$ref": format!("{DOCUMENT}#{fragment}") });
        let validator = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .with_registry(&self.registry)
            .should_validate_formats(true)
            .offline()
            .build(&schema)
            .unwrap_or_else(|error| panic!("the schema at `{}`: {error}", place.pointer()));
        Schema {
            pointer: place.pointer().to_owned(),
            is_text: place.value().get("type") == Some(&json!("string")),
            validator,
        }
    }
}

/// One compiled schema.
pub(super) struct Schema {
    pointer: String,
    is_text: bool,
    validator: Validator,
}

impl Schema {
    /// What is wrong with a value, each as a sentence that begins with `what`.
    pub(super) fn check(&self, what: &str, value: &Value) -> Vec<String> {
        self.validator
            .iter_errors(value)
            .map(|error| format!("{what}{}: {error}", error.instance_path()))
            .collect()
    }

    /// The same for a value that travelled as text: a number or a boolean, unless the schema wants a string.
    pub(super) fn check_text(&self, what: &str, text: &str) -> Vec<String> {
        let plain = if self.is_text {
            None
        } else {
            serde_json::from_str(text).ok()
        };
        self.check(what, &plain.unwrap_or_else(|| json!(text)))
    }
}

impl fmt::Debug for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Schema({})", self.pointer)
    }
}
