//! Sets of JSON kinds, and how `type` and the other keywords narrow them.
//!
//! `number` holds `integer` in it, so that what both of two schemas allow is the intersection of the sets.

use super::Lowering;
use super::all_of::Part;
use crate::check::types;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Schema;
use crate::ir::{JsonKinds, Ty};
use crate::tree::NodeId;

pub(super) const NONE: JsonKinds = JsonKinds {
    null: false,
    boolean: false,
    integer: false,
    number: false,
    string: false,
    array: false,
    object: false,
};

pub(super) const ALL: JsonKinds = JsonKinds {
    null: true,
    boolean: true,
    integer: true,
    number: true,
    string: true,
    array: true,
    object: true,
};

/// The set of one `type`; `None` where it is none of JSON Schema's. Other spellings are met in real documents.
pub(super) fn of_type(name: &str) -> Option<JsonKinds> {
    Some(match name {
        "null" => JsonKinds { null: true, ..NONE },
        "boolean" => BOOLEAN,
        "integer" => INTEGER,
        "number" => NUMBER,
        "string" => STRING,
        "array" => ARRAY,
        "object" => OBJECT,
        _ => return None,
    })
}

pub(super) const BOOLEAN: JsonKinds = JsonKinds {
    boolean: true,
    ..NONE
};
pub(super) const INTEGER: JsonKinds = JsonKinds {
    integer: true,
    ..NONE
};
pub(super) const NUMBER: JsonKinds = JsonKinds {
    integer: true,
    number: true,
    ..NONE
};
pub(super) const STRING: JsonKinds = JsonKinds {
    string: true,
    ..NONE
};
pub(super) const ARRAY: JsonKinds = JsonKinds {
    array: true,
    ..NONE
};
pub(super) const OBJECT: JsonKinds = JsonKinds {
    object: true,
    ..NONE
};

/// The kinds of a value.
pub(super) fn of_value(value: &serde_json::Value) -> JsonKinds {
    match value {
        serde_json::Value::Null => JsonKinds { null: true, ..NONE },
        serde_json::Value::Bool(_) => BOOLEAN,
        serde_json::Value::Number(number) if number.is_f64() => NUMBER,
        serde_json::Value::Number(_) => INTEGER,
        serde_json::Value::String(_) => STRING,
        serde_json::Value::Array(_) => ARRAY,
        serde_json::Value::Object(_) => OBJECT,
    }
}

/// What is in both.
pub(super) fn both(a: JsonKinds, b: JsonKinds) -> JsonKinds {
    JsonKinds {
        null: a.null && b.null,
        boolean: a.boolean && b.boolean,
        integer: a.integer && b.integer,
        number: a.number && b.number,
        string: a.string && b.string,
        array: a.array && b.array,
        object: a.object && b.object,
    }
}

/// The set without `null`.
pub(super) fn without_null(kinds: JsonKinds) -> JsonKinds {
    JsonKinds {
        null: false,
        ..kinds
    }
}

/// The kinds one by one, in a fixed order; `integer` only where `number` is not in the set.
pub(super) fn each(kinds: JsonKinds) -> Vec<JsonKinds> {
    let number = if kinds.number { NUMBER } else { INTEGER };
    [
        (kinds.string, STRING),
        (kinds.integer, number),
        (kinds.boolean, BOOLEAN),
        (kinds.array, ARRAY),
        (kinds.object, OBJECT),
    ]
    .into_iter()
    .filter_map(|(there, kind)| there.then_some(kind))
    .collect()
}

impl<'d> Lowering<'d> {
    /// The kinds that a flat conjunction allows, `null` left out unless it is all there is; `None` where it says
    /// nothing about them. Where parts contradict each other, the later one is right.
    pub(super) fn kinds(&self, flat: &[Part]) -> Option<JsonKinds> {
        let schemas = self.read(flat);
        let stated =
            |schema: &Schema<'d>| self.stated_kinds(schema).map(|kinds| (kinds, schema.node));
        let stated: Vec<_> = schemas.iter().filter_map(stated).collect();
        if stated.is_empty() {
            return schemas
                .iter()
                .filter_map(implied_kinds)
                .reduce(JsonKinds::or);
        }
        let mut all = ALL;
        for (kinds, node) in stated {
            let narrowed = both(all, kinds);
            all = if narrowed == NONE {
                self.conflict(
                    node,
                    "this `type` contradicts another schema that holds of the same value",
                );
                kinds
            } else {
                narrowed
            };
        }
        let rest = without_null(all);
        Some(if rest == NONE { all } else { rest })
    }

    /// The kinds in `type`. Names that JSON Schema does not have were spoken of, and are read as what they must mean.
    fn stated_kinds(&self, schema: &Schema<'d>) -> Option<JsonKinds> {
        let mut all = None;
        for (name, _) in schema.types() {
            let kinds = of_type(name).or_else(|| of_type(types::meant(name)?))?;
            all = Some(all.unwrap_or(NONE).or(kinds));
        }
        all
    }

    fn conflict(&self, node: NodeId, message: &str) {
        if self.once(node) {
            self.doc.diagnostics.push(
                Diagnostic::warning(codes::CONFLICTING_ALL_OF, node, message)
                    .help("the later one is taken"),
            );
        }
    }
}

/// The kinds that a schema without `type` is about, by the keywords it uses.
fn implied_kinds(schema: &Schema<'_>) -> Option<JsonKinds> {
    let tree = &schema.doc.tree;
    let typed = |keyword: Option<NodeId>| keyword.is_some_and(|node| tree.is_object(node));
    let has = |keywords: &[Option<NodeId>]| keywords.iter().any(Option::is_some);
    let object = has(&[
        schema.properties,
        schema.required,
        schema.pattern_properties,
        schema.property_names,
        schema.min_properties,
        schema.max_properties,
    ]) || typed(schema.additional_properties);
    let array = has(&[
        schema.items,
        schema.prefix_items,
        schema.contains,
        schema.min_items,
        schema.max_items,
        schema.unique_items,
    ]);
    let number = has(&[
        schema.minimum,
        schema.maximum,
        schema.exclusive_minimum,
        schema.exclusive_maximum,
        schema.multiple_of,
    ]);
    let string = has(&[
        schema.min_length,
        schema.max_length,
        schema.pattern,
        schema.content_encoding,
        schema.content_media_type,
    ]);
    [
        (object, OBJECT),
        (array, ARRAY),
        (number, NUMBER),
        (string, STRING),
    ]
    .into_iter()
    .filter_map(|(there, kinds)| there.then_some(kinds))
    .chain(
        schema
            .text(schema.format)
            .map(super::scalar::kinds_of_format),
    )
    .reduce(JsonKinds::or)
}

/// The type of a scalar that is always the same.
pub(super) fn plain_type(value: &serde_json::Value) -> Ty {
    match value {
        serde_json::Value::String(_) => Ty::String,
        serde_json::Value::Bool(_) => Ty::Bool,
        serde_json::Value::Number(number) if number.is_i64() => Ty::I64,
        serde_json::Value::Number(number) if number.is_u64() => Ty::U64,
        serde_json::Value::Number(_) => Ty::F64,
        _ => Ty::Any,
    }
}
