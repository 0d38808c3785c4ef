//! Names that the project chose: which types, fields and operations they are of.
//!
//! In: the wishes of the configuration, each for a component schema, an operationId, or what a JSON Pointer names. Out:
//! [`Chosen`](crate::ir::Chosen) of the API, or diagnostics. Whether a name can be one is for `names` to say.

use std::collections::HashMap;

use crate::codes;
use crate::diagnostic::{Diagnostic, Part, Place, Severity};
use crate::document::Document;
use crate::ir::{Api, OperationId, TypeId, TypeKind};
use crate::names::{Sort, unfit};
use crate::resolve::pointer;
use crate::tree::NodeId;

/// A name that is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rename {
    /// A component schema, an operationId, or a JSON Pointer, with or without `#`.
    pub of: String,
    /// The Rust name. With a capital at its start it is of a type, and else of a field or a method.
    pub name: String,
}

/// What a node became.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Item {
    Type(TypeId),
    Field(TypeId, usize),
    Method(OperationId),
}

/// Chooses the names. What cannot be is said in the document's diagnostics.
pub fn rename(document: &Document, api: &mut Api, wanted: &[Rename]) {
    let mut taken: HashMap<_, &str> = HashMap::new();
    for wish in wanted {
        let Some(node) = node(document, api, &wish.of) else {
            document.diagnostics.push(unknown(document, api, wish));
            continue;
        };
        let is_type = wish.name.starts_with(|first: char| first.is_uppercase());
        let mut items = items(api, node);
        items.retain(|item| matches!(item, Item::Type(_)) == is_type);
        if items.is_empty() {
            document
                .diagnostics
                .push(nothing(document, node, wish, is_type));
        }
        for item in items {
            let (sort, scope) = item.scope(api);
            if let Some(other) = unfit(sort, &wish.name) {
                document.diagnostics.push(bad(document, node, wish, &other));
            } else if let Some(first) =
                taken.insert((sort as u8, scope, wish.name.clone()), &wish.of)
            {
                document
                    .diagnostics
                    .push(twice(document, node, wish, first));
            } else {
                let name = wish.name.clone();
                match item {
                    Item::Type(id) => drop(api.chosen.types.insert(id, name)),
                    Item::Field(id, index) => drop(api.chosen.fields.insert((id, index), name)),
                    Item::Method(id) => drop(api.chosen.methods.insert(id, name)),
                }
            }
        }
    }
}

impl Item {
    /// What it is, and the number of the scope in which its name must be the only one.
    fn scope(self, api: &Api) -> (Sort, usize) {
        match self {
            Self::Type(_) => (Sort::Type, 0),
            Self::Field(id, _) => (Sort::Field, id.0 as usize),
            Self::Method(id) => {
                let mut groups = api.groups.iter();
                let group = groups.position(|group| group.operations.contains(&id));
                (Sort::Method, group.unwrap_or_default())
            }
        }
    }
}

fn node(document: &Document, api: &Api, of: &str) -> Option<NodeId> {
    let fragment = of.strip_prefix('#').unwrap_or(of);
    if fragment.starts_with('/') {
        return pointer::find(document, document.root, fragment);
    }
    let component = schemas(document).and_then(|schemas| document.tree.peek(schemas, of));
    component.or_else(|| {
        let mut operations = api.operations.iter();
        let operation = operations.find(|it| it.operation_id.as_deref() == Some(of));
        operation.map(|operation| operation.node)
    })
}

fn schemas(document: &Document) -> Option<NodeId> {
    let components = document.tree.peek(document.root, "components")?;
    document.tree.peek(components, "schemas")
}

fn items(api: &Api, node: NodeId) -> Vec<Item> {
    let mut items = Vec::new();
    for (number, ty) in (0..).zip(&api.types) {
        let id = TypeId(number);
        if ty.node == node {
            items.push(Item::Type(id));
        }
        if let TypeKind::Struct(of) = &ty.kind {
            let fields = of.fields.iter().enumerate();
            let fields = fields.filter(|(_, field)| field.node == node);
            items.extend(fields.map(|(index, _)| Item::Field(id, index)));
        }
    }
    let operations = (0..).zip(&api.operations);
    let operations = operations.filter(|(_, operation)| operation.node == node);
    items.extend(operations.map(|(number, _)| Item::Method(OperationId(number))));
    items
}

