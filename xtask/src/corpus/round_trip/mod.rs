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

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::corpus::budget::{Budget, spread};
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
    /// What is left out.
    pub budget: Budget,
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
    let budget = &settings.budget;
    let root = folders.root.join("round-trip");
    let mut candidates = Vec::new();
    for (row, document) in rows.iter_mut().zip(documents) {
        if row.verdict != Verdict::Passed {
            continue;
        }
        if let Some(verdict) = budget.refuses(document.bytes) {
            row.verdict = verdict;
            continue;
        }
        let components = components(folders, &row.krate);
        if components.is_empty() {
            row.round_trip = Some(Findings::default());
            continue;
        }
        candidates.push(candidate(row, document, components, folders, &root)?);
    }
    let names: Vec<String> = candidates.iter().map(|it| it.name.clone()).collect();
    build::write_workspace(&root, &names)?;
    let bar = generate::progress("trying", candidates.len());
    bar.set_message("dependencies");
    let order = spread(candidates, |candidate| candidate.row.bytes());
    for batch in budget.batches(order, settings.jobs) {
        some(batch, &root, folders, settings, &bar)?;
    }
    bar.finish_and_clear();
    Ok(())
}

/// Writes the runner for a document.
fn candidate<'r>(
    row: &'r mut Row,
    document: &Document,
    components: Vec<Component>,
    folders: &Folders,
    root: &Path,
) -> Result<Candidate<'r>, Failure> {
    let name = format!("{}-runner", row.krate);
    let krate = folders.crates.join(&row.krate);
    let krate = std::path::absolute(&krate).unwrap_or(krate);
    let folder = root.join("runners").join(&name);
    runner::write(&name, &folder, &krate, &components)?;
    Ok(Candidate {
        row,
        path: document.path.clone(),
        components,
        name,
    })
}

/// Builds the runners of some documents and runs them, as far as there is time.
fn some(
    batch: Vec<Candidate>,
    root: &Path,
    folders: &Folders,
    settings: &Settings,
    bar: &indicatif::ProgressBar,
) -> Result<(), Failure> {
    let budget = &settings.budget;
    let names: Vec<String> = batch.iter().map(|it| it.name.clone()).collect();
    let built = match budget.is_over() {
        true => build::Built::default(),
        false => build::build(root, &folders.logs, &names, settings)?,
    };
    for candidate in batch {
        bar.set_message(candidate.row.document.clone());
        let Candidate {
            row,
            path,
            components,
            name,
        } = candidate;
        let errors = [&name, &row.krate].map(|package| built.errors.get(package));
        let error = errors.into_iter().flatten().next();
        match (built.programs.get(&name), error) {
            _ if budget.is_over() && error.is_none() => row.verdict = budget.over("tried"),
            (Some(program), _) => row.round_trip = Some(document(&path, &components, program)?),
            (None, error) => {
                let unknown = || "see cargo-round-trip.log".to_owned();
                row.verdict = Verdict::Uncompiled(error.cloned().unwrap_or_else(unknown));
            }
        }
        bar.inc(1);
    }
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
