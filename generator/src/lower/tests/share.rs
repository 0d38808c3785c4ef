//! Inline schemas that are alike.

use super::{check_shared, shown_shared};

#[test]
fn inline_schemas_that_are_alike_are_one_type() {
    check_shared(
        "
A: {properties: {state: {enum: [on, off], description: Of A.}, of: {properties: {x: {type: integer}}}}}
B: {properties: {state: {enum: [on, off], description: Of B.}, of: {properties: {x: {type: integer}}}}}
C: {properties: {state: {enum: [off, on]}, of: {properties: {x: {type: string}}}}}
",
        "
A { state?: A.state, of?: A.of, .. }
B { state?: B.state, of?: B.of, .. }
C { state?: C.state, of?: C.of, .. }
A.state = on, off
A.of { x?: I64, .. }
B.state = type A.state
B.of = type A.of
C.state = off, on
C.of { x?: String, .. }
",
    );
}

#[test]
fn components_stay_apart_and_members_documentation_counts() {
    let shown = shown_shared(
        "
A: {properties: {x: {type: string}}}
B: {properties: {x: {type: string}}}
C: {properties: {of: {properties: {x: {type: string, description: One.}}}}}
D: {properties: {of: {properties: {x: {type: string, description: Two.}}}}}
E: {properties: {of: {properties: {a: {$ref: '#/components/schemas/A'}}}}}
F: {properties: {of: {properties: {a: {$ref: '#/components/schemas/B'}}}}}
",
    );
    assert!(
        !shown.iter().any(|line| line.contains("= type")),
        "{shown:#?}"
    );
}

/// Inside of what is alike is what is alike, unions and what leads back to itself among it; the shortest name declares.
#[test]
fn what_they_hold_is_alike_too() {
    check_shared(
        "
A: {properties: {deep: {properties: {of: {oneOf: [{type: string}, {properties: {s: {enum: [x, y]}}}]}}}}}
B: {properties: {of: {oneOf: [{type: string}, {properties: {s: {enum: [x, y]}}}]}}}
",
        "
A { deep?: A.deep, .. }
B { of?: B.of, .. }
A.deep { of?: A.deep.of, .. }
B.of.Object { s?: B.of.Object.s, .. }
B.of = Object(B.of.Object) | String(String)
A.deep.of.Object = type B.of.Object
A.deep.of = type B.of
B.of.Object.s = x, y
A.deep.of.Object.s = type B.of.Object.s
",
    );
}
