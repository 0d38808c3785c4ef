//! What was measured: as tables for people, and as JSON.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::codec;
use super::compile::Build;
use super::measure::Cost;
use super::tool::OURS;
use crate::console::say;

/// What was measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Writing the crate.
    Generate,
    /// Compiling it.
    Compile(Build),
}

/// How it went.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The median of all runs.
    Cost(Cost),
    /// What the command said at its end.
    Failed(String),
}

/// One generator, one document, one thing measured.
#[derive(Clone, Debug)]
pub struct Entry {
    pub document: String,
    pub bytes: u64,
    pub tool: String,
    pub what: What,
    /// Of what was written: lines and bytes of Rust.
    pub size: Option<(u64, u64)>,
    pub outcome: Outcome,
}

/// A whole run.
pub struct Report {
    command: String,
    machine: String,
    pub entries: Vec<Entry>,
    /// What the codec benchmark measured, if it was asked for.
    pub codec: Option<Value>,
}

impl What {
    fn title(self) -> &'static str {
        match self {
            Self::Generate => "Generating",
            Self::Compile(Build::Check) => "`cargo check` of the generated crate alone",
            Self::Compile(Build::Release) => "`cargo build --release` of the generated crate alone",
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Generate => "generate",
            Self::Compile(build) => build.name(),
        }
    }
}

impl Report {
    /// A run with this command line.
    pub fn new(words: impl Iterator<Item = String>) -> Self {
        let words: Vec<String> = words.map(|word| shown(&word)).collect();
        Self {
            command: format!("cargo xtask {}", words.join(" ")),
            machine: machine(),
            entries: Vec::new(),
            codec: None,
        }
    }

    /// Whether this generator did all that was asked of it.
    pub fn is_sound(&self) -> bool {
        let entries = self.entries.iter();
        let mut ours = entries.filter(|entry| entry.tool.starts_with(OURS));
        ours.all(|entry| matches!(entry.outcome, Outcome::Cost(_)))
    }

    /// Prints the tables.
    pub fn print(&self) {
        say!("{}", self.tables());
    }

    /// A page with the tables.
    pub fn markdown(&self) -> String {
        format!(
            "{}\n\nMade by `{}`.\n\n{}",
            self.machine,
            self.command,
            self.tables()
        )
    }

    fn tables(&self) -> String {
        let kinds: BTreeSet<What> = self.entries.iter().map(|entry| entry.what).collect();
        let tables = kinds.into_iter().map(|what| self.table(what));
        let codec = self.codec.as_ref().map(codec::table);
        let tables: Vec<String> = tables.chain(codec).collect();
        tables.join("\n")
    }

    fn table(&self, what: What) -> String {
        let mut text = format!(
            "### {}\n\n| document | size | generator | wall s | user s | × ours | peak MB | × ours | lines |\n|---|--:|---|--:|--:|--:|--:|--:|--:|\n",
            what.title()
        );
        for entry in self.entries.iter().filter(|entry| entry.what == what) {
            let ours = self.ours(entry);
            let lines = entry.size.map(|(lines, _)| lines.to_string());
            let row = match &entry.outcome {
                Outcome::Cost(cost) => format!(
                    "{:.2} | {:.2} | {} | {} | {} | {}",
                    cost.wall,
                    cost.user,
                    ratio(cost.user, ours.map(|ours| ours.user)),
                    cost.peak.map_or("-".to_owned(), megabytes),
                    cost.peak.map_or("-".to_owned(), |peak| {
                        let ours = ours.and_then(|ours| ours.peak);
                        ratio(peak as f64, ours.map(|peak| peak as f64))
                    }),
                    lines.unwrap_or_default(),
                ),
                Outcome::Failed(why) => format!("failed: {} | | | | |", escaped(why)),
            };
            let _ = writeln!(
                text,
                "| {} | {} | {} | {row} |",
                escaped(&entry.document),
                kilobytes(entry.bytes),
                escaped(&entry.tool),
            );
        }
        text
    }

    /// What the same cost with this generator.
    fn ours(&self, entry: &Entry) -> Option<Cost> {
        let same = |other: &&Entry| {
            other.tool == OURS && other.what == entry.what && other.document == entry.document
        };
        match &self.entries.iter().find(same)?.outcome {
            Outcome::Cost(cost) => Some(*cost),
            Outcome::Failed(_) => None,
        }
    }

