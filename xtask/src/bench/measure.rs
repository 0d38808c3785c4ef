//! Runs one command and says what it cost. Each command gets a process of its own between it and the benchmark (this
//! program again, as `measure`), because the system tells the peak memory of all children together only.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use clap::Args;
use serde_json::{Value, json};
use wait_timeout::ChildExt;

use crate::failure::Failure;
use crate::usage;

/// How often the process between looks whether the benchmark is still there.
const PATIENCE: Duration = Duration::from_millis(500);

/// What one run of a command cost.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cost {
    /// Seconds on the clock.
    pub wall: f64,
    /// Processor seconds in user mode, of the command and all that it started.
    pub user: f64,
    /// The most bytes that any one of its processes held; `None` where the system does not say.
    pub peak: Option<u64>,
}

/// How a run ended.
#[derive(Debug)]
pub enum Run {
    /// With exit code 0.
    Done(Cost),
    /// Otherwise; what it said.
    Failed(String),
}

/// What the benchmark asks of the process between.
#[derive(Args)]
pub struct Measure {
    /// Where the cost goes, as JSON
    #[arg(long)]
    into: PathBuf,
    /// Seconds until the command is ended
    #[arg(long)]
    limit: u64,
    /// The command
    #[arg(last = true, required = true)]
    command: Vec<OsString>,
}

/// A command to be measured.
#[derive(Clone, Debug)]
pub struct Job {
    pub program: OsString,
    pub arguments: Vec<OsString>,
    pub folder: PathBuf,
    pub environment: Vec<(OsString, OsString)>,
}

impl Job {
    /// A command that is run in `folder`.
    pub fn new(program: impl AsRef<OsStr>, folder: &Path) -> Self {
        Self {
            program: program.as_ref().to_owned(),
            arguments: Vec::new(),
            folder: folder.to_owned(),
            environment: Vec::new(),
        }
    }

    /// Adds arguments.
    pub fn args<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>) -> Self {
        let arguments = arguments.into_iter().map(|text| text.as_ref().to_owned());
        self.arguments.extend(arguments);
        self
    }

    /// Sets a variable of its environment.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        let value = value.as_ref().to_owned();
        self.environment.push((name.into(), value));
        self
    }

    /// Runs it. Its output goes to `log`.
    pub fn run(&self, limit: Duration, log: &Path) -> Result<Run, Failure> {
        let program = std::env::current_exe()
            .map_err(|error| Failure::new(format!("cannot find this program: {error}")))?;
        let note = log.with_extension("json");
        let _ = fs::remove_file(&note);
        let open = || File::create(log).map_err(|error| Failure::io("write", log, &error));
        let out = open()?;
        let err = out
            .try_clone()
            .map_err(|error| Failure::io("write", log, &error))?;
        let mut command = Command::new(program);
        group::lead(&mut command);
        let status = command
            .arg("measure")
            .arg("--into")
            .arg(&note)
            .arg("--limit")
            .arg(limit.as_secs().to_string())
            .arg("--")
            .arg(&self.program)
            .args(&self.arguments)
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .current_dir(&self.folder)
            .stdin(Stdio::null())
            .stdout(out)
            .stderr(err)
            .status()
            .map_err(|error| Failure::new(format!("cannot start a measurement: {error}")))?;
        if !status.success() {
            return Ok(Run::Failed(said(log)));
        }
        let text = fs::read_to_string(&note).map_err(|error| Failure::io("read", &note, &error))?;
        Ok(Run::Done(Cost::from_json(&text)))
    }
}

impl Cost {
    fn from_json(text: &str) -> Self {
        let value: Value = serde_json::from_str(text).unwrap_or_default();
        Self {
            wall: value["wall"].as_f64().unwrap_or_default(),
            user: value["user"].as_f64().unwrap_or_default(),
            peak: value["peak"].as_u64(),
        }
    }
}

