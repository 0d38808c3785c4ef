//! Compiles all crates of a corpus as one cargo workspace: dependencies once, then as many crates at a time as jobs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::corpus::budget::{Budget, spread};
use crate::corpus::report::{Row, Verdict};
use crate::corpus::{Folders, generate, rustc};
use crate::failure::Failure;
use crate::workspace;

/// How the crates are compiled.
pub struct Settings {
    /// How many at a time.
    pub jobs: usize,
    /// How long each may take.
    pub limit: Duration,
    /// What is left out.
    pub budget: Budget,
    /// The program that measures rustc; `None` measures nothing and limits nothing.
    pub wrapper: Option<PathBuf>,
}

/// What cargo said of the crates.
#[derive(Default)]
struct Said {
    /// Those that compiled.
    compiled: BTreeSet<String>,
    /// The first error of each of the others.
    errors: BTreeMap<String, String>,
}

/// Compiles the crates of all rows that passed so far, and changes the verdict of those that do not compile or are left
/// out.
pub fn all(rows: &mut [Row], folders: &Folders, settings: &Settings) -> Result<(), Failure> {
    let budget = &settings.budget;
    let mut members: BTreeMap<String, &mut Row> = BTreeMap::new();
    for row in rows.iter_mut().filter(|row| row.verdict == Verdict::Passed) {
        match budget.refuses(row.bytes()) {
            Some(verdict) => row.verdict = verdict,
            None => drop(members.insert(row.krate.clone(), row)),
        }
    }
    let bar = generate::progress("checking", members.len());
    bar.set_message("dependencies");
    let sizes = members.values().map(|row| (row.krate.clone(), row.bytes()));
    let order = spread(sizes.collect(), |(_, bytes)| *bytes);
    let order: Vec<String> = order.into_iter().map(|(krate, _)| krate).collect();
    let mut said = Said::default();
    for batch in budget.batches(order, settings.jobs) {
        if !budget.is_over() {
            compile(&batch, &mut members, &mut said, folders, settings, &bar)?;
        }
    }
    bar.finish_and_clear();
    for (krate, row) in members {
        row.checked = rustc::measured(&folders.logs, &krate);
        if !said.compiled.contains(&krate) {
            row.verdict = match said.errors.get(&krate) {
                Some(error) => Verdict::Uncompiled(error.clone()),
                None if budget.is_over() => budget.over("compiled"),
                None => {
                    let unknown = "cargo does not say why; see logs/cargo.log";
                    Verdict::Uncompiled(unknown.to_owned())
                }
            };
        }
    }
    Ok(())
}

/// Compiles some of the crates in the workspace of all.
fn compile(
    batch: &[String],
    members: &mut BTreeMap<String, &mut Row>,
    said: &mut Said,
    folders: &Folders,
    settings: &Settings,
    bar: &indicatif::ProgressBar,
) -> Result<(), Failure> {
    // Cargo stops at the first manifest that it cannot read; without that crate it says what it thinks of the rest.
    loop {
        let batch: Vec<&String> = batch
            .iter()
            .filter(|krate| members.contains_key(*krate))
            .collect();
        if batch.is_empty() {
            return Ok(());
        }
        write_workspace(folders, members.keys())?;
        let before = said.count();
        let log = cargo(&batch, said, folders, settings, bar)?;
        if said.count() > before || settings.budget.is_over() {
            return Ok(());
        }
        let broken =
            broken_manifest(&log, &folders.crates).and_then(|krate| members.remove(&krate));
        let Some(row) = broken else {
            return Err(
                Failure::new(format!("cargo check did not start: {}", reason(&log))).help(
                    format_args!("see {}", folders.logs.join("cargo.log").display()),
                ),
            );
        };
        let why = format!("cargo cannot read its manifest: {}", reason(&log));
        row.verdict = Verdict::Uncompiled(why);
    }
}

impl Said {
    /// How many crates are done.
    fn count(&self) -> usize {
        let failed = self
            .errors
            .keys()
            .filter(|krate| !self.compiled.contains(*krate));
        self.compiled.len() + failed.count()
    }

