//! `cargo xtask codegen`, run as its users run it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::{TempDir, tempdir};

const SPEC: &str = "\
openapi: 3.1.0
info: {title: Pet Store, version: 1.0.0}
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      responses:
        '200':
          description: All pets.
          content:
            application/json:
              schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}
  /visits:
    get:
      operationId: listVisits
      tags: [visits]
      responses:
        '204': {description: None.}
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: {type: string}
";

/// A folder with a description, and a place for its crate.
struct Case {
    folder: TempDir,
}

impl Case {
    fn new(spec: &str) -> Self {
        let folder = tempdir().unwrap();
        fs::write(folder.path().join("petstore.yaml"), spec).unwrap();
        Self { folder }
    }

    #[track_caller]
    fn written() -> Self {
        let case = Self::new(SPEC);
        case.codegen(&[]).succeeds();
        case
    }

    fn path(&self, relative: &str) -> PathBuf {
        self.folder.path().join(relative)
    }

    /// Runs codegen in the case's folder.
    fn codegen(&self, more: &[&str]) -> Ran {
        let paths = ["--spec", "petstore.yaml", "--out", "client"];
        codegen(self.folder.path(), &[&paths, more].concat())
    }
}

struct Ran {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

fn codegen(folder: &Path, arguments: &[&str]) -> Ran {
    let Output {
        status,
        stdout,
        stderr,
    } = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("codegen")
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    Ran {
        code: status.code(),
        stdout: String::from_utf8(stdout).unwrap(),
        stderr: String::from_utf8(stderr).unwrap(),
    }
}

impl Ran {
    #[track_caller]
    fn succeeds(self) -> Self {
        assert_eq!(self.code, Some(0), "{}\n{}", self.stdout, self.stderr);
        self
    }

