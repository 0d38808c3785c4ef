//! `cargo xtask bench`: what generating costs, and what it costs to compile what was generated; beside other
//! generators, in one run, where they are at hand. With `--codec`, also what reading and writing models costs.

mod codec;
mod compile;
mod measure;
mod plot;
mod report;
mod tool;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;

pub use measure::{Measure, run as run_measure};

use crate::console;
use crate::crate_name;
use crate::failure::Failure;
use crate::workspace;
use compile::{Build, Crate};
use measure::{Cost, Job, Run, medians};
use report::{Entry, Outcome, Report, What};
use tool::Tool;

/// Measure generating and compiling; beside other generators, where they are installed.
///
/// For each document and each generator: the median seconds, user seconds and peak memory of generating a crate, of
/// `cargo check` and of a release build of that crate, its dependencies built before and incremental compilation off.
/// The generators take turns within each round, so that a busy moment of the machine is nobody's. ploidy,
/// openapi-to-rust and oas3-gen are taken along where they are on the PATH; --peer adds others, or other command lines.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Bench {
    /// The documents; of a folder, all .json, .yaml and .yml files
    #[arg(value_name = "DOCUMENT", required_unless_present = "codec")]
    documents: Vec<PathBuf>,

    /// How often each is measured
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,

    /// Compile only the crates of documents up to this many KiB; 0 compiles none
    #[arg(long, value_name = "KIB", default_value_t = u64::MAX, hide_default_value = true)]
    compile_up_to: u64,

    /// Build with `--release`, too
    #[arg(long)]
    release: bool,

    /// Also measure our crates with these features alone, as for `cargo check --no-default-features --features`
    #[arg(long, value_name = "FEATURES")]
    features: Option<String>,

    /// Another generator: its command, in which {spec}, {out} and {name} stand for the document, the folder and the
    /// crate's name; may be given more than once
    #[arg(long = "peer", value_name = "NAME=COMMAND", value_parser = Tool::parse)]
    peers: Vec<Tool>,

    /// Leave other generators out
    #[arg(long, conflicts_with = "peers")]
    alone: bool,

    /// Measure reading and writing of models, too, beside the same structs with serde derive
    #[arg(long)]
    codec: bool,

    /// How long one command may take
    #[arg(long, value_name = "SECONDS", default_value_t = 1800)]
    timeout: u64,

    /// Where crates, logs and cargo's output go [default: target/bench of the workspace]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// Write the tables as Markdown, too
    #[arg(long, value_name = "FILE")]
    markdown: Option<PathBuf>,

    /// Write all figures as JSON, too
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,

    /// Draw time against the size of the document, as SVG
    #[arg(long, value_name = "FILE")]
    plot: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  cargo xtask bench spec/partnerportal.yaml
      What the workspace's own description costs to generate and to compile.

  cargo xtask bench descriptions --compile-up-to 0 --runs 1 --plot generation.svg
      Generating everything in a folder, once, as a plot against size.

  cargo xtask bench big.json --release --markdown bench.md
      Release builds, too, beside the generators that are installed.

  cargo xtask bench big.json --peer 'other=other-generator {spec} --out {out}'
      Side by side with a generator that is not known by name.

  cargo xtask bench --codec
      Reading and writing of models alone, beside serde derive.";

/// A document to measure with.
struct Document {
    name: String,
    krate: String,
    path: PathBuf,
    bytes: u64,
}

/// Runs the command.
pub fn run(arguments: &Bench) -> Result<ExitCode, Failure> {
    let documents = documents(&arguments.documents)?;
    arguments.check_writable()?;
    let out = arguments.out.clone();
    let out = out.unwrap_or_else(|| workspace::root().join("target/bench"));
    let out = std::path::absolute(&out).map_err(|error| Failure::io("use", &out, &error))?;
    let mut bench = Running {
        arguments,
        tools: arguments.tools()?,
        report: Report::new(std::env::args().skip(1)),
        out,
    };
    for document in documents {
        bench.measure(&document)?;
    }
    let mut codec = Ok(());
    if arguments.codec {
        console::err(format_args!("reading and writing models\n"));
        let limit = Duration::from_secs(arguments.timeout);
        codec = codec::run(&bench.out, limit).map(|figures| bench.report.codec = Some(figures));
    }
    // What is left there costs room only.
    let _ = fs::remove_dir_all(bench.aside());
    bench.report.print();
    let written = arguments.write(&bench.report);
    // What was measured is told whatever went wrong after it.
    codec.and(written)?;
    Ok(match bench.report.is_sound() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

impl Bench {
    fn tools(&self) -> Result<Vec<Tool>, Failure> {
        let mut tools = vec![Tool::ours()?];
        if !self.alone {
            tools.extend(self.peers.iter().cloned());
            tools.extend(Tool::installed(&self.peers));
        }
        Ok(tools)
    }

    /// Fails for a file that cannot be written, before hours of measuring.
    fn check_writable(&self) -> Result<(), Failure> {
        let files = [&self.markdown, &self.json, &self.plot];
        for path in files.into_iter().flatten() {
            let mut options = fs::File::options();
            let opened = options.append(true).create(true).open(path);
            opened.map_err(|error| Failure::io("write", path, &error))?;
        }
        Ok(())
    }

    /// Writes all files that it can, and gives the first failure.
    fn write(&self, report: &Report) -> Result<(), Failure> {
        let write = |path: &Option<PathBuf>, text: &dyn Fn() -> String| match path {
            Some(path) => {
                fs::write(path, text()).map_err(|error| Failure::io("write", path, &error))
            }
            None => Ok(()),
        };
        let markdown = write(&self.markdown, &|| report.markdown());
        let json = write(&self.json, &|| report.json());
        let plot = match &self.plot {
            Some(path) => plot::draw(report, path),
            None => Ok(()),
        };
        markdown.and(json).and(plot)
    }

    fn builds(&self, document: &Document) -> &'static [Build] {
        match (
            document.bytes <= self.compile_up_to.saturating_mul(1024),
            self.release,
        ) {
            (false, _) => &[],
            (true, false) => &[Build::Check],
            (true, true) => &[Build::Check, Build::Release],
        }
    }
}

/// A benchmark under way.
struct Running<'a> {
    arguments: &'a Bench,
    tools: Vec<Tool>,
    report: Report,
    out: PathBuf,
}

