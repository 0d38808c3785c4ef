//! Documentation of a node: what it says about itself in words.

use heck::ToUpperCamelCase;

use super::Lowering;
use crate::document::Schema;
use crate::ir::Docs;
use crate::tree::NodeId;

impl Lowering<'_> {
    /// The documentation that an object carries itself: a schema, an operation, a parameter, a response and the like.
    /// A `$ref` is not followed: what it leads to documents itself.
    pub fn docs(&self, node: NodeId) -> Docs {
        let tree = &self.doc.tree;
        let text = |name| tree.get_str(node, name).and_then(meaningful);
        Docs {
            summary: text("summary").or_else(|| text("title")),
            description: text("description"),
            external: self.external_docs(node),
            unverified: text("x-unverified"),
            example: self.example(node).map(|example| example.to_string()),
        }
    }

    /// The documentation of a member: of the last of its schemas that has any. A title that only repeats the
    /// member's name is left out.
    pub(super) fn field_docs(&self, name: &str, nodes: &[NodeId]) -> Docs {
        let mut found = Docs::default();
        let schemas = nodes.iter().map(|node| Schema::read(self.doc, *node));
        // Authors who could not put words beside a `$ref` put them into an `allOf` with it.
        let wordy: Vec<NodeId> = schemas
            .flat_map(|schema| schema.elements(schema.all_of).chain([schema.node]))
            .collect();
        for node in wordy.into_iter().rev() {
            found = self.docs(node);
            let letters = |text: &str| text.to_upper_camel_case();
            found.summary = found
                .summary
                .filter(|summary| letters(summary) != letters(name));
            if found.summary.is_some() || found.description.is_some() {
                break;
            }
        }
        found
    }

    fn external_docs(&self, node: NodeId) -> Option<(Option<String>, String)> {
        let tree = &self.doc.tree;
        let docs = tree.get(node, "externalDocs")?;
        let url = tree.get_str(docs, "url").and_then(meaningful)?;
        Some((tree.get_str(docs, "description").and_then(meaningful), url))
    }

    /// `example`, or the first of `examples`: an array of values in schemas, a map of Example Objects elsewhere.
    fn example(&self, node: NodeId) -> Option<serde_json::Value> {
        let tree = &self.doc.tree;
        if let Some(example) = tree.get(node, "example") {
            return Some(tree.to_json(example));
        }
        let examples = tree.get(node, "examples")?;
        if let Some(first) = tree.items(examples).next() {
            return Some(tree.to_json(first));
        }
        let (_, first) = tree.entries(examples).next()?;
        let value = tree.get(self.doc.follow(first), "value")?;
        Some(tree.to_json(value))
    }
}

/// Two notes as one, a paragraph each; one that only repeats the other is left out.
pub(super) fn joined(first: Option<String>, second: Option<String>) -> Option<String> {
    match (first, second) {
        (Some(first), Some(second)) if first.trim() != second.trim() => {
            Some(format!("{}\n\n{}", first.trim(), second.trim()))
        }
        (first, second) => first.or(second),
    }
}

fn meaningful(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
