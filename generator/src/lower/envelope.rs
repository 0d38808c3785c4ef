//! `x-envelope`: success bodies that wrap their value in an object that is the same everywhere.

use super::operation::Context;
use super::pointer;
use crate::ir::{Envelope, FieldShape, Ty};

/// The extension at the root of the document: `{value: /data, requestId: /context/requestId, status: /status}`.
pub(super) fn envelope(cx: &Context<'_>) -> Option<Envelope> {
    let tree = &cx.doc.tree;
    let node = tree.get(cx.doc.root, "x-envelope")?;
    let mut envelope = Envelope {
        node,
        value: String::new(),
        request_id: None,
        status: None,
    };
    for (name, member) in tree.entries(node) {
        let place = match name {
            "value" => {
                match pointer::names(cx, member)?.as_slice() {
                    [one] => envelope.value.clone_from(one),
                    _ => {
                        cx.bad_extension(
                            member,
                            "the value is one member of the body",
                            "write a pointer such as `/data`",
                        );
                        return None;
                    }
                }
                continue;
            }
            "requestId" => &mut envelope.request_id,
            "status" => &mut envelope.status,
            _ => {
                let problem = format!("`x-envelope` has no member `{name}`");
                cx.bad_extension(member, problem, "it has `value`, `requestId` and `status`");
                continue;
            }
        };
        *place = Some(pointer::names(cx, member)?);
    }
    if envelope.value.is_empty() {
        cx.bad_extension(
            node,
            "`x-envelope` has no `value`",
            "name the member that is the value, such as `/data`",
        );
        return None;
    }
    Some(envelope)
}

/// The type of the value inside a body of this type; the type itself where the body has no such member.
pub(super) fn value(cx: &mut Context<'_>, ty: Ty) -> Ty {
    let Some(envelope) = &cx.envelope else {
        return ty;
    };
    let Some(field) = cx.types.property(&ty, &envelope.value) else {
        return ty;
    };
    let value = match field.shape {
        FieldShape::Required => field.ty.clone(),
        FieldShape::Nullable
        | FieldShape::Optional
        | FieldShape::OptionalNullable
        | FieldShape::Maybe => super::schema::nullable(field.ty.clone()),
    };
    for ty in [&ty, cx.types.resolved(&ty)] {
        if let Ty::Named(id) | Ty::Boxed(id) = ty {
            cx.wrappers.insert(*id);
        }
    }
    value
}
