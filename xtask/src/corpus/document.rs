//! One document of a corpus, in a process of its own: generates, writes the crate, and prints a line of JSON on how
//! it went.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::Args;
use serde_json::{Value, json};

use crate::console;
use crate::corpus::count;
use crate::failure::Failure;
use crate::output;
use crate::pipeline::{self, Request};
use crate::spec::Spec;

/// What `corpus` asks of each of its processes.
#[derive(Args)]
pub struct CorpusDocument {
    #[arg(long)]
    spec: PathBuf,
    #[arg(long)]
    out: PathBuf,
    #[arg(long)]
    name: String,
    /// Where to write the types of the component schemas
    #[arg(long)]
    components: Option<PathBuf>,
}

/// Runs the command.
pub fn run(arguments: &CorpusDocument) -> Result<ExitCode, Failure> {
    let started = Instant::now();
    let spec = Spec::read(&arguments.spec)?;
    let request = Request {
        crate_name: Some(arguments.name.clone()),
        components: arguments.components.is_some(),
        ..Request::default()
    };
    let mut generated = pipeline::generate(&spec, &request)?;
    // To the log, for whoever wants to know why.
    console::err(format_args!("{}", generated.said.text));
    let files = generated.files.take();
    let written = files.as_ref().map_or(0, Vec::len);
    let bytes: usize = files.iter().flatten().map(|file| file.text.len()).sum();
    if let Some(files) = files {
        output::compare(&arguments.out, &generated.crate_name, files)?.apply()?;
    }
    if let Some(path) = &arguments.components {
        let pairs = generated
            .components
            .iter()
            .map(|it| (&it.component, &it.path));
        let text = serde_json::to_string(&pairs.collect::<Vec<_>>()).unwrap_or_default();
        std::fs::write(path, text).map_err(|error| Failure::io("write", path, &error))?;
    }
    let seconds = started.elapsed().as_secs_f64();
    // Before the count, which reads the whole document once more.
    let peak_bytes = peak_bytes();
    let groups = generated.ledger.groups.iter();
    let reasons: Vec<Value> = groups
        .map(|group| json!({"reason": group.reason, "places": group.places, "nodes": group.nodes}))
        .collect();
    let report = json!({
        "bytes": spec.size,
        "operations": generated.operations,
        "operations_counted": count::operations(&spec.canonical),
        "types": generated.types,
        "files": written,
        "written_bytes": bytes,
        "errors": generated.said.errors,
        "warnings": generated.said.warnings,
        "ignored": generated.ledger.ignored,
        "unsupported": generated.ledger.unsupported,
        "reasons": reasons,
        "seconds": seconds,
        "peak_bytes": peak_bytes.map_or(Value::Null, Value::from),
    });
    println!("{report}");
    Ok(ExitCode::SUCCESS)
}

/// The most memory that this process has had so far; `None` where the system does not say.
fn peak_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    #[test]
    fn the_system_says_how_much_memory_there_was() {
        let peak = super::peak_bytes().unwrap();
        assert!(peak > 100_000, "{peak}");
    }
}
