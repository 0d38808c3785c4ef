//! Which nodes a target selects: JSONPath (RFC 9535) through serde_json_path, which is known here only.
//!
//! The library evaluates expressions over values of serde_json, so the description is mirrored in one; the locations
//! that it answers with are followed in the tree. What actions change is changed in the mirror as well.

use std::collections::{HashMap, HashSet};

use serde_json::Value as Json;
use serde_json_path::{JsonPath, PathElement};

use crate::codes;
use crate::diagnostic::{Diagnostic, Part, Place, Severity};
use crate::document::Document;
use crate::overlay::cost;
use crate::tree::{NodeId, Tree, Value};

/// How many shortened forms of an expression are tried for a hint.
const TRIES: usize = 16;

/// The description as the library wants it.
pub(super) struct Mirror {
    json: Json,
    depth: usize,
}

#[derive(PartialEq, Eq, Hash)]
enum Step<'s> {
    Name(&'s str),
    Index(usize),
}

impl Mirror {
    pub(super) fn new(document: &Document) -> Self {
        let mut depth = 0;
        let json = plain(&document.tree, document.root, 0, &mut depth);
        Self { json, depth }
    }

    /// The nodes that the expression at `target` selects, each once and in document order.
    pub(super) fn select(
        &self,
        document: &Document,
        target: NodeId,
    ) -> Result<Vec<NodeId>, Box<Diagnostic>> {
        let text = document.tree.str(target).unwrap_or_default();
        if let Some(why) = cost::refusal(text, document.tree.len(), self.depth) {
            let message = format!("this JSONPath expression {why}");
            let error = Diagnostic::error(codes::BAD_TARGET, target, message);
            let help = "name more of the way, such as `$.paths.*.get` instead of `$..get`";
            return Err(Box::new(error.help(help)));
        }
        let path = JsonPath::parse(text).map_err(|error| {
            let (at, why) = (error.position(), error.message());
            Box::new(unreadable(document, target, text, at, why))
        })?;
        let mut selected = self.locate(&document.tree, document.root, &path);
        selected.sort_unstable();
        selected.dedup();
        Ok(selected)
    }

    /// Follows all locations together, so that the children of a node are looked through once.
    fn locate(&self, tree: &Tree, root: NodeId, path: &JsonPath) -> Vec<NodeId> {
        let located = path.query_located(&self.json).all();
        let paths: Vec<Vec<Step<'_>>> = located
            .iter()
            .map(|node| node.location().iter().map(Step::of).collect())
            .collect();
        let mut found = Vec::new();
        let mut open = vec![(root, 0, (0..paths.len()).collect::<Vec<_>>())];
        while let Some((node, depth, wanted)) = open.pop() {
            let mut by_step: HashMap<&Step<'_>, Vec<usize>> = HashMap::new();
            for index in wanted {
                match paths.get(index).and_then(|path| path.get(depth)) {
                    None => found.push(node),
                    Some(step) => by_step.entry(step).or_default().push(index),
                }
            }
            if by_step.is_empty() {
                continue;
            }
            for child in tree.children(node) {
                let step = match tree.name(child) {
                    Some(name) => Step::Name(name),
                    None => Step::Index(tree.position(child).unwrap_or_default()),
                };
                if let Some(wanted) = by_step.remove(&step) {
                    open.push((child, depth + 1, wanted));
                }
            }
        }
        found
    }

    /// What to tell somebody whose target selects nothing.
    pub(super) fn way_out(&self, document: &Document, target: NodeId) -> String {
        let text = document.tree.str(target).unwrap_or_default();
        let ends = text.char_indices().skip(1);
        let ends = ends.filter(|(_, character)| matches!(character, '.' | '['));
        let mut ends: Vec<usize> = ends.map(|(at, _)| at).collect();
        ends.reverse();
        for at in ends.into_iter().take(TRIES) {
            let (before, after) = text.split_at(at);
            let Ok(path) = JsonPath::parse(before) else {
                continue;
            };
            if cost::refusal(before, document.tree.len(), self.depth).is_some() {
                continue;
            }
            let Some(node) = self.locate(&document.tree, document.root, &path).pop() else {
                continue;
            };
            let names = document.tree.children(node);
            let names = names.filter_map(|child| document.tree.name(child));
            return match document.diagnostics.nearest(first_name(after), names) {
                Some(near) => format!("`{before}` is there; did you mean `{near}` in it?"),
                None => format!("`{before}` is there, but not `{after}` in it"),
            };
        }
        "an overlay is applied to the description as it is written, before any `$ref` is followed"
            .to_owned()
    }

