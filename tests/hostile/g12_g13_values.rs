//! G12, G13: the same in, the same out; and numbers at the edges.

use generator::diagnostic::Severity;
use serde_json::{Map, Value, json};

use crate::run::run;

/// The members of every object in another order, which means nothing in JSON; `paths`, `schemas` and `properties` keep
/// theirs, because the crate follows the order of the document there.
fn shuffled(value: &Value, turn: usize, keeps_order: bool) -> Value {
    match value {
        Value::Array(items) => items
            .iter()
            .map(|item| shuffled(item, turn, false))
            .collect(),
        Value::Object(members) => {
            let mut pairs: Vec<(&String, &Value)> = members.iter().collect();
            if !keeps_order && !pairs.is_empty() {
                let by = turn % pairs.len();
                pairs.rotate_left(by);
            }
            let ordered = ["paths", "schemas", "properties", "responses", "content"];
            let pairs = pairs.into_iter().map(|(name, value)| {
                (
                    name.clone(),
                    shuffled(value, turn, ordered.contains(&name.as_str())),
                )
            });
            Value::Object(pairs.collect::<Map<_, _>>())
        }
        other => other.clone(),
    }
}

#[test]
fn g12_twenty_runs_with_members_in_any_order_give_the_same_bytes() {
    let document: Value = serde_json::from_str(&crate::template::benign()).expect("JSON");
    let mut outputs = Vec::new();
    for turn in 0..20 {
        let ran = run(&shuffled(&document, turn, false).to_string());
        outputs.push(ran.files.unwrap_or_else(|| panic!("turn {turn}")));
    }
    for (turn, files) in outputs.iter().enumerate() {
        for (one, other) in files.iter().zip(&outputs[0]) {
            assert_eq!(one, other, "turn {turn}");
        }
        assert_eq!(files.len(), outputs[0].len());
    }
}

#[test]
fn g13_numbers_at_the_edges_are_exact_or_refused() {
    // Each schema with a text that the crate must hold; none where an error or a warning has to say why not.
    let edges: Vec<(Value, Option<&str>)> = vec![
        (
            json!({"type": "integer", "default": i64::MIN}),
            Some("-9223372036854775808"),
        ),
        (
            json!({"type": "integer", "default": i64::MAX}),
            Some("9223372036854775807"),
        ),
        (
            json!({"type": "integer", "format": "uint64", "default": u64::MAX}),
            Some("18446744073709551615"),
        ),
        (
            json!({"type": "integer", "minimum": i64::MIN}),
            Some("-9223372036854775808"),
        ),
        (
            json!({"type": "integer", "maximum": u64::MAX}),
            Some("18446744073709551615"),
        ),
        (
            json!({"type": "integer", "const": 9_007_199_254_740_993_i64}),
            Some("9007199254740993"),
        ),
        (json!({"type": "integer", "enum": [0, -1]}), Some("-1")),
        (
            json!({"type": "integer", "format": "int32", "default": i32::MAX}),
            Some("2147483647"),
        ),
        (
            json!({"type": "integer", "format": "int32", "default": i64::MAX}),
            None,
        ),
        (json!({"type": "number", "default": 0.1}), Some("0.1")),
        (json!({"type": "number", "minimum": -0.0}), Some("0")),
        (json!({"type": "number", "minimum": 1e300}), Some("1")),
        (json!({"type": "number", "exclusiveMinimum": 0}), Some("0")),
        (json!({"type": "integer", "default": 1.0}), Some("1")),
        (json!({"type": "integer", "default": 1.5}), None),
        (json!({"type": "number", "multipleOf": 0.01}), Some("0.01")),
        (
            json!({"type": "string", "maxLength": u64::MAX}),
            Some("18446744073709551615"),
        ),
        (json!({"type": "string", "minLength": 0}), Some("")),
        (json!({"enum": [1, 1]}), Some("1")),
        (json!({"enum": [1, "1", true]}), Some("1")),
        (json!({"enum": [null]}), Some("")),
        (json!({"enum": [1, null]}), Some("1")),
        (json!({"type": "integer", "enum": [1.5]}), Some("")),
        (
            json!({"type": "string", "enum": ["a"], "default": "b"}),
            Some(""),
        ),
        (
            json!({"type": "integer", "minimum": 5, "maximum": 1}),
            Some("5"),
        ),
        (
            json!({"type": "array", "items": {}, "minItems": u64::MAX}),
            Some("18446744073709551615"),
        ),
        (json!({"type": "integer", "multipleOf": 0}), Some("")),
        (json!({"enum": []}), Some("")),
        (json!({"type": "string", "maxLength": -1}), Some("")),
        (json!({"type": "string", "default": 1}), None),
    ];
    assert_eq!(edges.len(), 30);
    for (schema, expected) in edges {
        let document = json!({
            "openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {},
            "components": {"schemas": {"A": {"type": "object", "properties": {"edge": schema}}}},
        });
        let ran = run(&document.to_string());
        let located = ran
            .diagnostics
            .iter()
            .all(|it| ran.place(it).matches(':').count() == 2);
        assert!(located, "{schema}: {}", ran.printed());
        let Some(files) = &ran.files else {
            let is_error = ran
                .diagnostics
                .iter()
                .any(|it| it.severity == Severity::Error);
            assert!(is_error, "{schema}");
            continue;
        };
        let models = files
            .iter()
            .filter(|file| file.path.starts_with("src/models/"));
        let text: String = models.map(|file| file.text.replace('_', "")).collect();
        match expected {
            Some(number) => assert!(
                text.contains(number) || !ran.diagnostics.is_empty(),
                "{schema}:\n{text}"
            ),
            None => assert!(
                !ran.diagnostics.is_empty() || !text.contains("default"),
                "{schema}:\n{text}"
            ),
        }
    }
}
