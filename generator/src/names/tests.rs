//! Plans for whole documents: what stands beside each other differs, and nothing changes when a document grows.

use std::collections::HashSet;

use serde_json::Value;

use super::{Ident, Names, plan};
use crate::ir::{Api, OperationId, TypeId};
use crate::lower::{Selection, lower};
use crate::testing;

#[track_caller]
fn planned(rest: &str) -> (Api, Names) {
    let document = testing::document(rest);
    let api = lower(&document, &Selection::default());
    let names = plan(&api);
    (api, names)
}

/// Checks that identifiers are valid, and differ even where a file system does not know capitals.
#[track_caller]
fn check_scope<'a>(what: &str, idents: impl IntoIterator<Item = &'a Ident>) {
    let mut seen = HashSet::new();
    for ident in idents {
        assert!(
            syn::parse_str::<syn::Ident>(ident.as_str()).is_ok(),
            "{ident}"
        );
        assert!(
            ident.as_str().is_ascii() && ident.as_str().len() <= 120,
            "{ident}"
        );
        assert!(seen.insert(ident.clone()), "{what}: {ident} is there twice");
    }
}

/// Names that have broken generators.
fn hostile() -> Vec<String> {
    let mut names: Vec<String> = [
        "",
        " ",
        "_",
        "__",
        "-",
        "type",
        "Type",
        "TYPE",
        "self",
        "Self",
        "super",
        "crate",
        "gen",
        "async",
        "r#type",
        "mod",
        "lib",
        "con",
        "COM1",
        "nul.txt",
        "Option",
        "Vec",
        "String",
        "Result",
        "Value",
        "Model",
        "Error",
        "extra",
        "additional_properties",
        "additionalProperties",
        "new",
        "default",
        "clone",
        "Unrecognized",
        "unrecognized",
        "1",
        "-1",
        "+1",
        "1.0",
        "1_0",
        "10",
        "01",
        "é",
        "e\u{301}",
        "日本",
        "🎉",
        "\u{200b}",
        "\u{0}",
        "a\u{0}b",
        "foo bar",
        "fooBar",
        "foo_bar",
        "foo-bar",
        "FOO_BAR",
        "foo.bar",
        "foo/bar",
        "../../etc/passwd",
        "C:\\x",
        "\"",
        "*/",
        "//",
        "#[x]",
        "{}",
        "timeout",
        "send",
        "body",
        "id",
        "_id",
        "$id",
        "@id",
        "ID",
        "Id",
        "id2",
        "id_2",
    ]
    .map(str::to_owned)
    .to_vec();
    names.push("x".repeat(300));
    names.push("long ".repeat(2_000));
    names.push(format!("{}!", "long ".repeat(2_000)));
    names
}

#[test]
fn hostile_names_of_types_fields_and_values() {
    let names = hostile();
    let string = serde_json::json!({"type": "string"});
    let fields: serde_json::Map<String, Value> = names
        .iter()
        .map(|name| (name.clone(), string.clone()))
        .collect();
    let mut schemas: serde_json::Map<String, Value> = names
        .iter()
        .map(|name| {
            (
                name.clone(),
                serde_json::json!({"type": "object", "title": name}),
            )
        })
        .collect();
    schemas.insert(
        "Fields".to_owned(),
        serde_json::json!({"type": "object", "properties": fields}),
    );
    schemas.insert("Values".to_owned(), serde_json::json!({"enum": names}));
    let root = serde_json::json!({
        "openapi": "3.1.0",
        "info": {"title": "Test", "version": "1"},
        "components": {"schemas": schemas},
    });
    let api = lower(&testing::read(&root.to_string()), &Selection::default());
    let planned = plan(&api);
    assert!(api.types.len() >= names.len());
    let ids = || (0..api.types.len()).map(|index| TypeId(index as u32));
    check_scope("types", ids().map(|id| &planned.ty(id).name));
    check_scope("modules", ids().map(|id| &planned.ty(id).module));
    for id in ids() {
        let names = planned.ty(id);
        check_scope("fields", &names.fields);
        check_scope("setters", &names.setters);
        check_scope("variants", &names.variants);
        assert!(
            names
                .fields
                .iter()
                .all(|field| !matches!(field.as_str(), "extra" | "additional_properties"))
        );
        assert!(
            names
                .variants
                .iter()
                .all(|variant| variant.as_str() != "Unrecognized")
        );
    }
    let most = ids()
        .map(|id| planned.ty(id))
        .map(|names| names.fields.len().max(names.variants.len()));
    assert_eq!(most.max(), Some(names.len()), "each member has its name");
}

