//! The Operation Object (OpenAPI 3.1, 4.8.10) and the Responses Object inside it.

use super::view::view;
use super::{Parameter, PathItem, RequestBody, Response, SecurityRequirement, Server};
use crate::tree::NodeId;

view! {
    /// A call that the API answers.
    Operation
}

impl<'d> Operation<'d> {
    /// `operationId`; an empty one is none.
    pub fn id(&self) -> Option<&'d str> {
        let id = self.doc.tree.get_str(self.node, "operationId")?;
        (!id.trim().is_empty()).then_some(id)
    }

    /// The node of `operationId`.
    pub fn id_node(&self) -> Option<NodeId> {
        self.doc.tree.peek(self.node, "operationId")
    }

    /// `tags`
    pub fn tags(&self) -> impl Iterator<Item = (&'d str, NodeId)> + use<'d> {
        self.doc.texts_of(self.node, "tags")
    }

    /// `parameters`
    pub fn parameters(&self) -> impl Iterator<Item = Parameter<'d>> + use<'d> {
        let doc = self.doc;
        doc.items_of(self.node, "parameters")
            .map(move |node| Parameter::new(doc, node))
    }

    /// `requestBody`
    pub fn request_body(&self) -> Option<RequestBody<'d>> {
        let node = self.doc.tree.get(self.node, "requestBody")?;
        Some(RequestBody::new(self.doc, node))
    }

    /// `responses`: the status as written, the node that has it as its name, and the response.
    pub fn responses(&self) -> impl Iterator<Item = (&'d str, NodeId, Response<'d>)> + use<'d> {
        let doc = self.doc;
        let responses = doc.members_of(self.node, "responses");
        responses.map(move |(status, node)| (status, node, Response::new(doc, node)))
    }

    /// `callbacks`: the name and the path items of each.
    pub fn callbacks(&self) -> impl Iterator<Item = (&'d str, NodeId, PathItem<'d>)> + use<'d> {
        let doc = self.doc;
        doc.members_of(self.node, "callbacks")
            .flat_map(move |(name, callback)| {
                let items = doc.members(doc.follow(callback));
                items.map(move |(_, node)| (name, node, PathItem::new(doc, node)))
            })
    }

    /// `deprecated`
    pub fn deprecated(&self) -> bool {
        self.doc.tree.get_bool(self.node, "deprecated") == Some(true)
    }

    /// `security`; `None` where the document's own holds.
    pub fn security(&self) -> Option<Vec<SecurityRequirement<'d>>> {
        SecurityRequirement::list(self.doc, self.node)
    }

    /// `servers`
    pub fn servers(&self) -> impl Iterator<Item = Server<'d>> + use<'d> {
        let doc = self.doc;
        doc.items_of(self.node, "servers")
            .map(move |node| Server::new(doc, node))
    }
}
