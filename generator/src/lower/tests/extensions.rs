//! Our extensions: envelope, pagination, settings.

use super::calls::{check_said, lowered};
use crate::codes;
use crate::diagnostic::Severity;
use crate::ir::{PaginationStyle, SuccessKind, Ty};

/// A list of leads in an envelope; `{}` stands for further members of the operation.
const LEADS: &str = "x-envelope: {value: /data, requestId: /context/requestId, status: /status}
paths:
  /{companyId}/leads:
    parameters:
    - {name: companyId, in: path, required: true, x-client-setting: true, description: Yours., schema: {type: string}}
    get:
      operationId: listLeads
      parameters:
      - {name: skip, in: query, schema: {type: integer}}
      - {name: limit, in: query, schema: {type: integer}}
      responses:
        '200':
          description: ''
          content:
            application/json:
              schema:
                type: object
                required: [data]
                properties:
                  data: {type: array, items: {$ref: '#/components/schemas/Lead'}}
                  context: {type: object, properties: {requestId: {type: string}}}
                  status: {type: integer}
components:
  schemas:
    Lead: {type: object, properties: {id: {type: string}}}
";

fn with(members: &str) -> String {
    LEADS.replace(
        "      operationId: listLeads\n",
        &format!("      operationId: listLeads\n      {members}\n"),
    )
}

#[test]
fn the_value_of_an_envelope_is_the_value() {
    let (api, said) = lowered(LEADS);
    assert_eq!(said, []);
    let envelope = api.envelope.as_ref().expect("an envelope");
    assert_eq!(envelope.value, "data");
    assert_eq!(
        envelope.request_id.as_deref(),
        Some(["context".to_owned(), "requestId".to_owned()].as_slice())
    );
    let kinds: Vec<_> = api
        .operations
        .iter()
        .map(|operation| operation.success.kind())
        .collect();
    let [Some(SuccessKind::Json(Ty::List(element)))] = kinds.as_slice() else {
        panic!("{kinds:?}");
    };
    let names: Vec<String> = api.types.iter().map(|ty| ty.name.join(" ")).collect();
    assert_eq!(
        names,
        ["Lead"],
        "the wrapper goes, and with it what only it holds"
    );
    assert_eq!(**element, Ty::Named(crate::ir::TypeId(0)));
}

#[test]
fn a_setting_is_declared_once() {
    let (api, said) = lowered(LEADS);
    assert_eq!(said, []);
    let settings: Vec<&str> = api.settings.iter().map(|setting| &*setting.name).collect();
    assert_eq!(settings, ["companyId"]);
    let parameters = api
        .operations
        .iter()
        .flat_map(|operation| &operation.parameters);
    let settings: Vec<Option<usize>> = parameters.map(|parameter| parameter.setting).collect();
    assert_eq!(settings, [Some(0), None, None]);
}

#[test]
fn pagination_by_offset() {
    let (api, said) = lowered(&with(
        "x-pagination: {style: offset, offset: skip, limit: limit}",
    ));
    assert_eq!(said, []);
    let found = api
        .operations
        .iter()
        .find_map(|operation| operation.pagination.as_ref())
        .expect("pages");
    assert_eq!(
        found.style,
        PaginationStyle::Offset {
            offset: 1,
            limit: Some(2)
        }
    );
    assert_eq!(found.items, Vec::<String>::new());
    assert_eq!(found.item, Ty::Named(crate::ir::TypeId(0)));
}

#[test]
fn pagination_by_page_and_by_cursor() {
    let (api, said) = lowered(&with("x-pagination: {style: page, page: skip, first: 0}"));
    assert_eq!(said, []);
    let found = api
        .operations
        .iter()
        .find_map(|operation| operation.pagination.as_ref())
        .expect("pages");
    assert_eq!(
        found.style,
        PaginationStyle::Page {
            page: 1,
            limit: None,
            first: 0
        }
    );
    let (api, said) = lowered(&with(
        "x-pagination: {style: cursor, cursor: skip, next: /context/next}",
    ));
    assert_eq!(said, []);
    let found = api
        .operations
        .iter()
        .find_map(|operation| operation.pagination.as_ref())
        .expect("pages");
    let next = vec!["context".to_owned(), "next".to_owned()];
    assert_eq!(found.style, PaginationStyle::Cursor { cursor: 1, next });
}

