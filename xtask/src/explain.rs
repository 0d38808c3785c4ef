//! `cargo xtask explain`: from an item of the crate to its place in the description and the rules that made it, and from
//! a place in the description to the items it became.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use clap::Args;
use generator::emit::Crate;
use generator::explain::{self, Answer, Explainer, Made, Nowhere};
use generator::surface::{Item, Kind, lock};
use generator::tree::NodeId;
use generator::{Described, Options};

use crate::codegen::settings::Settings;
use crate::codegen::{Codegen, Selection};
use crate::console::{self, say};
use crate::crate_name;
use crate::failure::Failure;
use crate::manual;
use crate::output;
use crate::pipeline::Description;
use crate::workspace;

const BOLD: Style = Style::new().bold();
const GREEN: Style = AnsiColor::Green.on_default().bold();
const BLUE: Style = AnsiColor::Blue.on_default().bold();

/// More items inside a place than these are only counted.
const LISTED: usize = 25;

/// Explain a code, an item of the crate, or what became of a place in the description.
///
/// Takes the code of an error or a warning (`E0020`, or `20`), an item (`Lead::phase_id`, with or without the crate and the module, or as an error at run time has it:
/// `Lead.phaseId`), a place in the description (`spec/partnerportal.yaml:214`, with a column if need be), or a JSON
/// Pointer (`#/components/schemas/Lead`).
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Explain {
    /// A code, an item, a place or a JSON Pointer; without it, all codes are listed
    what: Option<String>,

    #[command(flatten)]
    of: Of,
}

/// Of which crate: as it was given to `codegen`.
#[derive(Args)]
struct Of {
    /// The description [default: spec/partnerportal.yaml of the workspace]
    #[arg(long, value_name = "PATH")]
    spec: Option<PathBuf>,

    /// The configuration, or its folder [default: codegen.toml beside the description, where there is one]
    #[arg(long, value_name = "PATH")]
    config: Option<PathBuf>,

    /// An overlay, as with codegen; may be given more than once
    #[arg(long = "overlay", value_name = "FILE")]
    overlays: Vec<PathBuf>,

    /// The folder of the crate: its name is taken from there, and it is said if the crate is not up to date
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// The name of the crate [default: as with codegen]
    #[arg(long, value_name = "CRATE", value_parser = crate_name::parse)]
    name: Option<String>,

    #[command(flatten)]
    selection: Selection,
}

impl Of {
    /// The command line of codegen that writes this crate.
    fn codegen(&self) -> Result<Codegen, Failure> {
        let (mut spec, mut name) = (self.spec.clone(), self.name.clone());
        if let Some(out) = &self.out {
            let Some(there) = output::crate_in(out) else {
                return Err(Failure::new(format!(
                    "codegen wrote no crate into `{}`",
                    workspace::shown(out)
                ))
                .help("give the folder that was given to codegen as --out"));
            };
            if spec.is_none() && self.config.is_none() {
                spec = Some(source_of(out)?);
            }
            name = name.or(Some(there));
        }
        Ok(Codegen {
            spec,
            config: self.config.clone(),
            overlays: self.overlays.clone(),
            out: self.out.clone(),
            name,
            // Whatever is wrong with a description, what can be told of it is told.
            lenient: true,
            selection: self.selection.clone(),
            ..Codegen::default()
        })
    }
}

/// The description that the crate in a folder says it comes from, where that is a file of this workspace.
fn source_of(out: &Path) -> Result<PathBuf, Failure> {
    let lock = fs::read_to_string(out.join(lock::NAME)).unwrap_or_default();
    let first = lock.lines().next().unwrap_or_default();
    let named = first
        .split_once(" from ")
        .and_then(|(_, rest)| rest.strip_suffix(". Do not edit."))
        .unwrap_or_default();
    let path = workspace::root().join(named);
    if !named.is_empty() && path.is_file() {
        return Ok(path);
    }
    let message = format!(
        "the crate in `{}` does not tell where its description is",
        workspace::shown(out)
    );
    Err(Failure::new(message).help("add --spec or --config, as they were given to codegen"))
}

