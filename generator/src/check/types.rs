//! The names in `type`, wherever a schema stands: also where no code comes of it.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::tree::NodeId;

/// The names that `type` may have.
const TYPES: [&str; 7] = [
    "null", "boolean", "integer", "number", "string", "array", "object",
];

/// Checks a Schema Object. A `type` that is neither a name nor a list has been spoken of.
pub(super) fn check(document: &Document, schema: NodeId) {
    let tree = &document.tree;
    let Some(ty) = tree.peek(schema, "type") else {
        return;
    };
    let listed = tree.children(ty).filter(|_| tree.is_array(ty));
    for node in [ty].into_iter().chain(listed) {
        match tree.str(node) {
            Some(name) if !TYPES.contains(&name) => say(document, node, name),
            _ => {}
        }
    }
}

fn say(document: &Document, node: NodeId, name: &str) {
    let message = format!("JSON Schema has no type `{name}`");
    let error = Diagnostic::error(codes::WRONG_TYPE, node, message);
    if let Some(meant) = meant(name) {
        let help = format!("write `{meant}`");
        document.slip(error.help(help), "it is read as that");
        return;
    }
    let help = match document.diagnostics.nearest(name, TYPES.into_iter()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "the types are null, boolean, integer, number, string, array and object".to_owned(),
    };
    document.fault(node, error.help(help), "any JSON value is taken");
}

/// The type that a name must mean which JSON Schema does not have.
pub(crate) fn meant(name: &str) -> Option<&'static str> {
    let lower = name.to_ascii_lowercase();
    let as_written = TYPES.into_iter().find(|known| *known == lower);
    as_written.or(match lower.as_str() {
        "file" | "date" | "datetime" | "date-time" | "text" | "uuid" | "uri" => Some("string"),
        "int" | "int32" | "int64" | "long" => Some("integer"),
        "float" | "double" | "decimal" => Some("number"),
        "bool" => Some("boolean"),
        "list" => Some("array"),
        "map" | "dict" => Some("object"),
        _ => None,
    })
}
