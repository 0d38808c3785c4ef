//! What the fuzz targets do with an input. The test `hostile` replays the committed corpora through the same functions.
//!
//! In: bytes. Out: nothing, or a panic where the generator broke a promise.
#![allow(dead_code, reason = "each target uses one of these")]

mod choices;
mod document;
mod names;
mod overlays;

use generator::emit::{self, Crate};
use generator::ir::Api;
use generator::render::{Style, render};
use generator::surface::Surface;
use generator::{Described, Faults, Options, Rejected};

pub use choices::Choices;
pub use document::document;
#[allow(unused_imports, reason = "each target uses one of these")]
pub use names::names;
#[allow(unused_imports, reason = "each target uses one of these")]
pub use overlays::overlays;

/// Lets the generator do its work on the thread that calls this: to hand it to others costs more than it takes. Once
/// only, before a fuzz target's first input.
pub fn on_this_thread() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1);
    pool.use_current_thread()
        .build_global()
        .expect("no pool yet");
}

/// What became of a document.
pub enum Outcome {
    /// It gave a crate of so many files, each of which is Rust or text.
    Crate(usize),
    /// It was refused, with so many errors, each at a place.
    Refused(usize),
}

/// Any bytes, as YAML or as JSON.
pub fn bytes(input: &[u8]) {
    let (path, input) = match input.split_first() {
        Some((b'{', _)) => ("a.json", input),
        Some((_, rest)) => ("a.yaml", rest),
        None => ("a.yaml", input),
    };
    judge(path, input.to_vec(), Faults::Reject);
}

/// A document made of the choices that the bytes are, most of whose members are what OpenAPI knows.
pub fn documents(input: &[u8]) {
    let mut choices = Choices::new(input);
    let faults = if choices.one_in(2) {
        Faults::Tolerate
    } else {
        Faults::Reject
    };
    judge(
        "a.json",
        document(&mut choices).to_string().into_bytes(),
        faults,
    );
}

/// Sends a document through the whole pipeline, but for the files that no document changes: to copy them and to look at
/// them takes longer than all the rest.
pub fn judge(path: &str, text: Vec<u8>, faults: Faults) -> Outcome {
    outcome(path, text, faults, |api, krate| {
        let names = generator::names::plan(api);
        let features = emit::features(api, &names);
        let cx = emit::Context::new(api, &names, krate, &features);
        let mut plan = emit::plan(&cx);
        plan.retain(|file| !matches!(file.content, emit::Content::Fixed(_)));
        // Formatting parses each file; a file that is no Rust is a fault.
        let files = generator::format::format(&cx, plan).expect("every file is Rust");
        for file in &files {
            check_text(&file.path, &file.text);
        }
        check_text("api.lock", &Surface::planned(&cx).text(path));
        files.len()
    })
}

/// As [`judge`], but for formatting, which is most of the time: tokens are emitted and not printed.
pub fn understand(path: &str, text: Vec<u8>, faults: Faults) -> Outcome {
    outcome(path, text, faults, |api, krate| {
        let names = generator::names::plan(api);
        let features = emit::features(api, &names);
        let cx = emit::Context::new(api, &names, krate, &features);
        let plan = emit::plan(&cx);
        for file in &plan {
            if let emit::Content::Rust(part) = file.content {
                emit::module(&cx, part, &mut |items| {
                    syn::parse2::<syn::File>(items).expect("every file is Rust");
                });
            }
        }
        plan.len()
    })
}

fn outcome(
    path: &str,
    text: Vec<u8>,
    faults: Faults,
    write: impl FnOnce(&Api, &Crate) -> usize,
) -> Outcome {
    let options = Options {
        faults,
        ..Options::default()
    };
    let no_other_file = |_: &str| Err("there is no such file".to_owned());
    match generator::describe(path, text, &no_other_file, &options) {
        Ok(Described { document, api }) => {
            let diagnostics: Vec<_> = document.diagnostics.iter().collect();
            check_message(&render(&document, &diagnostics, Style::Plain));
            let krate = Crate {
                name: "fuzzed".to_owned(),
                version: "0.1.0".to_owned(),
                default_features: None,
                dependencies: Vec::new(),
                license: None,
                source: path.to_owned(),
                standalone: true,
            };
            Outcome::Crate(write(&api, &krate))
        }
        Err(Rejected(document)) => {
            let diagnostics: Vec<_> = document.diagnostics.iter().collect();
            assert!(document.diagnostics.has_errors(), "refused without a word");
            let message = render(&document, &diagnostics, Style::Plain);
            check_message(&message);
            assert!(message.contains("--> "), "{message}");
            Outcome::Refused(diagnostics.len())
        }
    }
}

/// No character in a message or a file may steer a terminal or change what a reader sees.
fn check_message(text: &str) {
    let bad = text.chars().find(|&c| c != '\n' && is_steering(c));
    assert_eq!(bad, None, "{text:?}");
}

fn check_text(path: &str, text: &str) {
    let bad = text.chars().find(|&c| c != '\n' && is_steering(c));
    assert_eq!(bad, None, "{path}: {text:?}");
}

/// Control characters, and those that reorder text.
pub fn is_steering(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}
