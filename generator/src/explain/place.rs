//! Places of the description: from a line or a JSON Pointer to a node, from a node to the items it became and to the
//! text around it.

use super::Explainer;
use crate::diagnostic::{Part, Place};
use crate::document::Document;
use crate::render::harmless;
use crate::resolve::pointer::{self, Missing};
use crate::surface::Item;
use crate::tree::NodeId;

/// Why a place that somebody asked about is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Nowhere {
    /// It is not written as a place is.
    NoPlace,
    /// The description has no such file; it has these.
    File(String, Vec<String>),
    /// It is a file, and no line of it is named.
    NoLine(String),
    /// The file has only so many lines.
    Line(String, usize),
    /// It stands in front of the first node.
    Before(String),
    /// It is a place of the configuration.
    Configuration(String),
    /// A JSON Pointer that leads nowhere.
    Pointer(Missing),
}

/// The node that a JSON Pointer names, with or without `#`; or the one that a line begins, or that a line and column
/// are in. `path` is the end of a path of one of the description's files.
pub fn node_at(document: &Document, asked: &str) -> Result<NodeId, Nowhere> {
    if let Some(pointer) = asked.strip_prefix('#') {
        return at_pointer(document, document.root, "#", pointer);
    }
    if let Some((path, pointer)) = asked.split_once('#') {
        let root = document.sources.root(file(document, path)?);
        return at_pointer(document, root, &format!("{path}#"), pointer);
    }
    let place = file_line(asked);
    let is_pointer = asked.starts_with('/') && place.is_none();
    if is_pointer || asked.starts_with('/') && document.tree.find(document.root, asked).is_some() {
        return at_pointer(document, document.root, "#", asked);
    }
    let Some((path, line, column)) = place else {
        let is_path = [".yaml", ".yml", ".json", ".toml"];
        return Err(match file(document, asked) {
            Ok(_) => Nowhere::NoLine(asked.to_owned()),
            Err(nowhere) if is_path.iter().any(|end| asked.ends_with(end)) => nowhere,
            Err(_) => Nowhere::NoPlace,
        });
    };
    at_line(document, file(document, path)?, line, column)
}

fn at_pointer(
    document: &Document,
    root: NodeId,
    file: &str,
    fragment: &str,
) -> Result<NodeId, Nowhere> {
    if let Some(node) = pointer::find(document, root, fragment) {
        return Ok(node);
    }
    Err(Nowhere::Pointer(pointer::missing(
        document, root, file, fragment,
    )))
}

/// The number of the file whose path ends so.
fn file(document: &Document, path: &str) -> Result<u16, Nowhere> {
    let all = || 0..document.sources.len() as u16;
    let found = all().find(|&number| {
        let known = document.sources.display_path(number);
        let ends = |long: &str, short: &str| long.ends_with(&format!("/{short}"));
        known == path || ends(&known, path) || ends(path, &known)
    });
    let all = all().filter(|number| !document.sources.is_configuration(*number));
    let all = all.map(|number| document.sources.display_path(number));
    let number = found.ok_or_else(|| Nowhere::File(path.to_owned(), all.collect()))?;
    match document.sources.is_configuration(number) {
        true => Err(Nowhere::Configuration(path.to_owned())),
        false => Ok(number),
    }
}

/// `path:line` or `path:line:column`
fn file_line(asked: &str) -> Option<(&str, usize, Option<usize>)> {
    let (rest, last) = asked.rsplit_once(':')?;
    let last: usize = last.parse().ok()?;
    match rest.rsplit_once(':') {
        Some((file, line)) if line.parse::<usize>().is_ok() => {
            Some((file, line.parse().ok()?, Some(last)))
        }
        _ => Some((rest, last, None)),
    }
}

/// The outermost node that begins in the last line, up to this one, in which any does; with a column the last that
/// begins before it.
fn at_line(
    document: &Document,
    file: u16,
    line: usize,
    column: Option<usize>,
) -> Result<NodeId, Nowhere> {
    let text = document.sources.text(file);
    let mut lines = text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, *at))
    });
    let path = || document.sources.display_path(file);
    let found = line.checked_sub(1).and_then(|index| lines.nth(index));
    let (start, end) = found.ok_or_else(|| Nowhere::Line(path(), text.lines().count()))?;
    let limit = column.map_or(end, |column| {
        let line = text.get(start..end).unwrap_or_default();
        let inside = line
            .char_indices()
            .nth(column)
            .map_or(line.len(), |(at, _)| at);
        start + inside
    });
    let starts = || {
        let nodes = document.tree.ids();
        nodes.filter_map(|node| {
            let span = document
                .sources
                .node_span(&document.tree, node, Part::Name)?;
            (span.file == file && span.start < limit).then_some((span.start, node))
        })
    };
    let before = || Nowhere::Before(path());
    let last = starts().map(|(start, _)| start).max().ok_or_else(before)?;
    let from = match column {
        Some(_) => last,
        None => {
            let until = text.get(..last).unwrap_or_default();
            until.rfind('\n').map_or(0, |at| at + 1)
        }
    };
    let mut starts = starts();
    let found = starts.find(|(start, _)| *start >= from);
    // What an overlay brings is asked about where it went.
    let brought = |(_, node)| document.sources.brought(node).unwrap_or(node);
    found.map(brought).ok_or_else(before)
}

