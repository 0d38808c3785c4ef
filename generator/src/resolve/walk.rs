//! The walk over what OpenAPI gives a meaning: notes the shape of each node, and collects references and identifiers.

use crate::check::called;
use crate::codes;
use crate::diagnostic::{AS_A_LIST, Diagnostic};
use crate::document::shape::{Kind, Shape};
use crate::resolve::{Resolver, Waiting};
use crate::tree::{NodeId, Tree};

impl Resolver<'_> {
    /// Walks over everything below `node`, which is `shape`, and has not been walked over. A node keeps the first
    /// shape that it was met as.
    pub(super) fn walk(&mut self, node: NodeId, shape: &'static Shape) {
        // The depth of a document is limited, but not by how much stack this needs.
        let mut open = vec![(node, shape)];
        let mut children = Vec::new();
        while let Some((node, shape)) = open.pop() {
            let shape = self.meant_as(node, shape);
            if !self.first_visit(node, shape) {
                continue;
            }
            if let Shape::Object(kind) = *shape {
                self.read_spelling(node, kind);
            }
            if *shape == Shape::Object(Kind::Schema) {
                self.read_tuple(node);
            }
            self.read_swagger(node, shape);
            self.note_reference(node, shape);
            self.expand(node, shape, &mut children);
            open.extend(children.drain(..).rev());
        }
    }

    /// An object where a list of such objects belongs is read as its only element.
    fn meant_as(&self, node: NodeId, shape: &'static Shape) -> &'static Shape {
        let tree = &self.document.tree;
        let Shape::List(item @ Shape::Object(kind)) = shape else {
            return shape;
        };
        let is_known = |name: &str| name != "$ref" && kind.member(name).is_some();
        let mut members = tree.children(node).filter_map(|child| tree.name(child));
        if !members.any(is_known) || self.document.shape(node).is_some() {
            return shape;
        }
        let message = format!("{} is one object, where a list belongs", called(tree, node));
        let error = Diagnostic::error(codes::WRONG_TYPE, node, message).help(AS_A_LIST);
        let reading = "it is read as a list of this one object";
        self.document.slip(error, reading);
        item
    }

    /// Members that are spelt as in another language or protocol: `min_items`, `GET`.
    fn read_spelling(&mut self, object: NodeId, kind: Kind) {
        let tree = &self.document.tree;
        let meant = |member: NodeId| {
            let written = tree.name(member)?;
            if kind.member(written).is_some() || written.starts_with("x-") {
                return None;
            }
            let plain = letters(written);
            let known = kind.members().iter().map(|member| member.name);
            let mut known = known.filter(|name| !name.starts_with('$'));
            Some((member, known.find(|name| letters(name) == plain)?))
        };
        let slips: Vec<(NodeId, &str)> = tree.children(object).filter_map(meant).collect();
        for (member, name) in slips {
            // Where the right one is there as well, the other is told as what nobody knows.
            if self.document.tree.peek(object, name).is_some() {
                continue;
            }
            let written = self.document.tree.name(member).unwrap_or_default();
            let message = format!("`{written}` is not how OpenAPI spells `{name}`");
            let error = Diagnostic::error(codes::UNKNOWN_MEMBER, member, message).at_name();
            let help = format!("write `{name}`");
            self.document
                .slip(error.help(help), "it is read as if it were spelt so");
            self.document.tree.rename(member, name);
        }
    }

    /// A list of schemas in `items` is what JSON Schema, up to its draft 2019-09, has for `prefixItems`; `additionalItems`
    /// is then what `items` is now.
    fn read_tuple(&mut self, schema: NodeId) {
        let tree = &self.document.tree;
        let Some(items) = tree.peek(schema, "items") else {
            return;
        };
        let is_tuple = tree.is_array(items) && tree.items(items).next().is_some();
        if !is_tuple || tree.peek(schema, "prefixItems").is_some() {
            return;
        }
        let rest = tree.peek(schema, "additionalItems");
        let message = "`items` is a list, where a Schema Object belongs".to_owned();
        let error = Diagnostic::error(codes::WRONG_TYPE, items, message).at_name();
        let help = "a list of schemas, one for each place, is called `prefixItems`";
        let reading = "it is read as `prefixItems`";
        self.document.slip(error.help(help), reading);
        self.document.tree.rename(items, "prefixItems");
        if let Some(rest) = rest {
            self.document.tree.rename(rest, "items");
        }
    }

    fn first_visit(&mut self, node: NodeId, shape: &'static Shape) -> bool {
        let shapes = &mut self.document.shapes;
        if shapes.len() < self.document.tree.len() {
            shapes.resize(self.document.tree.len(), None);
        }
        match shapes.get_mut(node.index()) {
            Some(known @ None) => {
                *known = Some(shape);
                true
            }
            Some(Some(_)) | None => false,
        }
    }

    /// A `$ref` may stand in any object, and in the maps that hold them. The specification allows fewer places, but
    /// authors split their files at all of them.
    fn note_reference(&mut self, node: NodeId, shape: &'static Shape) {
        if matches!(shape, Shape::Any | Shape::Scalar(_) | Shape::Choice(..)) {
            return;
        }
        if *shape == Shape::Object(Kind::Schema) {
            self.identifiers.note(&self.document.tree, node);
        }
        let tree = &self.document.tree;
        let keywords = ["$ref", "$dynamicRef", "$recursiveRef"];
        let mut found = keywords
            .iter()
            .filter_map(|keyword| tree.peek(node, keyword));
        // A property called `$ref` has a schema, not a string.
        if let Some(reference) = found.find(|&reference| tree.str(reference).is_some()) {
            self.waiting.push(Waiting {
                object: node,
                reference,
                shape,
            });
        }
    }

    fn expand(
        &self,
        node: NodeId,
        shape: &'static Shape,
        children: &mut Vec<(NodeId, &'static Shape)>,
    ) {
        let tree = &self.document.tree;
        match shape {
            Shape::Any | Shape::Scalar(_) => {}
            Shape::Choice(_, other) => self.expand(node, other, children),
            Shape::Object(kind) => {
                for child in tree.children(node) {
                    let known = tree.name(child).and_then(|name| kind.member(name));
                    if let Some(shape) = known {
                        children.push((child, shape));
                    }
                }
            }
            Shape::List(item) => {
                // Named ones stand in an object where the list belongs.
                let items = tree
                    .children(node)
                    .filter(|&child| tree.name(child).is_none() || tree.is_object(child));
                children.extend(items.map(|child| (child, *item)));
            }
            Shape::Map(value) => {
                let members = tree
                    .children(node)
                    .filter(|&child| tree.name(child).is_some() && !is_reference(tree, child));
                children.extend(members.map(|child| (child, *value)));
            }
        }
    }
}

/// What two spellings of one name have in common.
fn letters(name: &str) -> String {
    let letters = name.chars().filter(|char| char.is_ascii_alphanumeric());
    letters.map(|char| char.to_ascii_lowercase()).collect()
}

fn is_reference(tree: &Tree, member: NodeId) -> bool {
    tree.name(member) == Some("$ref") && tree.str(member).is_some()
}
