//! Compares the description with what OpenAPI says may stand where: unknown, missing and mistaken members.
//!
//! In: a resolved [`Document`]. Out: the same, with diagnostics; values that are plainly meant as another type, such as
//! a version that YAML reads as a number, are read as that. An error is said only where nothing sound can be read;
//! real descriptions break many rules without meaning less. Does not look at what members mean together.

mod extensions;
mod kind;
mod members;
#[cfg(test)]
mod tests;
pub(crate) mod types;
mod values;

use crate::document::Document;
use crate::document::shape::{Kind, Shape, Weight};
use crate::tree::{NodeId, Tree};

/// Checks everything that `resolve` has found a meaning for.
pub fn check(document: &mut Document) {
    members::check_contents(document);
    for node in document.tree.ids() {
        let Some(shape) = document.shape(node) else {
            continue;
        };
        if kind::check(document, node, shape)
            && let Shape::Object(kind) = *shape
        {
            members::check(document, node, kind);
            extensions::check(document, node);
            match kind {
                Kind::Schema => {
                    types::check(document, node);
                    values::check(document, node);
                }
                Kind::Paths => members::check_slashes(document, node),
                Kind::Parameter => members::check_parameter(document, node),
                Kind::MediaType => members::check_media_type(document, node),
                _ => {}
            }
        }
    }
    check_targets(document);
}

/// A reference whose end is another object than the place calls for, or one where a list of them belongs.
fn check_targets(document: &Document) {
    let mut objects: Vec<NodeId> = document.targets.keys().copied().collect();
    objects.sort_unstable();
    for object in objects {
        let target = document.targets.get(&object);
        let shapes = (
            document.shape(object),
            target.and_then(|&target| document.shape(target)),
        );
        match shapes {
            (Some(Shape::Object(here)), Some(Shape::Object(there))) if here != there => {
                kind::say_other_object(document, object, *here, *there);
            }
            (Some(Shape::List(Shape::Object(here))), Some(Shape::Object(there)))
                if here == there =>
            {
                kind::say_no_list(document, object);
            }
            _ => {}
        }
    }
}

/// What a node means to the object around it.
fn weight(document: &Document, node: NodeId) -> Weight {
    let around = document
        .tree
        .parent(node)
        .and_then(|parent| document.shape(parent));
    match (around, document.tree.name(node)) {
        (Some(Shape::Object(kind)), Some(name)) => kind
            .members()
            .iter()
            .find(|member| member.name == name)
            .map_or(Weight::May, |member| member.weight),
        _ => Weight::May,
    }
}

/// What to call a node in a message.
pub(crate) fn called(tree: &Tree, node: NodeId) -> String {
    match (tree.name(node), tree.position(node)) {
        (Some(name), _) => format!("`{name}`"),
        (None, Some(_)) => "the element".to_owned(),
        (None, None) => "the file".to_owned(),
    }
}