/// Runs the command for `Job::run`.
pub fn run(arguments: &Measure) -> Result<ExitCode, Failure> {
    let Some((program, rest)) = arguments.command.split_first() else {
        return Ok(ExitCode::FAILURE);
    };
    let parent = group::parent();
    let started = Instant::now();
    let cannot = |error| Failure::io("run", Path::new(program), &error);
    let mut child = Command::new(program).args(rest).spawn().map_err(cannot)?;
    let limit = Duration::from_secs(arguments.limit);
    let status = loop {
        let left = limit.saturating_sub(started.elapsed());
        let status = child.wait_timeout(left.min(PATIENCE)).map_err(cannot)?;
        if status.is_some() || left.is_zero() {
            break status;
        }
        if group::is_left_alone(parent) {
            group::end();
        }
    };
    let wall = started.elapsed().as_secs_f64();
    if status.is_none() {
        Failure::new(format!("took more than {} s", arguments.limit)).print();
        let _ = child.kill();
        let _ = child.wait();
        group::end();
        return Ok(ExitCode::FAILURE);
    }
    if !status.is_some_and(|status| status.success()) {
        return Ok(ExitCode::FAILURE);
    }
    let usage = usage::of_children();
    let note = json!({ "wall": wall, "user": usage.user, "peak": usage.peak });
    fs::write(&arguments.into, note.to_string())
        .map_err(|error| Failure::io("write", &arguments.into, &error))?;
    Ok(ExitCode::SUCCESS)
}

/// What a command that failed printed: the first line that tells an error, or else the last.
fn said(log: &Path) -> String {
    let bytes = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let error = lines
        .clone()
        .find(|line| line.to_ascii_lowercase().starts_with("error"));
    let line = error
        .or_else(|| lines.next_back())
        .unwrap_or("it printed nothing");
    line.chars().filter(|c| !c.is_control()).take(160).collect()
}

/// The processes that a command starts, which have to end with it: rustc, of cargo, may hold 13 GB.
#[cfg(unix)]
mod group {
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    use nix::sys::signal::{Signal, killpg};
    use nix::unistd::{Pid, getpgrp, getppid};

    /// Makes a command the leader of a group of processes.
    pub fn lead(command: &mut Command) {
        command.process_group(0);
    }

    /// The process that has started this one.
    pub fn parent() -> Pid {
        getppid()
    }

    /// Whether that has ended, by Ctrl-C for instance, which does not reach other groups.
    pub fn is_left_alone(parent: Pid) -> bool {
        getppid() != parent
    }

    /// Ends all processes of this one's group, this one too.
    pub fn end() {
        let _ = killpg(getpgrp(), Signal::SIGKILL);
    }
}

/// Elsewhere what a command has started is left to itself.
#[cfg(not(unix))]
mod group {
    use std::process::Command;

    pub fn lead(_: &mut Command) {}

    pub fn parent() {}

    pub fn is_left_alone((): ()) -> bool {
        false
    }

    pub fn end() {}
}

/// The middle one of several figures; of an even number, the lower of the two in the middle.
pub fn median(mut figures: Vec<f64>) -> Option<f64> {
    figures.sort_by(f64::total_cmp);
    let middle = figures.len().checked_sub(1)? / 2;
    figures.get(middle).copied()
}

/// Of several runs: the median of each figure.
pub fn medians(runs: &[Cost]) -> Option<Cost> {
    let peaks = runs
        .iter()
        .filter_map(|run| run.peak)
        .map(|peak| peak as f64);
    Some(Cost {
        wall: median(runs.iter().map(|run| run.wall).collect())?,
        user: median(runs.iter().map(|run| run.user).collect())?,
        peak: median(peaks.collect()).map(|peak| peak as u64),
    })
}

#[cfg(test)]
mod tests {
    use super::{Cost, medians};

    #[test]
    fn each_figure_has_its_own_median() {
        let run = |wall, user, peak| Cost { wall, user, peak };
        let runs = [
            run(3.0, 1.0, Some(5)),
            run(1.0, 2.0, Some(4)),
            run(2.0, 9.0, None),
        ];
        assert_eq!(medians(&runs), Some(run(2.0, 2.0, Some(4))));
        assert_eq!(medians(&[]), None);
    }
}
