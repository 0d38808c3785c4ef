//! Choosing a part of a description: operations by tag, operationId or path.
//!
//! In: all operations, and what the caller asked for. Out: the operations asked for; the others are in the ledger as
//! ignored. Types that no chosen operation reaches are left out by `prune`.

use std::collections::BTreeSet;

use crate::codes;
use crate::diagnostic::{Diagnostic, Part, Place, Severity};
use crate::document::{self, Document};
use crate::ir::Operation;

/// Which operations are wanted: those that any of the lists names. All of them where the lists are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Tags, as written in the description.
    pub tags: Vec<String>,
    /// operationIds, as written in the description.
    pub operations: Vec<String>,
    /// Path templates, as written in the description; one that ends in `*` stands for all that begin with it.
    pub paths: Vec<String>,
    /// Whether this is said in the configuration.
    pub is_configured: bool,
}

impl Selection {
    /// Whether nothing is left out.
    pub fn is_everything(&self) -> bool {
        self.tags.is_empty() && self.operations.is_empty() && self.paths.is_empty()
    }
}

/// The operations that are wanted. A wish that no operation meets is an error.
pub(super) fn select(
    doc: &Document,
    operations: Vec<Operation>,
    wanted: &Selection,
) -> Vec<Operation> {
    if wanted.is_everything() {
        return operations;
    }
    refuse_unknown(doc, &operations, wanted);
    let (kept, left_out): (Vec<Operation>, Vec<Operation>) = operations
        .into_iter()
        .partition(|operation| is_wanted(doc, operation, wanted));
    for operation in left_out {
        doc.ignore(operation.node, "not among the chosen operations");
    }
    kept
}

fn is_wanted(doc: &Document, operation: &Operation, wanted: &Selection) -> bool {
    let by_tag = tags(doc, operation).any(|tag| wanted.tags.iter().any(|wish| *wish == tag));
    let by_id = operation
        .operation_id
        .as_ref()
        .is_some_and(|id| wanted.operations.contains(id));
    by_tag
        || by_id
        || wanted
            .paths
            .iter()
            .any(|wish| path_matches(wish, &operation.template))
}

fn path_matches(wish: &str, template: &str) -> bool {
    match wish.strip_suffix('*') {
        Some(start) => template.starts_with(start),
        None => wish == template,
    }
}

fn tags<'d>(doc: &'d Document, operation: &Operation) -> impl Iterator<Item = &'d str> {
    document::Operation::new(doc, operation.node)
        .tags()
        .map(|(tag, _)| tag)
}

fn refuse_unknown(doc: &Document, operations: &[Operation], wanted: &Selection) {
    let known: BTreeSet<&str> = operations
        .iter()
        .flat_map(|operation| tags(doc, operation))
        .collect();
    let place = |list: &str, wish: &str| match wanted.is_configured {
        true => doc.configured(&["select", list], wish, Part::Value),
        false => Place::CommandLine,
    };
    let tag = |wish: &str| place("tags", wish);
    refuse(doc, "tag", wanted.tags.iter(), known, tag);
    let known = operations
        .iter()
        .filter_map(|operation| operation.operation_id.as_deref())
        .collect();
    let id = |wish: &str| place("operations", wish);
    refuse(doc, "operationId", wanted.operations.iter(), known, id);
    let matches_none = |wish: &&String| {
        !operations
            .iter()
            .any(|operation| path_matches(wish, &operation.template))
    };
    let known = operations
        .iter()
        .map(|operation| &*operation.template)
        .collect();
    let paths = wanted.paths.iter().filter(matches_none);
    refuse(doc, "path", paths, known, |wish| place("paths", wish));
}

/// How many names that are there are told to those who asked for another.
const SHOWN: usize = 8;

fn others(known: &BTreeSet<&str>) -> String {
    match known.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    }
}

fn refuse<'a>(
    doc: &Document,
    what: &str,
    wishes: impl Iterator<Item = &'a String>,
    known: BTreeSet<&str>,
    place: impl Fn(&str) -> Place,
) {
    for wish in wishes.filter(|wish| !known.contains(wish.as_str())) {
        let message = format!("no operation has the {what} `{wish}` that was asked for");
        let help = match doc.diagnostics.nearest(wish, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => match known.iter().take(SHOWN).copied().collect::<Vec<_>>() {
                first if first.is_empty() => format!("the description has no {what}"),
                first => format!(
                    "the description has `{}`{}",
                    first.join("`, `"),
                    others(&known)
                ),
            },
        };
        doc.diagnostics.push(
            Diagnostic::new(
                Severity::Error,
                codes::UNKNOWN_SELECTION,
                place(wish),
                message,
            )
            .help(help),
        );
    }
}
