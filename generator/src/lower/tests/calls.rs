//! Operations as a whole: how many, what they are called, where they go. Also the helpers for tests of operations.

use crate::Faults;
use crate::codes;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::ir::{
    Api, Field, FieldShape, Method, Operation, OperationId, PathSegment, Ty, TypeKind,
};
use crate::lower::{Selection, lower};
use crate::testing;

/// A document without its preamble, lowered, with the diagnostics that gave.
#[track_caller]
pub(super) fn lowered(rest: &str) -> (Api, Vec<(Severity, Code, String)>) {
    let mut document = testing::document(rest);
    let api = lower(&document, &Selection::default());
    let said = std::mem::take::<Diagnostics>(&mut document.diagnostics);
    let said = said.into_vec().into_iter();
    (
        api,
        said.map(|it| (it.severity, it.code, it.message)).collect(),
    )
}

/// The only operation of a document that gives no diagnostics: `get` of `/`, with these members.
#[track_caller]
pub(super) fn get(members: &str) -> (Api, Operation) {
    operation(&path("/", "get", members))
}

/// The only operation of a document that gives no diagnostics.
#[track_caller]
pub(super) fn operation(rest: &str) -> (Api, Operation) {
    let (mut api, said) = lowered(rest);
    assert!(said.is_empty(), "{said:#?}");
    assert_eq!(api.operations.len(), 1, "one operation");
    let operation = api.operations.remove(0);
    (api, operation)
}

/// `paths` with one operation of these members.
pub(super) fn path(template: &str, method: &str, members: &str) -> String {
    let mut text = format!("paths:\n  '{template}':\n    {method}:\n");
    let indent = |line: &str| format!("      {line}\n");
    text.extend(members.lines().map(indent));
    if members.trim().is_empty() {
        text.push_str("      {}\n");
    }
    text
}

/// Checks that a document gives this diagnostic, and the text in its message.
#[track_caller]
pub(super) fn check_said(rest: &str, severity: Severity, code: Code, message: &str) {
    let (_, said) = lowered(rest);
    let is_it = |(its_severity, its_code, its_message): &(Severity, Code, String)| {
        *its_severity == severity && *its_code == code && its_message.contains(message)
    };
    assert!(said.iter().any(is_it), "{said:#?}");
}

#[test]
fn every_method_is_an_operation() {
    let methods = [
        "get", "put", "post", "delete", "options", "head", "patch", "trace",
    ];
    let mut text = "paths:\n  /pets:\n    summary: Pets\n    x-thing: {get: {}}\n".to_owned();
    text.extend(methods.map(|method| format!("    {method}: {{}}\n")));
    let (api, said) = lowered(&text);
    assert_eq!(said, []);
    let found: Vec<Method> = api
        .operations
        .iter()
        .map(|operation| operation.method.clone())
        .collect();
    assert_eq!(found.len(), methods.len());
    assert_eq!(found.first(), Some(&Method::Get));
    assert_eq!(found.last(), Some(&Method::Trace));
    for operation in &api.operations {
        assert_eq!(
            operation.docs.summary.as_deref(),
            Some("Pets"),
            "the path's own"
        );
    }
}

#[test]
fn a_path_item_may_be_a_reference_with_members_beside_it() {
    let (api, said) = lowered(
        "paths:
  /a: {$ref: '#/components/pathItems/Shared', delete: {}}
components:
  pathItems:
    Shared: {get: {}, delete: {operationId: hidden}}
",
    );
    assert_eq!(said, []);
    let found: Vec<Method> = api
        .operations
        .iter()
        .map(|operation| operation.method.clone())
        .collect();
    assert_eq!(found, [Method::Delete, Method::Get]);
    assert!(
        api.operations
            .iter()
            .all(|operation| operation.operation_id.is_none())
    );
}

#[test]
fn a_shared_path_item_does_not_repeat_its_operation_ids() {
    let (api, said) = lowered(
        "paths:
  /a: {$ref: '#/components/pathItems/Shared'}
  /b: {$ref: '#/components/pathItems/Shared'}
components:
  pathItems:
    Shared: {get: {operationId: getIt}}
",
    );
    assert_eq!(said, []);
    assert_eq!(api.operations.len(), 2);
}

#[test]
fn operations_without_an_id_are_named_by_method_and_path() {
    let (_, operation) = operation(
        "paths:
  /pets/{petId}:
    parameters: [{name: petId, in: path, required: true, schema: {type: string}}]
    get: {operationId: ''}
",
    );
    assert_eq!(operation.operation_id, None);
    assert_eq!(operation.name, ["get", "pets", "by", "petId"]);
}

