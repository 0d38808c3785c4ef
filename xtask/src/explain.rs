//! `cargo xtask explain`: from an item of the crate to its place in the description and the rules that made it, and from
//! a place in the description to the items it became.

use std::path::PathBuf;
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use clap::Args;
use generator::emit::Crate;
use generator::explain::{self, Answer, Explainer, Made};
use generator::surface::{Item, Kind, lock};
use generator::tree::NodeId;
use generator::{Described, Options};

use crate::codegen::settings::Settings;
use crate::console::{self, say};
use crate::crate_name;
use crate::failure::Failure;
use crate::manual;
use crate::pipeline::{Description, Request};
use crate::spec::Spec;
use crate::workspace;

const BOLD: Style = Style::new().bold();
const GREEN: Style = AnsiColor::Green.on_default().bold();
const BLUE: Style = AnsiColor::Blue.on_default().bold();

/// More items inside a place than these are only counted.
const LISTED: usize = 25;

/// Explain a code, an item of the crate, or what became of a place in the description.
///
/// Takes the code of an error or a warning (`E0020`), an item (`Lead::phase_id`, with or without the crate and the module, or as an error at run time has it:
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

    /// The name of the crate [default: as with codegen]
    #[arg(long, value_name = "CRATE", value_parser = crate_name::parse)]
    name: Option<String>,

    /// Only operations with this tag, as with codegen; may be given more than once
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
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
      For another description.";

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
    let spec = Spec::read(
        &arguments
            .of
            .spec
            .clone()
            .unwrap_or_else(Settings::default_spec),
    )?;
    let request = Request {
        crate_name: arguments.of.name.clone().or_else(|| spec.telling_name()),
        selection: generator::lower::Selection {
            tags: arguments.of.tags.clone(),
            ..generator::lower::Selection::default()
        },
        ..Request::default()
    };
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
    match explain::node_at(&described.document, what) {
        Some(node) => context.place(&explainer, node),
        None => context.item(&explainer),
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
            Answer::Nothing(near) => return Err(self.nothing(&near)),
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
        if is_around && at != self.described.document.root {
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
        for tag in &self.options.selection.tags {
            shaped.push(format!("--tag {tag}"));
        }
        say!("  {BLUE}={BLUE:#} options: {}", shaped.join(", "));
    }

    fn nothing(&self, near: &[String]) -> Failure {
        let failure = Failure::new(format!(
            "`{}` is no item of the crate `{}`, no place in `{}` and no JSON Pointer into it",
            self.what.escape_debug(),
            self.krate.name,
            workspace::shown(self.described.document.sources.path().as_ref()),
        ));
        match near {
            [] => failure.help("api.lock in the crate's folder lists all items"),
            near => failure.help(format_args!("did you mean `{}`?", near.join("`, `"))),
        }
    }
}
