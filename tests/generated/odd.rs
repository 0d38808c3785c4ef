//! G4 and G7, the part that needs a compiler: a crate whose types, members, values, operations and parameters have all
//! the odd names, and whose schemas contain each other in all the ways that mean something. It compiles without a
//! warning, is documented without one, and every name is on the wire as the description has it.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};

#[path = "../hostile/circles.rs"]
mod circles;
#[path = "../hostile/odd_names.rs"]
mod odd_names;

use crate::nothing_runs::{cargo, features};
use crate::{ROOT, write};

const ALL: &str = "All members";
const VALUES: &str = "All values";

/// A component for each name, one with all of them as members, one with all as values, one for each set of names that
/// are alike, and those of the circles.
fn description() -> String {
    let names = odd_names::names();
    let text = json!({"type": "string"});
    let members = |names: &[String]| -> Map<String, Value> {
        let members = names.iter().map(|name| (name.clone(), text.clone()));
        members.collect()
    };
    let mut schemas = Map::new();
    for name in &names {
        let schema = json!({"type": "object", "properties": {"own": {"const": name}}});
        schemas.insert(name.clone(), schema);
    }
    let all = json!({"type": "object", "properties": members(&names)});
    schemas.insert(ALL.to_owned(), all);
    let values = json!({"type": "object", "properties": {"value": {"enum": names}}});
    schemas.insert(VALUES.to_owned(), values);
    for (number, set) in odd_names::alike().iter().enumerate() {
        let schema = json!({"type": "object", "properties": members(set)});
        schemas.insert(format!("Set{number}"), schema);
    }
    schemas.extend(circles());
    let parameters: Vec<Value> = names
        .iter()
        .map(|name| json!({"name": name, "in": "query", "schema": text}))
        .collect();
    let responses = json!({"204": {"description": "none"}});
    let operations = names.iter().enumerate().map(|(number, name)| {
        let operation = json!({"operationId": name, "tags": [name], "responses": responses});
        (format!("/{number}"), json!({"get": operation}))
    });
    let mut paths: Map<String, Value> = operations.collect();
    let all = json!({"get": {"parameters": parameters, "responses": responses}});
    paths.insert("/all".to_owned(), all);
    for (path, required) in [("/form", &names[..]), ("/form/of/parts", &[])] {
        let form = json!({"type": "object", "properties": members(&names), "required": required});
        let content = json!({"multipart/form-data": {"schema": form}});
        let post = json!({"post": {"requestBody": {"content": content}, "responses": responses}});
        paths.insert(path.to_owned(), post);
    }
    let old = json!({"type": "object", "deprecated": true, "properties": {"a": text}});
    schemas.insert(
        "Many old".to_owned(),
        json!({"type": "array", "items": old}),
    );
    let many = json!({"name": "many", "in": "query", "schema": {"$ref": "#/components/schemas/Many%20old"}});
    let get = json!({"get": {"parameters": [many], "responses": responses}});
    paths.insert("/old".to_owned(), get);
    json!({
        "openapi": "3.1.0", "info": {"title": "Odd", "version": "1"},
        "paths": paths, "components": {"schemas": schemas},
    })
    .to_string()
}

/// The schemas of the circles that have a sound reading, each with the circle's number before its name.
fn circles() -> Vec<(String, Value)> {
    let mut schemas = Vec::new();
    let sound = circles::circles()
        .into_iter()
        .filter(|(.., is_sound)| *is_sound);
    for (number, (_, components, _)) in sound.enumerate() {
        // Each has its own dynamic anchor, so that one is not taken for another's.
        let components = components
            .replace(
                "'#/components/schemas/",
                &format!("'#/components/schemas/Circle{number}"),
            )
            .replace("node", &format!("node{number}"));
        let components: Value = serde_yaml::from_str(&components).expect("YAML");
        let own = components["components"]["schemas"].as_object();
        for (name, schema) in own.expect("schemas") {
            schemas.push((format!("Circle{number}{name}"), schema.clone()));
        }
    }
    assert!(schemas.len() > 10);
    schemas
}

/// What is run: all members, and all values one by one, come back as they were.
const PROGRAM: &str = r#"//! Reads and writes every name.

use odd::models::{AllMembers, AllValues, AllValuesValue};
use serde_json::Value;

fn main() {
    let all: Value = serde_json::from_str(include_str!("../all.json")).expect("JSON");
    let members: AllMembers = serde_json::from_value(all.clone()).expect("all members");
    assert!(members.extra.is_empty(), "{:?}", members.extra);
    assert_eq!(serde_json::to_value(&members).expect("JSON"), all);
    let names = all.as_object().expect("an object");
    for name in names.keys() {
        let value = serde_json::json!({"value": name});
        let read: AllValues = serde_json::from_value(value.clone()).expect("a value");
        let is_known = !matches!(read.value, Some(AllValuesValue::Unrecognized(_)));
        assert!(is_known, "{name:?}");
        assert_eq!(serde_json::to_value(&read).expect("JSON"), value);
    }
    println!("{} names", names.len());
}
"#;

#[test]
fn g04_g07_odd_names_and_circles_compile_and_keep_the_wire() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("odd");
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("the last run's crate is removed");
    }
    for file in crate::generate("odd", "odd.json", description(), "", true) {
        write(&folder.join(&file.path), &file.text);
    }
    let names = odd_names::names();
    let all: Map<String, Value> = names
        .iter()
        .map(|name| (name.clone(), json!("a")))
        .collect();
    let count = all.len();
    write(&folder.join("all.json"), &Value::from(all).to_string());
    write(&folder.join("examples/odd.rs"), PROGRAM);
    let lock = fs::read_to_string(Path::new(ROOT).join("Cargo.lock")).expect("the lock file");
    write(&folder.join("Cargo.lock"), &lock);
    // With all groups, which are features in a crate of so many operations.
    let features = features(&folder);
    cargo(&folder, &features, &["doc", "--no-deps"]);
    let out = cargo(&folder, &features, &["run", "--example", "odd"]);
    assert_eq!(out.trim(), format!("{count} names"));
}
