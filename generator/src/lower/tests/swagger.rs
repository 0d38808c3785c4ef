//! What Swagger 2.0 wrote at another place: it is read as if it stood where OpenAPI 3 has it.

use crate::diagnostic::Severity;
use crate::ir::{
    Api, BodyKind, Constraint, FormFieldKind, Location, Operation, ParameterStyle, SuccessKind, Ty,
};
use crate::{Options, codes, describe};

/// A description that is read with warnings of members in the wrong place, and no others.
#[track_caller]
fn api(rest: &str) -> Api {
    let text = format!("openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\n{rest}");
    let none = |_: &str| Err("there is no such file".to_owned());
    let described = describe("openapi.yaml", text.into(), &none, &Options::default());
    let described = described.expect("a description");
    let mut said = described.document.diagnostics.iter().peekable();
    assert!(said.peek().is_some(), "no warnings");
    for it in said {
        let found = (it.severity, it.code);
        assert_eq!(found, (Severity::Warning, codes::UNKNOWN_MEMBER), "{it:?}");
    }
    described.api
}

#[track_caller]
fn operation(members: &str) -> Operation {
    let mut api = api(&format!(
        "paths:\n  /:\n    post:\n      {members}\n      responses: {{}}\n"
    ));
    api.operations.remove(0)
}

#[test]
fn the_type_of_a_parameter_may_stand_beside_its_name() {
    let operation = operation(
        "parameters: [
          {name: limit, in: query, type: integer, format: int32, maximum: 9, default: 5},
          {name: tags, in: query, type: array, items: {type: string}, collectionFormat: csv},
          {name: ids, in: query, type: array, items: {type: integer}, collectionFormat: multi},
          {name: pipes, in: query, type: array, items: {type: string}, collectionFormat: pipes}]",
    );
    let [limit, tags, ids, pipes] = operation.parameters.as_slice() else {
        panic!("{:?}", operation.parameters);
    };
    assert_eq!(limit.ty, Ty::I32);
    assert!(limit.default.is_some());
    assert!(matches!(
        limit.constraints.list.as_slice(),
        [Constraint::Maximum(_)]
    ));
    assert_eq!(tags.ty, Ty::List(Box::new(Ty::String)));
    assert_eq!(tags.style, ParameterStyle::Form { explode: false });
    assert_eq!(ids.style, ParameterStyle::Form { explode: true });
    assert_eq!(
        pipes.style,
        ParameterStyle::PipeDelimited { explode: false }
    );
    assert_eq!(pipes.location, Location::Query);
}

#[test]
fn a_parameter_may_be_the_body() {
    let operation =
        operation("parameters: [{name: pet, in: body, required: true, schema: {type: string}}]");
    assert!(operation.parameters.is_empty());
    let body = operation.body.expect("a body");
    assert!(body.required);
    assert_eq!(body.content[0].media_type, "application/json");
    assert!(matches!(body.content[0].kind, BodyKind::Json(Ty::String)));
}

#[test]
fn the_schema_of_a_response_may_stand_outside_of_its_content() {
    let api =
        api("paths: {/: {get: {responses: {'200': {description: It., schema: {type: integer}}}}}}");
    let kind = &api.operations[0].success.cases[0].kind;
    assert!(matches!(kind, SuccessKind::Json(Ty::I64)), "{kind:?}");
}

#[test]
fn parameters_may_be_a_form() {
    let form = |parameters: &str| {
        let operation = operation(&format!("parameters: [{parameters}]"));
        operation.body.expect("a body")
    };
    let body = form("{name: user, in: formData, required: true, type: string}");
    assert!(body.required);
    assert!(matches!(body.content[0].kind, BodyKind::Form(..)));
    let body = form("{name: f, in: formData, type: file}, {name: n, in: formData, type: string}");
    let BodyKind::Multipart(parts) = &body.content[0].kind else {
        panic!("{:?}", body.content[0].kind);
    };
    assert_eq!(parts[0].name, "f");
    assert_eq!(parts[0].kind, FormFieldKind::File);
    assert_eq!(parts[1].name, "n");
}

#[test]
fn a_shared_parameter_may_be_the_body_or_a_part_of_a_form() {
    let api = api("consumes: [application/vnd.a+json]
paths:
  /a: {post: {parameters: [{$ref: '#/components/parameters/pet'}]}}
  /b: {post: {parameters: [{$ref: '#/components/parameters/file'}]}}
components:
  parameters:
    pet: {name: pet, in: body, required: true, schema: {type: string}}
    file: {name: file, in: formData, type: file}
");
    let body = |index: usize| api.operations[index].body.as_ref().expect("a body");
    assert_eq!(body(0).content[0].media_type, "application/vnd.a+json");
    assert!(body(0).required);
    assert!(matches!(body(1).content[0].kind, BodyKind::Multipart(_)));
}
