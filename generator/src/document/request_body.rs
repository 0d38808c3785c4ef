//! The Request Body Object (OpenAPI 3.1, 4.8.13).

use super::MediaType;
use super::view::view;

view! {
    /// What a call sends in its body.
    RequestBody
}

impl<'d> RequestBody<'d> {
    /// `required`
    pub fn required(&self) -> bool {
        self.doc.tree.get_bool(self.node, "required") == Some(true)
    }

    /// `content`, in document order.
    pub fn content(&self) -> impl Iterator<Item = MediaType<'d>> + use<'d> {
        MediaType::map(self.doc, self.node)
    }
}
