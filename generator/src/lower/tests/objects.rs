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

#[test]
fn the_singular_is_left_to_a_sibling_and_to_a_component() {
    check(
        "
Tag: {type: string}
Pet:
  properties:
    owner: {properties: {a: {type: string}}}
    owners: {type: array, items: {properties: {b: {type: string}}}}
Tags: {type: array, items: {properties: {c: {type: string}}}}
",
        "
Tag = type String
Pet { owner?: Pet.owner, owners?: [Pet.owners.Item], .. }
Tags = type [Tags.Item]
Tags.Item { c?: String, .. }
Pet.owner { a?: String, .. }
Pet.owners.Item { b?: String, .. }
",
    );
}

#[test]
fn a_title_that_nothing_else_has_names_an_inline_object() {
    check(
        "
Pet:
  properties:
    a: {title: Home Address, properties: {street: {type: string}}}
    b: {title: Pet, properties: {street: {type: string}}}
    c: {title: 'What a pet is, in words.', properties: {street: {type: string}}}
    d: {title: Twice, properties: {street: {type: string}}}
    e: {title: Twice, properties: {street: {type: integer}}}
    f: {title: Same, description: One., properties: {street: {type: string}}}
    g: {title: Same, description: Two., properties: {street: {type: string}}}
    h: {title: Same, properties: {other: {type: string}}}
",
        "
Pet { a?: Home Address, b?: Pet.b, c?: Pet.c, d?: Pet.d, e?: Pet.e, f?: Same, g?: Same, h?: Pet.h, .. }
Home Address { street?: String, .. }
Pet.b { street?: String, .. }
Pet.c { street?: String, .. }
Pet.d { street?: String, .. }
Pet.e { street?: I64, .. }
Same { street?: String, .. }
Pet.h { other?: String, .. }
",
    );
}

#[test]
fn a_reference_may_lead_anywhere_into_a_schema() {
    check(
        "
Pet:
  properties:
    owner: {properties: {name: {type: string}}}
Visit:
  properties:
    who: {$ref: '#/components/schemas/Pet/properties/owner'}
    name: {$ref: '#/components/schemas/Pet/properties/owner/properties/name'}
",
        "
Pet { owner?: Pet.owner, .. }
Visit { who?: Pet.owner, name?: Pet.owner.name, .. }
Pet.owner { name?: Pet.owner.name, .. }
Pet.owner.name = type String
",
    );
}

#[test]
fn prefix_items_are_a_tuple_if_all_of_them_come_and_nothing_else() {
    check(
        "
Point: {type: array, prefixItems: [{type: number}, {type: integer}], items: false, minItems: 2}
Fewer: {type: array, prefixItems: [{type: number}, {type: integer}], items: false}
Alike: {type: array, prefixItems: [{type: number}, {type: number}], items: false}
Fixed: {type: array, prefixItems: [{type: string}, {type: string}], minItems: 2, maxItems: 2}
Open: {type: array, prefixItems: [{type: number}]}
Same: {type: array, prefixItems: [{type: number}], items: {type: number}}
",
        "
Point = type (F64, I64)
Fewer = type [Any]
Alike = type [F64]
Fixed = type (String, String)
Open = type [Any]
Same = type [F64]
",
    );
}

#[test]
fn pattern_properties_are_a_typed_map() {
    check(
        "
One: {type: object, patternProperties: {'^x': {type: integer}}, additionalProperties: false}
Two: {type: object, patternProperties: {'^x': {type: integer}, '^y': {type: string}}}
Scores: {type: object, additionalProperties: {properties: {points: {type: integer}}}}
",
        "
One = type {I64}
Two = type {Any}
Scores = type {Score}
Score { points?: I64, .. }
",
    );
}

#[test]
fn what_contains_itself_is_boxed_where_it_disturbs_least() {
    check(
        "
Node:
  required: [left, list, union]
  properties:
    left: {oneOf: [{$ref: '#/components/schemas/Node'}, {type: 'null'}]}
    list: {type: array, items: {$ref: '#/components/schemas/Node'}}
    union: {oneOf: [{$ref: '#/components/schemas/Node'}, {type: string}]}
A: {required: [b], properties: {b: {$ref: '#/components/schemas/B'}}}
B: {properties: {a: {$ref: '#/components/schemas/A'}}}
",
        "
Node { left: Box(Node) | null, list: [Node], union: Node.union, .. }
A { b: B, .. }
B { a?: Box(A), .. }
Node.union = Node(Box(Node)) | String(String)
",
    );
}

#[test]
fn an_alias_that_leads_back_to_itself_is_a_type_of_its_own() {
    check(
        "
Tree: {type: array, items: {$ref: '#/components/schemas/Tree'}}
Json:
  oneOf:
    - type: string
    - {type: array, items: {$ref: '#/components/schemas/Json'}}
    - {type: object, additionalProperties: {$ref: '#/components/schemas/Json'}}
",
        "
Tree = List([Tree])
Json = Json.List([Json]) | Map({Json}) | String(String)
",
    );
}

#[test]
fn deep_nesting_ends() {
    let mut schema = "{type: string}".to_owned();
    for _ in 0..crate::lower::MAX_DEPTH + 1 {
        schema = format!("{{items: {schema}}}");
    }
    super::check_warning(&format!("Deep: {schema}"), "nest too deep");
}

#[test]
fn a_chain_of_schemas_that_include_each_other_ends() {
    let mut schemas = String::new();
    for index in 0..210 {
        let next = index + 1;
        schemas.push_str(&format!(
            "S{index}: {{allOf: [{{$ref: '#/components/schemas/S{next}'}}, {{properties: {{p{index}: {{}}}}}}]}}\n"
        ));
    }
    schemas.push_str("S210: {properties: {end: {type: string}}}");
    super::check_warning(&schemas, "combine to more types");
}
