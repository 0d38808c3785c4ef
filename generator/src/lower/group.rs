//! Groups: operations by their first tag, or by what their path is about.

use indexmap::IndexMap;
use indexmap::map::Entry;

use super::docs::joined;
use super::operation::Context;
use super::path::{self, Piece};
use crate::document::{self, Tag};
use crate::ir::{Docs, Group, Operation, OperationId};
use crate::names::is_prefix;
use crate::tree::NodeId;

/// The groups that have operations: those of the document's tags in their order, then the others by first use.
pub(super) fn groups(cx: &Context<'_>, operations: &[Operation]) -> Vec<Group> {
    let mut groups: IndexMap<Option<String>, Group> = IndexMap::new();
    let key = |tag: &Option<String>| tag.as_deref().map(letters);
    let mut tags: Vec<(NodeId, String)> = Vec::new();
    for view in Tag::all(cx.doc) {
        let Some(name) = view.name() else { continue };
        tags.push((view.node, name.to_owned()));
        let group = group(
            Some(view.node),
            Some(name.to_owned()),
            cx.types.docs(view.node),
        );
        match groups.entry(key(&group.tag)) {
            Entry::Vacant(entry) => _ = entry.insert(group),
            // What is said of either is true of both.
            Entry::Occupied(mut entry) => {
                let docs = &mut entry.get_mut().docs;
                docs.summary = docs.summary.take().or(group.docs.summary);
                docs.description = joined(docs.description.take(), group.docs.description);
                docs.external = docs.external.take().or(group.docs.external);
                docs.unverified = joined(docs.unverified.take(), group.docs.unverified);
            }
        }
    }
    for (index, operation) in operations.iter().enumerate() {
        let tag = tag(cx, operation);
        let empty = || group(Some(operation.node), tag.clone(), Docs::default());
        let group = groups.entry(key(&tag)).or_insert_with(empty);
        group.operations.push(OperationId(index as u32));
    }
    for (node, name) in tags {
        let is_used = groups
            .get(&Some(letters(&name)))
            .is_some_and(|group| !group.operations.is_empty());
        if !is_used {
            cx.doc.ignore(node, "no operation has this tag first");
        }
    }
    groups
        .into_values()
        .filter(|group| !group.operations.is_empty())
        .collect()
}

/// What tells tags apart: `Responses` and `responses`, `user groups` and `UserGroups` are one to a reader, and would be
/// one name in Rust.
fn letters(tag: &str) -> String {
    let letters = tag.chars().filter(|char| char.is_alphanumeric());
    let letters: String = letters.flat_map(char::to_lowercase).collect();
    match letters.is_empty() {
        true => tag.to_owned(),
        false => letters,
    }
}

fn group(node: Option<NodeId>, tag: Option<String>, docs: Docs) -> Group {
    Group {
        node,
        tag,
        docs,
        operations: Vec::new(),
    }
}

/// The name of an operation's group: its first tag, else the first segment of its path that says what it is about.
fn tag(cx: &Context<'_>, operation: &Operation) -> Option<String> {
    let view = document::Operation::new(cx.doc, operation.node);
    let mut first = None;
    for (tag, node) in view.tags() {
        if first.is_none() && !tag.trim().is_empty() {
            first = Some(tag.to_owned());
        } else {
            cx.doc
                .ignore(node, "an operation is in the group of its first tag only");
        }
    }
    first.or_else(|| resource(&operation.template))
}

/// `pets` of `/api/v1/pets/{petId}`.
fn resource(template: &str) -> Option<String> {
    let pieces = path::pieces(template);
    let texts = pieces.iter().filter_map(|piece| match piece {
        Piece::Text(text) => Some(text.split('?').next().unwrap_or_default()),
        Piece::Name(_) => None,
    });
    let mut segments = texts.flat_map(|text| text.split('/'));
    let is_resource =
        |segment: &&str| segment.chars().any(char::is_alphabetic) && !is_prefix(segment);
    segments.find(is_resource).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{letters, resource};

    #[test]
    fn tags_that_are_one_to_a_reader_are_one_group() {
        assert_eq!(letters("User Groups"), letters("user-groups"));
        assert_eq!(letters("!"), "!");
        assert_ne!(letters("日本"), letters("日"));
    }

    #[test]
    fn the_first_segment_that_says_something() {
        let table = [
            ("/pets", Some("pets")),
            ("/api/v1/pets/{petId}/toys", Some("pets")),
            ("/{tenant}/pets", Some("pets")),
            ("/v2.0/pets.json", Some("pets.json")),
            ("/", None),
            ("/{id}", None),
            ("/v1/{id}", None),
            ("/search?q={q}", Some("search")),
        ];
        for (template, expected) in table {
            assert_eq!(resource(template).as_deref(), expected, "{template}");
        }
    }
}