impl Running<'_> {
    fn measure(&mut self, document: &Document) -> Result<(), Failure> {
        let generated = self.generate(document)?;
        for &build in self.arguments.builds(document) {
            let features = self.arguments.features.as_deref();
            let ours = self.tools.first().filter(|_| features.is_some());
            let mut crates: Vec<(&Tool, Option<&str>)> = generated
                .iter()
                .filter_map(|&index| Some((self.tools.get(index)?, None)))
                .collect();
            crates.extend(ours.map(|tool| (tool, features)));
            let entries = self.compile(document, build, &crates)?;
            self.report.entries.extend(entries);
        }
        Ok(())
    }

    /// Generates with all tools in turn; gives those that did.
    fn generate(&mut self, document: &Document) -> Result<Vec<usize>, Failure> {
        let mut runs = vec![Ok(Vec::new()); self.tools.len()];
        for round in 0..self.arguments.runs {
            for (tool, runs) in self.tools.iter().zip(&mut runs) {
                let Ok(costs) = runs else { continue };
                let folder = self.folder(tool, document);
                put_aside(&folder, &self.aside())?;
                clear(&folder)?;
                console::err(format_args!(
                    "{}: {}, round {} of {}\n",
                    document.name,
                    tool.name,
                    round + 1,
                    self.arguments.runs
                ));
                let job = tool.job(&document.path, &folder, &document.krate);
                match self.job(&job, tool, document, "generate")? {
                    Run::Done(cost) => costs.push(cost),
                    Run::Failed(why) => *runs = Err(why),
                }
            }
        }
        let mut done = Vec::new();
        for (index, (tool, runs)) in self.tools.iter().zip(runs).enumerate() {
            // A generator may end well and write no crate.
            let runs = runs.and_then(|costs| {
                let folder = self.folder(tool, document);
                let completed = tool.complete(&folder, &document.krate);
                completed
                    .map(|()| costs)
                    .map_err(|why| why.message().to_owned())
            });
            if runs.is_ok() {
                done.push(index);
            }
            let size = runs
                .is_ok()
                .then(|| report::size(&self.folder(tool, document)));
            self.report.entries.push(Entry {
                document: document.name.clone(),
                bytes: document.bytes,
                tool: tool.name.clone(),
                what: What::Generate,
                size,
                outcome: outcome(runs),
            });
        }
        Ok(done)
    }

    /// Compiles the crates of all tools in turn.
    fn compile(
        &self,
        document: &Document,
        build: Build,
        crates: &[(&Tool, Option<&str>)],
    ) -> Result<Vec<Entry>, Failure> {
        let limit = Duration::from_secs(self.arguments.timeout);
        let target = self.out.join("target");
        let mut runs = vec![Ok(Vec::new()); crates.len()];
        // Round 0 builds the dependencies and is not counted.
        for round in 0..=self.arguments.runs {
            for ((tool, features), runs) in crates.iter().zip(&mut runs) {
                let Ok(costs) = runs else { continue };
                let folder = self.folder(tool, document);
                let log = self.log(tool, document, build.name());
                let of = Crate {
                    folder: &folder,
                    target: &target,
                    features: *features,
                };
                console::err(format_args!(
                    "{}: {}, {}, round {round} of {}\n",
                    document.name,
                    tool.name,
                    build.name(),
                    self.arguments.runs
                ));
                // Another set of features has been compiled in between.
                let run = match round {
                    0 => build.prepare(&of, limit, &log)?,
                    _ => build.again(&of, limit, &log)?,
                };
                match (run, round) {
                    (Run::Done(_), 0) => {}
                    (Run::Done(cost), _) => costs.push(cost),
                    (Run::Failed(why), _) => *runs = Err(why),
                }
            }
        }
        let entries = crates
            .iter()
            .zip(runs)
            .map(|((tool, features), runs)| Entry {
                document: document.name.clone(),
                bytes: document.bytes,
                tool: match features {
                    Some(features) => format!("{} ({features} only)", tool.name),
                    None => tool.name.clone(),
                },
                what: What::Compile(build),
                size: None,
                outcome: outcome(runs),
            });
        Ok(entries.collect())
    }

    fn job(&self, job: &Job, tool: &Tool, of: &Document, what: &str) -> Result<Run, Failure> {
        let limit = Duration::from_secs(self.arguments.timeout);
        job.run(limit, &self.log(tool, of, what))
    }

    fn folder(&self, tool: &Tool, document: &Document) -> PathBuf {
        self.out
            .join("crates")
            .join(slug(&tool.name))
            .join(&document.krate)
    }

    /// Where crates go that are generated again; removed when all has been measured.
    fn aside(&self) -> PathBuf {
        self.out.join("replaced")
    }

    fn log(&self, tool: &Tool, document: &Document, what: &str) -> PathBuf {
        let folder = self.out.join("logs");
        let _ = fs::create_dir_all(&folder);
        folder.join(format!(
            "{}-{}-{what}.log",
            slug(&tool.name),
            document.krate
        ))
    }
}

