//! G15, the part that needs a compiler: the instances of JSON Schema's own suite (2020-12), decoded by the types of the
//! schemas that the generator claims to express, and written back. Found by `OPENAPI_SUITES`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use generator::ledger::Ledger;
use generator::{Described, Options};
use serde_json::{Map, Value, json};

use crate::{FEATURES, ROOT, write};

/// A schema of the suite with its instances.
struct Group {
    /// The file and the description, for messages.
    name: String,
    schema: Value,
    tests: Vec<Value>,
}

/// What became of an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// It was read whole, and is valid in what types and `Validate` can tell; it was written as it was read.
    Taken,
    /// An error, a deviation, a value that is not known, or a violation.
    Refused,
    /// It came back as another.
    Changed,
}

#[test]
fn g15_instances_are_read_by_the_types_of_their_schemas() {
    let Some(suites) = std::env::var_os("OPENAPI_SUITES") else {
        println!("OPENAPI_SUITES is not set: nothing was tested");
        return;
    };
    let folder = Path::new(&suites).join("json-schema/tests/draft2020-12");
    let (all, groups) = groups(&folder);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("suite");
    let paths = write_crate(&folder, &groups);
    let outcomes = outcomes(&folder, &paths, &groups);
    let (mut taken, mut refused, mut lenient) = (0, 0, 0);
    let mut wrong = Vec::new();
    let mut excused: BTreeMap<&str, usize> = BTreeMap::new();
    let mut outcomes = outcomes.into_iter();
    for group in &groups {
        for test in &group.tests {
            let (outcome, why) = outcomes.next().expect("an outcome for each instance");
            let is_valid = test["valid"] == json!(true);
            let said = || {
                let (data, what) = (&test["data"], &test["description"]);
                format!("{}: {what}: {data}: {outcome:?} {why}", group.name)
            };
            match (is_valid, outcome) {
                (true, Outcome::Taken) => taken += 1,
                (true, _) => match excuse(group, &test["data"]) {
                    Some(why) => *excused.entry(why).or_default() += 1,
                    None => wrong.push(said()),
                },
                (false, Outcome::Refused) => refused += 1,
                (false, _) if must_refuse(group) => wrong.push(said()),
                (false, _) => lenient += 1,
            }
        }
    }
    println!(
        "{all} schemas, {} of them expressed: {taken} valid instances came back, others did not: {excused:?}; {refused} invalid ones were refused, {lenient} taken",
        groups.len(),
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(groups.len() > 100 && taken > 200 && refused > 100);
}

/// Keywords that are about one kind of values and let all others pass.
const KEYWORDS: &[(&str, &[&str])] = &[
    (
        "object",
        &[
            "properties",
            "required",
            "additionalProperties",
            "patternProperties",
            "propertyNames",
            "minProperties",
            "maxProperties",
        ],
    ),
    (
        "list",
        &[
            "items",
            "prefixItems",
            "contains",
            "minItems",
            "maxItems",
            "uniqueItems",
        ],
    ),
    (
        "text",
        &[
            "minLength",
            "maxLength",
            "pattern",
            "format",
            "contentEncoding",
            "contentMediaType",
        ],
    ),
    (
        "number",
        &[
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
        ],
    ),
];

/// Why a valid instance need not be read; `None` where it must be.
fn excuse(group: &Group, data: &Value) -> Option<&'static str> {
    let kind = match data {
        Value::Object(_) => "object",
        Value::Array(_) => "list",
        Value::String(_) => "text",
        Value::Number(_) => "number",
        Value::Bool(_) | Value::Null => "other",
    };
    let is_about = |(about, keywords): &(&str, &[&str])| {
        *about != kind && keywords.iter().any(|name| group.schema.get(name).is_some())
    };
    if group.schema.get("type").is_none() && KEYWORDS.iter().any(is_about) {
        return Some("is of a kind that the keywords say nothing of");
    }
    // `{$ref: '#'}` again, one level down.
    if group.name.contains("root pointer ref") {
        return Some("is of a kind that the keywords say nothing of");
    }
    // What `then` and `else` add to `prefixItems` is not read, so the list is taken to be one of texts.
    if group.name.contains("unevaluatedItems with if/then/else") {
        return Some("is allowed by `else` alone");
    }
    // OpenAPI describes data by them, JSON Schema by itself only annotates.
    if group.name.starts_with("format.json") || group.name.starts_with("content.json") {
        return Some("is not of the format");
    }
    None
}

/// Groups about what types hold to: an instance that breaks it must be noticed. Enumerations, constants and unions are
/// open: a value that they do not know is kept, so that a server may go ahead of its clients.
fn must_refuse(group: &Group) -> bool {
    let is_of = |file: &str| group.name.starts_with(file);
    let has_fields = group.schema.get("properties").is_some();
    let has_one_type = group.schema.get("type").is_some_and(Value::is_string);
    is_of("type.json") && has_one_type || is_of("required.json") && has_fields
}

