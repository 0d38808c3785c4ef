//! From the document to [`ir`](crate::ir): schemas become types, operations become calls.
//!
//! In: a resolved [`Document`]. Out: plain data with all decisions taken. [`Lowering`] is the context that both halves
//! share: it owns the types while they are made. A reference needs nothing of a type but its [`TypeId`], so types are
//! made one after the other from a queue, and a chain of references costs no stack.

mod all_of;
mod api;
mod body;
mod choice;
mod constraint;
mod discriminator;
mod docs;
mod enumeration;
mod envelope;
mod form;
mod group;
mod kinds;
mod made_up;
mod media;
mod name;
mod nullable;
mod object;
mod operation;
mod pagination;
mod parameter;
mod path;
mod pointer;
mod prune;
mod recursion;
mod response;
mod scalar;
mod schema;
mod security;
mod select;
mod server;
mod shape;
mod share;
#[cfg(test)]
mod tests;
mod titles;
mod unexpressed;
mod union;
mod usage;
mod variant_name;
mod walk;
mod webhook;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet, VecDeque};

pub use api::lower;
pub use name::Name;
pub use select::Selection;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::ir::{Alias, Field, Literal, Operation, Ty, Type, TypeId, TypeKind, Usage, Webhook};
use crate::tree::NodeId;
use all_of::Part;
use titles::Titles;

/// How deep inline schemas may nest.
const MAX_DEPTH: usize = 60;

/// How many members all structs together may have.
const MAX_FIELDS: usize = 1_000_000;

/// The state of lowering: the document, and the types made so far.
#[derive(Debug)]
pub struct Lowering<'d> {
    /// The document.
    pub doc: &'d Document,
    types: Vec<Type>,
    /// The types of schemas that a `$ref` may point at: components, and other targets when they are first met.
    references: HashMap<NodeId, TypeId>,
    /// All nodes that some `$ref` leads to.
    targets: HashSet<NodeId>,
    /// The types of inline schemas, by the schemas that they are made of.
    inline: HashMap<Vec<Part>, Inline>,
    /// Declared types that still need their insides.
    queue: VecDeque<Job>,
    component_names: HashMap<NodeId, &'d str>,
    /// For each component that others have in their `allOf`: those others.
    heirs: HashMap<NodeId, Vec<NodeId>>,
    /// Nodes about which something was said that need not be said twice.
    said: RefCell<HashSet<NodeId>>,
    titles: Titles,
    /// Enumerations of a single value that are variants of unions, by the value.
    constants: HashMap<String, TypeId>,
    /// Conjunctions that are being planned as the only choice of a union, the innermost last.
    planning: Vec<Vec<Part>>,
    /// How many more schemas may be lowered. References let few nodes describe endlessly many types.
    budget: usize,
    /// How many more members structs may have, all together.
    fields_left: usize,
}

/// What is known of an inline schema.
#[derive(Debug)]
enum Inline {
    /// It is being lowered, and has met itself inside if there is an id.
    UnderWay(Option<TypeId>),
    Done(Ty),
}

/// A declared type that still needs its insides.
#[derive(Debug)]
enum Job {
    /// A target of a `$ref`.
    Target(TypeId, Place),
    /// The members of an object.
    Struct(TypeId, Vec<Part>, Place),
}

/// Where a schema stands: what to point at, and what to call what is made of it.
#[derive(Clone, Debug)]
struct Place {
    node: NodeId,
    name: Name,
}

impl<'d> Lowering<'d> {
    /// Starts with the types of all component schemas, in document order.
    pub fn new(doc: &'d Document) -> Self {
        let components = components(doc);
        let mut lowering = Self {
            doc,
            types: Vec::new(),
            references: HashMap::new(),
            targets: doc
                .targets
                .values()
                .map(|&target| doc.schema_at(target))
                .collect(),
            inline: HashMap::new(),
            queue: VecDeque::new(),
            component_names: components
                .iter()
                .map(|&(name, node)| (node, name))
                .collect(),
            heirs: discriminator::heirs(doc, &components),
            said: RefCell::default(),
            titles: Titles::of(&doc.tree, &components),
            constants: HashMap::new(),
            planning: Vec::new(),
            budget: 8 * doc.tree.len() + 10_000,
            fields_left: MAX_FIELDS,
        };
        for (name, node) in components {
            let place = Place {
                node,
                name: Name::new([name]),
            };
            lowering.targets.insert(node);
            lowering.declare_target(place, true);
        }
        lowering.work_off();
        lowering
    }

    /// The type of the schema at `schema`; what needs a declaration inline is called `name`. The type and all it
    /// refers to are complete when this returns.
    pub fn schema(&mut self, schema: NodeId, name: Name) -> Ty {
        let place = Place { node: schema, name };
        let ty = self.lower(vec![Part::whole(schema)], &place);
        self.work_off();
        ty
    }

    /// All types, by their ids, finished with what only shows when all of them are known.
    pub fn finish(mut self, operations: &[Operation], webhooks: &[Webhook]) -> Vec<Type> {
        self.note_idle_discriminators();
        self.mark_usage(operations, webhooks);
        self.tell_variants_apart();
        self.break_recursion();
        self.types
    }

    /// The type with this id.
    pub fn declared(&self, id: TypeId) -> Option<&Type> {
        self.types.get(id.0 as usize)
    }

