//! `--watch`: runs codegen again whenever a file that it read has changed.
//!
//! Looks at the files a few times a second. Their number is small, a look costs microseconds, and it works the same on
//! every platform and file system, with editors that write in place and with those that put a new file there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, SystemTime};

use super::arguments::Codegen;
use super::{Watched, once};
use crate::console::say;
use crate::failure::Failure;

/// How often is looked.
const INTERVAL: Duration = Duration::from_millis(100);
/// How long nothing may change before a change counts as finished.
const QUIET: Duration = Duration::from_millis(40);

/// For how many of these is waited at most.
const PATIENCE: usize = 15;

/// What shows that a file is another than before; `None` where there is none.
type Stamp = Option<(SystemTime, u64)>;

/// Runs until somebody stops it.
pub(super) fn run(arguments: &Codegen) -> Result<ExitCode, Failure> {
    loop {
        let watched = Watched::default();
        let before = SystemTime::now();
        if let Err(failure) = once(arguments, &watched) {
            failure.print();
        }
        let files = watched.files();
        let count = files.len();
        let files_are = if count == 1 { "file" } else { "files" };
        say!("{:>9} {count} {files_are}; stop with Ctrl-C", "watching");
        wait(&files, before);
    }
}

/// Waits for a change of any of the files since `before`, and for its end.
fn wait(files: &[PathBuf], before: SystemTime) {
    let mut known = stamps(files);
    let there = known.clone();
    // A file that was saved while it was being read may have been read as it was before.
    let is_newer = |stamp: &Stamp| stamp.is_some_and(|(changed, _)| changed >= before);
    if !known.iter().any(is_newer) {
        loop {
            thread::sleep(INTERVAL);
            let now = stamps(files);
            if now != known {
                known = now;
                break;
            }
        }
    }
    // An editor that puts a new file in the place of the old one is between the two for a moment.
    for _ in 0..PATIENCE {
        thread::sleep(QUIET);
        let now = stamps(files);
        let is_gone = |(now, before): (&Stamp, &Stamp)| now.is_none() && before.is_some();
        if now == known && !now.iter().zip(&there).any(is_gone) {
            return;
        }
        known = now;
    }
}

fn stamps(files: &[PathBuf]) -> Vec<Stamp> {
    files.iter().map(|file| stamp(file)).collect()
}

fn stamp(file: &Path) -> Stamp {
    let about = fs::metadata(file).ok()?;
    Some((about.modified().ok()?, about.len()))
}
