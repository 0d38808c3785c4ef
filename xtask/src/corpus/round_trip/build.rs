//! Compiles the runners as one workspace, quickly rather than well: no optimization, no debug information.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::corpus::generate;
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

/// Compiles the runners in `root/runners`.
pub fn build(root: &Path, logs: &Path, names: &[String], jobs: usize) -> Result<Built, Failure> {
    write_workspace(root, names)?;
    let bar = generate::progress("building", names.len());
    bar.set_message("dependencies");
    let failure = |error: std::io::Error| Failure::new(format!("cannot run cargo build: {error}"));
    let mut child = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args([
            "build",
            "--workspace",
            "--keep-going",
            "--message-format=json",
        ])
        .args(["--jobs", &jobs.to_string()])
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

fn write_workspace(root: &Path, names: &[String]) -> Result<(), Failure> {
    let members: String = names
        .iter()
        .map(|name| format!("    \"runners/{name}\",\n"))
        .collect();
    let text = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\n{members}]\n\n[profile.dev]\nopt-level = 0\ndebug = false\nincremental = false\nstrip = true\n"
    );
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
