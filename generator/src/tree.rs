//! The description as it was written: one arena of nodes for all of its files.
//!
//! In: nodes, pushed by `load` in document order. Out: cheap navigation by [`NodeId`]. A node's identity is its place
//! in the arena; its JSON Pointer (RFC 6901) is derived when somebody asks. Reading a node through [`Tree::get`],
//! [`Tree::entries`] or [`Tree::items`] marks it as used, which is what the ledger is made from.

mod change;
mod written;

use std::cell::Cell;
use std::collections::HashMap;

use crate::ledger::Mark;

/// A node of the description: an object, an array or a scalar, in any of its files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(u32);

impl NodeId {
    /// The first node that is pushed: the root of the description.
    pub(crate) const FIRST: Self = Self(0);

    /// The node with this number, which may be none.
    pub(crate) fn numbered(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(NONE))
    }

    /// The node's place in the arena, which grows in document order.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a node holds. Children of arrays and objects are reached through [`Tree`].
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as it was written, so that no digit is lost.
    Number(Box<str>),
    /// A string, unescaped.
    String(Box<str>),
    /// An array; see [`Tree::items`].
    Array,
    /// An object; see [`Tree::entries`].
    Object,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Key {
    Root { file: u16 },
    Index(u32),
    Name(u32),
}

/// No node: a node that has this as its parent, child or neighbour has none.
const NONE: u32 = u32::MAX;

#[derive(Debug)]
struct Node {
    key: Key,
    parent: u32,
    first_child: u32,
    last_child: u32,
    next: u32,
    value: Value,
    mark: Cell<Mark>,
}

impl Node {
    fn new(key: Key, parent: u32, value: Value) -> Self {
        Self {
            key,
            parent,
            first_child: NONE,
            last_child: NONE,
            next: NONE,
            value,
            mark: Cell::new(Mark::Unread),
        }
    }
}

/// Where nodes stand in the text, of those that were put elsewhere since, so that JSON Pointers say what their author
/// wrote.
#[derive(Debug, Default)]
struct Written {
    /// The parent and the key that a node has in the text.
    places: HashMap<u32, (u32, Key)>,
    /// The node that stands there.
    nodes: HashMap<(u32, Key), u32>,
    /// Nodes that are not in the text, and what there they were made of.
    made_of: HashMap<u32, u32>,
}

/// All nodes of a description.
#[derive(Debug)]
pub struct Tree {
    nodes: Vec<Node>,
    names: Vec<Box<str>>,
    by_name: HashMap<Box<str>, u32>,
    written: Written,
    /// What an id leads to whose node was dropped by [`Tree::truncate`]: a root without anything.
    dropped: Node,
}

impl Default for Tree {
    fn default() -> Self {
        Self {
            nodes: Vec::new(),
            names: Vec::new(),
            by_name: HashMap::new(),
            written: Written::default(),
            dropped: Node::new(Key::Root { file: 0 }, NONE, Value::Null),
        }
    }
}

impl Tree {
    /// Makes room for this many nodes more.
    pub fn reserve(&mut self, nodes: usize) {
        self.nodes.reserve(nodes);
    }

    fn node(&self, index: u32) -> &Node {
        self.nodes.get(index as usize).unwrap_or(&self.dropped)
    }

    /// Changes a node, if it is there.
    fn change(&mut self, index: u32, change: impl FnOnce(&mut Node)) {
        if let Some(node) = self.nodes.get_mut(index as usize) {
            change(node);
        }
    }

    /// Puts a node behind the last child of another, or in front where there is none.
    fn append(&mut self, parent: u32, id: u32) {
        let mut before = NONE;
        self.change(parent, |node| {
            before = std::mem::replace(&mut node.last_child, id);
            if before == NONE {
                node.first_child = id;
            }
        });
        self.change(before, |node| node.next = id);
    }

    fn member_name(&self, name: u32) -> &str {
        self.names.get(name as usize).map_or("", |name| name)
    }

    /// Adds the root node of file number `file`.
    pub fn push_root(&mut self, file: u16, value: Value) -> NodeId {
        self.push(Key::Root { file }, NONE, value)
    }

    /// Adds the member `name` to the object `parent`, after its last one.
    pub fn push_member(&mut self, parent: NodeId, name: &str, value: Value) -> NodeId {
        let name = self.intern(name);
        self.push(Key::Name(name), parent.0, value)
    }

