//! Forms: the fields of url-encoded bodies and the parts of multipart bodies.

use super::media::{self, Family};
use super::operation::Context;
use super::{Name, body, parameter};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::{Encoding, MediaType};
use crate::ir::{
    FieldShape, FormField, FormFieldEncoding, FormFieldKind, ParameterStyle, Ty, TypeKind,
};
use crate::tree::NodeId;

/// Whether a type has members by name, or may have.
pub(super) fn is_object(cx: &Context<'_>, ty: &Ty) -> bool {
    match cx.types.resolved(ty) {
        Ty::Any | Ty::Map(_) => true,
        Ty::Named(id) | Ty::Boxed(id) => cx
            .types
            .declared(*id)
            .is_some_and(|ty| matches!(ty.kind, TypeKind::Struct(_) | TypeKind::Union(_))),
        _ => false,
    }
}

/// `encoding` of a url-encoded form.
pub(super) fn encodings(cx: &Context<'_>, media_type: &MediaType<'_>) -> Vec<FormFieldEncoding> {
    let encodings = media_type
        .encoding()
        .map(|(name, encoding)| FormFieldEncoding {
            name: name.to_owned(),
            style: style(cx, &encoding),
            allow_reserved: encoding.allow_reserved(),
        });
    encodings.collect()
}

fn style(cx: &Context<'_>, encoding: &Encoding<'_>) -> ParameterStyle {
    let explode = encoding.explode();
    let default = ParameterStyle::Form {
        explode: explode.unwrap_or(true),
    };
    let Some((written, node)) = encoding.style() else {
        // Only without a style does the content type count (OpenAPI 3.1, 4.8.15.1).
        let is_json = encoding
            .content_type()
            .is_some_and(|name| media::family(name) == Family::Json);
        return if is_json && explode.is_none() {
            ParameterStyle::Json
        } else {
            default
        };
    };
    use ParameterStyle::{DeepObject, Form, PipeDelimited, SpaceDelimited};
    match parameter::named_style(written, explode) {
        Some(style @ (Form { .. } | SpaceDelimited { .. } | PipeDelimited { .. } | DeepObject)) => {
            style
        }
        _ => {
            let problem = format!("`style: {written}` is not for fields of a form");
            let diagnostic = Diagnostic::warning(codes::UNSUPPORTED_BODY, node, problem);
            cx.doc.unsupported(node, diagnostic.help("`form` is used"));
            default
        }
    }
}

/// The parts of a multipart body; none where its schema names none, so that the caller adds them by name.
pub(super) fn parts(
    cx: &mut Context<'_>,
    media_type: &MediaType<'_>,
    name: &Name,
) -> Vec<FormField> {
    let ty = body::ty(cx, media_type.schema(), name);
    let encodings: Vec<(&str, Encoding<'_>)> = media_type.encoding().collect();
    let Some(fields) = cx.types.fields(&ty) else {
        if let Some(schema) = media_type.schema() {
            cx.doc.unsupported(
                schema,
                Diagnostic::warning(
                    codes::UNSUPPORTED_BODY,
                    schema,
                    "this form has no properties to make parts of",
                )
                .help("the caller names the parts; describe them as `properties`"),
            );
        }
        return Vec::new();
    };
    for (_, encoding) in &encodings {
        leave_out_style(cx, encoding);
    }
    let parts = fields.iter().map(|field| {
        let encoding = encodings.iter().find(|(name, _)| *name == field.name);
        let content_type = encoding.and_then(|(_, encoding)| encoding.content_type());
        let (element, repeated) = match cx.types.element(&field.ty) {
            Some(element) => (element, true),
            None => (&field.ty, false),
        };
        FormField {
            node: field.node,
            name: field.name.clone(),
            kind: part(cx, element, field.node, content_type),
            repeated,
            required: matches!(field.shape, FieldShape::Required | FieldShape::Nullable),
            content_type: content_type.map(str::to_owned),
            docs: field.docs.clone(),
        }
    });
    parts.collect()
}

/// Says so where a part is to be written in another style than a part per element.
fn leave_out_style(cx: &Context<'_>, encoding: &Encoding<'_>) {
    let tree = &cx.doc.tree;
    let is_default = |name: &str, node: NodeId| match name {
        "style" => tree.str(node) == Some("form"),
        "explode" => tree.bool(node) == Some(true),
        _ => tree.bool(node) == Some(false),
    };
    for name in ["style", "explode", "allowReserved"] {
        let Some(node) = tree.peek(encoding.node, name) else {
            continue;
        };
        if is_default(name, node) {
            cx.doc.ignore(node, "parts of a form are written so anyway");
        } else {
            let problem = format!("`{name}` is not supported for parts of a form");
            let diagnostic = Diagnostic::warning(codes::UNSUPPORTED_BODY, node, problem);
            let instead = "a list is a part per element, an object is JSON; the caller may write the part as text";
            cx.doc.unsupported(node, diagnostic.help(instead));
        }
    }
}

/// What a part carries: by its content type where one is given, else by its schema (OpenAPI 3.1, 4.8.15.1).
fn part(cx: &Context<'_>, ty: &Ty, schema: NodeId, content_type: Option<&str>) -> FormFieldKind {
    let family = content_type.map(|name| media::family(&name.to_ascii_lowercase()));
    let resolved = cx.types.resolved(ty);
    let is_binary = matches!(resolved, Ty::Binary) || has_media_type(cx, schema);
    match family {
        _ if is_binary => FormFieldKind::File,
        Some(Family::Bytes | Family::Stream(_)) => FormFieldKind::File,
        Some(Family::Json) => FormFieldKind::Json(ty.clone()),
        _ if is_scalar(cx, resolved) => FormFieldKind::Text(ty.clone()),
        Some(_) | None => FormFieldKind::Json(ty.clone()),
    }
}

/// Whether a schema says that it holds a file: `contentMediaType` without `contentEncoding`.
fn has_media_type(cx: &Context<'_>, schema: NodeId) -> bool {
    let tree = &cx.doc.tree;
    let schema = cx.doc.follow(schema);
    let schema = tree
        .peek(schema, "items")
        .map_or(schema, |items| cx.doc.follow(items));
    tree.get(schema, "contentMediaType").is_some() && tree.peek(schema, "contentEncoding").is_none()
}

fn is_scalar(cx: &Context<'_>, ty: &Ty) -> bool {
    match ty {
        Ty::Named(id) | Ty::Boxed(id) => {
            let declared = cx.types.declared(*id);
            declared.is_some_and(|ty| matches!(ty.kind, TypeKind::Enum(_)))
        }
        Ty::Any | Ty::List(_) | Ty::Map(_) | Ty::Tuple(_) => false,
        _ => true,
    }
}
