//! A description in several files that refer to each other.

use crate::ir::{Api, SuccessKind, Ty, TypeKind};
use crate::{Described, Options, describe};

const FILES: &[(&str, &str)] = &[
    (
        "paths/pets.yaml",
        "
get:
  operationId: listPets
  parameters: [{$ref: '../parameters.yaml#/limit'}]
  responses:
    '200':
      description: All of them.
      content:
        application/json:
          schema: {type: array, items: {$ref: '../openapi.yaml#/components/schemas/Pet'}}
    default: {$ref: '../responses.json#/Error'}
",
    ),
    (
        "parameters.yaml",
        "limit: {name: limit, in: query, schema: {type: integer, format: int32}}",
    ),
    (
        "responses.json",
        r#"{"Error": {"description": "Wrong.", "content": {"application/json": {"schema": {"$ref": "schemas/error.json"}}}}}"#,
    ),
    (
        "schemas/pet.yaml",
        "
Pet:
  type: object
  required: [name, owner]
  properties:
    name: {$ref: '#/$defs/a~1b%20c'}
    owner: {$ref: owner.yaml}
    parent: {$ref: '#/Pet'}
$defs:
  a/b c: {type: string, minLength: 1}
",
    ),
    (
        "schemas/owner.yaml",
        "
title: Owner
type: object
properties:
  pets: {type: array, items: {$ref: 'pet.yaml#/Pet'}}
  boss: {$ref: '#'}
",
    ),
    (
        "schemas/error.json",
        r#"{"type": "object", "properties": {"cause": {"$ref": "error.json"}}}"#,
    ),
];

const ROOT: &str = "
openapi: 3.1.0
info: {title: Files, version: '1'}
paths:
  /pets: {$ref: ./paths/pets.yaml}
components:
  schemas:
    Pet: {$ref: 'schemas/pet.yaml#/Pet'}
";

#[track_caller]
fn described() -> Api {
    let read = |path: &str| {
        let file = FILES.iter().find(|(name, _)| *name == path);
        file.map(|(_, text)| text.as_bytes().to_vec())
            .ok_or_else(|| format!("no file {path}"))
    };
    let text = ROOT.as_bytes().to_vec();
    match describe("openapi.yaml", text, &read, &Options::default()) {
        Ok(Described { document, api }) => {
            assert!(
                document.diagnostics.iter().next().is_none(),
                "{:?}",
                document.diagnostics
            );
            api
        }
        Err(rejected) => panic!("{:?}", rejected.0.diagnostics),
    }
}

#[test]
fn what_stands_in_other_files_is_part_of_the_description() {
    let api = described();
    let operation = &api.operations[0];
    assert_eq!(operation.operation_id.as_deref(), Some("listPets"));
    assert_eq!(operation.parameters[0].ty, Ty::I32);
    let SuccessKind::Json(Ty::List(pet)) = &operation.success.cases[0].kind else {
        panic!("{:?}", operation.success);
    };
    assert!(matches!(**pet, Ty::Named(_)));
    assert!(operation.errors[0].ty.is_some());
}

#[test]
fn a_schema_is_one_type_from_wherever_it_is_referred_to() {
    let api = described();
    let structs = api
        .types
        .iter()
        .filter(|ty| matches!(ty.kind, TypeKind::Struct(_)));
    let mut names: Vec<String> = structs.map(|ty| ty.name.join(" ").to_lowercase()).collect();
    names.sort();
    assert_eq!(names, ["error", "owner", "pet"]);
}
