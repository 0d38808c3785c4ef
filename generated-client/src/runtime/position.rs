//! [`Position`]: where in a paged list a run is.

use std::fmt;
use std::str::FromStr;

use serde_json::Value;

use super::api::Step;
use super::call::Parts;

/// Where in a paged list a run is. It can be written as text and read again, to go on in another process.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Position(Kind);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Start,
    Offset(u64),
    Page(u64),
    Cursor(String),
}

impl Position {
    /// Where a call starts: at what its caller set, or at the beginning.
    pub(crate) fn of(parts: &Parts) -> Self {
        let given = |index: usize| match parts.values.get(index)?.as_ref()? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        let number = |index| given(index)?.parse().ok();
        let kind = match parts.operation.pagination.map(|it| it.step) {
            Some(Step::Offset(parameter)) => number(parameter).map(Kind::Offset),
            Some(Step::Page { parameter, .. }) => number(parameter).map(Kind::Page),
            Some(Step::Cursor { parameter, .. }) => given(parameter).map(Kind::Cursor),
            None => None,
        };
        Self(kind.unwrap_or(Kind::Start))
    }

    pub(crate) fn cursor(token: &str) -> Self {
        Self(Kind::Cursor(token.to_owned()))
    }

    /// Where the page after this one begins, which had so many items.
    pub(crate) fn after(&self, step: Option<Step>, count: usize) -> Option<Self> {
        match (step?, &self.0) {
            (Step::Page { first, .. }, Kind::Start) => {
                Some(Self(Kind::Page(first.saturating_add(1))))
            }
            (Step::Page { .. }, Kind::Page(page)) => Some(Self(Kind::Page(page.saturating_add(1)))),
            _ => self.after_items(step, count),
        }
    }

    /// Where the item is that comes after so many of this page, where items are counted.
    pub(crate) fn after_items(&self, step: Option<Step>, count: usize) -> Option<Self> {
        let count = count as u64;
        match (step?, &self.0) {
            (Step::Offset(_), Kind::Start) => Some(Self(Kind::Offset(count))),
            (Step::Offset(_), Kind::Offset(offset)) => {
                Some(Self(Kind::Offset(offset.saturating_add(count))))
            }
            _ => None,
        }
    }

    /// Puts it into a call; `false` where the call's pages are counted otherwise.
    pub(crate) fn apply(&self, parts: &mut Parts) -> bool {
        let step = parts.operation.pagination.map(|it| it.step);
        let (parameter, value) = match (step, &self.0) {
            (_, Kind::Start) => return true,
            (Some(Step::Offset(parameter)), Kind::Offset(number))
            | (Some(Step::Page { parameter, .. }), Kind::Page(number)) => {
                (parameter, Value::from(*number))
            }
            (Some(Step::Cursor { parameter, .. }), Kind::Cursor(token)) => {
                (parameter, Value::from(token.as_str()))
            }
            _ => return false,
        };
        match parts.values.get_mut(parameter) {
            Some(slot) => {
                *slot = Some(value);
                true
            }
            None => false,
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Start => f.write_str("start"),
            Kind::Offset(offset) => write!(f, "offset:{offset}"),
            Kind::Page(page) => write!(f, "page:{page}"),
            Kind::Cursor(token) => write!(f, "cursor:{token}"),
        }
    }
}

impl FromStr for Position {
    type Err = ParsePositionError;

    fn from_str(text: &str) -> Result<Self, ParsePositionError> {
        let kind = match text.split_once(':') {
            None if text == "start" => Some(Kind::Start),
            Some(("offset", number)) => number.parse().ok().map(Kind::Offset),
            Some(("page", number)) => number.parse().ok().map(Kind::Page),
            Some(("cursor", token)) => Some(Kind::Cursor(token.to_owned())),
            _ => None,
        };
        kind.map(Self).ok_or(ParsePositionError)
    }
}

/// A text that is no [`Position`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParsePositionError;

impl fmt::Display for ParsePositionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a position in a list")
    }
}

impl std::error::Error for ParsePositionError {}
