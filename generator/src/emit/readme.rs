//! `README.md`: what the crate is and how to begin; the manual is the crate's documentation.

use super::docs::{Doc, text};
use super::{Context, front_page, manifest};

/// The text.
pub(crate) fn readme(cx: &Context<'_>) -> String {
    let name = &cx.krate.name;
    let mut doc = Doc::new(100);
    doc.line(&format!("# {name}"));
    doc.markdown(&format!("{}.", manifest::description(cx)));
    doc.describe(&front_page::about(cx));
    if let Some(example) = front_page::quick_start(cx) {
        doc.list();
        doc.line("## Quick start");
        doc.block("rust", &front_page::shown(&example));
    }
    doc.sentence("The manual is the documentation of the crate: `cargo doc --open`.");
    let source = text::code_span(&text::line(&cx.krate.source));
    doc.sentence(&format!(
        "This crate is generated from {source}; change that, or the generator, and not the files here."
    ));
    let mut lines = doc.into_lines().join("\n");
    lines.push('\n');
    lines
}
