//! Keywords that shape no code wherever they stand, with the reason. What depends on more than the place is said by
//! the stage that decides it, through `Document::ignore`.

use crate::document::shape::{Kind, Shape, Weight};
use crate::document::{Document, Version};
use crate::tree::{NodeId, Value};

/// A component, or a schema in `$defs`, has a meaning only where something refers to it.
const UNREFERRED: &str = "nothing refers to it";

/// Why a node that no stage has read may be left out; `None` where nothing explains it.
pub(super) fn reason(document: &Document, node: NodeId) -> Option<&'static str> {
    let tree = &document.tree;
    if is_empty(document, node) {
        return Some("empty");
    }
    if is_in_opaque_body(document, node) {
        return Some("a body that is not JSON is passed through as it is");
    }
    let name = tree.name(node)?;
    if name == "<<" {
        return Some("a merge key; its members are read where they are merged into");
    }
    let around = tree.parent(node).and_then(|parent| document.shape(parent));
    match around {
        Some(Shape::Object(kind)) => in_object(document, node, *kind, name),
        Some(Shape::Map(Shape::Object(kind))) => in_map(document, node, *kind),
        // Nothing gives a meaning to what is around it, so it is part of a file that is referred to elsewhere.
        None => Some(UNREFERRED),
        Some(_) => None,
    }
}

fn in_object(document: &Document, node: NodeId, kind: Kind, name: &str) -> Option<&'static str> {
    if name.starts_with("x-") {
        return Some("a vendor extension that the generator does not know");
    }
    if is_beside_reference(document, node, kind, name) {
        return Some("stands beside a `$ref`, where OpenAPI ignores it");
    }
    match (kind, name) {
        (_, "example" | "examples") => return Some("an example"),
        (Kind::Schema, "xml") => return Some("XML bodies are passed through as text"),
        (Kind::Schema, "$id" | "$anchor" | "$dynamicAnchor" | "$recursiveAnchor") => {
            return Some("a name for references, which are resolved");
        }
        (Kind::Schema, "$schema" | "$vocabulary") | (Kind::OpenApi, "jsonSchemaDialect") => {
            return Some("schemas are read in the dialect of OpenAPI");
        }
        (Kind::MediaType, "encoding") if !is_form(document, node) => {
            return Some("only the members of forms are encoded one by one");
        }
        (Kind::OpenApi, "$self") => return Some("references are relative to the file"),
        (Kind::Response, "links") => return Some("a hint for human readers"),
        (Kind::Parameter | Kind::Header, "allowEmptyValue") => {
            return Some("OpenAPI advises against it, and an empty value can be sent anyway");
        }
        (Kind::Components, name) if name != "schemas" => return Some(UNREFERRED),
        (Kind::Schema, "$defs" | "definitions") => return Some(UNREFERRED),
        (Kind::SecurityScheme, "bearerFormat" | "openIdConnectUrl" | "oauth2MetadataUrl") => {
            return Some("a hint on how to get the token, which the caller does");
        }
        (Kind::OAuthFlow, "refreshUrl") => return Some("a token that ends is fetched anew"),
        (Kind::SecurityScheme, "deprecated") => return Some("for human readers"),
        (Kind::Discriminator, "defaultMapping") => {
            return Some("a value with another tag is kept as it is, as `Unrecognized`");
        }
        (Kind::Server | Kind::Tag, "name" | "kind" | "parent") => return Some("for human readers"),
        _ => {}
    }
    let member = kind.members().iter().find(|member| member.name == name);
    match member?.weight {
        Weight::Prose => Some("for human readers"),
        Weight::Should if name == "description" => Some("for human readers"),
        Weight::Must | Weight::Should | Weight::May => None,
    }
}

/// Whether the media type that a node is a member of is a form's.
fn is_form(document: &Document, node: NodeId) -> bool {
    let media_type = document.tree.parent(node);
    let name = media_type.and_then(|media_type| document.tree.name(media_type));
    let name = name.unwrap_or_default().to_ascii_lowercase();
    ["form", "multipart"].iter().any(|word| name.contains(word))
}

/// Nothing, or a collection of nothing.
fn is_empty(document: &Document, node: NodeId) -> bool {
    let has_room = matches!(
        document.tree.value(node),
        Value::Null | Value::Object | Value::Array
    );
    let is_value = matches!(
        document.shape(node),
        None | Some(Shape::Any | Shape::Object(_))
    );
    has_room && !is_value && document.tree.children(node).next().is_none()
}

/// Whether a node is part of the schema of a body that is passed on as text or bytes.
fn is_in_opaque_body(document: &Document, node: NodeId) -> bool {
    let tree = &document.tree;
    let mut at = node;
    while let Some(parent) = tree.parent(at) {
        if document.shape(parent) == Some(&Shape::Object(Kind::MediaType)) {
            let media_type = tree.name(parent).unwrap_or_default().to_ascii_lowercase();
            let is_read = ["json", "form", "multipart"]
                .iter()
                .any(|word| media_type.contains(word));
            return tree.name(at) == Some("schema") && !is_read;
        }
        at = parent;
    }
    false
}

fn in_map(document: &Document, node: NodeId, kind: Kind) -> Option<&'static str> {
    let tree = &document.tree;
    let map = tree.parent(node)?;
    let owner = tree.parent(map).and_then(|owner| document.shape(owner));
    match (owner, tree.name(map)) {
        _ if kind == Kind::Example => Some("an example"),
        (Some(Shape::Object(Kind::Components)), _) if kind != Kind::Schema => Some(UNREFERRED),
        (Some(Shape::Object(Kind::Schema)), Some("$defs" | "definitions")) => Some(UNREFERRED),
        _ => None,
    }
}

/// OpenAPI 3.0 ignores whatever stands beside a `$ref`; since 3.1 schemas are an exception, and always path items.
fn is_beside_reference(document: &Document, node: NodeId, kind: Kind, name: &str) -> bool {
    let object = document.tree.parent(node);
    let is_reference = object.is_some_and(|object| document.targets.contains_key(&object));
    let siblings_count = match kind {
        Kind::Schema => document.version == Version::V3_1,
        Kind::PathItem => true,
        _ => false,
    };
    is_reference && !siblings_count && name != "$ref"
}

/// Whether a node is a reference that leads somewhere.
pub(super) fn is_resolved_reference(document: &Document, node: NodeId) -> bool {
    let tree = &document.tree;
    matches!(
        tree.name(node),
        Some("$ref" | "$dynamicRef" | "$recursiveRef")
    ) && tree
        .parent(node)
        .is_some_and(|object| document.targets.contains_key(&object))
}
