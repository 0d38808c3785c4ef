//! Titles of schemas, as names for types.
//!
//! A `title` names an inline type where no other schema has it. Documents that were bundled repeat the same schema with
//! the same title at many places: those are one type. Schemas count as the same if they differ in nothing but their
//! descriptions.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::Name;
use crate::tree::{NodeId, Tree, Value};

/// How large a schema may be to be compared with others, in nodes.
const MAX_SIZE: usize = 5000;

/// The titles of a document.
#[derive(Debug, Default)]
pub(super) struct Titles {
    /// How many different schemas have a title, in the spelling that collisions are found by.
    times: HashMap<String, usize>,
    /// For each titled schema that repeats another: the first of its like.
    first: HashMap<NodeId, NodeId>,
}

impl Titles {
    /// Finds all titles. `components` have names that no title can take.
    pub(super) fn of(tree: &Tree, components: &[(&str, NodeId)]) -> Self {
        let mut titles = Self::default();
        let mut known: HashMap<(String, u64), NodeId> = HashMap::new();
        for id in tree.ids() {
            let title = tree.str(id).filter(|_| tree.name(id) == Some("title"));
            let Some((title, schema)) = title.zip(tree.parent(id)) else {
                continue;
            };
            let key = Name::new([title]).key();
            let Some(hash) = hash(tree, schema) else {
                *titles.times.entry(key).or_default() += 1;
                continue;
            };
            match known.get(&(key.clone(), hash)) {
                Some(&first) if is_same(tree, first, schema) => {
                    titles.first.insert(schema, first);
                }
                Some(_) => *titles.times.entry(key).or_default() += 1,
                None => {
                    *titles.times.entry(key.clone()).or_default() += 1;
                    known.insert((key, hash), schema);
                }
            }
        }
        // Where different schemas share a title, places name them, and the place of one is no name for another.
        let times = &titles.times;
        titles.first.retain(|schema, _| {
            let title = tree.peek(*schema, "title").and_then(|it| tree.str(it));
            title.is_some_and(|title| times.get(&Name::new([title]).key()) == Some(&1))
        });
        for (name, _) in components {
            *titles.times.entry(Name::new([*name]).key()).or_default() += 2;
        }
        titles
    }

    /// The schema that stands for this one.
    pub(super) fn first(&self, schema: NodeId) -> NodeId {
        self.first.get(&schema).copied().unwrap_or(schema)
    }

    /// Whether a name belongs to a component, or to several schemas.
    pub(super) fn is_taken(&self, name: &Name) -> bool {
        self.times.get(&name.key()).is_some_and(|&times| times > 1)
    }
}

/// What of a schema decides whether it is the same as another; its description does not.
fn members(tree: &Tree, node: NodeId) -> impl Iterator<Item = NodeId> {
    tree.children(node)
        .filter(|&child| tree.name(child) != Some("description") || tree.str(child).is_none())
}

/// A hash of a schema, without descriptions; `None` for a large one.
fn hash(tree: &Tree, schema: NodeId) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    let mut open = vec![schema];
    let mut size = 0;
    while let Some(node) = open.pop() {
        size += 1;
        if size > MAX_SIZE {
            return None;
        }
        if node != schema {
            tree.name(node).hash(&mut hasher);
        }
        match tree.value(node) {
            Value::Null => 0_u8.hash(&mut hasher),
            Value::Bool(value) => value.hash(&mut hasher),
            Value::Number(text) | Value::String(text) => text.hash(&mut hasher),
            Value::Array => 1_u8.hash(&mut hasher),
            Value::Object => 2_u8.hash(&mut hasher),
        }
        open.extend(members(tree, node));
    }
    Some(hasher.finish())
}

/// Whether two schemas of one file are the same but for their descriptions.
fn is_same(tree: &Tree, a: NodeId, b: NodeId) -> bool {
    if tree.file(a) != tree.file(b) {
        return false;
    }
    let mut open = vec![(a, b)];
    while let Some((x, y)) = open.pop() {
        let same_name = (x, y) == (a, b) || tree.name(x) == tree.name(y);
        if !same_name || tree.value(x) != tree.value(y) {
            return false;
        }
        let mut others = members(tree, y);
        for child in members(tree, x) {
            match others.next() {
                Some(other) => open.push((child, other)),
                None => return false,
            }
        }
        if others.next().is_some() {
            return false;
        }
    }
    true
}
