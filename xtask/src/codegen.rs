//! `cargo xtask codegen`: from a description to the crate in a folder, or to a verdict on what is there.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anstyle::{AnsiColor, Style};
use clap::Args;
use generator::lower;

use crate::console::{self, say};
use crate::failure::Failure;
use crate::output::{self, Plan, quoted};
use crate::pipeline::{self, Generated, Request};
use crate::spec::Spec;
use crate::workspace;

const BOLD: Style = Style::new().bold();
const GREEN: Style = AnsiColor::Green.on_default().bold();

const DEFAULT_SPEC: &str = "spec/partnerportal.yaml";
const DEFAULT_OUT: &str = "generated-client";
const LICENSE: &str = "MIT OR Apache-2.0";

/// Write the client crate of an OpenAPI description, or check that it is up to date.
///
/// Reads an OpenAPI 3.0 or 3.1 description (YAML or JSON, and the files of its folder that it refers to) and writes a
/// complete Rust crate. Without arguments: the PartnerPortal.io description of this workspace, into generated-client/.
///
/// The output folder belongs to codegen: what differs is replaced, what is left over from an earlier run is removed,
/// and anything that codegen did not write is an error. `target/`, `Cargo.lock` and hidden files at its top are left
/// alone. Nothing outside the two paths is read or written, and nothing is fetched.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Codegen {
    /// The description [default: spec/partnerportal.yaml of the workspace]
    #[arg(long, value_name = "PATH")]
    spec: Option<PathBuf>,

    /// The folder of the crate; it is created where it does not exist [default: generated-client of the workspace]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// The name of the crate [default: from the file's name, or from the API's title where that says nothing]
    #[arg(long, value_name = "CRATE", value_parser = crate_name)]
    name: Option<String>,

    /// Write nothing; print what is changed, missing or left over, and exit with 1 if anything is
    #[arg(long)]
    check: bool,

    /// Print what became of each part of the description that is not in the crate as described
    #[arg(long)]
    ledger: bool,

    /// Fail if the crate cannot express something that the description says
    #[arg(long)]
    strict: bool,

    /// Take a reference that leads nowhere for any value, with a warning, instead of refusing the description
    #[arg(long)]
    tolerate_dangling: bool,

    #[command(flatten)]
    selection: Selection,
}

/// Which operations are wanted. Together they mean any of them; models are those that the operations reach.
#[derive(Args)]
#[command(next_help_heading = "Choosing a part")]
struct Selection {
    /// Only operations with this tag; may be given more than once
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,

    /// Only the operation with this operationId; may be given more than once
    #[arg(long = "operation", value_name = "ID")]
    operations: Vec<String>,

    /// Only operations of this path, as the description has it or with `*` for its end; may be given more than once
    #[arg(long = "path", value_name = "PATH")]
    paths: Vec<String>,
}

const EXAMPLES: &str = "\
Examples:
  cargo xtask codegen
      Regenerate generated-client/ after a change of spec/partnerportal.yaml.

  cargo xtask codegen --check
      Is generated-client/ what codegen would write? For CI, and before a commit.

  cargo xtask codegen --spec petstore.yaml --out ../petstore-client
      A crate for any other description; it stands alone and may be moved anywhere.

  cargo xtask codegen --spec big.json --out issues-client --name issues --tag issues --tag labels
      Only the operations with these tags, and the models that they reach.

  cargo xtask codegen --spec big.json --out big-client --ledger | less
      What of the description is not in the crate as described, where, and why.

Exit codes: 0 done (or up to date), 1 not, with the reason on stderr, 2 a command line that makes no sense.";

/// What to do with the difference between the folder and what should be in it.
enum Mode {
    Write,
    Check,
}

