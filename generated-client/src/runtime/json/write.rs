//! A view to JSON text, without white space.

use serde::Serialize;

use super::EncodeError;
use super::text::is_plain;
use crate::runtime::members::each_member;
use crate::runtime::slot::{Displayed, Encode, Failed, List, View};

/// Appends the JSON text of a value; `as_text` says whether integers are strings.
pub(super) fn write(out: &mut Vec<u8>, view: &View<'_>, as_text: bool) -> Result<(), EncodeError> {
    match *view {
        View::Text(text) | View::Secret(text) => string(out, text)?,
        View::Absent | View::Null => out.extend_from_slice(b"null"),
        View::Bool(true) => out.extend_from_slice(b"true"),
        View::Bool(false) => out.extend_from_slice(b"false"),
        View::Integer(integer) if as_text => display(out, &integer)?,
        View::Integer(integer) => plain(out, &integer)?,
        View::Unsigned(integer) if as_text => display(out, &integer)?,
        View::Unsigned(integer) => plain(out, &integer)?,
        View::Float(number) if !number.is_finite() => return Err(EncodeError),
        View::Float(number) => plain(out, &number)?,
        View::Digits(digits) => out.extend_from_slice(digits.as_bytes()),
        View::Display(value) => display(out, value)?,
        View::Value(value) => plain(out, value)?,
        View::List(list) => items(out, list, as_text)?,
        View::Map(entries) => members(out, |members| {
            let mut result = Ok(());
            let _ = entries.each(&mut |name, value: &dyn Encode| {
                result = members.write(name, &value.view(), as_text);
                result.map_err(|EncodeError| Failed)
            });
            result
        })?,
        View::Object(object) => members(out, |members| {
            each_member(object, &mut |name, view, as_text| {
                members.write(name, view, as_text)
            })
        })?,
        View::Extra(extra) => members(out, |members| {
            extra
                .iter()
                .try_for_each(|(name, value)| members.write(name, &View::Value(value), false))
        })?,
        View::AsText(value) => write(out, &value.view(), true)?,
    }
    Ok(())
}

fn items(out: &mut Vec<u8>, list: &dyn List, as_text: bool) -> Result<(), EncodeError> {
    out.push(b'[');
    let mut is_first = true;
    let written = list.each(&mut |item| {
        if !is_first {
            out.push(b',');
        }
        is_first = false;
        write(out, item, as_text).map_err(|EncodeError| Failed)
    });
    out.push(b']');
    written.map_err(|Failed| EncodeError)
}

/// An object that is being written.
struct Members<'o> {
    out: &'o mut Vec<u8>,
    is_first: bool,
}

#[inline]
fn members(
    out: &mut Vec<u8>,
    write: impl FnOnce(&mut Members<'_>) -> Result<(), EncodeError>,
) -> Result<(), EncodeError> {
    out.push(b'{');
    write(&mut Members {
        out,
        is_first: true,
    })?;
    out.push(b'}');
    Ok(())
}

impl Members<'_> {
    #[inline]
    fn write(&mut self, name: &str, view: &View<'_>, as_text: bool) -> Result<(), EncodeError> {
        if !self.is_first {
            self.out.push(b',');
        }
        self.is_first = false;
        if is_plain(name) {
            quoted(self.out, name, b"\":");
        } else {
            plain(self.out, name)?;
            self.out.push(b':');
        }
        write(self.out, view, as_text)
    }
}

#[inline]
fn string(out: &mut Vec<u8>, text: &str) -> Result<(), EncodeError> {
    if !is_plain(text) {
        return plain(out, text);
    }
    quoted(out, text, b"\"");
    Ok(())
}

/// A quote, text that is [`is_plain`], and what ends it.
#[inline]
fn quoted(out: &mut Vec<u8>, text: &str, end: &[u8]) {
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.extend_from_slice(end);
}

/// What `serde_json` has its own way of writing.
fn plain<T: Serialize + ?Sized>(out: &mut Vec<u8>, value: &T) -> Result<(), EncodeError> {
    serde_json::to_writer(out, value).map_err(|_| EncodeError)
}

/// Dates, addresses and their like: their text has nothing to escape.
fn display(out: &mut Vec<u8>, value: &dyn Displayed) -> Result<(), EncodeError> {
    use std::io::Write;

    write!(out, "\"{value}\"").map_err(|_| EncodeError)
}
