//! Descriptions made of decisions: mostly sound, with every keyword that OpenAPI has, and values of the wrong kind or
//! hostile text now and then.

use serde_json::{Map, Value, json};

use super::choices::Choices;

const WORDS: &[&str] = &[
    "a", "b", "id", "type", "Pet", "pet", "PET", "self", "2nd", "x-y", "$ref", "",
];
const HOSTILE: &[&str] = &[
    "\n",
    "*/",
    "\"#",
    "```\nfn main() {}\n```",
    "<script>",
    "\u{202e}",
    "\0",
    "r#\"",
    "]",
    "{}",
    "a\r\nb",
    "é",
    "🦀",
    "%2e%2e",
    "../x",
];
const METHODS: &[&str] = &["get", "put", "post", "delete", "patch", "head"];
const MEDIA: &[&str] = &[
    "application/json",
    "text/plain",
    "application/octet-stream",
    "multipart/form-data",
    "application/x-www-form-urlencoded",
    "text/event-stream",
    "application/merge-patch+json",
    "*/*",
    "application/xml",
    "image/png",
];
const FORMATS: &[&str] = &[
    "date-time",
    "date",
    "uuid",
    "int32",
    "int64",
    "uint64",
    "byte",
    "binary",
    "password",
    "ipv4",
    "float",
    "odd",
];
const NUMBERS: &[&str] = &[
    "0",
    "1",
    "-1",
    "1.0",
    "1e400",
    "-0",
    "18446744073709551616",
    "-9223372036854775809",
    "0.1",
    "1e-9",
];
/// How deep schemas stand in each other.
const DEPTH: usize = 4;
/// How many schemas, parameters and the like there are in `components`.
const COMPONENTS: usize = 4;

fn word(choices: &mut Choices<'_>) -> String {
    choices.text(WORDS, HOSTILE)
}

/// A whole description.
pub fn document(choices: &mut Choices<'_>) -> Value {
    let version = choices.of(&["3.1.0", "3.0.3", "3.1.0", "3.2.0", "2.0"]);
    let mut root = json!({"openapi": version, "info": {"title": word(choices), "version": "1", "description": word(choices)}});
    let mut paths = Map::new();
    for _ in 0..choices.below(4) {
        let path = match choices.below(4) {
            0 => "/a/{id}".to_owned(),
            1 => "/a/{id}/{b}.{type}".to_owned(),
            2 => "/".to_owned(),
            _ => format!("/{}", word(choices)),
        };
        paths.insert(path, path_item(choices));
    }
    let mut schemas = Map::new();
    for number in 0..choices.below(COMPONENTS + 1) {
        schemas.insert(format!("S{number}"), schema(choices, 0));
    }
    root["paths"] = Value::Object(paths);
    root["components"] = json!({
        "schemas": schemas,
        "parameters": {"P0": parameter(choices)},
        "responses": {"R0": response(choices)},
        "securitySchemes": {"s": choices.of(&[&json!({"type": "http", "scheme": "bearer"}), &json!({"type": "apiKey", "in": "query", "name": "k"}), &json!({"type": "none"})])},
    });
    if choices.one_in(3) {
        root["servers"] = json!([{"url": choices.of(&["https://example.com", "/v1", "https://{r}.example.com", "not a url"]), "variables": {"r": {"default": word(choices)}}}]);
    }
    if choices.one_in(3) {
        root["security"] = json!([{"s": []}]);
    }
    if choices.one_in(3) {
        root["tags"] = json!([{"name": word(choices), "description": word(choices)}]);
    }
    if choices.one_in(6) {
        let name = choices.of(&["info", "paths", "tags", "x-envelope", "webhooks", "odd"]);
        root[name] = any(choices);
    }
    root
}

fn any(choices: &mut Choices<'_>) -> Value {
    match choices.below(8) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!([word(choices)]),
        3 => json!({word(choices): word(choices)}),
        4 => number(choices),
        _ => word(choices).into(),
    }
}

fn number(choices: &mut Choices<'_>) -> Value {
    let text = choices.of(NUMBERS);
    serde_json::from_str(text).unwrap_or_else(|_| json!(1))
}

fn path_item(choices: &mut Choices<'_>) -> Value {
    let mut item = Map::new();
    for _ in 0..=choices.below(2) {
        let method = choices.of(METHODS).to_owned();
        item.insert(method, operation(choices));
    }
    if choices.one_in(3) {
        item.insert("parameters".to_owned(), json!([parameter(choices)]));
    }
    Value::Object(item)
}

