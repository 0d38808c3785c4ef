//! A view to JSON text, without white space.

use std::fmt::Display;
use std::io;

use serde::Serialize;

use crate::runtime::members::each_member;
use crate::runtime::slot::{Encode, List, View};

/// Why a value has no JSON text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EncodeError;

impl std::fmt::Display for EncodeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a number is infinite or not a number, which JSON has no text for")
    }
}

impl std::error::Error for EncodeError {}

/// Appends the JSON text of a value; `as_text` says whether integers are strings.
pub(crate) fn write(out: &mut Vec<u8>, view: View<'_>, as_text: bool) -> Result<(), EncodeError> {
    match view {
        View::Absent | View::Null => out.extend_from_slice(b"null"),
        View::Bool(true) => out.extend_from_slice(b"true"),
        View::Bool(false) => out.extend_from_slice(b"false"),
        View::Integer(integer) => quoted(out, as_text, |out| plain(out, &integer))?,
        View::Unsigned(integer) => quoted(out, as_text, |out| plain(out, &integer))?,
        View::Float(number) if !number.is_finite() => return Err(EncodeError),
        View::Float(number) => plain(out, &number)?,
        View::Digits(digits) => out.extend_from_slice(digits.as_bytes()),
        View::Text(text) | View::Secret(text) => string(out, text)?,
        View::Display(value) => display(out, value)?,
        View::Value(value) => plain(out, value)?,
        View::List(list) => items(out, list, as_text)?,
        View::Map(entries) => {
            let mut members = Members::open(out);
            let mut result = Ok(());
            let _ = entries.each(&mut |name, value: &dyn Encode| {
                result = members.write(name, (value.view(), as_text));
                result.map_err(|_| crate::runtime::Failed)
            });
            result?;
            members.close();
        }
        View::Object(object) => {
            let mut members = Members::open(out);
            each_member(object, &mut |name, shown| members.write(name, shown))?;
            members.close();
        }
        View::Extra(extra) => {
            let mut members = Members::open(out);
            for (name, value) in extra.iter() {
                members.write(name, (View::Value(value), false))?;
            }
            members.close();
        }
        View::AsText(value) => write(out, value.view(), true)?,
    }
    Ok(())
}

fn items(out: &mut Vec<u8>, list: &dyn List, as_text: bool) -> Result<(), EncodeError> {
    out.push(b'[');
    let mut index = 0;
    while let Some(item) = list.item(index) {
        if index > 0 {
            out.push(b',');
        }
        write(out, item.view(), as_text)?;
        index += 1;
    }
    out.push(b']');
    Ok(())
}

/// An object being written.
struct Members<'o> {
    out: &'o mut Vec<u8>,
    separator: u8,
}

impl<'o> Members<'o> {
    fn open(out: &'o mut Vec<u8>) -> Self {
        Self {
            out,
            separator: b'{',
        }
    }

    fn write(&mut self, name: &str, (view, as_text): (View<'_>, bool)) -> Result<(), EncodeError> {
        self.out.push(self.separator);
        self.separator = b',';
        string(self.out, name)?;
        self.out.push(b':');
        write(self.out, view, as_text)
    }

    fn close(self) {
        if self.separator == b'{' {
            self.out.push(b'{');
        }
        self.out.push(b'}');
    }
}

fn quoted(
    out: &mut Vec<u8>,
    quotes: bool,
    write: impl FnOnce(&mut Vec<u8>) -> Result<(), EncodeError>,
) -> Result<(), EncodeError> {
    if !quotes {
        return write(out);
    }
    out.push(b'"');
    write(out)?;
    out.push(b'"');
    Ok(())
}

/// What `serde_json` has its own way of writing.
fn plain<T: Serialize + ?Sized>(out: &mut Vec<u8>, value: &T) -> Result<(), EncodeError> {
    serde_json::to_writer(out, value).map_err(|_| EncodeError)
}

fn string(out: &mut Vec<u8>, text: &str) -> Result<(), EncodeError> {
    if text
        .bytes()
        .all(|byte| byte >= 0x20 && byte != b'"' && byte != b'\\')
    {
        out.reserve(text.len() + 2);
        out.push(b'"');
        out.extend_from_slice(text.as_bytes());
        out.push(b'"');
        return Ok(());
    }
    plain(out, text)
}

/// Dates, addresses and their like: their text has nothing to escape.
fn display(out: &mut Vec<u8>, value: &dyn Display) -> Result<(), EncodeError> {
    out.push(b'"');
    io::Write::write_fmt(out, format_args!("{value}")).map_err(|_| EncodeError)?;
    out.push(b'"');
    Ok(())
}