    /// Adds an element to the array `parent`, after its last one, as number `index`.
    pub fn push_element(&mut self, parent: NodeId, index: usize, value: Value) -> NodeId {
        self.push(Key::Index(index as u32), parent.0, value)
    }

    /// Drops all nodes from number `len` on, which must have been pushed under a root of their own.
    pub fn truncate(&mut self, len: usize) {
        self.nodes.truncate(len);
    }

    /// Pairs of members of one object that have the same name, among the nodes from number `from` on: each with the
    /// one that it repeats. One pass; `last` remembers, per name, the last member that had it.
    pub fn repeated_members(&self, from: usize) -> Vec<(NodeId, NodeId)> {
        let mut last: Vec<u32> = vec![NONE; self.names.len()];
        let mut repeated = Vec::new();
        for object in (from..self.nodes.len()).map(|index| NodeId(index as u32)) {
            for child in self.children(object) {
                let Key::Name(name) = self.node(child.0).key else {
                    break;
                };
                let Some(last) = last.get_mut(name as usize) else {
                    break;
                };
                let before = std::mem::replace(last, child.0);
                if before != NONE && self.node(before).parent == object.0 {
                    repeated.push((NodeId(before), child));
                }
            }
        }
        repeated
    }

    /// All nodes from number `from` on that are members called `name`.
    pub fn members_called(&self, from: usize, name: &str) -> Vec<NodeId> {
        let Some(&name) = self.by_name.get(name) else {
            return Vec::new();
        };
        (from as u32..self.nodes.len() as u32)
            .filter(|&index| self.node(index).key == Key::Name(name))
            .map(NodeId)
            .collect()
    }

    fn intern(&mut self, name: &str) -> u32 {
        if let Some(&known) = self.by_name.get(name) {
            return known;
        }
        let id = self.names.len() as u32;
        self.names.push(name.into());
        self.by_name.insert(name.into(), id);
        id
    }

