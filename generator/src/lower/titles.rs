//! Titles of schemas, as names for types.
//!
//! A `title` names an inline type if only one schema has it. Documents that were bundled repeat the same schema with the
//! same title at many places: those are one type. Where different schemas share a title, it names the one that is met
//! most often, and places name the others. Schemas count as the same if they differ in nothing but descriptions.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::Name;
use crate::tree::{NodeId, Tree, Value};

/// How large a schema may be to be compared with others, in nodes.
const MAX_SIZE: usize = 5000;

/// How many different schemas of one title are told apart. Who has more has no use for titles as names.
const MAX_GROUPS: usize = 50;

/// The titles of a document.
#[derive(Debug, Default)]
pub(super) struct Titles {
    /// The names of components, in the spelling that collisions are found by.
    components: HashSet<String>,
    /// For each title that is a name: the first of the schemas that it names.
    owners: HashMap<String, NodeId>,
    /// For each of the other schemas that a title names: the first one.
    first: HashMap<NodeId, NodeId>,
}

/// Schemas that are the same.
#[derive(Debug)]
struct Group {
    hash: Option<u64>,
    schemas: Vec<NodeId>,
}

impl Titles {
    /// Finds all titles. `components` have names that no title can take.
    pub(super) fn of(tree: &Tree, components: &[(&str, NodeId)]) -> Self {
        let mut groups: HashMap<String, Vec<Group>> = HashMap::new();
        for id in tree.ids() {
            let title = tree.str(id).filter(|_| tree.name(id) == Some("title"));
            let Some((title, schema)) = title.zip(tree.parent(id)) else {
                continue;
            };
            let groups = groups.entry(Name::new([title]).key()).or_default();
            let hash = hash(tree, schema);
            let is_full = groups.len() >= MAX_GROUPS;
            let same = groups.iter_mut().find(|group| {
                let first = group.schemas.first();
                hash.is_some()
                    && group.hash == hash
                    && first.is_some_and(|&first| is_same(tree, first, schema))
            });
            match same {
                Some(group) => group.schemas.push(schema),
                None if !is_full => groups.push(Group {
                    hash,
                    schemas: vec![schema],
                }),
                None => {}
            }
        }
        let components: HashSet<String> = components
            .iter()
            .map(|(name, _)| Name::new([*name]).key())
            .collect();
        let mut titles = Self::default();
        for (key, groups) in groups {
            if !components.contains(&key) {
                titles.settle(key, &groups);
            }
        }
        titles.components = components;
        titles
    }

    /// Gives a title to the only group that has it, or to the one that is met most often.
    fn settle(&mut self, key: String, groups: &[Group]) {
        let most = groups.iter().map(|group| group.schemas.len()).max();
        let mut largest = groups
            .iter()
            .filter(|group| Some(group.schemas.len()) == most);
        let (Some(owner), None) = (largest.next(), largest.next()) else {
            return;
        };
        if let [first, others @ ..] = owner.schemas.as_slice() {
            self.first
                .extend(others.iter().map(|&other| (other, *first)));
            self.owners.insert(key, *first);
        }
    }

    /// The schema that stands for this one.
    pub(super) fn first(&self, schema: NodeId) -> NodeId {
        self.first.get(&schema).copied().unwrap_or(schema)
    }

    /// Whether a title is the name of this schema.
    pub(super) fn names(&self, title: &Name, schema: NodeId) -> bool {
        self.owners.get(&title.key()) == Some(&schema)
    }

    /// Whether a name belongs to a component or is the title of something.
    pub(super) fn is_taken(&self, name: &Name) -> bool {
        let key = name.key();
        self.components.contains(&key) || self.owners.contains_key(&key)
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