#[test]
fn an_operation_id_that_is_there_twice_is_an_error() {
    let text = "paths:\n  /a: {get: {operationId: same}}\n  /b: {get: {operationId: same}}\n";
    check_said(
        text,
        Severity::Error,
        codes::DUPLICATE_OPERATION_ID,
        "`same`",
    );
    assert_eq!(
        lowered(text).0.operations.len(),
        2,
        "nothing is lost all the same"
    );
}

#[test]
fn templates_point_at_their_parameters() {
    let (_, operation) = operation(
        "paths:
  /{b}.{a}/{b}#more:
    get:
      parameters:
      - {name: q, in: query, schema: {type: string}}
      - {name: a, in: path, required: true, schema: {type: string}}
      - {name: b, in: path, required: true, schema: {type: string}}
",
    );
    let names: Vec<&str> = operation
        .parameters
        .iter()
        .map(|parameter| &*parameter.name)
        .collect();
    assert_eq!(
        names,
        ["b", "a", "q"],
        "path parameters in the template's order"
    );
    let text = |text: &str| PathSegment::Text(text.to_owned());
    let expected = [
        text("/"),
        PathSegment::Parameter(0),
        text("."),
        PathSegment::Parameter(1),
        text("/"),
        PathSegment::Parameter(0),
    ];
    assert_eq!(operation.path, expected);
    assert_eq!(operation.template, "/{b}.{a}/{b}#more");
}

#[test]
fn templates_and_parameters_must_agree() {
    let undeclared = path("/pets/{petId}", "get", "");
    check_said(
        &undeclared,
        Severity::Error,
        codes::PATH_PARAMETER_MISMATCH,
        "`{petId}`",
    );
    let unused = path(
        "/pets",
        "get",
        "parameters: [{name: petId, in: path, required: true, schema: {}}]",
    );
    check_said(
        &unused,
        Severity::Error,
        codes::PATH_PARAMETER_MISMATCH,
        "`{petId}`",
    );
    assert!(
        lowered(&unused)
            .0
            .operations
            .iter()
            .all(|operation| operation.parameters.is_empty())
    );
}

#[test]
fn a_query_in_the_path_gives_way_to_a_query_parameter() {
    let members = "parameters: [{name: q, in: query, schema: {type: string}}]";
    let (_, operation) = operation(&path("/search?kind=all&q={q}", "get", members));
    assert_eq!(
        operation.path,
        [PathSegment::Text("/search?kind=all".to_owned())]
    );
    assert_eq!(operation.parameters.len(), 1);
}

#[test]
fn groups_follow_the_tags_then_the_paths() {
    let (api, said) = lowered(
        "tags: [{name: dogs}, {name: unused}, {name: cats, description: Purring.}]
paths:
  /a: {get: {tags: [cats, dogs]}}
  /v1/birds/{id}: {get: {parameters: [{name: id, in: path, required: true, schema: {}}]}}
  /b: {get: {tags: [dogs]}}
  /: {get: {}}
",
    );
    assert_eq!(said, []);
    let groups: Vec<(Option<&str>, usize)> = api
        .groups
        .iter()
        .map(|group| (group.tag.as_deref(), group.operations.len()))
        .collect();
    assert_eq!(
        groups,
        [
            (Some("dogs"), 1),
            (Some("cats"), 1),
            (Some("birds"), 1),
            (None, 1)
        ]
    );
    let cats = api
        .groups
        .iter()
        .find(|group| group.tag.as_deref() == Some("cats"));
    assert_eq!(
        cats.and_then(|group| group.docs.description.as_deref()),
        Some("Purring.")
    );
}

#[test]
fn tags_that_are_one_group_both_say_what_it_is_about() {
    let (api, _) = lowered(
        "tags: [{name: Cats, description: Purring.}, {name: cats, description: Sleeping.}]
paths: {/a: {get: {tags: [cats]}}, /b: {get: {tags: [Cats]}}}
",
    );
    assert_eq!(api.groups.len(), 1);
    let said = api.groups[0].docs.description.as_deref();
    assert_eq!(said, Some("Purring.\n\nSleeping."));
}

#[test]
fn servers_of_an_operation_or_its_path() {
    let (api, said) = lowered(
        "servers: [{url: 'https://example.com'}]
paths:
  /a:
    servers: [{url: 'https://a.example.com'}]
    get: {}
    put: {servers: [{url: 'https://put.example.com'}]}
  /b: {get: {servers: [{url: 'https://example.com'}]}}
",
    );
    assert_eq!(said, []);
    let own = |operation: &Operation| {
        operation
            .servers
            .iter()
            .map(|server| server.url.clone())
            .collect::<Vec<_>>()
    };
    let own: Vec<Vec<String>> = api.operations.iter().map(own).collect();
    assert_eq!(
        own,
        [
            vec!["https://a.example.com"],
            vec!["https://put.example.com"],
            vec![]
        ]
    );
}

