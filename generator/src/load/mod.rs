//! Text to nodes: the description itself, and on demand the other files of its folder.
//!
//! In: the bytes of a file. Out: a [`Document`] whose tree holds every node of the file and whose diagnostics say why
//! where that failed. JSON goes through serde_json and YAML through serde_yaml, both straight into the arena. Does not
//! look at what the nodes mean, beyond telling an OpenAPI description from other things.

mod aliases;
mod build;
mod json;
mod limits;
mod openapi;
#[cfg(test)]
mod tests;
mod text;
mod yaml;

use std::ops::Range;

pub use crate::load::limits::Limits;

use crate::Options;
use crate::codes;
use crate::diagnostic::{Code, Diagnostic, Part, Place, Severity};
use crate::document::Document;
use crate::load::build::{Builder, Over};
use crate::load::text::{decode, is_blank};
use crate::source::Format;
use crate::tree::{NodeId, Value};

/// Reads the description. `path` is what the user calls it; its folder is where references to other files may lead.
///
/// The result is a document in any case, so that its diagnostics can be shown with excerpts; where they hold errors,
/// there may be nothing else in it.
pub fn load(path: &str, bytes: Vec<u8>, options: &Options) -> Document {
    let mut document = Document::new(path);
    document.faults = options.faults;
    document.formats = options.formats.clone();
    match load_file(&mut document, "", bytes, &options.limits) {
        Some(root) => {
            document.root = root;
            if let Some(version) = openapi::recognise(&document) {
                document.version = version;
            }
        }
        None => document.root = document.tree.push_root(0, Value::Null),
    }
    document
}

/// Reads an overlay, and returns its root; `None` with an error said.
pub(crate) fn load_overlay(
    document: &mut Document,
    path: &str,
    bytes: Vec<u8>,
    limits: &Limits,
) -> Option<NodeId> {
    if is_blank(&String::from_utf8_lossy(&bytes)) {
        let file = document
            .sources
            .push(path, String::new(), Format::Yaml, document.tree.len());
        document.sources.mark_overlay();
        let message = "the file is empty".to_owned();
        let place = Place::File(file);
        let error = Diagnostic::new(Severity::Error, codes::BAD_OVERLAY, place, message);
        let help = "an overlay starts with `overlay: 1.0.0`";
        document.diagnostics.push(error.help(help));
        return None;
    }
    let root = read_file(document, path, bytes, limits, Without::Nothing);
    document.sources.mark_overlay();
    root
}

/// Reads the version again, after it was changed.
pub(crate) fn recognise_version(document: &mut Document) {
    if let Some(version) = openapi::recognise(document) {
        document.version = version;
    }
}

/// Reads a further file of the description and returns its root; `None` with an error said. An empty `path` stands for
/// the description itself.
pub(crate) fn load_file(
    document: &mut Document,
    path: &str,
    bytes: Vec<u8>,
    limits: &Limits,
) -> Option<NodeId> {
    let without = match path.is_empty() {
        true => Without::Nothing,
        false => Without::Less,
    };
    read_file(document, path, bytes, limits, without)
}

/// What is left without a file that cannot be read.
#[derive(Clone, Copy)]
enum Without {
    /// Nothing that anybody asked for: it is the description, or an overlay, which the caller named.
    Nothing,
    /// All but what refers to it.
    Less,
}

fn read_file(
    document: &mut Document,
    path: &str,
    bytes: Vec<u8>,
    limits: &Limits,
    without: Without,
) -> Option<NodeId> {
    let size = bytes.len();
    let (text, broken) = decode(bytes);
    let first = document.tree.len();
    // Large descriptions have a node for each 40 bytes or more; growing by doubling would copy what is there.
    document.tree.reserve(size / 40);
    let format = Format::of(path_name(document, path), &text);
    let file = document.sources.push(path, text, format, first);
    let say = |document: &Document, code, place, message: String, help: &str| {
        let error = Diagnostic::new(Severity::Error, code, place, message).help(help);
        match without {
            Without::Nothing => document.diagnostics.push(error),
            Without::Less => document.slip(error, "the file is left out"),
        }
    };
    if let Some(start) = broken {
        let place = Place::Text {
            file,
            start,
            end: start + 1,
        };
        let message = "the text is not UTF-8".to_owned();
        let error = Diagnostic::new(Severity::Error, codes::SYNTAX, place, message);
        let help = "save the file as UTF-8";
        document.slip(error.help(help), "what is none is replaced by U+FFFD");
    }
    if let Some((message, limit)) = too_large(document, size, limits) {
        let help = format!("split the description, or allow more with `--limit {limit}=NUMBER`");
        say(document, codes::LIMIT, Place::File(file), message, &help);
        return None;
    }
    if is_blank(document.sources.text(file)) {
        let message = "the file is empty".to_owned();
        let help = "an OpenAPI description starts with `openapi: 3.1.0`";
        say(
            document,
            codes::NOT_OPENAPI,
            Place::File(file),
            message,
            help,
        );
        return None;
    }
    if let Err(error) = parse(document, file, limits) {
        document.tree.truncate(first);
        let Range { start, end } = error.at;
        let place = Place::Text { file, start, end };
        say(document, error.code, place, error.message, &error.help);
        return None;
    }
    report_repeated(document, first);
    Some(document.tree.nth(first))
}

