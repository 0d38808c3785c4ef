//! `cargo xtask codegen` and the crate's version: what is printed, what `--check` refuses, and the commands that mend it.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

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
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: {type: string}
        age: {type: integer}
";

struct Case(TempDir);

struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Case {
    /// A crate of the version 0.1.0, whose description then changes.
    #[track_caller]
    fn changed(from: &str, to: &str) -> Self {
        let case = Self(tempdir().unwrap());
        fs::write(case.path("petstore.yaml"), SPEC).unwrap();
        case.codegen(&[]).is(0);
        case.change(from, to);
        case
    }

    #[track_caller]
    fn change(&self, from: &str, to: &str) {
        let before = fs::read_to_string(self.path("petstore.yaml")).unwrap();
        let after = before.replace(from, to);
        assert_ne!(before, after);
        fs::write(self.path("petstore.yaml"), after).unwrap();
    }

    fn path(&self, relative: &str) -> PathBuf {
        self.0.path().join(relative)
    }

    fn text(&self, relative: &str) -> String {
        fs::read_to_string(self.path(relative)).unwrap()
    }

    fn codegen(&self, more: &[&str]) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(["codegen", "--spec", "petstore.yaml", "--out", "client"])
            .args(more)
            .current_dir(self.0.path())
            .output()
            .unwrap();
        Ran {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    #[track_caller]
    fn has_version(&self, version: &str) {
        let manifest = self.text("client/Cargo.toml");
        assert!(
            manifest.contains(&format!("\nversion = \"{version}\"\n")),
            "{manifest}"
        );
    }
}

impl Ran {
    #[track_caller]
    fn is(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}\n{}", self.out, self.err);
        self
    }

    #[track_caller]
    fn says(self, expected: &str) -> Self {
        let said = format!("{}\n{}", self.out, self.err);
        assert!(said.contains(expected), "{said}");
        self
    }
}

#[test]
fn a_change_is_told_with_its_verdict_its_place_and_the_version_it_asks_for() {
    let case = Case::changed("        age: {type: integer}\n", "");
    let ran = case.codegen(&[]).is(0);
    ran.says("major petstore.yaml:16:5: `models::Pet::age` is gone")
        .says("these ask for 0.2.0");
    case.has_version("0.1.0");
}

#[test]
fn check_refuses_a_version_that_is_too_low_and_bump_mends_it() {
    let case = Case::changed("age: {type: integer}", "age: {type: string}");
    // A stale lock first, then the version.
    case.codegen(&["--check"])
        .is(1)
        .says("client/api.lock")
        .says("run: cargo xtask codegen");
    case.codegen(&[]).is(0);
    case.codegen(&["--check"])
        .is(1)
        .says("the crate has the version 0.1.0, and what changed since 0.1.0 asks for 0.2.0")
        .says("run: cargo xtask codegen --spec petstore.yaml --out client --bump");
    case.codegen(&["--bump"]).is(0);
    case.has_version("0.2.0");
    case.codegen(&["--check"]).is(0);
    let changelog = case.text("client/CHANGELOG.md");
    assert!(
        changelog.contains("## 0.2.0\n\n### Breaking\n- `models::Pet::age` is now"),
        "{changelog}"
    );
}

#[test]
fn changes_add_up_until_the_release() {
    let case = Case::changed(
        "age: {type: integer}",
        "age: {type: integer}\n        color: {type: string}",
    );
    case.codegen(&["--bump"]).is(0);
    case.has_version("0.1.1");
    // Another run forgets nothing, and a worse change raises the version further.
    case.change("required: [name]", "required: [name, age]");
    case.codegen(&["--bump"])
        .is(0)
        .says("`models::Pet::color` is new");
    case.has_version("0.2.0");
    case.codegen(&["--release"]).is(0);
    let ran = case.codegen(&[]).is(0);
    assert!(!ran.out.contains("changes"), "{}", ran.out);
    case.has_version("0.2.0");
    case.change("required: [name, age]", "required: [name]");
    case.codegen(&[]).is(0).says("these ask for 0.3.0");
}

#[test]
fn a_version_of_ones_own_must_be_high_enough() {
    let case = Case::changed("        age: {type: integer}\n", "");
    case.codegen(&["--bump=0.1.1"])
        .is(1)
        .says("0.1.1 is too low")
        .says("help: ");
    case.has_version("0.1.0");
    case.codegen(&["--bump=1.0.0"]).is(0);
    case.has_version("1.0.0");
    case.codegen(&["--check"]).is(0);
    case.codegen(&["--bump=one"]).is(2);
}

#[test]
fn a_release_waits_for_the_version() {
    let case = Case::changed("        age: {type: integer}\n", "");
    case.codegen(&["--release"]).is(1).says("--bump");
}

