//! `cargo xtask corpus --round-trip`: whether valid values of every component schema come back as they were.
//!
//! The values come from a sampler that reads the raw description, and count where an independent validator agrees that
//! they are valid. The generated crate decodes each into the component's type and encodes it again.
//!
//! Sampler and validator need crates that take long to compile, so they are there with the feature `round-trip` only.
#![cfg_attr(
    not(any(test, feature = "round-trip")),
    allow(dead_code, reason = "nothing is tried without the feature")
)]

mod build;
#[cfg(any(test, feature = "round-trip"))]
mod description;
#[cfg(any(test, feature = "round-trip"))]
mod judge;
mod report;
#[cfg(any(test, feature = "round-trip"))]
mod run;
mod runner;
#[cfg(any(test, feature = "round-trip"))]
mod sample;
#[cfg(any(test, feature = "round-trip"))]
mod validate;

#[cfg(not(any(test, feature = "round-trip")))]
use std::path::Path;
use std::path::PathBuf;

use serde_json::Value;

use crate::corpus::report::{Row, Verdict};
use crate::corpus::{Document, Folders, generate};
use crate::failure::Failure;
use runner::Component;

pub use report::{Findings, Summary};

/// How the round trip is run.
#[derive(Debug)]
pub struct Settings {
    /// How many crates to compile at a time.
    pub jobs: usize,
    /// Crates of descriptions with more bytes than this are left out.
    pub largest: u64,
}

/// A document with a crate to try.
struct Candidate<'r> {
    row: &'r mut Row,
    path: PathBuf,
    components: Vec<Component>,
    name: String,
}

#[cfg(any(test, feature = "round-trip"))]
use run::document;

/// Fails where this was built without the feature.
#[cfg(any(test, feature = "round-trip"))]
pub fn require() -> Result<(), Failure> {
    Ok(())
}

/// Fails where this was built without the feature.
#[cfg(not(any(test, feature = "round-trip")))]
pub fn require() -> Result<(), Failure> {
    Err(
        Failure::new("--round-trip is not part of this build, because it takes long to compile")
            .help(
                "run: cargo xtask-full corpus DIR --round-trip, with the same arguments otherwise",
            ),
    )
}

#[cfg(not(any(test, feature = "round-trip")))]
fn document(_: &Path, _: &[Component], _: &Path) -> Result<Findings, Failure> {
    require().map(|()| Findings::default())
}

/// Runs the values of all documents that passed so far, and notes what is found in their rows.
pub fn all(
    rows: &mut [Row],
    documents: &[Document],
    folders: &Folders,
    settings: &Settings,
) -> Result<(), Failure> {
    let root = folders.root.join("round-trip");
    let mut candidates = Vec::new();
    for (row, document) in rows.iter_mut().zip(documents) {
        if row.verdict != Verdict::Passed || document.bytes > settings.largest {
            continue;
        }
        let components = components(folders, &row.krate);
        if components.is_empty() {
            row.round_trip = Some(Findings::default());
            continue;
        }
        let name = format!("{}-runner", row.krate);
        let krate = folders.crates.join(&row.krate);
        let krate = std::path::absolute(&krate).unwrap_or(krate);
        runner::write(
            &name,
            &root.join("runners").join(&name),
            &krate,
            &components,
        )?;
        candidates.push(Candidate {
            row,
            path: document.path.clone(),
            components,
            name,
        });
    }
    if candidates.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = candidates.iter().map(|it| it.name.clone()).collect();
    let built = build::build(&root, &folders.logs, &names, settings.jobs)?;
    let bar = generate::progress("trying", candidates.len());
    for candidate in candidates {
        bar.set_message(candidate.row.document.clone());
        let Candidate {
            row,
            path,
            components,
            name,
        } = candidate;
        match built.programs.get(&name) {
            Some(program) => row.round_trip = Some(document(&path, &components, program)?),
            None => {
                let errors = [&name, &row.krate].map(|package| built.errors.get(package));
                let why = errors.into_iter().flatten().next().cloned();
                row.verdict = Verdict::Uncompiled(
                    why.unwrap_or_else(|| "see cargo-round-trip.log".to_owned()),
                );
            }
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(())
}

/// The file in which generating leaves the names of the component types.
pub fn components_file(folders: &Folders, krate: &str) -> PathBuf {
    folders.logs.join(format!("{krate}.components.json"))
}

fn components(folders: &Folders, krate: &str) -> Vec<Component> {
    let text = std::fs::read_to_string(components_file(folders, krate)).unwrap_or_default();
    let list: Value = serde_json::from_str(&text).unwrap_or_default();
    let pairs = list.as_array().into_iter().flatten();
    let component = |pair: &Value| {
        Some(Component {
            name: pair[0].as_str()?.to_owned(),
            path: pair[1].as_str()?.to_owned(),
        })
    };
    pairs.filter_map(component).collect()
}