/// Whether a file of `size` bytes is more than the limits allow: why, and the name of the limit.
fn too_large(document: &Document, size: usize, limits: &Limits) -> Option<(String, &'static str)> {
    let (allowed, total) = (limits.file_bytes, document.sources.bytes());
    if size > allowed {
        let message = format!("the file is too large: {size} bytes, with {allowed} allowed");
        return Some((message, "file-bytes"));
    }
    let allowed = limits.total_bytes;
    (total > allowed).then(|| {
        let message =
            format!("the files are too large: {total} bytes so far, with {allowed} allowed");
        (message, "total-bytes")
    })
}

/// Why a text cannot be read.
struct Failure {
    code: Code,
    message: String,
    help: String,
    at: Range<usize>,
}

impl Failure {
    /// The text is nested too deeply, which no caller can allow: the parsers have their own limits.
    fn too_deep(at: Range<usize>) -> Self {
        Self {
            code: codes::LIMIT,
            message: "the document is nested too deeply".to_owned(),
            help: "no description of an API needs this; is it the right file?".to_owned(),
            at,
        }
    }

    /// An alias in what it repeats: written out, it never ends.
    fn endless_alias(at: Range<usize>) -> Self {
        Self {
            code: codes::SYNTAX,
            message: "invalid YAML: this alias stands in what it repeats".to_owned(),
            help: "refer to it with `$ref` instead, such as `$ref: '#/components/schemas/Node'`"
                .to_owned(),
            at,
        }
    }

    /// A quote that is closed by the next one, some lines after it, with more behind that.
    fn open_quote(at: Range<usize>, line: usize) -> Self {
        Self {
            code: codes::SYNTAX,
            message: format!("invalid YAML: this quote is closed in line {line} only"),
            help: "close it where the text ends".to_owned(),
            at,
        }
    }

    /// A limit that a caller can raise is passed.
    fn limit(message: String, name: &str, at: Range<usize>) -> Self {
        Self {
            code: codes::LIMIT,
            message,
            help: format!(
                "is it the right file? If it is, and you trust it: allow more with `--limit {name}=NUMBER`"
            ),
            at,
        }
    }
}

fn parse(document: &mut Document, file: u16, limits: &Limits) -> Result<(), Failure> {
    let first = document.tree.len();
    let format = document.sources.format(file);
    let attempt = match parse_as(document, file, format, limits) {
        // What looks like JSON may be YAML in its flow style, with comments or without quotes.
        Err(error)
            if format == Format::Json
                && error.code == codes::SYNTAX
                && document.sources.may_be_yaml(file) =>
        {
            document.tree.truncate(first);
            let again = parse_as(document, file, Format::Yaml, limits);
            if again.is_err() {
                return Err(error);
            }
            document.sources.set_format(file, Format::Yaml);
            again
        }
        other => other,
    };
    let floats = attempt?;
    for node in floats {
        restore_digits(document, node);
    }
    Ok(())
}

fn parse_as(
    document: &mut Document,
    file: u16,
    format: Format,
    limits: &Limits,
) -> Result<Vec<NodeId>, Failure> {
    let mut builder = Builder::new(&mut document.tree, limits);
    let text = document.sources.text(file);
    let result = match format {
        Format::Json => json::read(&mut builder, file, text),
        Format::Yaml => yaml::read(&mut builder, file, text),
    };
    match (result, builder.over_limit) {
        (Ok(()), _) => Ok(builder.floats),
        (Err(failure), Some(Over::Depth)) => Err(Failure::too_deep(failure.at)),
        (Err(failure), Some(Over::Nodes)) => {
            let message = format!("the description has more than {} nodes", limits.nodes);
            Err(Failure::limit(message, "nodes", failure.at))
        }
        (Err(failure), None) => Err(failure),
    }
}

/// A number that came as a float gets the digits back that stand in the text, where the text is a JSON number.
fn restore_digits(document: &mut Document, node: NodeId) {
    let Some(span) = document
        .sources
        .node_span(&document.tree, node, Part::Value)
    else {
        return;
    };
    let written = span.text(&document.sources).trim_start_matches('+');
    if serde_json::from_str::<serde_json::Number>(written).is_ok() {
        let written = Value::Number(written.into());
        document.tree.set_value(node, written);
    }
}

/// A name that stands twice in an object is most likely a slip, and the parsers of the world disagree about it. Most
/// of them take the last, and so does this.
fn report_repeated(document: &mut Document, first: usize) {
    for (before, again) in document.tree.repeated_members(first) {
        let name = document.tree.name(again).unwrap_or_default().to_owned();
        let line = document
            .sources
            .node_span(&document.tree, before, Part::Name)
            .map_or(0, |span| {
                document.sources.line_column(span.file, span.start).0
            });
        let message = format!("`{name}` stands twice in this object");
        let error = Diagnostic::error(codes::DUPLICATE_KEY, again, message)
            .at_name()
            .label(format!("first at line {line}"))
            .help("remove or rename one of them");
        document.slip(error, "the last one counts");
        document.ignore(before, "repeated member; the last one counts");
        document.tree.unlink(before);
    }
}

fn path_name<'d>(document: &'d Document, path: &'d str) -> &'d str {
    if path.is_empty() {
        document.sources.path()
    } else {
        path
    }
}
