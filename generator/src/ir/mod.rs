//! The API as Rust will see it: plain data, decisions already taken.
//!
//! Comes from `lower`, goes to `names` and `emit`, which only match and print. Wire names only; the Rust names are in
//! `names::Names`, by the ids of this module. Every item keeps the [`NodeId`] it came from.

mod operation;
mod security;
mod types;

use std::collections::BTreeMap;

pub use operation::{
    BodyContent, BodyKind, ErrorBody, FormField, FormFieldEncoding, FormFieldKind, HeaderPart,
    Location, Method, Operation, OperationId, Pagination, PaginationStyle, Parameter,
    ParameterStyle, PathSegment, RequestBody, Status, StreamKind, Success, SuccessCase,
    SuccessKind,
};
pub use security::{Audience, Requirement, SecurityScheme, SecuritySchemeId, SecuritySchemeKind};
pub use types::{
    Additional, Alias, Constraint, Constraints, Discriminator, Enum, EnumVariant, Field,
    FieldShape, JsonKinds, Literal, RustType, Shape, Struct, Ty, Type, TypeId, TypeKind, Union,
    UnionVariant, Usage,
};

use crate::tree::NodeId;

/// Everything the generated crate will offer.
#[derive(Debug)]
pub struct Api {
    /// From the Info Object.
    pub info: Info,
    /// Servers of the description as a whole, in order; empty where it names none that a client could use.
    pub servers: Vec<Server>,
    /// All that the first server of the description says where it is relative: the path that a base URL has to end with.
    pub server_path: Option<String>,
    /// Security schemes, by [`SecuritySchemeId`].
    pub security_schemes: Vec<SecurityScheme>,
    /// Settings given once at the client and sent with each operation that takes them (`x-client-setting`).
    pub settings: Vec<Setting>,
    /// Groups of operations, one module each, in the order of the document's `tags`, then of first use.
    pub groups: Vec<Group>,
    /// All types, by [`TypeId`], in document order of their first appearance.
    pub types: Vec<Type>,
    /// All operations, by [`OperationId`], in document order.
    pub operations: Vec<Operation>,
    /// Payloads of webhooks and callbacks; their types are in `types`.
    pub webhooks: Vec<Webhook>,
    /// The members that every success body shares, with the value inside (`x-envelope`).
    pub envelope: Option<Envelope>,
    /// Rust names that the project chose.
    pub chosen: Chosen,
}

/// Names that the project chose in place of those that are made of the description's; sound and unlike each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// Of types.
    pub types: BTreeMap<TypeId, String>,
    /// Of fields, by their index in [`Struct::fields`].
    pub fields: BTreeMap<(TypeId, usize), String>,
    /// Of the methods of operations.
    pub methods: BTreeMap<OperationId, String>,
}

impl Api {
    /// The type with this id.
    pub fn ty(&self, id: TypeId) -> &Type {
        row(&self.types, id.0 as usize)
    }

    /// The type that declares this one: another where the two are alike, else itself.
    pub fn declaring(&self, id: TypeId) -> TypeId {
        match &self.ty(id).kind {
            TypeKind::Alias(Alias {
                ty: Ty::Named(of),
                is_shared: true,
                ..
            }) => *of,
            _ => id,
        }
    }

    /// What a type is where it is declared.
    pub fn kind(&self, id: TypeId) -> &TypeKind {
        &self.ty(self.declaring(id)).kind
    }

    /// The operation with this id.
    pub fn operation(&self, id: OperationId) -> &Operation {
        row(&self.operations, id.0 as usize)
    }
}

/// A row of a list by the number under which the stage that made the list knows it.
#[expect(
    clippy::indexing_slicing,
    reason = "the number comes from the list's own stage, never from a document; without the row there is no right answer"
)]
pub(crate) fn row<T>(rows: &[T], number: usize) -> &T {
    &rows[number]
}

/// What the Info Object says.
#[derive(Debug, Default)]
pub struct Info {
    /// `title`
    pub title: String,
    /// `version` of the API, not of the crate.
    pub version: String,
    /// `summary` and `description`
    pub docs: Docs,
    /// `license.identifier`, or `license.name`
    pub license: Option<String>,
    /// `contact`: its name, URL and e-mail address, as far as they are there.
    pub contact: Vec<String>,
    /// `termsOfService`
    pub terms: Option<String>,
}

/// Documentation as the description has it: CommonMark, not yet made safe.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Docs {
    /// `summary` or `title`
    pub summary: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `externalDocs`: description and URL.
    pub external: Option<(Option<String>, String)>,
    /// `x-unverified`: what of this nobody has confirmed.
    pub unverified: Option<String>,
    /// An example, already as JSON text.
    pub example: Option<String>,
}

/// A Server Object with its variables.
#[derive(Clone, Debug, PartialEq)]
pub struct Server {
    /// The node it came from.
    pub node: NodeId,
    /// The URL template, e.g. `https://{region}.example.com/v1`.
    pub url: String,
    /// `description`
    pub docs: Docs,
    /// The template's variables, in the order of the template.
    pub variables: Vec<ServerVariable>,
}

/// A Server Variable Object.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerVariable {
    /// Its name in the template.
    pub name: String,
    /// `default`
    pub default: String,
    /// `enum`; empty where any value may stand.
    pub values: Vec<String>,
    /// `description`
    pub docs: Docs,
}

/// A value given once at the client, such as a company id.
#[derive(Debug)]
pub struct Setting {
    /// The node of the parameter that declared it first.
    pub node: NodeId,
    /// The parameter's wire name.
    pub name: String,
    /// Its documentation.
    pub docs: Docs,
}

/// A tag with its operations.
#[derive(Debug)]
pub struct Group {
    /// The Tag Object, or the first operation that used the tag.
    pub node: Option<NodeId>,
    /// The tag; for operations without one, the first segment of their paths that is a name; `None` where there is
    /// neither.
    pub tag: Option<String>,
    /// Its documentation.
    pub docs: Docs,
    /// Its operations, in document order.
    pub operations: Vec<OperationId>,
}

/// A webhook or callback: the API calls us.
#[derive(Debug)]
pub struct Webhook {
    /// The node it came from.
    pub node: NodeId,
    /// Its name, or the callback's expression.
    pub name: String,
    /// The type of the request's JSON payload.
    pub payload: Option<Ty>,
    /// Its documentation.
    pub docs: Docs,
}

/// `x-envelope`: where in each success body the value is. Member names from the root of the body.
#[derive(Clone, Debug, PartialEq)]
pub struct Envelope {
    /// The node of the extension.
    pub node: NodeId,
    /// The member that is the value; one step.
    pub value: String,
    /// The path to the request id, e.g. `["context", "requestId"]`.
    pub request_id: Option<Vec<String>>,
    /// The path to the status that the body repeats.
    pub status: Option<Vec<String>>,
}
