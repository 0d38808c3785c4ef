//! What is wrong with a body, and where: turned into words only here.

use std::fmt;

use super::document::{Document, NodeKind};
use crate::runtime::model::without_path;
use crate::runtime::reader::{Fault, Reason};

/// Text that is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SyntaxError {
    at: usize,
    message: &'static str,
    is_end: bool,
}

impl SyntaxError {
    #[cold]
    pub(crate) fn new(at: usize, message: &'static str) -> Self {
        Self {
            at,
            message,
            is_end: false,
        }
    }

    /// The text ends too early.
    #[cold]
    pub(crate) fn end(at: usize, message: &'static str) -> Self {
        Self {
            at,
            message,
            is_end: true,
        }
    }
}

/// A body that is not what the description says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError(Box<Details>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Details {
    kind: DecodeErrorKind,
    path: String,
    model: &'static str,
    line: usize,
    column: usize,
    message: String,
}

/// What kind of thing is wrong with a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// It is not JSON at all.
    Syntax,
    /// It is JSON that ends too early, as when a connection broke.
    Cut,
    /// It is JSON, of another shape than described.
    Data,
}

/// A member that was not as described and did no harm.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Deviation {
    /// Where it is, e.g. `$.data[3].email`.
    pub path: String,
    /// What was expected, and what is there.
    pub message: String,
}

/// A value that has no JSON text: one of its numbers is infinite, or not a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EncodeError;

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number is infinite or not a number, which JSON has no text for")
    }
}

impl std::error::Error for EncodeError {}

impl DecodeError {
    /// What kind of thing is wrong.
    pub fn kind(&self) -> DecodeErrorKind {
        self.0.kind
    }

    /// Where it is wrong, e.g. `$.data[3].email`; `$` is the whole body.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// The model that was being read; empty where it was none.
    pub fn model(&self) -> &'static str {
        self.0.model
    }

    /// The line in the body, from 1.
    pub fn line(&self) -> usize {
        self.0.line
    }

    /// The column in the line, in characters, from 1.
    pub fn column(&self) -> usize {
        self.0.column
    }

    /// What was expected, and what is there.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    #[cold]
    pub(super) fn syntax(text: &str, error: SyntaxError) -> Self {
        let (kind, message) = if error.is_end {
            (
                DecodeErrorKind::Cut,
                format!("the text ends {}", error.message),
            )
        } else {
            (DecodeErrorKind::Syntax, error.message.to_owned())
        };
        let before = text.get(..error.at).unwrap_or(text);
        Self::new(kind, before, "$".to_owned(), "", message)
    }

    #[cold]
    pub(super) fn encoding(body: &[u8], error: std::str::Utf8Error) -> Self {
        let before = body.get(..error.valid_up_to()).unwrap_or_default();
        let before = std::str::from_utf8(before).unwrap_or_default();
        // A character cut in two at the very end is a body cut in two.
        let (kind, message) = match error.error_len() {
            None => (DecodeErrorKind::Cut, "the text ends inside a character"),
            Some(_) => (DecodeErrorKind::Syntax, "not UTF-8"),
        };
        Self::new(kind, before, "$".to_owned(), "", message.to_owned())
    }

    #[cold]
    pub(super) fn data(document: &Document<'_>, fault: Fault) -> Self {
        let found = found(document, fault.node);
        let message = match fault.reason {
            Reason::Expected(what) => format!("expected {what}, found {found}"),
            Reason::Length(length) => format!("expected a list of {length}, found another length"),
            Reason::Variant(union) => {
                let union = without_path(union);
                format!("no variant of {union} fits, found {found}")
            }
            Reason::Missing(missing) => {
                let names = missing.names.join("`, `");
                format!("missing `{names}`")
            }
        };
        let start = document.node(fault.node).start as usize;
        let before = document.text.get(..start).unwrap_or_default();
        let path = document.path(fault.node);
        let model = without_path(fault.model);
        Self::new(DecodeErrorKind::Data, before, path, model, message)
    }

    #[cold]
    pub(super) fn expected(document: &Document<'_>, node: u32, what: &'static str) -> Self {
        let fault = Fault {
            node,
            model: "",
            reason: Reason::Expected(what),
        };
        Self::data(document, fault)
    }

    #[cold]
    pub(super) fn no_member(document: &Document<'_>, path: &[&str]) -> Self {
        let path = path.join(".");
        let message = format!("expected a value at `{path}`, found {}", found(document, 0));
        Self::new(DecodeErrorKind::Data, "", "$".to_owned(), "", message)
    }

    pub(super) fn into_deviation(self) -> Deviation {
        Deviation {
            path: self.0.path,
            message: self.0.message,
        }
    }

    fn new(
        kind: DecodeErrorKind,
        before: &str,
        path: String,
        model: &'static str,
        message: String,
    ) -> Self {
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.get(line_start..).unwrap_or_default();
        Self(Box::new(Details {
            kind,
            path,
            model,
            line: before.matches('\n').count() + 1,
            column: line.chars().count() + 1,
            message,
        }))
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Details {
            path,
            model,
            line,
            column,
            message,
            ..
        } = &*self.0;
        write!(f, "{message} at {path}")?;
        if !model.is_empty() {
            write!(f, " in {model}")?;
        }
        write!(f, " (line {line}, column {column})")
    }
}

impl std::error::Error for DecodeError {}

fn found(document: &Document<'_>, node: u32) -> &'static str {
    match document.node(node).kind {
        NodeKind::Null => "null",
        NodeKind::True => "true",
        NodeKind::False => "false",
        NodeKind::Integer | NodeKind::Float => "a number",
        NodeKind::Text | NodeKind::EscapedText => "a string",
        NodeKind::List => "a list",
        NodeKind::Object => "an object",
    }
}
