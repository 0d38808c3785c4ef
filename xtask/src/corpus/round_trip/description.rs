//! The description as the sampler and the validator see it: a tree of JSON, read without any of the generator's code.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;

use serde::de::{
    Deserialize, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde_json::{Map, Value};

/// References that lead to references are followed this far.
const MAX_HOPS: usize = 32;

/// A description.
#[derive(Debug)]
pub struct Description {
    root: Value,
    /// Whether it is OpenAPI 3.0: siblings of `$ref` do not count there, and `nullable` does.
    pub is_3_0: bool,
    /// For each component that others name in their `allOf`: those others, in order.
    heirs: BTreeMap<String, Vec<String>>,
}

/// Where the component schemas are.
const SCHEMAS: &str = "/components/schemas";

impl Description {
    /// Reads a file of JSON or YAML; `None` where it is neither.
    pub fn read(path: &Path) -> Option<Self> {
        let text = fs::read_to_string(path).ok()?;
        let text = text.trim_start_matches('\u{feff}');
        let is_json = text.trim_start().starts_with('{');
        let json = is_json.then(|| serde_json::from_str(text).ok()).flatten();
        json.or_else(|| from_yaml(text)).map(Self::new)
    }

    /// Takes a tree.
    pub fn new(root: Value) -> Self {
        let version = match &root["openapi"] {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let mut description = Self {
            root,
            is_3_0: version.starts_with("3.0"),
            heirs: BTreeMap::new(),
        };
        description.heirs = description.find_heirs();
        description
    }

    /// The whole of it.
    pub fn root(&self) -> &Value {
        &self.root
    }

    /// Names and schemas of all components.
    pub fn components(&self) -> impl Iterator<Item = (&String, &Value)> {
        let schemas = self.root.pointer(SCHEMAS).and_then(Value::as_object);
        schemas.into_iter().flatten()
    }

    /// A component schema by its name.
    pub fn component(&self, name: &str) -> Option<&Value> {
        self.root.pointer(SCHEMAS)?.get(name)
    }

    /// Components that have this one in their `allOf`.
    pub fn heirs(&self, name: &str) -> &[String] {
        self.heirs.get(name).map_or(&[], Vec::as_slice)
    }

    /// What a `$ref` leads to, and the component's name if it is one; `None` where it leads out of this file or nowhere.
    pub fn follow<'d>(&'d self, reference: &str) -> Option<(&'d Value, Option<String>)> {
        let mut reference = reference.to_owned();
        for _ in 0..MAX_HOPS {
            let pointer = decoded(reference.strip_prefix('#')?);
            let target = self.root.pointer(&pointer)?;
            let component = component_name(&reference);
            match target.get("$ref").and_then(Value::as_str) {
                Some(next) if component.is_none() => reference = next.to_owned(),
                _ => return Some((target, component)),
            }
        }
        None
    }

    fn find_heirs(&self) -> BTreeMap<String, Vec<String>> {
        let mut heirs: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, schema) in self.components() {
            for part in schema["allOf"].as_array().into_iter().flatten() {
                if let Some(base) = part["$ref"].as_str().and_then(component_name) {
                    heirs.entry(base).or_default().push(name.clone());
                }
            }
        }
        heirs
    }
}

/// The name in a reference to a component schema.
pub fn component_name(reference: &str) -> Option<String> {
    let whole = decoded(reference);
    let name = whole.strip_prefix("#/components/schemas/")?;
    (!name.contains('/')).then(|| name.replace("~1", "/").replace("~0", "~"))
}

/// Percent-decoded; left as it is where that gives no text.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut plain, mut at) = (Vec::new(), 0);
    while let Some(&byte) = bytes.get(at) {
        let digits = (byte == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        let code = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        plain.push(code.unwrap_or(byte));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8(plain).unwrap_or_else(|_| text.to_owned())
}

fn from_yaml(text: &str) -> Option<Value> {
    let Tree(mut value) = serde_yaml::from_str(text).ok()?;
    merge(&mut value);
    Some(value)
}

/// Carries out `<<: *alias`, the innermost first.
fn merge(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(merge),
        Value::Object(members) => {
            members.values_mut().for_each(merge);
            let sources = match members.remove("<<") {
                Some(Value::Array(sources)) => sources,
                Some(source @ Value::Object(_)) => vec![source],
                Some(other) => {
                    members.insert("<<".to_owned(), other);
                    return;
                }
                None => return,
            };
            for source in sources {
                for (name, value) in source.as_object().cloned().into_iter().flatten() {
                    members.entry(name).or_insert(value);
                }
            }
        }
        _ => {}
    }
}

/// What serde_yaml reads, as JSON: every key is text, the last of two members of a name is meant, and an integer of more
/// than 64 bits is the nearest number. serde_yaml's own values refuse all three.
struct Tree(Value);

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader).map(Self)
    }
}

struct Reader;

macro_rules! scalars {
    ($($visit:ident: $ty:ty => $value:expr;)*) => {
        $(fn $visit<E>(self, value: $ty) -> Result<Value, E> {
            Ok(Value::from($value(value)))
        })*
    };
}

impl<'de> Visitor<'de> for Reader {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("any value")
    }

    scalars! {
        visit_bool: bool => |it| it;
        visit_i64: i64 => |it| it;
        visit_u64: u64 => |it| it;
        visit_i128: i128 => |it| it as f64;
        visit_u128: u128 => |it| it as f64;
        visit_f64: f64 => |it| it;
        visit_str: &str => |it: &str| it.to_owned();
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Tree(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some((Tree(key), Tree(value))) = members.next_entry()? {
            let name = match key {
                Value::String(text) => text,
                other => other.to_string(),
            };
            object.insert(name, value);
        }
        Ok(Value::Object(object))
    }

    /// A value with a tag of YAML's.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Value, A::Error> {
        let (Tree(_), value) = tagged.variant()?;
        value.newtype_variant().map(|Tree(value)| value)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Description, from_yaml};

    #[test]
    fn yaml_with_keys_of_any_kind_becomes_a_tree() {
        let yaml = "a: {200: x, true: y}\nb: &b {c: 1}\nd: {<<: *b, e: 2}";
        let expected =
            json!({"a": {"200": "x", "true": "y"}, "b": {"c": 1}, "d": {"c": 1, "e": 2}});
        assert_eq!(from_yaml(yaml), Some(expected));
    }

    #[test]
    fn yaml_is_read_that_is_more_than_json_has() {
        let yaml = "a: -9223372036854776000\nb: {c: 1, c: 2}\nd: !odd [~, .inf]\ne: 18446744073709552000\n";
        let expected = json!({"a": -9.223372036854776e18, "b": {"c": 2}, "d": [null, null], "e": 1.8446744073709552e19});
        assert_eq!(from_yaml(yaml), Some(expected));
    }

    #[test]
    fn references_are_followed_inside_the_file_only() {
        let description = Description::new(json!({
            "openapi": "3.1.0",
            "x": {"$ref": "#/components/schemas/A~1b"},
            "components": {"schemas": {"A/b": {"type": "string"}, "C": {"allOf": [{"$ref": "#/components/schemas/A~1b"}]}}},
        }));
        let (schema, name) = description.follow("#/x").unwrap();
        assert_eq!(
            (schema, name.as_deref()),
            (&json!({"type": "string"}), Some("A/b"))
        );
        assert_eq!(description.follow("other.yaml#/x"), None);
        assert_eq!(description.heirs("A/b"), ["C"]);
    }
}
