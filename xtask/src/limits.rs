//! How much a description may ask for, as far as the command line can change it, and the clock that ends what takes
//! too long.

use std::process;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use clap::Args;
use generator::load;

use crate::failure::Failure;

/// The name of the limit on time, which is not the generator's but kept here.
const SECONDS: &str = "seconds";

/// Far more than the largest description takes, on a slow machine and without optimisation.
const DEFAULT_SECONDS: u64 = 300;

/// Limits that were given by name.
#[derive(Args, Clone, Debug, Default)]
pub struct Limits {
    /// Allow a large description more: file-bytes, total-bytes, files, nodes, aliases, aliased-nodes, references,
    /// reference-chain or seconds; may be given more than once
    #[arg(long = "limit", value_name = "NAME=NUMBER", value_parser = parse)]
    limits: Vec<(String, usize)>,
}

fn parse(text: &str) -> Result<(String, usize), String> {
    let (name, number) = text
        .split_once('=')
        .ok_or("write the name of a limit, `=` and a number, e.g. nodes=8000000")?;
    if name != SECONDS && !load::Limits::NAMES.contains(&name) {
        let known = load::Limits::NAMES.join(", ");
        return Err(format!(
            "there is no such limit; there are {known} and {SECONDS}"
        ));
    }
    let number = number.replace('_', "").parse();
    let number = number.map_err(|_| format!("`{name}` must be a whole number"))?;
    Ok((name.to_owned(), number))
}

impl Limits {
    /// The generator's limits with what was given.
    pub fn of_generator(&self) -> load::Limits {
        let mut limits = load::Limits::default();
        for (name, number) in &self.limits {
            limits.set(name, *number);
        }
        limits
    }

    /// The arguments, to write them down again.
    pub fn arguments(&self) -> impl Iterator<Item = String> {
        self.limits
            .iter()
            .map(|(name, number)| format!("--limit {name}={number}"))
    }

    /// Does `work`, which writes nothing. If it takes longer than allowed, the process ends with a message, wherever
    /// in it the time goes.
    pub fn in_time<T>(&self, work: impl FnOnce() -> T) -> T {
        let given = self.limits.iter().rev().find(|(name, _)| name == SECONDS);
        let seconds = given.map_or(DEFAULT_SECONDS, |(_, number)| *number as u64);
        let (done, waiting) = mpsc::channel::<()>();
        thread::spawn(move || {
            if waiting.recv_timeout(Duration::from_secs(seconds)) == Err(RecvTimeoutError::Timeout)
            {
                too_slow(seconds).print();
                process::exit(1);
            }
        });
        let result = work();
        drop(done);
        result
    }
}

fn too_slow(seconds: u64) -> Failure {
    Failure::new(format!(
        "generating took longer than {seconds} seconds; nothing was written"
    ))
    .help("choose a part of the description with --tag, --operation or --path, or allow more with `--limit seconds=NUMBER`")
}
