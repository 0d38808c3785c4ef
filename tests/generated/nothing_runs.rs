//! G2: a crate that carries 45 hostile strings at every place that documentation, values and names come from. It
//! compiles without a warning, its documentation runs nothing and scripts nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

#[path = "../hostile/strings.rs"]
mod strings;

use crate::{ROOT, write};

/// Each string as a schema, an operation, and all that is said of them.
fn description() -> String {
    let (mut schemas, mut paths) = (serde_json::Map::new(), serde_json::Map::new());
    for (number, text) in strings::hostile().into_iter().enumerate() {
        let schema = json!({
            "type": "object", "title": text, "description": text, "required": [text],
            "externalDocs": {"url": text, "description": text},
            "properties": {
                &text: {"type": "string", "description": text, "default": text, "examples": [text], "pattern": text},
                "kind": {"type": "string", "enum": ["a", text], "description": text},
                "fixed": {"type": "string", "const": text, "format": text},
            },
        });
        schemas.insert(text.clone(), schema);
        let name = text
            .replace('~', "~0")
            .replace('/', "~1")
            .replace('%', "%25");
        let content = json!({"application/json": {"schema": {"$ref": format!("#/components/schemas/{name}")}, "example": text}});
        let operation = json!({
            "operationId": text, "tags": [text], "summary": text, "description": text,
            "parameters": [
                {"name": text, "in": "query", "description": text, "schema": {"type": "string", "default": text}},
                {"name": format!("h{number}"), "in": "header", "description": text, "schema": {"type": "string"}},
            ],
            "requestBody": {"description": text, "content": content},
            "responses": {"200": {"description": text, "content": content}},
        });
        paths.insert(
            format!("/{number}"),
            json!({"summary": text, "post": operation}),
        );
    }
    let said: Vec<Value> = strings::hostile()
        .into_iter()
        .map(|text| json!({"name": text, "description": text}))
        .collect();
    json!({
        "openapi": "3.1.0", "tags": said, "paths": paths, "components": {"schemas": schemas},
        "info": {"title": "Hostile", "version": "1", "description": strings::hostile().join("\n\n")},
    })
    .to_string()
}

#[test]
fn g02_nothing_of_a_description_runs() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("nothing-runs");
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("the last run's crate is removed");
    }
    for file in crate::generate("hostile", "hostile.json", description(), "", true) {
        write(&folder.join(&file.path), &file.text);
    }
    let lock = fs::read_to_string(Path::new(ROOT).join("Cargo.lock")).expect("the lock file");
    write(&folder.join("Cargo.lock"), &lock);
    let features = features(&folder);
    cargo(&folder, &features, &["check"]);
    // The manual's own examples are tests; nothing that comes from the description is one.
    let out = cargo(&folder, &features, &["test", "--doc"]);
    let tests: Vec<&str> = out
        .lines()
        .filter(|line| line.starts_with("test src/"))
        .collect();
    let foreign =
        |line: &&&str| line.starts_with("test src/models/") || line.starts_with("test src/api/");
    assert_eq!(tests.iter().find(foreign), None, "{out}");
    cargo(&folder, &features, &["doc", "--no-deps"]);
    let mut pages = 0;
    let mut folders = vec![target().join("doc/hostile")];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("documentation") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let page = fs::read_to_string(&path).unwrap_or_default().to_lowercase();
            for bad in ["<script>alert", "<img src=x", "href=\"javascript:"] {
                assert!(!page.contains(bad), "{bad} in {}", path.display());
            }
            pages += 1;
        }
    }
    assert!(pages > 100, "{pages} pages");
    for place in [folder.as_path(), Path::new("."), &target()] {
        assert!(
            !place.join(strings::CANARY).exists(),
            "a payload ran in {}",
            place.display()
        );
    }
}

/// What the other crates of this test are built in, whose dependencies this one shares.
fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("generated/target")
}

/// The crate's default features, without TLS.
pub fn features(folder: &Path) -> String {
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).expect("the manifest");
    let (_, list) = manifest
        .split_once("default = [")
        .expect("default features");
    let (list, _) = list.split_once(']').expect("their end");
    let names = list.split(',').map(|name| name.trim().trim_matches('"'));
    let names: Vec<&str> = names
        .filter(|name| !name.is_empty() && *name != "rustls")
        .collect();
    assert!(names.contains(&"stream"), "{list}");
    names.join(",")
}

/// Runs cargo without TLS, as for the other crates; gives what it prints. No warning is allowed.
#[track_caller]
pub fn cargo(folder: &Path, features: &str, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--offline", "--no-default-features", "--features", features])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target())
        .output()
        .expect("cargo runs");
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (said(&output.stdout), said(&output.stderr));
    assert!(output.status.success(), "{arguments:?}: {out}\n{err}");
    assert!(!err.contains("warning"), "{arguments:?}: {err}");
    out
}