    /// All figures.
    pub fn json(&self) -> String {
        let entries: Vec<Value> = self
            .entries
            .iter()
            .map(|entry| {
                let (cost, failed) = match &entry.outcome {
                    Outcome::Cost(cost) => (Some(cost), None),
                    Outcome::Failed(why) => (None, Some(why)),
                };
                json!({
                    "document": entry.document,
                    "document_bytes": entry.bytes,
                    "generator": entry.tool,
                    "what": entry.what.key(),
                    "wall_seconds": cost.map(|cost| cost.wall),
                    "user_seconds": cost.map(|cost| cost.user),
                    "peak_bytes": cost.and_then(|cost| cost.peak),
                    "written_lines": entry.size.map(|(lines, _)| lines),
                    "written_bytes": entry.size.map(|(_, bytes)| bytes),
                    "failed": failed,
                })
            })
            .collect();
        let report = json!({
            "command": self.command,
            "machine": self.machine,
            "entries": entries,
            "codec": self.codec,
        });
        format!("{report:#}\n")
    }
}

/// How many lines and bytes of Rust are in a folder.
pub fn size(folder: &Path) -> (u64, u64) {
    let Ok(entries) = fs::read_dir(folder) else {
        return (0, 0);
    };
    let mut sum = (0, 0);
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        let (lines, bytes) = if path.is_dir() {
            size(&path)
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read(&path).unwrap_or_default();
            let lines = text.iter().filter(|byte| **byte == b'\n').count();
            (lines as u64, text.len() as u64)
        } else {
            (0, 0)
        };
        sum = (sum.0 + lines, sum.1 + bytes);
    }
    sum
}

/// The machine and the compiler, as far as they say.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let model = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = model
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("", |rest| rest.trim_start_matches([' ', '\t', ':']));
    let said = |program: &str, argument: &str| {
        let output = Command::new(program).arg(argument).output();
        let text = output.map(|output| output.stdout).unwrap_or_default();
        String::from_utf8_lossy(&text).trim().to_owned()
    };
    format!(
        "{}, {cores} cores{}{model}, {}.",
        said("date", "+%F"),
        if model.is_empty() { "" } else { ", " },
        said("rustc", "--version")
    )
}

/// A word of the command line without the way to the file, which is nobody else's business.
fn shown(word: &str) -> String {
    let word = match Path::new(word).file_name() {
        Some(name) if Path::new(word).exists() => name.to_string_lossy().into_owned(),
        _ => word.to_owned(),
    };
    let is_plain = |c: char| c.is_alphanumeric() || "-_=./,+:@%".contains(c);
    match word.chars().all(is_plain) {
        true => word,
        false => format!("'{}'", word.replace('\'', r"'\''")),
    }
}

fn ratio(figure: f64, ours: Option<f64>) -> String {
    match ours {
        Some(ours) if ours > 0.0 => format!("{:.2}", figure / ours),
        _ => "-".to_owned(),
    }
}

fn megabytes(bytes: u64) -> String {
    format!("{:.0}", bytes as f64 / 1e6)
}

fn kilobytes(bytes: u64) -> String {
    format!("{:.0} kB", bytes as f64 / 1e3)
}

fn escaped(text: &str) -> String {
    text.replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::{Cost, Entry, Outcome, Report, What};

    fn entry(tool: &str, outcome: Outcome) -> Entry {
        Entry {
            document: "a.json".to_owned(),
            bytes: 2000,
            tool: tool.to_owned(),
            what: What::Generate,
            size: None,
            outcome,
        }
    }

    #[test]
    fn a_peer_is_shown_as_a_multiple_of_ours() {
        let cost = |user, peak| {
            Outcome::Cost(Cost {
                wall: user,
                user,
                peak: Some(peak),
            })
        };
        let mut report = Report::new(std::iter::empty());
        report.entries = vec![
            entry(super::OURS, cost(0.5, 10_000_000)),
            entry("peer", cost(2.0, 25_000_000)),
            entry("other", Outcome::Failed("no | such".to_owned())),
        ];
        let tables = report.tables();
        assert!(tables.contains("| a.json | 2 kB | peer | 2.00 | 2.00 | 4.00 | 25 | 2.50 |  |"));
        assert!(tables.contains("| other | failed: no \\| such |"));
        let json: serde_json::Value = serde_json::from_str(&report.json()).unwrap();
        assert_eq!(json["entries"][1]["user_seconds"], 2.0);
        assert_eq!(json["entries"][2]["failed"], "no | such");
    }
}
