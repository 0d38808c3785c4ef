//! `cargo xtask corpus`, run as its users run it.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::tempdir;

const GOOD: &str = "\
openapi: 3.1.0
info: {title: Good, version: 1.0.0}
paths:
  /a:
    get: {responses: {'204': {description: None.}}}
    delete: {responses: {'204': {description: None.}}}
";

/// Runs the corpus in `folder`, and gives exit code, table and JSON.
#[track_caller]
fn corpus(folder: &Path, more: &[&str]) -> (Option<i32>, String, Value) {
    let json = folder.join("report");
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["corpus", "documents", "--out", "out", "--json", "report"])
        .args(more)
        .current_dir(folder)
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    let report = fs::read_to_string(json).unwrap_or_else(|error| panic!("{error}: {stderr}"));
    (
        output.status.code(),
        String::from_utf8(output.stdout).unwrap(),
        serde_json::from_str(&report).unwrap(),
    )
}

#[test]
fn every_document_gets_a_crate_and_a_verdict() {
    let folder = tempdir().unwrap();
    let documents = folder.path().join("documents");
    fs::create_dir(&documents).unwrap();
    fs::write(documents.join("good.yaml"), GOOD).unwrap();
    let (code, table, report) = corpus(folder.path(), &[]);
    assert_eq!(code, Some(0), "{table}");
    assert_eq!(report["summary"]["passed"], 1);
    assert_eq!(report["documents"][0]["generate"]["operations"], 2);
    assert_eq!(report["documents"][0]["generate"]["operations_counted"], 2);
    assert!(
        folder
            .path()
            .join("out/crates/good-client/Cargo.toml")
            .exists()
    );

    fs::write(documents.join("broken.json"), "{").unwrap();
    let (code, table, report) = corpus(folder.path(), &["--jobs", "2"]);
    assert_eq!(code, Some(1), "{table}");
    assert!(table.contains("2 documents, 1 passed, 1 failed"), "{table}");
    assert_eq!(report["documents"][0]["verdict"], "rejected");
    assert_eq!(report["documents"][1]["verdict"], "passed");

    let (code, table, _) = corpus(folder.path(), &["--filter", "good"]);
    assert_eq!(code, Some(0), "{table}");
}

#[test]
fn what_there_is_no_time_to_compile_is_listed_and_does_not_pass() {
    let folder = tempdir().unwrap();
    let documents = folder.path().join("documents");
    fs::create_dir(&documents).unwrap();
    fs::write(documents.join("good.yaml"), GOOD).unwrap();
    let (code, table, report) = corpus(folder.path(), &["--check", "--check-within", "0"]);
    assert_eq!(code, Some(0), "{table}");
    assert_eq!(report["documents"][0]["verdict"], "generated");
    for line in [
        "1 documents, 0 passed, 0 failed",
        "1 generated, but not compiled: the 0 s were over",
    ] {
        assert!(table.contains(line), "{table}");
    }
}

/// What it needs takes long to compile, so the command that has it is named.
#[cfg(not(feature = "round-trip"))]
#[test]
fn a_round_trip_that_is_not_built_in_names_the_command_that_has_it() {
    let folder = tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["corpus", ".", "--round-trip"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(
        stderr.contains("run: cargo xtask-full corpus DIR --round-trip"),
        "{stderr}"
    );
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}