    /// Takes in one message of cargo's.
    fn hear(&mut self, message: &Value, crates: &Path) {
        let Some(krate) = message["manifest_path"]
            .as_str()
            .and_then(|path| member(path, crates))
        else {
            return;
        };
        match message["reason"].as_str() {
            Some("compiler-artifact") => {
                self.compiled.insert(krate);
            }
            Some("compiler-message") if message["message"]["level"] == "error" => {
                let text = message["message"]["message"].as_str().unwrap_or_default();
                let span = &message["message"]["spans"][0];
                let place = match (span["file_name"].as_str(), span["line_start"].as_u64()) {
                    (Some(file), Some(line)) => {
                        format!(" ({}:{line})", file.rsplit("/src/").next().unwrap_or(file))
                    }
                    _ => String::new(),
                };
                let first_line = text.lines().next().unwrap_or_default();
                self.errors
                    .entry(krate)
                    .or_insert_with(|| format!("{first_line}{place}"));
            }
            _ => {}
        }
    }
}

/// The crate of the corpus that a manifest belongs to.
fn member(manifest: &str, crates: &Path) -> Option<String> {
    let folder = Path::new(manifest).parent()?;
    let below = folder.strip_prefix(crates).ok()?;
    Some(below.to_str()?.to_owned())
}

fn write_workspace<'k>(
    folders: &Folders,
    members: impl Iterator<Item = &'k String>,
) -> Result<(), Failure> {
    let mut text = "[workspace]\nresolver = \"3\"\nmembers = [\n".to_owned();
    for krate in members {
        text.push_str(&format!("    \"crates/{krate}\",\n"));
    }
    text.push_str("]\n\n[profile.dev]\ndebug = false\n");
    let path = folders.root.join("Cargo.toml");
    fs::write(&path, text).map_err(|error| Failure::io("write", &path, &error))?;
    // The versions that this workspace was tried with, and no need to ask the registry.
    let lock = folders.root.join("Cargo.lock");
    let ours = workspace::root().join("Cargo.lock");
    if !lock.exists() && ours.exists() {
        fs::copy(&ours, &lock).map_err(|error| Failure::io("write", &lock, &error))?;
    }
    Ok(())
}

/// Runs cargo, hears what it says of the crates, and gives what it said on stderr.
fn cargo(
    batch: &[&String],
    said: &mut Said,
    folders: &Folders,
    settings: &Settings,
    bar: &indicatif::ProgressBar,
) -> Result<String, Failure> {
    let failure = |error: std::io::Error| Failure::new(format!("cannot run cargo check: {error}"));
    let log = folders.logs.join("cargo.log");
    let crates = folders.crates.canonicalize().map_err(failure)?;
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo
        .args(["check", "--keep-going", "--message-format=json"])
        .args(batch.iter().flat_map(|krate| ["--package", krate.as_str()]))
        .args(["--jobs", &settings.jobs.to_string()])
        .current_dir(&folders.root)
        .env("CARGO_TARGET_DIR", "target")
        .env("CARGO_ENCODED_RUSTFLAGS", "-D\u{1f}warnings")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(File::create(&log).map_err(failure)?);
    if let Some(wrapper) = &settings.wrapper {
        let budget = &settings.budget;
        rustc::measure(&mut cargo, wrapper, &folders.logs, settings.limit, budget)
            .map_err(failure)?;
    }
    let mut child = cargo.spawn().map_err(failure)?;
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines() {
            let message: Value = serde_json::from_str(&line.map_err(failure)?).unwrap_or_default();
            said.hear(&message, &crates);
            bar.set_position(said.count() as u64);
            bar.set_message(
                message["target"]["name"]
                    .as_str()
                    .unwrap_or_default()
                    .to_owned(),
            );
        }
    }
    child.wait().map_err(failure)?;
    fs::read_to_string(&log).map_err(failure)
}

/// The crate that cargo could not take into the workspace, according to what it said.
fn broken_manifest(log: &str, crates: &Path) -> Option<String> {
    let crates: PathBuf = crates.canonicalize().ok()?;
    let below = |text: &str| {
        let rest = Path::new(text).strip_prefix(&crates).ok()?;
        let first = rest.components().next()?;
        Some(first.as_os_str().to_str()?.to_owned())
    };
    log.split('`').find_map(below)
}

