//! Names that the project chose: which types, fields and operations they are of.
//!
//! In: the wishes of the configuration, each for a component schema, an operationId, or what a JSON Pointer names. Out:
//! [`Chosen`](crate::ir::Chosen) of the API, or diagnostics. Whether a name can be one is for `names` to say.

use std::collections::HashSet;

use crate::codes;
use crate::diagnostic::{Diagnostic, Place, Severity};
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
    let mut taken = HashSet::new();
    for wish in wanted {
        let Some(node) = node(document, api, &wish.of) else {
            document.diagnostics.push(unknown(document, api, wish));
            continue;
        };
        let is_type = wish.name.starts_with(|first: char| first.is_uppercase());
        let mut items = items(api, node);
        items.retain(|item| matches!(item, Item::Type(_)) == is_type);
        if items.is_empty() {
            document.diagnostics.push(nothing(node, wish, is_type));
        }
        for item in items {
            let (sort, scope) = item.scope(api);
            if let Some(other) = unfit(sort, &wish.name) {
                document.diagnostics.push(bad(node, wish, &other));
            } else if !taken.insert((sort as u8, scope, wish.name.clone())) {
                document.diagnostics.push(twice(node, wish));
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

fn unknown(document: &Document, api: &Api, wish: &Rename) -> Diagnostic {
    let of = &wish.of;
    let message =
        format!("the configuration gives `{of}` a name, and the description has no such thing");
    let fragment = of.strip_prefix('#').unwrap_or(of);
    let near = match fragment.starts_with('/') {
        true => pointer::nearest_pointer(document, document.root, fragment),
        false => {
            let components = schemas(document).into_iter();
            let components = components.flat_map(|schemas| document.tree.children(schemas));
            let components = components.filter_map(|schema| document.tree.name(schema));
            let ids = api.operations.iter();
            let ids = ids.filter_map(|operation| operation.operation_id.as_deref());
            document.diagnostics.nearest(of, components.chain(ids)).map(str::to_owned)
        }
    };
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            "under `[names]`, name a component schema, an operationId or a JSON Pointer".to_owned()
        }
    };
    Diagnostic::new(Severity::Error, codes::BAD_NAME, Place::File(0), message).help(help)
}

fn nothing(node: NodeId, wish: &Rename, is_type: bool) -> Diagnostic {
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
        "the configuration calls this `{}`, and no {what} of the crate comes of it",
        wish.name
    );
    Diagnostic::warning(codes::BAD_NAME, node, message)
        .help(format!("{other}; or take the name out of `[names]`"))
}

fn bad(node: NodeId, wish: &Rename, other: &str) -> Diagnostic {
    let name = &wish.name;
    let message = format!("the configuration calls this `{name}`, which cannot be a name here");
    Diagnostic::error(codes::BAD_NAME, node, message)
        .help(format!("write `{other}`, or another name"))
}

fn twice(node: NodeId, wish: &Rename) -> Diagnostic {
    let name = &wish.name;
    let message = format!("the configuration calls this `{name}`, and something beside it as well");
    Diagnostic::error(codes::BAD_NAME, node, message).help("choose another name for one of the two")
}
