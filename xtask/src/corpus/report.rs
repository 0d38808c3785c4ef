//! The table of a corpus run, for people and as JSON.

use std::collections::BTreeMap;
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use serde_json::{Value, json};

use crate::console::say;
use crate::corpus::round_trip::{Findings, Summary};

const BOLD: Style = Style::new().bold();
const RED: Style = AnsiColor::Red.on_default();
const YELLOW: Style = AnsiColor::Yellow.on_default();
const GREEN: Style = AnsiColor::Green.on_default();

/// How a document went.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// All that was asked for holds.
    Passed,
    /// The generator said that there is an error in it.
    Rejected(String),
    /// It has not the operations that a count of the raw document finds.
    OperationsDiffer(String),
    /// The process panicked or was ended by the system.
    Crashed(String),
    /// It took longer than allowed.
    Hung(String),
    /// The crate does not compile without warnings.
    Uncompiled(String),
    /// It generated, but not all that was asked for was tried: neither passed nor failed.
    Untried(String),
}

impl Verdict {
    /// A word for it, and the details.
    fn words(&self) -> (&'static str, &str) {
        match self {
            Self::Passed => ("passed", ""),
            Self::Rejected(why) => ("rejected", why),
            Self::OperationsDiffer(why) => ("operations differ", why),
            Self::Crashed(why) => ("crashed", why),
            Self::Hung(why) => ("hung", why),
            Self::Uncompiled(why) => ("does not compile", why),
            Self::Untried(why) => ("generated", why),
        }
    }
}

/// What `cargo check` of a crate took.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measured {
    /// Of rustc.
    pub seconds: Option<f64>,
    /// Of rustc.
    pub peak_bytes: Option<u64>,
}

/// One document.
#[derive(Debug)]
pub struct Row {
    /// Its file's name.
    pub document: String,
    /// Its crate's.
    pub krate: String,
    /// How it went.
    pub verdict: Verdict,
    /// What the generating process said; null where it said nothing.
    pub generated: Value,
    /// What compiling took.
    pub checked: Measured,
    /// What sending values through the crate found, where that was asked for.
    pub round_trip: Option<Findings>,
}

impl Row {
    /// The size of the description; 0 where it is not known, because generating ended before.
    pub fn bytes(&self) -> u64 {
        self.generated["bytes"].as_u64().unwrap_or_default()
    }
}

/// A whole run.
pub struct Report {
    /// In the order of the documents.
    pub rows: Vec<Row>,
    /// Wall time of generating all.
    pub generating: Duration,
    /// Wall time of compiling all, where that was asked for.
    pub checking: Option<Duration>,
}

impl Report {
    /// How many documents did not pass what was tried.
    pub fn failed(&self) -> usize {
        self.rows.len() - self.passed() - self.untried()
    }

    fn passed(&self) -> usize {
        let passed = |row: &&Row| row.verdict == Verdict::Passed;
        self.rows.iter().filter(passed).count()
    }

    fn untried(&self) -> usize {
        let untried = |row: &&Row| matches!(row.verdict, Verdict::Untried(_));
        self.rows.iter().filter(untried).count()
    }

    /// How many documents generated and were not tried further, by reason; most first.
    fn untried_reasons(&self) -> Vec<(&str, usize)> {
        let mut reasons = BTreeMap::new();
        for row in &self.rows {
            if let Verdict::Untried(why) = &row.verdict {
                *reasons.entry(why.as_str()).or_default() += 1;
            }
        }
        let mut reasons: Vec<_> = reasons.into_iter().collect();
        reasons.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        reasons
    }

    /// What sending values through the crates found in all, where that was asked for.
    pub fn round_trip(&self) -> Option<Summary> {
        let tried = |row: &'_ Row| row.round_trip.is_some();
        let found = self
            .rows
            .iter()
            .filter_map(|row| Some((&*row.document, row.round_trip.as_ref()?)));
        self.rows.iter().any(tried).then(|| Summary::of(found))
    }

