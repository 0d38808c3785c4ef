//! The generator, run on a text in memory.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use generator::diagnostic::{Diagnostic, Severity};
use generator::document::Document;
use generator::emit::{self, Context, Crate, Planned};
use generator::names;
use generator::render::{Style, render};
use generator::{Described, Faults, File, Options, Rejected};

/// What came of a description.
pub struct Ran {
    /// The files; `None` where it was refused.
    pub files: Option<Vec<File>>,
    pub document: Document,
    pub diagnostics: Vec<Diagnostic>,
    /// Where the operations stand that the crate has.
    pub operations: Vec<String>,
}

/// Generates, with every fault an error.
pub fn run(text: &str) -> Ran {
    run_with(text, Faults::Reject, |cx| {
        let plan = emit::plan(cx);
        format(cx, plan)
    })
}

/// As [`run`], with a choice of the faults and of what is written.
pub fn run_with(text: &str, faults: Faults, write: impl FnOnce(&Context<'_>) -> Vec<File>) -> Ran {
    let options = Options {
        faults,
        ..Options::default()
    };
    let no_other_file = |_: &str| Err("there is no such file".to_owned());
    let path = "openapi.yaml";
    match generator::describe(path, text.into(), &no_other_file, &options) {
        Ok(Described { document, api }) => {
            let krate = Crate {
                name: "hostile".to_owned(),
                version: "0.1.0".to_owned(),
                default_features: None,
                dependencies: Vec::new(),
                license: None,
                source: path.to_owned(),
                standalone: true,
            };
            let names = names::plan(&api);
            let features = emit::features(&api, &names);
            let files = write(&Context::new(&api, &names, &krate, &features));
            let mut ran = Ran::new(Some(files), document);
            let operations = api.operations.iter();
            ran.operations = operations
                .map(|operation| ran.document.tree.pointer(operation.node))
                .collect();
            ran
        }
        Err(Rejected(document)) => Ran::new(None, *document),
    }
}

/// Files as they are written, which parses each.
pub fn format(cx: &Context<'_>, plan: Vec<Planned>) -> Vec<File> {
    generator::format::format(cx, plan).expect("every file is Rust")
}

impl Ran {
    fn new(files: Option<Vec<File>>, document: Document) -> Self {
        let diagnostics = document.diagnostics.iter().collect();
        Self {
            files,
            document,
            diagnostics,
            operations: Vec::new(),
        }
    }

    /// What a user sees on stderr.
    pub fn printed(&self) -> String {
        render(&self.document, &self.diagnostics, Style::Plain)
    }

    /// The places of its errors, as `file:line:column`.
    pub fn error_places(&self) -> Vec<String> {
        let errors = self.diagnostics.iter();
        errors
            .filter(|diagnostic| diagnostic.severity == Severity::Error)
            .map(|error| self.place(error))
            .collect()
    }

    pub fn place(&self, diagnostic: &Diagnostic) -> String {
        self.document
            .sources
            .describe(&self.document.tree, diagnostic.place)
    }
}

/// Does `work` for each number below `count`, on all cores. The generator uses rayon itself, whose threads take up
/// other work of the same pool while they wait: one document would be read on top of the other, until the stack ends.
pub fn in_parallel(count: usize, work: impl Fn(usize) + Sync) {
    let next = AtomicUsize::new(0);
    let cores = thread::available_parallelism().map_or(2, usize::from);
    thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                while let number = next.fetch_add(1, Ordering::Relaxed)
                    && number < count
                {
                    work(number);
                }
            });
        }
    });
}
