//! What a change of the description does to the users of the crate: two surfaces in, a list of changes out, each with
//! the verdict of semver.
//!
//! `rules` knows Rust, `wire` knows what Rust does not see, `version` what follows for the version, `release` how the
//! surface of the last release is kept. `generator/docs/changes.md` has the rules in words.

mod alike;
mod changelog;
mod release;
mod rules;
#[cfg(test)]
mod tests;
mod version;
mod wire;

use std::collections::BTreeMap;
use std::fmt;

pub use changelog::entry;
pub use release::{Kept, NAME as RELEASE, Release};
pub use version::Version;

use alike::Declared;

use crate::diagnostic::{Part, Place};
use crate::document::Document;
use crate::ir::Api;
use crate::surface::{Item, Kind, Surface};
use crate::tree::NodeId;

/// What a change asks of the next version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Users notice nothing.
    Patch,
    /// Users' code goes on as it is, and there is something new for it, or something it should know.
    Minor,
    /// Users' code may no longer compile, or does something else than it did.
    Major,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        })
    }
}

/// One thing that is not as it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What it asks of the next version.
    pub verdict: Verdict,
    /// The path of the item.
    pub path: String,
    /// What the item is.
    pub kind: Kind,
    /// What changed, in one line.
    pub message: String,
    /// Where in the new surface to look for the cause: the item, or for one that is gone what it belonged to.
    cause: Cause,
}

#[derive(Clone, Debug, PartialEq)]
enum Cause {
    Item(crate::surface::Origin),
    /// Nothing of it is left.
    Nowhere,
}

impl Change {
    fn new(verdict: Verdict, item: &Item, message: String) -> Self {
        Self {
            verdict,
            path: item.path.clone(),
            kind: item.kind,
            message,
            cause: Cause::Item(item.origin),
        }
    }

    fn because_of(mut self, cause: Option<&Item>) -> Self {
        self.cause = cause.map_or(Cause::Nowhere, |item| Cause::Item(item.origin));
        self
    }

    /// The node of the new description that caused it: the item's own, its owner's where it is gone, and the section
    /// where it was where nothing is left of either.
    pub fn node(&self, document: &Document, api: &Api) -> NodeId {
        if let Cause::Item(origin) = self.cause
            && let Some(node) = origin.node(api)
        {
            return node;
        }
        let tree = &document.tree;
        let section = match self.path.split("::").next() {
            Some("models") => tree
                .peek(document.root, "components")
                .and_then(|components| tree.peek(components, "schemas")),
            Some("api" | "Client") => tree.peek(document.root, "paths"),
            Some("webhooks") => tree.peek(document.root, "webhooks"),
            Some("ClientBuilder") => tree.peek(document.root, "components"),
            _ => None,
        };
        section.unwrap_or(document.root)
    }

    /// `path:line:column` of that node.
    pub fn place(&self, document: &Document, api: &Api) -> String {
        let place = Place::Node(self.node(document, api), Part::Name);
        document.sources.describe(&document.tree, place)
    }
}

/// The strictest verdict of some changes; `None` where there are none.
pub fn verdict(changes: &[Change]) -> Option<Verdict> {
    changes.iter().map(|change| change.verdict).max()
}

type Index<'a> = BTreeMap<(&'a str, Kind), &'a Item>;

fn index(surface: &Surface) -> Index<'_> {
    let items = surface.items.iter();
    items.map(|item| ((&*item.path, item.kind), item)).collect()
}

/// Everything that differs, the worst first, then by path.
pub fn compare(before: &Surface, after: &Surface) -> Vec<Change> {
    // Which it is in most runs.
    if before.says_what(after) {
        return Vec::new();
    }
    let (was, is) = (Declared::of(before), Declared::of(after));
    let mut changes = alike::changes(after, &was, &is);
    let (before, after) = (
        alike::spelled_out(before, &was, &is),
        alike::spelled_out(after, &is, &was),
    );
    let (old, new) = (index(&before), index(&after));
    let types = rules::Types::new(&old, &new);
    for (key, item) in &old {
        if types.is_whole(item) {
            continue;
        }
        match new.get(key) {
            Some(now) => rules::changed(item, now, &new, &mut changes),
            None => changes.extend(rules::gone(item, &old, &new, &types)),
        }
    }
    for (key, item) in &new {
        if !old.contains_key(key) && !types.is_whole(item) {
            changes.extend(rules::added(item, &old, &new));
        }
    }
    changes.sort_by(|one, other| {
        let key = |change: &Change| {
            (
                std::cmp::Reverse(change.verdict),
                change.path.clone(),
                change.kind,
            )
        };
        key(one).cmp(&key(other))
    });
    changes
}
