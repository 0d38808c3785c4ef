//! What the sampler makes of schemas, judged by the validator.

use serde_json::{Value, json};

use super::Sampler;
use crate::corpus::round_trip::description::Description;
use crate::corpus::round_trip::validate::Judges;

/// The values of the component `A`, all of which must be valid.
#[track_caller]
fn samples(version: &str, schemas: Value) -> Vec<Value> {
    let root = json!({"openapi": version, "components": {"schemas": schemas}});
    let description = Description::new(root);
    let values = Sampler::new(&description).component("A");
    let judges = Judges::new(&description);
    let judge = judges.of("A").expect("a schema");
    for value in &values {
        assert!(judge.is_valid(value), "{value}");
    }
    values
}

#[test]
fn objects_come_bare_and_full_and_with_nulls() {
    let values = samples(
        "3.0.3",
        json!({"A": {
            "type": "object",
            "required": ["a"],
            "properties": {
                "a": {"type": "string", "nullable": true},
                "b": {"type": "array", "minItems": 1, "items": {"$ref": "#/components/schemas/A"}},
            },
            "additionalProperties": {"type": "integer", "minimum": 3},
        }}),
    );
    assert!(values.contains(&json!({"a": "text"})), "{values:?}");
    let has = |wanted: &dyn Fn(&Value) -> bool| values.iter().any(wanted);
    assert!(has(&|value| value["a"].is_null()));
    assert!(has(&|value| value["b"][0]["b"][0]["a"].is_string()));
    assert!(has(&|value| value["zz unnamed"] == 3));
}

#[test]
fn every_branch_and_every_value_has_its_turn() {
    let values = samples(
        "3.1.0",
        json!({
            "A": {"oneOf": [{"$ref": "#/components/schemas/B"}, {"type": "null"}, {"enum": [1, 2, 3]}]},
            "B": {"type": "object", "required": ["c"], "properties": {"c": {"const": "x"}}},
        }),
    );
    for expected in [json!({"c": "x"}), json!(1), json!(2)] {
        assert!(values.contains(&expected), "{expected}: {values:?}");
    }
}

#[test]
fn null_is_tried_where_a_component_is_used() {
    let nullable = json!({"anyOf": [{"type": "null"}, {"type": "integer"}]});
    let schemas = json!({
        "A": {"type": "array", "minItems": 1, "items": {"$ref": "#/components/schemas/B"}},
        "B": nullable,
    });
    assert!(samples("3.1.0", schemas).contains(&json!([null])));
    let values = samples("3.1.0", json!({"A": nullable}));
    assert!(
        !values.is_empty() && !values.contains(&Value::Null),
        "{values:?}"
    );
}

#[test]
fn what_descriptions_have_of_older_drafts_is_judged_as_it_is_meant() {
    let schema = json!({"A": {
        "type": "object",
        "required": ["a", "b", "a"],
        "properties": {
            "a": {"type": "number", "minimum": 0, "exclusiveMinimum": true},
            "b": {"type": "string"},
        },
    }});
    assert!(!samples("3.1.0", schema).is_empty());
}

#[test]
fn discriminators_name_what_stands_there() {
    let base = json!({
        "type": "object",
        "required": ["kind"],
        "discriminator": {"propertyName": "kind", "mapping": {"sea": "#/components/schemas/Fish"}},
        "properties": {"kind": {"type": "string"}},
    });
    let heir = |member: &str| json!({"allOf": [{"$ref": "#/components/schemas/A"}, {"required": [member]}]});
    let values = samples(
        "3.0.0",
        json!({"A": base, "Fish": heir("fins"), "Bird": heir("wings")}),
    );
    for (member, kind) in [("fins", "sea"), ("wings", "Bird")] {
        let found = values.iter().find(|value| value.get(member).is_some());
        assert_eq!(found.expect("an heir")["kind"], kind, "{values:?}");
    }
}

#[test]
fn a_schema_that_needs_itself_has_no_values() {
    let schemas = json!({"A": {
        "type": "object", "required": ["a"], "properties": {"a": {"$ref": "#/components/schemas/A"}},
    }});
    assert_eq!(samples("3.1.0", schemas), Vec::<Value>::new());
}

#[test]
fn numbers_stay_inside_their_limits() {
    let schema =
        json!({"A": {"type": "integer", "minimum": 10, "exclusiveMaximum": 20, "multipleOf": 4}});
    let values = samples("3.1.0", schema);
    assert_eq!(values, [json!(12), json!(16)]);
    let schema =
        json!({"A": {"type": "integer", "minimum": 0, "exclusiveMinimum": true, "maximum": 3}});
    assert!(samples("3.0.1", schema).contains(&json!(3)));
}
