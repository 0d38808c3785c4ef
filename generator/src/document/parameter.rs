//! The Parameter Object (OpenAPI 3.1, 4.8.12).

use super::MediaType;
use super::view::view;
use crate::tree::NodeId;

view! {
    /// A value that a call sends in its path, query, headers or cookies.
    Parameter
}

impl<'d> Parameter<'d> {
    /// `name`
    pub fn name(&self) -> Option<&'d str> {
        self.doc.tree.get_str(self.node, "name")
    }

    /// `in`
    pub fn location(&self) -> Option<&'d str> {
        self.doc.tree.get_str(self.node, "in")
    }

    /// `required`
    pub fn required(&self) -> bool {
        self.doc.tree.get_bool(self.node, "required") == Some(true)
    }

    /// `deprecated`
    pub fn deprecated(&self) -> bool {
        self.doc.tree.get_bool(self.node, "deprecated") == Some(true)
    }

    /// `style`, with its node.
    pub fn style(&self) -> Option<(&'d str, NodeId)> {
        let node = self.doc.tree.get(self.node, "style")?;
        Some((self.doc.tree.str(node)?, node))
    }

    /// `explode`
    pub fn explode(&self) -> Option<bool> {
        self.doc.tree.get_bool(self.node, "explode")
    }

    /// `allowReserved`
    pub fn allow_reserved(&self) -> bool {
        self.doc.tree.get_bool(self.node, "allowReserved") == Some(true)
    }

    /// `schema`, its `$ref` not followed.
    pub fn schema(&self) -> Option<NodeId> {
        self.doc.tree.get(self.node, "schema")
    }

    /// `content`, which has one entry.
    pub fn content(&self) -> impl Iterator<Item = MediaType<'d>> + use<'d> {
        MediaType::map(self.doc, self.node)
    }
}
