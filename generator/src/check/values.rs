//! Numbers and values of a schema that cannot be meant: a maximum below the minimum, a length below zero, a `default`
//! that the schema itself does not allow. Types come out all the same, so these are warnings.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
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
            say(document, node, message, "correct one of the two");
        }
    }
    for name in COUNTS {
        if let Some((node, count)) = number(name)
            && (count < 0.0 || count.fract() != 0.0)
        {
            let message = format!("`{name}` counts something, and this is no count");
            say(
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
        say(
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
        let help = "list the values, or remove it; any JSON value is taken";
        say(document, list, message, help);
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
    let problem = problem.or_else(|| {
        let list = tree
            .peek(schema, "enum")
            .filter(|list| tree.is_array(*list))?;
        // Nothing of this counts as use: it may be a schema that nothing refers to.
        let mut values = tree.children(list);
        let is_listed = *tree.value(default) == Value::Null
            || values.any(|item| is_same(document, item, default));
        (!is_listed).then(|| "not in the list of values".to_owned())
    });
    if let Some(problem) = problem {
        let message = format!("the `default` is {problem}");
        let help = "correct it, or what it contradicts; it is documented as it is";
        say(document, default, message, help);
    }
}

/// Whether two values are one; `1` and `1.0` are.
fn is_same(document: &Document, one: NodeId, other: NodeId) -> bool {
    let tree = &document.tree;
    let number = |node| tree.number(node)?.parse::<f64>().ok();
    match (number(one), number(other)) {
        (Some(one), Some(other)) => one == other,
        _ => tree.is_equal(one, other),
    }
}

fn say(document: &Document, node: NodeId, message: String, help: &str) {
    let warning = Diagnostic::warning(codes::CONTRADICTORY_SCHEMA, node, message);
    document.diagnostics.push(warning.help(help));
}