    fn push(&mut self, key: Key, parent: u32, value: Value) -> NodeId {
        let id = self.nodes.len() as u32;
        self.nodes.push(Node::new(key, parent, value));
        self.append(parent, id);
        NodeId(id)
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// All nodes, in document order.
    pub fn ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.nodes.len() as u32).map(NodeId)
    }

    /// The node with a number below [`Tree::len`].
    pub(crate) fn nth(&self, index: usize) -> NodeId {
        debug_assert!(index < self.nodes.len());
        NodeId(index as u32)
    }

    /// What the node holds.
    pub fn value(&self, id: NodeId) -> &Value {
        &self.node(id.0).value
    }

    /// The node that holds this one; `None` for the root of a file.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        let parent = self.node(id.0).parent;
        (parent != NONE).then_some(NodeId(parent))
    }

    /// The position of an element in its array, or `None` for a member or a root.
    pub fn position(&self, id: NodeId) -> Option<usize> {
        match self.node(id.0).key {
            Key::Index(index) => Some(index as usize),
            Key::Root { .. } | Key::Name(_) => None,
        }
    }

    /// The member name under which the node stands in its object, or `None` for an element or a root.
    pub fn name(&self, id: NodeId) -> Option<&str> {
        match self.node(id.0).key {
            Key::Name(name) => Some(self.member_name(name)),
            Key::Root { .. } | Key::Index(_) => None,
        }
    }

    /// The number of the file that the node stands in; 0 is the description itself.
    pub fn file(&self, id: NodeId) -> u16 {
        let mut at = id.0;
        loop {
            match self.node(at).key {
                Key::Root { file } => return file,
                Key::Index(_) | Key::Name(_) => at = self.node(at).parent,
            }
        }
    }

    /// The member `name` of an object, marked as used; `None` where the node is no object or has no such member.
    pub fn get(&self, id: NodeId, name: &str) -> Option<NodeId> {
        let found = self.peek(id, name)?;
        self.use_node(found);
        Some(found)
    }

    /// As [`Tree::get`], but does not count as use.
    pub fn peek(&self, id: NodeId, name: &str) -> Option<NodeId> {
        // Looking at the names of most objects takes less than the hash of one.
        self.children(id)
            .find(|&child| self.name(child) == Some(name))
    }

    /// The node at a JSON Pointer (RFC 6901) seen from `root`, in any of its spellings; does not count as use, and follows no
    /// reference.
    pub fn find(&self, root: NodeId, pointer: &str) -> Option<NodeId> {
        let pointer = pointer.strip_prefix('#').unwrap_or(pointer);
        if pointer.is_empty() {
            return Some(root);
        }
        let steps = pointer.strip_prefix('/')?.split('/');
        steps
            .map(|step| step.replace("~1", "/").replace("~0", "~"))
            .try_fold(root, |at, step| self.step(at, &step))
    }

    /// The members of an object in document order, each marked as used; nothing where the node is no object.
    pub fn entries(&self, id: NodeId) -> impl Iterator<Item = (&str, NodeId)> {
        self.children(id).filter_map(|child| {
            let name = self.name(child)?;
            self.use_node(child);
            Some((name, child))
        })
    }

    /// The elements of an array in order, each marked as used; nothing where the node is no array.
    pub fn items(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        self.children(id)
            .filter(|child| self.name(*child).is_none())
            .inspect(|&child| self.use_node(child))
    }

    /// The children of a node, whatever it is, without counting as use.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        let mut at = self.node(id.0).first_child;
        std::iter::from_fn(move || {
            if at == NONE {
                return None;
            }
            let child = NodeId(at);
            at = self.node(at).next;
            Some(child)
        })
    }

    /// The node's text, if it is a string.
    pub fn str(&self, id: NodeId) -> Option<&str> {
        match self.value(id) {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The node's value, if it is a boolean.
    pub fn bool(&self, id: NodeId) -> Option<bool> {
        match self.value(id) {
            Value::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The node's number as written, if it is one.
    pub fn number(&self, id: NodeId) -> Option<&str> {
        match self.value(id) {
            Value::Number(text) => Some(text),
            _ => None,
        }
    }

    /// Whether the node is an object.
    pub fn is_object(&self, id: NodeId) -> bool {
        matches!(self.value(id), Value::Object)
    }

    /// Whether the node is an array.
    pub fn is_array(&self, id: NodeId) -> bool {
        matches!(self.value(id), Value::Array)
    }

    /// The string member `name`, marked as used.
    pub fn get_str(&self, id: NodeId, name: &str) -> Option<&str> {
        self.str(self.get(id, name)?)
    }

    /// The boolean member `name`, marked as used.
    pub fn get_bool(&self, id: NodeId, name: &str) -> Option<bool> {
        self.bool(self.get(id, name)?)
    }

    /// The node and everything below it as JSON, for examples, defaults and constants. Counts as use of all of it.
    pub fn to_json(&self, id: NodeId) -> serde_json::Value {
        self.use_node(id);
        match self.value(id) {
            Value::Null => serde_json::Value::Null,
            Value::Bool(value) => (*value).into(),
            Value::Number(text) => serde_json::from_str(text).unwrap_or_else(|_| (&**text).into()),
            Value::String(text) => (&**text).into(),
            Value::Array => self.items(id).map(|item| self.to_json(item)).collect(),
            Value::Object => self
                .entries(id)
                .map(|(name, value)| (name.to_owned(), self.to_json(value)))
                .collect(),
        }
    }

    /// Whether two nodes hold the same JSON, members in the same order. Does not count as use.
    pub fn is_equal(&self, one: NodeId, other: NodeId) -> bool {
        let mut pairs = vec![(one, other)];
        while let Some((one, other)) = pairs.pop() {
            if one == other {
                continue;
            }
            if self.value(one) != self.value(other) {
                return false;
            }
            let (mut ones, mut others) = (self.children(one), self.children(other));
            loop {
                match (ones.next(), others.next()) {
                    (Some(one), Some(other)) if self.name(one) == self.name(other) => {
                        pairs.push((one, other))
                    }
                    (None, None) => break,
                    _ => return false,
                }
            }
        }
        true
    }

    /// What the ledger knows of the node.
    pub fn mark(&self, id: NodeId) -> Mark {
        self.node(id.0).mark.get()
    }

    /// Notes something of the node for the ledger; a stronger note is not overwritten by a weaker one.
    pub fn set_mark(&self, id: NodeId, mark: Mark) {
        let cell = &self.node(id.0).mark;
        if mark > cell.get() {
            cell.set(mark);
        }
    }

    fn use_node(&self, id: NodeId) {
        self.set_mark(id, Mark::Used);
    }
}