#[test]
fn a_relative_server_of_an_operation_is_told_unless_it_is_the_document_s() {
    let text = |own: &str| {
        format!(
            "servers: [{{url: 'https://a.example.com/v1'}}]
paths: {{/up: {{post: {{servers: [{{url: '{own}'}}]}}}}}}
"
        )
    };
    let words =
        "the server `/upload/v1` of this operation is relative to a place that is not known";
    check_said(
        &text("/upload/v1"),
        Severity::Warning,
        codes::BAD_SERVER,
        words,
    );
    assert_eq!(lowered(&text("/v1")).1, []);
}

#[test]
fn servers_have_variables_and_are_absolute() {
    let (api, said) = lowered(
        "servers:
- url: https://{region}.example.com/{version}
  variables:
    version: {default: v1}
    region: {enum: [eu, us], default: eu, description: Where.}
- url: /relative
- url: ''
",
    );
    assert_eq!(said, []);
    let [server] = api.servers.as_slice() else {
        panic!("one server: {:#?}", api.servers);
    };
    let names: Vec<&str> = server
        .variables
        .iter()
        .map(|variable| &*variable.name)
        .collect();
    assert_eq!(names, ["region", "version"]);
    assert_eq!(
        server.variables.first().map(|region| region.values.len()),
        Some(2)
    );
}

#[test]
fn servers_that_cannot_be_used_are_left_out() {
    // What is a URL breaks no rule, whether this client can use it or not.
    for (url, severity) in [
        ("ftp://example.com", Severity::Warning),
        ("https://", Severity::Warning),
        ("<your host>", Severity::Error),
        ("https://{undescribed}.com", Severity::Error),
    ] {
        let text = format!("servers: [{{url: '{url}'}}]\n");
        check_said(&text, severity, codes::BAD_SERVER, "");
        assert_eq!(lowered(&text).0.servers, [], "{url}");
    }
}

/// Calls go to the first server unless the caller says otherwise, so a sandbox behind it must not become the first.
#[test]
fn no_server_takes_the_place_of_a_first_one_that_cannot_be_used() {
    for first in ["https://{tenant}.example.com", "/v1"] {
        let text =
            format!("servers: [{{url: '{first}'}}, {{url: 'https://sandbox.example.com'}}]\n");
        assert_eq!(lowered(&text).0.servers, [], "{first}");
    }
    let second =
        "servers: [{url: 'https://example.com'}, {url: /v1}, {url: 'https://eu.example.com'}]\n";
    assert_eq!(lowered(second).0.servers.len(), 2);
}

#[test]
fn webhooks_and_callbacks_carry_payloads() {
    let (api, said) = lowered(
        "webhooks:
  leadCreated:
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Event'}}}}
      responses: {'200': {description: ok}}
paths:
  /subscribe:
    post:
      callbacks:
        onEvent:
          '{$request.query.url}':
            post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Event'}}}}}
components:
  schemas:
    Event: {type: object, properties: {id: {type: string}}}
",
    );
    assert_eq!(said, []);
    let found: Vec<(&str, bool)> = api
        .webhooks
        .iter()
        .map(|webhook| (&*webhook.name, webhook.payload.is_some()))
        .collect();
    assert_eq!(found, [("leadCreated", true), ("onEvent", true)]);
    assert_eq!(api.operations.len(), 1, "a webhook is no operation");
    assert!(
        api.types
            .iter()
            .all(|ty| ty.usage.response && !ty.usage.request)
    );
}

/// Two operations with one id, and a path with a parameter that nobody declares.
const FAULTY: &str = "\
paths:
  /pets/{petId}:
    get: {operationId: pet, responses: {'204': {description: ''}}}
    put: {operationId: pet, responses: {'204': {description: ''}}}
";

#[test]
fn faults_are_errors_for_the_author() {
    let (_, said) = lowered(FAULTY);
    let errors: Vec<Code> = said
        .iter()
        .filter(|it| it.0 == Severity::Error)
        .map(|it| it.1)
        .collect();
    assert_eq!(
        errors,
        [
            codes::DUPLICATE_OPERATION_ID,
            // Of both operations: the path is what they have in common.
            codes::PATH_PARAMETER_MISMATCH
        ]
    );
}

