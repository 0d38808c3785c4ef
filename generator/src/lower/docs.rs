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

    /// The documentation of a member: of the last of its schemas that has any; else what the schema that it refers to
    /// says first. A title that only repeats the member's name is left out.
    pub(super) fn field_docs(&self, name: &str, nodes: &[NodeId]) -> Docs {
        let mut found = Docs::default();
        let wordy: Vec<NodeId> = nodes.iter().flat_map(|node| self.wordy(*node)).collect();
        for &node in wordy.iter().rev() {
            found = self.docs(node);
            let letters = |text: &str| text.to_upper_camel_case();
            found.summary = found
                .summary
                .filter(|summary| letters(summary) != letters(name));
            if found.summary.is_some() || found.description.is_some() {
                return found;
            }
        }
        let targets = wordy.iter().rev().map(|node| self.doc.follow_schema(*node));
        let said = targets.flat_map(|target| self.wordy(target).into_iter().rev());
        found.description = said
            .filter_map(|node| self.docs(node).description)
            .find_map(|text| first_sentence(&text));
        found
    }

    /// The schemas of a member whose words are about the member, the one that says most of it last.
    fn wordy(&self, node: NodeId) -> Vec<NodeId> {
        let schema = Schema::read(self.doc, node);
        let mut wordy = Vec::new();
        // Of a value or `null`, the words are beside the value's type as often as around both.
        for keyword in [schema.any_of, schema.one_of] {
            let choices = schema.elements(keyword);
            let values: Vec<NodeId> = choices
                .filter(|choice| !self.is_just_null(*choice))
                .collect();
            if let [only] = values.as_slice() {
                wordy.push(*only);
            }
        }
        // Authors who could not put words beside a `$ref` put them into an `allOf` with it.
        wordy.extend(schema.elements(schema.all_of));
        wordy.push(node);
        wordy
    }

    fn is_just_null(&self, node: NodeId) -> bool {
        self.doc.tree.get_str(node, "type") == Some("null")
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

/// The first sentence of a text, where that is plain words.
fn first_sentence(text: &str) -> Option<String> {
    const LONGEST: usize = 200;
    // What begins with another sign begins something else: an item, a heading, a table.
    let is_prose = |line: &&str| {
        line.starts_with(|first: char| first.is_alphanumeric() || "`'\"([".contains(first))
    };
    let lines = text.trim().lines().map(str::trim);
    let paragraph: Vec<&str> = lines.take_while(is_prose).collect();
    let paragraph = paragraph.join(" ");
    // A sentence ends before a capital; `e.g.`, `vs.` and their like stand before other words, and may stand before one too.
    let is_end = |at: usize| {
        let (before, after) = (paragraph.get(..at), paragraph.get(at + 2..));
        let is_short = before.is_none_or(|before| {
            let word = before.rsplit([' ', '(']).next().unwrap_or_default();
            word.contains('.') || ["vs", "etc", "approx", "incl", "resp", "no"].contains(&word)
        });
        !is_short && after.is_some_and(|after| !after.starts_with(char::is_lowercase))
    };
    let mut ends = paragraph.match_indices(". ").map(|(at, _)| at);
    let end = ends
        .find(|at| is_end(*at))
        .map_or(paragraph.len(), |end| end + 1);
    let sentence = paragraph.get(..end)?.trim();
    let is_plain = sentence.starts_with(char::is_alphanumeric) && sentence.len() <= LONGEST;
    is_plain.then(|| sentence.to_owned())
}

fn meaningful(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::first_sentence;

    #[test]
    fn a_sentence_is_plain_words() {
        let first = |text: &str| first_sentence(text).unwrap_or_default();
        assert_eq!(
            first("Which one is meant, e.g. the first. Not the last."),
            "Which one is meant, e.g. the first."
        );
        assert_eq!(
            first("Since approx. Monday. More."),
            "Since approx. Monday."
        );
        assert_eq!(
            first("Up to 16 pairs. Keys are short.\n"),
            "Up to 16 pairs."
        );
        assert_eq!(
            first("See v1.2 of it\nand more. So."),
            "See v1.2 of it and more."
        );
        assert_eq!(first("One of:\n- a\n- b"), "One of:");
        assert_eq!(first("# Heading\n"), "");
        assert_eq!(first(&"long ".repeat(100)), "");
    }
}