/// The number of all schemas of the suite, and those of them that are understood without a warning and without a part
/// that could not be expressed.
fn groups(folder: &Path) -> (usize, Vec<Group>) {
    let entries = fs::read_dir(folder).expect("the suite");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut paths: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    paths.sort();
    let (mut all, mut groups) = (0, Vec::new());
    for path in paths {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let text = fs::read(&path).expect("a file of the suite");
        let list: Vec<Value> = serde_json::from_slice(&text).expect("groups");
        for group in list {
            all += 1;
            let name = format!("{file}: {}", group["description"]);
            let number = groups.len();
            let Some(schema) = moved(&group["schema"], &component(number)) else {
                continue;
            };
            if is_expressed(&describe([(component(number), schema.clone())])) {
                let tests = group["tests"].as_array().expect("tests").clone();
                groups.push(Group {
                    name,
                    schema,
                    tests,
                });
            }
        }
    }
    (all, groups)
}

fn component(number: usize) -> String {
    format!("S{number}")
}

/// The object that has a value of a schema as its member: whether it may be null shows where a type is used.
fn holder(number: usize) -> (String, Value) {
    let value = json!({"$ref": format!("#/components/schemas/{}", component(number))});
    let holder = json!({"type": "object", "required": ["value"], "properties": {"value": value}});
    (format!("H{number}"), holder)
}

/// A schema as a component: its references to itself lead to where it is now. `None` where it has an address of its own,
/// by which its parts refer to each other.
fn moved(schema: &Value, component: &str) -> Option<Value> {
    match schema {
        Value::Object(members) => {
            let mut out = Map::new();
            for (name, value) in members {
                let value = match (name.as_str(), value.as_str()) {
                    ("$id" | "$anchor" | "$dynamicAnchor" | "$dynamicRef", Some(_)) => return None,
                    ("$schema", Some(_)) => continue,
                    ("$ref", Some(to)) => {
                        let to = to.strip_prefix('#')?;
                        format!("#/components/schemas/{component}{to}").into()
                    }
                    _ => moved(value, component)?,
                };
                out.insert(name.clone(), value);
            }
            Some(out.into())
        }
        Value::Array(items) => items.iter().map(|item| moved(item, component)).collect(),
        other => Some(other.clone()),
    }
}

fn describe(schemas: impl IntoIterator<Item = (String, Value)>) -> String {
    let schemas: Map<String, Value> = schemas.into_iter().collect();
    json!({
        "openapi": "3.1.0", "info": {"title": "Suite", "version": "1"}, "paths": {},
        "components": {"schemas": schemas},
    })
    .to_string()
}

fn is_expressed(description: &str) -> bool {
    let no_siblings = |_: &str| Err("there is no such file".to_owned());
    let text = description.as_bytes().to_vec();
    let described = generator::describe("suite.json", text, &no_siblings, &Options::default());
    described.is_ok_and(|Described { document, .. }| {
        document.diagnostics.iter().next().is_none() && Ledger::of(&document).unsupported == 0
    })
}

/// Writes the crate of all groups with the program that judges instances; gives the paths of the types.
fn write_crate(folder: &Path, groups: &[Group]) -> Vec<String> {
    if folder.exists() {
        fs::remove_dir_all(folder).expect("the last run's crate is removed");
    }
    let schemas = groups.iter().enumerate();
    let schemas = schemas
        .flat_map(|(number, group)| [(component(number), group.schema.clone()), holder(number)]);
    let description = describe(schemas);
    let no_siblings = |_: &str| Err("there is no such file".to_owned());
    let text = description.as_bytes().to_vec();
    let described = generator::describe("suite.json", text, &no_siblings, &Options::default());
    let api = described.expect("a sound description").api;
    let types = generator::component_types(&api);
    let paths = (0..groups.len()).map(|number| {
        let (holder, _) = holder(number);
        let ty = types.iter().find(|ty| ty.component == holder);
        ty.expect("a type for each component").path.clone()
    });
    let paths: Vec<String> = paths.collect();
    for file in crate::generate("suite", "suite.json", description, "", true) {
        write(&folder.join(&file.path), &file.text);
    }
    let lock = fs::read_to_string(Path::new(ROOT).join("Cargo.lock")).expect("the lock file");
    write(&folder.join("Cargo.lock"), &lock);
    let table: String = paths
        .iter()
        .map(|path| format!("    judge::<suite::{path}>,\n"))
        .collect();
    let program = include_str!("suite_judge.rs").replace("    // TABLE\n", &table);
    write(&folder.join("examples/judge.rs"), &program);
    paths
}

fn outcomes(folder: &Path, paths: &[String], groups: &[Group]) -> Vec<(Outcome, String)> {
    let mut input = String::new();
    for (number, group) in groups.iter().enumerate().take(paths.len()) {
        for test in &group.tests {
            input.push_str(&format!("{number}\t{{\"value\":{}}}\n", test["data"]));
        }
    }
    let path = folder.join("instances.tsv");
    write(&path, &input);
    let output = Command::new(env!("CARGO"))
        .args(["run", "--offline", "--quiet", "--example", "judge"])
        .args(["--no-default-features", "--features", FEATURES])
        .args(["--", "instances.tsv"])
        .current_dir(folder)
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("generated/target"),
        )
        .output()
        .expect("cargo runs");
    let out = String::from_utf8(output.stdout).expect("UTF-8");
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{err}");
    let outcome = |line: &str| {
        let (word, why) = line.split_once('\t').expect("a tab");
        let outcome = match word {
            "taken" => Outcome::Taken,
            "refused" => Outcome::Refused,
            _ => Outcome::Changed,
        };
        (outcome, why.to_owned())
    };
    out.lines().map(outcome).collect()
}
