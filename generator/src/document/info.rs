//! The Info Object, the Contact Object and the License Object (OpenAPI 3.1, 4.8.2 to 4.8.4).

use super::Document;
use super::view::view;

view! {
    /// What a document says about the API as a whole.
    Info
}

impl<'d> Info<'d> {
    /// `info` of the document; `None` where it is not there.
    pub fn of(doc: &'d Document) -> Option<Self> {
        Some(Self::new(doc, doc.tree.get(doc.root, "info")?))
    }

    /// `title`, `version` and the like; a number where a string should be is read as one.
    pub fn text(&self, member: &str) -> Option<&'d str> {
        let tree = &self.doc.tree;
        let node = tree.get(self.node, member)?;
        tree.str(node).or_else(|| tree.number(node))
    }

    /// `license.identifier`, or `license.name`.
    pub fn license(&self) -> Option<&'d str> {
        let tree = &self.doc.tree;
        let license = tree.get(self.node, "license")?;
        let name = tree.get_str(license, "name");
        tree.get_str(license, "identifier").or(name)
    }

    /// `contact`: its name, URL and e-mail address, as far as they are there.
    pub fn contact(&self) -> Vec<&'d str> {
        let tree = &self.doc.tree;
        let Some(contact) = tree.get(self.node, "contact") else {
            return Vec::new();
        };
        let parts = ["name", "url", "email"].into_iter();
        parts
            .filter_map(|part| tree.get_str(contact, part))
            .filter(|text| !text.trim().is_empty())
            .collect()
    }
}
