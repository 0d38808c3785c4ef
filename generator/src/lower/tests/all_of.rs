//! `allOf`, and `$ref` with siblings.

use super::{check, check_warning, lowered};
use crate::ir::{Constraint, Ty, TypeKind};

const BASE: &str = "
Base:
  type: object
  required: [id]
  properties: {id: {type: integer}, name: {type: string}}
";

#[track_caller]
fn check_beside_base(schemas: &str, expected: &str) {
    check(
        &format!("{BASE}{schemas}"),
        &format!("Base {{ id: I64, name?: String, .. }}\n{expected}"),
    );
}

#[test]
fn members_of_all_of_are_merged_in_order() {
    check_beside_base(
        "
Pet:
  allOf:
    - $ref: '#/components/schemas/Base'
    - {type: object, required: [tag], properties: {tag: {type: string}}}
",
        "Pet { id: I64, name?: String, tag: String, .. }",
    );
}

#[test]
fn a_wrapped_reference_is_that_reference() {
    check_beside_base(
        "
Holder:
  properties:
    a: {allOf: [{$ref: '#/components/schemas/Base'}], description: documented}
    b: {$ref: '#/components/schemas/Base', description: documented}
    c: {allOf: [{$ref: '#/components/schemas/Base'}, {description: documented}], type: object}
    d: {allOf: [{allOf: [{$ref: '#/components/schemas/Base'}]}, {}], nullable: true}
    e: {$ref: '#/components/schemas/Base', nullable: true}
    f: {allOf: [{$ref: '#/components/schemas/Base'}], additionalProperties: false}
",
        "Holder { a?: Base, b?: Base, c?: Base, d?: Base | null, e?: Base | null, f?: Base, .. }",
    );
}

#[test]
fn required_alone_adds_to_what_is_there() {
    check_beside_base(
        "Strict: {allOf: [{$ref: '#/components/schemas/Base'}], required: [name]}",
        "Strict { id: I64, name: String, .. }",
    );
}

#[test]
fn a_member_that_includes_another_stands_for_both() {
    check_beside_base(
        "
Pet:
  allOf:
    - $ref: '#/components/schemas/Base'
    - properties: {tag: {type: string}}
Holder:
  properties:
    pet: {allOf: [{$ref: '#/components/schemas/Base'}, {$ref: '#/components/schemas/Pet'}]}
",
        "Pet { id: I64, name?: String, tag?: String, .. }\nHolder { pet?: Pet, .. }",
    );
}

#[test]
fn a_member_described_twice_is_both() {
    check(
        "
Both:
  allOf:
    - properties: {a: {type: number}, b: {type: string}, c: {type: string, enum: [x, y]}}
    - properties: {a: {type: integer}, b: {description: only words}, c: {enum: [y, z]}}
  required: [a, b, c]
",
        "Both { a: I64, b: String, c: String = \"y\", .. }",
    );
}

#[test]
fn a_contradiction_is_reported_and_the_later_one_taken() {
    let schemas = "
Both:
  allOf:
    - properties: {a: {type: string}}
    - properties: {a: {type: integer}}
";
    check(schemas, "Both { a?: I64, .. }");
    check_warning(schemas, "contradicts another schema");
    check_warning(
        "
Both:
  allOf:
    - properties: {a: {enum: [x]}}
    - properties: {a: {enum: [y]}}
",
        "no value of this list",
    );
}

#[test]
fn scalars_are_merged_too() {
    check(
        "
Code: {allOf: [{type: string}, {minLength: 2}, {format: uuid}]}
Level: {allOf: [{type: string}, {enum: [low, high]}]}
",
        "Code = type Uuid\nLevel = low, high",
    );
}

#[test]
fn a_schema_may_include_itself_inside() {
    check(
        "
Node:
  allOf:
    - properties: {value: {type: string}}
    - properties: {next: {$ref: '#/components/schemas/Node'}}
Loop:
  allOf: [{$ref: '#/components/schemas/Loop'}]
",
        "Node { value?: String, next?: Box(Node), .. }\nLoop = type Any",
    );
}

#[test]
fn a_merged_member_that_merges_again_ends() {
    check(
        "
Tree:
  properties:
    name: {type: string}
    child:
      allOf:
        - $ref: '#/components/schemas/Tree'
        - required: [name]
",
        "
Tree { name?: String, child?: Tree.child, .. }
Tree.child { name: String, child?: Box(Tree.child), .. }
",
    );
}

#[test]
fn real_constraints_beside_a_reference_stay_with_it() {
    check(
        "
Name: {type: string}
Holder: {properties: {short: {$ref: '#/components/schemas/Name', maxLength: 3}}}
",
        "Name = type String\nHolder { short?: Name, .. }",
    );
}

#[test]
fn an_all_of_in_an_all_of_with_a_type_is_not_only_its_type() {
    check(
        "
Pet:
  allOf:
    - type: object
      allOf:
        - {type: object, properties: {a: {type: string}}}
        - {properties: {b: {type: string}}}
    - {type: object, properties: {c: {type: string}}}
  required: [a]
",
        "Pet { a: String, b?: String, c?: String, .. }",
    );
}

#[test]
fn members_that_contradict_each_other_leave_the_demands_of_the_last_alone() {
    let schemas = "
Holder:
  properties:
    a:
      allOf:
        - {type: string, maxLength: 3, format: date, pattern: x}
        - {type: integer, minimum: 1}
";
    let (types, said) = lowered(schemas);
    assert!(said.iter().any(|it| it.contains("contradicts")), "{said:?}");
    let TypeKind::Struct(holder) = &types[0].kind else {
        panic!("a struct");
    };
    let a = &holder.fields[0];
    assert_eq!(a.ty, Ty::I64);
    let one = serde_json::Number::from(1);
    assert_eq!(a.constraints.list, [Constraint::Minimum(one)]);
}

#[test]
fn a_component_that_refers_to_another_may_add_null() {
    check(
        "
B: {type: object, properties: {x: {type: string}}}
A: {$ref: '#/components/schemas/B', nullable: true}
Also: {$ref: '#/components/schemas/A'}
Holder: {required: [a, b], properties: {a: {$ref: '#/components/schemas/Also'}, b: {$ref: '#/components/schemas/B'}}}
",
        "
B { x?: String, .. }
A = type B
Also = type B
Holder { a: B | null, b: B, .. }
",
    );
}

#[test]
fn what_stands_beside_a_reference_of_a_component_holds_where_that_is_referred_to() {
    check(
        "
B: {type: object, properties: {x: {type: string}}}
A: {$ref: '#/components/schemas/B', properties: {y: {type: string}}}
Holder: {properties: {a: {$ref: '#/components/schemas/A'}}}
",
        "
B { x?: String, .. }
A { x?: String, y?: String, .. }
Holder { a?: A, .. }
",
    );
}
