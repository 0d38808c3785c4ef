//! What of the API an item was made of, and so where in the description it comes from.

use crate::ir::{Api, OperationId, TypeId, TypeKind};
use crate::tree::NodeId;

/// What of the API an item was made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(
    missing_docs,
    reason = "the names say it, the numbers are places in the IR"
)]
pub enum Origin {
    /// The description as a whole, or what every crate has.
    #[default]
    Whole,
    Group(usize),
    Type(TypeId),
    /// A field, or its setter.
    Field(TypeId, usize),
    /// All further members of an object.
    Additional(TypeId),
    Variant(TypeId, usize),
    Operation(OperationId),
    Parameter(OperationId, usize),
    Body(OperationId, usize),
    /// A part of a multipart body.
    Part(OperationId, usize, usize),
    Success(OperationId, usize),
    /// What is documented of failures.
    Failures(OperationId),
    Pagination(OperationId),
    Setting(usize),
    Scheme(usize),
    Server(usize),
    Webhook(usize),
    Envelope,
}

impl Origin {
    /// The node of the description; `None` where it is the whole of it.
    pub fn node(self, api: &Api) -> Option<NodeId> {
        let operation = |id: OperationId| api.operations.get(id.0 as usize);
        let ty = |id: TypeId| api.types.get(id.0 as usize);
        match self {
            Self::Whole => None,
            Self::Group(index) => api.groups.get(index)?.node,
            Self::Type(id) | Self::Additional(id) => Some(ty(id)?.node),
            Self::Field(id, index) => match &ty(id)?.kind {
                TypeKind::Struct(of) => Some(of.fields.get(index)?.node),
                _ => None,
            },
            Self::Variant(id, index) => match &ty(id)?.kind {
                TypeKind::Enum(of) => Some(of.variants.get(index)?.node),
                TypeKind::Union(of) => Some(of.variants.get(index)?.node),
                _ => None,
            },
            Self::Operation(id) => Some(operation(id)?.node),
            Self::Parameter(id, index) => Some(operation(id)?.parameters.get(index)?.node),
            Self::Body(id, index) => Some(operation(id)?.body.as_ref()?.content.get(index)?.node),
            Self::Part(id, body, index) => {
                let content = operation(id)?.body.as_ref()?.content.get(body)?;
                match &content.kind {
                    crate::ir::BodyKind::Multipart(fields) => Some(fields.get(index)?.node),
                    _ => Some(content.node),
                }
            }
            Self::Success(id, index) => Some(operation(id)?.success.cases.get(index)?.node),
            Self::Failures(id) => match operation(id)?.errors.first() {
                Some(first) => Some(first.node),
                None => Some(operation(id)?.node),
            },
            Self::Pagination(id) => Some(operation(id)?.pagination.as_ref()?.node),
            Self::Setting(index) => Some(api.settings.get(index)?.node),
            Self::Scheme(index) => Some(api.security_schemes.get(index)?.node),
            Self::Server(index) => Some(api.servers.get(index)?.node),
            Self::Webhook(index) => Some(api.webhooks.get(index)?.node),
            Self::Envelope => Some(api.envelope.as_ref()?.node),
        }
    }
}