    /// Prints table and summary to stdout.
    pub fn print(&self) {
        let width = self
            .rows
            .iter()
            .map(|row| row.document.chars().count())
            .max();
        let width = width.unwrap_or(0).max("document".len());
        let title = format!(
            "{:width$}  operations  types  unsupported  seconds     MB",
            "document"
        );
        let check = if self.checking.is_some() {
            "  check s  check MB"
        } else {
            ""
        };
        say!("{BOLD}{title}{check}  verdict{BOLD:#}");
        for row in &self.rows {
            self.print_row(row, width);
        }
        say!("");
        for line in self.summary() {
            say!("{line}");
        }
        self.print_round_trip(width);
    }

    fn print_round_trip(&self, width: usize) {
        let Some(summary) = self.round_trip() else {
            return;
        };
        say!("");
        say!("{BOLD}{:width$}  {}{BOLD:#}", "document", Findings::TITLES);
        for row in &self.rows {
            if let Some(found) = &row.round_trip {
                say!("{:width$}  {}", row.document, found.line());
            }
        }
        say!("");
        for line in summary.lines() {
            say!("{line}");
        }
    }

    fn print_row(&self, row: &Row, width: usize) {
        let number = |name: &str| shown(row.generated[name].as_u64());
        let mut line = format!(
            "{:width$}  {:>10}  {:>5}  {:>11}  {:>7}  {:>5}",
            row.document,
            number("operations"),
            number("types"),
            number("unsupported"),
            decimals(row.generated["seconds"].as_f64()),
            megabytes(row.generated["peak_bytes"].as_u64()),
        );
        if self.checking.is_some() {
            let seconds = decimals(row.checked.seconds);
            let peak = megabytes(row.checked.peak_bytes);
            line.push_str(&format!("  {seconds:>7}  {peak:>8}"));
        }
        let (word, why) = row.verdict.words();
        let style = match row.verdict {
            Verdict::Passed => GREEN,
            Verdict::Untried(_) => YELLOW,
            _ => RED,
        };
        let colon = if why.is_empty() { "" } else { ": " };
        say!("{line}  {style}{word}{style:#}{colon}{why}");
    }

    fn summary(&self) -> Vec<String> {
        let documents = self.rows.len();
        let mut lines = vec![format!(
            "{documents} documents, {} passed, {} failed; {} operations, {} types, {} unsupported",
            self.passed(),
            self.failed(),
            self.sum("operations"),
            self.sum("types"),
            self.sum("unsupported"),
        )];
        for (why, count) in self.untried_reasons() {
            lines.push(format!("{count} generated, but {why}"));
        }
        let seconds: f64 = self
            .rows
            .iter()
            .filter_map(|row| row.generated["seconds"].as_f64())
            .sum();
        let peak = self
            .rows
            .iter()
            .max_by_key(|row| row.generated["peak_bytes"].as_u64());
        lines.push(format!(
            "generated in {:.1} s ({seconds:.1} s one after another); at most {} MB{}",
            self.generating.as_secs_f64(),
            megabytes(peak.and_then(|row| row.generated["peak_bytes"].as_u64())),
            peak.map_or_else(String::new, |row| format!(", for {}", row.document)),
        ));
        if let Some(checking) = self.checking {
            let seconds: f64 = self.rows.iter().filter_map(|row| row.checked.seconds).sum();
            let peak = self.rows.iter().max_by_key(|row| row.checked.peak_bytes);
            lines.push(format!(
                "checked in {:.1} s with dependencies ({seconds:.1} s of rustc for the crates themselves); at most {} MB{}",
                checking.as_secs_f64(),
                megabytes(peak.and_then(|row| row.checked.peak_bytes)),
                peak.map_or_else(String::new, |row| format!(", for {}", row.document)),
            ));
        }
        lines
    }

    /// What could not be expressed in all documents: each reason with its documents, places and nodes, most places
    /// first.
    fn reasons(&self) -> Vec<(String, [u64; 3])> {
        let mut all: BTreeMap<String, [u64; 3]> = BTreeMap::new();
        let groups = self.rows.iter().map(|row| &row.generated["reasons"]);
        for group in groups.filter_map(Value::as_array).flatten() {
            let reason = group["reason"].as_str().unwrap_or_default();
            let counts = all.entry(reason.to_owned()).or_default();
            let number = |name: &str| group[name].as_u64().unwrap_or_default();
            for (sum, more) in counts
                .iter_mut()
                .zip([1, number("places"), number("nodes")])
            {
                *sum += more;
            }
        }
        let mut all: Vec<(String, [u64; 3])> = all.into_iter().collect();
        all.sort_by_key(|(_, [_, places, _])| std::cmp::Reverse(*places));
        all
    }

