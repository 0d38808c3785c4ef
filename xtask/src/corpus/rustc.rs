//! This program in the place of rustc, for the crates of a corpus: runs it, notes its time and memory, and ends it when
//! it takes too long or the time of the whole run is over. Cargo starts it so (`RUSTC_WORKSPACE_WRAPPER`,
//! `RUSTC_WRAPPER`), because cargo itself tells neither and knows no end.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, ExitStatus};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};
use wait_timeout::ChildExt;

use crate::corpus::budget::Budget;
use crate::corpus::report::Measured;
use crate::usage;

const FOLDER: &str = "XTASK_MEASURE_RUSTC_INTO";
const LIMIT: &str = "XTASK_MEASURE_RUSTC_SECONDS";
/// Seconds since 1970 after which no rustc runs.
const END: &str = "XTASK_END_RUSTC_AT";

/// Makes cargo run rustc through `wrapper`, which is this program, with notes in `folder`.
pub fn measure(
    cargo: &mut Command,
    wrapper: &Path,
    folder: &Path,
    limit: Duration,
    budget: &Budget,
) -> std::io::Result<()> {
    cargo
        .env("RUSTC_WORKSPACE_WRAPPER", wrapper)
        .env(FOLDER, std::path::absolute(folder)?)
        .env(LIMIT, limit.as_secs().to_string());
    if let Some(end) = budget.end() {
        cargo.env(END, end.to_string());
    }
    Ok(())
}

/// Makes cargo run every rustc through `wrapper`, which is this program, so that none runs when the time is over.
pub fn end(cargo: &mut Command, wrapper: &Path, budget: &Budget) {
    if let Some(end) = budget.end() {
        cargo
            .env("RUSTC_WRAPPER", wrapper)
            .env(END, end.to_string());
    }
}

/// What was noted for a crate, now or, where cargo found nothing to do, in the run that compiled it.
pub fn measured(folder: &Path, krate: &str) -> Measured {
    let text = fs::read_to_string(note(folder, &krate.replace('-', "_"))).unwrap_or_default();
    let note: Value = serde_json::from_str(&text).unwrap_or_default();
    Measured {
        seconds: note["seconds"].as_f64(),
        peak_bytes: note["peak_bytes"].as_u64(),
    }
}

fn note(folder: &Path, krate: &str) -> PathBuf {
    folder.join(format!("{krate}.rustc.json"))
}

/// Does what cargo asks of rustc, if that is what this process was started for.
pub fn run_as_rustc() -> Option<ExitCode> {
    let folder = std::env::var_os(FOLDER).map(PathBuf::from);
    let end = number(END);
    if folder.is_none() && end.is_none() {
        return None;
    }
    let mut arguments = std::env::args_os().skip(1);
    let rustc = arguments.next()?;
    let arguments: Vec<OsString> = arguments.collect();
    let limit = Duration::from_secs(number(LIMIT).unwrap_or(600));
    let limit = match (end, crate_name(&arguments)) {
        (Some(end), Some(_)) => limit.min(left(end)),
        // What cargo asks of rustc itself is answered at any time.
        _ => limit,
    };
    let started = Instant::now();
    let status = match run(&rustc, &arguments, limit) {
        Ok(status) => status,
        Err(error) => {
            eprintln!("error: cannot run {}: {error}", rustc.display());
            return Some(ExitCode::FAILURE);
        }
    };
    if status.is_none() {
        eprintln!("error: rustc took more than {} s", limit.as_secs());
    }
    if let Some((folder, krate)) = folder.zip(crate_name(&arguments)) {
        let text = json!({
            "seconds": started.elapsed().as_secs_f64(),
            "peak_bytes": usage::of_children().peak,
        });
        // Without the note the table has a gap; no reason to fail what compiled.
        let _ = fs::write(note(&folder, krate), text.to_string());
    }
    let code = status.and_then(|status| status.code()).unwrap_or(1);
    Some(u8::try_from(code).map_or(ExitCode::FAILURE, ExitCode::from))
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

/// The time until so many seconds since 1970.
fn left(end: u64) -> Duration {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    Duration::from_secs(end).saturating_sub(now.unwrap_or_default())
}

fn run(
    rustc: &OsString,
    arguments: &[OsString],
    limit: Duration,
) -> std::io::Result<Option<ExitStatus>> {
    let mut child = Command::new(rustc).args(arguments).spawn()?;
    let status = child.wait_timeout(limit)?;
    if status.is_none() {
        child.kill()?;
        child.wait()?;
    }
    Ok(status)
}

/// The crate that is compiled; `None` for cargo's questions about rustc itself.
fn crate_name(arguments: &[OsString]) -> Option<&str> {
    let mut arguments = arguments.iter().filter_map(|argument| argument.to_str());
    arguments.find(|argument| *argument == "--crate-name")?;
    arguments.next().filter(|name| *name != "___")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{crate_name, left};

    #[test]
    fn nothing_is_left_of_what_is_over() {
        assert_eq!(left(1), Duration::ZERO);
        assert!(left(u64::from(u32::MAX)) > Duration::from_secs(1));
    }

    #[test]
    fn only_crates_are_noted() {
        let arguments = |text: &str| text.split(' ').map(Into::into).collect::<Vec<_>>();
        assert_eq!(
            crate_name(&arguments(
                "--crate-name a_client --edition=2024 src/lib.rs"
            )),
            Some("a_client")
        );
        assert_eq!(
            crate_name(&arguments("- --crate-name ___ --print=cfg")),
            None
        );
        assert_eq!(crate_name(&arguments("-vV")), None);
    }
}
