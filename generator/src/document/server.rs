//! The Server Object and the Server Variable Object (OpenAPI 3.1, 4.8.5 and 4.8.6).

use super::Document;
use super::view::view;
use crate::tree::NodeId;

view! {
    /// Where an API is.
    Server
}

impl<'d> Server<'d> {
    /// `servers` of the document.
    pub fn all(doc: &'d Document) -> impl Iterator<Item = Self> + use<'d> {
        doc.items_of(doc.root, "servers")
            .map(move |node| Self::new(doc, node))
    }

    /// `url`, a template.
    pub fn url(&self) -> Option<&'d str> {
        self.doc.tree.get_str(self.node, "url")
    }

    /// `variables` of the template, by name.
    pub fn variables(&self) -> impl Iterator<Item = (&'d str, ServerVariable<'d>)> + use<'d> {
        let doc = self.doc;
        let members = doc.members_of(self.node, "variables");
        members.map(move |(name, node)| (name, ServerVariable::new(doc, node)))
    }
}

view! {
    /// A variable of a server's URL.
    ServerVariable
}

impl<'d> ServerVariable<'d> {
    /// `default`, which must be a string but is met as a number too.
    pub fn default(&self) -> Option<String> {
        self.scalar(self.doc.tree.get(self.node, "default")?)
    }

    /// `enum`
    pub fn values(&self) -> Vec<String> {
        self.doc
            .items_of(self.node, "enum")
            .filter_map(|node| self.scalar(node))
            .collect()
    }

    fn scalar(&self, node: NodeId) -> Option<String> {
        let tree = &self.doc.tree;
        tree.str(node)
            .or_else(|| tree.number(node))
            .map(str::to_owned)
    }
}