const EXAMPLES: &str = "\
Examples:
  cargo xtask explain E0020
      A reference points at nothing: why, an example, and how to mend it.

  cargo xtask explain partnerportal::Lead::phase_id
      Where in the description the field comes from, and why it is an Option<String>.

  cargo xtask explain spec/partnerportal.yaml:214
      What became of what stands in that line.

  cargo xtask explain '#/components/schemas/Lead'
      The same for a JSON Pointer.

  cargo xtask explain Pet.tag --spec petstore.yaml
      For another description.

  cargo xtask explain Pet.tag --config orchard
      For a crate with a configuration: overlays, names and types of formats are as there.

  cargo xtask explain Pet.tag --spec petstore.yaml --out ../petstore-client
      For the crate in that folder, which may have been written from another state of the description.

Exit codes: 0 explained, 1 the description cannot be read, 2 nothing is there of what was asked for.";

/// Runs the command.
pub fn run(arguments: &Explain) -> Result<ExitCode, Failure> {
    let Some(what) = arguments.what.as_deref() else {
        manual::print(None);
        return Ok(ExitCode::SUCCESS);
    };
    if manual::print(Some(what)) {
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(failure) = manual::mistaken(what) {
        return Err(failure);
    }
    let codegen = arguments.of.codegen()?;
    let settings = Settings::read(&codegen)?;
    let spec = settings.read_spec()?;
    let request = settings.request(&spec)?;
    let Description {
        described,
        krate,
        options,
    } = Description::read(&spec, &request)?;
    let explainer = Explainer::new(&described, &krate);
    let context = Context {
        what,
        described: &described,
        krate: &krate,
        options: &options,
    };
    if let Some(out) = &arguments.of.out {
        say_if_stale(out, &explainer, &krate, &codegen);
    }
    match explain::node_at(&described.document, what) {
        Ok(node) => context.place(&explainer, node),
        Err(Nowhere::NoPlace) => context.item(&explainer),
        Err(why) => Err(nowhere(what, why)),
    }
}

/// What is explained is the crate that codegen would write now; the one in the folder may be of another day.
fn say_if_stale(out: &Path, explainer: &Explainer<'_>, krate: &Crate, codegen: &Codegen) {
    let there = fs::read_to_string(out.join(lock::NAME)).unwrap_or_default();
    if there != explainer.surface.text(&krate.source) {
        say!(
            "{BOLD}note{BOLD:#}: the crate in `{}` is not what codegen would write now, which is what this explains; run: {}",
            workspace::shown(out),
            codegen.command()
        );
    }
}

struct Context<'a> {
    what: &'a str,
    described: &'a Described,
    krate: &'a Crate,
    options: &'a Options,
}

