//! Objects, arrays, maps.

use super::check;

#[test]
fn an_object_is_a_struct() {
    check(
        "
Pet:
  type: object
  required: [id, name]
  properties:
    id: {type: integer}
    name: {type: string, nullable: true}
    tag: {type: string}
    born: {type: [string, 'null'], format: date}
",
        "Pet { id: I64, name: String | null, tag?: String, born?: Date | null, .. }",
    );
}

#[test]
fn an_object_without_known_members_is_a_map() {
    check(
        "
Free: {type: object}
Typed: {type: object, additionalProperties: {type: integer, format: int32}}
Closed: {type: object, additionalProperties: false}
Both: {properties: {a: {type: string}}, additionalProperties: {type: boolean}}
None: {properties: {a: {type: string}}, additionalProperties: false}
",
        "
Free = type {Any}
Typed = type {I32}
Closed = type {Any}
Both { a?: String, ..Bool }
None { a?: String }
",
    );
}

#[test]
fn inline_objects_are_called_by_their_place() {
    check(
        "
Pet:
  properties:
    owner:
      properties:
        address: {properties: {street: {type: string}}}
    tags:
      type: array
      items: {properties: {label: {type: string}}}
    data:
      items: {properties: {x: {}}}
",
        "
Pet { owner?: Pet.owner, tags?: [Pet.tag], data?: [Pet.data.Item], .. }
Pet.owner { address?: Pet.owner.address, .. }
Pet.tag { label?: String, .. }
Pet.data.Item { x?: Any | null, .. }
Pet.owner.address { street?: String, .. }
",
    );
}
