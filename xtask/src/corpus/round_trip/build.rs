//! Compiles the runners as one workspace, quickly rather than well: no optimization, no debug information.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::corpus::round_trip::Settings;
use crate::corpus::{generate, rustc};
use crate::failure::Failure;
use crate::workspace;

/// What became of the runners.
#[derive(Debug, Default)]
pub struct Built {
    /// The program of each runner that compiled.
    pub programs: BTreeMap<String, PathBuf>,
    /// The first error of each package that did not.
    pub errors: BTreeMap<String, String>,
}

/// Compiles these runners of the workspace in `root`, until the time is over.
pub fn build(
    root: &Path,
    logs: &Path,
    names: &[String],
    settings: &Settings,
) -> Result<Built, Failure> {
    let bar = generate::progress("building", names.len());
    let failure = |error: std::io::Error| Failure::new(format!("cannot run cargo build: {error}"));
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    if let Ok(wrapper) = std::env::current_exe() {
        rustc::end(&mut cargo, &wrapper, &settings.budget);
    }
    let mut child = cargo
        .args(["build", "--keep-going", "--message-format=json"])
        .args(names.iter().flat_map(|name| ["--package", name.as_str()]))
        .args(["--jobs", &settings.jobs.to_string()])
        .current_dir(root)
        .env("CARGO_TARGET_DIR", "target")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(File::create(logs.join("cargo-round-trip.log")).map_err(failure)?)
        .spawn()
        .map_err(failure)?;
    let mut built = Built::default();
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines() {
            let message: Value = serde_json::from_str(&line.map_err(failure)?).unwrap_or_default();
            built.hear(&message);
            bar.set_position(built.programs.len() as u64);
        }
    }
    child.wait().map_err(failure)?;
    bar.finish_and_clear();
    Ok(built)
}

impl Built {
    /// Takes in one message of cargo's.
    fn hear(&mut self, message: &Value) {
        let target = message["target"]["name"].as_str().unwrap_or_default();
        if let Some(program) = message["executable"].as_str() {
            self.programs
                .insert(target.to_owned(), PathBuf::from(program));
        }
        let said = &message["message"];
        if said["level"] == "error" {
            let text = said["message"].as_str().unwrap_or_default();
            let place = said["spans"][0]["file_name"].as_str().unwrap_or_default();
            let file = place.rsplit("/src/").next().unwrap_or(place);
            self.errors
                .entry(target.replace('_', "-"))
                .or_insert_with(|| format!("{} ({file})", text.lines().next().unwrap_or_default()));
        }
    }
}

/// Writes the workspace of all runners.
pub fn write_workspace(root: &Path, names: &[String]) -> Result<(), Failure> {
    let members: String = names
        .iter()
        .map(|name| format!("    \"runners/{name}\",\n"))
        .collect();
    let text = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\n{members}]\n\n[profile.dev]\nopt-level = 0\ndebug = false\nincremental = false\nstrip = true\n"
    );
    let failure = |error| Failure::io("create the folder", root, &error);
    fs::create_dir_all(root).map_err(failure)?;
    let path = root.join("Cargo.toml");
    fs::write(&path, text).map_err(|error| Failure::io("write", &path, &error))?;
    // The versions that this workspace was tried with, and no need to ask the registry.
    let lock = root.join("Cargo.lock");
    let ours = workspace::root().join("Cargo.lock");
    if !lock.exists() && ours.exists() {
        fs::copy(&ours, &lock).map_err(|error| Failure::io("write", &lock, &error))?;
    }
    Ok(())
}
