//! Carries out an `update`: what it holds is repeated below each node that was selected.
//!
//! Objects are merged member by member, lists are appended to, and everything else is replaced.

use std::collections::HashMap;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::load::Limits;
use crate::overlay::target::levels_above;
use crate::tree::{NodeId, Value};

/// An update at work.
pub(super) struct Merge<'a> {
    pub(super) document: &'a mut Document,
    pub(super) limits: &'a Limits,
    /// The action, for what there is to say about its effect.
    pub(super) action: NodeId,
}

/// Why an update was given up.
struct OverLimit;

/// Where something is repeated.
enum Slot {
    Member(NodeId),
    Element(NodeId, usize),
}

impl Merge<'_> {
    /// Merges the update into all nodes that were selected; whether the document is still within the limits.
    pub(super) fn all(mut self, selected: &[NodeId], update: NodeId) -> bool {
        for &target in selected {
            if self.one(target, update).is_err() {
                let message = "what this action adds is more, or deeper, than is taken in";
                let error = Diagnostic::error(codes::LIMIT, self.action, message)
                    .help("let its target select less");
                self.document.diagnostics.push(error);
                return false;
            }
        }
        true
    }

    fn one(&mut self, target: NodeId, update: NodeId) -> Result<(), OverLimit> {
        let tree = &self.document.tree;
        match (tree.value(target), tree.value(update)) {
            (Value::Array, Value::Array) => self.append(target, update),
            (Value::Array, _) => {
                let position = tree.children(target).count();
                self.repeat(update, Slot::Element(target, position))
            }
            (Value::Object, Value::Object) => self.merge(target, update),
            (Value::Object, _) => {
                let message = "an object can only be updated with an object";
                let help = "write the members that it should have";
                self.say(update, message, help);
                Ok(())
            }
            _ => {
                let message =
                    "the target selects a single value, and only objects and lists can be updated";
                let name = tree.name(target).unwrap_or("name").to_owned();
                let help = format!(
                    "select the object around it, and write `{name}` with its new value in `update`"
                );
                self.say(update, message, &help);
                Ok(())
            }
        }
    }

    fn say(&self, update: NodeId, message: &str, help: &str) {
        // One action may select many nodes; it is said once.
        let error = Diagnostic::error(codes::BAD_UPDATE, update, message).help(help);
        self.document.diagnostics.push(error.with_reading());
    }

    /// Merges objects, as deep as both have objects of the same name.
    fn merge(&mut self, target: NodeId, update: NodeId) -> Result<(), OverLimit> {
        let mut open = vec![(target, update)];
        while let Some((target, update)) = open.pop() {
            let tree = &self.document.tree;
            let known: HashMap<String, NodeId> = tree
                .children(target)
                .filter_map(|member| Some((tree.name(member)?.to_owned(), member)))
                .collect();
            for member in tree.children(update).collect::<Vec<_>>() {
                let tree = &self.document.tree;
                let Some(&old) = tree.name(member).and_then(|name| known.get(name)) else {
                    self.repeat(member, Slot::Member(target))?;
                    continue;
                };
                match (tree.value(old), tree.value(member)) {
                    (Value::Object, Value::Object) => open.push((old, member)),
                    (Value::Array, Value::Array) => self.append(old, member)?,
                    _ => self.replace(old, member)?,
                }
            }
        }
        Ok(())
    }

    fn append(&mut self, target: NodeId, update: NodeId) -> Result<(), OverLimit> {
        let first = self.document.tree.children(target).count();
        let items: Vec<NodeId> = self.document.tree.children(update).collect();
        for (position, item) in (first..).zip(items) {
            self.repeat(item, Slot::Element(target, position))?;
        }
        Ok(())
    }

    /// Puts another value into a node, which keeps its place among its neighbours.
    fn replace(&mut self, old: NodeId, new: NodeId) -> Result<(), OverLimit> {
        let document = &mut *self.document;
        let gone = document.tree.children(old).collect();
        for &child in &gone {
            document.ignore(child, "replaced by an overlay");
        }
        document.tree.remove_children(old, &gone);
        let value = document.tree.value(new).clone();
        document.tree.set_value(old, value);
        document.sources.set_origin(old, new);
        let level = levels_above(&document.tree, old);
        self.repeat_children(new, old, level)
    }

    /// Repeats a node of the overlay, with everything below it, in a slot.
    fn repeat(&mut self, node: NodeId, slot: Slot) -> Result<(), OverLimit> {
        let (Slot::Member(parent) | Slot::Element(parent, _)) = slot;
        let level = levels_above(&self.document.tree, parent) + 1;
        let copy = self.push(node, &slot, level)?;
        self.repeat_children(node, copy, level)
    }

    fn repeat_children(&mut self, from: NodeId, to: NodeId, level: usize) -> Result<(), OverLimit> {
        let mut open = vec![(from, to, level)];
        while let Some((from, to, level)) = open.pop() {
            for (position, child) in
                (0..).zip(self.document.tree.children(from).collect::<Vec<_>>())
            {
                let slot = match self.document.tree.name(child) {
                    Some(_) => Slot::Member(to),
                    None => Slot::Element(to, position),
                };
                let copy = self.push(child, &slot, level + 1)?;
                open.push((child, copy, level + 1));
            }
        }
        Ok(())
    }

    fn push(&mut self, node: NodeId, slot: &Slot, level: usize) -> Result<NodeId, OverLimit> {
        let document = &mut *self.document;
        if document.tree.len() >= self.limits.nodes || level >= self.limits.depth {
            return Err(OverLimit);
        }
        let value = document.tree.value(node).clone();
        let copy = match slot {
            Slot::Member(parent) => {
                let name = document.tree.name(node).unwrap_or_default().to_owned();
                document.tree.push_member(*parent, &name, value)
            }
            Slot::Element(parent, position) => {
                document.tree.push_element(*parent, *position, value)
            }
        };
        document.sources.set_origin(copy, node);
        Ok(copy)
    }
}
