//! The one place where xtask meets the generator: a description on disk in, files and what there is to say about them
//! out.

use generator::diagnostic::{Diagnostic, Severity};
use generator::document::Document;
use generator::emit::Crate;
use generator::render::{Style, render};
use generator::{Dangling, Described, Options};

use crate::spec::{Spec, crate_name};

pub use generator::File;
pub use generator::lower::Selection;

/// What is wanted of the generator.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The name of the crate; the generator finds one where this is `None`.
    pub crate_name: Option<String>,
    /// Which operations are wanted.
    pub selection: Selection,
    /// Whether a reference that leads nowhere stands for any value, with a warning, instead of being an error.
    pub tolerant: bool,
    /// The license of the crate, as an SPDX expression.
    pub license: Option<String>,
    /// Whether the crate is to be a workspace of its own, as it must be below the folder of another.
    pub standalone: bool,
}

/// What the generator made of a description.
#[derive(Debug, Default)]
pub struct Generated {
    /// The crate; `None` where there were errors.
    pub files: Option<Vec<File>>,
    /// The name of the crate.
    pub crate_name: String,
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
    pub ledger: Ledger,
}

/// What became of the nodes of the description.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// Nodes that shaped the output.
    pub used: usize,
    /// Nodes left out on purpose.
    pub ignored: usize,
    /// Nodes that could not be expressed.
    pub unsupported: usize,
    /// A line for each part that was not used: its place, what became of it, and why.
    pub list: String,
}

/// Runs the generator.
pub fn generate(spec: &Spec, request: &Request) -> Generated {
    let path = spec.path.display().to_string();
    let options = Options {
        dangling: match request.tolerant {
            true => Dangling::AnyValue,
            false => Dangling::Reject,
        },
        selection: request.selection.clone(),
        ..Options::default()
    };
    let read = |path: &str| spec.read_sibling(path);
    match generator::describe(&path, spec.bytes.clone(), &read, &options) {
        Ok(described) => written(&described, spec, request),
        Err(rejected) => said(&rejected.0),
    }
}

/// What there is to say about a description of which no crate was made.
fn said(document: &Document) -> Generated {
    let list: Vec<Diagnostic> = document.diagnostics.iter().collect();
    let is_error = |diagnostic: &&Diagnostic| diagnostic.severity == Severity::Error;
    let errors = list.iter().filter(is_error).count();
    Generated {
        diagnostics: render(document, &list, style()),
        errors,
        warnings: list.len() - errors,
        ..Generated::default()
    }
}

fn written(described: &Described, spec: &Spec, request: &Request) -> Generated {
    let Described { document, api } = described;
    let from_title = || Some(crate_name(&api.info.title)).filter(|name| !name.is_empty());
    let name = request.crate_name.clone().or_else(from_title);
    let krate = Crate {
        name: name.unwrap_or_else(|| "api-client".to_owned()),
        version: "0.1.0".to_owned(),
        license: request.license.clone(),
        source: spec.name_in_output(),
        standalone: request.standalone,
    };
    let mut generated = said(document);
    match generator::generate(api, &krate) {
        Ok(files) => generated.files = Some(files),
        Err(fault) => {
            generated.errors += 1;
            generated.diagnostics.push_str(&format!(
                "error: this is a fault of the generator: `{}` is no Rust: {}\n",
                fault.path, fault.message
            ));
        }
    }
    let ledger = generator::ledger::Ledger::of(document);
    generated.crate_name = krate.name;
    generated.operations = api.operations.len();
    generated.types = api.types.len();
    generated.ledger = Ledger {
        used: ledger.used,
        ignored: ledger.ignored,
        unsupported: ledger.unsupported,
        list: ledger.list(document),
    };
    generated
}

/// Colours where stderr is a terminal and nobody objects.
fn style() -> Style {
    match anstream::AutoStream::choice(&std::io::stderr()) {
        anstream::ColorChoice::Never => Style::Plain,
        _ => Style::Coloured,
    }
}
