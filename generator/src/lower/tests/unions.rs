//! `oneOf`, `anyOf`, `discriminator`.

use super::{check, check_warning};

#[test]
fn a_value_or_null_is_nullable() {
    check(
        "
Pet: {properties: {name: {type: string}}}
Holder:
  required: [a, b]
  properties:
    a: {oneOf: [{$ref: '#/components/schemas/Pet'}, {type: 'null'}]}
    b: {anyOf: [{type: string}, {type: integer}, {enum: [null]}]}
    c: {oneOf: [{$ref: '#/components/schemas/Pet'}]}
",
        "
Pet { name?: String, .. }
Holder { a: Pet | null, b: Holder.b | null, c?: Pet, .. }
Holder.b = Integer(I64) | String(String)
",
    );
}

#[test]
fn constants_are_an_enumeration() {
    check(
        "
Color:
  oneOf:
    - {const: red, title: Red}
    - {const: green, title: Green}
    - {enum: [blue, red]}
",
        "Color = red (Red), green (Green), blue",
    );
}

#[test]
fn any_string_beside_listed_ones_is_an_open_enumeration() {
    check(
        "
Model: {anyOf: [{type: string}, {type: string, enum: [small, large]}]}
Size: {enum: [s, m]}
Referred: {anyOf: [{type: string}, {$ref: '#/components/schemas/Size'}]}
Both: {anyOf: [{$ref: '#/components/schemas/Model'}, {enum: [huge]}]}
",
        "
Model = small, large
Size = s, m
Referred = type Size
Both = small, large, huge
",
    );
}

#[test]
fn required_members_alone_choose_no_type() {
    check(
        "
Contact:
  properties: {mail: {type: string}, phone: {type: string}}
  anyOf: [{required: [mail]}, {required: [phone], properties: {phone: {minLength: 3}}}]
",
        "Contact { mail?: String, phone?: String, .. }",
    );
}

#[test]
fn what_stands_beside_holds_of_each_variant() {
    check(
        "
Shape:
  required: [name]
  properties: {name: {type: string}}
  oneOf:
    - {title: Circle, required: [radius], properties: {radius: {type: number}}}
    - {title: Square, required: [side], properties: {side: {type: number}}}
",
        "
Shape = Circle(Circle) | Square(Square)
Circle { name: String, radius: F64, .. }
Square { name: String, side: F64, .. }
",
    );
}

