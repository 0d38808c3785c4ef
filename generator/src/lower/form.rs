//! Forms: the fields of url-encoded bodies and the parts of multipart bodies.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::media::{self, Family};
use super::operation::{Context, is_token};
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
    let encodings = media_type.encoding().map(|(name, encoding)| {
        for (_, header) in encoding.headers() {
            cx.doc
                .ignore(header.node, "fields of this form have no headers");
        }
        FormFieldEncoding {
            name: name.to_owned(),
            style: style(cx, &encoding),
            allow_reserved: encoding.allow_reserved(),
        }
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
    let encodings: IndexMap<&str, Encoding<'_>> = media_type.encoding().collect();
    note_others(cx, media_type, &ty);
    let Some(fields) = cx.types.fields(&ty) else {
        for (_, encoding) in encodings {
            cx.doc.ignore(encoding.node, "the caller makes the parts");
        }
        return Vec::new();
    };
    let names: HashSet<&str> = fields.iter().map(|field| &*field.name).collect();
    let headers: HashMap<&str, Vec<(String, String)>> = encodings
        .iter()
        .map(|(name, encoding)| (*name, headers(cx, encoding)))
        .collect();
    for (name, encoding) in &encodings {
        if !names.contains(name) {
            cx.doc
                .ignore(encoding.node, "the form has no such property");
        }
    }
    let parts = fields.iter().map(|field| {
        let encoding = encodings.get(&*field.name);
        let content_type = encoding.and_then(Encoding::content_type);
        let style = encoding.and_then(|encoding| own_style(cx, encoding, &field.ty));
        let (element, repeated) = match cx.types.element(&field.ty) {
            Some(element) => (element, true),
            None => (&field.ty, false),
        };
        let (kind, repeated) = match style {
            Some(style) => (FormFieldKind::Styled(field.ty.clone(), style), false),
            None => (part(cx, element, field.node, content_type), repeated),
        };
        FormField {
            node: field.node,
            name: field.name.clone(),
            kind,
            repeated,
            required: matches!(field.shape, FieldShape::Required | FieldShape::Nullable),
            content_type: content_type.map(str::to_owned),
            headers: headers.get(&*field.name).cloned().unwrap_or_default(),
            docs: field.docs.clone(),
        }
    });
    parts.collect()
}

/// Says what of a form's schema makes no parts.
fn note_others(cx: &Context<'_>, media_type: &MediaType<'_>, ty: &Ty) {
    let Some(schema) = media_type.schema() else {
        return;
    };
    if cx.types.fields(ty).is_some() {
        for node in cx.types.other_members(schema) {
            let problem = "parts of this form that have no name in the description";
            let diagnostic = Diagnostic::warning(codes::UNSUPPORTED_BODY, node, problem);
            let help = "only those with a name can be sent; describe them as `properties`";
            cx.doc.unsupported(node, diagnostic.help(help));
        }
        return;
    }
    match cx.types.resolved(ty) {
        // All there is to say of such parts is who names them.
        Ty::Any | Ty::Map(_) | Ty::String => {
            cx.doc.ignore(schema, "the caller names the parts");
        }
        _ => {
            let problem = "this form has no properties to make parts of";
            let diagnostic = Diagnostic::warning(codes::UNSUPPORTED_BODY, schema, problem);
            let help = "the caller names the parts; describe them as `properties`";
            cx.doc.unsupported(schema, diagnostic.help(help));
        }
    }
}

/// The headers of a part whose schemas admit one value only, which is sent.
fn headers(cx: &Context<'_>, encoding: &Encoding<'_>) -> Vec<(String, String)> {
    let mut headers = Vec::new();
    for (name, header) in encoding.headers() {
        if name.eq_ignore_ascii_case("content-type") {
            cx.doc
                .ignore(header.node, "`contentType` is what says this of a part");
            continue;
        }
        let value = header
            .schema()
            .and_then(|schema| cx.types.only_value(schema));
        match value
            .as_ref()
            .and_then(as_header)
            .filter(|_| is_token(name))
        {
            Some(value) => headers.push((name.to_owned(), value)),
            None => {
                let problem =
                    format!("the header `{name}` of a part, which may have several values");
                let diagnostic = Diagnostic::warning(codes::UNSUPPORTED_BODY, header.node, problem);
                let help =
                    "it is sent where the caller gives it with `Part::header`; give it a `const`";
                cx.doc.unsupported(header.node, diagnostic.help(help));
            }
        }
    }
    headers
}

/// A value as the text of a header; `None` where that would be no header.
fn as_header(value: &serde_json::Value) -> Option<String> {
    let text = match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Number(_) | serde_json::Value::Bool(_) => value.to_string(),
        _ => return None,
    };
    (!text.chars().any(char::is_control)).then_some(text)
}

/// The style of a part, where it is another than a part for each element and JSON for objects. A file has none.
fn own_style(cx: &Context<'_>, encoding: &Encoding<'_>, ty: &Ty) -> Option<ParameterStyle> {
    let tree = &cx.doc.tree;
    if let Some(node) = tree.peek(encoding.node, "allowReserved") {
        cx.doc
            .ignore(node, "nothing is percent-encoded in a part of a form");
    }
    let written = [
        encoding.style().map(|(_, node)| node),
        tree.peek(encoding.node, "explode"),
    ];
    let element = cx.types.element(ty).unwrap_or(ty);
    if matches!(cx.types.resolved(element), Ty::Binary) {
        for node in written.into_iter().flatten() {
            cx.doc.ignore(node, "a file is sent as it is");
        }
        return None;
    }
    let explode = encoding.explode();
    let style = style(cx, encoding);
    let is_usual = matches!(
        style,
        ParameterStyle::Form { explode: true } | ParameterStyle::Json
    );
    (!is_usual && (explode.is_some() || encoding.style().is_some())).then_some(style)
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
