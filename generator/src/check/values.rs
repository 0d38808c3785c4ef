//! Numbers and values of a schema that cannot be meant: a maximum below the minimum, a length below zero, a `default`
//! that the schema itself does not allow. Types come out all the same. What JSON Schema forbids is a fault; the rest is
//! advice, because a schema that no value fits is a schema.

use crate::codes;
use crate::diagnostic::Diagnostic;
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

const UNCHANGED: &str = "the type is the same without it";
const DOCUMENTED: &str = "it is documented as it is";

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
            let help = "correct one of the two";
            say(document, Rule::Kept, node, message, help, UNCHANGED);
        }
    }
    for name in COUNTS {
        if let Some((node, count)) = number(name)
            && (count < 0.0 || count.fract() != 0.0)
        {
            let message = format!("`{name}` counts something, and this is no count");
            let help = "write 0, 1, 2 or more, or remove it";
            say(document, Rule::Broken, node, message, help, UNCHANGED);
        }
    }
    if let Some((node, step)) = number("multipleOf")
        && step <= 0.0
    {
        let message =
            "`multipleOf` is not above zero, and nothing is a multiple of that".to_owned();
        let help = "write a number above zero, or remove it";
        say(document, Rule::Broken, node, message, help, UNCHANGED);
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
        let reading = "any JSON value is taken";
        say(
            document,
            Rule::of_3_0(document),
            list,
            message,
            help,
            reading,
        );
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
        say(
            document,
            Rule::of_3_0(document),
            default,
            message,
            help,
            DOCUMENTED,
        );
        return;
    }
    let is_missing = || {
        let list = tree
            .peek(schema, "enum")
            .filter(|list| tree.is_array(*list))?;
        // Nothing of this counts as use: it may be a schema that nothing refers to.
        let mut values = tree.children(list);
        let is_listed = *tree.value(default) == Value::Null
            || values.any(|item| is_same(document, item, default));
        Some(!is_listed)
    };
    if is_missing() == Some(true) {
        let message = "the `default` is not in the list of values".to_owned();
        let help = "correct it, or what it contradicts";
        say(document, Rule::Kept, default, message, help, DOCUMENTED);
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

/// Whether a rule forbids it.
#[derive(Clone, Copy)]
enum Rule {
    /// JSON Schema, or OpenAPI, says that it must not be.
    Broken,
    /// It cannot be meant, but it is allowed.
    Kept,
}

impl Rule {
    /// Of what only the drafts of JSON Schema forbid that OpenAPI 3.0 goes by, or that itself.
    fn of_3_0(document: &Document) -> Self {
        match document.version {
            Version::V3_0 => Self::Broken,
            Version::V3_1 => Self::Kept,
        }
    }
}

fn say(document: &Document, rule: Rule, node: NodeId, message: String, help: &str, reading: &str) {
    let error = Diagnostic::error(codes::CONTRADICTORY_SCHEMA, node, message).help(help);
    match rule {
        Rule::Broken => document.slip(error, reading),
        Rule::Kept => document.diagnostics.push(error.read_as(reading)),
    }
}
