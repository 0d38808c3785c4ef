//! Descriptions that break rules, each with the text that stands beside it as `.stderr`: those in `rejects/` must be
//! refused, those in `tolerated/` accepted with a warning. Those in `faulty/` are both: refused where faults are errors,
//! and else read with warnings, which stand beside them as `.warnings`. So are descriptions of real size with damage done
//! to them (`damaged/`), and overlays with mistakes (`overlays/`), all of them as their author would see them.
//!
//! `UPDATE_GOLDEN=1 cargo test --test rejects` accepts what is printed now; read the difference before committing it.

use std::fs;
use std::path::{Path, PathBuf};

use generator::document::Document;
use generator::overlay::Overlay;
use generator::render::{Style, render};
use generator::resolve::ReadFile;
use generator::{Faults, Options, Rejected};

const TESTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests");

#[test]
fn broken_descriptions_are_refused_with_the_place_and_a_way_out() {
    compare("rejects", 20, Faults::Tolerate, "stderr", is_refused);
}

#[test]
fn tolerable_descriptions_are_accepted_with_the_place_and_what_is_made_of_it() {
    compare("tolerated", 5, Faults::Tolerate, "stderr", is_accepted);
    compare("tolerated", 5, Faults::Reject, "stderr", is_accepted);
}

#[test]
fn faults_are_errors_to_the_author_and_warnings_to_everyone_else() {
    compare("faulty", 30, Faults::Reject, "stderr", is_refused);
    compare("faulty", 30, Faults::Tolerate, "warnings", is_accepted);
}

fn is_refused(document: &Document) -> bool {
    document.diagnostics.has_errors()
}

fn is_accepted(document: &Document) -> bool {
    !is_refused(document)
}

/// Descriptions of real size that somebody has damaged: whatever comes of them, what is said must be enough to mend
/// them by.
#[test]
fn damaged_descriptions_are_told_where_and_how_to_mend() {
    let folder = Path::new(TESTS).join("damaged");
    let damages = with_extension(&folder, &["damage"]);
    assert!(damages.len() >= 20, "{damages:?}");
    let mut wrong = stale(&folder, "stderr");
    for path in damages {
        let (base, text) = damaged(&folder, &path);
        let read = |_: &str| Err("there is no such file".to_owned());
        let document = described(&base, text.into_bytes(), &read, &options(Faults::Reject));
        wrong.extend(judge(&path, &document, "stderr"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Overlays with mistakes, each applied to a description without.
#[test]
fn broken_overlays_are_told_where_and_how_to_mend() {
    let folder = Path::new(TESTS).join("overlays");
    let base = fs::read(Path::new(TESTS).join("damaged/bases/payments.yaml")).expect("a base");
    let mut wrong = stale(&folder, "stderr");
    let overlays = with_extension(&folder, &["yaml"]);
    assert!(overlays.len() >= 6, "{overlays:?}");
    for path in overlays {
        let overlay = Overlay {
            path: name(&path),
            bytes: fs::read(&path).expect("an overlay"),
        };
        let options = Options {
            overlays: vec![overlay],
            ..options(Faults::Reject)
        };
        let read = |_: &str| Err("there is no such file".to_owned());
        let document = described("payments.yaml", base.clone(), &read, &options);
        wrong.extend(judge(&path, &document, "stderr"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The name of the description that a damage is about, and its text with the damage done. Each block of a damage holds
/// lines to find, with `-` before them, and lines to put in their place, with `+`.
#[track_caller]
fn damaged(folder: &Path, path: &Path) -> (String, String) {
    let damage = fs::read_to_string(path).expect("a damage");
    let (head, blocks) = damage.split_once("\n\n").expect("blocks");
    let base = head.lines().find_map(|line| line.strip_prefix("base: "));
    let base = base.expect("the name of a base");
    let mut text = fs::read_to_string(folder.join(base)).expect("a base");
    for block in blocks.split("\n\n") {
        let lines = |sign: char| -> String {
            let lines = block.lines().filter_map(|line| line.strip_prefix(sign));
            lines.map(|line| format!("{line}\n")).collect()
        };
        let (old, new) = (lines('-'), lines('+'));
        let found = text.matches(&old).count();
        assert_eq!(found, 1, "{}: {base} holds\n{old}", path.display());
        text = text.replace(&old, &new);
    }
    (name(Path::new(base)), text)
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
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
    let folder = Path::new(TESTS).join(folder);
    let descriptions = with_extension(&folder, &["yaml", "json"]);
    assert!(descriptions.len() >= at_least, "{descriptions:?}");
    let mut wrong = stale(&folder, extension);
    for path in descriptions {
        let document = document(&folder, &name(&path), faults);
        if !is_as_it_should(&document) {
            let path = path.display();
            wrong.push(format!("{path}: does not belong into this folder"));
            continue;
        }
        wrong.extend(judge(&path, &document, extension));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Compares what is said about a document with the text beside it, and looks whether it says enough.
fn judge(path: &Path, document: &Document, extension: &str) -> Vec<String> {
    let diagnostics: Vec<_> = document.diagnostics.iter().collect();
    let printed = render(document, &diagnostics, Style::Plain);
    let golden = PathBuf::from(format!("{}.{extension}", path.display()));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&golden, &printed).expect("a folder that can be written to");
    }
    let mut wrong = Vec::new();
    let name = name(path);
    let expected = fs::read_to_string(&golden).unwrap_or_default();
    if printed != expected {
        wrong.push(format!("{name}: expected\n{expected}\nbut was\n{printed}"));
    }
    let says_enough = |part: &str| part.contains("--> ") && part.contains("help: ");
    if printed.is_empty() || !printed.split_terminator("\n\n").all(says_enough) {
        wrong.push(format!("{name}: without a place or a way out\n{printed}"));
    }
    wrong
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
    let options = options(faults);
    described(name, bytes, &read, &options)
}

fn options(faults: Faults) -> Options {
    Options {
        faults,
        ..Options::default()
    }
}

fn described(name: &str, bytes: Vec<u8>, read: &ReadFile<'_>, options: &Options) -> Document {
    match generator::describe(name, bytes, read, options) {
        Ok(described) => described.document,
        Err(Rejected(document)) => *document,
    }
}
