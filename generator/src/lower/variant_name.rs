//! What the variants of a union are called.
//!
//! A component by its key, anything else by its title, by the constant that marks it, by a member that only it has, or
//! by its kind of value; by number only where all of these fail.

use std::collections::{HashMap, HashSet};

use super::choice::Choice;
use super::{Lowering, Place, kinds};
use crate::document::Schema;
use crate::ir::{RustType, Ty, TypeKind};

/// How long a title may be to name a variant.
const MAX_TITLE: usize = 60;

/// What a choice can be called by, for comparison with the others.
#[derive(Debug, Default)]
struct Traits {
    title: Option<String>,
    is_object: bool,
    is_enum: bool,
    /// The only string it may be.
    text: Option<String>,
    constants: Vec<(String, String)>,
    required: Vec<String>,
    properties: Vec<String>,
}

impl<'d> Lowering<'d> {
    /// A word for each choice; `None` where only the type can tell.
    pub(super) fn choice_words(&self, choices: &[Choice]) -> Vec<Option<String>> {
        let named: Vec<Option<String>> = choices
            .iter()
            .map(|choice| match choice.is_base(choices) {
                true => Some("Base".to_owned()),
                false => self.target_word(choice),
            })
            .collect();
        let traits: Vec<Traits> = choices
            .iter()
            .zip(&named)
            .map(|(choice, name)| match name {
                Some(_) => Traits::default(),
                None => self.traits(choice),
            })
            .collect();
        let counts = Counts::of(&traits);
        let mut used: HashSet<String> = HashSet::new();
        named
            .into_iter()
            .zip(&traits)
            .enumerate()
            .map(|(index, (name, traits))| {
                let word = name.or_else(|| word(traits, index, &counts, &used));
                used.extend(word.clone());
                word
            })
            .collect()
    }

    fn target_word(&self, choice: &Choice) -> Option<String> {
        let node = choice.member;
        if let Some(name) = self.component_names.get(&node) {
            return Some((*name).to_owned());
        }
        if !self.targets.contains(&node) {
            return None;
        }
        Some(self.target_name(node)?.words().join(" "))
    }

    fn traits(&self, choice: &Choice) -> Traits {
        let flat = self.flatten(&choice.parts);
        let schemas = self.read(&flat);
        let title = self.doc.tree.get_str(choice.member, "title");
        let kinds = self.kinds(&flat).map(kinds::without_null);
        let is_object = kinds == Some(kinds::OBJECT);
        let owned = |(name, _): (&str, _)| name.to_owned();
        let mut traits = Traits {
            title: title
                .map(str::trim)
                .filter(|title| !title.is_empty() && title.len() <= MAX_TITLE)
                .map(str::to_owned),
            is_object,
            is_enum: self.values(&schemas).is_some(),
            text: self.only_text(choice).map(|text| match text.as_str() {
                "" => "Empty".to_owned(),
                _ => text,
            }),
            ..Traits::default()
        };
        if is_object {
            traits.required = schemas
                .iter()
                .flat_map(Schema::required)
                .map(owned)
                .collect();
            for (name, node) in schemas.iter().flat_map(Schema::properties) {
                traits.properties.push(name.to_owned());
                let flat = self.flatten(&[super::Part::whole(node)]);
                let constant = self.constant(&self.read(&flat));
                if let Some(serde_json::Value::String(value)) = constant {
                    traits.constants.push((name.to_owned(), value));
                }
            }
        }
        traits
    }

    /// Words for a variant that only its type names.
    pub(super) fn type_words(&self, ty: &Ty, union: &Place) -> Vec<String> {
        let words: &[&str] = match ty {
            Ty::Any => &["Any"],
            Ty::Null => &["Null"],
            Ty::Bool => &["Bool"],
            Ty::I32 | Ty::I64 | Ty::U32 | Ty::U64 | Ty::I64Text | Ty::U64Text => &["Integer"],
            Ty::Number | Ty::F64 => &["Number"],
            Ty::String | Ty::Secret => &["String"],
            Ty::DateTime => &["DateTime"],
            Ty::Rust(RustType::Chrono | RustType::Time) => &["DateTime"],
            Ty::Rust(RustType::Path(path)) => {
                let name = path.rsplit("::").next().unwrap_or_default();
                return vec![name.to_owned()];
            }
            Ty::Date => &["Date"],
            Ty::Uuid => &["Uuid"],
            Ty::Ipv4 => &["Ipv4"],
            Ty::Ipv6 => &["Ipv6"],
            Ty::Base64 | Ty::Binary => &["Bytes"],
            Ty::Map(_) => &["Map"],
            Ty::Tuple(_) => &["Tuple"],
            Ty::Nullable(inner) => return self.type_words(inner, union),
            Ty::List(inner) => {
                let mut words = self.type_words(inner, union);
                words.push("List".to_owned());
                return words;
            }
            Ty::Named(id) | Ty::Boxed(id) => {
                let Some(ty) = self.declared(*id) else {
                    return Vec::new();
                };
                let own = match ty.is_component {
                    true => &ty.name,
                    false => ty.name.strip_prefix(union.name.words()).unwrap_or(&ty.name),
                };
                return match (own, &ty.kind) {
                    ([], TypeKind::Enum(_)) => vec!["Value".to_owned()],
                    ([], _) => vec!["Object".to_owned()],
                    (own, _) => own.to_vec(),
                };
            }
        };
        words.iter().map(|word| (*word).to_owned()).collect()
    }
}

/// How many choices have a trait.
#[derive(Debug, Default)]
struct Counts<'a> {
    objects: usize,
    titles: HashMap<&'a str, usize>,
    constants: HashMap<&'a (String, String), usize>,
    properties: HashMap<&'a str, usize>,
}

impl<'a> Counts<'a> {
    fn of(traits: &'a [Traits]) -> Self {
        let mut counts = Self::default();
        for own in traits {
            counts.objects += usize::from(own.is_object);
            if let Some(title) = &own.title {
                *counts.titles.entry(title).or_default() += 1;
            }
            for constant in &own.constants {
                *counts.constants.entry(constant).or_default() += 1;
            }
            for property in &own.properties {
                *counts.properties.entry(property).or_default() += 1;
            }
        }
        counts
    }
}

fn word(own: &Traits, index: usize, counts: &Counts<'_>, used: &HashSet<String>) -> Option<String> {
    let is_unique = |name: &&String| counts.properties.get(name.as_str()) == Some(&1);
    let title = own
        .title
        .as_ref()
        .filter(|title| counts.titles.get(title.as_str()) == Some(&1));
    let constant = own
        .constants
        .iter()
        .find(|constant| counts.constants.get(constant) == Some(&1))
        .map(|(_, value)| value);
    // A single object among other kinds of values needs no mark of its own.
    let property = match counts.objects {
        0 | 1 => None,
        _ => own
            .required
            .iter()
            .find(is_unique)
            .or_else(|| own.properties.iter().find(is_unique)),
    };
    let found = title
        .or(own.text.as_ref())
        .or(constant)
        .or(property)
        .filter(|word| !used.contains(*word));
    match found {
        Some(word) => Some(word.clone()),
        None if own.is_enum => Some("Value".to_owned()),
        None if own.properties.is_empty() => None,
        None if counts.objects == 1 => Some("Object".to_owned()),
        None => Some(format!("Variant{}", index + 1)),
    }
}
