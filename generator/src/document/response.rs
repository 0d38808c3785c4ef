//! The Response Object (OpenAPI 3.1, 4.8.17).

use super::view::view;
use super::{Header, MediaType};
use crate::tree::NodeId;

view! {
    /// An answer to a call.
    Response
}

impl<'d> Response<'d> {
    /// `content`, in document order.
    pub fn content(&self) -> impl Iterator<Item = MediaType<'d>> + use<'d> {
        MediaType::map(self.doc, self.node)
    }

    /// `headers`, by name.
    pub fn headers(&self) -> impl Iterator<Item = (&'d str, Header<'d>)> + use<'d> {
        let doc = self.doc;
        let headers = doc.tree.get(self.node, "headers");
        let entries = headers
            .into_iter()
            .flat_map(|headers| doc.tree.entries(headers));
        entries.map(move |(name, node)| (name, Header::new(doc, node)))
    }

    /// The node of `headers`.
    pub fn headers_node(&self) -> Option<NodeId> {
        self.doc.tree.get(self.node, "headers")
    }

    /// `links`
    pub fn links(&self) -> Option<NodeId> {
        self.doc.tree.get(self.node, "links")
    }
}