    fn reasons_json(&self) -> Value {
        let reasons = self.reasons().into_iter();
        let json = |(reason, [documents, places, nodes]): (String, [u64; 3])| json!({"reason": reason, "documents": documents, "places": places, "nodes": nodes});
        reasons.map(json).collect()
    }

    fn sum(&self, name: &str) -> u64 {
        let numbers = self
            .rows
            .iter()
            .filter_map(|row| row.generated[name].as_u64());
        numbers.sum()
    }

    /// The same as JSON.
    pub fn json(&self) -> String {
        let documents: Vec<Value> = self.rows.iter().map(row_json).collect();
        let report = json!({
            "documents": documents,
            "summary": {
                "documents": self.rows.len(),
                "passed": self.passed(),
                "failed": self.failed(),
                "untried": self.untried(),
                "operations": self.sum("operations"),
                "types": self.sum("types"),
                "unsupported": self.sum("unsupported"),
                "reasons": self.reasons_json(),
                "generate_seconds": self.generating.as_secs_f64(),
                "check_seconds": self.checking.map(|time| time.as_secs_f64()),
                "round_trip": self.round_trip().map(|summary| summary.json()),
            },
        });
        format!("{report:#}\n")
    }
}

fn row_json(row: &Row) -> Value {
    let (verdict, why) = row.verdict.words();
    json!({
        "document": row.document,
        "crate": row.krate,
        "verdict": verdict,
        "why": why,
        "generate": row.generated,
        "round_trip": row.round_trip.as_ref().map(Findings::json),
        "check": { "seconds": row.checked.seconds, "peak_bytes": row.checked.peak_bytes },
    })
}

fn shown(number: Option<u64>) -> String {
    number.map_or_else(|| "-".to_owned(), |number| number.to_string())
}

fn decimals(number: Option<f64>) -> String {
    number.map_or_else(|| "-".to_owned(), |number| format!("{number:.2}"))
}

fn megabytes(bytes: Option<u64>) -> String {
    shown(bytes.map(|bytes| bytes.div_ceil(1_000_000)))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::{Value, json};

    use super::{Measured, Report, Row, Verdict};

    #[test]
    fn the_json_says_what_the_table_says() {
        let row = |name: &str, verdict, generated| Row {
            document: format!("{name}.yaml"),
            krate: name.to_owned(),
            verdict,
            generated,
            checked: Measured::default(),
            round_trip: None,
        };
        let passed = |places: u64| {
            let reasons = json!([{"reason": "odd", "places": places, "nodes": 5}]);
            json!({"operations": places, "types": 3, "reasons": reasons})
        };
        let report = Report {
            rows: vec![
                row("a", Verdict::Passed, passed(1)),
                row("b", Verdict::Hung("long".to_owned()), Value::Null),
                row("c", Verdict::Passed, passed(2)),
                row("d", Verdict::Untried("late".to_owned()), Value::Null),
            ],
            generating: Duration::from_secs(1),
            checking: None,
        };
        assert_eq!(report.failed(), 1);
        let summary = report.summary();
        assert!(summary[0].contains("4 documents, 2 passed, 1 failed"));
        assert_eq!(summary[1], "1 generated, but late");
        let json: Value = serde_json::from_str(&report.json()).unwrap();
        assert_eq!(json["summary"]["operations"], 3);
        assert_eq!(
            json["summary"]["reasons"],
            json!([{"reason": "odd", "documents": 2, "places": 3, "nodes": 10}])
        );
        assert_eq!(json["summary"]["untried"], 1);
        assert_eq!(json["documents"][3]["verdict"], "generated");
        assert_eq!(json["documents"][1]["verdict"], "hung");
        assert_eq!(json["documents"][1]["why"], "long");
        assert_eq!(json["summary"]["check_seconds"], Value::Null);
    }
}
