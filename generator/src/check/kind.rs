//! Values of the wrong kind: a list where an object belongs, a number where a string does.

use crate::check::{called, weight};
use crate::codes;
use crate::diagnostic::{AS_A_LIST, Diagnostic};
use crate::document::Document;
use crate::document::shape::{Kind, Shape, Type, Weight};
use crate::tree::{NodeId, Tree, Value};

const READING: &str = "it is read as if it were not there";

/// Compares a value with what belongs there; whether it is an object or list that can be looked into.
pub(super) fn check(document: &mut Document, node: NodeId, shape: &'static Shape) -> bool {
    let value = document.tree.value(node);
    match (shape, value) {
        (Shape::Any, _) => false,
        // Which has been said, with what it is read as.
        _ if document.tree.peek(document.root, "openapi") == Some(node) => false,
        (Shape::Object(_) | Shape::Map(_), Value::Object) | (Shape::List(_), Value::Array) => true,
        (Shape::Object(Kind::Schema), Value::Bool(_)) => false,
        (Shape::Choice(types, _), value) if is_one_of(value, types) => false,
        (Shape::Choice(_, other @ Shape::List(_)), Value::Array) => check(document, node, other),
        (Shape::Scalar(types), value) if is_one_of(value, types) => false,
        // A reference in place of a list leads to one in another file.
        (Shape::List(_), Value::Object) if document.targets.contains_key(&node) => false,
        (Shape::List(Shape::Object(_)), Value::Object) if holds_objects(&document.tree, node) => {
            say_object_of_elements(document, node);
            false
        }
        (_, Value::Null) => {
            say_empty(document, node);
            false
        }
        (Shape::Scalar(types), _) => {
            match read_as(document.tree.value(node), types) {
                Some(meant) => correct(document, node, types, meant),
                None => say_wrong_scalar(document, node, types),
            }
            false
        }
        (Shape::Object(Kind::Schema), Value::String(text))
            if matches!(&**text, "true" | "false") =>
        {
            let meant = Value::Bool(&**text == "true");
            correct(document, node, &[Type::Bool], meant);
            false
        }
        _ => {
            say_wrong_structure(document, node, shape);
            false
        }
    }
}

fn is_one_of(value: &Value, types: &[Type]) -> bool {
    types.iter().any(|ty| {
        matches!(
            (ty, value),
            (Type::Text, Value::String(_))
                | (Type::Number, Value::Number(_))
                | (Type::Bool, Value::Bool(_))
        )
    })
}

/// What a scalar of another type is plainly meant as.
fn read_as(value: &Value, types: &[Type]) -> Option<Value> {
    types.iter().find_map(|ty| match (ty, value) {
        (Type::Text, Value::Number(text)) => Some(Value::String(text.clone())),
        (Type::Text, Value::Bool(value)) => Some(Value::String(value.to_string().into())),
        (Type::Number, Value::String(text)) => {
            serde_json::from_str::<serde_json::Number>(text.trim())
                .ok()
                .map(|_| Value::Number(text.trim().into()))
        }
        (Type::Bool, Value::String(text)) => match text.trim().to_ascii_lowercase().as_str() {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            _ => None,
        },
        _ => None,
    })
}

/// Reads a scalar as what it is meant as. YAML makes a number of a version like `1.0`, so that is hardly worth a word,
/// but another reader of the description may stumble over it.
fn correct(document: &mut Document, node: NodeId, types: &[Type], meant: Value) {
    let found = describe(document.tree.value(node));
    let message = format!(
        "{} is {found}, where {} belongs",
        called(&document.tree, node),
        expected(types)
    );
    let help = match meant {
        Value::String(_) => "write it in quotes",
        _ => "write it without quotes",
    };
    say(document, node, message, help, "it is read as if it were");
    document.tree.set_value(node, meant);
}

fn say_empty(document: &Document, node: NodeId) {
    if weight(document, node) == Weight::Prose {
        document.ignore(node, "empty");
        return;
    }
    let message = format!("{} is empty", called(&document.tree, node));
    let help = match document.tree.name(node) {
        // `$ref: #/components/schemas/Pet`
        Some("$ref") => "put the reference in quotes: in YAML, `#` begins a comment",
        _ => "remove it, or give it a value",
    };
    say(document, node, message, help, READING);
    document.ignore(node, "empty");
}

/// Whether an object in place of a list of objects has such objects as its members, as in `{"0": {}, "1": {}}`.
fn holds_objects(tree: &Tree, node: NodeId) -> bool {
    let mut members = tree.children(node).peekable();
    members.peek().is_some() && members.all(|member| tree.is_object(member))
}

