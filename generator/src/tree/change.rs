//! Changes to the arena after it was read: what stands at a wrong place is put right once, so that no later stage has to know.
//!
//! No node is ever dropped by these: diagnostics point at nodes that are no longer in the tree.

use std::collections::HashSet;

use super::{Key, NONE, NodeId, Tree, Value};

impl Tree {
    /// Replaces what a node holds; used while a document is read, when the kind of a node is known after its place.
    pub fn set_value(&mut self, id: NodeId, value: Value) {
        self.change(id.0, |node| node.value = value);
    }

    /// Gives a member another name, where its own is a slip.
    pub fn rename(&mut self, id: NodeId, name: &str) {
        self.keep_written(id);
        let name = self.intern(name);
        self.change(id.0, |node| node.key = Key::Name(name));
    }

    /// Takes a member out of its object. The node stays in the arena, for its place in the text.
    pub fn unlink(&mut self, id: NodeId) {
        let Some(parent) = self.parent(id) else {
            return;
        };
        let mut before = NONE;
        for child in self.children(parent) {
            if child == id {
                break;
            }
            before = child.0;
        }
        let mut next = NONE;
        self.change(id.0, |node| next = std::mem::replace(&mut node.next, NONE));
        self.change(before, |node| node.next = next);
        self.change(parent.0, |node| {
            if before == NONE {
                node.first_child = next;
            }
            if next == NONE {
                node.last_child = before;
            }
        });
    }

    /// Takes children out of their parent, and counts the elements that stay again. The nodes stay in the arena, for
    /// their places in the text.
    pub fn remove_children(&mut self, parent: NodeId, removed: &HashSet<NodeId>) {
        let kept: Vec<NodeId> = self
            .children(parent)
            .filter(|child| !removed.contains(child))
            .collect();
        for &child in removed {
            if self.parent(child) == Some(parent) {
                self.change(child.0, |node| node.next = NONE);
            }
        }
        self.change(parent.0, |node| {
            node.first_child = kept.first().map_or(NONE, |first| first.0);
            node.last_child = kept.last().map_or(NONE, |last| last.0);
        });
        for (position, child) in kept.iter().enumerate() {
            let next = kept.get(position + 1).map_or(NONE, |next| next.0);
            self.change(child.0, |node| {
                node.next = next;
                if let Key::Index(index) = &mut node.key {
                    *index = position as u32;
                }
            });
        }
    }

    /// Moves a member to the end of another object.
    pub fn move_member(&mut self, id: NodeId, object: NodeId) {
        self.unlink(id);
        self.change(id.0, |node| node.parent = object.0);
        self.append(object.0, id.0);
    }

    /// Puts a copy of a node, with all that is in it, into a list as number `position`; gives each node with its copy.
    pub fn copy_element(
        &mut self,
        element: NodeId,
        list: NodeId,
        position: usize,
    ) -> Vec<(NodeId, NodeId)> {
        let first = self.push_element(list, position, self.value(element).clone());
        let mut copied = vec![(element, first)];
        let mut next = 0;
        while let Some(&(original, copy)) = copied.get(next) {
            for child in self.children(original).collect::<Vec<_>>() {
                let (key, value) = (self.node(child.0).key, self.value(child).clone());
                copied.push((child, self.push(key, copy.0, value)));
            }
            next += 1;
        }
        copied
    }
}
