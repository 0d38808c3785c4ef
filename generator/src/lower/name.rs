//! The words an inline schema is called by: those of the place it stands in.
//!
//! `names` turns the words into an identifier and settles collisions; here they are only collected.

use heck::ToPascalCase;

use super::Lowering;
use crate::tree::NodeId;

/// The words of a name, from the outermost place inwards: `["Pet", "owner"]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    words: Vec<String>,
    depth: usize,
    items: Items,
}

/// What the elements of a list are called.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Items {
    /// By the singular of the list's name, where it has one.
    #[default]
    Singular,
    /// `Item`, because something else has the singular.
    Plain,
    /// This is the name of an element, and a singular.
    Found,
}

impl Name {
    /// A name of these words.
    pub fn new<W: Into<String>>(words: impl IntoIterator<Item = W>) -> Self {
        Self {
            words: words.into_iter().map(Into::into).collect(),
            depth: 0,
            items: Items::Singular,
        }
    }

    /// The name of something inside: a property, a variant.
    pub fn child(&self, word: impl Into<String>) -> Self {
        let mut name = self.inner();
        name.words.push(word.into());
        name.items = Items::Singular;
        name
    }

    /// The name of an element of a list of this name: `pets` holds a `pet`, `data` a `data item`.
    pub fn item(&self) -> Self {
        let last = self.words.last().filter(|_| self.items != Items::Plain);
        match last.and_then(|word| singular(word)) {
            Some(word) => {
                let mut name = self.inner();
                name.words.pop();
                name.words.push(word);
                name.items = Items::Found;
                name
            }
            None => self.child("Item"),
        }
    }

    /// The same name, with elements that are not called by its singular.
    pub fn with_plain_items(mut self) -> Self {
        self.items = Items::Plain;
        self
    }

    /// Whether [`Name::item`] found a singular for this.
    pub fn is_singular(&self) -> bool {
        self.items == Items::Found
    }

    /// The same place one level further in, by the same name.
    pub fn inner(&self) -> Self {
        Self {
            words: self.words.clone(),
            depth: self.depth + 1,
            items: match self.items {
                Items::Found => Items::Singular,
                items => items,
            },
        }
    }

    /// Another name for something as deep inside as this.
    pub fn renamed(&self, word: impl Into<String>) -> Self {
        Self {
            words: vec![word.into()],
            depth: self.depth,
            items: Items::Singular,
        }
    }

    /// How many places this is inside of the schema that was asked for.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// The words.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// The last word, without regard to case and separators.
    pub fn last_word(&self) -> String {
        let word = self.words.last().map(String::as_str).unwrap_or_default();
        let letters = word.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    }

    /// The name in the spelling that collisions are found by.
    pub fn key(&self) -> String {
        self.words.join("_").to_pascal_case()
    }
}

impl Lowering<'_> {
    /// What a schema that is no component is called by when a `$ref` leads to it: the component or definition that it
    /// stands in, and the way from there. `None` where it stands in none.
    pub(super) fn target_name(&self, node: NodeId) -> Option<Name> {
        let tree = &self.doc.tree;
        let mut path = Vec::new();
        let mut at = Some(node);
        while let Some(node) = at {
            path.push(tree.name(node));
            at = tree.parent(node);
        }
        path.reverse();
        let holds = |name: &Option<&str>| matches!(name, Some("schemas" | "$defs" | "definitions"));
        let start = path.iter().rposition(holds).map(|holder| holder + 1);
        let start = start.filter(|start| *start < path.len());
        // A file may hold one schema per member, or be one, which is then called as the file is.
        let start = start.or_else(|| (tree.file(node) != 0).then_some(path.len() - 1))?;
        let first = match path.get(start)? {
            Some(name) => *name,
            None => file_stem(self.doc.sources.relative_path(tree.file(node))),
        };
        let mut name = Name::new([first]);
        let mut steps = path.iter().skip(start + 1);
        while let Some(step) = steps.next() {
            match step {
                Some("properties" | "patternProperties") => {
                    name = name.child((*steps.next()?)?);
                }
                Some("items") => name = name.item(),
                _ => {}
            }
        }
        Some(Self::outermost(name))
    }

    fn outermost(name: Name) -> Name {
        Name { depth: 0, ..name }
    }
}

/// `owner` of `schemas/owner.yaml`.
fn file_stem(path: &str) -> &str {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.split('.').next().unwrap_or(file)
}

/// The singular of an English plural; `None` where the word does not look like one.
fn singular(word: &str) -> Option<String> {
    let lower = word.to_ascii_lowercase();
    let cut = |bytes: usize, ending: &str| {
        let stem = word.get(..word.len() - bytes)?;
        Some(format!("{stem}{ending}")).filter(|it| it.len() > 1)
    };
    let upper = word.ends_with('S') && word.len() > 1;
    if upper
        || ["ss", "us", "is", "news"]
            .iter()
            .any(|end| lower.ends_with(end))
    {
        None
    } else if lower.ends_with("ies") && lower.len() > 4 {
        cut(3, "y")
    } else if ["sses", "uses", "xes", "ches", "shes", "zzes"]
        .iter()
        .any(|end| lower.ends_with(end))
    {
        cut(2, "")
    } else if lower == "children" || lower.ends_with("_children") {
        cut(3, "")
    } else if lower.ends_with('s') {
        cut(1, "")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_called_by_the_singular() {
        for (list, item) in [
            ("pets", "pet"),
            ("Categories", "Category"),
            ("boxes", "box"),
            ("addresses", "address"),
            ("statuses", "status"),
            ("children", "child"),
            ("dataSources", "dataSource"),
        ] {
            assert_eq!(Name::new([list]).item().words(), [item]);
        }
    }

    #[test]
    fn an_item_of_something_singular_is_an_item() {
        for list in ["data", "address", "status", "analysis", "s", "DNS", ""] {
            assert_eq!(Name::new([list]).item().words(), [list, "Item"]);
        }
    }

    #[test]
    fn depth_grows_with_each_place() {
        let name = Name::new(["Pet"]).child("owners").item();
        assert_eq!(name.words(), ["Pet", "owner"]);
        assert_eq!(name.depth(), 2);
    }
}
