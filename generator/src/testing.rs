//! Documents for tests, from a few lines.

use crate::diagnostic::Severity;
use crate::document::Document;
use crate::load::load;
use crate::resolve::resolve;
use crate::{Faults, Options};

/// The description that `text` is, loaded and resolved, with whatever diagnostics that gave; faults are errors.
pub(crate) fn read(text: &str) -> Document {
    read_files(text, &[])
}

/// As [`read`], with further files beside the description.
pub(crate) fn read_files(text: &str, files: &[(&str, &str)]) -> Document {
    let options = Options {
        faults: Faults::Reject,
        ..Options::default()
    };
    let mut document = load("openapi.yaml", text.into(), &options);
    if !document.diagnostics.has_errors() {
        let read = |path: &str| {
            let found = files.iter().find(|(name, _)| *name == path);
            found
                .map(|(_, text)| text.as_bytes().to_vec())
                .ok_or_else(|| "there is no such file".to_owned())
        };
        resolve(&mut document, &read, &options);
    }
    document
}

/// A description with the usual preamble before `rest`, which must be sound as far as `load` and `resolve` see.
#[track_caller]
pub(crate) fn document(rest: &str) -> Document {
    let preamble = "openapi: 3.1.0\ninfo: {title: Test, version: '1'}\n";
    let paths = if rest.lines().any(|line| line.starts_with("paths:")) {
        ""
    } else {
        "paths: {}\n"
    };
    let document = read(&format!("{preamble}{paths}{rest}"));
    let errors: Vec<String> = document
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .map(|diagnostic| diagnostic.message.clone())
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    document
}
