//! Places in a configuration, for what is wrong with its wishes and shows only beside a description.
//!
//! The text was sound when it became a [`Config`](super::Config). It is read once more, for the places, rather than have
//! every wish carry one.

use super::{Written, toml};
use crate::diagnostic::{Part, Place};
use crate::document::Document;
use crate::source::Format;
use crate::tree::NodeId;

/// A configuration among the files of a description.
#[derive(Debug)]
pub(crate) struct Attached {
    /// The number of its file there.
    file: u16,
    /// Its own tree.
    document: Box<Document>,
}

impl Attached {
    /// Puts the text among the files of a description. No node may be pushed after.
    pub(crate) fn to(document: &mut Document, written: &Written) {
        let Written { path, text } = written;
        let first = document.tree.len();
        let file = document
            .sources
            .push(path, text.clone(), Format::Yaml, first);
        document.sources.mark_configuration();
        document.configuration = Some(Self {
            file,
            document: Box::new(toml::read(path, text.clone())),
        });
    }

    /// Where the table at `way` says something of `entry`: the member of that name, or the element of that text.
    fn place(&self, way: &[&str], entry: &str, part: Part) -> Place {
        let (tree, sources) = (&self.document.tree, &self.document.sources);
        let table = way
            .iter()
            .try_fold(self.document.root, |at, step| tree.peek(at, step));
        let is_it = |&node: &NodeId| match tree.name(node) {
            Some(name) => name == entry,
            None => tree.str(node) == Some(entry),
        };
        let found = table.and_then(|table| tree.children(table).find(is_it));
        match found.and_then(|node| sources.node_span(tree, node, part)) {
            Some(span) => Place::Text {
                file: self.file,
                start: span.start,
                end: span.end,
            },
            None => Place::File(self.file),
        }
    }
}

impl Document {
    /// Where the configuration says something of `entry` in the table at `way`. Without a configuration, the caller must
    /// have asked for it.
    pub(crate) fn configured(&self, way: &[&str], entry: &str, part: Part) -> Place {
        let attached = self.configuration.as_ref();
        attached.map_or(Place::CommandLine, |it| it.place(way, entry, part))
    }
}
