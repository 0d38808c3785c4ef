//! Chains of references that never arrive, or not soon.

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

/// Says where more references than allowed lead to one another before they arrive. After [`break_cycles`].
pub(super) fn limit_chains(document: &Document, allowed: usize) {
    let mut starts: Vec<NodeId> = document.targets.keys().copied().collect();
    starts.sort_unstable();
    // How many references follow from each node; every node is walked over once.
    let mut lengths: HashMap<NodeId, usize> = HashMap::new();
    for start in starts {
        let (mut at, mut way) = (start, Vec::new());
        while let Some(&next) = document.targets.get(&at)
            && !lengths.contains_key(&at)
        {
            way.push(at);
            at = next;
        }
        let mut length = lengths.get(&at).copied().unwrap_or(0);
        for node in way.into_iter().rev() {
            length += 1;
            lengths.insert(node, length);
            if length == allowed + 1 {
                let reference = document.tree.peek(node, "$ref").unwrap_or(node);
                let message =
                    format!("more than {allowed} references lead to one another from here");
                let help =
                    "refer to what is meant, or allow more with `--limit reference-chain=NUMBER`";
                let error = Diagnostic::error(codes::LIMIT, reference, message).help(help);
                document.diagnostics.push(error);
                return;
            }
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
    document.fault(reference, error, "the reference stands for any value");
}
