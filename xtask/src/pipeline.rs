//! The one place where xtask meets the generator: a description on disk in, files and what there is to say about them
//! out.

use std::collections::BTreeSet;

use generator::changes::{self, Change, Kept, Release, Verdict, Version};
use generator::codes;
use generator::config::Written;
use generator::diagnostic::{Code, Diagnostic, Severity};
use generator::document::Document;
use generator::emit::{ComponentType, Crate};
use generator::format::Fault;
use generator::formats::Formats;
use generator::ir::{Api, Info};
use generator::ledger::{Group, Ledger};
use generator::levels::Levels;
use generator::lower::Selection;
use generator::rename::Rename;
use generator::render::{Style, render};
use generator::source::Writing;
use generator::surface::Surface;
use generator::{Described, Draft, Faults, Options, Rejected};

use crate::console;
use crate::crate_name;
use crate::failure::Failure;
use crate::limits::Limits;
use crate::spec::Spec;
use crate::workspace;

pub use generator::File;

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum MessageFormat {
    /// With excerpts, for people
    #[default]
    Human,
    /// A JSON object a line, on stdout, where nothing else is written then
    Json,
    /// A line each, for editors: `path:line:column: severity[code]: message`
    Short,
    /// Workflow commands, by which GitHub Actions annotates lines
    Github,
}

/// What is wanted of the generator.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The name of the crate; the generator finds one where this is `None`.
    pub crate_name: Option<String>,
    /// Its version, if it is not the first.
    pub crate_version: Option<String>,
    /// The features of groups that are on by default; `None` stands for all.
    pub default_features: Option<Vec<String>>,
    /// Further packages that it needs, with their versions.
    pub dependencies: Vec<(String, String)>,
    /// Which operations are wanted.
    pub selection: Selection,
    /// The types of formats, where they are not the usual ones.
    pub formats: Formats,
    /// Rust names that the project chose.
    pub names: Vec<Rename>,
    /// The text of the configuration, where there is one.
    pub configuration: Option<Written>,
    /// Which warnings are kept, dropped or made errors.
    pub levels: Levels,
    /// How diagnostics are written.
    pub message_format: MessageFormat,
    /// Whether the crate is to be a workspace of its own.
    pub standalone: bool,
    /// The license of the crate, as an SPDX expression.
    pub license: Option<String>,
    /// Whether faults of the description that have a sound reading are errors instead of warnings.
    pub pedantic: bool,
    /// Whether the caller wants to know the types of the component schemas.
    pub components: bool,
    /// Whether the caller wants to know what became of each part of the description.
    pub ledger: bool,
    /// How much the description may ask for.
    pub limits: Limits,
    /// The version of the crate; the first one where this is `None`.
    pub version: Option<Version>,
    /// What the crate was at its last release, to say what changed since.
    pub release: Option<Base>,
}

/// What changes are counted from.
#[derive(Clone, Debug)]
pub enum Base {
    /// A release with its surface.
    Whole(Release),
    /// What `release.lock` holds, and the text of the `api.lock` beside it.
    Kept(Kept, Option<String>),
}

impl Base {
    fn krate(&self) -> &str {
        match self {
            Self::Whole(release) => &release.krate,
            Self::Kept(kept, _) => &kept.krate,
        }
    }

    /// The release; `None` where the two files are not of the same run. An interrupted run may have left the
    /// `release.lock` of this surface beside an older `api.lock`, and mostly nothing changed: so this one is tried first.
    fn release(&self, now: &Surface) -> Option<Release> {
        match self {
            Self::Whole(release) => Some(release.clone()),
            Self::Kept(kept, locked) => kept.release(now).or_else(|| {
                let locked = Surface::parse(locked.as_deref()?).ok()?;
                kept.release(&locked)
            }),
        }
    }
}

/// What the generator made of a description.
#[derive(Debug)]
pub struct Generated {
    /// The crate; `None` where there were errors.
    pub files: Option<Vec<File>>,
    /// The name of the crate.
    pub crate_name: String,
    /// How many files the description is in.
    pub read: usize,
    /// Warnings and errors.
    pub said: Said,
    /// Operations that have a method.
    pub operations: usize,
    /// Types that were written.
    pub types: usize,
    /// What became of the nodes of the description.
    pub ledger: Balance,
    /// The types of the component schemas, where they were asked for.
    pub components: Vec<ComponentType>,
    /// The public surface of the crate.
    pub surface: Surface,
    /// What the crate was at its last release; `None` where it has none, or where that cannot be told.
    pub release: Option<Release>,
    /// What changed since the last release.
    pub changes: Vec<Located>,
}

