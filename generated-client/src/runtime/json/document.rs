//! An index of a JSON text: one small node per value, so that values can be looked at in any order without building a
//! tree. Made by `parse`; the text itself stays where it is, and numbers and strings are read from it when asked for.

use std::borrow::Cow;
use std::cell::Cell;

use super::text::unescape;

/// What a value looks like in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// `null`
    Null,
    /// `true`
    True,
    /// `false`
    False,
    /// A number without fraction and exponent.
    Integer,
    /// Any other number.
    Float,
    /// A string that stands in the text as it is.
    Text,
    /// A string with escapes.
    EscapedText,
    /// An array.
    List,
    /// An object: its children are names and values in turn.
    Object,
}

/// A value's place in the text, without the quotes of a string.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// The node after this one and all that is inside it.
    pub(crate) next: u32,
    pub(crate) kind: NodeKind,
}

/// A JSON text with its index. Node 0 is the value as a whole.
#[derive(Debug)]
pub struct Document<'t> {
    pub(crate) text: &'t str,
    pub(crate) nodes: Vec<Node>,
}

thread_local! {
    /// The room of an index that is done with, for the next one: large pieces of memory are dear to come by.
    static ROOM: Cell<Vec<Node>> = const { Cell::new(Vec::new()) };
}

/// The nodes that a thread keeps room for, 64 KiB of them. More stays with nobody.
const MAX_ROOM: usize = 4096;

/// An empty list with room for so many nodes.
pub(super) fn room(nodes: usize) -> Vec<Node> {
    let mut room = if nodes <= MAX_ROOM {
        ROOM.try_with(Cell::take).unwrap_or_default()
    } else {
        Vec::new()
    };
    room.reserve(nodes);
    room
}

impl Drop for Document<'_> {
    fn drop(&mut self) {
        if self.nodes.capacity() <= MAX_ROOM {
            self.nodes.clear();
            let room = std::mem::take(&mut self.nodes);
            let _ = ROOM.try_with(|kept| kept.set(room));
        }
    }
}

const OUTSIDE: Node = Node {
    start: 0,
    end: 0,
    next: u32::MAX,
    kind: NodeKind::Null,
};

impl<'t> Document<'t> {
    #[inline]
    pub(crate) fn node(&self, index: u32) -> Node {
        self.nodes.get(index as usize).copied().unwrap_or(OUTSIDE)
    }

    /// The text of a node: digits, or the inside of a string, as written.
    #[inline]
    pub(crate) fn raw(&self, node: Node) -> &'t str {
        self.text
            .get(node.start as usize..node.end as usize)
            .unwrap_or_default()
    }

    /// The string that a string node or a member's name means.
    #[inline]
    pub(crate) fn string(&self, node: Node) -> Cow<'t, str> {
        match node.kind {
            NodeKind::EscapedText => Cow::Owned(unescape(self.raw(node))),
            _ => Cow::Borrowed(self.raw(node)),
        }
    }

    /// Whether a string is this one; faster than to get it.
    fn is_text(&self, node: Node, text: &str) -> bool {
        match node.kind {
            NodeKind::EscapedText => unescape(self.raw(node)) == text,
            _ => {
                let written = node.start as usize..node.end as usize;
                self.text.as_bytes().get(written) == Some(text.as_bytes())
            }
        }
    }

    /// The children of a list, or the names and values of an object in turn.
    pub(crate) fn children(&self, parent: u32) -> Children<'_, 't> {
        let node = self.node(parent);
        let at = match node.kind {
            NodeKind::List | NodeKind::Object => parent + 1,
            _ => node.next,
        };
        Children {
            document: self,
            at,
            end: node.next,
        }
    }

    /// Names and values of an object; nothing of anything else.
    pub(crate) fn members(&self, parent: u32) -> impl Iterator<Item = (Cow<'t, str>, u32)> + '_ {
        self.pairs(parent)
            .map(|(name, value)| (self.string(name), value))
    }

    /// The value of a member; the last one where the name is there twice.
    pub(crate) fn member(&self, parent: u32, name: &str) -> Option<u32> {
        let pairs = self.pairs(parent);
        let called = pairs.filter(|(member, _)| self.is_text(*member, name));
        called.last().map(|(_, value)| value)
    }

    /// The nodes of the names of an object, each with its value; nothing of anything else.
    fn pairs(&self, parent: u32) -> impl Iterator<Item = (Node, u32)> + '_ {
        let mut children = match self.node(parent).kind {
            NodeKind::Object => self.children(parent),
            _ => self.children(u32::MAX),
        };
        std::iter::from_fn(move || Some((self.node(children.next()?), children.next()?)))
    }

    /// The value that a path of member names leads to.
    pub(crate) fn find(&self, path: &[&str]) -> Option<u32> {
        path.iter()
            .try_fold(0, |parent, name| self.member(parent, name))
    }

    /// The steps from the root to a node, for messages: `data[3].email`, with `$` for the root itself.
    pub(crate) fn path(&self, target: u32) -> String {
        use std::fmt::Write;

        let mut path = String::from("$");
        let mut at = 0;
        while at != target {
            let inside = |&child: &u32| child <= target && target < self.node(child).next;
            let step = match self.node(at).kind {
                NodeKind::List => self
                    .children(at)
                    .enumerate()
                    .find(|(_, child)| inside(child))
                    .map(|(index, child)| {
                        let _ = write!(path, "[{index}]");
                        child
                    }),
                NodeKind::Object => {
                    self.members(at)
                        .find(|(_, child)| inside(child))
                        .map(|(name, child)| {
                            let _ = write!(path, ".{name}");
                            child
                        })
                }
                _ => None,
            };
            match step {
                Some(child) => at = child,
                None => break,
            }
        }
        path
    }
}

/// Iterates over the nodes inside a list or object, without going deeper.
#[derive(Debug)]
pub(crate) struct Children<'d, 't> {
    document: &'d Document<'t>,
    at: u32,
    end: u32,
}

impl Iterator for Children<'_, '_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        let index = self.at;
        if index >= self.end {
            return None;
        }
        self.at = self.document.node(index).next;
        Some(index)
    }
}