/// A diagnostic at the wish, with the place of what it is about.
fn at(
    document: &Document,
    severity: Severity,
    (wish, part): (&Rename, Part),
    message: String,
) -> Diagnostic {
    let place = document.configured(&["names"], &wish.of, part);
    Diagnostic::new(severity, codes::BAD_NAME, place, message)
}

fn unknown(document: &Document, api: &Api, wish: &Rename) -> Diagnostic {
    let of = &wish.of;
    let message =
        format!("the configuration gives `{of}` a name, and the description has no such thing");
    let fragment = of.strip_prefix('#').unwrap_or(of);
    let near = match fragment.starts_with('/') {
        true => {
            let hash = if fragment == of { "" } else { "#" };
            let missing = pointer::missing(document, document.root, hash, fragment);
            return at(document, Severity::Error, (wish, Part::Name), message)
                .help(missing.way_out());
        }
        false => member(document, of).or_else(|| {
            let ids = api.operations.iter();
            let ids = ids.filter_map(|operation| operation.operation_id.as_deref());
            let known = schema_names(document).chain(ids);
            document.diagnostics.nearest(of, known).map(str::to_owned)
        }),
    };
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            "under `[names]`, name a component schema, an operationId or a JSON Pointer".to_owned()
        }
    };
    at(document, Severity::Error, (wish, Part::Name), message).help(help)
}

fn schema_names(document: &Document) -> impl Iterator<Item = &str> {
    let schemas = schemas(document).into_iter();
    let schemas = schemas.flat_map(|schemas| document.tree.children(schemas));
    schemas.filter_map(|schema| document.tree.name(schema))
}

/// The JSON Pointer of a property that somebody named as Rust does: `Tree.girth`, `Tree::girth`.
fn member(document: &Document, of: &str) -> Option<String> {
    let tree = &document.tree;
    let (schema, property) = of.split_once("::").or_else(|| of.split_once('.'))?;
    let near = |name: &str, node: NodeId| {
        let names = tree.children(node).filter_map(|child| tree.name(child));
        let near = document.diagnostics.nearest(name, names)?;
        tree.peek(node, near)
    };
    let schema = near(schema, schemas(document)?)?;
    let property = near(property, tree.peek(document.follow(schema), "properties")?)?;
    Some(format!("#{}", tree.pointer(property)))
}

fn nothing(document: &Document, node: NodeId, wish: &Rename, is_type: bool) -> Diagnostic {
    let (what, other) = match is_type {
        true => (
            "type",
            "a name that begins with a small letter is of a field or an operation",
        ),
        false => (
            "field and no operation",
            "a name that begins with a capital is of a type",
        ),
    };
    let message = format!(
        "the configuration gives `{}` the name `{}`, and no {what} of the crate comes of it",
        wish.of, wish.name
    );
    at(document, Severity::Warning, (wish, Part::Name), message)
        .note("it is at", Place::Node(node, Part::Name))
        .help(format!("{other}; or take the name out of `[names]`"))
}

fn bad(document: &Document, node: NodeId, wish: &Rename, other: &str) -> Diagnostic {
    let message = format!(
        "the configuration gives `{}` the name `{}`, which cannot be one here",
        wish.of, wish.name
    );
    at(document, Severity::Error, (wish, Part::Value), message)
        .note("it is at", Place::Node(node, Part::Name))
        .help(format!("write `{other}`, or another name"))
}

fn twice(document: &Document, node: NodeId, wish: &Rename, first: &str) -> Diagnostic {
    let message = format!(
        "the configuration gives `{}` the name `{}`, and something beside it as well",
        wish.of, wish.name
    );
    let other = document.configured(&["names"], first, Part::Value);
    at(document, Severity::Error, (wish, Part::Value), message)
        .note("it is at", Place::Node(node, Part::Name))
        .note("the same name is given at", other)
        .help("choose another name for one of the two")
}
