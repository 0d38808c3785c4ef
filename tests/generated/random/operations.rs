//! Operations: parameters of all places and styles, bodies and responses of all media types, security.

use serde_json::{Map, Value, json};

use super::dice::Dice;
use super::schemas::{Schemas, scalar};
use super::words;

const MEDIA_TYPES: &[&str] = &[
    "application/json",
    "application/json",
    "application/vnd.x+json",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "text/plain",
    "application/octet-stream",
    "application/xml",
    "text/event-stream",
    "application/jsonl",
    "image/*",
    "*/*",
];

const METHODS: &[&str] = &["get", "put", "post", "delete", "patch", "head", "options"];
const STATUSES: &[&str] = &[
    "200", "201", "202", "204", "2XX", "default", "400", "404", "4XX", "500", "302",
];

/// The members of a description, without its schemas, with so many operations.
pub fn api(dice: &mut Dice, schemas: &mut Schemas<'_>, count: usize) -> Map<String, Value> {
    let schemes = schemes(dice);
    let names: Vec<String> = schemes.keys().cloned().collect();
    let mut paths = Map::new();
    for number in 0..count {
        let parameters = dice.below(3);
        let mut path = format!("/{}/{number}", words::plain(dice));
        path.extend((0..parameters).map(|at| format!("/{{p{at}}}")));
        let operation = operation(dice, schemas, number, parameters, &names);
        let method = dice.pick(METHODS);
        paths.insert(path, json!({method: operation}));
    }
    let tags: Vec<Value> = (0..10)
        .map(|_| json!({"name": words::name(dice), "description": "About */ `x"}))
        .collect();
    let webhooks: Map<String, Value> = (0..count / 8)
        .map(|_| {
            let body = json!({"content": {"application/json": {"schema": schemas.any(dice, 0)}}});
            let post = json!({"requestBody": body, "responses": {"200": {"description": "ok"}}});
            (words::name(dice), json!({"post": post}))
        })
        .collect();
    let variables = json!({"a": {"default": "x", "enum": ["x", "y"]}, "type": {"default": "v1"}});
    let error = json!({"application/json": {"schema": schemas.reference(dice)}});
    let members = json!({
        "servers": [{"url": "https://{a}.example/{type}", "variables": variables}],
        "tags": tags,
        "security": [security(dice, &names), {}],
        "paths": paths,
        "webhooks": webhooks,
        "components": {
            "securitySchemes": schemes,
            "responses": {"Error": {"description": "Failed", "content": error}},
            "parameters": {"Page": {"name": "page", "in": "query", "schema": {"type": "integer"}}},
        },
    });
    members.as_object().expect("an object").clone()
}

fn schemes(dice: &mut Dice) -> Map<String, Value> {
    let flow = json!({"tokenUrl": "https://t.example/t", "scopes": {"a": "b", "x:y": "z"}});
    let code = json!({
        "authorizationUrl": "https://t.example/a", "tokenUrl": "https://t.example/t", "scopes": {},
    });
    let kinds = [
        json!({"type": "apiKey", "in": "header", "name": "X-Key"}),
        json!({"type": "apiKey", "in": "query", "name": "type"}),
        json!({"type": "apiKey", "in": "cookie", "name": "key"}),
        json!({"type": "http", "scheme": "basic"}),
        json!({"type": "http", "scheme": "bearer"}),
        json!({"type": "http", "scheme": "digest"}),
        json!({"type": "oauth2", "flows": {"clientCredentials": flow}}),
        json!({"type": "oauth2", "flows": {"password": flow, "authorizationCode": code}}),
        json!({"type": "openIdConnect", "openIdConnectUrl": "https://t.example/.well-known"}),
        json!({"type": "mutualTLS"}),
    ];
    let kinds = dice.some(&kinds, 70).into_iter();
    kinds.map(|kind| (words::name(dice), kind)).collect()
}

/// One to three schemes that are needed together; none where there are none.
fn security(dice: &mut Dice, names: &[String]) -> Value {
    let chosen = dice.some(names, 25).into_iter().take(3);
    let chosen: Map<String, Value> = chosen.map(|name| (name, json!([]))).collect();
    Value::from(chosen)
}