    /// Fails with code 1, and says both what is wrong and what to do.
    #[track_caller]
    fn fails(self, expected: &str) -> Self {
        assert_eq!(self.code, Some(1), "{}\n{}", self.stdout, self.stderr);
        assert!(self.stderr.contains(expected), "{}", self.stderr);
        assert!(self.stderr.contains("help: "), "{}", self.stderr);
        self
    }
}

/// Every file below a folder, with its content.
fn content(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let relative = path.strip_prefix(folder).unwrap().to_path_buf();
                files.push((relative, fs::read(path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn a_crate_is_written_and_then_up_to_date() {
    let case = Case::written();
    let manifest = fs::read_to_string(case.path("client/Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"petstore\""), "{manifest}");
    let again = case.codegen(&[]).succeeds();
    assert!(again.stdout.contains("0 written"), "{}", again.stdout);
    case.codegen(&["--check"]).succeeds();
}

#[test]
fn check_catches_an_edited_a_deleted_and_an_extra_file() {
    let case = Case::written();
    let library = case.path("client/src/lib.rs");
    let text = fs::read_to_string(&library).unwrap();

    fs::write(&library, text.replacen("//! ", "//! Edited: ", 1)).unwrap();
    let ran = case.codegen(&["--check"]).fails("is not up to date");
    assert!(ran.stdout.contains("changed"), "{}", ran.stdout);
    assert!(ran.stdout.contains("-//! Edited: "), "{}", ran.stdout);
    let command = "run: cargo xtask codegen --spec petstore.yaml --out client\n";
    assert!(ran.stderr.ends_with(command), "{}", ran.stderr);

    fs::remove_file(&library).unwrap();
    let ran = case.codegen(&["--check"]).fails("is not up to date");
    assert!(ran.stdout.contains("missing"), "{}", ran.stdout);

    fs::write(&library, text).unwrap();
    case.codegen(&["--check"]).succeeds();
    fs::write(case.path("client/src/extra.rs"), "// Mine.\n").unwrap();
    let ran = case.codegen(&["--check"]).fails("is not up to date");
    assert!(ran.stdout.contains("left over"), "{}", ran.stdout);
}

#[test]
fn check_writes_nothing() {
    let case = Case::new(SPEC);
    case.codegen(&["--check"]).fails("is not up to date");
    assert!(!case.path("client").exists());
}

#[test]
fn what_was_edited_or_deleted_is_put_right() {
    let case = Case::written();
    let before = content(&case.path("client"));
    fs::write(case.path("client/src/lib.rs"), "edited").unwrap();
    fs::remove_file(case.path("client/Cargo.toml")).unwrap();
    let ran = case.codegen(&[]).succeeds();
    assert!(ran.stdout.contains("2 written"), "{}", ran.stdout);
    assert_eq!(content(&case.path("client")), before);
}

#[test]
fn files_of_others_are_never_touched() {
    let case = Case::written();
    fs::write(case.path("client/src/mine.rs"), "// Mine.\n").unwrap();
    fs::write(case.path("client/src/lib.rs"), "edited").unwrap();
    case.codegen(&[]).fails("src/mine.rs");
    assert_eq!(fs::read(case.path("client/src/lib.rs")).unwrap(), b"edited");

    let other = Case::new(SPEC);
    fs::create_dir(other.path("client")).unwrap();
    fs::write(other.path("client/Cargo.toml"), "[package]\n").unwrap();
    other.codegen(&[]).fails("Cargo.toml");
    assert_eq!(content(&other.path("client")).len(), 1);
}

/// G12: two working directories, two locales and time zones, one output.
#[test]
fn the_same_bytes_come_from_every_working_directory_and_locale() {
    let case = Case::written();
    let before = content(&case.path("client"));
    let elsewhere = tempdir().unwrap();
    let (spec, other) = (case.path("petstore.yaml"), case.path("again"));
    for folder in [elsewhere.path(), case.folder.path()] {
        for (locale, zone) in [("C", "UTC"), ("tr_TR.UTF-8", "Asia/Kathmandu")] {
            let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
                .args(["codegen", "--spec", spec.to_str().unwrap()])
                .args(["--out", other.to_str().unwrap()])
                .current_dir(folder)
                .envs([("LC_ALL", locale), ("LANG", locale), ("TZ", zone)])
                .output()
                .unwrap();
            assert!(output.status.success(), "{locale} in {}", folder.display());
            assert_eq!(content(&other), before, "{locale} in {}", folder.display());
            fs::remove_dir_all(&other).unwrap();
        }
    }
    for (path, bytes) in before {
        let text = String::from_utf8(bytes).unwrap();
        let folder = case.folder.path().to_str().unwrap();
        assert!(!text.contains(folder), "{} names a folder", path.display());
    }
}

#[test]
fn broken_descriptions_leave_the_crate_alone() {
    let case = Case::written();
    let before = content(&case.path("client"));
    for (broken, place) in [
        ("openapi: 3.1.0\npaths: [", ":2:"),
        ("swagger: '2.0'\n", ":1:"),
    ] {
        fs::write(case.path("petstore.yaml"), broken).unwrap();
        let ran = case.codegen(&[]).fails("no crate was written");
        let place = format!("petstore.yaml{place}");
        assert!(ran.stderr.contains(&place), "{}", ran.stderr);
    }
    assert_eq!(content(&case.path("client")), before);
}

#[test]
fn a_description_that_cannot_be_read_is_said_plainly() {
    let case = Case::new(SPEC);
    let run = |spec: &str| codegen(case.folder.path(), &["--spec", spec, "--out", "client"]);
    run("none.yaml").fails("cannot read `none.yaml`");
    run(".").fails("`.` is a folder");
    fs::write(
        case.path("latin1.yaml"),
        b"openapi: 3.1.0\ninfo: {title: caf\xe9}\n",
    )
    .unwrap();
    run("latin1.yaml").fails("UTF-8");
    assert!(!case.path("client").exists());
}

#[test]
fn outputs_that_would_swallow_something_are_refused() {
    let case = Case::new(SPEC);
    let run = |out: &str| {
        codegen(
            case.folder.path(),
            &["--spec", "petstore.yaml", "--out", out],
        )
    };
    run(".").fails("contains the description");
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    run(workspace.to_str().unwrap()).fails("contains the workspace itself");
    run("petstore.yaml").fails("contains the description");
    fs::write(case.path("file"), "").unwrap();
    run("file").fails("not a folder");
    run("file/below").fails("below");
}

#[cfg(unix)]
#[test]
fn links_in_the_output_are_refused() {
    let case = Case::written();
    let elsewhere = tempdir().unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), case.path("client/src/link")).unwrap();
    case.codegen(&[]).fails("symbolic link");
    std::os::unix::fs::symlink(elsewhere.path(), case.path("linked")).unwrap();
    let arguments = ["--spec", "petstore.yaml", "--out", "linked"];
    codegen(case.folder.path(), &arguments).fails("symbolic link");
    assert_eq!(content(elsewhere.path()), []);
}

#[test]
fn a_part_of_the_description_is_a_smaller_crate() {
    let case = Case::written();
    let ran = case.codegen(&["--tag", "visits"]).succeeds();
    assert!(ran.stdout.contains("1 operation,"), "{}", ran.stdout);
    assert!(ran.stdout.contains("removed"), "{}", ran.stdout);
    let ran = case.codegen(&["--check"]).fails("is not up to date");
    assert!(ran.stdout.contains("missing"), "{}", ran.stdout);
    let ran = case.codegen(&["--check", "--operation", "listPets", "--path", "/pe*"]);
    let ran = ran.fails("is not up to date");
    assert!(
        ran.stderr.ends_with("--operation listPets --path '/pe*'\n"),
        "{}",
        ran.stderr
    );
}

#[test]
fn senseless_command_lines_exit_with_2() {
    let case = Case::new(SPEC);
    for wrong in [
        &["--chek"][..],
        &["--name", "1st"],
        &["--name", "std"],
        &["--name", "a b"],
    ] {
        assert_eq!(case.codegen(wrong).code, Some(2), "{wrong:?}");
    }
    assert!(!case.path("client").exists());
}

#[test]
fn there_is_no_colour_in_a_pipe() {
    let case = Case::new("openapi: 3.1.0\npaths: [");
    let ran = case.codegen(&[]);
    assert!(!ran.stderr.contains('\u{1b}'), "{:?}", ran.stderr);
    assert!(!ran.stdout.contains('\u{1b}'), "{:?}", ran.stdout);
}

#[cfg(unix)]
#[test]
fn a_reader_may_stop_early() {
    let case = Case::written();
    let mut child = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args([
            "codegen",
            "--spec",
            "petstore.yaml",
            "--out",
            "client",
            "--ledger",
        ])
        .current_dir(case.folder.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{stderr}");
    assert!(!stderr.contains("panicked"), "{stderr}");
}

#[test]
fn help_shows_commands_that_work() {
    let ran = codegen(Path::new("."), &["--help"]).succeeds();
    for expected in [
        "cargo xtask codegen --check",
        "--ledger",
        "Choosing a part",
        "Exit codes",
    ] {
        assert!(ran.stdout.contains(expected), "{expected}: {}", ran.stdout);
    }
}