#[test]
fn extensions_must_be_as_documented() {
    let table = [
        ("x-pagination: {style: magic}", "no style"),
        (
            "x-pagination: {style: offset, offset: skip, limit: skip}",
            "name the same parameter",
        ),
        (
            "x-pagination: {style: page, page: companyId}",
            "`companyId` is no integer",
        ),
        (
            "x-pagination: {style: offset}",
            "which parameter is the offset",
        ),
        (
            "x-pagination: {style: offset, offset: missing}",
            "no parameter `missing`",
        ),
        (
            "x-pagination: {style: offset, offset: skip, cursor: skip}",
            "no member `cursor`",
        ),
        (
            "x-pagination: {style: offset, offset: skip, items: /id}",
            "no list at `/id`",
        ),
        (
            "x-pagination: {style: offset, offset: skip, items: id}",
            "no JSON Pointer",
        ),
        (
            "x-pagination: {style: cursor, cursor: skip}",
            "where the next cursor is",
        ),
    ];
    for (members, message) in table {
        check_said(
            &with(members),
            Severity::Error,
            codes::BAD_EXTENSION,
            message,
        );
    }
    let envelopes = [
        ("x-envelope: {value: data, requestId", "no JSON Pointer"),
        ("x-envelope: {value: /a/b, requestId", "one member"),
        ("x-envelope: {other: /data, requestId", "no member `other`"),
        ("x-envelope: {requestId", "no `value`"),
        ("x-envelope: {value: /dat, requestId", "the member `dat`"),
    ];
    for (start, message) in envelopes {
        let text = LEADS.replace("x-envelope: {value: /data, requestId", start);
        check_said(&text, Severity::Error, codes::BAD_EXTENSION, message);
    }
    let setting = LEADS.replace("x-client-setting: true", "x-client-setting: yes please");
    check_said(
        &setting,
        Severity::Error,
        codes::BAD_EXTENSION,
        "x-client-setting",
    );
}

#[test]
fn a_misspelt_request_id_is_said() {
    let text = LEADS.replace("/context/requestId", "/context/requestIt");
    check_said(
        &text,
        Severity::Warning,
        codes::BAD_EXTENSION,
        "anything at `/context/requestIt`",
    );
}

#[test]
fn a_body_without_the_value_is_given_whole() {
    let health = "paths:
  /health:
    get:
      responses:
        '200':
          description: ''
          content: {application/json: {schema: {type: object, properties: {up: {type: boolean}}}}}
";
    let (api, said) = lowered(&LEADS.replace("paths:\n", health));
    assert_eq!(said, []);
    let enveloped: Vec<bool> = api
        .operations
        .iter()
        .map(|operation| operation.is_enveloped)
        .collect();
    assert_eq!(enveloped, [false, true]);
}

#[test]
fn an_operation_of_which_only_some_bodies_have_the_value_is_given_whole_and_said() {
    let queue = "paths:
  /queue:
    post:
      responses:
        '200':
          description: ''
          content: {application/json: {schema: {type: object, properties: {data: {type: string}}}}}
        '202':
          description: ''
          content: {application/json: {schema: {type: object, properties: {job: {type: string}}}}}
";
    let text = LEADS.replace("paths:\n", queue);
    let message = "has no member `data`, and another one";
    check_said(&text, Severity::Warning, codes::MIXED_ENVELOPE, message);
    let (api, _) = lowered(&text);
    let [queue, ..] = api.operations.as_slice() else {
        panic!("no operation")
    };
    assert!(!queue.is_enveloped);
    // Both are the objects that the description has, not the string inside the first.
    let whole = queue.success.cases.iter();
    let whole = whole.filter(|case| matches!(&case.kind, SuccessKind::Json(Ty::Named(_))));
    assert_eq!(whole.count(), 2);
}
