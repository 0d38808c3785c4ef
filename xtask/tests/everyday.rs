//! What makes daily use pleasant: watching, configurations, messages for programs, a start for another API.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::{TempDir, tempdir};

const SPEC: &str = "\
openapi: 3.1.0
info: {title: Orchard, version: '1'}
paths:
  /trees:
    get:
      operationId: listTrees
      tags: [trees]
      responses:
        '200':
          description: All.
          content: {application/json: {schema: {$ref: 'parts/tree.yaml'}}}
";
const TREE: &str = "type: object\nproperties: {planted: {type: string, format: date-time}, id: {type: string, format: objectid, description: First}}\n";
const CONFIG: &str = "description = \"orchard.yaml\"\nout = \"client\"\n";

struct Case {
    folder: TempDir,
}

impl Case {
    fn new() -> Self {
        let case = Self {
            folder: tempdir().unwrap(),
        };
        fs::create_dir(case.path("parts")).unwrap();
        case.write("orchard.yaml", SPEC);
        case.write("parts/tree.yaml", TREE);
        case.write("codegen.toml", CONFIG);
        case
    }

    fn path(&self, relative: &str) -> PathBuf {
        self.folder.path().join(relative)
    }

    fn write(&self, relative: &str, text: &str) {
        fs::write(self.path(relative), text).unwrap();
    }

    /// All models of the crate, as one text.
    fn models(&self) -> String {
        let Ok(files) = fs::read_dir(self.path("client/src/models")) else {
            return String::new();
        };
        let files = files.filter_map(|file| fs::read_to_string(file.ok()?.path()).ok());
        files.collect()
    }

    fn xtask(&self, arguments: &[&str]) -> Ran {
        let Output {
            status,
            stdout,
            stderr,
        } = command(self.folder.path(), arguments).output().unwrap();
        Ran {
            code: status.code(),
            stdout: String::from_utf8(stdout).unwrap(),
            stderr: String::from_utf8(stderr).unwrap(),
        }
    }
}

#[derive(Debug)]
struct Ran {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(arguments).current_dir(folder);
    command
}

/// A process that ends with the test.
struct Watching(Child);

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[track_caller]
fn soon(what: &str, is_so: impl Fn() -> bool) -> Duration {
    let started = Instant::now();
    while !is_so() {
        // Far longer than it should take: machines that run tests are busy.
        assert!(
            started.elapsed() < Duration::from_secs(20),
            "not soon: {what}"
        );
        std::thread::sleep(Duration::from_millis(10));
    }
    started.elapsed()
}

#[test]
fn watch_writes_again_on_every_change_and_goes_on_after_errors() {
    let case = Case::new();
    let arguments = ["codegen", "--config", ".", "--pedantic", "--watch"];
    let mut command = command(case.folder.path(), &arguments);
    let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let _watching = Watching(child.unwrap());
    let has = |text: &'static str| move |case: &Case| case.models().contains(text);
    soon("the first crate", || has("First")(&case));

    // In place, in a file that the description refers to.
    case.write("parts/tree.yaml", &TREE.replace("First", "Second"));
    soon("a change in place", || has("Second")(&case));

    // As many editors do it: a new file in the place of the old one.
    case.write("parts/tree.yaml.new", &TREE.replace("First", "Third"));
    fs::rename(
        case.path("parts/tree.yaml.new"),
        case.path("parts/tree.yaml"),
    )
    .unwrap();
    soon("a file that was replaced", || has("Third")(&case));

    case.write("parts/tree.yaml", "type: [\n");
    std::thread::sleep(Duration::from_millis(300));
    assert!(has("Third")(&case), "an error leaves the crate as it was");
    fs::remove_file(case.path("parts/tree.yaml")).unwrap();
    std::thread::sleep(Duration::from_millis(300));
    case.write("parts/tree.yaml", &TREE.replace("First", "Fourth"));
    soon("a change after an error", || has("Fourth")(&case));

    case.write(
        "codegen.toml",
        &format!("{CONFIG}types.date-time = \"string\"\n"),
    );
    soon("a change of the configuration", || {
        case.models().contains("planted: Option<String>")
    });

    fs::remove_file(case.path("codegen.toml")).unwrap();
    std::thread::sleep(Duration::from_millis(1000));
    case.write("codegen.toml", CONFIG);
    soon("a configuration that was gone", || {
        case.models().contains("planted: Option<Timestamp>")
    });
}

