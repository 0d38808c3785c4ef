//! The public surface of the generated crate as data: every item that its users can name, with its Rust signature and
//! with what it is on the wire.
//!
//! In: the IR and its names. Out: [`Surface`], sorted by path, which [`lock`] writes as the text of `api.lock`,
//! `changes` compares and `explain` searches. Types come from the functions that emit them, so the two cannot differ.
//! What no description changes (`runtime`, and what its macros give every type) is not listed.

mod client;
mod facts;
pub mod lock;
mod models;
mod operations;
mod origin;
#[cfg(test)]
mod tests;
mod tokens;

use std::fmt;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::emit::{self, Context};
use crate::ir::TypeId;

pub use origin::Origin;

/// The start of the signature of an alias that is one only because its schema is like another type's.
pub(crate) const LIKE: &str = " like ";

/// All public items, sorted by path.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Surface {
    /// The items.
    pub items: Vec<Item>,
}

/// One thing that users can name, or that their calls send without naming it.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Where it is in the crate: `models::Lead::phase_id`. Members have their type's path in front.
    pub path: String,
    /// What it is.
    pub kind: Kind,
    /// What Rust sees of it beside its path: `: Option<String>`, `(&self, lead_id: &str) -> GetLead`.
    pub signature: String,
    /// The Cargo features any of which brings it; empty where it is always there.
    pub features: Vec<String>,
    /// What it is on the wire: `phaseId`; empty where it has nothing to do with it.
    pub wire: String,
    /// What of the API it was made of. Not in the lock.
    pub origin: Origin,
}

/// What an item is. In the order in which a type's members are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A Cargo feature.
    Feature,
    /// A public module.
    Module,
    /// A struct: a model, a handle, a call, a form.
    Struct,
    /// An enumeration or union.
    Enum,
    /// A type alias.
    Alias,
    /// A re-export at the root of the crate.
    Export,
    /// The field of a struct.
    Field,
    /// The variant of an enum.
    Variant,
    /// A function of a type.
    Function,
    /// A trait that only some types have.
    Impl,
    /// No Rust item: what a call sends and expects, where no item of its own says so.
    Wire,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 11] = [
        Self::Feature,
        Self::Module,
        Self::Struct,
        Self::Enum,
        Self::Alias,
        Self::Export,
        Self::Field,
        Self::Variant,
        Self::Function,
        Self::Impl,
        Self::Wire,
    ];

    /// The word for it in the lock.
    pub fn word(self) -> &'static str {
        match self {
            Self::Feature => "feature",
            Self::Module => "mod",
            Self::Struct => "struct",
            Self::Enum => "enum",
            Self::Alias => "type",
            Self::Export => "use",
            Self::Field => "field",
            Self::Variant => "variant",
            Self::Function => "fn",
            Self::Impl => "impl",
            Self::Wire => "wire",
        }
    }

    /// Whether it belongs to the type before it.
    pub fn is_member(self) -> bool {
        matches!(
            self,
            Self::Field | Self::Variant | Self::Function | Self::Impl | Self::Wire
        )
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl Item {
    /// An item without a signature, features, or anything on the wire.
    pub(crate) fn new(kind: Kind, path: impl Into<String>, origin: Origin) -> Self {
        Self {
            path: path.into(),
            kind,
            signature: String::new(),
            features: Vec::new(),
            wire: String::new(),
            origin,
        }
    }

    /// With a signature.
    pub(crate) fn signature(mut self, signature: impl Into<String>) -> Self {
        self.signature = signature.into();
        self
    }

    /// With what it is on the wire.
    pub(crate) fn wire(mut self, wire: impl Into<String>) -> Self {
        self.wire = wire.into();
        self
    }

    /// With the features that bring it.
    pub(crate) fn features(mut self, features: Vec<String>) -> Self {
        self.features = features;
        self
    }

    /// Marked as deprecated, where it is.
    pub(crate) fn deprecated(mut self, deprecated: bool) -> Self {
        if deprecated {
            self.signature.push_str(lock::DEPRECATED);
        }
        self
    }

    /// The path of the type that a member belongs to; of any other item, its own.
    pub fn owner(&self) -> &str {
        self.owner_before(self.last_step())
    }

    /// The last step of the path.
    pub fn name(&self) -> &str {
        self.path.get(self.last_step()..).unwrap_or_default()
    }

    /// Where the last step of the path begins. Looking for one character first takes a fraction of the time.
    fn last_step(&self) -> usize {
        let is_step = |at: &usize| self.path.get(..*at).is_some_and(|it| it.ends_with("::"));
        let last = self.path.rfind(':').map(|at| at + 1).filter(is_step);
        let last = last.or_else(|| self.path.rfind("::").map(|at| at + 2));
        last.unwrap_or_default()
    }

    fn owner_before(&self, last_step: usize) -> &str {
        match self.kind.is_member() {
            true => self.path.get(..last_step.saturating_sub(2)),
            false => Some(&*self.path),
        }
        .unwrap_or_default()
    }

    /// Whether users see the same in both: all that stands in a lock.
    pub(crate) fn says_what(&self, other: &Self) -> bool {
        self.path == other.path
            && self.kind == other.kind
            && self.signature == other.signature
            && self.features == other.features
            && self.wire == other.wire
    }

    /// What items are sorted by.
    pub(crate) fn key(&self) -> Key<'_> {
        self.key_at(self.last_step())
    }

    fn key_at(&self, last_step: usize) -> Key<'_> {
        let group = match self.kind {
            Kind::Feature => 0,
            Kind::Module => 1,
            Kind::Export => 2,
            _ => 3,
        };
        (
            group,
            self.owner_before(last_step),
            self.kind.is_member(),
            self.kind,
            self.path.get(last_step..).unwrap_or_default(),
        )
    }
}