fn operation(
    dice: &mut Dice,
    schemas: &mut Schemas<'_>,
    number: usize,
    in_path: usize,
    schemes: &[String],
) -> Value {
    let mut parameters: Vec<Value> = (0..in_path)
        .map(|at| {
            let style = dice.pick(&["simple", "label", "matrix"]);
            let schema = schemas.any(dice, 2);
            json!({"name": format!("p{at}"), "in": "path", "required": true, "style": style, "schema": schema})
        })
        .collect();
    parameters.extend((0..dice.below(5)).map(|at| parameter(dice, schemas, at)));
    if dice.in_100(30) {
        parameters.push(json!({"$ref": "#/components/parameters/Page"}));
    }
    let mut operation = json!({"parameters": parameters, "responses": responses(dice, schemas)});
    if dice.in_100(70) {
        operation["operationId"] = json!(format!("{}_{number}", words::name(dice)));
    }
    if dice.in_100(80) {
        operation["tags"] = json!([words::name(dice)]);
    }
    if dice.in_100(50) {
        let required = dice.in_100(50);
        operation["requestBody"] = json!({"required": required, "content": content(dice, schemas)});
    }
    match dice.below(10) {
        0 => operation["security"] = json!([]),
        1 => operation["security"] = json!([security(dice, schemes), security(dice, schemes)]),
        2 => operation["security"] = json!([security(dice, schemes)]),
        _ => {}
    }
    match dice.below(10) {
        0 => operation["deprecated"] = json!(true),
        1 => {
            let url = dice.pick(&["https://o.example", "/rel", "https://{self}.example"]);
            let variables = json!({"self": {"default": "d"}});
            operation["servers"] = json!([{"url": url, "variables": variables}]);
        }
        2 | 3 => {
            let text = dice.pick(&["Gets */ it", "`tick", "# head", "<script>", "a\nb"]);
            operation["summary"] = json!(text);
        }
        4 => {
            let body = json!({"content": {"application/json": {"schema": schemas.any(dice, 0)}}});
            let post = json!({"requestBody": body, "responses": {"200": {"description": "ok"}}});
            operation["callbacks"] =
                json!({words::name(dice): {"{$request.body#/url}": {"post": post}}});
        }
        _ => {}
    }
    operation
}

fn parameter(dice: &mut Dice, schemas: &mut Schemas<'_>, number: usize) -> Value {
    let place = dice.pick(&["query", "query", "header", "cookie"]);
    let name = format!("{}{number}", words::name(dice));
    let mut parameter = json!({"name": name, "in": place, "required": dice.in_100(40)});
    if dice.in_100(10) {
        parameter["content"] = json!({"application/json": {"schema": schemas.any(dice, 2)}});
        return parameter;
    }
    parameter["schema"] = schemas.any(dice, 2);
    if place == "query" {
        let styles = [
            "form",
            "form",
            "spaceDelimited",
            "pipeDelimited",
            "deepObject",
        ];
        parameter["style"] = json!(dice.pick(&styles));
    }
    if dice.in_100(50) {
        parameter["explode"] = json!(dice.in_100(50));
    }
    parameter
}

fn content(dice: &mut Dice, schemas: &mut Schemas<'_>) -> Value {
    let mut content = Map::new();
    for _ in 0..dice.pick(&[1, 1, 1, 2, 3]) {
        let media_type = dice.pick(MEDIA_TYPES).to_owned();
        let mut entry = json!({"schema": schemas.any(dice, 0)});
        if media_type.contains("form") {
            entry["encoding"] = encoding(dice, &entry["schema"]);
        }
        content.insert(media_type, entry);
    }
    Value::from(content)
}

/// An Encoding Object for some properties of a form.
fn encoding(dice: &mut Dice, schema: &Value) -> Value {
    let names = schema["properties"].as_object().into_iter().flatten();
    let names: Vec<String> = names.map(|(name, _)| name.clone()).collect();
    let kinds = [
        json!({"contentType": "image/*, image/png"}),
        json!({"contentType": "application/json", "headers": {"X-A": {"schema": {"const": "a\"b"}}}}),
        json!({"style": "deepObject"}),
        json!({"explode": false, "headers": {"X-B": {"schema": {"type": "string"}}}}),
    ];
    let chosen = dice.some(&names, 40).into_iter();
    chosen.map(|name| (name, dice.pick(&kinds))).collect()
}

fn responses(dice: &mut Dice, schemas: &mut Schemas<'_>) -> Value {
    let mut responses = Map::new();
    for _ in 0..dice.between(1, 4) {
        let status = dice.pick(STATUSES);
        let mut response = json!({"description": "What `it` says"});
        if status != "204" && dice.in_100(85) {
            response["content"] = content(dice, schemas);
        }
        if dice.in_100(20) {
            let name = dice.pick(&["X-A", "X-Request-Id", "Link", "self", "type"]);
            response["headers"] = json!({name: {"schema": scalar(dice)}});
        }
        responses.insert(status.to_owned(), response);
    }
    if dice.in_100(30) {
        let shared = json!({"$ref": "#/components/responses/Error"});
        responses.insert("default".to_owned(), shared);
    }
    Value::from(responses)
}
