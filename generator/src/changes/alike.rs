//! Types that are one because their schemas are alike, and types that were.
//!
//! Which of several names declares a type, and which are aliases of it, may change with any change of the description,
//! and users' code does not notice. So where a path is an alias on one side only, the alias is compared as if it were
//! declared there; that two types have become one, or one has become two, is said on its own. Both may break users: who
//! hands a value of the one to what takes the other needs them to be one, and who implements a trait for either needs
//! them to be two.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Change, Verdict};
use crate::surface::lock::DEPRECATED;
use crate::surface::{Item, Kind, LIKE, Surface};

/// The paths of the types of a surface, each with the path of what declares it.
pub(super) struct Declared<'a>(HashMap<&'a str, &'a str>);

impl<'a> Declared<'a> {
    pub(super) fn of(surface: &'a Surface) -> Self {
        let items = || surface.items.iter();
        let mut declared: HashMap<&str, &str> = items()
            .filter(|item| matches!(item.kind, Kind::Struct | Kind::Enum))
            .map(|item| (&*item.path, &*item.path))
            .collect();
        let aliases: Vec<_> = items()
            .filter_map(|item| Some((&*item.path, *declared.get(&*target(item)?)?)))
            .collect();
        declared.extend(aliases);
        Self(declared)
    }

    fn get(&self, path: &str) -> Option<&'a str> {
        self.0.get(path).copied()
    }
}

/// The path of the type that an alias stands for because the two are alike.
fn target(item: &Item) -> Option<String> {
    let name = item.signature.strip_prefix(LIKE)?;
    let name = name.strip_suffix(DEPRECATED).unwrap_or(name);
    (item.kind == Kind::Alias).then(|| format!("models::{name}"))
}

/// The surface with those aliases declared in full that are something else on the other side.
pub(super) fn spelled_out<'a>(
    surface: &'a Surface,
    here: &Declared<'a>,
    there: &Declared<'_>,
) -> Cow<'a, Surface> {
    let mut copies: HashMap<&str, Vec<&Item>> = HashMap::new();
    let mut copied = HashSet::new();
    for item in &surface.items {
        let declared = here.get(&item.path).filter(|_| item.kind == Kind::Alias);
        let (Some(declared), Some(other)) = (declared, there.get(&item.path)) else {
            continue;
        };
        if declared != other {
            copies.entry(declared).or_default().push(item);
            copied.insert(&*item.path);
        }
    }
    if copies.is_empty() {
        return Cow::Borrowed(surface);
    }
    let mut items: Vec<Item> = surface
        .items
        .iter()
        .filter(|item| !copied.contains(&*item.path))
        .cloned()
        .collect();
    for item in &surface.items {
        let owner = match item.kind.is_member() {
            true => item.owner(),
            false => &item.path,
        };
        for alias in copies.get(owner).into_iter().flatten() {
            let path = match item.kind.is_member() {
                true => format!("{}::{}", alias.path, item.name()),
                false => alias.path.clone(),
            };
            let mut copy = item.clone();
            if !item.kind.is_member() {
                copy.features.clone_from(&alias.features);
            }
            items.push(Item { path, ..copy });
        }
    }
    Cow::Owned(Surface { items })
}

/// What has become one type, or is one no longer.
pub(super) fn changes(after: &Surface, old: &Declared<'_>, new: &Declared<'_>) -> Vec<Change> {
    let parted = apart(after, old, new).map(|(item, other)| {
        let message = format!(
            "`{}` was the same type as `{other}`, and is another one now",
            item.path
        );
        Change::new(Verdict::Major, item, message)
    });
    let joined = apart(after, new, old).map(|(item, other)| {
        let message = format!("`{}` is the same type as `{other}` now", item.path);
        Change::new(Verdict::Major, item, message)
    });
    parted.chain(joined).collect()
}

/// The types that are declared by the same in `one` and by different ones in `other`: each but the first of those that
/// are still together, with that first.
fn apart<'a>(
    surface: &'a Surface,
    one: &Declared<'a>,
    other: &Declared<'a>,
) -> impl Iterator<Item = (&'a Item, &'a str)> {
    let mut together: BTreeMap<&str, BTreeMap<&str, &Item>> = BTreeMap::new();
    for item in &surface.items {
        if matches!(item.kind, Kind::Struct | Kind::Enum | Kind::Alias)
            && let (Some(one), Some(other)) = (one.get(&item.path), other.get(&item.path))
        {
            together
                .entry(one)
                .or_default()
                .entry(other)
                .or_insert(item);
        }
    }
    together.into_values().flat_map(|parts| {
        let mut parts = parts.into_values();
        let first = parts.next().map_or("", |item| &item.path);
        parts.map(move |item| (item, first))
    })
}
