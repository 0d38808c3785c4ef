//! The Path Item Object (OpenAPI 3.1, 4.8.9).

use super::{Document, Operation, Parameter, Server};
use crate::tree::NodeId;

/// The names that HTTP methods have as members of a path item; `query` since OpenAPI 3.2.
pub(crate) const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// The operations of a path. Beside a `$ref` there may be members of its own, which come first.
#[derive(Clone, Copy, Debug)]
pub struct PathItem<'d> {
    doc: &'d Document,
    /// The object as it stands under its path.
    pub node: NodeId,
    /// What its `$ref` leads to, or the object itself.
    target: NodeId,
}

impl<'d> PathItem<'d> {
    /// The path item at `node`.
    pub fn new(doc: &'d Document, node: NodeId) -> Self {
        Self {
            doc,
            node,
            target: doc.follow(node),
        }
    }

    /// Its operations, each with the name of its method: of a member in lower case, of `additionalOperations` as written.
    pub fn operations(&self) -> Vec<(&'d str, Operation<'d>)> {
        let mut operations: Vec<(&'d str, Operation<'d>)> = Vec::new();
        for object in self.objects() {
            for (name, node) in self.doc.members(object) {
                let is_new = !operations.iter().any(|(method, _)| *method == name);
                if METHODS.contains(&name) && is_new && self.doc.tree.is_object(node) {
                    operations.push((name, Operation::new(self.doc, node)));
                }
            }
            for (name, node) in self.doc.members_of(object, "additionalOperations") {
                let is_new = !operations.iter().any(|(method, _)| *method == name);
                if is_new && self.doc.tree.is_object(node) {
                    operations.push((name, Operation::new(self.doc, node)));
                }
            }
        }
        operations
    }

    /// Parameters of all its operations.
    pub fn parameters(&self) -> Vec<Parameter<'d>> {
        let lists = self.objects().into_iter();
        lists
            .flat_map(|object| self.doc.items_of(object, "parameters"))
            .map(|node| Parameter::new(self.doc, node))
            .collect()
    }

    /// Servers of all its operations.
    pub fn servers(&self) -> Vec<Server<'d>> {
        let lists = self.objects().into_iter();
        lists
            .flat_map(|object| self.doc.items_of(object, "servers"))
            .map(|node| Server::new(self.doc, node))
            .collect()
    }

    /// `summary` or `description`, for operations that have none themselves.
    pub fn text(&self, name: &str) -> Option<&'d str> {
        let mut objects = self.objects().into_iter();
        objects.find_map(|object| self.doc.tree.get_str(object, name))
    }

    fn objects(&self) -> Vec<NodeId> {
        if self.target == self.node {
            vec![self.node]
        } else {
            vec![self.node, self.target]
        }
    }
}
