//! `$id`, `$anchor` and `$dynamicAnchor` of schemas (JSON Schema 2020-12, core, sections 8.2.1 and 8.2.2).

use std::collections::HashMap;

use crate::resolve::pointer;
use crate::tree::{NodeId, Tree};

/// All that were found so far.
#[derive(Debug, Default)]
pub(super) struct Identifiers {
    /// Schemas with an `$id`, by their absolute or relative URI without a fragment.
    schemas: HashMap<String, NodeId>,
    /// The URI of each schema that has one.
    uris: HashMap<NodeId, String>,
    /// Anchors, by the scope that they stand in.
    anchors: HashMap<(NodeId, String), NodeId>,
}

impl Identifiers {
    /// Notes what a schema calls itself. Schemas must be noted from the outside in.
    pub(super) fn note(&mut self, tree: &Tree, schema: NodeId) {
        let text = |name| tree.peek(schema, name).and_then(|node| tree.str(node));
        if let Some(id) = text("$id") {
            let outer = tree.parent(schema).map(|parent| self.scope(tree, parent));
            let base = outer.and_then(|outer| self.uris.get(&outer));
            let uri = join(base.map_or("", String::as_str), id.trim_end_matches('#'));
            self.uris.insert(schema, uri.clone());
            self.schemas.entry(uri).or_insert(schema);
        }
        for name in ["$anchor", "$dynamicAnchor"] {
            if let Some(anchor) = text(name) {
                let scope = self.scope(tree, schema);
                self.anchors
                    .entry((scope, anchor.to_owned()))
                    .or_insert(schema);
            }
        }
    }

    /// What `#` means at a node: the nearest schema around it that has an `$id`, or the root of its file.
    pub(super) fn scope(&self, tree: &Tree, node: NodeId) -> NodeId {
        let mut at = node;
        loop {
            if !self.uris.is_empty() && self.uris.contains_key(&at) {
                return at;
            }
            match tree.parent(at) {
                Some(parent) => at = parent,
                None => return at,
            }
        }
    }

    /// What a reference in `scope` leads to by an identifier, if it does.
    pub(super) fn find(&self, tree: &Tree, scope: NodeId, reference: &str) -> Option<NodeId> {
        let (uri, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let schema = if uri.is_empty() {
            scope
        } else {
            let base = self.uris.get(&scope).map_or("", String::as_str);
            let joined = self.schemas.get(&join(base, uri));
            *joined.or_else(|| self.schemas.get(uri))?
        };
        if let Some(anchor) = self.anchors.get(&(schema, fragment.to_owned())) {
            return Some(*anchor);
        }
        if uri.is_empty() {
            return None;
        }
        let mut at = schema;
        for step in fragment.split('/').skip(1) {
            at = tree.peek(at, &pointer::unescape(step))?;
        }
        Some(at)
    }
}

/// A reference seen from a base URI (RFC 3986, section 5.2, as far as identifiers of schemas need it).
fn join(base: &str, reference: &str) -> String {
    if base.is_empty() || reference.contains(':') {
        return reference.to_owned();
    }
    let authority = base.find("://").map_or(0, |at| at + 3);
    let path = base
        .get(authority..)
        .and_then(|rest| rest.find('/'))
        .map_or(base.len(), |at| authority + at);
    if reference.starts_with('/') {
        return format!("{}{reference}", base.get(..path).unwrap_or_default());
    }
    match base.rfind('/').filter(|&at| at >= path) {
        Some(folder) => format!("{}/{reference}", base.get(..folder).unwrap_or_default()),
        None if authority > 0 => format!("{base}/{reference}"),
        None => reference.to_owned(),
    }
}
