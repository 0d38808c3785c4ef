//! `x-envelope`: success bodies that wrap their value in an object that is the same everywhere.

use std::collections::BTreeSet;

use super::operation::Context;
use super::pointer;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::ir::{Envelope, FieldShape, Success, SuccessKind, Ty};
use crate::tree::NodeId;

/// What the success bodies of all operations had of the envelope so far.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// How many bodies there were.
    bodies: usize,
    /// How many of them had the value.
    pub(super) values: usize,
    /// Pointers to the members of the bodies, two levels deep.
    pointers: BTreeSet<String>,
    /// Whether a body had the request id.
    request_id: bool,
    /// Whether a body had the status.
    status: bool,
}

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

/// Takes the values of an operation's success bodies out of their envelope, where all of them have it.
///
/// What is in an envelope is known of an operation as a whole: when an answer comes, nobody could tell one kind of body
/// from the other.
pub(super) fn unwrap(cx: &mut Context<'_>, success: &mut Success) -> bool {
    let mut values = Vec::new();
    let mut without = None;
    for (index, case) in success.cases.iter().enumerate() {
        let SuccessKind::Json(ty) = &case.kind else {
            continue;
        };
        match value(cx, ty) {
            Some(value) => values.push((index, ty.clone(), value)),
            None => without = Some(case.node),
        }
    }
    if let (Some(node), false, Some(envelope)) = (without, values.is_empty(), &cx.envelope) {
        let problem = format!(
            "this success body has no member `{}`, and another one of the operation has",
            envelope.value
        );
        let warning = Diagnostic::warning(codes::MIXED_ENVELOPE, node, problem)
            .help("all bodies of the operation are given whole, the member with the others");
        cx.doc.diagnostics.push(warning);
        return false;
    }
    let is_enveloped = !values.is_empty();
    for (index, wrapper, value) in values {
        for ty in [&wrapper, cx.types.resolved(&wrapper)] {
            if let Ty::Named(id) | Ty::Boxed(id) = ty {
                cx.wrappers.insert(*id);
            }
        }
        if let Some(case) = success.cases.get_mut(index) {
            case.kind = SuccessKind::Json(value);
        }
    }
    is_enveloped
}

/// The type of the value inside a body of this type; `None` where the body has no such member.
fn value(cx: &mut Context<'_>, ty: &Ty) -> Option<Ty> {
    let envelope = cx.envelope.as_ref()?;
    let seen = &mut cx.seen;
    seen.bodies += 1;
    for field in cx.types.fields(ty).unwrap_or_default() {
        let pointer = format!("/{}", escaped(&field.name));
        for inner in cx.types.fields(&field.ty).unwrap_or_default() {
            let inner = escaped(&inner.name);
            seen.pointers.insert(format!("{pointer}/{inner}"));
        }
        seen.pointers.insert(pointer);
    }
    let has = |names: &Option<Vec<String>>| {
        let names = names.as_deref().unwrap_or_default();
        pointer::field(&cx.types, ty, names).is_some()
    };
    seen.request_id |= has(&envelope.request_id);
    seen.status |= has(&envelope.status);
    let field = cx.types.property(ty, &envelope.value)?;
    seen.values += 1;
    Some(match field.shape {
        FieldShape::Required => field.ty.clone(),
        FieldShape::Nullable
        | FieldShape::Optional
        | FieldShape::OptionalNullable
        | FieldShape::Maybe => super::schema::nullable(field.ty.clone()),
    })
}

/// Compares the envelope with the bodies, when all of them are known.
pub(super) fn check(cx: &Context<'_>) {
    let Some(envelope) = cx.envelope.as_ref().filter(|_| cx.seen.bodies > 0) else {
        return;
    };
    let member = |name| cx.doc.tree.peek(envelope.node, name);
    if cx.seen.values == 0 {
        let node = member("value").unwrap_or(envelope.node);
        let problem = format!("no success body has the member `{}`", envelope.value);
        cx.bad_extension(node, problem, meant(cx, node, "name one that they have"));
        return;
    }
    for (name, is_there) in [
        ("requestId", cx.seen.request_id),
        ("status", cx.seen.status),
    ] {
        let Some(node) = member(name).filter(|_| !is_there) else {
            continue;
        };
        let pointer = cx.doc.tree.str(node).unwrap_or_default();
        let problem = format!("no success body has anything at `{pointer}`");
        let warning = Diagnostic::warning(codes::BAD_EXTENSION, node, problem);
        let help = meant(cx, node, "it is looked for all the same");
        cx.doc.diagnostics.push(warning.help(help));
    }
}

/// What the pointer at `node` must mean, or else `otherwise`.
fn meant(cx: &Context<'_>, node: NodeId, otherwise: &str) -> String {
    let pointer = cx.doc.tree.str(node).unwrap_or_default();
    match cx
        .doc
        .diagnostics
        .nearest(pointer, cx.seen.pointers.iter().map(String::as_str))
    {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            const SHOWN: usize = 5;
            let is_outer = |pointer: &&String| pointer.matches('/').count() == 1;
            let known = cx.seen.pointers.iter().filter(is_outer).take(SHOWN);
            let known: Vec<String> = known.map(|known| format!("`{known}`")).collect();
            match known.is_empty() {
                true => otherwise.to_owned(),
                false => format!("{otherwise}: {}", known.join(", ")),
            }
        }
    }
}

/// A member name as a step of a JSON Pointer.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
