//! What a field keeps beside its type: documentation, constraints, defaults, flags.

use super::{lowered, types};
use crate::ir::{Constraint, Field, FieldShape, Type, TypeKind};

#[track_caller]
fn field(types: &[Type], name: &str) -> Field {
    let TypeKind::Struct(object) = &types[0].kind else {
        panic!("{:?}", types[0].kind)
    };
    let found = object.fields.iter().find(|field| field.name == name);
    found.unwrap_or_else(|| panic!("no {name}")).clone()
}

#[test]
fn words_beside_a_reference_document_the_field() {
    let types = types(
        "
Pet:
  properties:
    a: {$ref: '#/components/schemas/Name', description: Beside.}
    b: {allOf: [{$ref: '#/components/schemas/Name'}, {description: Inside.}]}
    c: {$ref: '#/components/schemas/Name'}
    d: {anyOf: [{type: string, description: One of two.}, {type: 'null'}]}
    e: {oneOf: [{type: 'null'}, {$ref: '#/components/schemas/Name'}]}
    f: {oneOf: [{type: integer, description: One.}, {type: string, description: Another.}]}
    name: {title: Name, description: What it is called., x-unverified: a guess, example: Rex}
Name: {type: string, description: The type itself. It has more to say.}
",
    );
    let words = |name| field(&types, name).docs.description;
    assert_eq!(words("a").as_deref(), Some("Beside."));
    assert_eq!(words("b").as_deref(), Some("Inside."));
    assert_eq!(words("c").as_deref(), Some("The type itself."));
    assert_eq!(words("d").as_deref(), Some("One of two."));
    assert_eq!(words("e").as_deref(), Some("The type itself."));
    assert_eq!(words("f"), None, "it may be either");
    let docs = field(&types, "name").docs;
    assert_eq!(docs.summary, None, "the title repeats the name");
    assert_eq!(docs.unverified.as_deref(), Some("a guess"));
    assert_eq!(docs.example.as_deref(), Some("\"Rex\""));
}

#[test]
fn demands_are_gathered_from_all_that_holds() {
    let types = types(
        "
Pet:
  properties:
    a: {allOf: [{$ref: '#/components/schemas/Code'}, {maxLength: 9}]}
    b: {type: integer, minimum: 1, exclusiveMinimum: true, maximum: 5, exclusiveMaximum: false}
    c: {type: string, format: hostname}
    d: {type: string, format: date-time}
    e: {type: array, items: {type: string}, minItems: 1.0, uniqueItems: true}
    f: {type: string, contentEncoding: base64, contentMediaType: image/png}
Code: {type: string, minLength: 2, pattern: '^x'}
",
    );
    let demands = |name| field(&types, name).constraints.list;
    assert_eq!(
        demands("a"),
        [
            Constraint::MinLength(2),
            Constraint::Pattern("^x".to_owned()),
            Constraint::MaxLength(9),
        ]
    );
    assert_eq!(
        demands("b"),
        [
            Constraint::Maximum(5.into()),
            Constraint::ExclusiveMinimum(1.into()),
        ]
    );
    assert_eq!(demands("c"), [Constraint::Format("hostname".to_owned())]);
    assert_eq!(demands("d"), []);
    let media_type = Constraint::MediaType("image/png".to_owned());
    assert_eq!(demands("f"), [media_type]);
    assert_eq!(
        demands("e"),
        [Constraint::MinItems(1), Constraint::UniqueItems]
    );
}

#[test]
fn flags_and_defaults_are_found_beside_and_behind_references() {
    let types = types(
        "
Pet:
  properties:
    a: {$ref: '#/components/schemas/Id'}
    b: {$ref: '#/components/schemas/Id', writeOnly: true, deprecated: true, default: 2}
Id: {type: integer, readOnly: true, default: 1}
",
    );
    let a = field(&types, "a");
    assert!(a.read_only && !a.write_only && !a.deprecated);
    assert_eq!(a.default, Some(1.into()));
    let b = field(&types, "b");
    assert!(b.read_only && b.write_only && b.deprecated);
    assert_eq!(b.default, Some(2.into()));
}

#[test]
fn what_is_sent_keeps_null_and_absence_apart() {
    let document = crate::testing::document(
        "
paths:
  /pets:
    patch:
      requestBody:
        content: {application/json: {schema: {$ref: '#/components/schemas/Update'}}}
      responses:
        '200': {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
components:
  schemas:
    Update: {properties: {a: {type: string, nullable: true}, inner: {$ref: '#/components/schemas/Inner'}}}
    Inner: {properties: {a: {type: string, nullable: true}}}
    Pet: {properties: {a: {type: string, nullable: true}}}
",
    );
    let types = crate::lower::lower(&document, &Default::default()).types;
    let shape = |index: usize| match &types[index].kind {
        TypeKind::Struct(object) => object.fields[0].shape,
        other => panic!("{other:?}"),
    };
    assert_eq!(shape(0), FieldShape::Maybe);
    assert_eq!(shape(1), FieldShape::Maybe);
    assert_eq!(shape(2), FieldShape::OptionalNullable);
    let usage = |index: usize| (types[index].usage.request, types[index].usage.response);
    assert_eq!(
        [usage(0), usage(1), usage(2)],
        [(true, false), (true, false), (false, true)]
    );
}

#[test]
fn what_no_type_can_show_is_in_the_ledger() {
    let schemas = "
Pet:
  not: {required: [a]}
  required: [unknown]
  if: {required: [a]}
  then: {required: [b]}
  properties: {a: {type: string}, b: {type: string}}
";
    let (_, said) = lowered(schemas);
    assert!(said.is_empty(), "{said:?}");
    let expected = ["not", "required/0", "if", "then"];
    let expected: Vec<String> = expected
        .iter()
        .map(|keyword| format!("/components/schemas/Pet/{keyword}"))
        .collect();
    assert_eq!(not_used(schemas), expected);
}

#[test]
fn what_is_of_another_type_than_its_neighbours_is_in_the_ledger() {
    let not_used = not_used(
        "
Alike: {type: object, patternProperties: {^x: {type: integer}}, additionalProperties: {type: integer}}
Beside: {type: object, patternProperties: {^x: {type: integer}}, additionalProperties: {type: string}}
Several: {type: object, patternProperties: {^x: {type: integer}, ^y: {type: string}}}
Nothing: {type: array, prefixItems: [{}]}
Open: {type: array, prefixItems: [{type: integer}]}
Pair: {type: array, prefixItems: [{type: integer}, {type: string}], items: false, minItems: 2}
",
    );
    let expected = [
        "Beside/patternProperties",
        "Beside/additionalProperties",
        "Several/patternProperties",
        "Open/prefixItems/0",
    ];
    let expected: Vec<String> = expected
        .iter()
        .map(|place| format!("/components/schemas/{place}"))
        .collect();
    assert_eq!(not_used, expected);
}

/// What the ledger has to say of these schemas.
fn not_used(schemas: &str) -> Vec<String> {
    let indented: String = schemas
        .lines()
        .map(|line| format!("    {line}\n"))
        .collect();
    let document = crate::testing::document(&format!("components:\n  schemas:\n{indented}"));
    crate::lower::lower(&document, &Default::default());
    let ledger = crate::ledger::Ledger::of(&document);
    ledger
        .entries
        .iter()
        .map(|entry| document.tree.pointer(entry.node))
        .filter(|pointer| pointer.starts_with("/components/schemas/"))
        .collect()
}