fn outcome(runs: Result<Vec<Cost>, String>) -> Outcome {
    match runs {
        Ok(runs) => medians(&runs).map_or(Outcome::Failed(String::new()), Outcome::Cost),
        Err(why) => Outcome::Failed(why),
    }
}

fn slug(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect()
}

/// Moves a folder, if it is there, out of the way of one that is timed: a file system that has just removed thousands of
/// files takes longer to make new ones, which would be counted.
fn put_aside(folder: &Path, aside: &Path) -> Result<(), Failure> {
    if !folder.exists() {
        return Ok(());
    }
    let failed = |error: std::io::Error| Failure::io("move", folder, &error);
    fs::create_dir_all(aside).map_err(failed)?;
    let others = fs::read_dir(aside).map_err(failed)?.count();
    fs::rename(folder, aside.join(others.to_string())).map_err(failed)
}

/// An empty folder, so that each round does all of the work.
fn clear(folder: &Path) -> Result<(), Failure> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|error| Failure::io("remove", folder, &error))?;
    }
    fs::create_dir_all(folder).map_err(|error| Failure::io("create", folder, &error))
}

/// The documents in the order of their size.
fn documents(paths: &[PathBuf]) -> Result<Vec<Document>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let entries = fs::read_dir(path).map_err(|error| Failure::io("read", path, &error))?;
            let inside = entries.filter_map(Result::ok).map(|entry| entry.path());
            files.extend(inside.filter(|path| is_description(path)));
        } else {
            files.push(path.clone());
        }
    }
    let mut documents = Vec::new();
    for file in files {
        let path = file
            .canonicalize()
            .map_err(|error| Failure::io("read", &file, &error))?;
        let bytes = fs::metadata(&path).map_err(|error| Failure::io("read", &path, &error))?;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let krate = match crate_name::from_text(&stem) {
            name if name.is_empty() => "document".to_owned(),
            name => name,
        };
        documents.push(Document {
            name: path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            krate,
            bytes: bytes.len(),
            path,
        });
    }
    documents.sort_by(|one, other| (one.bytes, &one.path).cmp(&(other.bytes, &other.path)));
    documents.dedup_by(|one, other| one.path == other.path);
    if documents.is_empty() && !paths.is_empty() {
        let message = "there is no .json, .yaml or .yml file in that folder".to_owned();
        return Err(Failure::new(message));
    }
    tell_apart(&mut documents);
    Ok(documents)
}

/// Files of one name, from several folders, are called by their paths, and their crates are numbered.
fn tell_apart(documents: &mut [Document]) {
    let called = documents.iter();
    let called: Vec<(String, String)> = called
        .map(|it| (it.name.clone(), it.krate.clone()))
        .collect();
    for (index, document) in documents.iter_mut().enumerate() {
        let names = called.iter().filter(|(name, _)| *name == document.name);
        let crates = called.iter().filter(|(_, krate)| *krate == document.krate);
        let (is_named_alike, is_crate_alike) = (names.count() > 1, crates.count() > 1);
        if is_named_alike {
            document.name = document.path.display().to_string();
        }
        if is_crate_alike {
            document.krate = format!("{}-{}", document.krate, index + 1);
        }
    }
}

fn is_description(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    path.is_file() && matches!(extension, Some("json" | "yaml" | "yml"))
}