#[test]
fn a_base_that_all_variants_have_adds_nothing() {
    check(
        "
Cat: {required: [kind], properties: {kind: {type: string, const: cat}}}
Dog: {required: [kind], properties: {kind: {type: string, const: dog}}}
Pet:
  type: object
  required: [kind]
  properties: {kind: {type: string}}
  oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
",
        "
Cat { kind: String = \"cat\", .. }
Dog { kind: String = \"dog\", .. }
Pet = Cat(Cat) | Dog(Dog) by kind cat:0 dog:1
",
    );
}

const PETS: &str = "
Cat: {required: [kind], properties: {kind: {type: string}}}
Dog: {required: [kind], properties: {kind: {type: string}}}
";

#[track_caller]
fn check_pets(schemas: &str, expected: &str) {
    check(
        &format!("{PETS}{schemas}"),
        &format!("Cat {{ kind: String, .. }}\nDog {{ kind: String, .. }}\n{expected}"),
    );
}

#[test]
fn a_discriminator_maps_by_name_by_reference_and_by_default() {
    check_pets(
        "
Pet:
  oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
  discriminator: {propertyName: kind}
",
        "Pet = Cat(Cat) | Dog(Dog) by kind Cat:0 Dog:1",
    );
    check_pets(
        "
Pet:
  oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
  discriminator:
    propertyName: kind
    mapping: {cat: '#/components/schemas/Cat', kitten: Cat}
",
        "Pet = Cat(Cat) | Dog(Dog) by kind cat:0 kitten:0 Dog:1",
    );
}

#[test]
fn a_discriminator_that_knows_not_all_variants_is_not_used() {
    let schemas = "
Pet:
  oneOf:
    - properties: {a: {type: string}}
    - properties: {b: {type: string}}
  discriminator: {propertyName: kind}
";
    check(
        schemas,
        "
Pet = a(Pet.a) | b(Pet.b)
Pet.a { a?: String, .. }
Pet.b { b?: String, .. }
",
    );
    check_warning(schemas, "does not tell all members");
    check_warning(
        &format!(
            "{PETS}
Pet:
  oneOf: [{{$ref: '#/components/schemas/Cat'}}, {{$ref: '#/components/schemas/Dog'}}]
  discriminator: {{propertyName: kind, mapping: {{bird: Bird}}}}
"
        ),
        "`bird` leads to none of the union's schemas",
    );
}

#[test]
fn constants_of_the_variants_complete_the_mapping() {
    check(
        "
Pet:
  oneOf:
    - {required: [kind], properties: {kind: {const: cat}, lives: {type: integer}}}
    - {required: [kind], properties: {kind: {enum: [dog, puppy]}}}
  discriminator: {propertyName: kind}
",
        "
Pet = cat(Pet.cat) | Variant2(Pet.Variant2) by kind cat:0 dog:1 puppy:1
Pet.cat { kind: String = \"cat\", lives?: I64, .. }
Pet.Variant2 { kind: Pet.Variant2.kind, .. }
Pet.Variant2.kind = dog, puppy
",
    );
}

/// `both` is valid and tells neither, whether or not there is a third.
#[test]
fn values_that_some_variants_share_leave_it_to_what_variants_look_like() {
    let two = "
Pet:
  oneOf:
    - {title: Cat, required: [kind], properties: {kind: {enum: [cat, both]}, lives: {type: integer}}}
    - {title: Dog, required: [kind], properties: {kind: {enum: [dog, both]}, breed: {type: string}}}
  discriminator: {propertyName: kind}
";
    check_shared(two, &[2, 2]);
    let bird = "    - {title: Bird, required: [kind], properties: {kind: {const: bird}}}\n  discriminator:";
    check_shared(&two.replace("  discriminator:", bird), &[2, 2, 1]);
}

/// The discriminator is left out, with a warning, and the variants keep so many values of it each.
#[track_caller]
fn check_shared(schemas: &str, expected: &[usize]) {
    let (types, said) = super::lowered(schemas);
    assert!(
        said.iter()
            .any(|it| it.contains("does not tell all members")),
        "{said:?}"
    );
    let union = types.iter().find_map(|ty| match &ty.kind {
        crate::ir::TypeKind::Union(union) => Some(union),
        _ => None,
    });
    let union = union.expect("a union");
    assert_eq!(union.discriminator, None);
    let values = union.variants.iter().map(|variant| {
        let constants = variant.shape.constants.iter();
        constants.map(|(_, values)| values.len()).sum::<usize>()
    });
    assert_eq!(values.collect::<Vec<_>>(), expected);
}

#[test]
fn a_base_with_a_discriminator_is_its_heirs_and_itself() {
    check(
        "
Pet:
  required: [kind]
  properties: {kind: {type: string}}
  discriminator: {propertyName: kind}
Cat:
  allOf:
    - $ref: '#/components/schemas/Pet'
    - properties: {lives: {type: integer}}
Dog:
  allOf: [{$ref: '#/components/schemas/Pet'}]
  properties: {breed: {type: string}}
Owner: {properties: {pet: {$ref: '#/components/schemas/Pet'}}}
",
        "
Pet = Cat(Cat) | Dog(Dog) | Base(Pet.Base) by kind Cat:0 Dog:1 Pet:2
Cat { kind: String, lives?: I64, .. }
Dog { kind: String, breed?: String, .. }
Owner { pet?: Pet, .. }
Pet.Base { kind: String, .. }
",
    );
}

#[test]
fn a_base_that_lists_its_heirs_is_a_union_of_them() {
    check(
        "
Pet:
  required: [kind]
  properties: {kind: {type: string}}
  discriminator: {propertyName: kind}
  oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {lives: {type: integer}}}]}
Dog: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {breed: {type: string}}}]}
",
        "
Pet = Cat(Cat) | Dog(Dog) by kind Cat:0 Dog:1
Cat { kind: String, lives?: I64, .. }
Dog { kind: String, breed?: String, .. }
",
    );
}

#[test]
fn inline_unions_in_unions_are_one() {
    check(
        "
Value:
  oneOf:
    - type: string
    - anyOf: [{type: integer}, {type: array, items: {type: string}}, {type: string}]
",
        "Value = Integer(I64) | String.List([String]) | String(String)",
    );
}

#[test]
fn the_same_type_twice_is_one() {
    check(
        "
Id: {oneOf: [{type: string, maxLength: 3}, {type: string, pattern: x}]}
Any: {anyOf: [{type: string}, {}]}
Links:
  anyOf:
    - {type: object, properties: {next: {type: string}}}
    - {type: object, properties: {prev: {type: string}}}
    - {}
",
        "
Id = type String
Any = type Any
Links = next(Links.next) | prev(Links.prev)
Links.next { next?: String, .. }
Links.prev { prev?: String, .. }
",
    );
}

#[test]
fn what_takes_more_is_tried_later() {
    check(
        "
When:
  anyOf:
    - type: string
    - {type: number}
    - {type: string, format: date-time}
    - {type: integer}
",
        "When = DateTime(DateTime) | Integer(I64) | Number(F64) | String(String)",
    );
}

#[test]
fn several_types_are_a_union() {
    check(
        "
Id: {type: [string, integer, 'null']}
Data: {type: [object, array, boolean], properties: {a: {type: string}}, items: {type: integer}}
All: {type: [string, number, boolean, object, array]}
Number: {type: [number, integer]}
Holder: {properties: {id: {$ref: '#/components/schemas/Id'}}}
",
        "
Id = Integer(I64) | String(String)
Data = Bool(Bool) | Integer.List([I64]) | Object(Data.Object)
All = type Any
Number = type F64
Holder { id?: Id | null, .. }
Data.Object { a?: String, .. }
",
    );
}

