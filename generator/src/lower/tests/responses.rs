//! Responses: success in its cases, and documented failures.

use super::calls::{check_said, get, lowered, operation, path};
use crate::codes;
use crate::diagnostic::Severity;
use crate::ir::{Operation, Status, StreamKind, SuccessKind, Ty};

/// The cases of success of an operation, in a line each.
fn cases(operation: &Operation) -> Vec<String> {
    let line = |case: &crate::ir::SuccessCase| {
        let media_type = case.media_type.as_deref().unwrap_or("-");
        format!("{:?} {media_type} {:?}", case.status, case.kind)
    };
    operation.success.cases.iter().map(line).collect()
}

#[track_caller]
fn check(responses: &str, expected: &[&str]) {
    let (_, operation) = get(&format!("responses: {{{responses}}}"));
    assert_eq!(cases(&operation), expected);
}

#[test]
fn success_by_status() {
    check("", &[]);
    check("'204': {description: ''}", &["Code(204) - Empty"]);
    check("'200': {description: ''}", &["Code(200) - Empty"]);
    check(
        "'202': {description: ''}, '200': {description: '', content: {application/json: {schema: {type: string}}}}",
        &[
            "Code(200) application/json Json(String)",
            "Code(202) - Empty",
        ],
    );
    check(
        "2xx: {description: '', content: {application/json: {}}}",
        &["Range(2) application/json Json(Any)"],
    );
    check(
        "204: {description: '', content: {application/json: {}}}",
        &["Code(204) - Empty"],
    );
}

#[test]
fn success_by_media_type() {
    let one = |media_type: &str, rest: &str| {
        format!("'200': {{description: '', content: {{{media_type}: {{{rest}}}}}}}")
    };
    check(&one("text/csv", ""), &["Code(200) text/csv Text"]);
    check(
        &one("application/pdf", ""),
        &["Code(200) application/pdf Bytes"],
    );
    check(
        &one("text/plain", "schema: {type: string, format: binary}"),
        &["Code(200) text/plain Bytes"],
    );
    check(
        &one("application/json", "schema: {type: string, format: binary}"),
        &["Code(200) application/json Bytes"],
    );
    check(
        &one("'*/*'", "schema: {type: boolean}"),
        &["Code(200) */* Json(Bool)"],
    );
    check(&one("'*/*'", ""), &["Code(200) */* Bytes"]);
}

#[test]
fn streams_have_items() {
    let one = |media_type: &str, rest: &str| {
        format!("'200': {{description: '', content: {{{media_type}: {{{rest}}}}}}}")
    };
    let (_, operation) = get(&format!(
        "responses: {{{}}}",
        one("text/event-stream", "schema: {type: integer}")
    ));
    let kind = operation.success.kind();
    assert_eq!(
        kind,
        Some(&SuccessKind::Stream(StreamKind::ServerSentEvents, Ty::I64))
    );
    let (_, operation) = get(&format!(
        "responses: {{{}}}",
        one(
            "application/x-ndjson",
            "schema: {type: array, items: {type: integer}}"
        ),
    ));
    let kind = operation.success.kind();
    assert_eq!(
        kind,
        Some(&SuccessKind::Stream(StreamKind::JsonLines, Ty::I64))
    );
}

#[test]
fn other_notations_of_the_same_are_left_out() {
    let pet = "schema: {$ref: '#/components/schemas/Pet'}";
    let text = format!(
        "{}components: {{schemas: {{Pet: {{type: object}}}}}}\n",
        path(
            "/",
            "get",
            &format!(
                "responses: {{'200': {{description: '', content: {{application/yaml: {{{pet}}}, application/json: \
                 {{{pet}}}, application/x-protobuf: {{{pet}}}, text/xml: {{schema: {{type: object}}}}, \
                 application/zip: {{}}, text/event-stream: {{{pet}}}}}}}}}"
            ),
        )
    );
    let (_, operation) = operation(&text);
    let media_types: Vec<&str> = operation
        .success
        .cases
        .iter()
        .filter_map(|case| case.media_type.as_deref())
        .collect();
    assert_eq!(
        media_types,
        ["application/json", "application/zip", "text/event-stream"]
    );
}

#[test]
fn a_string_is_asked_for_as_text() {
    check(
        "'200': {description: '', content: {application/json: {schema: {type: string}}, text/plain: {schema: {type: \
         string}}}}",
        &["Code(200) text/plain Text"],
    );
}

#[test]
fn cases_that_agree_are_one_kind() {
    let integer = "{description: '', content: {application/json: {schema: {type: integer}}}}";
    let (_, same) = get(&format!(
        "responses: {{'200': {integer}, '201': {integer}}}"
    ));
    assert_eq!(same.success.kind(), Some(&SuccessKind::Json(Ty::I64)));
    let (_, other) = get(&format!(
        "responses: {{'200': {integer}, '204': {{description: ''}}}}"
    ));
    assert_eq!(other.success.kind(), None);
    let (_, none) = get("responses: {}");
    assert_eq!(none.success.kind(), Some(&SuccessKind::Bytes));
}

#[test]
fn only_a_default_is_success_and_failure() {
    let (_, operation) = get(
        "responses: {default: {description: '', content: {application/json: {schema: {type: integer}}}}}",
    );
    assert_eq!(cases(&operation), ["Default application/json Json(I64)"]);
    let errors: Vec<(Status, Option<Ty>)> = operation
        .errors
        .iter()
        .map(|error| (error.status, error.ty.clone()))
        .collect();
    assert_eq!(errors, [(Status::Default, Some(Ty::I64))]);
}

#[test]
fn failures_by_status() {
    let (_, operation) = get(
        "responses: {'200': {description: ''}, default: {description: ''}, 5XX: {description: ''}, '404': {description: \
         Gone., content: {text/plain: {}, application/problem+json: {schema: {type: string}}}}}",
    );
    assert_eq!(cases(&operation), ["Code(200) - Empty"]);
    let errors: Vec<(Status, Option<Ty>)> = operation
        .errors
        .iter()
        .map(|error| (error.status, error.ty.clone()))
        .collect();
    assert_eq!(
        errors,
        [
            (Status::Code(404), Some(Ty::String)),
            (Status::Range(5), None),
            (Status::Default, None)
        ]
    );
}

#[test]
fn head_has_no_body() {
    let content = "responses: {'200': {description: '', content: {application/json: {schema: {type: string}}}}}";
    let (_, operation) = operation(&path("/", "head", content));
    assert_eq!(cases(&operation), ["Code(200) - Empty"]);
}

#[test]
fn headers_of_success() {
    let (_, operation) = get(
        "responses: {'200': {description: '', headers: {X-Count: {required: true, schema: {type: integer}}, \
         Content-Type: {schema: {type: string}}, Link: {}}}}",
    );
    let headers = operation
        .success
        .cases
        .iter()
        .flat_map(|case| &case.headers);
    let headers: Vec<(&str, &Ty, bool)> =
        headers.map(|it| (&*it.name, &it.ty, it.required)).collect();
    assert_eq!(
        headers,
        [("X-Count", &Ty::I64, true), ("Link", &Ty::String, false)]
    );
}

#[test]
fn keys_that_are_no_status_are_left_out() {
    for key in ["'20'", "ok", "'600'"] {
        let text = path(
            "/",
            "get",
            &format!("responses: {{{key}: {{description: ''}}}}"),
        );
        check_said(&text, Severity::Error, codes::BAD_STATUS, "status");
        assert!(
            lowered(&text)
                .0
                .operations
                .iter()
                .all(|operation| operation.success.cases.is_empty())
        );
    }
}
