//! To and from serde, so that models can be used with anything that takes serde's traits.
//!
//! serde's data model has no index to look things up in, so reading goes over JSON text: `serde_json` hands out the text
//! it stands at; what any other format has is written as JSON first.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::Number;

use super::json;
use super::members::each_member;
use super::model::Object;
use super::slot::{Decode, Encode, Entries, Failed, List, View};

/// The name under which `serde_json`, when asked for a newtype of this name, gives the text of the value instead
/// (`serde_json::value::RawValue` does it so). If it ever stops doing that, values come as from any other format.
const RAW: &str = "$serde_json::private::RawValue";

/// The name of the only member of the map that `serde_json` hands out a number's digits with, if its feature
/// `arbitrary_precision` is on.
const NUMBER: &str = "$serde_json::private::Number";

/// `Deserialize` of every model, enumeration and union. Strict: what does not fit is an error.
pub fn deserialize<'de, T: Decode, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    let text = from.deserialize_newtype_struct(RAW, TextVisitor)?;
    json::decode_strict(text.as_str()).map_err(D::Error::custom)
}

/// JSON text, borrowed from the input where it stands there.
enum Text<'de> {
    Borrowed(&'de str),
    Owned(String),
}

impl Text<'_> {
    fn as_str(&self) -> &str {
        match self {
            Self::Borrowed(text) => text,
            Self::Owned(text) => text,
        }
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Text<'de>, A::Error> {
        match map.next_key::<String>()? {
            Some(name) if name == RAW => map.next_value_seed(RawSeed),
            name => transcoded(|out| transcode_map(out, name, map)),
        }
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<Text<'de>, D::Error> {
        transcoded(|out| Transcode(out).deserialize(from))
    }

    // The rest is for formats that take a newtype for what is inside it.

    fn visit_unit<E: serde::de::Error>(self) -> Result<Text<'de>, E> {
        transcoded(|out| Transcode(out).visit_unit())
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Text<'de>, E> {
        transcoded(|out| Transcode(out).visit_bool(value))
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Text<'de>, E> {
        transcoded(|out| Transcode(out).visit_i64(value))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Text<'de>, E> {
        transcoded(|out| Transcode(out).visit_u64(value))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Text<'de>, E> {
        transcoded(|out| Transcode(out).visit_f64(value))
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Text<'de>, E> {
        transcoded(|out| Transcode(out).visit_str(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Text<'de>, A::Error> {
        transcoded(|out| Transcode(out).visit_seq(seq))
    }
}

fn transcoded<'de, E: serde::de::Error>(
    write: impl FnOnce(&mut Vec<u8>) -> Result<(), E>,
) -> Result<Text<'de>, E> {
    let mut out = Vec::new();
    write(&mut out)?;
    String::from_utf8(out).map(Text::Owned).map_err(E::custom)
}

struct RawSeed;

