//! Responses: what success gives, and the documented failures.

use super::media::{self, Family};
use super::operation::Context;
use super::{Name, body, parameter};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::{self, MediaType, Response};
use crate::ir::{
    ErrorBody, HeaderPart, Method, Status, StreamKind, Success, SuccessCase, SuccessKind, Ty,
};
use crate::names;
use crate::tree::NodeId;

/// The responses of an operation, sorted into success and failure.
pub(super) fn responses(
    cx: &mut Context<'_>,
    operation: &document::Operation<'_>,
    method: &Method,
    words: &[String],
) -> (Success, Vec<ErrorBody>) {
    let all = with_status(cx, operation);
    let is_success = |status: Status| matches!(status, Status::Code(200..=299) | Status::Range(2));
    let has_success = all.iter().any(|(status, _)| is_success(*status));
    let mut cases = Vec::new();
    let mut errors = Vec::new();
    for (status, response) in all {
        if let Some(links) = response.links() {
            cx.doc.ignore(
                links,
                "links tell a reader how operations go together; calls do not follow them",
            );
        }
        if is_success(status) || (status == Status::Default && !has_success) {
            let is_first = cases.is_empty();
            cases.extend(success(cx, &response, status, is_first, method, words));
        }
        if !is_success(status) {
            errors.push(failure(cx, &response, status, words));
        }
    }
    cases.sort_by_key(|case| case.status);
    errors.sort_by_key(|error| error.status);
    (Success { cases }, errors)
}

/// The responses whose keys are statuses of an answer.
fn with_status<'d>(
    cx: &Context<'d>,
    operation: &document::Operation<'d>,
) -> Vec<(Status, Response<'d>)> {
    let mut all: Vec<(Status, Response<'d>)> = Vec::new();
    for (key, node, response) in operation.responses() {
        match status(key) {
            Some(Status::Code(100..=199) | Status::Range(1)) => {
                cx.doc
                    .ignore(node, "an informational response does not end a call");
            }
            Some(status) if !all.iter().any(|(known, _)| *known == status) => {
                all.push((status, response))
            }
            other => {
                let (problem, way_out) = match other {
                    Some(_) => ("is there twice", "put both into one"),
                    None => (
                        "is no status",
                        "write a status such as `200` or `4XX`, or `default`",
                    ),
                };
                let message = format!("`{key}` {problem}");
                let error = Diagnostic::error(codes::BAD_STATUS, node, message).at_name();
                cx.doc
                    .fault(node, error.help(way_out), "the response is left out");
            }
        }
    }
    all
}

/// A key of the Responses Object: `200`, `2XX` or `default`.
fn status(key: &str) -> Option<Status> {
    let key = key.trim().to_ascii_lowercase();
    if key == "default" {
        return Some(Status::Default);
    }
    if let Some(digit) = key.strip_suffix("xx") {
        return digit
            .parse()
            .ok()
            .filter(|digit| (1..=5).contains(digit))
            .map(Status::Range);
    }
    key.parse()
        .ok()
        .filter(|code| (100..=599).contains(code))
        .map(Status::Code)
}

fn success(
    cx: &mut Context<'_>,
    response: &Response<'_>,
    status: Status,
    is_first: bool,
    method: &Method,
    words: &[String],
) -> Vec<SuccessCase> {
    let name = match cx.component_name(response.node, "responses") {
        Some(component) => Name::new([component]),
        None => {
            let status = Some(status).filter(|_| !is_first);
            own_name(words, status, "response")
        }
    };
    let is_bare = *method == Method::Head || matches!(status, Status::Code(204 | 205 | 304));
    let content: Vec<MediaType<'_>> = if is_bare {
        Vec::new()
    } else {
        preferred(cx, response)
    };
    if is_bare {
        for media_type in response.content() {
            cx.doc
                .ignore(media_type.node, "HTTP allows this response no body");
        }
    }
    let mut kinds = vec![];
    for media_type in content {
        kinds.push((
            Some(media_type.name.trim().to_owned()),
            kind(cx, &media_type, &name),
        ));
    }
    if kinds.is_empty() {
        kinds.push((None, SuccessKind::Empty));
    }
    let cases = kinds.into_iter().map(|(media_type, kind)| SuccessCase {
        node: response.node,
        status,
        media_type,
        kind,
        headers: headers(cx, response, words),
        docs: cx.types.docs(response.node),
    });
    cases.collect()
}

