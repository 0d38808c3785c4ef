//! The Header Object (OpenAPI 3.1, 4.8.21).

use super::MediaType;
use super::view::view;
use crate::tree::NodeId;

view! {
    /// A header of a response.
    Header
}

impl<'d> Header<'d> {
    /// `required`
    pub fn required(&self) -> bool {
        self.doc.tree.get_bool(self.node, "required") == Some(true)
    }

    /// `schema`, or that of the one entry of `content`; its `$ref` not followed.
    pub fn schema(&self) -> Option<NodeId> {
        let content =
            || MediaType::map(self.doc, self.node).find_map(|media_type| media_type.schema());
        self.doc.tree.get(self.node, "schema").or_else(content)
    }
}