/// Runs the command.
pub fn run(arguments: &Codegen) -> Result<ExitCode, Failure> {
    let started = Instant::now();
    let mode = if arguments.check {
        Mode::Check
    } else {
        Mode::Write
    };
    let spec = Spec::read(&arguments.spec_path())?;
    let out = arguments.out_path();
    refuse_to_swallow(&out, &spec)?;

    let mut generated = pipeline::generate(&spec, &arguments.request(&spec))?;
    console::err(format_args!("{}", generated.diagnostics));
    print_read(&spec, &generated);
    let Some(files) = generated.files.take() else {
        return Err(rejected(&spec, &generated));
    };
    print_ledger(&generated, arguments);
    if arguments.strict && generated.ledger.unsupported > 0 {
        return Err(too_strict(&generated));
    }

    let plan = output::compare(&out, &generated.crate_name, files)?;
    match mode {
        Mode::Write => arguments.write(&plan, &generated, started),
        Mode::Check => Ok(arguments.check(&plan, started)),
    }
}

impl Codegen {
    fn spec_path(&self) -> PathBuf {
        let default = || workspace::root().join(DEFAULT_SPEC);
        self.spec.clone().unwrap_or_else(default)
    }

    fn out_path(&self) -> PathBuf {
        let default = || workspace::root().join(DEFAULT_OUT);
        self.out.clone().unwrap_or_else(default)
    }

    /// Whether the crate is the workspace's own, which goes under its license; others are their users' business.
    fn is_ours(&self) -> bool {
        real(&self.out_path()) == real(&workspace::root().join(DEFAULT_OUT))
    }

    /// Whether cargo would take the crate for a part of this workspace, which only the default folder is.
    fn must_stand_alone(&self) -> bool {
        let root = real(&workspace::root());
        let out = real(&self.out_path());
        out.starts_with(&root) && out != root.join(DEFAULT_OUT)
    }

    fn request(&self, spec: &Spec) -> Request {
        Request {
            crate_name: self.name.clone().or_else(|| spec.telling_name()),
            selection: lower::Selection {
                tags: self.selection.tags.clone(),
                operations: self.selection.operations.clone(),
                paths: self.selection.paths.clone(),
            },
            standalone: self.must_stand_alone(),
            license: self.is_ours().then(|| LICENSE.to_owned()),
            tolerant: self.tolerate_dangling,
        }
    }

    fn write(
        &self,
        plan: &Plan,
        generated: &Generated,
        started: Instant,
    ) -> Result<ExitCode, Failure> {
        self.refuse_another_crate(plan, generated)?;
        let applied = plan.apply()?;
        let removed = match applied.removed {
            0 => String::new(),
            removed => format!(", {removed} removed"),
        };
        say!(
            "{GREEN}{:>9}{GREEN:#} {}: {} written, {} unchanged{removed} in {}",
            "wrote",
            workspace::shown(&plan.root),
            applied.written,
            plan.unchanged,
            seconds(started.elapsed()),
        );
        Ok(ExitCode::SUCCESS)
    }

    fn check(&self, plan: &Plan, started: Instant) -> ExitCode {
        let shown = workspace::shown(&plan.root);
        if plan.is_empty() {
            say!(
                "{GREEN}{:>9}{GREEN:#} {shown}: {} files are up to date in {}",
                "checked",
                plan.unchanged,
                seconds(started.elapsed()),
            );
            return ExitCode::SUCCESS;
        }
        plan.print();
        Failure::new(format!(
            "`{shown}` is not up to date: {} of {} files differ",
            plan.changes.len(),
            plan.changes.len() + plan.unchanged,
        ))
        .help(format_args!("run: {}", self.command()))
        .print();
        ExitCode::FAILURE
    }

    /// The command that writes what `--check` found to differ.
    fn command(&self) -> String {
        let mut command = "cargo xtask codegen".to_owned();
        for (flag, path) in [("--spec", &self.spec), ("--out", &self.out)] {
            if let Some(path) = path {
                command.push_str(&format!(" {flag} {}", quoted(path)));
            }
        }
        if self.tolerate_dangling {
            command.push_str(" --tolerate-dangling");
        }
        let selection = &self.selection;
        let named = self.name.iter().map(|name| ("--name", name));
        let tags = selection.tags.iter().map(|tag| ("--tag", tag));
        let operations = selection.operations.iter().map(|id| ("--operation", id));
        let templates = selection.paths.iter().map(|path| ("--path", path));
        for (flag, value) in named.chain(tags).chain(operations).chain(templates) {
            command.push_str(&format!(" {flag} {}", quoted(Path::new(value))));
        }
        command
    }

