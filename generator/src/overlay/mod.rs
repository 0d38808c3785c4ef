//! OpenAPI Overlay 1.0: changes to a description that somebody else owns, applied before anything reads it.
//!
//! In: a loaded [`Document`] and the texts of overlays. Out: the document with their actions carried out in order, and
//! diagnostics that point into the overlays. What an overlay brings is repeated under the nodes that its targets
//! select; `source` remembers where it came from, so that what later stages say of it points into the overlay too.

mod cost;
mod merge;
mod read;
mod target;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashSet};

use crate::Options;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::load;
use crate::overlay::merge::Merge;
use crate::overlay::read::{Action, Change};
use crate::overlay::target::Mirror;
use crate::tree::NodeId;

/// The text of an overlay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlay {
    /// Its path as the user gave it.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Applies the overlays of the options, in order. What is wrong with them is in the document's diagnostics.
pub fn apply(document: &mut Document, options: &Options) {
    if options.overlays.is_empty() {
        return;
    }
    let first = document.tree.len();
    let mut actions = Vec::new();
    for overlay in &options.overlays {
        actions.extend(read::read(document, overlay, &options.limits));
    }
    document
        .sources
        .set_overlay_nodes(first..document.tree.len());
    let version = version_text(document);
    let mut mirror = Mirror::new(document);
    for action in &actions {
        let Some(selected) = select(document, &mirror, action) else {
            continue;
        };
        match action.change {
            Change::Remove => remove(document, &mut mirror, action, &selected),
            Change::Update(update) => {
                let merge = Merge {
                    document,
                    limits: &options.limits,
                    action: action.node,
                };
                if !merge.all(&selected, update) {
                    break;
                }
                mirror.renew(document, &selected, update);
            }
            Change::Nothing => {}
        }
    }
    // An overlay may lift a description from one version to another.
    if version_text(document) != version {
        load::recognise_version(document);
    }
}

fn version_text(document: &Document) -> Option<String> {
    let openapi = document.tree.peek(document.root, "openapi")?;
    document.tree.str(openapi).map(str::to_owned)
}

/// The nodes that an action is about, in document order; `None` where there is nothing to do, which has been said.
fn select(document: &Document, mirror: &Mirror, action: &Action) -> Option<Vec<NodeId>> {
    match mirror.select(document, action.target) {
        Ok(selected) if selected.is_empty() => {
            let message = "the target of this action selects nothing";
            let warning = Diagnostic::warning(codes::UNMATCHED_TARGET, action.target, message)
                .help(mirror.way_out(document, action.target));
            document.diagnostics.push(warning);
            None
        }
        Ok(selected) => Some(selected),
        Err(error) => {
            document.diagnostics.push((*error).with_reading());
            None
        }
    }
}

fn remove(document: &mut Document, mirror: &mut Mirror, action: &Action, selected: &[NodeId]) {
    let mut by_parent: BTreeMap<NodeId, HashSet<NodeId>> = BTreeMap::new();
    for &node in selected {
        let Some(parent) = document.tree.parent(node) else {
            let message = "the description as a whole cannot be removed";
            document.diagnostics.push(
                Diagnostic::error(codes::BAD_UPDATE, action.target, message)
                    .help("select what should go, such as `$.paths['/internal']`")
                    .with_reading(),
            );
            return;
        };
        by_parent.entry(parent).or_default().insert(node);
    }
    let gone = selected.iter().map(|node| document.tree.pointer(*node));
    let gone: Vec<_> = gone.map(|pointer| (pointer, action.target)).collect();
    document.removed.extend(gone);
    // What is deeper goes first, so that the way to what is left stays true. Children have higher numbers.
    for (parent, removed) in by_parent.into_iter().rev() {
        for &node in &removed {
            document.ignore(node, "removed by an overlay");
        }
        mirror.remove(document, parent, &removed);
        document.tree.remove_children(parent, &removed);
    }
}