    /// Takes children out of the object or list that `parent` is.
    pub(super) fn remove(
        &mut self,
        document: &Document,
        parent: NodeId,
        removed: &HashSet<NodeId>,
    ) {
        let tree = &document.tree;
        match self.json.pointer_mut(&tree.pointer(parent)) {
            Some(Json::Object(members)) => {
                for &node in removed {
                    members.remove(tree.name(node).unwrap_or_default());
                }
            }
            Some(Json::Array(items)) => {
                let positions: HashSet<usize> = removed
                    .iter()
                    .filter_map(|&node| tree.position(node))
                    .collect();
                let mut position = 0;
                items.retain(|_| {
                    position += 1;
                    !positions.contains(&(position - 1))
                });
            }
            _ => {}
        }
    }

    /// Takes over what an update has changed.
    pub(super) fn renew(&mut self, document: &Document, selected: &[NodeId], update: NodeId) {
        let tree = &document.tree;
        for &node in selected {
            let depth = levels_above(tree, node);
            match self.json.pointer_mut(&tree.pointer(node)) {
                Some(Json::Object(members)) if tree.is_object(update) => {
                    let names: HashSet<&str> = tree
                        .children(update)
                        .filter_map(|member| tree.name(member))
                        .collect();
                    for member in tree.children(node) {
                        let Some(name) = tree.name(member).filter(|name| names.contains(name))
                        else {
                            continue;
                        };
                        let value = plain(tree, member, depth + 1, &mut self.depth);
                        members.insert(name.to_owned(), value);
                    }
                }
                Some(json) => *json = plain(tree, node, depth, &mut self.depth),
                None => {}
            }
        }
    }
}

impl<'s> Step<'s> {
    fn of(element: &PathElement<'s>) -> Self {
        match element {
            PathElement::Name(name) => Self::Name(name),
            PathElement::Index(index) => Self::Index(*index),
        }
    }
}

/// How many nodes stand around this one.
pub(super) fn levels_above(tree: &Tree, node: NodeId) -> usize {
    std::iter::successors(tree.parent(node), |&at| tree.parent(at)).count()
}

/// The node as a value, without counting as use. No tree is deeper than the limits allow.
fn plain(tree: &Tree, node: NodeId, level: usize, deepest: &mut usize) -> Json {
    *deepest = (*deepest).max(level);
    match tree.value(node) {
        Value::Null => Json::Null,
        Value::Bool(value) => Json::Bool(*value),
        Value::Number(text) => {
            serde_json::from_str(text).unwrap_or_else(|_| Json::String(text.to_string()))
        }
        Value::String(text) => Json::String(text.to_string()),
        Value::Array => tree
            .children(node)
            .map(|child| plain(tree, child, level + 1, deepest))
            .collect(),
        Value::Object => tree
            .children(node)
            .filter_map(|child| {
                let name = tree.name(child)?.to_owned();
                Some((name, plain(tree, child, level + 1, deepest)))
            })
            .collect(),
    }
}

/// The name that the rest of an expression starts with, in either way of writing it.
fn first_name(rest: &str) -> &str {
    let rest = rest.trim_start_matches(['.', '[']);
    match rest.chars().next() {
        Some(quote @ ('\'' | '"')) => {
            let inside = rest.get(1..).unwrap_or_default();
            inside.split(quote).next().unwrap_or_default()
        }
        _ => rest.split(['.', '[', ']']).next().unwrap_or_default(),
    }
}

/// Points at the place in the expression where the text shows it as it is.
fn unreadable(document: &Document, target: NodeId, text: &str, at: usize, why: &str) -> Diagnostic {
    let message = match why {
        _ if !text.starts_with('$') => {
            "a target starts with `$`, the description as a whole".to_owned()
        }
        "parser error" => "the JSONPath expression cannot go on like this".to_owned(),
        why => format!("the JSONPath expression cannot go on like this: {why}"),
    };
    let help = if text.get(at..).is_some_and(|rest| rest.starts_with("[?")) {
        "a filter is closed by the bracket that opens it, and names members of `@`: `$.tags[?@.name == 'internal']`"
    } else if why.contains("closing ']'") {
        "a bracket is closed by `]` where its step ends: `$.tags[0]`, `$.tags[?@.name == 'internal']`"
    } else if text.starts_with('$') {
        "names with other characters than letters, digits and `_` go into brackets: `$.paths['/a-b']`"
    } else {
        "an expression starts with `$`, as in `$.paths['/leads'].get`"
    };
    let span = document
        .sources
        .node_span(&document.tree, target, Part::Value);
    let inside = span.and_then(|span| {
        let start = span.start + span.text(&document.sources).find(text)? + at;
        let rest = document.sources.text(span.file).get(start..span.end)?;
        let width = rest.chars().next().map_or(0, char::len_utf8);
        Some(Place::Text {
            file: span.file,
            start,
            end: start + width,
        })
    });
    let place = inside.unwrap_or(Place::Node(target, Part::Value));
    Diagnostic::new(Severity::Error, codes::BAD_TARGET, place, message).help(help)
}
