//! What the chapter on security says is there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The names of all functions in the sources of the workspace.
fn functions() -> BTreeSet<String> {
    let folders = ["generator", "tests", "xtask"];
    let mut folders: Vec<PathBuf> = folders.iter().map(|name| root().join(name)).collect();
    let mut names = BTreeSet::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                let text = std::fs::read_to_string(&path).expect("text");
                let lines = text.lines().filter_map(|line| line.split_once("fn "));
                let found = lines.filter_map(|(_, rest)| rest.split(['(', '<']).next());
                names.extend(found.map(str::to_owned));
            }
        }
    }
    names
}

#[test]
fn every_test_that_the_documents_name_exists() {
    let functions = functions();
    let mut named = 0;
    let text = std::fs::read_to_string(root().join("generator/docs/security.md"));
    let text = text.expect("a document");
    let rows = text.lines().filter(|line| line.starts_with('|'));
    let cells = rows.filter_map(|row| row.trim_end_matches('|').rsplit('|').next());
    for name in cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)) {
        let mut letters = name.chars();
        if letters
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
        {
            assert!(functions.contains(name), "there is no test {name}");
            named += 1;
        }
    }
    assert!(named > 40, "{named}");
}
