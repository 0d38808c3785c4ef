//! The Media Type Object and the Encoding Object (OpenAPI 3.1, 4.8.14 and 4.8.15).

use super::view::view;
use super::{Document, Header};
use crate::tree::NodeId;

/// What a body is in one media type.
#[derive(Clone, Copy, Debug)]
pub struct MediaType<'d> {
    doc: &'d Document,
    /// The Media Type Object.
    pub node: NodeId,
    /// The media type, as written.
    pub name: &'d str,
}

impl<'d> MediaType<'d> {
    /// The entries of `content` in `node`, in document order.
    pub(super) fn map(doc: &'d Document, node: NodeId) -> impl Iterator<Item = Self> + use<'d> {
        let content = doc.tree.get(node, "content");
        let entries = content
            .into_iter()
            .flat_map(|content| doc.tree.entries(content));
        entries.map(move |(name, node)| Self {
            doc,
            node: doc.follow(node),
            name,
        })
    }

    /// The media type without parameters, in lower case: `application/json`.
    pub fn essence(&self) -> String {
        let essence = self.name.split(';').next().unwrap_or_default();
        essence.trim().to_ascii_lowercase()
    }

    /// `schema`, its `$ref` not followed.
    pub fn schema(&self) -> Option<NodeId> {
        self.doc.tree.get(self.node, "schema")
    }

    /// `itemSchema`, which OpenAPI has since 3.2: the schema of each item of a stream.
    pub fn item_schema(&self) -> Option<NodeId> {
        self.doc.tree.get(self.node, "itemSchema")
    }

    /// `encoding`, by property.
    pub fn encoding(&self) -> impl Iterator<Item = (&'d str, Encoding<'d>)> + use<'d> {
        let doc = self.doc;
        let entries = doc.members_of(self.node, "encoding");
        entries.map(move |(name, node)| (name, Encoding::new(doc, node)))
    }
}

view! {
    /// How a property of a form is written.
    Encoding
}

impl<'d> Encoding<'d> {
    /// `contentType`: where several are listed, the first that is no range, which could not be sent.
    pub fn content_type(&self) -> Option<&'d str> {
        let listed = self.doc.tree.get_str(self.node, "contentType")?;
        let names = listed.split(',').map(str::trim);
        let mut names = names.filter(|name| !name.is_empty()).peekable();
        let first = names.peek().copied();
        names.find(|name| !name.contains('*')).or(first)
    }

    /// `headers`, by name.
    pub fn headers(&self) -> impl Iterator<Item = (&'d str, Header<'d>)> + use<'d> {
        let doc = self.doc;
        let headers = doc.members_of(self.node, "headers");
        headers.map(move |(name, node)| (name, Header::new(doc, node)))
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
}
