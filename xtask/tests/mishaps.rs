//! What goes wrong with files, paths and command lines: each ends in a message with a way out, and nothing is lost.
#![cfg(unix)]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::ops::Deref;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use common::{Folder, Ran};

const SPEC: &str = "\
openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /a:
    get:
      operationId: a
      description: |
        Two lines:
        one, and another.
      responses: {'204': {description: Done.}}
";

struct Case(Folder);

impl Deref for Case {
    type Target = Folder;

    fn deref(&self) -> &Folder {
        &self.0
    }
}

impl Case {
    /// A folder with a description and its crate.
    #[track_caller]
    fn written() -> Self {
        let case = Self(Folder::new());
        fs::write(case.path("a.yaml"), SPEC).unwrap();
        assert_eq!(case.codegen(&["--spec", "a.yaml"]).code, Some(0));
        case
    }

    fn codegen(&self, arguments: &[&str]) -> Ran {
        self.xtask(&[&["codegen", "--out", "client"], arguments].concat())
    }

    /// All files of the crate.
    fn client(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        let mut folders = vec![self.path("client")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                match path.is_dir() {
                    true => folders.push(path),
                    false => drop(found.insert(path.clone(), fs::read(path).unwrap())),
                }
            }
        }
        found
    }
}

/// A file as it may be: the crate of it is the same, byte for byte.
#[test]
fn marks_and_line_ends_of_other_systems_change_nothing() {
    let case = Case::written();
    let before = case.client();
    let marked = format!("\u{feff}{SPEC}");
    let crlf = SPEC.replace('\n', "\r\n");
    let both = format!("\u{feff}{crlf}");
    for text in [&marked, &crlf, &both] {
        fs::write(case.path("a.yaml"), text).unwrap();
        let ran = case.codegen(&["--spec", "a.yaml"]);
        assert_eq!(ran.code, Some(0), "{text:?}: {}", ran.said);
        assert_eq!(case.client(), before, "{text:?}");
    }
}

#[test]
fn descriptions_that_are_none_are_refused_with_a_way_out() {
    let case = Case::written();
    let before = case.client();
    let long = format!("openapi: 3.1.0 {}", "x".repeat(3_000_000));
    let inputs: [(&str, &[u8]); 10] = [
        ("empty.yaml", b""),
        ("mark.yaml", "\u{feff}".as_bytes()),
        ("spaces.yaml", b" \n\t\n"),
        ("zeros.yaml", &[0; 64]),
        ("half.yaml", &SPEC.as_bytes()[..60]),
        ("half.json", b"{\"openapi\": \"3.1.0\", \"info\": {\"ti"),
        ("utf16.yaml", b"\xff\xfeo\0p\0e\0n\0a\0p\0i\0"),
        ("binary.json", b"\x89PNG\r\n\x1a\n\0\0"),
        ("long.yaml", long.as_bytes()),
        ("html.json", b"<!DOCTYPE html><html>Not found</html>"),
    ];
    for (name, bytes) in inputs {
        fs::write(case.path(name), bytes).unwrap();
        let ran = case.codegen(&["--spec", name]);
        assert_eq!(ran.code, Some(1), "{name}: {}", ran.said);
        assert!(ran.said.contains(&format!("--> {name}")), "{}", ran.said);
        assert!(ran.said.contains("help: "), "{name}: {}", ran.said);
        assert!(ran.said.len() < 3_000, "{name}: {} bytes", ran.said.len());
    }
    assert_eq!(case.client(), before);
}

