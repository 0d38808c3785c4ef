//! What all views have in common: a node of a document, and a few ways to read its members.

use super::Document;
use crate::ledger::Mark;
use crate::tree::NodeId;

/// Declares a view: a node with the document it belongs to, its `$ref` followed.
macro_rules! view {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name<'d> {
            doc: &'d crate::document::Document,
            /// The object itself; a `$ref` that led here is followed.
            pub node: crate::tree::NodeId,
            /// Where the object was asked for: itself, or the `$ref` that led here.
            pub place: crate::tree::NodeId,
        }

        impl<'d> $name<'d> {
            /// The object that `place` stands for.
            pub fn new(doc: &'d crate::document::Document, place: crate::tree::NodeId) -> Self {
                let node = doc.follow(place);
                Self { doc, node, place }
            }
        }
    };
}

pub(super) use view;

impl Document {
    /// The members of an object in document order, without extensions (`x-`); nothing where the node is no object.
    /// They count as used.
    pub fn members(&self, node: NodeId) -> impl Iterator<Item = (&str, NodeId)> {
        self.tree.children(node).filter_map(|child| {
            let name = self.tree.name(child)?;
            if name.starts_with("x-") {
                return None;
            }
            self.tree.set_mark(child, Mark::Used);
            Some((name, child))
        })
    }

    /// The members of the object that is the member `name`, as [`Document::members`].
    pub fn members_of(&self, node: NodeId, name: &str) -> impl Iterator<Item = (&str, NodeId)> {
        let object = self.tree.get(node, name);
        object.into_iter().flat_map(|object| self.members(object))
    }

    /// The elements of the array that is the member `name`.
    pub fn items_of(&self, node: NodeId, name: &str) -> impl Iterator<Item = NodeId> {
        let array = self.tree.get(node, name);
        array.into_iter().flat_map(|array| self.tree.items(array))
    }

    /// The strings of the array that is the member `name`.
    pub fn texts_of(&self, node: NodeId, name: &str) -> impl Iterator<Item = (&str, NodeId)> {
        self.items_of(node, name)
            .filter_map(|item| Some((self.tree.str(item)?, item)))
    }
}