/// A change with its place in the description.
#[derive(Clone, Debug)]
pub struct Located {
    /// The change.
    pub change: Change,
    /// `path:line:column` of its cause.
    pub place: String,
}

impl Located {
    /// The strictest verdict of all of them.
    pub fn verdict(changes: &[Self]) -> Option<Verdict> {
        changes.iter().map(|located| located.change.verdict).max()
    }
}

/// Warnings and errors.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// All of them, each with its place, ready to print.
    pub text: String,
    /// How many of them are errors.
    pub errors: usize,
    /// How many of them are warnings.
    pub warnings: usize,
    /// The code of the first error.
    pub first: Option<Code>,
    /// Whether all errors are that there is more than is taken in.
    pub is_too_much: bool,
    /// Where the errors stand, each once and in order.
    pub places: Vec<Writing>,
}

/// What became of the nodes of the description.
#[derive(Clone, Debug, Default)]
pub struct Balance {
    /// Nodes that shaped the output.
    pub used: usize,
    /// Nodes left out on purpose.
    pub ignored: usize,
    /// Nodes that could not be expressed.
    pub unsupported: usize,
    /// A line for each part that was not used: its place, what became of it, and why. Empty unless it was asked for: in a
    /// large description the places take longer to find than anything else.
    pub list: String,
    /// What could not be expressed, by reason.
    pub groups: Vec<Group>,
}

/// A description that was understood, with what its crate is called.
pub struct Description {
    /// The description and its API.
    pub described: Described,
    /// What was decided about the crate.
    pub krate: Crate,
    /// How it was read.
    pub options: Options,
}

impl Description {
    /// Reads a description that must be sound.
    pub fn read(spec: &Spec, request: &Request) -> Result<Self, Failure> {
        let options = request.options(spec);
        match describe(spec, spec.take_bytes()?, &options) {
            Ok(described) => Ok(Self {
                krate: request.krate(spec, &described.api.info),
                described,
                options,
            }),
            Err(rejected) => {
                let said = said(&rejected.0, request.message_format);
                said.print(request.message_format);
                Err(Failure::new(format!(
                    "there is no crate of `{}` as it is",
                    workspace::shown(&spec.path)
                ))
                .help(said.way_out()))
            }
        }
    }
}

fn describe(spec: &Spec, bytes: Vec<u8>, options: &Options) -> Result<Described, Rejected> {
    let path = workspace::shown(&spec.path);
    let read = |path: &str| spec.read_sibling(path);
    generator::describe(&path, bytes, &read, options)
}

/// Runs the generator. The error is a fault of the generator, never of the description.
pub fn generate(spec: &Spec, request: &Request) -> Result<Generated, Failure> {
    let options = request.options(spec);
    let bytes = spec.take_bytes()?;
    let Described { document, api } = match describe(spec, bytes, &options) {
        Ok(described) => described,
        Err(rejected) => return Ok(Generated::of(&rejected.0, request)),
    };
    let krate = request.krate(spec, &api.info);
    let draft = Draft::new(&api, &krate);
    let surface = draft.surface();
    // A folder that held another crate says nothing about this one.
    let base = request.release.as_ref();
    let base = base.filter(|base| base.krate() == krate.name);
    let release = base.and_then(|base| base.release(&surface));
    let changes = release.as_ref().map_or_else(Vec::new, |before| {
        located(before, &surface, &document, &api)
    });
    let mut generated = Generated::of(&document, request);
    generated.ledger = Balance::of(&document, request);
    // The description is as large as the files that are to come.
    drop(document);
    generated.files = Some(draft.files(&surface).map_err(|fault| bug(&fault))?);
    drop(draft);
    Ok(Generated {
        changes,
        release,
        surface,
        operations: api.operations.len(),
        types: api.types.len(),
        components: match request.components {
            true => generator::component_types(&api),
            false => Vec::new(),
        },
        crate_name: krate.name,
        ..generated
    })
}

fn located(before: &Release, now: &Surface, document: &Document, api: &Api) -> Vec<Located> {
    let changes = changes::compare(&before.surface, now).into_iter();
    let located = changes.map(|change| Located {
        place: change.place(document, api),
        change,
    });
    located.collect()
}

impl Request {
    fn options(&self, spec: &Spec) -> Options {
        Options {
            faults: match self.pedantic {
                true => Faults::Reject,
                false => Faults::Tolerate,
            },
            selection: self.selection.clone(),
            formats: self.formats.clone(),
            names: self.names.clone(),
            configuration: self.configuration.clone(),
            levels: self.levels.clone(),
            limits: self.limits.of_generator(),
            overlays: spec.overlays.clone(),
        }
    }

