//! JSON bodies to values and back.
//!
//! Decoding looks at the text once, strictly, and reads the values from the index of it. Leniency is for data, never for
//! JSON: a member that may be absent and whose value does not fit is kept in `extra` and told as a [`Deviation`].

mod beside;
mod document;
mod error;
mod parse;
mod text;
mod write;

use serde_json::Value;

use super::api::Envelope;
use super::bridge::Shown;
use super::reader::{Fault, Reader, Tolerance};
use super::slot::{Decode, Encode};

pub use beside::Beside;
pub use document::{Document, NodeKind};
pub use error::{DecodeError, DecodeErrorKind, Deviation, EncodeError};

pub(crate) use error::SyntaxError;

/// A value, and what was not as described but did no harm.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Decoded<T> {
    /// The value.
    pub value: T,
    /// Members that did not fit and are kept in `extra`.
    pub deviations: Vec<Deviation>,
}

/// The items of a list inside a body.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct DecodedItems<T> {
    /// The items that fit, in order.
    pub items: Vec<T>,
    /// The items that did not.
    pub rejected: Vec<Rejected>,
    /// The body without the list.
    pub rest: Value,
    /// Members that did not fit and are kept in `extra`.
    pub deviations: Vec<Deviation>,
}

/// An item of a list that did not fit its type.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Rejected {
    /// Its place in the list.
    pub index: usize,
    /// The item as it came.
    pub value: Value,
    /// What did not fit.
    pub error: DecodeError,
}

/// Decodes a body.
pub fn decode<T: Decode>(body: &[u8]) -> Result<Decoded<T>, DecodeError> {
    decode_at(&open(body)?, 0)
}

/// Decodes the value in an envelope, and reads what the envelope says beside it.
pub fn decode_envelope<T: Decode>(
    body: &[u8],
    envelope: &Envelope,
) -> Result<(Decoded<T>, Beside), DecodeError> {
    let document = open(body)?;
    let Some(node) = document.find(&[envelope.value]) else {
        return Err(DecodeError::no_member(&document, &[envelope.value]));
    };
    let decoded = decode_at(&document, node)?;
    Ok((decoded, Beside::read(&document, envelope)))
}

/// Decodes the list that a path of member names leads to, item by item: one that does not fit does not harm the others.
pub fn decode_items<T: Decode>(body: &[u8], path: &[&str]) -> Result<DecodedItems<T>, DecodeError> {
    let document = open(body)?;
    let list = match document.find(path) {
        Some(node) if document.node(node).kind == NodeKind::List => node,
        Some(node) => return Err(DecodeError::expected(&document, node, "a list")),
        None => return Err(DecodeError::no_member(&document, path)),
    };
    let mut reader = Reader::new(&document, Tolerance::Lenient);
    let (mut items, mut rejected) = (Vec::new(), Vec::new());
    for (index, node) in document.children(list).enumerate() {
        match reader.read_at(node) {
            Ok(item) => items.push(item),
            Err(_) => rejected.push(Rejected {
                index,
                value: tree(&document, node),
                error: DecodeError::data(&document, fault(&mut reader, node)),
            }),
        }
    }
    Ok(DecodedItems {
        items,
        rejected,
        deviations: deviations(&document, reader),
        rest: rest(&document, 0, path),
    })
}

/// Decodes text of which nothing may deviate.
pub(crate) fn decode_strict<T: Decode>(text: &str) -> Result<T, DecodeError> {
    let document = parse::parse(text).map_err(|error| DecodeError::syntax(text, error))?;
    let mut reader = Reader::new(&document, Tolerance::Strict);
    reader
        .read_at(0)
        .map_err(|_| DecodeError::data(&document, fault(&mut reader, 0)))
}

/// The JSON text of a value, without white space.
pub fn encode<T: Encode + ?Sized>(value: &T) -> Result<Vec<u8>, EncodeError> {
    let mut out = Vec::with_capacity(128);
    write::write(&mut out, &value.view(), false)?;
    Ok(out)
}

/// The value as a tree.
pub fn to_value<T: Encode + ?Sized>(value: &T) -> Result<Value, EncodeError> {
    serde_json::to_value(Shown::new(value.view())).map_err(|_| EncodeError)
}

/// Reads a value from a tree; strict.
pub fn from_value<T: Decode>(value: &Value) -> Result<T, DecodeError> {
    decode_strict(&value.to_string())
}

/// Checks that a body is JSON.
fn open(body: &[u8]) -> Result<Document<'_>, DecodeError> {
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    match std::str::from_utf8(body) {
        Ok(text) => parse::parse(text).map_err(|error| DecodeError::syntax(text, error)),
        Err(error) => Err(DecodeError::encoding(body, error)),
    }
}

fn decode_at<T: Decode>(document: &Document<'_>, node: u32) -> Result<Decoded<T>, DecodeError> {
    let mut reader = Reader::new(document, Tolerance::Lenient);
    match reader.read_at(node) {
        Ok(value) => Ok(Decoded {
            value,
            deviations: deviations(document, reader),
        }),
        Err(_) => Err(DecodeError::data(document, fault(&mut reader, node))),
    }
}

fn fault(reader: &mut Reader<'_>, node: u32) -> Fault {
    reader.take_fault().unwrap_or_else(|| Fault::unknown(node))
}

fn deviations(document: &Document<'_>, reader: Reader<'_>) -> Vec<Deviation> {
    reader
        .into_deviations()
        .into_iter()
        .map(|fault| DecodeError::data(document, fault).into_deviation())
        .collect()
}

fn tree(document: &Document<'_>, node: u32) -> Value {
    Reader::new(document, Tolerance::Lenient)
        .read_at(node)
        .unwrap_or_default()
}

/// A value as a tree, without the member that a path leads to.
fn rest(document: &Document<'_>, node: u32, without: &[&str]) -> Value {
    let Some((first, others)) = without.split_first() else {
        return Value::Null;
    };
    let members = document.members(node).filter_map(|(name, value)| {
        if name != *first {
            return Some((name.into_owned(), tree(document, value)));
        }
        let rest = rest(document, value, others);
        (!rest.is_null()).then(|| (name.into_owned(), rest))
    });
    Value::Object(members.collect())
}
