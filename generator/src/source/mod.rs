//! The texts of the description's files, and where in them each node stands.
//!
//! In: texts, kept as they were read. Out: byte ranges and line:column. Nothing is computed before somebody asks; then
//! one linear pass per file records the place of every node, because nodes were pushed in the order of the text.

mod json;
mod lines;
mod yaml;

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use self::lines::Lines;
use crate::diagnostic::{Part, Place};
use crate::tree::{NodeId, Tree};

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON
    Json,
    /// YAML, in any of its styles
    Yaml,
}

impl Format {
    /// What the text looks like; its name does not matter as long as the text is clear.
    pub(crate) fn of(path: &str, text: &str) -> Self {
        match text.trim_start().as_bytes().first() {
            Some(b'{') => Self::Json,
            Some(b'[') if path.ends_with(".json") => Self::Json,
            _ => Self::Yaml,
        }
    }
}

/// A byte range in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The number of the file.
    pub file: u16,
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// What stands there.
    pub fn text<'s>(&self, sources: &'s Sources) -> &'s str {
        sources
            .text(self.file)
            .get(self.start..self.end)
            .unwrap_or_default()
    }
}

/// Where one node stands. Files are far smaller than 4 GiB, see `load::Limits`.
#[derive(Clone, Debug, PartialEq)]
struct NodeSpan {
    name: Range<u32>,
    value: Range<u32>,
}

/// What a file is to the description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// The description itself, or a file of its folder that it refers to.
    Part,
    /// Changes to it. What they bring becomes part of the description itself.
    Overlay,
    /// What the project asks for.
    Configuration,
}

/// By whom a place was written, and so who can correct what is wrong there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Writing {
    /// The description, in any of its files.
    Description,
    /// An overlay.
    Overlay,
    /// The configuration of the project.
    Configuration,
    /// What the caller asked for.
    CommandLine,
}

#[derive(Debug)]
struct File {
    /// Relative to the folder of the description, and empty for the description itself; of overlays and the configuration
    /// as the user gave it.
    path: String,
    text: String,
    format: Format,
    role: Role,
    /// The number of the file's root node.
    first: usize,
    spans: OnceCell<Vec<NodeSpan>>,
    lines: OnceCell<Lines>,
}

/// The files of a description; number 0 is the description itself.
#[derive(Debug)]
pub struct Sources {
    path: String,
    files: Vec<File>,
    /// For each node that came from an overlay, the overlay's own node that it repeats.
    origins: HashMap<NodeId, NodeId>,
    /// The numbers of the overlays' own nodes.
    overlay_nodes: Range<usize>,
}