/// The items that a node became.
#[derive(Debug)]
pub struct Made<'s> {
    /// The node that they come from: the one asked about, what it refers to, or the nearest around it that became
    /// anything.
    pub node: NodeId,
    /// Items of that node itself.
    pub items: Vec<&'s Item>,
    /// Items of nodes inside it.
    pub inside: Vec<&'s Item>,
    /// Whether this is not the node asked about, but one around it.
    pub is_around: bool,
}

/// Finds the items that a node became. Every node is part of the description, so there are always some.
pub fn made<'s>(explainer: &'s Explainer<'_>, asked: NodeId) -> Made<'s> {
    let document = &explainer.described.document;
    let mut at = asked;
    loop {
        let found = of_node(explainer, at);
        if !found.items.is_empty() || (at == asked && !found.inside.is_empty()) {
            return Made {
                is_around: at != asked,
                ..found
            };
        }
        if let Some(&target) = document.targets.get(&at)
            && at == asked
        {
            let found = of_node(explainer, document.follow(target));
            if !found.items.is_empty() {
                return found;
            }
        }
        match document.tree.parent_as_written(at) {
            Some(parent) => at = parent,
            None => {
                return Made {
                    is_around: at != asked,
                    ..found
                };
            }
        }
    }
}

fn of_node<'s>(explainer: &'s Explainer<'_>, node: NodeId) -> Made<'s> {
    let (document, api) = (&explainer.described.document, &explainer.described.api);
    let tree = &document.tree;
    let node = tree.as_written(node);
    let mut made = Made {
        node,
        items: Vec::new(),
        inside: Vec::new(),
        is_around: false,
    };
    for item in &explainer.surface.items {
        let Some(of) = item.origin.node(api) else {
            continue;
        };
        if tree.as_written(of) == node {
            made.items.push(item);
        } else if std::iter::successors(tree.parent_as_written(of), |at| {
            tree.parent_as_written(*at)
        })
        .any(|at| at == node)
        {
            made.inside.push(item);
        }
    }
    made
}

/// A line of the description with the place under it.
#[derive(Debug)]
pub struct Excerpt {
    /// `path:line:column`
    pub place: String,
    /// The JSON Pointer, with `#`.
    pub pointer: String,
    /// The line, the marks below it, and what else the node begins with.
    pub text: String,
}

/// The text at a node: its first lines, the first with marks below it.
pub fn excerpt(document: &Document, node: NodeId) -> Excerpt {
    const LINES: usize = 4;
    const WIDEST: usize = 100;
    let place = Place::Node(node, Part::Name);
    let (sources, tree) = (&document.sources, &document.tree);
    let mut text = String::new();
    if let Some(span) = sources.span(tree, place) {
        let (first, column) = sources.line_column(span.file, span.start);
        let lines = sources.text(span.file).lines().enumerate().skip(first - 1);
        let width = (first + LINES).to_string().len();
        let depth = |line: &str| line.len() - line.trim_start().len();
        let mut outer = None;
        for (index, line) in lines.take(LINES) {
            let is_over =
                outer.is_some_and(|outer| depth(line) <= outer && !line.trim().is_empty());
            if is_over {
                break;
            }
            let shown: String = harmless(line).chars().take(WIDEST).collect();
            text.push_str(&format!("{:>width$} | {shown}\n", index + 1));
            if outer.is_none() {
                outer = Some(depth(line));
                let marked = sources
                    .text(span.file)
                    .get(span.start..span.end)
                    .unwrap_or_default();
                let marked = marked.lines().next().unwrap_or_default().chars().count();
                let room = WIDEST.saturating_sub(column - 1);
                if room > 0 {
                    let marks = "^".repeat(marked.clamp(1, room));
                    text.push_str(&format!(
                        "{:>width$} | {}{marks}\n",
                        "",
                        " ".repeat(column - 1)
                    ));
                }
            }
        }
    }
    Excerpt {
        place: harmless(&sources.describe(tree, place)),
        pointer: harmless(&format!("#{}", tree.pointer(node))),
        text,
    }
}