#[test]
fn the_configuration_beside_the_description_is_found_and_the_command_line_wins() {
    let case = Case::new();
    let crate_line = |name: &str| format!("name = \"{name}\"\n");
    let manifest = || fs::read_to_string(case.path("client/Cargo.toml")).unwrap();
    case.write(
        "codegen.toml",
        &format!("{CONFIG}[crate]\nname = \"grove\"\nversion = \"1.2.3\"\nlicense = \"MIT\"\n[types]\nformats = {{ objectid = \"uuid\" }}\n"),
    );
    let ran = case.xtask(&["codegen", "--spec", "orchard.yaml"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    for line in [
        &crate_line("grove"),
        "version = \"1.2.3\"\n",
        "license = \"MIT\"\n",
    ] {
        assert!(manifest().contains(line), "{}", manifest());
    }
    assert!(
        case.models().contains("id: Option<Uuid>"),
        "{}",
        case.models()
    );
    assert!(
        case.models().contains("planted: Option<Timestamp>"),
        "{}",
        case.models()
    );

    let ran = case.xtask(&["codegen", "--config", ".", "--name", "wood"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(manifest().contains(&crate_line("wood")), "{}", manifest());

    // It is about the description that it names, not about others of the folder.
    case.write("other.yaml", SPEC);
    let ran = case.xtask(&["codegen", "--spec", "other.yaml", "--out", "client"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(manifest().contains(&crate_line("other")), "{}", manifest());
}

#[test]
fn a_configuration_with_mistakes_is_shown_like_a_description_with_mistakes() {
    let case = Case::new();
    case.write("codegen.toml", "descripton = \"orchard.yaml\"\n");
    let ran = case.xtask(&["codegen", "--config", "."]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.stderr.contains("--> codegen.toml:1:1"),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stderr.contains("did you mean `description`?"),
        "{}",
        ran.stderr
    );
    assert!(!case.path("client").exists());
}

#[test]
fn warnings_are_errors_or_nothing_if_somebody_says_so() {
    let case = Case::new();
    case.write(
        "orchard.yaml",
        &SPEC.replace("tags:", "tgas: [a]\n      tags:"),
    );
    let codegen = |more: &[&str]| case.xtask(&[&["codegen", "--config", "."], more].concat());
    assert!(codegen(&[]).stderr.starts_with("warning[E0042]"));
    assert_eq!(codegen(&["--allow", "E0042"]).stderr, "");
    for deny in ["E0042", "warnings"] {
        let ran = codegen(&["--deny", deny]);
        assert_eq!(ran.code, Some(1), "{ran:?}");
        assert!(ran.stderr.starts_with("error[E0042]"), "{}", ran.stderr);
    }
    assert_eq!(
        codegen(&["--deny", "warnings", "--allow", "E0042"]).code,
        Some(0)
    );
    let ran = codegen(&["--deny", "E42"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("`E42` is no code"), "{}", ran.stderr);
}

#[test]
fn messages_for_programs_stand_alone_on_stdout() {
    let case = Case::new();
    case.write(
        "orchard.yaml",
        &SPEC.replace("tags:", "tgas: [a]\n      tags:"),
    );
    let ran = case.xtask(&["codegen", "--config", ".", "--message-format", "json"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    let lines: Vec<serde_json::Value> = ran
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 1, "{}", ran.stdout);
    assert_eq!(lines[0]["code"], "E0042");
    assert_eq!(lines[0]["line"], 7);
    // Changes and the ledger are for people.
    case.write("parts/tree.yaml", "type: object\n");
    let ran = case.xtask(&[
        "codegen",
        "--config",
        ".",
        "--message-format",
        "json",
        "--ledger",
    ]);
    for line in ran.stdout.lines() {
        let is_json = serde_json::from_str::<serde_json::Value>(line).is_ok();
        assert!(is_json, "{line}");
    }
    let ran = case.xtask(&["codegen", "--config", ".", "--message-format", "github"]);
    assert!(
        ran.stdout
            .starts_with("::warning file=orchard.yaml,line=7,"),
        "{}",
        ran.stdout
    );
    let ran = case.xtask(&["codegen", "--config", ".", "--message-format", "short"]);
    assert!(
        ran.stderr.starts_with("orchard.yaml:7:7: warning[E0042]: "),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_new_folder_has_all_that_the_next_steps_need() {
    let case = Case::new();
    let ran = case.xtask(&["new", "grove", "--from", "orchard.yaml"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(
        ran.stdout.contains("cargo xtask codegen --config grove"),
        "{}",
        ran.stdout
    );
    for file in [
        "orchard.yaml",
        "parts/tree.yaml",
        "overlay.yaml",
        "codegen.toml",
        "client/src/lib.rs",
    ] {
        assert!(case.path("grove").join(file).is_file(), "{file}");
    }
    let ran = case.xtask(&[
        "codegen",
        "--config",
        "grove",
        "--overlay",
        "grove/overlay.yaml",
    ]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    let ran = case.xtask(&["new", "grove"]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.stderr.contains("`grove` is not empty"),
        "{}",
        ran.stderr
    );
    let ran = case.xtask(&["new", "fresh"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));

    // A description with mistakes is copied all the same: the folder is where they are mended.
    case.write("broken.yaml", "openapi: 3.1.0\ninfo: {title: [}\n");
    let ran = case.xtask(&["new", "broken", "--from", "broken.yaml"]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.stdout.contains("correct broken/broken.yaml"),
        "{}",
        ran.stdout
    );
}

#[test]
fn codes_are_explained() {
    let case = Case::new();
    let ran = case.xtask(&["explain", "e0020"]);
    assert!(
        ran.stdout
            .starts_with("E0020: a reference points at nothing\n"),
        "{ran:?}"
    );
    assert!(!ran.stdout.contains("```"), "{}", ran.stdout);
    let ran = case.xtask(&["explain"]);
    assert!(ran.stdout.lines().count() > 30, "{ran:?}");
    for (asked, expected) in [
        ("20", "E0020: a reference points at nothing\n"),
        ("E20", "E0020: a reference points at nothing\n"),
    ] {
        let ran = case.xtask(&["explain", asked]);
        assert!(ran.stdout.starts_with(expected), "{ran:?}");
    }
    for asked in ["E0221", "221", "E999999"] {
        let ran = case.xtask(&["explain", asked]);
        assert_eq!(ran.code, Some(2));
        let nearest = "the nearest are E0202 (";
        let is_told = ran.stderr.contains(nearest) && ran.stderr.contains("E0220 (");
        assert!(is_told, "{}", ran.stderr);
    }
}

#[test]
fn shells_get_a_script_that_completes_codegen() {
    let case = Case::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = case.xtask(&["completions", shell]);
        assert_eq!(ran.code, Some(0), "{ran:?}");
        assert!(ran.stdout.contains("message-format"), "{shell}");
        assert!(ran.stdout.contains("cargo xtask"), "{shell}");
    }
}