/// What cargo said is wrong: its first error, or what that was caused by.
fn reason(log: &str) -> String {
    let tells = |line: &&str| {
        !line.is_empty() && *line != "Caused by:" && !line.starts_with("referenced by")
    };
    let is_cause = |line: &&str| line.starts_with("error") && !line.contains("failed to load");
    let mut lines = log.lines().map(str::trim).filter(tells);
    let first = lines.clone().find(is_cause);
    first
        .or_else(|| lines.next_back())
        .unwrap_or("nothing was said")
        .to_owned()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::time::Duration;

    use serde_json::{Value, json};

    use super::{Said, Settings, all, broken_manifest};
    use crate::corpus::Folders;
    use crate::corpus::budget::Budget;
    use crate::corpus::report::{Measured, Row, Verdict};

    /// A corpus of three crates: one that compiles, one with a warning, one whose manifest cargo does not take.
    fn three_crates(folders: &Folders) -> Vec<Row> {
        let crates = [
            ("good", "", "//! Good.\n"),
            ("warns", "", "fn unused() {}\n"),
            ("broken", "[features]\n\"a/b\" = []\n", "//! Good.\n"),
        ];
        let row = |&(name, more, text): &(&str, &str, &str)| {
            let folder = folders.crates.join(name);
            fs::create_dir_all(folder.join("src")).unwrap();
            let manifest = format!(
                "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n{more}"
            );
            fs::write(folder.join("Cargo.toml"), manifest).unwrap();
            fs::write(folder.join("src/lib.rs"), text).unwrap();
            Row {
                document: format!("{name}.yaml"),
                krate: name.to_owned(),
                verdict: Verdict::Passed,
                generated: Value::Null,
                checked: Measured::default(),
                round_trip: None,
            }
        };
        crates.iter().map(row).collect()
    }

    fn settings(budget: Budget) -> Settings {
        Settings {
            jobs: 1,
            limit: Duration::from_secs(60),
            budget,
            wrapper: None,
        }
    }

    #[test]
    fn what_the_time_does_not_reach_neither_passes_nor_fails() {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders::create(folder.path()).unwrap();
        let mut rows = three_crates(&folders);
        rows[1].generated = json!({"bytes": 1025});
        let budget = Budget::start(Some(1024), Some(Duration::ZERO));
        all(&mut rows, &folders, &settings(budget)).unwrap();
        let reasons: Vec<_> = rows.iter().map(|row| row.verdict.clone()).collect();
        let untried = |why: &str| Verdict::Untried(format!("not compiled: {why}"));
        let late = untried("the 0 s were over");
        let expected = [late.clone(), untried("larger than 1 KiB"), late];
        assert_eq!(reasons, expected);
    }

    #[test]
    fn a_crate_passes_if_it_compiles_without_warnings() {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders::create(folder.path()).unwrap();
        let mut rows = three_crates(&folders);
        all(&mut rows, &folders, &settings(Budget::start(None, None))).unwrap();
        assert_eq!(rows[0].verdict, Verdict::Passed);
        let expected = "function `unused` is never used (lib.rs:1)";
        assert_eq!(rows[1].verdict, Verdict::Uncompiled(expected.to_owned()));
        let Verdict::Uncompiled(why) = &rows[2].verdict else {
            panic!("{:?}", rows[2].verdict);
        };
        assert!(why.contains("feature name"), "{why}");
    }

    #[test]
    fn the_first_error_of_a_crate_is_kept() {
        let mut said = Said::default();
        let crates = Path::new("/out/crates");
        let error = |text: &str| {
            json!({
                "reason": "compiler-message",
                "manifest_path": "/out/crates/a-client/Cargo.toml",
                "message": {
                    "level": "error",
                    "message": text,
                    "spans": [{"file_name": "crates/a-client/src/api/x.rs", "line_start": 7}],
                },
            })
        };
        said.hear(&error("first\nmore"), crates);
        said.hear(&error("second"), crates);
        said.hear(&json!({"reason": "compiler-artifact", "manifest_path": "/out/crates/b-client/Cargo.toml"}), crates);
        said.hear(
            &json!({"reason": "compiler-artifact", "manifest_path": "/registry/serde/Cargo.toml"}),
            crates,
        );
        assert_eq!(said.errors["a-client"], "first (api/x.rs:7)");
        assert_eq!(said.compiled.iter().collect::<Vec<_>>(), ["b-client"]);
    }

    #[test]
    fn a_manifest_that_cargo_cannot_read_names_its_crate() {
        let folder = tempfile::tempdir().unwrap();
        let crates = folder.path().canonicalize().unwrap();
        let log = format!(
            "error: failed to load manifest for workspace member `{0}/a-client`\n\nCaused by:\n  failed to parse manifest at `{0}/a-client/Cargo.toml`\n",
            crates.display()
        );
        assert_eq!(broken_manifest(&log, &crates).as_deref(), Some("a-client"));
        assert_eq!(broken_manifest("error: no such command", &crates), None);
    }
}
