//! A description as plain objects and texts; numbers and the like are of no interest to counting, arrays keep their
//! place only. Unlike the values of the parsers, it takes every number and every key there is.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;

use serde::de::{
    Deserialize, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor,
};

/// A value.
#[derive(Debug, PartialEq)]
pub enum Raw {
    /// An object; of a name that stands twice, the last is meant.
    Object(BTreeMap<String, Raw>),
    /// An array.
    Array(Vec<Raw>),
    /// A string.
    Text(String),
    /// Anything else, as the text that it is as a key.
    Scalar(String),
}

impl Raw {
    /// Reads a file of JSON or YAML.
    pub fn read(path: &Path) -> Option<Self> {
        let text = fs::read_to_string(path).ok()?;
        let text = text.trim_start_matches('\u{feff}');
        let json = text.trim_start().starts_with('{');
        let read = json.then(|| serde_json::from_str(text).ok()).flatten();
        read.or_else(|| serde_yaml::from_str(text).ok())
    }

    /// The member of an object; where YAML's `<<` gives it others, of those too.
    pub fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else {
            return None;
        };
        let merged = || {
            let merges = members.get("<<")?;
            merges.flattened().iter().find_map(|value| value.get(name))
        };
        members.get(name).or_else(merged)
    }

    /// The members of an object, nothing for other values.
    pub fn members(&self) -> impl Iterator<Item = (&String, &Self)> {
        let members = match self {
            Self::Object(members) => Some(members),
            _ => None,
        };
        members.into_iter().flatten()
    }

    /// The value's text, if it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// What a JSON Pointer leads to.
    pub fn pointer(&self, pointer: &str) -> Option<&Self> {
        pointer.split('/').skip(1).try_fold(self, |at, step| {
            let name = step.replace("~1", "/").replace("~0", "~");
            match at {
                Self::Array(items) => items.get(name.parse::<usize>().ok()?),
                _ => at.get(&name),
            }
        })
    }

    fn flattened(&self) -> &[Self] {
        match self {
            Self::Array(items) => items,
            _ => std::slice::from_ref(self),
        }
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

macro_rules! scalars {
    ($($visit:ident: $ty:ty),*) => {
        $(fn $visit<E>(self, value: $ty) -> Result<Raw, E> {
            Ok(Raw::Scalar(value.to_string()))
        })*
    };
}

impl<'de> Visitor<'de> for Reader {
    type Value = Raw;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("any value")
    }

    scalars!(visit_bool: bool, visit_i64: i64, visit_i128: i128, visit_u64: u64, visit_u128: u128, visit_f64: f64);

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Scalar("null".to_owned()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Raw, A::Error> {
        let mut object = BTreeMap::new();
        while let Some((key, value)) = members.next_entry::<Raw, Raw>()? {
            if let Raw::Text(name) | Raw::Scalar(name) = key {
                object.insert(name, value);
            }
        }
        Ok(Raw::Object(object))
    }

    /// A value with a tag of YAML's.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Raw, A::Error> {
        let (_, value) = tagged.variant::<Raw>()?;
        value.newtype_variant()
    }
}

#[cfg(test)]
mod tests {
    use super::Raw;

    #[track_caller]
    fn yaml(text: &str) -> Raw {
        serde_yaml::from_str(text).unwrap()
    }

    #[test]
    fn any_number_and_any_key_is_read() {
        let raw = yaml(
            "a: -9223372036854776000\n200: {b: 18446744073709552000}\ntrue: !odd x\n1.5: [~]\n",
        );
        assert_eq!(raw.members().count(), 4);
        assert_eq!(
            raw.pointer("/200/b"),
            Some(&Raw::Scalar("18446744073709552000".into()))
        );
        assert_eq!(raw.get("true").and_then(Raw::text), Some("x"));
        assert_eq!(raw.pointer("/1.5/0"), Some(&Raw::Scalar("null".into())));
    }

    #[test]
    fn the_last_of_two_members_is_meant() {
        let raw: Raw = serde_json::from_str(r#"{"a": "one", "a": "two"}"#).unwrap();
        assert_eq!(raw.get("a").and_then(Raw::text), Some("two"));
        assert_eq!(raw.members().count(), 1);
    }

    #[test]
    fn merges_and_aliases_are_followed() {
        let raw = yaml("a: &a {x: one, y: two}\nb: {<<: *a, y: three}\nc: *a\nd: {<<: [*a]}\n");
        assert_eq!(raw.pointer("/b/x").and_then(Raw::text), Some("one"));
        assert_eq!(raw.pointer("/b/y").and_then(Raw::text), Some("three"));
        assert_eq!(raw.pointer("/c/x").and_then(Raw::text), Some("one"));
        assert_eq!(raw.pointer("/d/x").and_then(Raw::text), Some("one"));
    }

    #[test]
    fn pointers_are_unescaped() {
        let raw: Raw = serde_json::from_str(r#"{"a/b": {"~": "here"}}"#).unwrap();
        assert_eq!(raw.pointer("/a~1b/~0").and_then(Raw::text), Some("here"));
        assert_eq!(raw.pointer("/none"), None);
        assert_eq!(raw.pointer(""), Some(&raw));
    }
}
