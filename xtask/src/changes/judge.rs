//! `cargo-semver-checks`, asked about the documentation of two crates as rustdoc writes it for programs.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use generator::changes::Verdict;

use super::CRATE;
use crate::failure::Failure;
use crate::output;
use crate::pipeline::{File, Generated};
use crate::workspace;

/// The judge, and the documentation it has read so far.
pub(super) struct Judge {
    /// Where crates and their documentation go: below `target`.
    folder: PathBuf,
    documented: BTreeMap<PathBuf, PathBuf>,
}

impl Judge {
    /// Makes sure that it is there.
    pub(super) fn new() -> Result<Self, Failure> {
        run(Command::new("cargo").args(["semver-checks", "--version"]))?;
        let folder = workspace::root().join("target/changes");
        fs::create_dir_all(&folder).map_err(|error| Failure::io("create", &folder, &error))?;
        Ok(Self {
            folder,
            documented: BTreeMap::new(),
        })
    }

    /// What it says of two crates: `major`, `minor`, or nothing.
    pub(super) fn compare(
        &mut self,
        before: &Path,
        old: Generated,
        after: &Path,
        new: Option<Vec<File>>,
    ) -> Result<Option<Verdict>, Failure> {
        let baseline = self.document(before, old.files.unwrap_or_default())?;
        let current = self.document(after, new.unwrap_or_default())?;
        for (release, verdict) in [("minor", Verdict::Major), ("patch", Verdict::Minor)] {
            let mut command = Command::new("cargo");
            command.args(["semver-checks", "check-release", "--release-type", release]);
            command.arg("--baseline-rustdoc").arg(&baseline);
            command.arg("--current-rustdoc").arg(&current);
            let output = output_of(&mut command)?;
            if !output.status.success() {
                let said = String::from_utf8_lossy(&output.stdout).into_owned();
                if !said.contains("--- failure") {
                    return Err(failed(&command, &output));
                }
                return Ok(Some(verdict));
            }
        }
        Ok(None)
    }

    /// The documentation of a crate as JSON, made once for each description.
    fn document(&mut self, description: &Path, files: Vec<File>) -> Result<PathBuf, Failure> {
        if let Some(known) = self.documented.get(description) {
            return Ok(known.clone());
        }
        let krate = self.folder.join("crate");
        output::compare(&krate, CRATE, files)?.apply()?;
        let lock = workspace::root().join("Cargo.lock");
        fs::copy(&lock, krate.join("Cargo.lock"))
            .map_err(|error| Failure::io("copy", &lock, &error))?;
        // rustdoc writes JSON as an unstable feature, which this variable allows; so cargo-semver-checks does itself.
        run(Command::new("cargo")
            .args([
                "rustdoc",
                "--offline",
                "--quiet",
                "--lib",
                "--all-features",
                "--",
            ])
            .args([
                "-Zunstable-options",
                "--output-format",
                "json",
                "--cap-lints",
                "allow",
            ])
            .current_dir(&krate)
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_TARGET_DIR", self.folder.join("target")))?;
        let made = self.folder.join("target/doc").join(format!("{CRATE}.json"));
        let name = description
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        let kept = self.folder.join(format!("{name}.json"));
        fs::copy(&made, &kept).map_err(|error| Failure::io("copy", &made, &error))?;
        self.documented.insert(description.to_owned(), kept.clone());
        Ok(kept)
    }
}

fn output_of(command: &mut Command) -> Result<Output, Failure> {
    command.output().map_err(|error| {
        Failure::new(format!(
            "cannot run {}: {error}",
            command.get_program().to_string_lossy()
        ))
    })
}

fn run(command: &mut Command) -> Result<(), Failure> {
    let output = output_of(command)?;
    match output.status.success() {
        true => Ok(()),
        false => Err(failed(command, &output)),
    }
}

fn failed(command: &Command, output: &Output) -> Failure {
    let arguments: Vec<_> = command.get_args().map(|it| it.to_string_lossy()).collect();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    Failure::new(format!(
        "`cargo {}` failed:\n{}",
        arguments.join(" "),
        said.trim_end()
    ))
    .help("`cargo install cargo-semver-checks` gets the judge; the crates are in target/changes")
}
