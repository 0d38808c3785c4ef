//! The examples of every command's `--help`, each run as it stands there, in a workspace made for them.
#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::tempdir;

const XTASK: &str = env!("CARGO_BIN_EXE_xtask");

const DESCRIPTION: &str = "\
openapi: 3.1.0
info: {title: Shop, version: '1'}
paths:
  /issues: {get: {operationId: listIssues, tags: [issues], responses: {'204': {description: Done}}}}
  /labels: {get: {operationId: listLabels, tags: [labels], responses: {'204': {description: Done}}}}
components: {schemas: {Pet: {type: object, properties: {tag: {type: string}}}}}
";

const PARTNERPORTAL: &str = include_str!("../../spec/partnerportal.yaml");
const BEFORE: &str = include_str!("../../tests/changes/alias-of-another-type.before.yaml");
const AFTER: &str = include_str!("../../tests/changes/alias-of-another-type.after.yaml");

const OVERLAY: &str = "\
overlay: 1.0.0
info: {title: Fixes, version: '1'}
actions: [{target: $.info, update: {title: The Shop}}]
";

/// The commands that people are told of.
fn commands() -> Vec<String> {
    let help = run(Path::new("."), &["--help"]);
    let (_, list) = help.split_once("Commands:\n").expect("a list of commands");
    let lines = list.lines().take_while(|line| line.starts_with("  "));
    // What a command does may take more than one line.
    let lines = lines.filter(|line| !line.starts_with("   "));
    let words = lines.filter_map(|line| line.split_whitespace().next());
    words.map(str::to_owned).collect()
}

#[track_caller]
fn run(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(XTASK)
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn examples(command: &str) -> Vec<String> {
    let help = run(Path::new("."), &[command, "--help"]);
    let lines = help.lines().map(str::trim);
    let lines = lines.filter(|line| line.starts_with("cargo xtask "));
    lines.map(str::to_owned).collect()
}

/// A workspace with everything that the examples name, and the command as `cargo xtask`.
fn prepare(root: &Path) {
    let folders = ["spec", "xtask", "orchard", "descriptions"];
    for folder in folders {
        fs::create_dir(root.join(folder)).unwrap();
    }
    for path in [
        "spec/partnerportal.yaml",
        "petstore.yaml",
        "orchard/shop.yaml",
        "descriptions/petstore.yaml",
    ] {
        fs::write(root.join(path), DESCRIPTION).unwrap();
    }
    fs::write(root.join("spec/partnerportal.yaml"), PARTNERPORTAL).unwrap();
    for folder in ["tests/changes", "../versions"] {
        let folder = root.join(folder);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("types.before.yaml"), BEFORE).unwrap();
        fs::write(folder.join("types.after.yaml"), AFTER).unwrap();
    }
    // YAML holds JSON.
    fs::write(root.join("big.json"), json()).unwrap();
    fs::write(root.join("fixes.yaml"), OVERLAY).unwrap();
    let configuration = "description = \"shop.yaml\"\nout = \"client\"\n";
    fs::write(root.join("orchard/codegen.toml"), configuration).unwrap();
}

fn json() -> &'static str {
    r#"{"openapi": "3.1.0", "info": {"title": "Big", "version": "1"}, "paths": {
        "/issues": {"get": {"tags": ["issues"], "responses": {"204": {"description": "Done"}}}},
        "/labels": {"get": {"tags": ["labels"], "responses": {"204": {"description": "Done"}}}}}}"#
}

/// Runs an example in a shell, in the workspace.
fn shell(root: &Path, example: &str) -> Command {
    let definition = "cargo() { shift; \"$XTASK\" \"$@\"; }";
    // A pager would wait for somebody.
    let example = example.replace("| less", "| cat");
    let mut command = Command::new("sh");
    command
        .arg("-ec")
        .arg(format!("{definition}\n{example}"))
        .env("XTASK", XTASK)
        .env("CARGO_MANIFEST_DIR", root.join("xtask"))
        .current_dir(root);
    command
}

#[test]
fn every_example_of_every_command_works() {
    let commands = commands();
    assert!(commands.len() >= 5, "{commands:?}");
    for command in commands {
        let examples = examples(&command);
        assert!(!examples.is_empty(), "`{command} --help` has no example");
        let folder = tempdir().unwrap();
        let root = &folder.path().join("workspace");
        fs::create_dir(root).unwrap();
        prepare(root);
        if command == "new" {
            // It makes what the examples of the others take for granted.
            fs::remove_dir_all(root.join("orchard")).unwrap();
        }
        if command == "explain" {
            // It asks about crates that are there.
            let written = "cargo xtask codegen --spec petstore.yaml --out ../petstore-client";
            let output = shell(root, written).output().unwrap();
            assert!(output.status.success(), "{written}: {output:?}");
        }
        for example in examples {
            if example.contains("--against") || example.contains("other-generator") {
                // Another program, which need not be installed.
                continue;
            }
            if example.contains("--watch") {
                check_watch(root, &example);
                continue;
            }
            if example.contains("--codec") {
                // Builds two clients with optimization.
                continue;
            }
            // Compiling is for `corpus.rs` and for CI; it takes minutes.
            let quick = " --compile-up-to 0 --runs 1";
            let example = match command.as_str() {
                "bench" => {
                    example.replace(quick, "").replace(" --release", "") + " --alone" + quick
                }
                "corpus" => example.replace(" --check", ""),
                _ => example,
            };
            let output = shell(root, &example).output().unwrap();
            assert!(output.status.success(), "{example}: {output:?}");
        }
    }
}

/// An example that does not end by itself gets as far as to wait.
#[track_caller]
fn check_watch(root: &Path, example: &str) {
    let example = example.replace("cargo xtask", "exec \"$XTASK\"");
    let mut child = shell(root, &example)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let waits = lines
        .map_while(Result::ok)
        .any(|line| line.contains("watching"));
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(waits, "{example}");
}
