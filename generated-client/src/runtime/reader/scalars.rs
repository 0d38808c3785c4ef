//! Scalars and trees at the reader's place.

use std::borrow::Cow;
use std::str::FromStr;

use serde_json::{Map, Number, Value};

use super::Reader;
use crate::runtime::json::NodeKind;
use crate::runtime::slot::Failed;

impl<'d> Reader<'d> {
    /// The string here.
    #[inline]
    pub(crate) fn text(&mut self, expected: &'static str) -> Result<Cow<'d, str>, Failed> {
        let node = self.document.node(self.node);
        match node.kind {
            NodeKind::Text | NodeKind::EscapedText => Ok(self.document.string(node)),
            _ => Err(self.expected(expected)),
        }
    }

    /// The string here, for as long as nothing else is read.
    pub(crate) fn borrowed_text(&mut self, expected: &'static str) -> Result<&str, Failed> {
        let node = self.document.node(self.node);
        match node.kind {
            NodeKind::Text => Ok(self.document.raw(node)),
            NodeKind::EscapedText => {
                self.unescaped = self.document.string(node).into_owned();
                Ok(&self.unescaped)
            }
            _ => Err(self.expected(expected)),
        }
    }

    /// What the string here stands for.
    pub(crate) fn parse<T: FromStr>(&mut self, expected: &'static str) -> Result<T, Failed> {
        let text = self.text(expected)?;
        text.parse().map_err(|_| self.expected(expected))
    }

    /// The digits of the number here.
    pub(crate) fn digits(&mut self, expected: &'static str) -> Result<&'d str, Failed> {
        let node = self.document.node(self.node);
        match node.kind {
            NodeKind::Integer | NodeKind::Float => Ok(self.document.raw(node)),
            _ => Err(self.expected(expected)),
        }
    }

    pub(crate) fn boolean(&mut self) -> Result<bool, Failed> {
        match self.kind() {
            NodeKind::True => Ok(true),
            NodeKind::False => Ok(false),
            _ => Err(self.expected("true or false")),
        }
    }

    pub(crate) fn float(&mut self) -> Result<f64, Failed> {
        const EXPECTED: &str = "a number";
        match self.digits(EXPECTED)?.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(number),
            _ => Err(self.expected(EXPECTED)),
        }
    }

    /// The integer here: also `1.0` and `1e0`, and a string where integers are strings.
    #[inline]
    pub(crate) fn integer(&mut self, expected: &'static str) -> Result<i128, Failed> {
        let node = self.document.node(self.node);
        let integer = match node.kind {
            _ if self.as_text => self.text(expected)?.parse::<i128>().ok(),
            NodeKind::Integer => integer(self.document.raw(node)),
            NodeKind::Float => integral(self.document.raw(node)),
            _ => None,
        };
        integer.ok_or_else(|| self.expected(expected))
    }

    /// Whatever is here, as a tree.
    pub(crate) fn tree(&mut self) -> Result<Value, Failed> {
        let at = self.node;
        let node = self.document.node(at);
        Ok(match node.kind {
            NodeKind::Null => Value::Null,
            NodeKind::True => Value::Bool(true),
            NodeKind::False => Value::Bool(false),
            NodeKind::Integer | NodeKind::Float => {
                // Not `from_f64`: with `arbitrary_precision` a `Number` keeps all digits.
                match self.document.raw(node).parse::<Number>() {
                    Ok(number) => Value::Number(number),
                    Err(_) => return Err(self.expected("a number in the range of 64-bit floats")),
                }
            }
            NodeKind::Text | NodeKind::EscapedText => {
                Value::String(self.document.string(node).into_owned())
            }
            NodeKind::List => {
                let mut items = self.items()?;
                let mut list = items.list(self);
                while items.next(self) {
                    list.push(self.tree()?);
                }
                Value::Array(list)
            }
            NodeKind::Object => {
                let mut names = self.names()?;
                let mut map = Map::new();
                while let Some(name) = names.next(self) {
                    map.insert(name, self.tree()?);
                }
                Value::Object(map)
            }
        })
    }
}

fn integer(digits: &str) -> Option<i128> {
    match digits.parse::<i64>() {
        Ok(integer) => Some(integer.into()),
        Err(_) => digits.parse().ok(),
    }
}

/// The value of a number with a fraction or exponent, if it is an integer: exactly, without a detour over floats.
pub(crate) fn integral(number: &str) -> Option<i128> {
    let (mantissa, exponent) = match number.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (number, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let fraction = fraction.trim_end_matches('0');
    let digits = format!("{whole}{fraction}").parse::<i128>().ok()?;
    if digits == 0 {
        return Some(0);
    }
    let shift = exponent.checked_sub(i32::try_from(fraction.len()).ok()?)?;
    let factor = 10_i128.checked_pow(shift.unsigned_abs())?;
    if shift >= 0 {
        digits.checked_mul(factor)
    } else if digits % factor == 0 {
        Some(digits / factor)
    } else {
        None
    }
}
