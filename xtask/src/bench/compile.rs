//! What cargo and rustc take for a crate that was written: dependencies built before, incremental compilation off, the
//! crate alone compiled again in each run.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::measure::{Job, Run};
use crate::failure::Failure;

/// How a crate is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Build {
    /// `cargo check`
    Check,
    /// `cargo build --release`
    Release,
}

/// A crate that was generated, and where cargo puts what it makes of it.
pub struct Crate<'a> {
    /// The folder of the crate.
    pub folder: &'a Path,
    /// The folder of cargo's output, shared by the crates of a run.
    pub target: &'a Path,
    /// Its features, where not those that it has by default.
    pub features: Option<&'a str>,
}

impl Build {
    /// Its name in the tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Release => "release",
        }
    }

    /// Builds the dependencies; the crate too, which shows whether it compiles at all.
    pub fn prepare(self, of: &Crate<'_>, limit: Duration, log: &Path) -> Result<Run, Failure> {
        self.job(of).run(limit, log)
    }

    /// Compiles the crate, and nothing else, once more.
    pub fn again(self, of: &Crate<'_>, limit: Duration, log: &Path) -> Result<Run, Failure> {
        if let Err(why) = touch(&root_file(of.folder)) {
            return Ok(Run::Failed(why.message().to_owned()));
        }
        self.job(of).run(limit, log)
    }

    fn job(self, of: &Crate<'_>) -> Job {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let words: &[&str] = match self {
            Self::Check => &["check", "--lib"],
            Self::Release => &["build", "--lib", "--release"],
        };
        let mut job = Job::new(cargo, of.folder)
            .args(words)
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_TARGET_DIR", of.target);
        if let Some(features) = of.features {
            job = job.args(["--no-default-features", "--features", features]);
        }
        job
    }
}

/// The file that cargo looks at to see whether the crate has changed.
fn root_file(folder: &Path) -> PathBuf {
    let files = ["src/lib.rs", "src/mod.rs"];
    let file = files.iter().map(|file| folder.join(file));
    file.clone()
        .find(|path| path.is_file())
        .unwrap_or_else(|| folder.join("src/lib.rs"))
}

fn touch(path: &Path) -> Result<(), Failure> {
    fs::File::options()
        .append(true)
        .open(path)
        .and_then(|file| file.set_modified(SystemTime::now()))
        .map_err(|error| Failure::io("touch", path, &error))
}
