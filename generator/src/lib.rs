//! Turns an OpenAPI 3.0 or 3.1 description into a Rust client crate: text in, files or diagnostics out.
//!
//! load -> overlay -> resolve -> lower -> name -> emit -> format

// Whatever a document says ends in files or in diagnostics; tests may say what they like.
#![cfg_attr(
    not(test),
    deny(
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::string_slice,
        clippy::todo,
        clippy::unimplemented,
        clippy::unreachable,
        clippy::unwrap_used
    )
)]

pub mod changes;
pub mod check;
pub mod codes;
pub mod config;
pub mod diagnostic;
pub mod document;
pub mod emit;
pub mod explain;
pub mod format;
pub mod formats;
pub mod ir;
pub mod ledger;
pub mod levels;
pub mod load;
pub mod lower;
pub mod manual;
pub mod names;
pub mod overlay;
pub mod rename;
pub mod render;
pub mod resolve;
pub mod source;
mod suggest;
pub mod surface;
#[cfg(test)]
mod testing;
pub mod tree;

use crate::document::Document;
use crate::emit::Crate;
use crate::formats::Formats;
use crate::ir::Api;
use crate::levels::Levels;
use crate::load::Limits;
use crate::lower::Selection;
use crate::overlay::Overlay;
use crate::rename::Rename;
use crate::resolve::ReadFile;
use crate::surface::Surface;

/// What the caller may decide about reading.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How much of a description is taken in.
    pub limits: Limits,
    /// What becomes of faults that have a sound reading all the same.
    pub faults: Faults,
    /// Which warnings are kept, dropped or made errors.
    pub levels: Levels,
    /// Changes to the description that are not its author's, in the order in which they are made.
    pub overlays: Vec<Overlay>,
    /// Which operations are wanted.
    pub selection: Selection,
    /// The types of formats, where they are not the usual ones.
    pub formats: Formats,
    /// Rust names that the project chose.
    pub names: Vec<Rename>,
    /// The text of the configuration that any of this comes from.
    pub configuration: Option<config::Written>,
}

/// What becomes of faults that have a sound reading all the same: a reference that leads nowhere, a list where an object
/// belongs, an operationId that is taken, a parameter in a path that nobody declared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Faults {
    /// They are warnings that say how they were read: most descriptions are somebody else's.
    #[default]
    Tolerate,
    /// They are errors: the author of the description can correct them.
    Reject,
}

/// A file of the generated crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path inside the crate, with `/` between the parts.
    pub path: String,
    /// What stands in it.
    pub text: String,
}

/// A description with the API that was understood. Its diagnostics are warnings.
#[derive(Debug)]
pub struct Described {
    /// The description, for its diagnostics, its ledger and the places of its nodes.
    pub document: Document,
    /// What it describes.
    pub api: Api,
}

/// A description that cannot be generated from. Its diagnostics say why; `render` shows them.
#[derive(Debug)]
pub struct Rejected(pub Box<Document>);

/// The pipeline's first half: from the text of a description to the API it describes. `read` hands over other files of
/// its folder.
pub fn describe(
    path: &str,
    bytes: Vec<u8>,
    read: &ReadFile<'_>,
    options: &Options,
) -> Result<Described, Rejected> {
    // An error that can be read all the same must not keep the stages after it from finding more, and neither must a
    // warning that is made one.
    match stages(path, bytes, read, options) {
        Ok(Described { document, api }) => {
            levels::apply(&document, &options.levels);
            let document = stop_at_errors(document)?;
            Ok(Described { document, api })
        }
        Err(rejected) => {
            levels::apply(&rejected.0, &options.levels);
            Err(rejected)
        }
    }
}

fn stages(
    path: &str,
    bytes: Vec<u8>,
    read: &ReadFile<'_>,
    options: &Options,
) -> Result<Described, Rejected> {
    let mut document = load::load(path, bytes, options);
    document = stop_if_unreadable(document)?;
    overlay::apply(&mut document, options);
    document = stop_if_unreadable(document)?;
    resolve::resolve(&mut document, read, options);
    check::check(&mut document);
    document = stop_if_unreadable(document)?;
    if let Some(written) = &options.configuration {
        config::Attached::to(&mut document, written);
    }
    let mut api = lower::lower(&document, &options.selection);
    rename::rename(&document, &mut api, &options.names);
    Ok(Described { document, api })
}

/// The pipeline's second half: from an API to the files of its crate, in the order of their paths. The error is a fault
/// of the generator, never of the description.
pub fn generate(api: &Api, krate: &Crate) -> Result<Vec<File>, format::Fault> {
    let draft = Draft::new(api, krate);
    draft.files(&draft.surface())
}

/// A crate that is planned: every name is chosen, and nothing is written yet. Its public surface can be had before its
/// files, so that whoever compares it is done with the description by the time they are written.
#[derive(Debug)]
pub struct Draft<'a> {
    api: &'a Api,
    krate: &'a Crate,
    names: names::Names,
    features: emit::Features,
}

impl<'a> Draft<'a> {
    /// Plans the crate of an API.
    pub fn new(api: &'a Api, krate: &'a Crate) -> Self {
        let names = names::plan(api);
        let features = emit::features(api, &names);
        Self {
            api,
            krate,
            names,
            features,
        }
    }

    /// The public surface of the crate.
    pub fn surface(&self) -> Surface {
        Surface::planned(&self.context())
    }

    /// The files of the crate, in the order of their paths; its `surface` is one of them. The error is a fault of the
    /// generator.
    pub fn files(&self, surface: &Surface) -> Result<Vec<File>, format::Fault> {
        let cx = self.context();
        let (files, lock) = rayon::join(
            || format::format(&cx, emit::plan(&cx)),
            || surface.text(&self.krate.source),
        );
        let mut files = files?;
        let lock = File {
            path: surface::lock::NAME.to_owned(),
            text: lock,
        };
        let at = files.partition_point(|file| file.path < lock.path);
        files.insert(at, lock);
        Ok(files)
    }

    fn context(&self) -> emit::Context<'_> {
        emit::Context::new(self.api, &self.names, self.krate, &self.features)
    }
}

/// The types that stand for the component schemas in the crate of an API.
pub fn component_types(api: &Api) -> Vec<emit::ComponentType> {
    emit::component_types(api, &names::plan(api))
}

/// Stages go on after an error to find more of them; the next stage does not start if there is nothing left to read.
fn stop_if_unreadable(document: Document) -> Result<Document, Rejected> {
    match document.diagnostics.leave_nothing_to_read() {
        true => Err(Rejected(Box::new(document))),
        false => Ok(document),
    }
}

fn stop_at_errors(document: Document) -> Result<Document, Rejected> {
    match document.diagnostics.has_errors() {
        true => Err(Rejected(Box::new(document))),
        false => Ok(document),
    }
}