#[test]
fn paths_that_lead_nowhere_are_said_with_a_way_out() {
    let case = Case::written();
    let before = case.client();
    symlink("loop", case.path("loop")).unwrap();
    fs::write(case.path("file"), "").unwrap();
    let long = "n".repeat(300);
    for arguments in [
        &["codegen", "--spec", "none.yaml", "--out", "client"][..],
        &["codegen", "--spec", "loop", "--out", "client"],
        &["codegen", "--spec", "/dev/null", "--out", "client"],
        &[
            "codegen", "--spec", "a.yaml", "--config", "none", "--out", "client",
        ],
        &[
            "codegen",
            "--spec",
            "a.yaml",
            "--overlay",
            "none",
            "--out",
            "client",
        ],
        &["codegen", "--spec", "a.yaml", "--out", "/proc/none"],
        &["codegen", "--spec", "a.yaml", "--out", "file"],
        &["codegen", "--spec", "a.yaml", "--out", "file/below"],
        &["codegen", "--spec", "a.yaml", "--out", &long],
        &["codegen", "--spec", "a.yaml", "--out", "loop"],
        &["codegen", "--config", "."],
        &["explain", "A", "--spec", "none.yaml"],
        &["changes", "none"],
        &["corpus", "none"],
        &["new", "file"],
        &["new", "fresh", "--from", "none.yaml"],
    ] {
        let ran = case.xtask(arguments);
        assert_eq!(ran.code, Some(1), "{arguments:?}: {}", ran.said);
        assert!(ran.said.contains("error: "), "{arguments:?}: {}", ran.said);
        assert!(ran.said.contains("help: "), "{arguments:?}: {}", ran.said);
        assert!(
            !ran.said.contains("panicked"),
            "{arguments:?}: {}",
            ran.said
        );
    }
    assert_eq!(case.client(), before);
    assert!(!case.path("fresh").join("client").exists());
}

/// A crate may stand beside its description, in the same folder.
#[test]
fn a_crate_in_the_folder_of_its_description_is_up_to_date_when_written() {
    let case = Case::written();
    for arguments in [&["--check"][..], &[]] {
        let ran = case.codegen(&[&["--spec", "a.yaml"], arguments].concat());
        assert_eq!(ran.code, Some(0), "{}", ran.said);
    }
    symlink("a.yaml", case.path("link.yaml")).unwrap();
    // By a link it is the same description, under the same name.
    let ran = case.codegen(&["--spec", "link.yaml", "--check"]);
    assert_eq!(ran.code, Some(0), "{}", ran.said);
}

/// What codegen knows of releases is in one file; one that cannot be read is not taken for none.
#[test]
fn a_release_that_cannot_be_read_is_not_forgotten() {
    let case = Case::written();
    let lock = case.path("client/release.lock");
    for damage in [&b"\xff\xfe"[..], b"", b"<<<<<<< HEAD\n", &[0; 32]] {
        fs::write(&lock, damage).unwrap();
        let ran = case.codegen(&["--spec", "a.yaml"]);
        assert_eq!(ran.code, Some(1), "{damage:?}: {}", ran.said);
        assert!(ran.said.contains("git restore"), "{}", ran.said);
        assert_eq!(fs::read(&lock).unwrap(), damage);
    }
    let ran = case.codegen(&["--spec", "a.yaml", "--release"]);
    assert_eq!(ran.code, Some(0), "{}", ran.said);
}

#[test]
fn senseless_command_lines_exit_with_2_and_change_nothing() {
    let case = Case::written();
    let before = case.client();
    for arguments in [
        &[][..],
        &["codegen", "--wrong"],
        &["codegen", "--out", ""],
        &["codegen", "--check", "--watch"],
        &["codegen", "--check", "--bump"],
        &["codegen", "--bump", "--release"],
        &["codegen", "--bump=x"],
        &["codegen", "--message-format", "xml"],
        &["codegen", "--limit", "nodes"],
        &["codegen", "--limit", "nodes=-1"],
        &["codegen", "a.yaml"],
        &["corpus"],
        &["new"],
        &["completions", "cmd"],
        &["genarate"],
    ] {
        let ran = case.xtask(arguments);
        assert_eq!(ran.code, Some(2), "{arguments:?}: {}", ran.said);
        assert!(!ran.said.contains("panicked"), "{}", ran.said);
    }
    assert_eq!(case.client(), before);
    assert!(Path::new(&case.path("a.yaml")).is_file());
}
