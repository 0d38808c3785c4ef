//! Enumerations, constants, formats, odd types.

use super::{check, check_warning, lowered, show};
use crate::ir::TypeKind;

#[test]
fn a_list_of_values_is_an_enumeration() {
    check(
        "
Color: {type: string, enum: [red, green, red, '']}
Level: {type: integer, enum: [1, 2]}
Mixed: {enum: [1, auto, true]}
Flag: {enum: [true, false]}
Holder:
  required: [a, b]
  properties:
    a: {type: string, enum: [x, y, null], nullable: true}
    b: {type: string, enum: [only]}
    c: {type: string, enum: [only]}
    d: {type: [string, 'null'], const: only}
",
        "
Color = red, green, <empty>
Level = 1, 2
Mixed = 1, auto, true
Flag = type Bool
Holder { a: Holder.a | null, b: String = \"only\", c?: Holder.c, d?: Holder.d | null, .. }
Holder.a = x, y
Holder.c = only
Holder.d = only
",
    );
}

#[test]
fn values_in_another_notation_are_read_as_the_type_says() {
    let schemas = "
Number: {type: integer, enum: ['1', '2']}
Text: {type: string, enum: [1, true]}
Odd: {type: integer, enum: [low]}
";
    check(schemas, "Number = 1, 2\nText = 1, true\nOdd = low");
    let (types, _) = lowered(schemas);
    let is_text = |index: usize| match &types[index].kind {
        TypeKind::Enum(list) => list.is_text(),
        other => panic!("{other:?}"),
    };
    assert_eq!([is_text(0), is_text(1), is_text(2)], [false, true, true]);
    check_warning(schemas, "is not of the `type`");
}

#[test]
fn names_and_texts_of_values_come_from_extensions() {
    let (types, _) = lowered(
        "
Level:
  enum: [1, 2]
  x-enum-varnames: [Low, High]
  x-enum-descriptions: [Not much., A lot.]
",
    );
    let TypeKind::Enum(list) = &types[0].kind else {
        panic!("{:?}", types[0].kind)
    };
    assert_eq!(list.variants[1].name.as_deref(), Some("High"));
    assert_eq!(list.variants[1].docs.description.as_deref(), Some("A lot."));
}

#[test]
fn a_const_in_a_component_is_a_constant_where_it_is_required() {
    check(
        "
Kind: {const: pet}
Pet:
  required: [kind]
  properties:
    kind: {$ref: '#/components/schemas/Kind'}
    kinds: {type: array, items: {$ref: '#/components/schemas/Kind'}}
",
        "Kind = pet\nPet { kind: String = \"pet\", kinds?: [Kind], .. }",
    );
}

#[test]
fn an_enumeration_of_one_in_a_component_stays_an_enumeration() {
    check(
        "
Status: {type: string, enum: [active]}
Lead:
  required: [status, kind]
  properties:
    status: {$ref: '#/components/schemas/Status'}
    kind: {type: string, enum: [lead]}
",
        "Status = active\nLead { status: Status, kind: String = \"lead\", .. }",
    );
}

#[test]
fn formats_have_types() {
    check(
        "
All:
  required: [a, b, c, d, e, f, g, h, i, j, k, l]
  properties:
    a: {type: string, format: date-time}
    b: {type: string, format: uuid}
    c: {type: string, format: byte}
    d: {type: string, contentEncoding: base64}
    e: {type: string, format: uint64}
    f: {type: string, format: made-up}
    g: {type: number, format: float}
    h: {type: integer, maximum: 18446744073709551615, minimum: 0}
    i: {type: string, format: password}
    j: {format: date}
    k: {type: integer, format: int128}
    l: {type: number, format: int64}
",
        "All { a: DateTime, b: Uuid, c: Base64, d: Base64, e: U64Text, f: String, g: F64, h: U64, i: Secret, j: Date, \
         k: Number, l: I64, .. }",
    );
}

#[test]
fn a_missing_type_follows_from_the_keywords() {
    check(
        "
Free: {}
True: true
False: false
Text: {minLength: 2}
Size: {minimum: 2}
List: {items: {type: string}}
Words: {description: nothing else}
",
        "
Free = type Any
True = type Any
False = type Any
Text = type String
Size = type F64
List = type [String]
Words = type Any
",
    );
}

#[test]
fn a_type_that_does_not_exist_is_guessed() {
    let schemas = "
A: {type: file}
B: {type: Integer}
C: {type: thing}
D: {type: any, properties: {a: {type: string}}}
";
    check(
        schemas,
        "A = type String\nB = type I64\nC = type Any\nD { a?: String, .. }",
    );
}

#[test]
fn null_may_be_said_in_many_ways() {
    check(
        "
Maybe: {type: string, nullable: true}
Alias: {$ref: '#/components/schemas/Maybe'}
Never: {type: 'null'}
Holder:
  required: [a, b, c, d]
  properties:
    a: {$ref: '#/components/schemas/Maybe'}
    b: {$ref: '#/components/schemas/Alias'}
    c: {type: array, items: {$ref: '#/components/schemas/Maybe'}}
    d: {type: 'null'}
",
        "
Maybe = type String
Alias = type Maybe
Never = type Null
Holder { a: Maybe | null, b: Maybe | null, c: [Maybe?], d: Null, .. }
",
    );
}

#[test]
fn text_that_yaml_takes_for_a_number_is_the_text_that_stands_there() {
    check(
        "Version: {type: string, enum: [1.10, 0x1F, 1e3, True, 2, -0.50]}\nOne: {type: string, const: 1.0}",
        "Version = 1.10, 0x1F, 1e3, True, 2, -0.50\nOne = 1.0",
    );
}

#[test]
fn listed_integers_of_more_than_64_bits_are_not_changed() {
    let schemas = "
Big: {type: integer, enum: [1, 18446744073709551616]}
Most: {type: integer, enum: [18446744073709551615, -9223372036854775808]}
Holder: {required: [a], properties: {a: {const: -9223372036854775809}}}
";
    let (types, said) = lowered(schemas);
    let shown: Vec<String> = types.iter().map(|ty| show(ty, &types)).collect();
    let expected = [
        "Big = type Number",
        "Most = 18446744073709551615, -9223372036854775808",
        "Holder { a: Number, .. }",
    ];
    assert_eq!(shown, expected);
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].contains("more than 64 bits"), "{said:?}");
}

#[test]
fn what_cannot_be_of_the_type_is_not_in_the_list() {
    let schemas = "Projects: {type: string, enum: [all, none, [one, two]]}\nAny: {enum: [a, [b]]}";
    let (types, said) = lowered(schemas);
    assert_eq!(show(&types[0], &types), "Projects = all, none");
    assert_eq!(show(&types[1], &types), "Any = type Any");
    assert_eq!(said.len(), 2, "{said:?}");
}
