//! From a parser to the arena: pushes nodes while the parser runs, with no tree of values in between.
//!
//! In: what serde hands over, from JSON or YAML alike. Out: nodes in document order. Keeps the limits on depth and
//! number, which is what stops nesting and alias bombs. Does not know where in the text anything stands.

use std::borrow::Cow;
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use crate::load::limits::Limits;
use crate::tree::{NodeId, Tree, Value};

/// Takes in one file.
pub(super) struct Builder<'a> {
    pub(super) tree: &'a mut Tree,
    pub(super) limits: &'a Limits,
    /// Numbers whose text went through a float on its way here, and may have lost digits.
    pub(super) floats: Vec<NodeId>,
    /// Set when a limit, and not the syntax, ended the reading.
    pub(super) over_limit: Option<Over>,
}

/// The limits that end the reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Over {
    Depth,
    Nodes,
}

impl<'a> Builder<'a> {
    pub(super) fn new(tree: &'a mut Tree, limits: &'a Limits) -> Self {
        Self {
            tree,
            limits,
            floats: Vec::new(),
            over_limit: None,
        }
    }

    /// The seed that reads a whole file.
    pub(super) fn file<'b>(&'b mut self, file: u16) -> Seed<'b, 'a> {
        Seed {
            builder: self,
            slot: Slot::Root(file),
            depth: 0,
        }
    }

    fn push<E: Error>(&mut self, slot: &Slot<'_>, value: Value) -> Result<NodeId, E> {
        if self.tree.len() >= self.limits.nodes {
            self.over_limit = Some(Over::Nodes);
            return Err(E::custom("too many nodes"));
        }
        Ok(match slot {
            Slot::Root(file) => self.tree.push_root(*file, value),
            Slot::Member(parent, name) => self.tree.push_member(*parent, name, value),
            Slot::Element(parent, index) => self.tree.push_element(*parent, *index, value),
        })
    }
}

/// Where the value that is read next will stand.
enum Slot<'s> {
    Root(u16),
    Member(NodeId, &'s str),
    Element(NodeId, usize),
}

/// Reads one value into its slot.
pub(super) struct Seed<'b, 'a> {
    builder: &'b mut Builder<'a>,
    slot: Slot<'b>,
    depth: usize,
}

impl Seed<'_, '_> {
    fn scalar<E: Error>(self, value: Value) -> Result<(), E> {
        self.builder.push(&self.slot, value).map(drop)
    }

    fn container<E: Error>(&mut self, value: Value) -> Result<NodeId, E> {
        if self.depth >= self.builder.limits.depth {
            self.builder.over_limit = Some(Over::Depth);
            return Err(E::custom("nested too deeply"));
        }
        self.builder.push(&self.slot, value)
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.scalar(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.scalar(Value::Bool(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.scalar(Value::Number(value.to_string().into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.scalar(Value::Number(value.to_string().into()))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<(), E> {
        self.scalar(Value::Number(value.to_string().into()))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<(), E> {
        self.scalar(Value::Number(value.to_string().into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        if !value.is_finite() {
            // YAML's `.inf` and `.nan` are no JSON numbers, and nothing in a description can mean them.
            return self.scalar(Value::String(value.to_string().into()));
        }
        let node = self
            .builder
            .push(&self.slot, Value::Number(format!("{value:?}").into()))?;
        self.builder.floats.push(node);
        Ok(())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.scalar(Value::String(value.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        let array = self.container(Value::Array)?;
        let mut index = 0;
        loop {
            let item = Seed {
                builder: &mut *self.builder,
                slot: Slot::Element(array, index),
                depth: self.depth + 1,
            };
            if items.next_element_seed(item)?.is_none() {
                return Ok(());
            }
            index += 1;
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<(), A::Error> {
        let object = self.container(Value::Object)?;
        while let Some(name) = members.next_key_seed(Name)? {
            members.next_value_seed(Seed {
                builder: &mut *self.builder,
                slot: Slot::Member(object, &name),
                depth: self.depth + 1,
            })?;
        }
        Ok(())
    }

    // A value with a YAML tag, such as `!Ref x`: OpenAPI gives tags no meaning, so the value stands for itself.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<(), A::Error> {
        let (_, value) = tagged.variant_seed(Name)?;
        value.newtype_variant_seed(self)
    }
}

/// Reads a member name. Asking for a string makes YAML hand over `200`, `true` and `null` as they were written.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member name")
    }

    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(name))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(name.to_owned()))
    }
}
