//! The Security Scheme Object, the OAuth Flow Object and the Security Requirement Object (OpenAPI 3.1, 4.8.27 to
//! 4.8.30).

use super::Document;
use super::shape::{Kind, Shape};
use super::view::view;
use crate::tree::NodeId;

view! {
    /// A way to prove who calls.
    SecurityScheme
}

impl<'d> SecurityScheme<'d> {
    /// `components.securitySchemes`, by name, in document order.
    pub fn all(doc: &'d Document) -> Vec<(&'d str, Self)> {
        let components = doc.tree.get(doc.root, "components");
        let schemes = components
            .into_iter()
            .flat_map(|components| doc.members_of(components, "securitySchemes"));
        schemes
            .map(|(name, node)| (name, Self::new(doc, node)))
            .collect()
    }

    /// `type`, `in`, `name`, `scheme` and the like.
    pub fn text(&self, member: &str) -> Option<&'d str> {
        self.doc.tree.get_str(self.node, member)
    }

    /// The flow `name` of `flows`.
    pub fn flow(&self, name: &str) -> Option<Flow<'d>> {
        let flows = self.doc.tree.get(self.node, "flows")?;
        Some(Flow::new(self.doc, self.doc.tree.get(flows, name)?))
    }

    /// All flows, with their names.
    pub fn flows(&self) -> impl Iterator<Item = (&'d str, Flow<'d>)> + use<'d> {
        let doc = self.doc;
        doc.members_of(self.node, "flows")
            .map(move |(name, node)| (name, Flow::new(doc, node)))
    }
}

view! {
    /// One way to come by a token.
    Flow
}

impl<'d> Flow<'d> {
    /// `tokenUrl`
    pub fn token_url(&self) -> Option<&'d str> {
        self.doc.tree.get_str(self.node, "tokenUrl")
    }

    /// `scopes`, each with its description.
    pub fn scopes(&self) -> Vec<(String, String)> {
        let scopes = self.doc.tree.get(self.node, "scopes");
        let entries = scopes
            .into_iter()
            .flat_map(|scopes| self.doc.tree.entries(scopes));
        entries
            .map(|(name, node)| {
                let text = self.doc.tree.str(node).unwrap_or_default();
                (name.to_owned(), text.to_owned())
            })
            .collect()
    }
}

view! {
    /// Schemes that together are enough.
    SecurityRequirement
}

impl<'d> SecurityRequirement<'d> {
    /// `security` of an object, the alternatives in document order; `None` where there is none.
    pub fn list(doc: &'d Document, node: NodeId) -> Option<Vec<Self>> {
        let security = doc.tree.get(node, "security")?;
        // One object where the list belongs is its only element.
        let is_one = doc.shape(security) == Some(&Shape::Object(Kind::SecurityRequirement));
        (is_one || doc.tree.is_array(security)).then(|| {
            doc.elements(security)
                .map(|node| Self::new(doc, node))
                .collect()
        })
    }

    /// The schemes, each with its node and its scopes.
    pub fn schemes(&self) -> impl Iterator<Item = (&'d str, NodeId, Vec<String>)> + use<'d> {
        let tree = &self.doc.tree;
        tree.entries(self.node).map(|(name, node)| {
            let scopes = tree.items(node).filter_map(|scope| tree.str(scope));
            (name, node, scopes.map(str::to_owned).collect())
        })
    }
}
