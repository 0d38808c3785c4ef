//! Descriptions that break rules, each with the text that stands beside it as `.stderr`: those in `rejects/` must be
//! refused, those in `tolerated/` accepted with a warning. Those in `faults/` are both: refused where faults are errors,
//! and else read with warnings, which stand beside them as `.warnings`.
//!
//! `UPDATE_GOLDEN=1 cargo test --test rejects` accepts what is printed now; read the difference before committing it.

use std::fs;
use std::path::{Path, PathBuf};

use generator::document::Document;
use generator::render::{Style, render};
use generator::{Faults, Options, Rejected};

const TESTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests");

#[test]
fn broken_descriptions_are_refused_with_the_place_and_a_way_out() {
    compare("rejects", 20, Faults::Tolerate, "stderr", is_refused);
}

#[test]
fn tolerable_descriptions_are_accepted_with_the_place_and_what_is_made_of_it() {
    compare("tolerated", 10, Faults::Tolerate, "stderr", is_accepted);
    compare("tolerated", 10, Faults::Reject, "stderr", is_accepted);
}

#[test]
fn faults_are_errors_to_the_author_and_warnings_to_everyone_else() {
    compare("faults", 30, Faults::Reject, "stderr", is_refused);
    compare("faults", 30, Faults::Tolerate, "warnings", is_accepted);
}

fn is_refused(document: &Document) -> bool {
    document.diagnostics.has_errors()
}

fn is_accepted(document: &Document) -> bool {
    !is_refused(document)
}

/// Compares what is said about each description of a folder that holds at least so many.
#[track_caller]
fn compare(
    folder: &str,
    at_least: usize,
    faults: Faults,
    extension: &str,
    is_as_it_should: fn(&Document) -> bool,
) {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let folder = Path::new(TESTS).join(folder);
    let descriptions = with_extension(&folder, &["yaml", "json"]);
    assert!(descriptions.len() >= at_least, "{descriptions:?}");
    let mut wrong = stale(&folder, extension);
    for path in descriptions {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let document = document(&folder, &name, faults);
        let diagnostics: Vec<_> = document.diagnostics.iter().collect();
        let printed = render(&document, &diagnostics, Style::Plain);
        if !is_as_it_should(&document) || printed.is_empty() {
            wrong.push(format!(
                "{name}: does not belong into this folder\n{printed}"
            ));
            continue;
        }
        let golden = folder.join(format!("{name}.{extension}"));
        if update {
            fs::write(&golden, &printed).expect("a folder that can be written to");
        }
        let expected = fs::read_to_string(&golden).unwrap_or_default();
        if printed != expected {
            wrong.push(format!("{name}: expected\n{expected}\nbut was\n{printed}"));
        }
        let says_enough = |part: &str| part.contains("--> ") && part.contains("help: ");
        if !printed.split_terminator("\n\n").all(says_enough) {
            wrong.push(format!("{name}: without a place or a way out\n{printed}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Goldens whose description is gone.
fn stale(folder: &Path, extension: &str) -> Vec<String> {
    with_extension(folder, &[extension])
        .into_iter()
        .filter(|golden| !golden.with_extension("").exists())
        .map(|golden| format!("{}: without its description", golden.display()))
        .collect()
}

fn with_extension(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of descriptions");
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            let extension = path.extension().unwrap_or_default();
            extensions.iter().any(|wanted| extension == *wanted)
        })
        .collect();
    paths.sort();
    paths
}

/// The description with everything that is said about it up to the point where code would be written.
fn document(folder: &Path, name: &str, faults: Faults) -> Document {
    let read =
        |path: &str| fs::read(folder.join(path)).map_err(|_| "there is no such file".to_owned());
    let bytes = read(name).expect("a description");
    let options = Options {
        faults,
        ..Options::default()
    };
    match generator::describe(name, bytes, &read, &options) {
        Ok(described) => described.document,
        Err(Rejected(document)) => *document,
    }
}
