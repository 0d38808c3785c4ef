//! Structs for which nothing can be made up while they are read.

use super::types;
use crate::ir::{RustType, Ty, Type, TypeKind};
use crate::lower::made_up;

/// The names of the structs and aliases that nothing can be made up for; a member `foreign` has a type of another crate.
fn not_made_up(schemas: &str) -> Vec<String> {
    let mut types = types(schemas);
    for ty in &mut types {
        if let TypeKind::Struct(of) = &mut ty.kind {
            for field in of.fields.iter_mut().filter(|field| field.name == "foreign") {
                field.ty = Ty::Rust(RustType::Path("other::Type".into()));
            }
        }
    }
    made_up::note(&mut types);
    let found = types.iter().filter(|ty| match &ty.kind {
        TypeKind::Struct(of) => of.cannot_be_made_up,
        TypeKind::Alias(of) => of.cannot_be_made_up,
        TypeKind::Enum(_) | TypeKind::Union(_) => false,
    });
    found.map(|ty: &Type| ty.name.join(".")).collect()
}

#[test]
fn what_has_to_hold_itself_cannot_be_made_up() {
    assert_eq!(
        not_made_up(
            "
Itself: {required: [of], properties: {of: {$ref: '#/components/schemas/Itself'}}}
One: {required: [other], properties: {other: {$ref: '#/components/schemas/Other'}}}
Other: {required: [one], properties: {one: {$ref: '#/components/schemas/One'}}}
Holder: {required: [one], properties: {one: {$ref: '#/components/schemas/One'}}}
Optional: {properties: {of: {$ref: '#/components/schemas/Optional'}}}
Listed: {required: [of], properties: {of: {type: array, items: {$ref: '#/components/schemas/Listed'}}}}
May: {properties: {one: {$ref: '#/components/schemas/One'}}}
Choice: {oneOf: [{$ref: '#/components/schemas/One'}, {type: string}]}
Chooser: {required: [choice], properties: {choice: {$ref: '#/components/schemas/Choice'}}}
"
        ),
        ["Itself", "One", "Other", "Holder"]
    );
}

#[test]
fn nor_can_what_has_to_hold_a_type_of_another_crate() {
    assert_eq!(
        not_made_up(
            "
Holds: {required: [foreign], properties: {foreign: {type: string}}}
May: {properties: {foreign: {type: string}}}
Above: {required: [holds], properties: {holds: {$ref: '#/components/schemas/Holds'}}}
Top: {required: [all], properties: {all: {type: array, items: {$ref: '#/components/schemas/Above'}}}}
"
        ),
        ["Holds", "Above"]
    );
}
