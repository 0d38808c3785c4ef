//! The Tag Object (OpenAPI 3.1, 4.8.22).

use super::Document;
use super::view::view;

view! {
    /// What a group of operations is about.
    Tag
}

impl<'d> Tag<'d> {
    /// `tags` of the document.
    pub fn all(doc: &'d Document) -> impl Iterator<Item = Self> + use<'d> {
        doc.items_of(doc.root, "tags")
            .map(move |node| Self::new(doc, node))
    }

    /// `name`
    pub fn name(&self) -> Option<&'d str> {
        self.doc.tree.get_str(self.node, "name")
    }
}