impl Context<'_> {
    /// Prints the place of what was asked for, and why it is so.
    fn item(&self, explainer: &Explainer<'_>) -> Result<ExitCode, Failure> {
        match explain::find(explainer, self.what) {
            Answer::Items(items) => {
                for item in items {
                    self.heading(item);
                    self.excerpt(explainer.node(item));
                    for reason in explainer.why(item) {
                        say!("  {BLUE}={BLUE:#} {reason}");
                    }
                    self.shaped();
                }
            }
            Answer::Fixed(item, why) => {
                self.heading(item);
                self.excerpt(explainer.node(item));
                say!("  {BLUE}={BLUE:#} {why}");
                self.shaped();
            }
            Answer::Nothing { owner, near } => return Err(self.no_item(owner, &near)),
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Prints what became of a place.
    fn place(&self, explainer: &Explainer<'_>, node: NodeId) -> Result<ExitCode, Failure> {
        let Made {
            node: at,
            items,
            inside,
            is_around,
        } = explain::made(explainer, node);
        self.excerpt(node);
        if is_around && !items.is_empty() {
            say!("It became no item of its own. It is part of this, which did:");
            self.excerpt(at);
        } else if is_around {
            say!("No item of the crate comes from it.");
            return Ok(ExitCode::SUCCESS);
        }
        for item in &items {
            say!("  {GREEN}{}{GREEN:#}", lock::line(item).trim_start());
            match item.kind {
                Kind::Wire => say!("      of {}::{}", self.root(), item.owner()),
                _ => say!("      {}", self.path(item)),
            }
        }
        if is_around || inside.is_empty() {
            return Ok(ExitCode::SUCCESS);
        }
        say!("{BOLD}inside{BOLD:#} {} more:", inside.len());
        let named = inside.iter().filter(|item| item.kind != Kind::Wire);
        for item in named.clone().take(LISTED) {
            say!("  {} {}", item.kind, self.path(item));
        }
        if let Some(more) = named.count().checked_sub(LISTED).filter(|more| *more > 0) {
            say!("  and {more} more");
        }
        Ok(ExitCode::SUCCESS)
    }

    fn path(&self, item: &Item) -> String {
        format!("{}::{}", self.root(), item.path)
    }

    fn root(&self) -> String {
        self.krate.name.replace('-', "_")
    }

    fn heading(&self, item: &Item) {
        say!("{GREEN}{}{GREEN:#} {}", item.kind, self.path(item));
        let line = lock::line(item);
        say!("  {}", line.trim_start());
    }

    fn excerpt(&self, node: NodeId) {
        let excerpt = explain::excerpt(&self.described.document, node);
        say!("  {BLUE}-->{BLUE:#} {} {}", excerpt.place, excerpt.pointer);
        console::out(format_args!("{}", excerpt.text));
    }

    /// What of the command line shapes the crate.
    fn shaped(&self) {
        let mut shaped = vec![format!("the crate's name `{}`", self.krate.name)];
        if self.options.faults == generator::Faults::Reject {
            shaped.push("--pedantic".to_owned());
        }
        let selection = &self.options.selection;
        for (flag, chosen) in [
            ("--tag", &selection.tags),
            ("--operation", &selection.operations),
            ("--path", &selection.paths),
        ] {
            shaped.extend(chosen.iter().map(|value| format!("{flag} {value}")));
        }
        for overlay in &self.options.overlays {
            shaped.push(format!("--overlay {}", overlay.path));
        }
        say!("  {BLUE}={BLUE:#} options: {}", shaped.join(", "));
    }

    /// What to say of something that is no item.
    fn no_item(&self, owner: Option<(&Item, String)>, near: &[String]) -> Failure {
        let asked = self.what.escape_debug();
        let krate = &self.krate.name;
        let message = match &owner {
            Some((owner, _)) => {
                let last = self.what.rsplit([':', '.']).next().unwrap_or_default();
                format!("`{}` has no `{}`", self.path(owner), last.escape_debug())
            }
            None => format!("the crate `{krate}` has no item `{asked}`"),
        };
        let failure = Failure::new(message).of_usage();
        match (near, owner) {
            ([], Some((_, members))) if !members.is_empty() => {
                failure.help(format_args!("it has {members}"))
            }
            ([], _) => failure.help(
                "ask for a code (`E0020`), an item as in the crate's api.lock, a line of the description (`openapi.yaml:214`) or a JSON Pointer (`#/components/schemas/Lead`)",
            ),
            (near, _) => failure.help(format_args!("did you mean `{}`?", near.join("`, `"))),
        }
    }
}

/// What to say of a place that is none.
fn nowhere(asked: &str, why: Nowhere) -> Failure {
    let asked = asked.escape_debug();
    let (message, help) = match why {
        // An item is looked for then.
        Nowhere::NoPlace => (format!("`{asked}` is no place"), String::new()),
        Nowhere::File(file, known) => {
            let is_there = match Path::new(&file).is_file() {
                true => "is no file of the description: nothing in it refers to that",
                false => "is no file of the description",
            };
            let known = known.join("`, `");
            (
                format!("`{}` {is_there}", file.escape_debug()),
                format!("the description is `{known}`; give another one with --spec"),
            )
        }
        Nowhere::NoLine(file) => (
            format!("`{}` is a file as a whole", file.escape_debug()),
            "say which line: add `:` and its number".to_owned(),
        ),
        Nowhere::Line(file, lines) => (
            format!("`{asked}` is not in the file"),
            format!("the lines of `{file}` are 1 to {lines}"),
        ),
        Nowhere::Before(file) => (
            format!("nothing of the description stands in or before that line of `{file}`"),
            "name a line with a member of the description".to_owned(),
        ),
        Nowhere::Configuration(file) => (
            format!("`{}` is the configuration", file.escape_debug()),
            "explain tells of places in the description; generator/docs/configuration.md has all keys"
                .to_owned(),
        ),
        Nowhere::Pointer(missing) => {
            let (there, step) = (&missing.there, missing.step.escape_debug());
            (
                format!("`{asked}` leads nowhere: `{there}` is there, and no `{step}` in it"),
                missing.way_out(),
            )
        }
    };
    Failure::new(message).help(help).of_usage()
}
