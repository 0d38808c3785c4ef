//! What all views have in common: a node of a document, and a few ways to read its members.

use super::Document;
use super::shape::Shape;
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

    /// The elements of the list that is the member `name`.
    pub fn items_of(&self, node: NodeId, name: &str) -> impl Iterator<Item = NodeId> {
        let list = self.tree.get(node, name);
        list.into_iter().flat_map(|list| self.elements(list))
    }

    /// The elements of a list, which may stand in another place. An object where a list belongs is its only element, or
    /// holds them as its members; `resolve` has told which.
    pub fn elements(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        let list = self.follow(node);
        let is_list = self.tree.is_array(list)
            || list == node && matches!(self.shape(list), Some(Shape::List(_)));
        let only = (!is_list && self.tree.is_object(list)).then_some(node);
        let held = is_list.then(|| self.tree.children(list));
        let all = only.into_iter().chain(held.into_iter().flatten());
        all.inspect(|&element| self.tree.set_mark(element, Mark::Used))
    }

    /// The strings of the array that is the member `name`.
    pub fn texts_of(&self, node: NodeId, name: &str) -> impl Iterator<Item = (&str, NodeId)> {
        self.items_of(node, name)
            .filter_map(|item| Some((self.tree.str(item)?, item)))
    }
}
