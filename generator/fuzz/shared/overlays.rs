//! Overlays, applied to a small description: free text, or actions made of decisions, whose targets are JSONPath that is
//! mostly sound.

use generator::overlay::Overlay;
use generator::render::{Style, render};
use generator::{Faults, Options, Rejected};
use serde_json::{Map, Value, json};

use super::check_message;
use super::choices::Choices;

const DESCRIPTION: &str = r##"{"openapi": "3.1.0", "info": {"title": "T", "version": "1"},
"paths": {"/a/{id}": {
    "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
    "get": {"operationId": "o0", "tags": ["g"], "parameters": [{"$ref": "#/components/parameters/p"}], "responses": {"200": {"$ref": "#/components/responses/R"}}},
    "put": {"operationId": "o1", "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}}, "responses": {"204": {"description": "none"}}}}},
"components": {
    "parameters": {"p": {"name": "p", "in": "query", "schema": {"type": "integer"}}},
    "responses": {"R": {"description": "r", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}}},
    "schemas": {"A": {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}, "b": {"$ref": "#/components/schemas/B"}}}, "B": {"oneOf": [{"type": "string"}, {"type": "array", "items": {"$ref": "#/components/schemas/A"}}]}}}}"##;
const STEPS: &[&str] = &[
    ".paths",
    "['/a/{id}']",
    ".get",
    ".components",
    ".schemas",
    ".A",
    ".properties",
    ".*",
    "[*]",
    "[0]",
    "[-1]",
    "[0:2]",
    "[::-1]",
    "..type",
    "..*",
    "['get','put']",
    "[?@.name == 'id']",
    "[?@.a]",
    "[?length(@) > 1]",
    "[?count(@.*) == 2 && !@.b]",
    "[?match(@.type, 's.*')]",
    "[?@ == $.info]",
    ".tags",
    ".parameters",
    ".responses['200'].content",
    ".$ref",
    ".info",
];
const HOSTILE: &[&str] = &[
    "$",
    "[",
    "[?",
    "]",
    "('",
    "\n",
    "\u{202e}",
    "\0",
    "\t",
    "..",
    "[9223372036854775807]",
    "['\\ud800']",
    "🦀",
];
const MEMBERS: &[&str] = &[
    "type",
    "description",
    "get",
    "A",
    "x-a",
    "parameters",
    "$ref",
    "required",
    "openapi",
    "schema",
    "a",
    "",
];
/// How deep what an update adds stands in itself.
const DEPTH: usize = 4;

/// Applies what the bytes say to the description and reads the result.
pub fn overlays(input: &[u8]) {
    let mut choices = Choices::new(input);
    let overlays = match choices.below(4) {
        0 => vec![Overlay {
            path: "overlay.yaml".to_owned(),
            bytes: choices.rest().to_vec(),
        }],
        number => (1..number.max(2)).map(|_| overlay(&mut choices)).collect(),
    };
    let options = Options {
        faults: Faults::Tolerate,
        overlays,
        ..Options::default()
    };
    let no_other_file = |_: &str| Err("there is no such file".to_owned());
    let text = DESCRIPTION.as_bytes().to_vec();
    let (document, is_refused) = match generator::describe("a.json", text, &no_other_file, &options)
    {
        Ok(described) => (described.document, false),
        Err(Rejected(document)) => (*document, true),
    };
    let diagnostics: Vec<_> = document.diagnostics.iter().collect();
    let message = render(&document, &diagnostics, Style::Plain);
    check_message(&message);
    assert_eq!(is_refused, document.diagnostics.has_errors(), "{message}");
    assert_eq!(
        message.contains("--> "),
        !diagnostics.is_empty(),
        "{message}"
    );
}

fn overlay(choices: &mut Choices<'_>) -> Overlay {
    let actions: Vec<Value> = (0..=choices.below(3)).map(|_| action(choices)).collect();
    let document = json!({
        "overlay": "1.0.0", "info": {"title": "O", "version": "1"}, "actions": actions,
    });
    Overlay {
        path: "overlay.json".to_owned(),
        bytes: document.to_string().into_bytes(),
    }
}

fn action(choices: &mut Choices<'_>) -> Value {
    let mut target = "$".to_owned();
    for _ in 0..choices.below(6) {
        target += &choices.text(STEPS, HOSTILE);
    }
    match choices.below(4) {
        0 => json!({"target": target, "remove": true}),
        _ => json!({"target": target, "update": value(choices, 0)}),
    }
}

fn value(choices: &mut Choices<'_>, depth: usize) -> Value {
    if depth == DEPTH {
        return Value::Null;
    }
    match choices.below(8) {
        0 => json!(true),
        1 => json!(1.5),
        2 => (0..choices.below(3))
            .map(|_| value(choices, depth + 1))
            .collect(),
        3 => choices
            .text(
                &["object", "string", "3.0.0", "#/components/schemas/B"],
                HOSTILE,
            )
            .into(),
        _ => {
            let mut members = Map::new();
            for _ in 0..=choices.below(2) {
                let name = choices.text(MEMBERS, HOSTILE);
                members.insert(name, value(choices, depth + 1));
            }
            members.into()
        }
    }
}
