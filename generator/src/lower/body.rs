//! Request bodies: each media type with the way it is encoded.

use super::media::{self, Family};
use super::operation::Context;
use super::{Name, form};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::{self, MediaType};
use crate::ir::{BodyContent, BodyKind, RequestBody, Ty};
use crate::tree::NodeId;

/// The body of an operation, if it has one that can hold anything.
pub(super) fn body(
    cx: &mut Context<'_>,
    operation: &document::Operation<'_>,
    words: &[String],
) -> Option<RequestBody> {
    let view = operation.request_body()?;
    let name = match cx.component_name(view.node, "requestBodies") {
        Some(component) => Name::new([component]),
        None => Name::new(words.iter().map(String::as_str)).child("body"),
    };
    let mut content = Vec::new();
    for media_type in view.content() {
        if !view.required() && is_always_empty(cx, &media_type) {
            cx.doc.ignore(
                media_type.node,
                "the body need not be sent and has no members",
            );
            continue;
        }
        let kind = kind(cx, &media_type, &name);
        content.push(BodyContent {
            node: media_type.node,
            media_type: sent_as(&media_type, &kind),
            kind,
        });
    }
    if content.is_empty() {
        cx.doc.ignore(view.node, "the body has no content to send");
        return None;
    }
    Some(RequestBody {
        node: view.node,
        required: view.required(),
        content,
        docs: cx.types.docs(view.node),
    })
}

/// Whether the schema is an object that says it has no members.
fn is_always_empty(cx: &Context<'_>, media_type: &MediaType<'_>) -> bool {
    let tree = &cx.doc.tree;
    let Some(schema) = media_type.schema() else {
        return false;
    };
    let has_empty = |name| {
        tree.peek(schema, name)
            .is_some_and(|object| tree.children(object).next().is_none())
    };
    let is_plain = tree.children(schema).all(|member| {
        matches!(
            tree.name(member),
            Some("type" | "properties" | "additionalProperties" | "title")
        )
    });
    let is_closed = tree
        .peek(schema, "additionalProperties")
        .is_none_or(|additional| tree.bool(additional) == Some(false));
    has_empty("properties") && is_plain && is_closed
}

/// The media type to send: as written, but a range cannot be sent; of all types it stands for JSON where the body is no
/// file, of others for what is read as text or as bytes.
fn sent_as(media_type: &MediaType<'_>, kind: &BodyKind) -> String {
    let essence = media_type.essence();
    match media::family(&essence) {
        Family::Anything if matches!(kind, BodyKind::Bytes) => {
            "application/octet-stream".to_owned()
        }
        Family::Anything => "application/json".to_owned(),
        Family::Text if essence.contains('*') => "text/plain".to_owned(),
        _ if essence.contains('*') => "application/octet-stream".to_owned(),
        _ => media_type.name.trim().to_owned(),
    }
}

fn kind(cx: &mut Context<'_>, media_type: &MediaType<'_>, name: &Name) -> BodyKind {
    match media::family(&media_type.essence()) {
        Family::Text | Family::Stream(_) => {
            leave_out(cx, media_type, "the caller gives the whole body as text");
            BodyKind::Text
        }
        Family::Bytes => {
            leave_out(cx, media_type, "the caller gives the whole body as bytes");
            BodyKind::Bytes
        }
        Family::Multipart => BodyKind::Multipart(form::parts(cx, media_type, name)),
        Family::Form => form(cx, media_type, name),
        Family::Json => BodyKind::Json(ty(cx, media_type.schema(), name)),
        Family::Anything => match ty(cx, media_type.schema(), name) {
            Ty::Binary => BodyKind::Bytes,
            ty => BodyKind::Json(ty),
        },
    }
}

/// Leaves out the schema of a body that is not taken apart.
pub(super) fn leave_out(cx: &Context<'_>, media_type: &MediaType<'_>, reason: &'static str) {
    if let Some(schema) = media_type.schema() {
        cx.doc.ignore(schema, reason);
    }
}

fn form(cx: &mut Context<'_>, media_type: &MediaType<'_>, name: &Name) -> BodyKind {
    let ty = ty(cx, media_type.schema(), name);
    if form::is_object(cx, &ty) {
        return BodyKind::Form(ty, form::encodings(cx, media_type));
    }
    let node = media_type.schema().unwrap_or(media_type.node);
    if *cx.types.resolved(&ty) == Ty::String {
        cx.doc
            .ignore(node, "the caller gives the whole form as text");
        return BodyKind::Text;
    }
    cx.doc.unsupported(
        node,
        Diagnostic::warning(
            codes::UNSUPPORTED_BODY,
            node,
            "this form is no object, so it has no fields",
        )
        .help("the caller gives the whole body as text; describe its fields as `properties`"),
    );
    BodyKind::Text
}

/// The type of a body; any value where there is no schema.
pub(super) fn ty(cx: &mut Context<'_>, schema: Option<NodeId>, name: &Name) -> Ty {
    match schema {
        Some(schema) => cx.types.schema(schema, name.clone()),
        None => Ty::Any,
    }
}
