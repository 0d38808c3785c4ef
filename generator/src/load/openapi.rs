//! Tells an OpenAPI 3 description from other documents.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Version};
use crate::tree::{NodeId, Value};

/// Which version of OpenAPI the document says it is in; `None` with an error said.
pub(super) fn recognise(document: &Document) -> Option<Version> {
    let tree = &document.tree;
    let root = document.root;
    let say = |node, message: &str, help: &str| {
        document
            .diagnostics
            .push(Diagnostic::error(codes::NOT_OPENAPI, node, message).help(help));
        None
    };
    if !tree.is_object(root) {
        let help = "an OpenAPI description starts with `openapi: 3.1.0`";
        return say(
            root,
            "the document is not an object, so it is no OpenAPI description",
            help,
        );
    }
    let openapi = tree.get(root, "openapi");
    if openapi.is_none()
        && let Some(swagger) = tree.get(root, "swagger")
    {
        let help = "convert the document to OpenAPI 3, for example with `swagger2openapi`";
        return say(
            swagger,
            "this is a Swagger 2.0 document, not OpenAPI 3",
            help,
        );
    }
    let Some(openapi) = openapi else {
        let message = "the document has no member `openapi`, so it is no OpenAPI description";
        let names = tree.children(root).filter_map(|child| tree.name(child));
        let near = document.diagnostics.nearest("openapi", names);
        let Some(slip) = near.and_then(|near| tree.get(root, near)) else {
            let help = "add `openapi: 3.1.0` as the first line";
            return without_version(document, root, message, help);
        };
        let name = tree.name(slip).unwrap_or_default();
        let help = format!("is `{name}` meant to be `openapi`?");
        return without_version(document, slip, message, &help);
    };
    let version = match tree.value(openapi) {
        Value::String(text) | Value::Number(text) => text,
        _ => {
            let message = "`openapi` must be a version, such as `3.1.0`";
            return without_version(document, openapi, message, "write `openapi: 3.1.0`");
        }
    };
    let mut parts = version.trim().trim_start_matches('v').split('.');
    match (parts.next(), parts.next()) {
        (Some("3"), Some("0")) => Some(Version::V3_0),
        (Some("3"), Some("1") | None) => Some(Version::V3_1),
        (Some("3"), Some("2")) => {
            let message = format!("of what OpenAPI {version} adds, not all is read");
            let help = "it is read as OpenAPI 3.1, with more methods, streams of items and tags of tags; \
                        what is left out is said";
            let warning = Diagnostic::warning(codes::NOT_OPENAPI, openapi, message);
            document.diagnostics.push(warning.help(help));
            Some(Version::V3_1)
        }
        (Some("3"), Some(_)) => {
            let message = format!("OpenAPI {version} is newer than what the generator knows");
            document.diagnostics.push(
                Diagnostic::warning(codes::NOT_OPENAPI, openapi, message)
                    .help("it is read as OpenAPI 3.1; what is new in it is not read"),
            );
            Some(Version::V3_1)
        }
        _ => {
            let message = format!("OpenAPI {version} is not supported");
            let help = match version.trim().starts_with('2') {
                true => "convert the document to OpenAPI 3, for example with `swagger2openapi`",
                false => "write the version that the document is in: 3.0 and 3.1 are read",
            };
            say(openapi, &message, help)
        }
    }
}

/// What a document is read as that does not say its version: OpenAPI 3.1, which takes what 3.0 does, where it describes
/// an API at all.
fn without_version(
    document: &Document,
    node: NodeId,
    message: &str,
    help: &str,
) -> Option<Version> {
    let error = Diagnostic::error(codes::NOT_OPENAPI, node, message).help(help);
    let tree = &document.tree;
    let has = |name| {
        let member = tree.peek(document.root, name);
        member.is_some_and(|member| tree.is_object(member))
    };
    if !["paths", "components", "webhooks"].into_iter().any(has) {
        document.diagnostics.push(error);
        return None;
    }
    document.slip(error, "it is read as OpenAPI 3.1");
    Some(Version::V3_1)
}
