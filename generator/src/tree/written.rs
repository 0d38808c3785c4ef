//! Where nodes stood in the text, whatever has been moved, renamed or made since: what JSON Pointers speak of.

use super::{Key, NONE, Node, NodeId, Tree};

impl Tree {
    /// Remembers where a node stands in the text. To be done before it gets another name, number or parent, unless it is
    /// only then where the text has it, as with YAML merge keys.
    pub(crate) fn keep_written(&mut self, id: NodeId) {
        let Node { key, parent, .. } = *self.node(id.0);
        let place = *self.written.places.entry(id.0).or_insert((parent, key));
        self.written.nodes.entry(place).or_insert(id.0);
    }

    /// Says what in the text a node was made of that is not in it.
    pub(crate) fn set_made_of(&mut self, id: NodeId, written: NodeId) {
        self.written.made_of.insert(id.0, written.0);
    }

    /// The node of the text: the same, or what it was made of.
    pub fn as_written(&self, id: NodeId) -> NodeId {
        let made_of = |id: &NodeId| self.written.made_of.get(&id.0).copied().map(NodeId);
        std::iter::successors(Some(id), made_of)
            .last()
            .unwrap_or(id)
    }

    fn place_as_written(&self, id: NodeId) -> (u32, Key) {
        let id = self.as_written(id).0;
        let node = self.node(id);
        let place = self.written.places.get(&id).copied();
        place.unwrap_or((node.parent, node.key))
    }

    /// The node that holds this one in the text; `None` for the root of a file.
    pub fn parent_as_written(&self, id: NodeId) -> Option<NodeId> {
        let (parent, _) = self.place_as_written(id);
        (parent != NONE).then_some(NodeId(parent))
    }

    /// The child that a step of a JSON Pointer, unescaped, leads to: the one that the text has there, or else the one
    /// that is there now.
    pub(crate) fn step(&self, id: NodeId, step: &str) -> Option<NodeId> {
        let is_array = self.is_array(id);
        let index: Option<u32> = step.parse().ok().filter(|_| is_array);
        let key = match is_array {
            true => index.map(Key::Index),
            false => self.by_name.get(step).copied().map(Key::Name),
        };
        let written = key.and_then(|key| self.written.nodes.get(&(id.0, key)));
        if let Some(&written) = written {
            return Some(NodeId(written));
        }
        self.children(id)
            .find(|&child| Some(self.node(child.0).key) == key)
    }

    /// The node's JSON Pointer (RFC 6901) inside its file, as the text has it, without the leading `#`.
    pub fn pointer(&self, id: NodeId) -> String {
        let mut steps = Vec::new();
        let mut at = id;
        loop {
            let (parent, key) = self.place_as_written(at);
            match key {
                Key::Root { .. } => break,
                Key::Index(index) => steps.push(index.to_string()),
                Key::Name(name) => {
                    steps.push(self.member_name(name).replace('~', "~0").replace('/', "~1"));
                }
            }
            at = NodeId(parent);
        }
        let mut pointer = String::new();
        for step in steps.iter().rev() {
            pointer.push('/');
            pointer.push_str(step);
        }
        pointer
    }
}