#[test]
fn a_name_in_a_path_that_nobody_declares_is_said_once() {
    let document = testing::document(
        "paths:
  /pets/{petId}/{toyId}:
    get: {parameters: [{name: toyId, in: path, required: true, schema: {}}]}
    put: {}
    delete: {}
",
    );
    lower(&document, &Selection::default());
    let is_it = |one: &Diagnostic| one.code == codes::PATH_PARAMETER_MISMATCH;
    let said: Vec<Diagnostic> = document.diagnostics.iter().filter(is_it).collect();
    let told: Vec<(bool, Vec<String>)> = said
        .iter()
        .map(|one| {
            let places = one.notes.iter().map(|note| note.place);
            let places = places.map(|place| document.sources.describe(&document.tree, place));
            (one.message.contains("`{petId}`"), places.collect())
        })
        .collect();
    let at = |line: usize| format!("openapi.yaml:{line}:5");
    assert_eq!(told, [(true, vec![at(6), at(7)]), (false, vec![at(7)])]);
}

#[test]
fn faults_are_read_soundly_where_they_are_tolerated() {
    let mut document = testing::document(FAULTY);
    document.faults = Faults::Tolerate;
    let api = lower(&document, &Selection::default());
    assert!(!document.diagnostics.has_errors());
    assert_eq!(document.diagnostics.iter().count(), 2);
    let [get, put] = api.operations.as_slice() else {
        panic!("{} operations", api.operations.len())
    };
    for operation in [get, put] {
        let parameter = &operation.parameters[0];
        assert_eq!((&*parameter.name, &parameter.ty), ("petId", &Ty::String));
        assert_eq!(operation.path.last(), Some(&PathSegment::Parameter(0)));
    }
    let names = crate::names::plan(&api);
    let method = |index| names.operation(OperationId(index)).method.as_str();
    assert_ne!(method(0), method(1));
}

/// What only one direction has is not demanded of values that go in both.
#[test]
fn what_one_direction_has_alone_is_demanded_in_it_alone() {
    let schemas = "components:
  schemas:
    Both: &all
      type: object
      required: [id, name, secret]
      properties:
        id: {type: string, readOnly: true}
        name: {type: string}
        secret: {type: string, writeOnly: true}
    Received: *all
    Sent: *all
";
    let body = |name: &str| {
        format!(
            "content: {{application/json: {{schema: {{$ref: '#/components/schemas/{name}'}}}}}}"
        )
    };
    let members = |sent: &str, received: &str| {
        format!(
            "requestBody: {{{}}}\nresponses: {{'200': {{description: x, {}}}}}",
            body(sent),
            body(received)
        )
    };
    let text = path("/", "put", &members("Both", "Both"))
        + "  /other:\n    put:\n      requestBody: {"
        + &body("Sent")
        + "}\n      responses: {'200': {description: x, "
        + &body("Received")
        + "}}\n"
        + schemas;
    let (api, _) = lowered(&text);
    let shapes = |name: &str| {
        let ty = api.types.iter().find(|ty| ty.name == [name]);
        let Some(TypeKind::Struct(of)) = ty.map(|ty| &ty.kind) else {
            panic!("{name} is no struct");
        };
        let is_demanded = |field: &&Field| field.shape == FieldShape::Required;
        let demanded = of.fields.iter().filter(is_demanded);
        demanded.map(|field| field.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(shapes("Both"), ["name"]);
    assert_eq!(shapes("Received"), ["id", "name"]);
    assert_eq!(shapes("Sent"), ["name", "secret"]);
}

#[test]
fn a_path_without_its_slash_keeps_its_operations_beside_the_right_one() {
    for (members, expected) in [
        ("pets: {post: {}}\n  /pets: {get: {}}", 2),
        ("pets: {post: {}, get: {}}\n  /pets: {get: {}}", 1),
    ] {
        let text =
            format!("openapi: 3.1.0\ninfo: {{title: Test, version: '1'}}\npaths:\n  {members}\n");
        let options = crate::Options {
            faults: Faults::Tolerate,
            ..Default::default()
        };
        let read = |path: &str| Err(format!("no {path}"));
        let described = crate::describe("a.yaml", text.into_bytes(), &read, &options);
        let Ok(described) = described else {
            panic!("{members}");
        };
        let operations = &described.api.operations;
        assert_eq!(operations.len(), expected, "{members}");
        let pets = PathSegment::Text("/pets".to_owned());
        assert!(
            operations.iter().all(|it| it.path.contains(&pets)),
            "{operations:?}"
        );
    }
}
