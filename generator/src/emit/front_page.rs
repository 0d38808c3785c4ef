//! The manual on the crate's front page: built from the operations and models that the API has, or left out.
//!
//! Every example here compiles for the API it is written for: what it names is chosen from the IR, by its types.

mod choice;
mod defaults;
mod sample;
mod sections;
mod testing;

use super::Context;
use super::docs::{self, Doc, text};
use crate::ir::Docs;
use choice::Choice;

/// The lines of the crate's documentation.
pub(crate) fn front_page(cx: &Context<'_>) -> Vec<String> {
    let choice = Choice::new(cx);
    let mut doc = Doc::new(docs::ITEM);
    doc.markdown(&format!("{}.", super::manifest::description(cx)));
    let docs = about(cx);
    doc.describe(&docs);
    doc.doubt(&docs);
    sections::about(cx, &mut doc);
    sections::quick_start(cx, &choice, &mut doc);
    sections::settings(cx, &mut doc);
    sections::calls(cx, &choice, &mut doc);
    sections::errors(cx, &choice, &mut doc);
    sections::paging(cx, &choice, &mut doc);
    sections::values(cx, &choice, &mut doc);
    sections::free_form(cx, &choice, &mut doc);
    testing::testing(cx, &choice, &mut doc);
    sections::features(cx, &mut doc);
    defaults::defaults(&mut doc);
    doc.into_lines()
}

/// What the description says of the API, but for a summary that only repeats its title.
pub(crate) fn about(cx: &Context<'_>) -> Docs {
    let mut docs = cx.api.info.docs.clone();
    docs.summary = docs
        .summary
        .filter(|summary| summary.trim() != cx.api.info.title.trim());
    docs
}

/// The program of the quick start, as a doctest; `None` where no operation is fit to be an example.
pub(crate) fn quick_start(cx: &Context<'_>) -> Option<String> {
    sections::quick_start_code(cx, &Choice::new(cx))
}

/// A doctest as it is shown: without its hidden lines.
pub(crate) fn shown(doctest: &str) -> String {
    let lines = doctest.lines().filter(|line| !line.starts_with("# "));
    lines.collect::<Vec<_>>().join("\n")
}

/// The crate's name in code.
pub(crate) fn crate_ident(cx: &Context<'_>) -> String {
    cx.krate.name.replace('-', "_")
}

/// Text as a Rust string literal.
fn string(value: &str) -> String {
    format!("{:?}", text::line(value))
}