/// Group, owner, whether it is a member, kind, name.
type Key<'i> = (u8, &'i str, bool, Kind, &'i str);

impl Surface {
    /// The surface of a crate whose names and features are planned; see [`Draft`](crate::Draft).
    pub fn planned(cx: &Context<'_>) -> Self {
        // What is sorted in pieces, and the pieces by what comes first in them, is sorted as a whole in little more than
        // one look at it.
        let mut types: Vec<TypeId> = emit::type_ids(cx.api).collect();
        types.sort_by_key(|&id| cx.names.ty(id).name.as_str());
        let mut groups: Vec<usize> = (0..cx.api.groups.len()).collect();
        groups.sort_by_key(|&index| cx.names.group(index).module.as_str());
        let (models, calls): (Vec<Item>, Vec<Item>) = rayon::join(
            || {
                types
                    .into_par_iter()
                    .flat_map_iter(|id| sorted(models::items(cx, id)))
                    .collect()
            },
            || {
                groups
                    .into_par_iter()
                    .flat_map_iter(|index| sorted(operations::items(cx, index)))
                    .collect()
            },
        );
        let mut items = client::items(cx);
        items.extend(models);
        items.extend(calls);
        Self {
            items: sorted(items),
        }
    }

    /// Whether users see the same in both.
    pub(crate) fn says_what(&self, other: &Self) -> bool {
        let pairs = || self.items.iter().zip(&other.items);
        self.items.len() == other.items.len() && pairs().all(|(one, other)| one.says_what(other))
    }

    /// The items of a path: one, unless a field and its setter have the same name.
    pub fn at<'a>(&'a self, path: &'a str) -> impl Iterator<Item = &'a Item> {
        self.items.iter().filter(move |item| item.path == path)
    }
}

fn sorted(items: Vec<Item>) -> Vec<Item> {
    let placed = items.into_iter().map(|item| (item.last_step(), item));
    let mut placed: Vec<(usize, Item)> = placed.collect();
    placed.sort_by(|(at, one), (other_at, other)| one.key_at(*at).cmp(&other.key_at(*other_at)));
    placed.into_iter().map(|(_, item)| item).collect()
}
