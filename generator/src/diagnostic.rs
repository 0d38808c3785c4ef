//! What the generator has to say about a description: errors and warnings, each at a node.
//!
//! Stages push into [`Diagnostics`] and go on; the pipeline stops at the end of a stage after which there is nothing to
//! read, and at its own end where there is any error, so that as many as possible are said at once. Where a node stands
//! in the text is found out by `source`, when a diagnostic is rendered.

use std::cell::RefCell;
use std::collections::HashSet;
use std::fmt;

use crate::suggest::Suggestions;
use crate::tree::NodeId;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The output is sound, but less than the description says, or the description breaks a rule.
    Warning,
    /// There is no output.
    Error,
}

/// A diagnostic's number, e.g. `E0012`; the list is in [`crate::codes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code(pub u16);

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "E{:04}", self.0)
    }
}

/// Which part of a member is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// Its name, as in `typ` of `typ: string`.
    Name,
    /// Its value.
    Value,
}

/// Where a diagnostic points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// A node of the tree.
    Node(NodeId, Part),
    /// A place in the text of a file, as a byte range; for text that never became nodes.
    Text {
        /// The number of the file.
        file: u16,
        /// The first byte.
        start: usize,
        /// One past the last byte.
        end: usize,
    },
    /// A file as a whole.
    File(u16),
    /// What the caller asked for, which stands in no file.
    CommandLine,
}

/// Something beside the place of a diagnostic that has to do with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it has to do with it.
    pub message: String,
    /// Where.
    pub place: Place,
}

/// One thing to say.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// Its number.
    pub code: Code,
    /// Where.
    pub place: Place,
    /// What is wrong, in one line.
    pub message: String,
    /// What stands under the marked text; empty for none.
    pub label: String,
    /// Further places that have to do with it.
    pub notes: Vec<Note>,
    /// What to write instead, or what was done instead.
    pub help: Option<String>,
    /// Whether the place can be read all the same, so that the stages after this one may look for more.
    pub(crate) has_reading: bool,
}

impl Diagnostic {
    /// An error at the value of a node.
    pub fn error(code: Code, node: NodeId, message: impl Into<String>) -> Self {
        Self::new(
            Severity::Error,
            code,
            Place::Node(node, Part::Value),
            message.into(),
        )
    }

    /// A warning at the value of a node.
    pub fn warning(code: Code, node: NodeId, message: impl Into<String>) -> Self {
        Self::new(
            Severity::Warning,
            code,
            Place::Node(node, Part::Value),
            message.into(),
        )
    }

    /// A diagnostic of any kind at any place.
    pub fn new(severity: Severity, code: Code, place: Place, message: String) -> Self {
        Self {
            severity,
            code,
            place,
            message,
            label: String::new(),
            notes: Vec::new(),
            help: None,
            has_reading: false,
        }
    }

    /// Points at the node's name instead of its value.
    pub fn at_name(mut self) -> Self {
        if let Place::Node(node, _) = self.place {
            self.place = Place::Node(node, Part::Name);
        }
        self
    }

    /// Adds what stands under the marked text.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds a place that has to do with it.
    pub fn note(mut self, message: impl Into<String>, place: Place) -> Self {
        self.notes.push(Note {
            message: message.into(),
            place,
        });
        self
    }

    /// Adds what to do about it.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Notes that the place can be read all the same.
    pub(crate) fn with_reading(mut self) -> Self {
        self.has_reading = true;
        self
    }

    /// The same as a warning, whose help says beside the way out how the place is read as it is.
    pub(crate) fn read_as(mut self, reading: &str) -> Self {
        self.severity = Severity::Warning;
        let help = self.help.take();
        self.help(match help {
            Some(help) => and(&help, reading),
            None => reading.to_owned(),
        })
    }
}

/// How to write a list, for those who wrote an object.
pub(crate) const AS_A_LIST: &str =
    "write a list here: each element with `-` before it, or all in `[` and `]`";

/// A way out, and what is done without it: as two sentences behind a question, else as one.
pub(crate) fn and(way_out: &str, reading: &str) -> String {
    let mut letters = reading.chars();
    match (way_out.ends_with('?'), letters.next()) {
        (true, Some(first)) => format!("{way_out} {}{}", first.to_uppercase(), letters.as_str()),
        _ => format!("{way_out}; {reading}"),
    }
}

/// All that was said so far.
#[derive(Debug, Default)]
pub struct Diagnostics {
    list: RefCell<Vec<Diagnostic>>,
    /// What was said where: one thing may be met on several ways.
    said: RefCell<HashSet<(Code, Place, String)>>,
    suggestions: Suggestions,
}

impl Diagnostics {
    /// Adds one, unless the same was said of the same place.
    pub fn push(&self, diagnostic: Diagnostic) {
        let Diagnostic { code, place, .. } = diagnostic;
        let same = (code, place, diagnostic.message.clone());
        if self.said.borrow_mut().insert(same) {
            self.list.borrow_mut().push(diagnostic);
        }
    }

    /// The candidate that differs least from `name`, if it is near enough to be meant.
    pub(crate) fn nearest<'c>(
        &self,
        name: &str,
        candidates: impl Iterator<Item = &'c str>,
    ) -> Option<&'c str> {
        self.suggestions.nearest(name, candidates)
    }

    /// Goes over all of them; those for which the answer is no are dropped.
    pub(crate) fn retain(&self, keep: impl FnMut(&mut Diagnostic) -> bool) {
        // What `keep` says meanwhile comes after those.
        let mut list = self.list.take();
        list.retain_mut(keep);
        list.append(&mut self.list.borrow_mut());
        self.list.replace(list);
    }

    /// Whether any of them is an error.
    pub fn has_errors(&self) -> bool {
        self.list
            .borrow()
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Whether any of them is an error behind which there is nothing to read.
    pub(crate) fn leave_nothing_to_read(&self) -> bool {
        let list = self.list.borrow();
        list.iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error && !diagnostic.has_reading)
    }

    /// A copy of all of them so far.
    pub fn iter(&self) -> impl Iterator<Item = Diagnostic> + use<> {
        self.list.borrow().clone().into_iter()
    }

    /// All of them, in the order in which they were said.
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.list.into_inner()
    }
}