/// What the inline schema of a response is called by. Another response that comes later must not change it, so what there
/// may be several of is called by its status, whether there are several or not.
fn own_name(words: &[String], status: Option<Status>, what: &str) -> Name {
    let name = Name::new(words.iter().map(String::as_str));
    match status.and_then(names::status) {
        // `internal server error`
        Some(status) if status.ends_with(what) => name.child(status),
        Some(status) => name.child(status).child(what),
        None => name.child(what),
    }
}

/// The media types to ask for, JSON first. What only repeats another one of the same status in another notation is left
/// out: nobody wants to choose between JSON and YAML of the same thing at each call.
fn preferred<'d>(cx: &Context<'d>, response: &Response<'d>) -> Vec<MediaType<'d>> {
    let mut content: Vec<(Family, MediaType<'d>)> = response
        .content()
        .map(|media_type| (media::family(&media_type.essence()), media_type))
        .collect();
    content.sort_by_key(|(family, media_type)| match family {
        // A plain string is sent as text where the API can do so.
        Family::Text if is_string(cx, media_type) => 0,
        Family::Json => 1,
        Family::Anything => 2,
        _ => 3,
    });
    let mut kept: Vec<(Family, MediaType<'d>)> = Vec::new();
    for (family, media_type) in content {
        if kept
            .iter()
            .any(|(known, other)| repeats(cx, family, &media_type, *known, other))
        {
            cx.doc.ignore(
                media_type.node,
                "another media type of this response gives the same, and is asked for",
            );
        } else {
            kept.push((family, media_type));
        }
    }
    kept.into_iter().map(|(_, media_type)| media_type).collect()
}

/// Whether a media type says nothing that the other, which comes first, does not.
fn repeats(
    cx: &Context<'_>,
    family: Family,
    media_type: &MediaType<'_>,
    known: Family,
    other: &MediaType<'_>,
) -> bool {
    let is_stream = |family| matches!(family, Family::Stream(_));
    if is_stream(family) != is_stream(known) {
        return false;
    }
    let is_json = matches!(known, Family::Json | Family::Anything);
    // Text that has the schema of an object is XML, YAML or HTML of it.
    let is_notation =
        family == Family::Text && media_type.schema().is_some() && !is_string(cx, media_type);
    let is_same = is_same_schema(cx, other.schema(), media_type.schema())
        && (family == known || media_type.schema().is_some());
    (is_json && is_notation) || (is_same && (is_json || family == known || is_string(cx, other)))
}

fn is_string(cx: &Context<'_>, media_type: &MediaType<'_>) -> bool {
    keyword(cx, media_type, "type") == Some("string")
}

fn is_binary(cx: &Context<'_>, media_type: &MediaType<'_>) -> bool {
    keyword(cx, media_type, "format") == Some("binary")
}

/// A keyword of a media type's schema, which this does not use up.
fn keyword<'d>(cx: &Context<'d>, media_type: &MediaType<'_>, name: &str) -> Option<&'d str> {
    let tree = &cx.doc.tree;
    let schema = cx.doc.follow(media_type.schema()?);
    tree.str(tree.peek(schema, name)?)
}

/// Whether two schemas are one, or are written alike.
fn is_same_schema(cx: &Context<'_>, one: Option<NodeId>, other: Option<NodeId>) -> bool {
    match (one, other) {
        (None, None) => true,
        (Some(one), Some(other)) => {
            let (one, other) = (cx.doc.follow(one), cx.doc.follow(other));
            one == other || cx.doc.tree.is_equal(one, other)
        }
        (None, Some(_)) | (Some(_), None) => false,
    }
}

fn kind(cx: &mut Context<'_>, media_type: &MediaType<'_>, name: &Name) -> SuccessKind {
    let schema = media_type.schema();
    match media::family(&media_type.essence()) {
        Family::Stream(kind) => SuccessKind::Stream(kind, item(cx, media_type, kind, name)),
        Family::Json => json(cx, schema, name),
        Family::Anything if schema.is_some() => json(cx, schema, name),
        Family::Text if !is_binary(cx, media_type) => {
            body::leave_out(cx, media_type, "the body is given whole, as text");
            SuccessKind::Text
        }
        Family::Text | Family::Form | Family::Multipart | Family::Bytes | Family::Anything => {
            body::leave_out(cx, media_type, "the body is given whole, as bytes");
            SuccessKind::Bytes
        }
    }
}

fn json(cx: &mut Context<'_>, schema: Option<NodeId>, name: &Name) -> SuccessKind {
    let ty = body::ty(cx, schema, name);
    match cx.types.resolved(&ty) {
        // No JSON text is binary; the media type is wrong, the schema knows what comes.
        Ty::Binary => SuccessKind::Bytes,
        _ => SuccessKind::Json(ty),
    }
}

/// The type of an item of a stream. A schema for the whole stream that is an array has it as its element.
fn item(cx: &mut Context<'_>, media_type: &MediaType<'_>, kind: StreamKind, name: &Name) -> Ty {
    if let Some(schema) = media_type.item_schema() {
        return cx.types.schema(schema, name.item());
    }
    match (media_type.schema(), kind) {
        (None, StreamKind::ServerSentEvents) => Ty::String,
        (schema, _) => {
            let ty = body::ty(cx, schema, name);
            cx.types.element(&ty).cloned().unwrap_or(ty)
        }
    }
}

fn headers(cx: &mut Context<'_>, response: &Response<'_>, words: &[String]) -> Vec<HeaderPart> {
    let mut headers = Vec::new();
    for (name, view) in response.headers() {
        if name.eq_ignore_ascii_case("content-type") {
            cx.doc
                .ignore(view.node, "the media type of a response sets this header");
            continue;
        }
        for member in ["style", "explode"] {
            if let Some(node) = cx.doc.tree.peek(view.node, member) {
                cx.doc
                    .ignore(node, "a header of a response is given as text");
            }
        }
        let ty = match view.schema() {
            Some(schema) => {
                let place = match cx.component_name(view.node, "headers") {
                    Some(component) => Name::new([component, "header"]),
                    None => Name::new(words.iter().map(String::as_str)).child(name),
                };
                cx.types.schema(schema, place)
            }
            None => Ty::String,
        };
        headers.push(HeaderPart {
            node: view.node,
            name: name.to_owned(),
            ty,
            required: view.required(),
            docs: parameter::docs(cx, view.node, view.schema()),
        });
    }
    headers
}

fn failure(
    cx: &mut Context<'_>,
    response: &Response<'_>,
    status: Status,
    words: &[String],
) -> ErrorBody {
    let name = match cx.component_name(response.node, "responses") {
        Some(component) => Name::new([component]),
        None => own_name(words, Some(status), "error"),
    };
    let mut ty = None;
    for media_type in response.content() {
        let family = media::family(&media_type.essence());
        let is_json = match family {
            Family::Json => true,
            Family::Anything => media_type.schema().is_some(),
            _ => false,
        };
        if is_json && ty.is_none() {
            ty = Some(body::ty(cx, media_type.schema(), &name));
        } else {
            cx.doc.ignore(
                media_type.node,
                "an error carries its body as received; only JSON has a type",
            );
        }
    }
    if let Some(headers) = response.headers_node() {
        cx.doc
            .ignore(headers, "an error carries its headers as received");
    }
    ErrorBody {
        node: response.node,
        status,
        ty,
        docs: cx.types.docs(response.node),
    }
}

#[cfg(test)]
mod tests {
    use super::{own_name, status};
    use crate::ir::Status;

    #[test]
    fn errors_are_called_by_their_status() {
        let name = |status| {
            let name = own_name(&["listPets".to_owned()], Some(status), "error");
            name.words().join(" ")
        };
        assert_eq!(name(Status::Code(404)), "listPets not found error");
        assert_eq!(name(Status::Code(500)), "listPets internal server error");
        assert_eq!(name(Status::Code(599)), "listPets 599 error");
        assert_eq!(name(Status::Range(4)), "listPets client error");
        assert_eq!(name(Status::Default), "listPets error");
    }

    #[test]
    fn statuses() {
        let table = [
            ("200", Some(Status::Code(200))),
            ("4XX", Some(Status::Range(4))),
            ("4xx", Some(Status::Range(4))),
            ("default", Some(Status::Default)),
            ("999", None),
            ("9XX", None),
            ("2X", None),
            ("ok", None),
        ];
        for (key, expected) in table {
            assert_eq!(status(key), expected, "{key}");
        }
    }
}
