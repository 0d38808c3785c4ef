//! Numbers and values of a schema that cannot be meant: a maximum below the minimum, a length below zero, a `default`
//! that the schema itself does not allow. Types come out all the same. What JSON Schema forbids is a fault; the rest is
//! advice, because a schema that no value fits is a schema.

use crate::codes;
use crate::diagnostic::{Diagnostic, and};
use crate::document::{Document, Version};
use crate::tree::{NodeId, Value};

/// Bounds that belong together.
const BOUNDS: &[(&str, &str)] = &[
    ("minimum", "maximum"),
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
];
/// Keywords that count something.
const COUNTS: &[&str] = &[
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
];

/// Checks a Schema Object.
pub(super) fn check(document: &Document, schema: NodeId) {
    let tree = &document.tree;
    let number = |name: &str| {
        let node = tree.peek(schema, name)?;
        match tree.value(node) {
            Value::Number(text) => Some((node, text.parse::<f64>().ok()?)),
            _ => None,
        }
    };
    for (least, most) in BOUNDS {
        if let (Some((_, low)), Some((node, high))) = (number(least), number(most))
            && low > high
        {
            let message = format!("`{most}` is less than `{least}`, so no value is valid");
            advise(document, node, message, "correct one of the two");
        }
    }
    for name in COUNTS {
        if let Some((node, count)) = number(name)
            && (count < 0.0 || count.fract() != 0.0)
        {
            let message = format!("`{name}` counts something, and this is no count");
            refuse(
                document,
                node,
                message,
                "write 0, 1, 2 or more, or remove it",
            );
        }
    }
    if let Some((node, step)) = number("multipleOf")
        && step <= 0.0
    {
        let message =
            "`multipleOf` is not above zero, and nothing is a multiple of that".to_owned();
        refuse(
            document,
            node,
            message,
            "write a number above zero, or remove it",
        );
    }
    check_list(document, schema);
    check_default(document, schema);
}

fn check_list(document: &Document, schema: NodeId) {
    let tree = &document.tree;
    if let Some(list) = tree.peek(schema, "enum")
        && tree.is_array(list)
        && tree.children(list).next().is_none()
    {
        let message = "`enum` lists no value, so none is valid".to_owned();
        let help = "list the values, or remove it";
        // JSON Schema asked for one up to the draft that OpenAPI 3.0 has; since then it only wants one.
        match document.version {
            Version::V3_0 => refuse(document, list, message, help),
            Version::V3_1 => advise(document, list, message, help),
        }
    }
}

fn check_default(document: &Document, schema: NodeId) {
    let tree = &document.tree;
    let Some(default) = tree.peek(schema, "default") else {
        return;
    };
    let ty = tree.peek(schema, "type").and_then(|ty| tree.str(ty));
    let format = tree.peek(schema, "format").and_then(|it| tree.str(it));
    let problem = match (ty, tree.value(default)) {
        (_, Value::Null) | (None, _) => None,
        (Some("string"), Value::String(_))
        | (Some("boolean"), Value::Bool(_))
        | (Some("array"), Value::Array)
        | (Some("object"), Value::Object)
        | (Some("number"), Value::Number(_)) => None,
        (Some("integer"), Value::Number(text)) => {
            let number = text.parse::<f64>().unwrap_or_default();
            let is_large = format == Some("int32") && i32::try_from(number as i64).is_err();
            match (number.fract() != 0.0, is_large) {
                (true, _) => Some("no integer".to_owned()),
                (_, true) => Some("more than 32 bits hold".to_owned()),
                _ => None,
            }
        }
        (Some(ty @ ("string" | "boolean" | "array" | "object" | "number" | "integer")), _) => {
            Some(format!("not of the type `{ty}`"))
        }
        (Some(_), _) => None,
    };
    if let Some(problem) = problem {
        let message = format!("the `default` is {problem}");
        let help = "correct it, or what it contradicts";
        // OpenAPI 3.0, 4.7.24.1: it must conform to the type. JSON Schema, and so 3.1, only wants it.
        match document.version {
            Version::V3_0 => refuse(document, default, message, help),
            Version::V3_1 => advise(document, default, message, help),
        }
        return;
    }
    let is_missing = || {
        let list = tree
            .peek(schema, "enum")
            .filter(|list| tree.is_array(*list))?;
        let value = tree.to_json(default);
        let mut values = tree.children(list).map(|item| tree.to_json(item));
        let is_listed = value.is_null() || values.any(|item| item == value);
        Some(!is_listed)
    };
    if is_missing() == Some(true) {
        let message = "the `default` is not in the list of values".to_owned();
        advise(document, default, message, "correct it, or what it contradicts");
    }
}

const READING: &str = "it is documented as it is, and changes no type";

/// Says that something cannot be meant, though no rule forbids it.
fn advise(document: &Document, node: NodeId, message: String, help: &str) {
    let warning = Diagnostic::warning(codes::CONTRADICTORY_SCHEMA, node, message);
    document.diagnostics.push(warning.help(and(help, READING)));
}

/// Says that a rule forbids something.
fn refuse(document: &Document, node: NodeId, message: String, help: &str) {
    let error = Diagnostic::error(codes::CONTRADICTORY_SCHEMA, node, message);
    document.slip(error.help(help), READING);
}