impl Sources {
    pub(crate) fn new(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            files: Vec::new(),
            origins: HashMap::new(),
            overlay_nodes: 0..0,
        }
    }

    pub(crate) fn push(&mut self, path: &str, text: String, format: Format, first: usize) -> u16 {
        self.files.push(File {
            path: path.to_owned(),
            text,
            format,
            role: Role::Part,
            first,
            spans: OnceCell::new(),
            lines: OnceCell::new(),
        });
        (self.files.len() - 1) as u16
    }

    /// The path of the description, as the user gave it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What to call a file towards the user: the description's folder, then the path inside it.
    pub fn display_path(&self, file: u16) -> String {
        let inside = self.relative_path(file);
        if inside.is_empty() {
            return self.path.clone();
        }
        if self.role(file) != Role::Part {
            return inside.to_owned();
        }
        let folder = self.path.rfind(['/', '\\']).map_or(0, |at| at + 1);
        format!("{}{inside}", self.path.get(..folder).unwrap_or_default())
    }

    /// The file's path relative to the description's folder; empty for the description itself.
    pub fn relative_path(&self, file: u16) -> &str {
        self.file(file).map_or("", |file| &file.path)
    }

    /// Says that the file which was pushed last is an overlay.
    pub(crate) fn mark_overlay(&mut self) {
        self.mark(Role::Overlay);
    }

    /// Says that the file which was pushed last is the configuration.
    pub(crate) fn mark_configuration(&mut self) {
        self.mark(Role::Configuration);
    }

    fn mark(&mut self, role: Role) {
        if let Some(file) = self.files.last_mut() {
            file.role = role;
        }
    }

    /// Says where the nodes of the first file stand, as ranges of bytes of their names and values, where a parser tells
    /// while it reads.
    pub(crate) fn set_spans(&mut self, spans: Vec<(Range<usize>, Range<usize>)>) {
        let narrow = |range: Range<usize>| range.start as u32..range.end as u32;
        let spans = spans.into_iter().map(|(name, value)| NodeSpan {
            name: narrow(name),
            value: narrow(value),
        });
        if let Some(file) = self.files.first_mut() {
            file.spans = OnceCell::from(spans.collect::<Vec<_>>());
        }
    }

    /// Says which nodes are the overlays' own, before any of them is repeated in the description.
    pub(crate) fn set_overlay_nodes(&mut self, nodes: Range<usize>) {
        self.overlay_nodes = nodes;
    }

    /// Says that a node repeats one of an overlay, or now holds what that holds.
    pub(crate) fn set_origin(&mut self, node: NodeId, origin: NodeId) {
        self.origins.insert(node, origin);
    }

    /// The first node of the description that repeats this one of an overlay, or holds what it holds.
    pub(crate) fn brought(&self, node: NodeId) -> Option<NodeId> {
        let copies = self.origins.iter().filter(|(_, origin)| **origin == node);
        let copies = copies.filter(|_| self.is_overlay_node(node));
        copies.map(|(copy, _)| *copy).min()
    }

    /// Whether a node is an overlay's own, and so no part of the description.
    pub(crate) fn is_overlay_node(&self, node: NodeId) -> bool {
        self.overlay_nodes.contains(&node.index())
    }

    fn role(&self, file: u16) -> Role {
        self.file(file).map_or(Role::Part, |file| file.role)
    }

    fn is_overlay(&self, file: u16) -> bool {
        self.role(file) == Role::Overlay
    }

    /// Whether a file is the configuration.
    pub(crate) fn is_configuration(&self, file: u16) -> bool {
        self.role(file) == Role::Configuration
    }

    /// The root node of a file.
    pub(crate) fn root(&self, file: u16) -> NodeId {
        self.file(file)
            .map_or(NodeId::FIRST, |file| NodeId::numbered(file.first))
    }

    /// By whom a place was written.
    pub fn writing(&self, tree: &Tree, place: Place) -> Writing {
        let file = match (self.span(tree, place), place) {
            (_, Place::CommandLine) => return Writing::CommandLine,
            (Some(span), _) => span.file,
            (None, Place::File(file)) => file,
            (None, _) => 0,
        };
        match self.role(file) {
            Role::Part => Writing::Description,
            Role::Overlay => Writing::Overlay,
            Role::Configuration => Writing::Configuration,
        }
    }

    /// How many files the description is in, without the overlays.
    pub fn parts(&self) -> usize {
        let parts = self.files.iter().filter(|file| file.role == Role::Part);
        parts.count()
    }

    /// How many files there are, overlays and the configuration among them.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether nothing was read.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The text of a file.
    pub fn text(&self, file: u16) -> &str {
        self.file(file).map_or("", |file| &file.text)
    }

    /// How a file is written.
    pub fn format(&self, file: u16) -> Format {
        self.file(file).map_or(Format::Yaml, |file| file.format)
    }

    pub(crate) fn set_format(&mut self, file: u16, format: Format) {
        if let Some(file) = self.files.get_mut(usize::from(file)) {
            file.format = format;
        }
    }

    /// Whether a file that is no sound JSON could have been meant as YAML.
    pub(crate) fn may_be_yaml(&self, file: u16) -> bool {
        let path = self.display_path(file);
        !path.ends_with(".json")
    }

    /// The size of all files together.
    pub(crate) fn bytes(&self) -> usize {
        self.files.iter().map(|file| file.text.len()).sum()
    }

    fn file(&self, file: u16) -> Option<&File> {
        self.files.get(usize::from(file))
    }

    /// Where a place is in its text. A node whose own place is not known is found at the nearest one around it; `None`
    /// means the file as a whole.
    pub fn span(&self, tree: &Tree, place: Place) -> Option<Span> {
        match place {
            Place::Node(node, part) => {
                // An object or a list is best known by its name.
                let is_scalar = !tree.is_object(node) && !tree.is_array(node);
                let part = if is_scalar { part } else { Part::Name };
                let mut at = node;
                loop {
                    if let Some(span) = self.node_span(tree, at, part) {
                        return Some(span);
                    }
                    at = tree.parent(at)?;
                }
            }
            Place::Text { file, start, end } => Some(Span { file, start, end }),
            Place::File(_) | Place::CommandLine => None,
        }
    }

    /// Where a node's name or value stands, if that is known. The value of an object or array is its first token.
    pub fn node_span(&self, tree: &Tree, node: NodeId, part: Part) -> Option<Span> {
        let node = self.origins.get(&node).copied().unwrap_or(node);
        let number = self.text_of(node);
        let file = self.file(number)?;
        let spans = file.spans.get_or_init(|| match file.format {
            Format::Json => json::spans(&file.text),
            Format::Yaml => yaml::spans(&file.text),
        });
        let span = spans.get(node.index().checked_sub(file.first)?)?;
        let range = match part {
            Part::Name if tree.name(node).is_some() => &span.name,
            Part::Name | Part::Value => &span.value,
        };
        Some(Span {
            file: number,
            start: range.start as usize,
            end: range.end as usize,
        })
    }

    /// The file that a node is part of. What came from an overlay is part of the description itself.
    pub fn file_of(&self, node: NodeId) -> u16 {
        let node = self.origins.get(&node).copied().unwrap_or(node);
        match self.text_of(node) {
            file if self.is_overlay(file) => 0,
            file => file,
        }
    }

    /// The file whose text a node was read from: each file's nodes are numbered in one run.
    fn text_of(&self, node: NodeId) -> u16 {
        let after = self
            .files
            .partition_point(|file| file.first <= node.index());
        after.saturating_sub(1) as u16
    }

    /// The line and the column of a byte, both from 1; columns count characters.
    pub fn line_column(&self, file: u16, byte: usize) -> (usize, usize) {
        let Some(file) = self.file(file) else {
            return (1, 1);
        };
        let lines = file.lines.get_or_init(|| Lines::of(&file.text));
        lines.place(&file.text, byte)
    }

    /// `path:line:column` of a place, or the path alone for a file as a whole.
    pub fn describe(&self, tree: &Tree, place: Place) -> String {
        match (self.span(tree, place), place) {
            (Some(span), _) => {
                let (line, column) = self.line_column(span.file, span.start);
                format!("{}:{line}:{column}", self.display_path(span.file))
            }
            (None, Place::File(file)) => self.display_path(file),
            (None, Place::CommandLine) => "the command line".to_owned(),
            (None, _) => self.path.clone(),
        }
    }
}
