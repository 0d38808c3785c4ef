//! [`Beside`]: what an envelope says beside its value.

use serde_json::Value;

use super::document::{Document, Node, NodeKind};
use crate::runtime::api::Envelope;

/// What an envelope says beside its value: what the server calls the exchange, and the status again.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Beside {
    /// The request id, where it is a string.
    pub request_id: Option<String>,
    /// The status, where it is a number that can be one.
    pub status: Option<u16>,
}

impl Beside {
    /// Reads it from a body's index; no tree is built for two values.
    pub(super) fn read(document: &Document<'_>, envelope: &Envelope) -> Self {
        let id = find(document, envelope.request_id)
            .filter(|node| matches!(node.kind, NodeKind::Text | NodeKind::EscapedText));
        let status = find(document, envelope.status)
            .filter(|node| matches!(node.kind, NodeKind::Integer | NodeKind::Float))
            .and_then(|node| document.raw(node).parse().ok());
        Self {
            request_id: id.map(|node| document.string(node).into_owned()),
            status: status.and_then(whole),
        }
    }

    /// Reads it from the tree of a body.
    pub(crate) fn of_tree(tree: &Value, envelope: &Envelope) -> Self {
        let at = |path: &[&str]| match path {
            [] => None,
            path => path.iter().try_fold(tree, |value, name| value.get(name)),
        };
        let id = at(envelope.request_id).and_then(Value::as_str);
        let status = at(envelope.status).and_then(Value::as_f64);
        Self {
            request_id: id.map(str::to_owned),
            status: status.and_then(whole),
        }
    }
}

/// The value that a path leads to; an empty path leads nowhere.
fn find(document: &Document<'_>, path: &[&str]) -> Option<Node> {
    let node = match path {
        [] => None,
        path => document.find(path),
    };
    node.map(|node| document.node(node))
}

/// A status: JSON has one kind of number, and `200.0` is the same as `200`.
fn whole(status: f64) -> Option<u16> {
    let is_whole = status.fract() == 0.0 && (0.0..=f64::from(u16::MAX)).contains(&status);
    is_whole.then_some(status as u16)
}