#[test]
fn an_edited_release_is_refused_with_the_ways_out() {
    let case = Case::changed("title: Pet Store", "title: Pets");
    let edited = case
        .text("client/release.lock")
        .replace("version 0.1.0", "version 0.9.0");
    fs::write(case.path("client/release.lock"), edited).unwrap();
    for arguments in [&["--check"][..], &[], &["--bump"]] {
        case.codegen(arguments)
            .is(1)
            .says("git restore client/release.lock")
            .says("--release");
    }
    case.codegen(&["--release"]).is(0);
    case.codegen(&["--check"]).is(0);
}

#[test]
fn a_lost_release_begins_anew_from_the_version_of_the_manifest() {
    let case = Case::changed("        age: {type: integer}\n", "");
    case.codegen(&["--bump"]).is(0);
    fs::remove_file(case.path("client/release.lock")).unwrap();
    case.codegen(&["--check"])
        .is(1)
        .says("client/release.lock")
        .says("run: cargo xtask codegen");
    case.codegen(&[])
        .is(0)
        .says("there was no `release.lock`: changes since 0.2.0 count from now");
    case.has_version("0.2.0");
    case.codegen(&["--check"]).is(0);
}

/// Whatever people write into the changelog stays.
#[test]
fn the_changelog_belongs_to_people() {
    let case = Case::changed("        age: {type: integer}\n", "");
    fs::write(
        case.path("client/CHANGELOG.md"),
        "# Changes\n\nOur own words.\n\n## 0.1.0\nThe first.\n",
    )
    .unwrap();
    case.codegen(&["--bump"]).is(0);
    let drafted = case.text("client/CHANGELOG.md");
    assert!(
        drafted.starts_with("# Changes\n\nOur own words.\n\n## 0.2.0\n"),
        "{drafted}"
    );
    assert!(drafted.ends_with("\n\n## 0.1.0\nThe first.\n"), "{drafted}");
    let edited = drafted.replace("is gone.", "is gone, at last.");
    fs::write(case.path("client/CHANGELOG.md"), &edited).unwrap();
    case.codegen(&["--bump"]).is(0).says("left alone");
    assert_eq!(case.text("client/CHANGELOG.md"), edited);
    case.codegen(&["--check"]).is(0);
}

/// The release is kept as the difference from `api.lock`: a few lines, and none but the head where nothing followed.
#[test]
fn a_release_is_as_long_as_what_followed_it() {
    let case = Case::changed("        age: {type: integer}\n", "");
    let items = |text: &str| text.lines().filter(|line| !line.starts_with('#')).count();
    assert_eq!(items(&case.text("client/release.lock")), 4);
    case.codegen(&[]).is(0);
    let text = case.text("client/release.lock");
    assert!(
        text.ends_with("\n\ngone:\nextends models::Pet\n    field age: Option<i64> = age\n    fn age(self, value: i64) -> Self\n")
            || text.ends_with("\n\ngone:\nextends models::Pet\n    field age: Option<i64> = age\n"),
        "{text}"
    );
    case.codegen(&["--bump"]).is(0);
    case.codegen(&["--release"]).is(0);
    assert_eq!(items(&case.text("client/release.lock")), 4);
}

#[test]
fn an_api_lock_of_another_day_is_refused_with_the_ways_out() {
    let case = Case::changed("        age: {type: integer}\n", "");
    fs::remove_file(case.path("client/api.lock")).unwrap();
    // The description has changed, so what was released is nowhere.
    for arguments in [&["--check"][..], &[]] {
        case.codegen(arguments)
            .is(1)
            .says("git restore client/release.lock client/api.lock")
            .says("--release");
    }
    // Where it has not, the crate itself tells.
    case.change(
        "        name: {type: string}\n",
        "        name: {type: string}\n        age: {type: integer}\n",
    );
    case.codegen(&[]).is(0);
    case.codegen(&["--check"]).is(0);
}

/// Two branches that each add a member, put together by hand or by git: nothing is lost of what was released.
#[test]
fn merged_locks_are_understood() {
    let add = |member: &str| {
        let case = Case::changed(
            "        age: {type: integer}\n",
            &format!("        age: {{type: integer}}\n        {member}: {{type: string}}\n"),
        );
        case.codegen(&[]).is(0);
        case
    };
    let (one, other) = (add("color"), add("tag"));
    one.change(
        "        age: {type: integer}\n",
        "        age: {type: integer}\n        tag: {type: string}\n",
    );
    // Both of the other branch, while the description is that of both.
    for file in ["api.lock", "release.lock"] {
        let path = format!("client/{file}");
        fs::write(one.path(&path), other.text(&path)).unwrap();
    }
    one.codegen(&[])
        .is(0)
        .says("`models::Pet::color` is new")
        .says("`models::Pet::tag` is new")
        .says("these ask for 0.1.1");
}
