//! The one place where xtask meets the generator: a description on disk in, files and what there is to say about them
//! out.

use generator::changes::{self, Change, Release, Verdict, Version};
use generator::diagnostic::{Diagnostic, Severity};
use generator::document::Document;
use generator::emit::Crate;
use generator::format::Fault;
use generator::ir::{Api, Info};
use generator::ledger::Ledger;
use generator::lower::Selection;
use generator::render::{Style, render};
use generator::surface::Surface;
use generator::{Described, Faults, Options, Rejected};

use crate::console;
use crate::crate_name;
use crate::failure::Failure;
use crate::spec::Spec;
use crate::workspace;

pub use generator::File;

/// What is wanted of the generator.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The name of the crate; the generator finds one where this is `None`.
    pub crate_name: Option<String>,
    /// Which operations are wanted.
    pub selection: Selection,
    /// Whether the crate is to be a workspace of its own.
    pub standalone: bool,
    /// The license of the crate, as an SPDX expression.
    pub license: Option<String>,
    /// Whether faults of the description that have a sound reading are warnings instead of errors.
    pub tolerant: bool,
    /// The version of the crate; the first one where this is `None`.
    pub version: Option<Version>,
    /// What the crate was at its last release, to say what changed since.
    pub release: Option<Release>,
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
    /// Warnings and errors, each with its place and an excerpt, ready to print.
    pub diagnostics: String,
    /// How many of them are errors.
    pub errors: usize,
    /// How many of them are warnings.
    pub warnings: usize,
    /// Operations that have a method.
    pub operations: usize,
    /// Types that were written.
    pub types: usize,
    /// What became of the nodes of the description.
    pub ledger: Balance,
    /// The public surface of the crate.
    pub surface: Surface,
    /// What changed of it since the last release.
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

/// What became of the nodes of the description.
#[derive(Clone, Debug, Default)]
pub struct Balance {
    /// Nodes that shaped the output.
    pub used: usize,
    /// Nodes left out on purpose.
    pub ignored: usize,
    /// Nodes that could not be expressed.
    pub unsupported: usize,
    /// A line for each part that was not used: its place, what became of it, and why.
    pub list: String,
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
        let options = request.options();
        match describe(spec, &options) {
            Ok(described) => Ok(Self {
                krate: request.krate(spec, &described.api.info),
                described,
                options,
            }),
            Err(rejected) => {
                console::err(format_args!("{}", Generated::said(&rejected.0).diagnostics));
                Err(Failure::new(format!(
                    "`{}` has errors, so there is no crate of it",
                    workspace::shown(&spec.path)
                ))
                .help("correct the description; one that is not yours can often be read all the same with --lenient"))
            }
        }
    }
}

fn describe(spec: &Spec, options: &Options) -> Result<Described, Rejected> {
    let path = workspace::shown(&spec.path);
    let read = |path: &str| spec.read_sibling(path);
    generator::describe(&path, spec.bytes.clone(), &read, options)
}

/// Runs the generator. The error is a fault of the generator, never of the description.
pub fn generate(spec: &Spec, request: &Request) -> Result<Generated, Failure> {
    let Described { document, api } = match describe(spec, &request.options()) {
        Ok(described) => described,
        Err(rejected) => return Ok(Generated::said(&rejected.0)),
    };
    let krate = request.krate(spec, &api.info);
    let (files, surface) =
        generator::generate_with_surface(&api, &krate).map_err(|fault| bug(&fault))?;
    // A folder that held another crate says nothing about this one.
    let before = request
        .release
        .as_ref()
        .filter(|before| before.krate == krate.name);
    Ok(Generated {
        files: Some(files),
        changes: before.map_or_else(Vec::new, |before| {
            located(before, &surface, &document, &api)
        }),
        surface,
        crate_name: krate.name,
        operations: api.operations.len(),
        types: api.types.len(),
        ledger: Balance::of(&document),
        ..Generated::said(&document)
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
    fn options(&self) -> Options {
        Options {
            faults: match self.tolerant {
                true => Faults::Tolerate,
                false => Faults::Reject,
            },
            selection: self.selection.clone(),
            ..Options::default()
        }
    }

    fn krate(&self, spec: &Spec, info: &Info) -> Crate {
        let from_title = || match crate_name::from_text(&info.title) {
            name if name.is_empty() => "api-client".to_owned(),
            name => name,
        };
        Crate {
            name: self.crate_name.clone().unwrap_or_else(from_title),
            version: self.version.unwrap_or(Version::FIRST).to_string(),
            license: self.license.clone(),
            source: spec.name_in_output(),
            standalone: self.standalone,
        }
    }
}

impl Generated {
    /// What there is to say about a document; no files yet.
    fn said(document: &Document) -> Self {
        let list: Vec<Diagnostic> = document.diagnostics.iter().collect();
        let is_error = |diagnostic: &&Diagnostic| diagnostic.severity == Severity::Error;
        let errors = list.iter().filter(is_error).count();
        Self {
            files: None,
            crate_name: String::new(),
            read: document.sources.len(),
            diagnostics: render(document, &list, style()),
            errors,
            warnings: list.len() - errors,
            operations: 0,
            types: 0,
            ledger: Balance::default(),
            surface: Surface::default(),
            changes: Vec::new(),
        }
    }
}

impl Balance {
    fn of(document: &Document) -> Self {
        let ledger = Ledger::of(document);
        Self {
            used: ledger.used,
            ignored: ledger.ignored,
            unsupported: ledger.unsupported,
            list: ledger.list(document),
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
fn style() -> Style {
    match anstream::AutoStream::choice(&std::io::stderr()) {
        anstream::ColorChoice::Never => Style::Plain,
        _ => Style::Coloured,
    }
}