#[test]
fn hostile_names_of_tags_operations_and_parameters() {
    let names = hostile();
    let quoted = |name: &str| serde_json::Value::from(name).to_string();
    let mut text = "paths:\n".to_owned();
    let parameters: Vec<String> = names
        .iter()
        .filter(|name| !name.is_empty())
        .map(|name| {
            format!(
                "{{name: {}, in: query, schema: {{type: string}}}}",
                quoted(name)
            )
        })
        .collect();
    for (index, name) in names.iter().enumerate() {
        let (id, tag) = (quoted(name), quoted(name));
        let parameters = parameters.join(", ");
        text.push_str(&format!("  /a{index}: {{get: {{operationId: {id}, tags: [{tag}], parameters: [{parameters}]}}}}\n"));
        text.push_str(&format!(
            "  /b{index}: {{get: {{operationId: {}, tags: [same]}}}}\n",
            quoted(&format!("{name}!"))
        ));
    }
    let (api, planned) = planned(&text);
    assert_eq!(api.operations.len(), 2 * names.len());
    let groups = || (0..api.groups.len()).map(|index| planned.group(index));
    check_scope("modules", groups().map(|group| &group.module));
    check_scope("accessors", groups().map(|group| &group.accessor));
    check_scope("handles", groups().map(|group| &group.handle));
    let features: HashSet<&str> = groups().map(|group| &*group.feature).collect();
    assert_eq!(features.len(), api.groups.len());
    for group in &api.groups {
        let operations = || group.operations.iter().map(|&id| planned.operation(id));
        check_scope(
            "methods",
            operations().flat_map(|names| {
                std::iter::once(&names.method).chain(names.choices.iter().flatten())
            }),
        );
        check_scope(
            "structs",
            operations().flat_map(|names| [&names.request, &names.output]),
        );
        check_scope("statics", operations().map(|names| &names.r#static));
        for names in operations() {
            check_scope("parameters", names.parameters.iter().chain(&names.bodies));
        }
    }
}

#[test]
fn components_come_before_inline_types() {
    let (api, names) = planned(
        "components:
  schemas:
    pet: {type: object, properties: {owner: {type: object, properties: {a: {}}}}}
    PetOwner: {type: object}
    Pet: {type: object}
    Model: {type: object}
",
    );
    let found: Vec<(String, &str, &str)> = api
        .types
        .iter()
        .zip(0..)
        .map(|(ty, id)| {
            let names = names.ty(TypeId(id));
            (
                ty.name.join("."),
                names.name.as_str(),
                names.module.as_str(),
            )
        })
        .collect();
    let found: Vec<(&str, &str, &str)> = found
        .iter()
        .map(|(words, name, module)| (&**words, *name, *module))
        .collect();
    let expected = [
        ("pet", "Pet2", "pet_2"),
        ("PetOwner", "PetOwner", "pet_owner"),
        ("Pet", "Pet", "pet"),
        ("Model", "ApiModel", "model"),
        ("pet.owner", "PetOwner2", "pet_owner_2"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_method_keeps_its_name_when_others_come() {
    let operation = |id: &str| {
        format!(
            "  /{}: {{get: {{operationId: {id}, tags: [leads]}}}}\n",
            id.to_lowercase()
        )
    };
    let ids = [
        "listLeads",
        "leads.list",
        "getLead",
        "getLeads",
        "list",
        "leadsGet",
    ];
    let expected = [
        "list",
        "leads_list",
        "get",
        "get_leads",
        "list_2",
        "leads_get",
    ];
    for count in 1..=ids.len() {
        let text: String = ids.iter().take(count).map(|id| operation(id)).collect();
        let (_, names) = planned(&format!("paths:\n{text}"));
        let found: Vec<&str> = (0..count)
            .map(|index| names.operation(OperationId(index as u32)).method.as_str())
            .collect();
        assert_eq!(found, expected[..count]);
    }
}

#[test]
fn what_stands_beside_a_call() {
    let (_, names) = planned(
        "tags: [{name: Object Schemas}]
paths:
  /a:
    post:
      operationId: createSchema
      tags: [Object Schemas]
      parameters: [{name: timeout, in: query, schema: {type: integer}}, {name: type, in: query, schema: {}}]
      requestBody: {content: {application/json: {}, application/merge-patch+json: {}, text/plain: {}}}
      responses:
        '200': {description: '', content: {application/json: {}, application/zip: {}}}
        '204': {description: ''}
",
    );
    let group = names.group(0);
    assert_eq!(group.module.as_str(), "object_schemas");
    assert_eq!(group.handle.as_str(), "ObjectSchemas");
    assert_eq!(group.feature, "object-schemas");
    let operation = names.operation(OperationId(0));
    let text = |idents: &[Ident]| idents.iter().map(Ident::to_string).collect::<Vec<_>>();
    assert_eq!(operation.method.as_str(), "create_schema");
    assert_eq!(operation.request.as_str(), "CreateSchema");
    assert_eq!(operation.output.as_str(), "CreateSchemaOutput");
    assert_eq!(operation.r#static.as_str(), "CREATE_SCHEMA");
    assert_eq!(text(&operation.parameters), ["timeout_parameter", "r#type"]);
    assert_eq!(
        text(&operation.bodies),
        ["json_body", "merge_patch_json_body", "text_body"]
    );
    assert_eq!(text(&operation.outputs), ["OkJson", "OkZip", "NoContent"]);
}

#[test]
fn a_body_of_several_types_that_must_be_there_has_a_method_for_each() {
    let (_, names) = planned(
        "paths:
  /a:
    post:
      operationId: upload
      requestBody: {required: true, content: {text/plain: {}, application/json: {}, multipart/form-data: {}}}
  /b:
    post: {operationId: uploadAsText, tags: [a]}
  /c:
    post: {operationId: send, requestBody: {required: true, content: {text/plain: {}}}}
",
    );
    let choices = |id| -> Vec<String> {
        let choices = names.operation(OperationId(id)).choices.iter();
        choices
            .map(|name| name.as_ref().map_or_else(String::new, Ident::to_string))
            .collect()
    };
    assert_eq!(choices(0), ["upload_as_text_2", "", "upload_as_multipart"]);
    assert_eq!(
        names.operation(OperationId(1)).method.as_str(),
        "upload_as_text"
    );
    assert_eq!(choices(2), [""]);
}

#[test]
fn settings_schemes_servers_and_webhooks() {
    let (_, names) = planned(
        "servers:
- {url: 'https://a.example.com', description: Production}
- {url: 'https://b.example.com/{api-version}', variables: {api-version: {default: v1}}}
webhooks:
  lead/create: {post: {requestBody: {content: {application/json: {schema: {type: object}}}}}}
paths:
  /{companyId}:
    get:
      parameters: [{name: companyId, in: path, required: true, x-client-setting: true, schema: {type: string}}]
components:
  schemas: {LeadCreate: {type: object}}
  securitySchemes: {company_id: {type: http, scheme: bearer}}
",
    );
    let text = |idents: &[Ident]| idents.iter().map(Ident::to_string).collect::<Vec<_>>();
    assert_eq!(text(&names.settings), ["company_id"]);
    assert_eq!(text(&names.security_schemes), ["company_id_2"]);
    assert_eq!(text(&names.webhooks), ["LeadCreatePayload"]);
    assert_eq!(names.server(0).name.as_str(), "Production");
    assert_eq!(names.server(1).name.as_str(), "Server2");
    assert_eq!(text(&names.server(1).variables), ["api_version"]);
}
