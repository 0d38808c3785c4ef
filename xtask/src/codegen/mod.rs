//! `cargo xtask codegen`: from a description to the crate in a folder, or to a verdict on what is there.
//!
//! Runs whether or not generated-client compiles, and whatever of its sources is missing: nothing here depends on it.
//! Cargo, which runs this, needs no more of it than its Cargo.toml.

mod arguments;
pub mod settings;
mod version;
mod watch;

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anstyle::{AnsiColor, Style};

use crate::console::{self, say};
use crate::failure::Failure;
use crate::output::{self, Plan};
use crate::pipeline::{self, Generated, MessageFormat};
use crate::progress::Progress;
use crate::spec::Spec;
use crate::workspace::{self, real};

pub use arguments::{Codegen, Selection};
use settings::Settings;
use version::{Before, Verdict};

const BOLD: Style = Style::new().bold();
const GREEN: Style = AnsiColor::Green.on_default().bold();

/// What to do with the difference between the folder and what should be in it.
enum Mode {
    Write,
    Check,
}

/// The files that a run has read, or wanted to.
#[derive(Debug, Default)]
struct Watched {
    files: RefCell<Vec<PathBuf>>,
}

impl Watched {
    fn add(&self, file: &Path) {
        let mut files = self.files.borrow_mut();
        if !file.is_dir() && !files.iter().any(|known| known == file) {
            files.push(file.to_path_buf());
        }
    }

    fn files(&self) -> Vec<PathBuf> {
        self.files.borrow().clone()
    }
}

/// Runs the command.
pub fn run(arguments: &Codegen) -> Result<ExitCode, Failure> {
    if arguments.message_format == MessageFormat::Json {
        console::leave_stdout_to_programs();
    }
    if arguments.watch {
        return watch::run(arguments);
    }
    once(arguments, &Watched::default())
}

fn once(arguments: &Codegen, watched: &Watched) -> Result<ExitCode, Failure> {
    let started = Instant::now();
    let mode = if arguments.check {
        Mode::Check
    } else {
        Mode::Write
    };
    // Also where there is none yet, or none any more: it may come.
    let config = settings::named_config(arguments);
    for named in arguments.spec.iter().chain(&config) {
        watched.add(named);
    }
    let settings = Settings::read(arguments)?;
    let path = settings.spec_path();
    let overlays = settings.overlays();
    for file in settings.config_path.iter().chain([&path]).chain(&overlays) {
        watched.add(file);
    }
    let spec = settings.read_spec()?;
    let out = settings.out_path();
    refuse_to_swallow(&out, &spec)?;

    let before = Before::read(&out, arguments)?;
    let progress = Progress::of(format!("generating from {}", workspace::shown(&spec.path)));
    let mut request = settings.request(&spec)?;
    request.ledger = arguments.ledger;
    before.tell(&mut request);
    let generated = arguments
        .limits
        .in_time(|| pipeline::generate(&spec, &request));
    drop(progress);
    spec.siblings().iter().for_each(|file| watched.add(file));
    let mut generated = generated?;
    generated.said.print(arguments.message_format);
    if generated.files.is_none() {
        return Err(rejected(&spec, &generated));
    }
    print_read(&spec, &generated);
    print_ledger(&generated, arguments);
    if arguments.strict && generated.ledger.unsupported > 0 {
        return Err(too_strict(&generated));
    }

    let mut verdict = Verdict::of(&before, &generated, arguments)?;
    // A `release.lock` that was edited and is to be replaced told a version that nobody gave.
    if request
        .version
        .is_some_and(|it| it != verdict.release.version)
    {
        request.version = Some(verdict.release.version);
        generated = pipeline::generate(&spec, &request)?;
    }
    if let Some(wanted) = arguments.versioning.bump
        && verdict.bump(wanted)?
    {
        // The version is in the files.
        request.version = Some(verdict.release.version);
        generated = pipeline::generate(&spec, &request)?;
    }
    if arguments.versioning.release {
        verdict.release(&generated, arguments)?;
    }
    verdict.print(&generated);

    let mut files = generated.files.take().unwrap_or_default();
    files.push(verdict.file());
    let plan = output::compare(&out, &generated.crate_name, files)?;
    match mode {
        Mode::Write => settings.write(&plan, &generated, &verdict, started),
        Mode::Check => Ok(settings.check(&plan, &verdict, started)),
    }
}

impl Settings<'_> {
    fn write(
        &self,
        plan: &Plan,
        generated: &Generated,
        verdict: &Verdict,
        started: Instant,
    ) -> Result<ExitCode, Failure> {
        self.refuse_another_crate(plan, generated)?;
        let applied = plan.apply()?;
        if self.arguments.versioning.bump.is_some()
            && verdict.release.version != verdict.release.released
        {
            version::draft(&plan.root, verdict.release.version, generated)?;
        }
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

    fn check(&self, plan: &Plan, verdict: &Verdict, started: Instant) -> ExitCode {
        let shown = workspace::shown(&plan.root);
        if plan.is_empty() && !verdict.is_met() {
            verdict.unmet(self.arguments).print();
            return ExitCode::FAILURE;
        }
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
        .help(format_args!("run: {}", self.arguments.command()))
        .print();
        // A version that is too low comes after: the changes above say so already.
        ExitCode::FAILURE
    }

    /// The default folder is easily meant for another crate than the one at hand; a folder that was named is not.
    fn refuse_another_crate(&self, plan: &Plan, generated: &Generated) -> Result<(), Failure> {
        match plan.crate_before() {
            Some(before) if self.chosen_out().is_none() && before != generated.crate_name => {
                Err(Failure::new(format!(
                    "`{}` holds the crate `{before}`, not `{}`",
                    workspace::shown(&plan.root),
                    generated.crate_name
                ))
                .help("give the folder of this crate with --out"))
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

fn print_read(spec: &Spec, generated: &Generated) {
    let others = match generated.read.saturating_sub(1) {
        0 => String::new(),
        others => format!(" and {} beside it", counted(others, "file")),
    };
    let overlays = match spec.overlays.len() {
        0 => String::new(),
        overlays => format!(" with {}", counted(overlays, "overlay")),
    };
    say!(
        "{BOLD}{:>9}{BOLD:#} {} ({} bytes){others}{overlays}: {}, {}",
        "read",
        workspace::shown(&spec.path),
        spec.size,
        counted(generated.operations, "operation"),
        counted(generated.types, "type"),
    );
}

fn print_ledger(generated: &Generated, arguments: &Codegen) {
    let ledger = &generated.ledger;
    if arguments.ledger {
        say!("{}", ledger.list.trim_end());
    }
    let more = if arguments.ledger || ledger.ignored + ledger.unsupported == 0 {
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
    let warnings = match generated.said.warnings {
        0 => String::new(),
        warnings => format!(" and {}", counted(warnings, "warning")),
    };
    Failure::new(format!(
        "no crate was written for `{}`: {}{warnings}",
        workspace::shown(&spec.path),
        counted(generated.said.errors, "error"),
    ))
    .help(generated.said.way_out())
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