    /// The type behind aliases, boxes and nullability; of a recursive alias, any of its names.
    pub fn resolved<'a>(&'a self, ty: &'a Ty) -> &'a Ty {
        let mut at = ty;
        for _ in 0..MAX_DEPTH {
            at = match at {
                Ty::Nullable(inner) => inner,
                Ty::Named(id) | Ty::Boxed(id) => match self.declared(*id).map(|ty| &ty.kind) {
                    Some(TypeKind::Alias(alias)) => &alias.ty,
                    _ => return at,
                },
                _ => return at,
            };
        }
        at
    }

    /// The fields of a type, if it is a struct in the end.
    pub fn fields(&self, ty: &Ty) -> Option<&[Field]> {
        let (Ty::Named(id) | Ty::Boxed(id)) = self.resolved(ty) else {
            return None;
        };
        match &self.declared(*id)?.kind {
            TypeKind::Struct(object) => Some(&object.fields),
            _ => None,
        }
    }

    /// The field of a struct by its wire name.
    pub fn property(&self, ty: &Ty, name: &str) -> Option<&Field> {
        self.fields(ty)?.iter().find(|field| field.name == name)
    }

    /// The type of the elements of a list.
    pub fn element<'a>(&'a self, ty: &'a Ty) -> Option<&'a Ty> {
        match self.resolved(ty) {
            Ty::List(element) => Some(element),
            _ => None,
        }
    }

    /// What a schema, with all that it includes, says of members that it does not name.
    pub fn other_members(&self, schema: NodeId) -> Vec<NodeId> {
        let flat = self.flatten(&[Part::whole(schema)]);
        let schemas = self.read(&flat);
        let others = schemas.iter().flat_map(|schema| {
            let patterns = schema.pattern_properties().map(|(_, node)| node);
            patterns.chain(schema.additional_properties)
        });
        others
            .filter(|node| self.doc.tree.is_object(*node))
            .collect()
    }

    /// The value of a schema that admits one only, or else its default.
    pub fn only_value(&self, schema: NodeId) -> Option<Literal> {
        let flat = self.flatten(&[Part::whole(schema)]);
        let schemas = self.read(&flat);
        self.constant(&schemas).or_else(|| self.default(schema))
    }

    /// The `default` of a schema: its own, or that of what its `$ref` leads to.
    pub fn default(&self, schema: NodeId) -> Option<Literal> {
        let tree = &self.doc.tree;
        let default = tree
            .get(schema, "default")
            .or_else(|| tree.get(self.doc.follow_schema(schema), "default"))?;
        Some(tree.to_json(default))
    }

    /// Whether this is the first time that somebody asks about the node: what is said of it is said once.
    fn once(&self, node: NodeId) -> bool {
        self.said.borrow_mut().insert(node)
    }

    /// Says of a schema that it means nothing, because it is only ever itself.
    fn say_infinite(&self, node: NodeId) {
        if self.once(node) {
            let message = "this schema is defined by nothing but itself";
            let warning = Diagnostic::warning(codes::INFINITE_SCHEMA, node, message);
            self.doc.unsupported(
                node,
                warning.help("say what else it is; any JSON value is taken"),
            );
        }
    }

    /// Notes that a schema cannot be expressed, and what was done instead.
    fn unsupported(&self, node: NodeId, message: &str, instead: &str) {
        let warning = Diagnostic::warning(codes::UNSUPPORTED_SCHEMA, node, message);
        self.doc.unsupported(node, warning.help(instead));
    }

    /// The type of a schema that a `$ref` leads to. Its insides are made later.
    fn reference(&mut self, place: &Place) -> TypeId {
        match self.references.get(&place.node) {
            Some(&id) => id,
            None => {
                let name = self.target_name(place.node);
                let name = name.unwrap_or_else(|| place.name.clone());
                self.declare_target(
                    Place {
                        node: place.node,
                        name,
                    },
                    false,
                )
            }
        }
    }

    fn declare_target(&mut self, place: Place, is_component: bool) -> TypeId {
        let id = self.declare(&place, is_component);
        self.references.insert(place.node, id);
        self.queue.push_back(Job::Target(id, place));
        id
    }

    /// Reserves an id. The type is `Any` by another name until its kind is set.
    fn declare(&mut self, place: &Place, is_component: bool) -> TypeId {
        let id = TypeId(self.types.len() as u32);
        self.types.push(Type {
            node: place.node,
            name: place.name.words().to_vec(),
            is_component,
            docs: self.docs(place.node),
            deprecated: self.doc.tree.get_bool(place.node, "deprecated") == Some(true),
            usage: Usage::default(),
            kind: TypeKind::Alias(Alias::of(Ty::Any)),
            shared_by: Vec::new(),
            is_boxed: false,
        });
        id
    }

    fn define(&mut self, id: TypeId, kind: TypeKind) {
        if let Some(ty) = self.types.get_mut(id.0 as usize) {
            ty.kind = kind;
        }
    }

    fn work_off(&mut self) {
        while let Some(job) = self.queue.pop_front() {
            match job {
                Job::Target(id, place) => {
                    let parts = self.simplify_target(place.node);
                    self.define_as(id, parts, &place);
                }
                Job::Struct(id, parts, place) => {
                    let object = self.lower_struct(&parts, &place);
                    self.define(id, TypeKind::Struct(object));
                }
            }
        }
    }
}

/// The component schemas of the description itself, in document order.
fn components(doc: &Document) -> Vec<(&str, NodeId)> {
    let tree = &doc.tree;
    tree.get(doc.root, "components")
        .and_then(|components| tree.get(components, "schemas"))
        .into_iter()
        .flat_map(|schemas| tree.entries(schemas))
        .collect()
}
