//! Parameters: where they come from, and how their values are written.

use super::calls::{check_said, get, lowered, operation, path};
use crate::codes;
use crate::diagnostic::Severity;
use crate::ir::{Location, Parameter, ParameterStyle, PathSegment, Ty};

#[track_caller]
fn one(parameter: &str) -> Parameter {
    let (_, mut operation) = get(&format!("parameters: [{parameter}]"));
    assert_eq!(operation.parameters.len(), 1);
    operation.parameters.remove(0)
}

#[test]
fn styles_and_their_defaults() {
    use ParameterStyle::{DeepObject, Form, PipeDelimited, Simple, SpaceDelimited};
    let table = [
        ("in: query", Form { explode: true }),
        ("in: query, explode: false", Form { explode: false }),
        (
            "in: query, style: form, explode: false",
            Form { explode: false },
        ),
        (
            "in: query, style: spaceDelimited",
            SpaceDelimited { explode: false },
        ),
        (
            "in: query, style: spaceDelimited, explode: true",
            SpaceDelimited { explode: true },
        ),
        (
            "in: query, style: pipeDelimited",
            PipeDelimited { explode: false },
        ),
        ("in: query, style: deepObject, explode: true", DeepObject),
        ("in: header", Simple { explode: false }),
        ("in: header, explode: true", Simple { explode: true }),
        ("in: cookie", Form { explode: true }),
        ("in: cookie, explode: false", Form { explode: false }),
    ];
    for (members, expected) in table {
        let parameter = one(&format!(
            "{{name: p, {members}, schema: {{type: array, items: {{}}}}}}"
        ));
        assert_eq!(parameter.style, expected, "{members}");
    }
}

#[test]
fn styles_of_paths() {
    use ParameterStyle::{Label, Matrix, Simple};
    let table = [
        ("", Simple { explode: false }),
        ("explode: true", Simple { explode: true }),
        ("style: label", Label { explode: false }),
        ("style: matrix, explode: true", Matrix { explode: true }),
    ];
    for (members, expected) in table {
        let members = format!("parameters: [{{name: p, in: path, schema: {{}}, {members}}}]");
        let (_, operation) = operation(&path("/{p}", "get", &members));
        let [parameter] = operation.parameters.as_slice() else {
            panic!("one parameter");
        };
        assert_eq!(parameter.style, expected);
        assert!(parameter.required, "a path has all its parts");
    }
}

#[test]
fn a_style_that_is_not_for_the_place_gives_way_to_the_default() {
    for members in [
        "in: query, style: label",
        "in: header, style: form",
        "in: cookie, style: wild",
    ] {
        let text = path(
            "/",
            "get",
            &format!("parameters: [{{name: p, {members}, schema: {{}}}}]"),
        );
        check_said(
            &text,
            Severity::Error,
            codes::UNSUPPORTED_PARAMETER,
            "style",
        );
        assert_eq!(
            lowered(&text)
                .0
                .operations
                .iter()
                .map(|it| it.parameters.len())
                .sum::<usize>(),
            1
        );
    }
}

#[test]
fn content_is_json_or_text() {
    let json = one(
        "{name: p, in: query, content: {application/json: {schema: {type: array, items: {type: integer}}}}}",
    );
    assert_eq!(json.style, ParameterStyle::Json);
    assert_eq!(json.ty, Ty::List(Box::new(Ty::I64)));
    let text = one(
        "{name: p, in: query, content: {text/csv: {schema: {type: array, items: {type: integer}}}}}",
    );
    assert_eq!(text.style, ParameterStyle::Form { explode: true });
    assert_eq!(text.ty, Ty::String);
}

#[test]
fn the_operations_parameters_override_the_paths() {
    let (_, operation) = operation(
        "paths:
  /:
    parameters:
    - {name: a, in: query, schema: {type: string}}
    - {name: b, in: query, schema: {type: string}}
    get:
      parameters:
      - {name: a, in: query, required: true, schema: {type: integer}}
      - {name: b, in: header, schema: {type: string}}
",
    );
    let found: Vec<(&str, Location, bool)> = operation
        .parameters
        .iter()
        .map(|parameter| (&*parameter.name, parameter.location, parameter.required))
        .collect();
    let expected = [
        ("b", Location::Query, false),
        ("a", Location::Query, true),
        ("b", Location::Header, false),
    ];
    assert_eq!(found, expected);
}

