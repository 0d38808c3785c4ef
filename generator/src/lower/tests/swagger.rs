//! What Swagger 2.0 wrote at another place: it is read as if it stood where OpenAPI 3 has it.

use crate::diagnostic::Severity;
use crate::ir::{
    Api, BodyKind, Constraint, FormFieldKind, Location, Method, Operation, ParameterStyle,
    SuccessKind, Ty,
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

#[test]
fn parameters_of_a_path_may_be_the_body_or_a_part_of_a_form() {
    let api = api("paths:
  /a:
    parameters: [{name: pet, in: body, required: true, schema: {type: string}}]
    get: {}
    put: {}
    post: {parameters: [{name: own, in: body, schema: {type: integer}}]}
  /b:
    parameters: [{$ref: '#/components/parameters/file'}, {name: n, in: formData, type: string}]
    post: {parameters: [{name: n, in: formData, required: true, type: integer}]}
components:
  parameters:
    file: {name: file, in: formData, type: file}
");
    let [get, put, post, form] = api.operations.as_slice() else {
        panic!("{:?}", api.operations.len());
    };
    assert!(get.body.is_none());
    let kind = |operation: &Operation| match &operation.body {
        Some(body) => format!("{:?}", body.content[0].kind),
        None => "none".to_owned(),
    };
    assert_eq!(kind(put), "Json(String)");
    assert_eq!(kind(post), "Json(I64)");
    let Some(BodyKind::Multipart(parts)) = form.body.as_ref().map(|it| &it.content[0].kind) else {
        panic!("{}", kind(form));
    };
    let parts: Vec<_> = parts.iter().map(|it| (&*it.name, &it.kind)).collect();
    assert_eq!(
        parts,
        [
            ("n", &FormFieldKind::Text(Ty::I64)),
            ("file", &FormFieldKind::File)
        ]
    );
}

#[test]
fn a_shared_part_is_a_file_wherever_it_was_read_first() {
    let api = api("components:
  parameters:
    file: {name: file, in: formData, type: file}
    photo: {name: photo, in: formData, schema: {type: string, format: binary}}
paths:
  /a: {post: {parameters: [{$ref: '#/components/parameters/file'}]}}
  /b: {post: {parameters: [{$ref: '#/components/parameters/photo'}]}}
");
    for operation in &api.operations {
        let kind = &operation.body.as_ref().expect("a body").content[0].kind;
        assert!(matches!(kind, BodyKind::Multipart(_)), "{kind:?}");
    }
}

#[test]
fn how_lists_are_written_may_be_said_of_forms_and_beside_schemas() {
    let operation = operation(
        "parameters: [
          {name: a, in: formData, type: array, items: {type: string}, collectionFormat: pipes},
          {name: b, in: query, schema: {type: array, items: {type: string}}, collectionFormat: csv}]",
    );
    let style = operation.parameters[0].style;
    assert_eq!(style, ParameterStyle::Form { explode: false });
    let BodyKind::Form(_, fields) = &operation.body.expect("a body").content[0].kind else {
        panic!("a form");
    };
    let style = ParameterStyle::PipeDelimited { explode: false };
    assert_eq!((&*fields[0].name, fields[0].style), ("a", style));
}

#[test]
fn of_several_media_types_json_is_the_one() {
    let operation = operation(
        "consumes: [application/xml, application/json]
      produces: [text/html, application/hal+json]
      parameters: [{name: pet, in: body, schema: {type: string}}]",
    );
    let sent = &operation.body.expect("a body").content[0].media_type;
    assert_eq!(sent, "application/json");
    let api = api("produces: [application/xml, application/json]
paths: {/: {get: {responses: {'200': {description: It., schema: {type: integer}}}}}}
");
    let kind = &api.operations[0].success.cases[0].kind;
    assert!(matches!(kind, SuccessKind::Json(Ty::I64)), "{kind:?}");
}

#[test]
fn methods_may_be_in_capitals() {
    let api = api(
        "paths: {/a: {GET: {}, Post: {}, parameters: []}, /b: {GET: {}, get: {operationId: it}}}",
    );
    let methods: Vec<Method> = api.operations.iter().map(|it| it.method.clone()).collect();
    assert_eq!(methods, [Method::Get, Method::Post, Method::Get]);
}

#[test]
fn members_may_be_spelt_as_elsewhere() {
    let api = api("paths: {/a: {Get: {Operation_id: it}}}
components: {schemas: {A: {type: array, items: {type: string}, min_items: 2, maxItems: 3, max_items: 4}}}
");
    assert_eq!(api.operations[0].operation_id.as_deref(), Some("it"));
}