#[test]
fn too_many_unions_at_once_are_reported() {
    let group = |name: &str| {
        let members: Vec<String> = (0..9)
            .map(|index| format!("{{properties: {{{name}{index}: {{type: string}}}}}}"))
            .collect();
        format!("{{oneOf: [{}]}}", members.join(", "))
    };
    check_warning(
        &format!("Big:\n  allOf: [{}, {}]", group("a"), group("b")),
        "too many unions",
    );
}

#[test]
fn members_that_only_differ_in_what_is_required_are_one_struct() {
    check(
        "
Record: {required: [type], properties: {type: {type: string}, name: {type: string}}}
New:
  anyOf:
    - allOf: [{$ref: '#/components/schemas/Record'}, {required: [type, name]}]
    - allOf: [{$ref: '#/components/schemas/Record'}, {required: [type]}]
",
        "Record { type: String, name?: String, .. }\nNew { type: String, name?: String, .. }",
    );
}

#[test]
fn a_single_string_among_other_things_has_one_type_everywhere() {
    check(
        "
Limit: {oneOf: [{type: integer}, {type: string, enum: [inf]}]}
Clear: {anyOf: [{type: array, items: {type: string}}, {type: string, enum: ['']}]}
Max: {oneOf: [{type: number}, {const: inf}]}
",
        "
Limit = Integer(I64) | inf(inf.Value)
Clear = String.List([String]) | Empty(Empty.Value)
Max = inf(inf.Value) | Number(F64)
inf.Value = inf
Empty.Value = <empty>
",
    );
}

#[test]
fn unions_that_hold_each_other_are_looked_into_once() {
    let count = 24;
    let members: Vec<String> = (0..count)
        .map(|it| format!("{{$ref: '#/components/schemas/U{it}'}}"))
        .collect();
    let union = format!(
        "oneOf: [{}, {{type: object, properties: {{a: {{type: string}}}}}}]",
        members.join(", ")
    );
    let schemas: String = (0..count)
        .map(|it| format!("U{it}: {{{union}}}\n"))
        .collect();
    let types = super::types(&schemas);
    let shape = types.iter().find_map(|ty| match &ty.kind {
        crate::ir::TypeKind::Union(union) => union.variants.first().map(|it| &it.shape),
        _ => None,
    });
    let shape = shape.expect("a union");
    assert_eq!(shape.kinds, crate::lower::kinds::OBJECT);
    assert_eq!(shape.known, ["a"]);
}

#[test]
fn what_stands_for_too_many_types_is_not_seen_through() {
    let count = 300;
    let members: String = (0..count)
        .map(|it| {
            format!("{{title: T{it}, type: object, properties: {{a{it}: {{type: string}}}}}},")
        })
        .collect();
    let types = super::types(&format!(
        "Many: {{oneOf: [{members}]}}\nAny: {{oneOf: [{{$ref: '#/components/schemas/Many'}}, {{type: string}}]}}\n"
    ));
    let of_many = types.iter().find_map(|ty| match &ty.kind {
        crate::ir::TypeKind::Union(union) if union.variants.len() == 2 => union.variants.first(),
        _ => None,
    });
    let shape = &of_many.expect("a union of two").shape;
    assert_eq!(shape.kinds, crate::lower::kinds::ALL);
}

/// Each variant against each other's values would be 10^11 comparisons.
#[test]
fn variants_that_share_all_their_values_are_told_in_no_time() {
    let count = 600;
    let listed = |each: &dyn Fn(usize) -> String| (0..count).map(each).collect::<String>();
    let values = listed(&|it| format!("v{it},"));
    let refs = listed(&|it| format!("{{$ref: '#/components/schemas/S{it}'}},"));
    let mapping = listed(&|it| format!("v{it}: S{it},"));
    let schemas = listed(&|it| {
        format!(
            "S{it}: {{required: [kind], properties: {{kind: {{$ref: '#/components/schemas/Kind'}}, a{it}: {{type: string}}}}}}\n"
        )
    });
    let started = std::time::Instant::now();
    let types = super::types(&format!(
        "Kind: {{enum: [{values}]}}\n{schemas}Any: {{oneOf: [{refs}], discriminator: {{propertyName: kind, mapping: {{{mapping}}}}}}}\n"
    ));
    assert!(started.elapsed() < std::time::Duration::from_secs(20));
    let told = types.iter().find_map(|ty| match &ty.kind {
        crate::ir::TypeKind::Union(union) => union.discriminator.as_ref(),
        _ => None,
    });
    assert_eq!(told.expect("a discriminator").mapping.len(), count);
}

#[test]
fn a_union_whose_only_choice_demands_it_again_ends() {
    let schemas = "A: {anyOf: [{allOf: [{type: object, properties: {a: {type: string}}}, {$ref: '#/components/schemas/A'}]}]}\n";
    let (types, said) = super::lowered(schemas);
    assert_eq!(types.len(), 1);
    assert!(
        said.iter().any(|it| it.contains("nothing but itself")),
        "{said:?}"
    );
}