#[test]
fn headers_that_others_set_are_no_parameters() {
    let names = ["Accept", "content-type", "AUTHORIZATION"];
    let parameters =
        names.map(|name| format!("{{name: {name}, in: header, schema: {{type: string}}}}"));
    let (_, operation) = get(&format!("parameters: [{}]", parameters.join(", ")));
    assert!(operation.parameters.is_empty());
    let query = one("{name: accept, in: query, schema: {type: string}}");
    assert_eq!(query.name, "accept");
}

#[test]
fn parameters_that_say_too_little_or_twice() {
    let table = [
        (
            "{name: p, in: nowhere, schema: {}}",
            codes::UNSUPPORTED_PARAMETER,
        ),
        (
            "{name: '', in: query, schema: {}}",
            codes::UNSUPPORTED_PARAMETER,
        ),
        (
            "{name: p, in: query, schema: {}}, {name: p, in: query, schema: {}}",
            codes::DUPLICATE_PARAMETER,
        ),
    ];
    for (parameters, code) in table {
        let text = path("/", "get", &format!("parameters: [{parameters}]"));
        check_said(&text, Severity::Error, code, "");
    }
}

#[test]
fn what_a_parameter_says_of_itself() {
    let parameter = one(
        "{name: p, in: query, deprecated: true, allowReserved: true, schema: {type: integer, default: 5, minimum: 1, \
         description: How many.}}",
    );
    assert!(parameter.deprecated && parameter.allow_reserved && !parameter.required);
    assert_eq!(parameter.default, Some(5.into()));
    assert_eq!(parameter.constraints.list.len(), 1);
    assert_eq!(parameter.docs.description.as_deref(), Some("How many."));
}

#[test]
fn inline_types_are_named_after_the_operation_or_the_shared_parameter() {
    let (api, said) = lowered(
        "paths:
  /a: {get: {operationId: listPets, parameters: [{name: kind, in: query, schema: {enum: [cat, dog]}}]}}
  /b: {get: {parameters: [{$ref: '#/components/parameters/Sort'}]}}
components:
  parameters:
    Sort: {name: sort, in: query, schema: {enum: [up, down]}}
",
    );
    assert_eq!(said, []);
    let names: Vec<String> = api.types.iter().map(|ty| ty.name.join(" ")).collect();
    assert_eq!(names, ["listPets kind", "Sort parameter"]);
}

#[test]
fn the_idempotency_key_is_known_by_its_name_or_a_mark() {
    for parameter in [
        "{name: idempotency-key, in: header, schema: {type: string}}",
        "{name: X-Once, in: header, x-idempotency-key: true, schema: {type: string}}",
        "{name: Idempotency-Key, in: header, required: true, schema: {type: string, format: uuid}}",
    ] {
        let (_, operation) = get(&format!("parameters: [{parameter}]"));
        let name = operation
            .parameters
            .first()
            .map(|parameter| parameter.name.clone());
        assert_eq!(operation.idempotency_key, name);
        assert!(name.is_some());
        assert!(operation.parameters.iter().all(|it| !it.required));
    }
}

#[test]
fn arguments_stand_in_the_order_of_the_path_declared_or_not() {
    let text = path(
        "/{a}/{b}/{c}",
        "get",
        "parameters:\n- {name: q, in: query, schema: {type: string}}\n- {name: b, in: path, required: true, schema: {type: string}}",
    );
    let (api, _) = lowered(&text);
    let operation = &api.operations[0];
    let names: Vec<&str> = operation
        .parameters
        .iter()
        .map(|parameter| &*parameter.name)
        .collect();
    assert_eq!(names, ["a", "b", "c", "q"]);
    let placed = operation.path.iter().filter_map(|segment| match segment {
        PathSegment::Parameter(index) => Some(names[*index]),
        PathSegment::Text(_) => None,
    });
    assert_eq!(placed.collect::<String>(), "abc");
}
