//! Chains of references that never arrive.

use std::collections::HashMap;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::tree::NodeId;

/// Takes one reference out of every chain that ends in itself, and says so; after this, following references ends.
pub(super) fn break_cycles(document: &mut Document) {
    let mut starts: Vec<NodeId> = document.targets.keys().copied().collect();
    starts.sort_unstable();
    // The start from which each node was reached; what an earlier start has reached is known to end.
    let mut reached_from: HashMap<NodeId, NodeId> = HashMap::new();
    for start in starts {
        let mut at = start;
        while !reached_from.contains_key(&at) {
            reached_from.insert(at, start);
            match document.targets.get(&at) {
                Some(&next) => at = next,
                None => break,
            }
        }
        if reached_from.get(&at) == Some(&start) && document.targets.contains_key(&at) {
            report(document, at);
            document.targets.remove(&at);
        }
    }
}

fn report(document: &Document, first: NodeId) {
    let mut chain = vec![format!("#{}", document.tree.pointer(first))];
    let mut at = first;
    while let Some(&next) = document.targets.get(&at) {
        chain.push(format!("#{}", document.tree.pointer(next)));
        at = next;
        if at == first || chain.len() > 8 {
            break;
        }
    }
    let reference = document.tree.peek(first, "$ref").unwrap_or(first);
    let message = "references lead in a circle and never arrive";
    let chain = chain.join(" -> ");
    let error = Diagnostic::error(codes::REFERENCE_CYCLE, reference, message)
        .label(chain)
        .help("replace one of them by what is meant");
    document.fault(reference, error, "it stands for any value");
}
