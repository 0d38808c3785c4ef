//! `cargo xtask codegen --overlay`, for a description that one does not own.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::{TempDir, tempdir};

/// As somebody else publishes it: pages that nobody says how to turn, a wrapped value, a name made of a path, and a slip.
const FOREIGN: &str = "\
openapi: 3.0.3
info: {title: Orchard, version: '7'}
servers: [{url: https://orchard.example/api}]
paths:
  /v7/trees:
    get:
      operationId: get_v7_trees_using_get_1
      tags: [Tree Controller]
      parameters:
        - {name: from, in: query, schema: {type: integer, format: int32}}
        - {name: count, in: query, schema: {type: integer, format: int32}}
      responses:
        '200':
          description: OK
          content:
            application/json:
              schema:
                type: object
                required: [data]
                properties:
                  data: {type: array, items: {$ref: '#/components/schemas/TreeDTO'}}
                  trace: {type: string}
  /internal/reindex:
    post: {operationId: reindex, responses: {'204': {description: Done}}}
components:
  schemas:
    TreeDTO:
      type: object
      required: [id, height]
      properties:
        id: {type: integer, format: int64}
        height: {type: string, description: In metres.}
";

const OVERLAY: &str = "\
overlay: 1.0.0
info: {title: What Orchard leaves out, version: '1'}
extends: orchard.yaml
actions:
  - target: $
    description: Every body wraps its value.
    update: {x-envelope: {value: /data, requestId: /trace}}
  - target: $.paths['/v7/trees'].get
    update:
      operationId: listTrees
      x-pagination: {style: offset, offset: from, limit: count}
  - target: $.paths['/v7/trees'].get.tags
    remove: true
  - target: $.paths['/v7/trees'].get
    update: {tags: [trees]}
  - target: $.components.schemas.TreeDTO.properties.height
    update: {type: number}
  - target: $.paths['/internal/reindex']
    remove: true
";

struct Case {
    folder: TempDir,
}

struct Ran {
    succeeded: bool,
    stdout: String,
    stderr: String,
}

impl Case {
    fn new() -> Self {
        let folder = tempdir().unwrap();
        fs::write(folder.path().join("orchard.yaml"), FOREIGN).unwrap();
        Self { folder }
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder.path().join(path)).unwrap_or_default()
    }

    fn codegen(&self, more: &[&str]) -> Ran {
        codegen(self.folder.path(), more)
    }
}

fn codegen(folder: &Path, more: &[&str]) -> Ran {
    let Output {
        status,
        stdout,
        stderr,
    } = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["codegen", "--spec", "orchard.yaml", "--out", "client"])
        .args(more)
        .current_dir(folder)
        .output()
        .unwrap();
    Ran {
        succeeded: status.success(),
        stdout: String::from_utf8(stdout).unwrap(),
        stderr: String::from_utf8(stderr).unwrap(),
    }
}

#[test]
fn an_overlay_adds_paging_an_envelope_and_names_and_takes_away() {
    let case = Case::new();
    let plain = case.codegen(&[]);
    assert!(plain.succeeded, "{}", plain.stderr);
    assert!(
        case.folder
            .path()
            .join("client/src/api/internal.rs")
            .exists()
    );
    assert!(
        !case
            .read("client/src/api/tree_controller.rs")
            .contains("Paged")
    );

    case.write("fixes.yaml", OVERLAY);
    let overlaid = case.codegen(&["--overlay", "fixes.yaml"]);
    assert!(overlaid.succeeded, "{}", overlaid.stderr);
    assert!(
        overlaid.stdout.contains("with 1 overlay"),
        "{}",
        overlaid.stdout
    );
    assert_eq!(overlaid.stderr, "");
    let trees = case.read("client/src/api/trees.rs");
    assert!(trees.contains("pub fn list("), "{trees}");
    assert!(
        trees.contains("request!(ListTrees => Paged<TreeDto>)"),
        "{trees}"
    );
    let model = case.read("client/src/models/tree_dto.rs");
    assert!(model.contains("pub height: f64"), "{model}");
    let api = case.read("client/src/api/mod.rs");
    assert!(!api.contains("reindex"), "{api}");
    let bumped = case.codegen(&["--overlay", "fixes.yaml", "--bump"]);
    assert!(bumped.succeeded, "{}", bumped.stderr);
    assert!(
        case.codegen(&["--overlay", "fixes.yaml", "--check"])
            .succeeded
    );
    assert!(!case.codegen(&["--check"]).succeeded);
}

#[test]
fn overlays_are_applied_in_order() {
    let case = Case::new();
    for (name, operation) in [("one.yaml", "readTrees"), ("two.json", "findTrees")] {
        case.write(
            name,
            &format!(
                "{{\"overlay\": \"1.0.0\", \"info\": {{\"title\": \"T\", \"version\": \"1\"}}, \"actions\": [{{\"target\": \"$.paths['/v7/trees'].get\", \"update\": {{\"operationId\": \"{operation}\"}}}}]}}"
            ),
        );
    }
    let names = |order: [&str; 2]| {
        let ran = case.codegen(&["--overlay", order[0], "--overlay", order[1]]);
        assert!(ran.succeeded, "{}", ran.stderr);
        let files = fs::read_dir(case.folder.path().join("client/src/api")).unwrap();
        files
            .map(|file| fs::read_to_string(file.unwrap().path()).unwrap())
            .collect::<String>()
    };
    assert!(names(["one.yaml", "two.json"]).contains("pub fn find"));
    assert!(names(["two.json", "one.yaml"]).contains("pub fn read"));
}

#[test]
fn what_an_overlay_got_wrong_is_shown_in_the_overlay() {
    let case = Case::new();
    case.write(
        "fixes.yaml",
        &OVERLAY.replace("offset: from", "offset: form"),
    );
    let ran = case.codegen(&["--overlay", "fixes.yaml", "--pedantic"]);
    assert!(!ran.succeeded);
    assert!(ran.stderr.contains("--> fixes.yaml:11:"), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("help: it has `from`, `count`"),
        "{}",
        ran.stderr
    );

    let ran = case.codegen(&["--overlay", "none.yaml"]);
    assert!(
        !ran.succeeded && ran.stderr.contains("none.yaml"),
        "{}",
        ran.stderr
    );
}
