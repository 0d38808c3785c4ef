//! G12, G13: the same in, the same out; and numbers at the edges.

use generator::Faults;
use serde_json::{Map, Value, json};

use crate::run::{format, run, run_with};

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

/// What must come of an edge.
enum Comes {
    /// A crate without a word, whose model of the schema has this text, underscores of numbers left out.
    As(&'static str),
    /// A crate whose model has the second text, and a warning with the first.
    Said(&'static str, &'static str),
}
use Comes::{As, Said};

#[test]
fn g13_numbers_at_the_edges_are_exact_or_said() {
    let edges: Vec<(Value, Comes)> = vec![
        (
            json!({"type": "integer", "default": i64::MIN}),
            As("-9223372036854775808"),
        ),
        (
            json!({"type": "integer", "default": i64::MAX}),
            As("9223372036854775807"),
        ),
        (
            json!({"type": "integer", "format": "uint64", "default": u64::MAX}),
            As("18446744073709551615"),
        ),
        (
            json!({"type": "integer", "minimum": i64::MIN}),
            As("-9223372036854775808"),
        ),
        (
            json!({"type": "integer", "maximum": u64::MAX}),
            As("18446744073709551615"),
        ),
        (
            json!({"type": "integer", "const": 9_007_199_254_740_993_i64}),
            As("9007199254740993"),
        ),
        (
            json!({"type": "integer", "enum": [0, -1]}),
            As("Scalar::Integer(-1)"),
        ),
        (
            json!({"type": "integer", "format": "int32", "default": i32::MAX}),
            As("2147483647"),
        ),
        (
            json!({"type": "integer", "format": "int32", "default": i64::MAX}),
            Said("more than 32 bits hold", "i32"),
        ),
        (json!({"type": "number", "default": 0.1}), As("0.1")),
        (json!({"type": "number", "minimum": -0.0}), As("0")),
        (
            json!({"type": "number", "minimum": 1e300}),
            As("At least 1e+300"),
        ),
        (
            json!({"type": "number", "exclusiveMinimum": 0}),
            As("More than 0"),
        ),
        (json!({"type": "integer", "default": 1.0}), As("`1.0`")),
        (
            json!({"type": "integer", "default": 1.5}),
            Said("the `default` is no integer", "i64"),
        ),
        (json!({"type": "number", "multipleOf": 0.01}), As("0.01")),
        (
            json!({"type": "string", "maxLength": u64::MAX}),
            As("18446744073709551615"),
        ),
        (
            json!({"type": "string", "minLength": 0}),
            As("Option<String>"),
        ),
        (json!({"enum": [1, 1]}), As("Scalar::Integer(1)")),
        (json!({"enum": [1, "1", true]}), As("Scalar::Text(\"1\")")),
        (json!({"enum": [null]}), As("edge")),
        (json!({"enum": [1, null]}), As("Scalar::Integer(1)")),
        (json!({"type": "integer", "enum": [1.5]}), As("1.5")),
        (
            json!({"type": "string", "enum": ["a"], "default": "b"}),
            Said("not in the list of values", "edge"),
        ),
        (
            json!({"type": "integer", "minimum": 5, "maximum": 1}),
            Said("`maximum` is less than `minimum`", "5"),
        ),
        (
            json!({"type": "array", "items": {}, "minItems": u64::MAX}),
            As("18446744073709551615"),
        ),
        (
            json!({"type": "integer", "multipleOf": 0}),
            Said("`multipleOf` is not above zero", "i64"),
        ),
        (
            json!({"enum": []}),
            Said("`enum` lists no value", "Option<Value>"),
        ),
        (
            json!({"type": "string", "maxLength": -1}),
            Said("this is no count", "String"),
        ),
        (
            json!({"type": "string", "default": 1}),
            Said("not of the type `string`", "String"),
        ),
    ];
    assert_eq!(edges.len(), 30);
    let mut wrong = Vec::new();
    for (schema, comes) in edges {
        let document = json!({
            "openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {},
            "components": {"schemas": {"A": {"type": "object", "properties": {"edge": schema}}}},
        });
        let ran = run_with(&document.to_string(), Faults::Tolerate, |cx| {
            format(cx, generator::emit::plan(cx))
        });
        let is_located = |it| ran.place(it).matches(':').count() == 2;
        assert!(ran.diagnostics.iter().all(is_located), "{schema}");
        let files = ran
            .files
            .as_ref()
            .expect("what is odd about numbers can be read");
        let models = files
            .iter()
            .filter(|file| file.path.starts_with("src/models/"));
        let text: String = models.map(|file| file.text.replace('_', "")).collect();
        let said = ran.printed();
        let is_right = match comes {
            As(part) => said.is_empty() && text.contains(part),
            Said(message, part) => said.contains(message) && text.contains(part),
        };
        if !is_right {
            let lines = text.lines().filter(|line| !line.starts_with("//! "));
            let lines: Vec<&str> = lines.collect();
            wrong.push(format!("==== {schema}\n{said}\n{}", lines.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