fn operation(choices: &mut Choices<'_>) -> Value {
    let mut operation = Map::new();
    let parameters: Vec<Value> = (0..choices.below(4)).map(|_| parameter(choices)).collect();
    operation.insert("parameters".to_owned(), parameters.into());
    let mut responses = Map::new();
    for _ in 0..=choices.below(3) {
        let status = choices
            .of(&["200", "default", "404", "2XX", "204", "5XX", "20", "odd"])
            .to_owned();
        responses.insert(status, response(choices));
    }
    operation.insert("responses".to_owned(), responses.into());
    if choices.one_in(2) {
        operation.insert("operationId".to_owned(), word(choices).into());
    }
    if choices.one_in(3) {
        operation.insert("tags".to_owned(), json!([word(choices)]));
    }
    if choices.one_in(2) {
        operation.insert(
            "requestBody".to_owned(),
            json!({"required": choices.one_in(2), "content": content(choices)}),
        );
    }
    if choices.one_in(8) {
        let name = choices
            .of(&[
                "x-pagination",
                "security",
                "deprecated",
                "callbacks",
                "servers",
                "summary",
            ])
            .to_owned();
        operation.insert(name, any(choices));
    }
    operation.into()
}

fn parameter(choices: &mut Choices<'_>) -> Value {
    if choices.one_in(8) {
        return json!({"$ref": choices.of(&["#/components/parameters/P0", "#/components/schemas/S0", "other.yaml", "#/nowhere"])});
    }
    let place = choices.of(&["query", "path", "header", "cookie", "odd"]);
    let mut parameter = json!({"name": word(choices), "in": place, "required": place == "path", "schema": schema(choices, 2)});
    if choices.one_in(3) {
        parameter["style"] = choices
            .of(&[
                "form",
                "simple",
                "label",
                "matrix",
                "deepObject",
                "spaceDelimited",
                "odd",
            ])
            .into();
        parameter["explode"] = choices.one_in(2).into();
    }
    if choices.one_in(8) {
        parameter["content"] = content(choices);
    }
    parameter
}

fn response(choices: &mut Choices<'_>) -> Value {
    let mut response = json!({"description": word(choices)});
    if !choices.one_in(4) {
        response["content"] = content(choices);
    }
    if choices.one_in(4) {
        response["headers"] = json!({word(choices): {"schema": schema(choices, 3)}});
    }
    response
}

fn content(choices: &mut Choices<'_>) -> Value {
    let mut content = Map::new();
    for _ in 0..=choices.below(2) {
        let media = choices.text(MEDIA, HOSTILE);
        content.insert(
            media,
            json!({"schema": schema(choices, 1), "example": any(choices)}),
        );
    }
    content.into()
}

fn schema(choices: &mut Choices<'_>, depth: usize) -> Value {
    let reference = format!("#/components/schemas/S{}", choices.below(COMPONENTS));
    if depth >= DEPTH || choices.is_over() {
        return json!({"$ref": reference});
    }
    let inner = depth + 1;
    let mut schema = match choices.below(16) {
        0 | 1 => {
            json!({"type": choices.of(&["string", "integer", "number", "boolean", "null"]), "format": choices.of(FORMATS)})
        }
        2 | 3 => json!({"$ref": reference}),
        4..=6 => object(choices, inner),
        7 => json!({"type": "array", "items": self::schema(choices, inner)}),
        8 => json!({"type": "object", "additionalProperties": self::schema(choices, inner)}),
        9 => json!({"allOf": schemas(choices, inner)}),
        10 => {
            json!({"oneOf": schemas(choices, inner), "discriminator": {"propertyName": word(choices), "mapping": {word(choices): reference}}})
        }
        11 => json!({"anyOf": schemas(choices, inner)}),
        12 => json!({"enum": [any(choices), any(choices), any(choices)]}),
        13 => json!({"const": any(choices)}),
        14 => {
            json!({"type": ["string", "null", choices.of(&["object", "array", "odd"])], "prefixItems": schemas(choices, inner)})
        }
        _ => return any(choices),
    };
    if choices.one_in(3) {
        let keyword = choices.of(&[
            "default",
            "title",
            "description",
            "example",
            "nullable",
            "minimum",
            "maximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "pattern",
            "readOnly",
            "writeOnly",
            "deprecated",
            "not",
            "if",
            "then",
            "$defs",
            "type",
            "contentEncoding",
            "minItems",
            "uniqueItems",
            "x-enum-varnames",
            "$id",
            "$anchor",
            "required",
            "properties",
        ]);
        schema[keyword] = match choices.below(3) {
            0 => number(choices),
            1 => choices.one_in(2).into(),
            _ => any(choices),
        };
    }
    schema
}

fn object(choices: &mut Choices<'_>, depth: usize) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for _ in 0..choices.below(5) {
        let name = word(choices);
        if choices.one_in(2) {
            required.push(name.clone());
        }
        properties.insert(name, schema(choices, depth));
    }
    json!({"type": "object", "properties": properties, "required": required})
}

fn schemas(choices: &mut Choices<'_>, depth: usize) -> Vec<Value> {
    (0..=choices.below(3))
        .map(|_| schema(choices, depth))
        .collect()
}
