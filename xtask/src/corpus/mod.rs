//! `cargo xtask corpus`: the generator against a folder of real descriptions.
//!
//! Each document is generated in a process of its own, so that a panic, a hang or a hunger for memory is that
//! document's and is measured for it. With `--check` all crates become one cargo workspace, so that their
//! dependencies are built once.

mod budget;
mod check;
mod count;
mod document;
mod generate;
mod report;
mod round_trip;
mod rustc;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::{ArgGroup, Args};

pub use document::{CorpusDocument, run as run_document};
pub use rustc::run_as_rustc;

use crate::crate_name;
use crate::failure::Failure;
use crate::workspace;
use budget::Budget;
use report::{Report, Row};

/// Generate a crate for every description of a folder, and say how each went.
///
/// Takes every .json, .yaml and .yml file at the top of the folder. A document passes if it generates without errors
/// and the number of operations with a method is what a count of the raw document finds; with --check, if the crate
/// compiles without warnings too. One whose crate was not compiled, for its size or for time, neither passed nor failed,
/// and is listed with the reason. Exits with 1 if any document failed, or, with --round-trip, if one in a hundred
/// component schemas did.
#[derive(Args)]
#[command(after_long_help = EXAMPLES, group = ArgGroup::new("compiles").multiple(true))]
pub struct Corpus {
    /// The folder of descriptions
    #[arg(value_name = "DIR")]
    folder: PathBuf,

    /// Compile each crate with `cargo check`, warnings being errors
    #[arg(long, group = "compiles")]
    check: bool,

    /// Send valid values of every component schema through each crate: they must come back as they were. `cargo
    /// xtask-full` has it, which takes longer to compile
    #[arg(long, group = "compiles")]
    round_trip: bool,

    /// Of the crates, compile only those of descriptions up to this many KiB; the largest take minutes and gigabytes
    #[arg(long, value_name = "KIB", requires = "compiles")]
    check_up_to: Option<u64>,

    /// Compile for so long, in an order in which small and large ones are mixed, and leave the rest: it is listed, and
    /// does not pass. Holds for --check and --round-trip each; dependencies are compiled in any case
    #[arg(long, value_name = "SECONDS", requires = "compiles")]
    check_within: Option<u64>,

    /// Write the table as JSON, too
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,

    /// How many documents to work on at a time [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,

    /// Only documents with this in their file name
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,

    /// Where the crates go [default: target/corpus of the workspace]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// How long one document may take to generate; its `cargo check` may take ten times as long
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    timeout: u64,
}

const EXAMPLES: &str = "\
Examples:
  cargo xtask corpus descriptions
      Does every description of the folder generate, with all of its operations?

  cargo xtask corpus descriptions --check --json corpus.json
      And does every crate compile without warnings? Takes a while; a second run checks only what changed.

  cargo xtask corpus descriptions --filter petstore --check --out petstores
      The same for some of them, with the crates where you want to look at them.";

/// One description of the folder.
#[derive(Debug)]
pub struct Document {
    /// Its file's name.
    name: String,
    path: PathBuf,
    /// The name of its crate and the folder of it; unique in the corpus.
    krate: String,
    bytes: u64,
}

/// The folders that a run writes to.
struct Folders {
    /// A crate per document.
    crates: PathBuf,
    /// What the processes said.
    logs: PathBuf,
    /// The workspace of all crates.
    root: PathBuf,
}

