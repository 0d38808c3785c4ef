//! Why: from an item of the crate to the place in the description that it comes from and the rules that made it, and
//! from a place in the description to the items it became.
//!
//! In: a described API and its surface, and a question. `find` understands what is asked for, `why` knows the reasons,
//! `place` goes from lines and JSON Pointers to nodes and back to text.

mod find;
mod operations;
mod place;
#[cfg(test)]
mod tests;
mod types;

pub use crate::resolve::pointer::Missing;
pub use find::{Answer, find};
pub use place::{Excerpt, Made, Nowhere, excerpt, made, node_at};

use crate::emit::Crate;
use crate::ir::Ty;
use crate::names::Names;
use crate::surface::{Item, Kind, Origin, Surface};
use crate::{Described, Draft};

/// A description whose items can be asked about.
pub struct Explainer<'a> {
    /// The description and its API.
    pub described: &'a Described,
    /// Its items.
    pub surface: Surface,
    names: Names,
    krate: String,
}

impl<'a> Explainer<'a> {
    /// Plans the names of the crate and its surface.
    pub fn new(described: &'a Described, krate: &Crate) -> Self {
        let draft = Draft::new(&described.api, krate);
        Self {
            described,
            surface: draft.surface(),
            names: draft.names,
            krate: krate.name.replace('-', "_"),
        }
    }

    /// The rules that made an item what it is, a sentence each.
    pub fn why(&self, item: &Item) -> Vec<String> {
        let mut said = Vec::new();
        match item.origin {
            Origin::Whole => said.push(whole(item)),
            Origin::Type(id) => types::ty(self, id, item, &mut said),
            Origin::Additional(_) => said.push(
                "`additionalProperties` has a schema, so all members without a field of their own are kept in a map of its type.".to_owned(),
            ),
            Origin::Field(id, index) => types::field(self, id, index, item, &mut said),
            Origin::Variant(id, index) => types::variant(self, id, index, item, &mut said),
            _ => operations::why(self, item, &mut said),
        }
        if !item.features.is_empty() && item.kind != Kind::Export {
            said.push(format!(
                "It is there with the Cargo feature {}: in a crate of 100 operations or more each group has one, which brings the models that it needs.",
                item.features.join(" or ")
            ));
        }
        if item.signature.ends_with(crate::surface::lock::DEPRECATED) {
            said.push("`deprecated: true` makes it `#[deprecated]`.".to_owned());
        }
        said
    }

    /// The node of the description that an item comes from: the description as a whole where no part of it says more.
    pub fn node(&self, item: &Item) -> crate::tree::NodeId {
        let node = item.origin.node(&self.described.api);
        node.unwrap_or(self.described.document.root)
    }

    /// The scalar member of a node, as the description has it.
    fn keyword(&self, node: crate::tree::NodeId, name: &str) -> Option<String> {
        let tree = &self.described.document.tree;
        let value = tree.peek(self.followed(node), name)?;
        match tree.is_object(value) {
            true => None,
            false => Some(tree.to_json(value).to_string().replace('"', "")),
        }
    }

    /// Where the references of a node lead.
    fn followed(&self, node: crate::tree::NodeId) -> crate::tree::NodeId {
        self.described.document.follow(node)
    }

    /// What in a schema made a Rust type of it: `type: string, format: date-time`.
    fn stated(&self, node: crate::tree::NodeId) -> String {
        let stated = ["type", "format", "contentEncoding"]
            .iter()
            .filter_map(|name| {
                let value = self.keyword(node, name)?;
                Some(format!("{name}: {value}"))
            });
        stated.collect::<Vec<_>>().join(", ")
    }

    /// Why a type is what it is.
    fn type_reason(&self, node: crate::tree::NodeId, ty: &Ty, shown: &str) -> String {
        let stated = self.stated(node);
        let because = match ty {
            Ty::Named(id) | Ty::Boxed(id) => {
                let name = self.names.ty(*id).name.plain();
                let boxed = match ty {
                    Ty::Boxed(_) => {
                        " It is in a `Box`, because the type would contain itself otherwise."
                    }
                    _ => "",
                };
                return format!(
                    "Its schema is the type `{name}` of this crate: ask about that for the rest.{boxed}"
                );
            }
            Ty::Any => {
                "which says nothing of a type, or nothing that one Rust type can say, so any JSON is taken"
            }
            Ty::I64 => "which is 64 bits unless `format` says otherwise",
            Ty::I64Text | Ty::U64Text => "which is an integer that the wire has as text",
            Ty::DateTime => "which is a point in time (RFC 3339)",
            Ty::List(_) => "whose `items` are the elements",
            Ty::Map(_) => "which has only `additionalProperties`, and so is a map",
            Ty::Tuple(_) => "whose `prefixItems` are the parts",
            _ => "",
        };
        let because = match because {
            "" => String::new(),
            because => format!(", {because}"),
        };
        match stated.is_empty() {
            true => format!("Its schema has no `type` of its own: `{shown}`{because}."),
            false => format!("`{stated}` is `{shown}`{because}."),
        }
    }
}

fn whole(item: &Item) -> String {
    match item.kind {
        Kind::Export => "What every client has: it is re-exported from the runtime, and no description changes it. Some are there only where the API has a use for them.".to_owned(),
        Kind::Feature => "A feature for a group of operations, or for a type of another crate that the models use.".to_owned(),
        _ => "Every crate has it, whatever the description says.".to_owned(),
    }
}
