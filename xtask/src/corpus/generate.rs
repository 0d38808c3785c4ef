//! Starts a process per document, several at a time, and reads what each has to say.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::Value;
use wait_timeout::ChildExt;

use crate::corpus::report::{Measured, Row, Verdict};
use crate::corpus::{Document, Folders, round_trip};
use crate::failure::Failure;

/// How documents are generated.
#[derive(Debug)]
pub struct Settings {
    /// How many at a time.
    pub jobs: usize,
    /// How long each may take.
    pub limit: Duration,
    /// Whether to note the types of the component schemas.
    pub components: bool,
}

/// Generates all documents, and gives a row for each, in their order.
pub fn all(
    documents: &[Document],
    folders: &Folders,
    settings: &Settings,
) -> Result<Vec<Row>, Failure> {
    // The largest first, so that none of them is waited for alone at the end.
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.sort_by_key(|&index| std::cmp::Reverse(documents[index].bytes));
    let bar = progress("generating", documents.len());
    let next = AtomicUsize::new(0);
    let rows = Mutex::new(Vec::with_capacity(documents.len()));
    let work = || -> Result<(), Failure> {
        while let Some(&index) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
            let document = &documents[index];
            bar.set_message(document.name.clone());
            let row = one(document, folders, settings)?;
            rows.lock()
                .unwrap_or_else(|poison| poison.into_inner())
                .push((index, row));
            bar.inc(1);
        }
        Ok(())
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..settings.jobs).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| {
            worker
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })
    })?;
    bar.finish_and_clear();
    let mut rows = rows
        .into_inner()
        .unwrap_or_else(|poison| poison.into_inner());
    rows.sort_by_key(|(index, _)| *index);
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

/// A bar on a terminal, nothing elsewhere.
pub fn progress(what: &str, length: usize) -> ProgressBar {
    let bar = ProgressBar::new(length as u64);
    let template = format!("{what:>11} [{{bar:40}}] {{pos}}/{{len}} {{elapsed}} {{wide_msg}}");
    if let Ok(style) = ProgressStyle::with_template(&template) {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

fn one(document: &Document, folders: &Folders, settings: &Settings) -> Result<Row, Failure> {
    let limit = settings.limit;
    let output = folders.logs.join(format!("{}.json", document.krate));
    let log = folders.logs.join(format!("{}.log", document.krate));
    let status = spawn(document, folders, settings, &output, &log)
        .and_then(|mut child| match child.wait_timeout(limit)? {
            Some(status) => Ok(Some(status)),
            None => {
                child.kill()?;
                child.wait()?;
                Ok(None)
            }
        })
        .map_err(|error| {
            Failure::new(format!(
                "cannot run the process for `{}`: {error}",
                document.name
            ))
        })?;
    let said = fs::read_to_string(&log).unwrap_or_default();
    let report: Option<Value> = fs::read_to_string(&output)
        .ok()
        .and_then(|text| serde_json::from_str(&text).ok());
    Ok(Row {
        document: document.name.clone(),
        krate: document.krate.clone(),
        verdict: verdict(status, report.as_ref(), &said, limit),
        generated: report.unwrap_or_default(),
        checked: Measured::default(),
        round_trip: None,
    })
}

fn spawn(
    document: &Document,
    folders: &Folders,
    settings: &Settings,
    output: &Path,
    log: &Path,
) -> std::io::Result<std::process::Child> {
    let mut command = Command::new(std::env::current_exe()?);
    command
        .arg("corpus-document")
        .arg("--spec")
        .arg(&document.path)
        .arg("--out")
        .arg(folders.crates.join(&document.krate))
        .args(["--name", &document.krate])
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .stdout(File::create(output)?)
        .stderr(File::create(log)?);
    if settings.components {
        command
            .arg("--components")
            .arg(round_trip::components_file(folders, &document.krate));
    }
    if settings.jobs > 1 {
        // The cores are busy with other documents.
        command.env("RAYON_NUM_THREADS", "1");
    }
    command.spawn()
}

fn verdict(
    status: Option<ExitStatus>,
    report: Option<&Value>,
    said: &str,
    limit: Duration,
) -> Verdict {
    let Some(status) = status else {
        return Verdict::Hung(format!("more than {} s", limit.as_secs()));
    };
    let Some(report) = report.filter(|_| status.success()) else {
        return Verdict::Crashed(crash(status, said));
    };
    if report["errors"].as_u64() != Some(0) {
        let first = said.lines().find(|line| line.starts_with("error"));
        return Verdict::Rejected(first.unwrap_or("for no reason given").to_owned());
    }
    match (&report["operations"], &report["operations_counted"]) {
        (Value::Number(kept), Value::Number(counted)) if kept != counted => {
            Verdict::OperationsDiffer(format!("{kept} kept of {counted}"))
        }
        _ => Verdict::Passed,
    }
}

/// The panic's message, or how else the process ended.
fn crash(status: ExitStatus, said: &str) -> String {
    let mut lines = said.lines();
    let panic = lines.find(|line| line.contains(" panicked at "));
    match panic.zip(lines.next()) {
        Some((place, message)) => {
            let place = place.split(" panicked at ").nth(1).unwrap_or(place);
            format!("{message} ({})", place.trim_end_matches(':'))
        }
        None => {
            let last = said.lines().rev().find(|line| !line.trim().is_empty());
            format!("{status}: {}", last.unwrap_or("nothing was said"))
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::process::ExitStatusExt;
    use std::process::ExitStatus;
    use std::time::Duration;

    use serde_json::{Value, json};

    use super::{Verdict, verdict};

    #[track_caller]
    fn judged(code: i32, report: Option<Value>, said: &str) -> Verdict {
        let status = ExitStatus::from_raw(code << 8);
        verdict(Some(status), report.as_ref(), said, Duration::from_secs(1))
    }

    #[test]
    fn a_document_passes_with_all_of_its_operations() {
        let report = json!({"errors": 0, "operations": 3, "operations_counted": 3});
        assert_eq!(judged(0, Some(report), ""), Verdict::Passed);
        let uncounted = json!({"errors": 0, "operations": 3, "operations_counted": null});
        assert_eq!(judged(0, Some(uncounted), ""), Verdict::Passed);
        let lost = json!({"errors": 0, "operations": 2, "operations_counted": 3});
        let expected = Verdict::OperationsDiffer("2 kept of 3".to_owned());
        assert_eq!(judged(0, Some(lost), ""), expected);
    }

    #[test]
    fn errors_panics_and_hangs_are_told_apart() {
        let report = json!({"errors": 1});
        let said = "warning[E0001]: a\nerror[E0060]: b\n";
        assert_eq!(
            judged(0, Some(report), said),
            Verdict::Rejected("error[E0060]: b".to_owned())
        );
        let said =
            "\nthread 'main' (7) panicked at src/a.rs:1:2:\nindex out of bounds\nnote: run with\n";
        let expected = Verdict::Crashed("index out of bounds (src/a.rs:1:2)".to_owned());
        assert_eq!(judged(101, None, said), expected);
        let hung = verdict(None, None, "", Duration::from_secs(7));
        assert_eq!(hung, Verdict::Hung("more than 7 s".to_owned()));
    }
}