    fn krate(&self, spec: &Spec, info: &Info) -> Crate {
        let from_title = || match crate_name::from_text(&info.title) {
            name if name.is_empty() => "api-client".to_owned(),
            name => name,
        };
        Crate {
            name: self.crate_name.clone().unwrap_or_else(from_title),
            version: match (self.version, &self.crate_version) {
                (Some(version), _) => version.to_string(),
                (None, Some(version)) => version.clone(),
                (None, None) => Version::FIRST.to_string(),
            },
            license: self.license.clone(),
            source: spec.name_in_output(),
            dependencies: self.dependencies.clone(),
            default_features: self.default_features.clone(),
            standalone: self.standalone,
        }
    }
}

impl Generated {
    /// What there is to say about a document; no files yet.
    fn of(document: &Document, request: &Request) -> Self {
        Self {
            files: None,
            crate_name: String::new(),
            read: document.sources.parts(),
            said: said(document, request.message_format),
            operations: 0,
            types: 0,
            ledger: Balance::default(),
            components: Vec::new(),
            surface: Surface::default(),
            release: None,
            changes: Vec::new(),
        }
    }
}

/// What there is to say about a document.
pub fn said(document: &Document, format: MessageFormat) -> Said {
    let list: Vec<Diagnostic> = document.diagnostics.iter().collect();
    let errors = list.iter().filter(|one| one.severity == Severity::Error);
    let errors: Vec<&Diagnostic> = errors.collect();
    let places = errors.iter().map(|error| error.place);
    let places: BTreeSet<Writing> = places
        .map(|place| document.sources.writing(&document.tree, place))
        .collect();
    Said {
        text: render(document, &list, style(format)),
        errors: errors.len(),
        warnings: list.len() - errors.len(),
        is_too_much: errors.iter().all(|error| error.code == codes::LIMIT),
        first: errors.first().map(|error| error.code),
        places: places.into_iter().collect(),
    }
}

impl Said {
    /// Prints all: for people to stderr, for programs to stdout.
    pub fn print(&self, format: MessageFormat) {
        match format {
            MessageFormat::Human | MessageFormat::Short => {
                console::err(format_args!("{}", self.text))
            }
            MessageFormat::Json | MessageFormat::Github => {
                console::out(format_args!("{}", self.text))
            }
        }
    }

    /// What to do about the errors: where they are to be corrected, and where to read on about the first.
    pub fn way_out(&self) -> String {
        let pointed = |what: &Writing| match what {
            Writing::Description => Some("the description"),
            Writing::Overlay => Some("the overlay"),
            Writing::Configuration => Some("the configuration"),
            Writing::CommandLine => None,
        };
        let pointed: Vec<&str> = self.places.iter().filter_map(pointed).collect();
        let pointed = match pointed.is_empty() {
            true => None,
            false => Some(format!(
                "correct {} where the errors point",
                pointed.join(" and ")
            )),
        };
        let asked = self.places.contains(&Writing::CommandLine);
        let asked = asked.then(|| "correct the command line".to_owned());
        let correct: Vec<String> = pointed.into_iter().chain(asked).collect();
        let correct = match self.is_too_much {
            true => "take a smaller description, or allow more as the error says".to_owned(),
            false => correct.join(", and "),
        };
        let more = |code: Code| format!("; `cargo xtask explain {code}` tells more");
        correct + &self.first.map(more).unwrap_or_default()
    }
}

impl Balance {
    fn of(document: &Document, request: &Request) -> Self {
        let ledger = Ledger::of(document);
        Self {
            used: ledger.used,
            ignored: ledger.ignored,
            unsupported: ledger.unsupported,
            list: match request.ledger {
                true => ledger.list(document),
                false => String::new(),
            },
            groups: ledger.unsupported_by_reason(),
        }
    }
}

fn bug(fault: &Fault) -> Failure {
    Failure::new(format!(
        "the generator made a file that is no Rust: {}: {}",
        fault.path, fault.message
    ))
    .help("this is a bug of the generator: please report the description")
}

/// Colours where stderr is a terminal and nobody objects.
fn style(format: MessageFormat) -> Style {
    match format {
        MessageFormat::Json => Style::Json,
        MessageFormat::Short => Style::Short,
        MessageFormat::Github => Style::Github,
        MessageFormat::Human => match anstream::AutoStream::choice(&std::io::stderr()) {
            anstream::ColorChoice::Never => Style::Plain,
            _ => Style::Coloured,
        },
    }
}