fn say_object_of_elements(document: &Document, node: NodeId) {
    let name = called(&document.tree, node);
    let message = format!("{name} is an object, where a list belongs");
    let error = Diagnostic::error(codes::WRONG_TYPE, node, message).help(AS_A_LIST);
    document.slip(error, "it is read as the list of its members");
}

fn say_wrong_scalar(document: &mut Document, node: NodeId, types: &[Type]) {
    let found = describe(document.tree.value(node));
    let message = format!(
        "{} is {found}, where {} belongs",
        called(&document.tree, node),
        expected(types)
    );
    let help = format!("write {} here", expected(types));
    drop_with_fault(document, node, message, help);
}

fn say_wrong_structure(document: &mut Document, node: NodeId, shape: &Shape) {
    let tree = &document.tree;
    let wanted = match shape {
        Shape::Object(kind) => kind.title(),
        Shape::Map(_) => "an object",
        Shape::List(_) => "a list",
        Shape::Choice(..) => "a string or a list of strings",
        Shape::Any | Shape::Scalar(_) => "another value",
    };
    let message = format!(
        "{} is {}, where {wanted} belongs",
        called(&document.tree, node),
        describe(tree.value(node))
    );
    // Some languages have one kind of empty collection for both.
    let is_empty = matches!(tree.value(node), Value::Array | Value::Object)
        && tree.children(node).next().is_none();
    let help = match is_empty {
        true => format!("remove it, or write {wanted} here"),
        false => way_out(document, node, wanted),
    };
    drop_with_fault(document, node, message, help);
}

/// How to write what belongs in the place of something else.
fn way_out(document: &Document, node: NodeId, wanted: &str) -> String {
    let tree = &document.tree;
    match tree.value(node) {
        Value::Bool(true) if tree.name(node) == Some("required") => {
            "write the names of the properties that are required, such as `required: [id]`"
                .to_owned()
        }
        Value::Array if wanted != "another value" => {
            format!("write {wanted} here: names with their values, without `-` or `[`")
        }
        Value::Object if wanted == "a list" => AS_A_LIST.to_owned(),
        _ if tree.name(node) == Some("type") => {
            "write the name of a type, such as `string`, or a list of such names".to_owned()
        }
        _ => format!("write {wanted} here"),
    }
}

/// A reference that leads to another object than belongs at its place.
pub(super) fn say_other_object(document: &Document, object: NodeId, here: Kind, there: Kind) {
    let reference = document.tree.peek(object, "$ref").unwrap_or(object);
    let message = format!(
        "the reference leads to {}, where {} belongs",
        there.title(),
        here.title()
    );
    let help = format!("let it lead to {}", here.title());
    let reading = "it is read as what belongs here, as far as that goes";
    say(document, reference, message, &help, reading);
}

/// A reference to what the elements of the list are that belongs here.
pub(super) fn say_no_list(document: &Document, object: NodeId) {
    let called = called(&document.tree, object);
    let message = format!("{called} is one object, where a list belongs");
    let error = Diagnostic::error(codes::WRONG_TYPE, object, message).at_name();
    document.slip(
        error.help(AS_A_LIST),
        "it is read as a list of this one object",
    );
}

fn say(document: &Document, node: NodeId, message: String, help: &str, reading: &str) {
    let error = Diagnostic::error(codes::WRONG_TYPE, node, message);
    document.slip(error.help(help), reading);
}

/// As [`drop_with_warning`], where so much is lost with it that the author of the description should know.
fn drop_with_fault(document: &mut Document, node: NodeId, message: String, help: String) {
    let error = Diagnostic::error(codes::WRONG_TYPE, node, message).help(help);
    if document.shape(node) == Some(&Shape::Object(Kind::Paths)) {
        // Without its operations there is nothing left of an API.
        document.diagnostics.push(error);
        return;
    }
    document.fault(node, error, reading(document, node));
    leave_out(document, node);
}

fn reading(document: &Document, node: NodeId) -> &'static str {
    match document.shape(node) {
        Some(Shape::Object(Kind::Schema)) => "any JSON value is taken",
        _ => READING,
    }
}

/// Takes a node away, so that no later stage takes it for what belongs there. A schema keeps its place: what it says of
/// a value is nothing.
fn leave_out(document: &mut Document, node: NodeId) {
    if document.shape(node) != Some(&Shape::Object(Kind::Schema)) {
        document.tree.keep_written(node);
        document.tree.unlink(node);
    }
}

fn describe(value: &Value) -> &'static str {
    match value {
        Value::Null => "empty",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array => "a list",
        Value::Object => "an object",
    }
}

fn expected(types: &[Type]) -> &'static str {
    match types {
        [Type::Text] => "a string",
        [Type::Number] => "a number",
        [Type::Bool] => "`true` or `false`",
        _ => "a number or a boolean",
    }
}