/// Runs the command.
pub fn run(arguments: &Corpus) -> Result<ExitCode, Failure> {
    if arguments.round_trip {
        round_trip::require()?;
    }
    let documents = documents(&arguments.folder, arguments.filter.as_deref())?;
    let folders = arguments.folders()?;
    let jobs = arguments.jobs();
    let limit = Duration::from_secs(arguments.timeout);

    let started = Instant::now();
    let settings = generate::Settings {
        jobs,
        limit,
        components: arguments.round_trip,
    };
    let mut rows: Vec<Row> = generate::all(&documents, &folders, &settings)?;
    let generating = started.elapsed();

    let started = Instant::now();
    let checking = if arguments.check {
        let settings = check::Settings {
            jobs,
            limit: limit * 10,
            budget: arguments.budget(),
            wrapper: std::env::current_exe().ok(),
        };
        check::all(&mut rows, &folders, &settings)?;
        Some(started.elapsed())
    } else {
        None
    };

    if arguments.round_trip {
        let settings = round_trip::Settings {
            jobs,
            budget: arguments.budget(),
        };
        round_trip::all(&mut rows, &documents, &folders, &settings)?;
    }

    let report = Report {
        rows,
        generating,
        checking,
    };
    report.print();
    if let Some(path) = &arguments.json {
        fs::write(path, report.json()).map_err(|error| Failure::io("write", path, &error))?;
    }
    let holds = report.round_trip().is_none_or(|summary| summary.holds());
    Ok(match (report.failed(), holds) {
        (0, true) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
}

impl Corpus {
    /// What of the crates is compiled, from now.
    fn budget(&self) -> Budget {
        let largest = self.check_up_to.map(|kib| kib.saturating_mul(1024));
        Budget::start(largest, self.check_within.map(Duration::from_secs))
    }

    fn jobs(&self) -> usize {
        match self.jobs {
            Some(jobs) => usize::from(jobs),
            None => std::thread::available_parallelism().map_or(1, usize::from),
        }
    }

    fn folders(&self) -> Result<Folders, Failure> {
        let default = || workspace::root().join("target/corpus");
        Folders::create(&self.out.clone().unwrap_or_else(default))
    }
}

impl Folders {
    fn create(root: &Path) -> Result<Self, Failure> {
        let folders = Self {
            crates: root.join("crates"),
            logs: root.join("logs"),
            root: root.to_path_buf(),
        };
        for folder in [&folders.crates, &folders.logs] {
            fs::create_dir_all(folder)
                .map_err(|error| Failure::io("create the folder", folder, &error))?;
        }
        Ok(folders)
    }
}

/// The descriptions at the top of a folder, by name.
fn documents(folder: &Path, filter: Option<&str>) -> Result<Vec<Document>, Failure> {
    let entries = fs::read_dir(folder).map_err(|error| {
        Failure::io("read the folder", folder, &error).help("give a folder of OpenAPI descriptions")
    })?;
    let mut documents = Vec::new();
    for entry in entries {
        let path = entry
            .map_err(|error| Failure::io("read", folder, &error))?
            .path();
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let is_description = [".json", ".yaml", ".yml"]
            .iter()
            .any(|end| name.ends_with(end));
        let is_wanted = filter.is_none_or(|text| name.contains(text));
        let Ok(about) = fs::metadata(&path) else {
            continue;
        };
        if is_description && is_wanted && about.is_file() {
            documents.push(Document {
                krate: String::new(),
                bytes: about.len(),
                name,
                path,
            });
        }
    }
    documents.sort_by(|a, b| a.name.cmp(&b.name));
    name_crates(&mut documents);
    if documents.is_empty() {
        return Err(Failure::new(format!(
            "no descriptions in `{}`{}",
            folder.display(),
            filter.map_or_else(String::new, |text| format!(" with `{text}` in their names")),
        ))
        .help("it takes files that end in .json, .yaml or .yml"));
    }
    Ok(documents)
}

/// Gives each document a crate of its own. The suffix keeps them apart from crates that they depend on.
fn name_crates(documents: &mut [Document]) {
    let mut taken = std::collections::BTreeSet::new();
    for document in documents {
        let stem = document.name.rsplit_once('.').map_or("", |(stem, _)| stem);
        let base = match crate_name::from_text(stem) {
            name if name.is_empty() => "document".to_owned(),
            name => name,
        };
        let numbered = (2..).map(|number| format!("{base}-{number}-client"));
        let free = std::iter::once(format!("{base}-client"))
            .chain(numbered)
            .find(|name| taken.insert(name.clone()));
        document.krate = free.unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::documents;

    #[test]
    fn documents_are_found_by_name_and_get_crates_of_their_own() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.yaml", "a.json", "A.yml", "notes.md", "c.tsv"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let found = documents(folder.path(), None).unwrap();
        let names: Vec<_> = found.iter().map(|d| (&*d.name, &*d.krate)).collect();
        let expected = [
            ("A.yml", "a-client"),
            ("a.json", "a-2-client"),
            ("b.yaml", "b-client"),
        ];
        assert_eq!(names, expected);
        assert_eq!(documents(folder.path(), Some("b")).unwrap().len(), 1);
    }

    #[test]
    fn a_folder_without_descriptions_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let error = documents(folder.path(), Some("x")).unwrap_err().text();
        assert!(error.contains("no descriptions"), "{error}");
        let error = documents(&folder.path().join("none"), None).unwrap_err();
        assert!(error.text().contains("cannot read the folder"));
    }
}