impl<'de> DeserializeSeed<'de> for RawSeed {
    type Value = Text<'de>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Text<'de>, D::Error> {
        from.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for RawSeed {
    type Value = Text<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text of a value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Text<'de>, E> {
        Ok(Text::Borrowed(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<Text<'de>, E> {
        Ok(Text::Owned(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Text<'de>, E> {
        Ok(Text::Owned(text))
    }
}

/// Writes whatever comes as JSON text.
struct Transcode<'o>(&'o mut Vec<u8>);

impl Transcode<'_> {
    fn put<E: serde::de::Error>(self, value: &(impl Serialize + ?Sized)) -> Result<(), E> {
        serde_json::to_writer(self.0, value).map_err(E::custom)
    }
}

impl<'de> DeserializeSeed<'de> for Transcode<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Transcode<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON has too")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        self.put(&())
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<(), E> {
        self.put(&())
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        self.deserialize(from)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        self.deserialize(from)
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<(), E> {
        self.put(&value)
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<(), E> {
        self.put(&value)
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<(), E> {
        self.put(&value)
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<(), E> {
        self.put(&value)
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<(), E> {
        self.put(value)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        self.0.push(b'[');
        let start = self.0.len();
        loop {
            if self.0.len() > start {
                self.0.push(b',');
            }
            if seq.next_element_seed(Transcode(self.0))?.is_none() {
                break;
            }
        }
        if self.0.len() > start {
            self.0.pop();
        }
        self.0.push(b']');
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let name = map.next_key()?;
        transcode_map(self.0, name, map)
    }
}

/// Writes a map whose first name has been read already.
fn transcode_map<'de, A: MapAccess<'de>>(
    out: &mut Vec<u8>,
    mut name: Option<String>,
    mut map: A,
) -> Result<(), A::Error> {
    if name.as_deref() == Some(NUMBER) {
        out.extend_from_slice(map.next_value::<String>()?.as_bytes());
        return Ok(());
    }
    let mut separator = b'{';
    while let Some(text) = name {
        out.push(separator);
        separator = b',';
        Transcode(out).put(text.as_str())?;
        out.push(b':');
        map.next_value_seed(Transcode(out))?;
        name = map.next_key()?;
    }
    if separator == b'{' {
        out.push(b'{');
    }
    out.push(b'}');
    Ok(())
}

/// `Serialize` of every model, enumeration and union.
pub fn serialize<S: Serializer>(value: &dyn Encode, to: S) -> Result<S::Ok, S::Error> {
    Shown::new(value.view()).serialize(to)
}

/// A view that is being written.
#[derive(Clone, Copy)]
pub(crate) struct Shown<'a> {
    view: View<'a>,
    /// Whether integers are strings.
    as_text: bool,
}

impl<'a> Shown<'a> {
    pub(crate) fn new(view: View<'a>) -> Self {
        Self {
            view,
            as_text: false,
        }
    }

    #[inline]
    fn inside(view: View<'a>, as_text: bool) -> Self {
        Self { view, as_text }
    }

    fn list<S: Serializer>(&self, list: &dyn List, to: S) -> Result<S::Ok, S::Error> {
        let mut seq = to.serialize_seq(None)?;
        let mut index = 0;
        while let Some(item) = list.item(index) {
            seq.serialize_element(&Shown::inside(item.view(), self.as_text))?;
            index += 1;
        }
        seq.end()
    }

    fn map<S: Serializer>(&self, entries: &dyn Entries, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(entries.count()))?;
        let mut result = Ok(());
        let _ = entries.each(&mut |name, value: &dyn Encode| {
            result = map.serialize_entry(name, &Shown::inside(value.view(), self.as_text));
            if result.is_ok() { Ok(()) } else { Err(Failed) }
        });
        result?;
        map.end()
    }

    fn object<S: Serializer>(object: &dyn Object, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        each_member(object, &mut |name, view, as_text| {
            map.serialize_entry(name, &Shown::inside(*view, as_text))
        })?;
        map.end()
    }
}

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.view {
            View::Absent | View::Null => to.serialize_unit(),
            View::Bool(value) => to.serialize_bool(value),
            View::Integer(value) if self.as_text => to.collect_str(&value),
            View::Integer(value) => to.serialize_i64(value),
            View::Unsigned(value) if self.as_text => to.collect_str(&value),
            View::Unsigned(value) => to.serialize_u64(value),
            View::Float(value) if value.is_finite() => to.serialize_f64(value),
            View::Float(_) => Err(S::Error::custom(json::EncodeError)),
            View::Digits(digits) => digits
                .parse::<Number>()
                .map_err(S::Error::custom)?
                .serialize(to),
            View::Text(text) | View::Secret(text) => to.serialize_str(text),
            View::Display(value) => to.collect_str(value),
            View::Value(value) => value.serialize(to),
            View::List(list) => self.list(list, to),
            View::Map(entries) => self.map(entries, to),
            View::Object(object) => Self::object(object, to),
            View::Extra(extra) => to.collect_map(extra.iter()),
            View::AsText(value) => Shown::inside(value.view(), true).serialize(to),
        }
    }
}
