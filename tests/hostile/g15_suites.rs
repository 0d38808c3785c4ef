//! G15: the public suites of JSON, YAML, JSON Schema and OpenAPI 3.1, found by the variable `OPENAPI_SUITES`.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use generator::{Faults, Options, codes, load};
use serde_json::{Value, json};

use crate::fuzz::{Outcome, understand};
use crate::run::in_parallel;

/// A folder of the suites; `None`, and a word about it, where they are not at hand.
fn suite(name: &str) -> Option<PathBuf> {
    let Some(suites) = std::env::var_os("OPENAPI_SUITES") else {
        println!("OPENAPI_SUITES is not set: nothing was tested");
        return None;
    };
    Some(Path::new(&suites).join(name))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of the suite");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    files
}

fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

#[test]
fn g15_json_is_read_as_the_suite_says() {
    let Some(folder) = suite("json/test_parsing") else {
        return;
    };
    let (mut accepted, mut refused, mut wrong) = (0, 0, Vec::new());
    for path in files(&folder) {
        // Inside a description, so that it is read as JSON whatever it looks like.
        let mut text = b"{\"openapi\": \"3.1.0\", \"x-a\": ".to_vec();
        text.extend(fs::read(&path).expect("a test"));
        text.push(b'}');
        let document = load::load("a.json", text, &Options::default());
        let bad = [codes::SYNTAX, codes::LIMIT];
        let is_bad = document.diagnostics.iter().any(|it| bad.contains(&it.code));
        match (name(&path).chars().next(), is_bad) {
            (Some('y'), false) => accepted += 1,
            (Some('n'), true) => refused += 1,
            (Some('i'), _) => {}
            _ => wrong.push(name(&path)),
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
    assert_eq!((accepted, refused), (95, 188));
}

#[test]
fn g15_yaml_of_the_suite_ends_without_a_crash() {
    let Some(folder) = suite("yaml/src") else {
        return;
    };
    let mut read = 0;
    for path in files(&folder) {
        let text = fs::read_to_string(&path).expect("a test");
        let mut texts = vec![text.clone()];
        if let Ok(Value::Array(tests)) = serde_yaml::from_str(&text) {
            texts.extend(
                tests
                    .iter()
                    .filter_map(|test| Some(test.get("yaml")?.as_str()?.to_owned())),
            );
        }
        for text in texts {
            // The suite writes what does not show as signs.
            let text = text
                .replace('␣', " ")
                .replace('»', "\t")
                .replace("—", "")
                .replace(['↵', '∎'], "");
            let inside = text
                .lines()
                .map(|line| format!("  {line}\n"))
                .collect::<String>();
            let described = format!(
                "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths: {{}}\nx-a:\n{inside}"
            );
            for text in [text, described] {
                let _ends = understand("a.yaml", text.into(), Faults::Tolerate);
            }
        }
        read += 1;
    }
    assert_eq!(read, 351);
}

#[test]
fn g15_schemas_of_the_suite_end_without_a_crash() {
    let Some(folder) = suite("json-schema/tests/draft2020-12") else {
        return;
    };
    let mut groups: Vec<(String, Value)> = Vec::new();
    let mut cases = 0;
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        for path in files(&folder) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read(&path).expect("a test");
            let Ok(Value::Array(tests)) = serde_json::from_slice(&text) else {
                continue;
            };
            for test in tests {
                cases += test["tests"].as_array().map_or(0, Vec::len);
                groups.push((name(&path), test["schema"].clone()));
            }
        }
    }
    let refused = Mutex::new(Vec::new());
    in_parallel(groups.len(), |index| {
        let (file, schema) = &groups[index];
        let document = json!({
            "openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {},
            "components": {"schemas": {"A": schema}},
        });
        let text = document.to_string().into_bytes();
        if let Outcome::Refused(_) = understand("a.json", text, Faults::Tolerate) {
            refused.lock().expect("no panic").push(file.as_str());
        }
    });
    let mut refused = refused.into_inner().expect("no panic");
    refused.sort_unstable();
    println!(
        "{} schemas of {cases} cases, {} refused: {refused:?}",
        groups.len(),
        refused.len()
    );
    assert!(cases >= 1_290, "{cases}");
}

/// Documents that fit the schema of OpenAPI, which is what the suite tests, and are refused all the same: a path with
/// `{id}` whose parameter is `petId`, and a reference to another host.
const REFUSED: &[&str] = &[
    "operation-object-example.yaml",
    "security-scheme-object-examples.yaml",
];

/// Documents that the suite calls broken and the generator takes without a word, because what is broken is nothing
/// that it reads: `example` beside `examples`, `allowReserved` where it has no effect, an empty list of a server
/// variable's values.
const TAKEN: &[&str] = &[
    "example-examples.yaml",
    "header-object-allowReserved.yaml",
    "parameter-object-cookie-form-allowReserved.yaml",
    "parameter-object-header-allowReserved.yaml",
    "parameter-object-path-allowReserved.yaml",
    "server_enum_empty.yaml",
];

#[test]
fn g15_openapi_documents_are_judged_as_the_suite_says() {
    let Some(folder) = suite("openapi-3.1") else {
        return;
    };
    let mut wrong = Vec::new();
    for path in files(&folder.join("pass")) {
        let text = fs::read(&path).expect("a test");
        let outcome = understand("a.yaml", text, Faults::Reject);
        let is_refused = matches!(outcome, Outcome::Refused(_));
        if is_refused && !REFUSED.contains(&name(&path).as_str()) {
            wrong.push(format!("pass/{} was refused", name(&path)));
        }
    }
    for path in files(&folder.join("fail")) {
        let text = fs::read(&path).expect("a test");
        let no_other_file = |_: &str| Err("there is no such file".to_owned());
        let document =
            match generator::describe("a.yaml", text, &no_other_file, &Options::default()) {
                Ok(described) => described.document,
                Err(rejected) => *rejected.0,
            };
        let is_silent = document.diagnostics.iter().next().is_none();
        if is_silent != TAKEN.contains(&name(&path).as_str()) {
            wrong.push(format!("fail/{}: said nothing: {is_silent}", name(&path)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
