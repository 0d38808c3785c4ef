//! `cargo xtask changes`: what changes of descriptions do to users, and whether another judge agrees.
//!
//! In: a folder of pairs, `NAME.before.yaml` (or one `before.yaml` for all that have none) and `NAME.after.yaml`. Out: a
//! line per pair, and with `--against` the table `agreement.txt` in that folder, with the reason for each difference.

mod judge;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use generator::changes::{Change, Release, Verdict, Version};
use generator::lower;
use generator::surface::Kind;

use crate::console::say;
use crate::failure::Failure;
use crate::pipeline::{self, Base, Generated, Located, Request};
use crate::spec::Spec;
use crate::workspace;

const DEFAULT: &str = "tests/changes";
const AGREEMENT: &str = "agreement.txt";
/// All crates have this name, so that they can be compared.
const CRATE: &str = "pets";

/// Say what changes of descriptions do to the users of their crates, for a folder of pairs.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Changes {
    /// The folder [default: tests/changes of the workspace]
    folder: Option<PathBuf>,

    /// Ask this judge about the crates too, which compiles their documentation, and write what it says into
    /// agreement.txt; `cargo install cargo-semver-checks` gets it
    #[arg(long, value_name = "JUDGE")]
    against: Option<Against>,

    /// Only operations with this tag, for pairs of large descriptions; may be given more than once
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Against {
    CargoSemverChecks,
}

const EXAMPLES: &str = "\
Examples:
  cargo xtask changes
      The verdict for each pair of tests/changes.

  cargo xtask changes --against cargo-semver-checks
      The same beside what cargo-semver-checks finds, as a table with reasons for each difference.

  cargo xtask changes ../versions
      The same for pairs of one's own, such as two versions of a real description.";

/// A description before and after.
struct Pair {
    name: String,
    before: PathBuf,
    after: PathBuf,
}

/// Runs the command.
pub fn run(arguments: &Changes) -> Result<ExitCode, Failure> {
    let default = || workspace::root().join(DEFAULT);
    let folder = arguments.folder.clone().unwrap_or_else(default);
    let pairs = pairs(&folder)?;
    let mut judge = match arguments.against {
        Some(Against::CargoSemverChecks) => Some(judge::Judge::new()?),
        None => None,
    };
    let mut table = BTreeMap::new();
    for pair in &pairs {
        let before = arguments.generate(&pair.before, None)?;
        let release = Release {
            krate: CRATE.to_owned(),
            version: Version::FIRST,
            released: Version::FIRST,
            surface: before.surface.clone(),
        };
        let after = arguments.generate(&pair.after, Some(Base::Whole(release)))?;
        let ours = Located::verdict(&after.changes);
        let theirs = match &mut judge {
            Some(judge) => judge.compare(&pair.before, before, &pair.after, after.files.clone())?,
            None => None,
        };
        let row = row(ours, theirs, &after.changes);
        match judge.is_some() {
            true => say!("{:<40} {row}", pair.name),
            false => say!("{:<40} {}", pair.name, shown(ours)),
        }
        table.insert(pair.name.clone(), row);
    }
    if judge.is_some() {
        write(&folder.join(AGREEMENT), &table)?;
    }
    Ok(ExitCode::SUCCESS)
}

impl Changes {
    fn generate(&self, path: &Path, release: Option<Base>) -> Result<Generated, Failure> {
        let spec = Spec::read(path)?;
        let request = Request {
            crate_name: Some(CRATE.to_owned()),
            standalone: true,
            selection: lower::Selection {
                tags: self.tags.clone(),
                ..lower::Selection::default()
            },
            release,
            ..Request::default()
        };
        let generated = pipeline::generate(&spec, &request)?;
        match generated.files {
            Some(_) => Ok(generated),
            None => Err(
                Failure::new(format!("`{}` cannot be generated", workspace::shown(path)))
                    .help("codegen says why"),
            ),
        }
    }
}

fn pairs(folder: &Path) -> Result<Vec<Pair>, Failure> {
    let entries = fs::read_dir(folder).map_err(|error| Failure::io("read", folder, &error))?;
    let mut pairs = Vec::new();
    for entry in entries {
        let after = entry
            .map_err(|error| Failure::io("read", folder, &error))?
            .path();
        let name = after
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let Some((stem, extension)) = name.split_once(".after.") else {
            continue;
        };
        let own = folder.join(format!("{stem}.before.{extension}"));
        let before = if own.exists() {
            own
        } else {
            folder.join("before.yaml")
        };
        pairs.push(Pair {
            name: stem.to_owned(),
            before,
            after,
        });
    }
    pairs.sort_by(|one, other| one.name.cmp(&other.name));
    if pairs.is_empty() {
        return Err(
            Failure::new(format!("`{}` holds no pair", workspace::shown(folder)))
                .help("a pair is NAME.before.yaml and NAME.after.yaml"),
        );
    }
    Ok(pairs)
}

fn shown(verdict: Option<Verdict>) -> String {
    verdict.map_or_else(|| "none".to_owned(), |verdict| verdict.to_string())
}

/// `ours | theirs | reason`
fn row(ours: Option<Verdict>, theirs: Option<Verdict>, changes: &[Located]) -> String {
    let reason = match ours.cmp(&theirs) {
        std::cmp::Ordering::Equal => "",
        std::cmp::Ordering::Less => "WRONG: it finds more",
        std::cmp::Ordering::Greater => {
            let worst = changes.iter().map(|it| &it.change);
            reason(worst.filter(|change| Some(change.verdict) == ours))
        }
    };
    format!("{} | {} | {reason}", shown(ours), shown(theirs))
}

/// Why it finds less than the worst changes.
fn reason<'a>(worst: impl Iterator<Item = &'a Change>) -> &'static str {
    let worst: Vec<&Change> = worst.collect();
    let all = |holds: fn(&Change) -> bool| worst.iter().all(|change| holds(change));
    if all(|change| change.kind == Kind::Wire || change.message.contains("on the wire")) {
        "Rust does not see what is on the wire"
    } else if all(|change| change.message.ends_with(" is new")) {
        "it leaves it to people whether what is new asks for a minor version"
    } else if all(|change| change.message.contains("the same type as")) {
        "an alias that becomes a type, or the reverse, is nothing to it"
    } else if all(|change| change.path.starts_with("Client")) {
        "rustdoc leaves out what is implemented for types of a hidden module"
    } else if all(|change| change.verdict == Verdict::Patch) {
        "the name of an argument is nobody's business in Rust"
    } else {
        "it does not compare the types of fields, arguments and results"
    }
}

fn write(path: &Path, table: &BTreeMap<String, String>) -> Result<(), Failure> {
    let width = table.keys().map(String::len).max().unwrap_or_default();
    let mut text = "\
# What `cargo xtask changes --against cargo-semver-checks` found: the change, the verdict of codegen, that of
# cargo-semver-checks, and the reason where they differ.
"
    .to_owned();
    for (name, row) in table {
        text.push_str(
            &format!("{name:<width$} | {row}")
                .trim_end()
                .replace(" |  ", " | "),
        );
        text.push('\n');
    }
    fs::write(path, text).map_err(|error| Failure::io("write", path, &error))
}