    /// The default folder is easily meant for another crate than the one at hand; a folder that was named is not.
    fn refuse_another_crate(&self, plan: &Plan, generated: &Generated) -> Result<(), Failure> {
        match plan.crate_before() {
            Some(before) if self.out.is_none() && before != generated.crate_name => {
                Err(Failure::new(format!(
                    "`{}` holds the crate `{before}`, not `{}`",
                    workspace::shown(&plan.root),
                    generated.crate_name
                ))
                .help("give the folder of this crate with --out, or the same --name"))
            }
            _ => Ok(()),
        }
    }
}

/// An output folder that holds the description or this workspace would be a mistake.
fn refuse_to_swallow(out: &Path, spec: &Spec) -> Result<(), Failure> {
    let out = real(out);
    let inside = |path: &Path| path.starts_with(&out);
    let what = if inside(&spec.canonical) {
        "the description"
    } else if inside(&real(&workspace::root())) {
        "the workspace itself"
    } else {
        return Ok(());
    };
    Err(Failure::new(format!(
        "the output folder `{}` contains {what}",
        workspace::shown(&out)
    ))
    .help("codegen needs a folder of its own: choose another --out"))
}

/// Where a path leads that may not exist yet.
fn real(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let existing = absolute.ancestors().find_map(|folder| {
        let real = folder.canonicalize().ok()?;
        let rest = absolute.strip_prefix(folder).ok()?;
        Some(real.join(rest))
    });
    existing.unwrap_or(absolute)
}

fn print_read(spec: &Spec, generated: &Generated) {
    let others = match generated.read.saturating_sub(1) {
        0 => String::new(),
        others => format!(" and {} beside it", counted(others, "file")),
    };
    say!(
        "{BOLD}{:>9}{BOLD:#} {} ({} bytes){others}: {}, {}",
        "read",
        workspace::shown(&spec.path),
        spec.bytes.len(),
        counted(generated.operations, "operation"),
        counted(generated.types, "type"),
    );
}

fn print_ledger(generated: &Generated, arguments: &Codegen) {
    let ledger = &generated.ledger;
    if arguments.ledger {
        console::out(format_args!("{}", ledger.list));
    }
    let more = if arguments.ledger || ledger.list.is_empty() {
        ""
    } else {
        " (--ledger lists them)"
    };
    say!(
        "{BOLD}{:>9}{BOLD:#} of the description {} used, {} ignored on purpose, {} unsupported{more}",
        "ledger",
        ledger.used,
        ledger.ignored,
        ledger.unsupported,
    );
}

fn rejected(spec: &Spec, generated: &Generated) -> Failure {
    let warnings = match generated.warnings {
        0 => String::new(),
        warnings => format!(" and {}", counted(warnings, "warning")),
    };
    Failure::new(format!(
        "no crate was written for `{}`: {}{warnings}",
        workspace::shown(&spec.path),
        counted(generated.errors, "error"),
    ))
}

fn too_strict(generated: &Generated) -> Failure {
    Failure::new(format!(
        "{} of the description could not be expressed, which --strict forbids; nothing was written",
        counted(generated.ledger.unsupported, "part"),
    ))
    .help("--ledger lists them; without --strict they become the nearest type that loses nothing")
}

/// `1 error`, `2 errors`
fn counted(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}

fn seconds(duration: Duration) -> String {
    format!("{:.2} s", duration.as_secs_f64())
}

/// A name that cargo takes for a crate and that does not get in the way of the language.
fn crate_name(name: &str) -> Result<String, String> {
    const TAKEN: &[&str] = &[
        "alloc",
        "core",
        "proc_macro",
        "self",
        "std",
        "super",
        "test",
    ];
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !starts || !name.chars().all(plain) {
        return Err(
            "a crate's name begins with a letter and has letters, digits, `-` and `_` only"
                .to_owned(),
        );
    }
    if name.len() > 64 {
        return Err("a crate's name has at most 64 characters".to_owned());
    }
    if TAKEN.contains(&name) {
        return Err("this name belongs to the language or its standard library".to_owned());
    }
    Ok(name.to_owned())
}
