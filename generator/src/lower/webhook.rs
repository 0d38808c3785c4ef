//! Webhooks and callbacks: calls that the API makes. Only what they carry is of use to a client.

use super::media::{self, Family};
use super::operation::Context;
use super::{Name, Selection, body};
use crate::document::{self, PathItem};
use crate::ir::{Operation, Webhook};
use crate::ledger::Mark;
use crate::tree::NodeId;

/// The document's webhooks, where all of it is wanted, then the callbacks of the given operations.
pub(super) fn webhooks(
    cx: &mut Context<'_>,
    operations: &[Operation],
    wanted: &Selection,
) -> Vec<Webhook> {
    let doc = cx.doc;
    let mut webhooks = Vec::new();
    for (name, node) in doc.members_of(doc.root, "webhooks") {
        if wanted.is_everything() {
            let item = PathItem::new(doc, node);
            webhooks.extend(calls(cx, name, &item));
        } else {
            doc.ignore(node, "only operations were chosen");
        }
    }
    let mut seen: Vec<NodeId> = Vec::new();
    for operation in operations {
        let view = document::Operation::new(doc, operation.node);
        for (name, node, item) in view.callbacks() {
            // A shared callback is one type, however many operations ask for it.
            if !seen.contains(&node) {
                seen.push(node);
                webhooks.extend(calls(cx, name, &item));
            }
        }
    }
    webhooks
}

/// A webhook for each method of a path item.
fn calls(cx: &mut Context<'_>, name: &str, item: &PathItem<'_>) -> Vec<Webhook> {
    let operations = item.operations();
    let is_one = operations.len() == 1;
    let mut calls = Vec::new();
    for (method, view) in operations {
        leave_out(cx, &view);
        let name = if is_one {
            name.to_owned()
        } else {
            format!("{name} {method}")
        };
        calls.push(Webhook {
            node: view.node,
            payload: payload(cx, &view, &name),
            docs: cx.types.docs(view.node),
            name,
        });
    }
    calls
}

fn payload(
    cx: &mut Context<'_>,
    view: &document::Operation<'_>,
    name: &str,
) -> Option<crate::ir::Ty> {
    let request = view.request_body()?;
    // A shared body may be one that operations send as well; what those read of it is used.
    for node in [request.place, request.node] {
        if let Some(required) = cx.doc.tree.peek(node, "required")
            && cx.doc.tree.mark(required) == Mark::Unread
        {
            cx.doc.ignore(required, "a payload that comes is read");
        }
    }
    let name = match cx.component_name(request.node, "requestBodies") {
        Some(component) => Name::new([component]),
        None => Name::new([name, "payload"]),
    };
    let mut payload = None;
    for media_type in request.content() {
        let is_json = matches!(
            media::family(&media_type.essence()),
            Family::Json | Family::Anything
        );
        if is_json && payload.is_none() {
            payload = Some(body::ty(cx, media_type.schema(), &name));
        } else {
            cx.doc.ignore(
                media_type.node,
                "of what a webhook carries, only JSON has a type",
            );
        }
    }
    payload
}

/// Members of an operation that tell whoever receives the call what to do; a client has no use for them.
const FOR_RECEIVERS: &[&str] = &[
    "operationId",
    "tags",
    "parameters",
    "responses",
    "callbacks",
    "deprecated",
    "security",
    "servers",
];

fn leave_out(cx: &Context<'_>, view: &document::Operation<'_>) {
    for member in FOR_RECEIVERS {
        if let Some(node) = cx.doc.tree.peek(view.node, member) {
            cx.doc
                .ignore(node, "it is for those who receive the webhook");
        }
    }
}
