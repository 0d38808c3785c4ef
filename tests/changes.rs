//! Changes of descriptions: for each `NAME.after.yaml` in `changes/`, what `NAME.before.yaml` (or else `before.yaml`)
//! became, what that does to users stands in `NAME.txt`, each line with its verdict and its place. `changes/alike/` has
//! those of types that are one because their schemas are alike.
//!
//! `UPDATE_GOLDEN=1 cargo test --test changes` accepts what is found now; read the difference before committing it.
//! What `cargo-semver-checks` says of the same changes is in `changes/agreement.txt`, which
//! `cargo xtask changes --against cargo-semver-checks` writes.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use generator::changes::{self, Verdict};
use generator::emit::Crate;
use generator::surface::Surface;
use generator::{Described, Draft, Options};

const CHANGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/changes");
/// The folder of the changes that are about types that are alike.
const ALIKE: &str = "alike";

#[test]
fn each_change_has_its_verdict_and_its_place() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut wrong = Vec::new();
    let cases = cases();
    assert!(cases.len() >= 60, "{}", cases.len());
    for name in cases {
        let golden = path(&format!("{name}.txt"));
        let found = found(&name);
        if update {
            fs::write(&golden, &found).expect("a folder that can be written to");
        }
        let expected = fs::read_to_string(&golden).unwrap_or_default();
        if found != expected {
            wrong.push(format!("{name}: expected\n{expected}\nbut was\n{found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What nobody can see asks for nothing; every other change of these asks for something.
#[test]
fn only_what_users_can_see_has_a_verdict() {
    for name in cases() {
        let is_silent = verdict(&name).is_none();
        let should_be = ["documentation-only", "sent-fields-of-another-order"].contains(&&*name);
        assert_eq!(is_silent, should_be, "{name}");
    }
}

#[test]
fn a_change_and_its_reverse_are_seen_both() {
    for name in cases() {
        let (before, after) = (surface(&before(&name)), surface(&after(&name)));
        let there = changes::compare(&before.1, &after.1);
        let back = changes::compare(&after.1, &before.1);
        assert_eq!(there.is_empty(), back.is_empty(), "{name}");
        assert!(changes::compare(&after.1, &after.1).is_empty(), "{name}");
    }
}

#[test]
fn no_verdict_is_milder_than_that_of_cargo_semver_checks() {
    check_table("");
    check_table(ALIKE);
}

/// Where the two differ, the table of a folder says why; what `cargo-semver-checks` finds is never found to be less here.
fn check_table(folder: &str) {
    let table = Path::new(folder).join("agreement.txt");
    let text = fs::read_to_string(Path::new(CHANGES).join(&table)).expect("the table");
    let lines = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    let mut told = BTreeSet::new();
    for line in lines {
        let mut cells = line.split('|').map(str::trim);
        let mut cell = || cells.next().unwrap_or_default().to_owned();
        let (name, ours, theirs, reason) = (cell(), cell(), cell(), cell());
        let name = match folder {
            "" => name,
            folder => format!("{folder}/{name}"),
        };
        let found = verdict(&name).map_or_else(|| "none".to_owned(), |it| it.to_string());
        assert_eq!(ours, found, "{name}: the table is out of date");
        assert!(
            rank(&theirs) <= rank(&ours),
            "{name}: {theirs} is more than {ours}"
        );
        assert_eq!(
            reason.is_empty(),
            theirs == ours,
            "{name}: a difference needs its reason"
        );
        told.insert(name);
    }
    for name in cases_in(folder) {
        assert!(told.contains(&name), "{name} is not in the table");
    }
}

fn rank(verdict: &str) -> usize {
    let ranks = ["none", "patch", "minor", "major"];
    ranks
        .iter()
        .position(|rank| *rank == verdict)
        .expect("a verdict")
}

fn cases() -> Vec<String> {
    [cases_in(""), cases_in(ALIKE)].concat()
}

/// The names of the changes in a folder of `changes/`, with its name in front.
fn cases_in(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(path(folder)).expect("the folder of changes");
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut cases: Vec<String> = names
        .filter_map(|name| name.strip_suffix(".after.yaml").map(str::to_owned))
        .map(|name| match folder {
            "" => name,
            folder => format!("{folder}/{name}"),
        })
        .collect();
    cases.sort();
    cases
}

fn path(name: &str) -> PathBuf {
    Path::new(CHANGES).join(name)
}

fn after(name: &str) -> String {
    format!("{name}.after.yaml")
}

fn before(name: &str) -> String {
    let own = format!("{name}.before.yaml");
    if path(&own).exists() {
        own
    } else {
        "before.yaml".to_owned()
    }
}

fn verdict(name: &str) -> Option<Verdict> {
    let changes = changes::compare(&surface(&before(name)).1, &surface(&after(name)).1);
    changes::verdict(&changes)
}

fn found(name: &str) -> String {
    let (_, before) = surface(&before(name));
    let (described, after) = surface(&after(name));
    let changes = changes::compare(&before, &after);
    if changes.is_empty() {
        return "nothing that users can see\n".to_owned();
    }
    let line = |change: &changes::Change| {
        let place = change.place(&described.document, &described.api);
        format!("{} {place}: {}\n", change.verdict, change.message)
    };
    changes.iter().map(line).collect()
}

fn surface(name: &str) -> (Described, Surface) {
    let read = |_: &str| Err("there is no such file".to_owned());
    let bytes = fs::read(path(name)).expect("a description");
    let Ok(described) = generator::describe(name, bytes, &read, &Options::default()) else {
        panic!("{name} is refused");
    };
    let krate = Crate {
        name: "pets".to_owned(),
        version: "1.0.0".to_owned(),
        default_features: None,
        dependencies: Vec::new(),
        license: None,
        source: name.to_owned(),
        standalone: true,
    };
    let surface = Draft::new(&described.api, &krate).surface();
    (described, surface)
}
