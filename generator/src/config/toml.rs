//! TOML text to nodes, through toml_edit, which keeps the places of keys and values.

use std::ops::Range;

use toml_edit::{Item, Key, TableLike, Value as Toml};

use crate::codes;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::document::Document;
use crate::source::Format;
use crate::tree::{NodeId, Value};

/// How many bytes a configuration may have.
const LONGEST: usize = 1 << 20;

/// The configuration as a tree. What is wrong with the text is in its diagnostics.
pub(super) fn read(path: &str, text: String) -> Document {
    let mut document = Document::new(path);
    let mut spans = Spans::default();
    let is_too_long = text.len() > LONGEST;
    let parsed = toml_edit::Document::parse(match is_too_long {
        true => String::new(),
        false => text.clone(),
    });
    document.sources.push("", text, Format::Yaml, 0);
    document.root = document.tree.push_root(0, Value::Object);
    spans.push(None, None);
    match parsed {
        _ if is_too_long => {
            let message = format!("the configuration has more than {LONGEST} bytes");
            let help = "is it the right file?";
            say(&document, Place::File(0), message, help);
        }
        Ok(parsed) => members(
            &mut document,
            &mut spans,
            document_root(),
            parsed.as_table(),
        ),
        Err(error) => {
            let Range { start, end } = error.span().unwrap_or_default();
            let place = Place::Text {
                file: 0,
                start,
                end,
            };
            let message = format!("invalid TOML: {}", one_line(error.message()));
            let help = "a line is `key = value` or `[table]`; text stands in quotes";
            say(&document, place, message, help);
        }
    }
    document.sources.set_spans(spans.list);
    document
}

fn document_root() -> NodeId {
    NodeId::FIRST
}

fn one_line(message: &str) -> String {
    let lines: Vec<&str> = message.lines().map(str::trim).collect();
    lines.join("; ")
}

fn say(document: &Document, place: Place, message: String, help: &str) {
    let code = codes::BAD_CONFIGURATION;
    let error = Diagnostic::new(Severity::Error, code, place, message);
    document.diagnostics.push(error.help(help));
}

/// The places of nodes in the order in which they were pushed: of the name, and of the value.
#[derive(Default)]
struct Spans {
    list: Vec<(Range<usize>, Range<usize>)>,
}

impl Spans {
    fn push(&mut self, name: Option<Range<usize>>, value: Option<Range<usize>>) {
        let name = name.unwrap_or_default();
        let value = value.unwrap_or(name.clone());
        self.list.push((name, value));
    }
}

// toml_edit limits how deep values may stand in each other.

fn members(document: &mut Document, spans: &mut Spans, object: NodeId, table: &dyn TableLike) {
    for (name, item) in table.iter() {
        let span = table.key(name).and_then(Key::span);
        let holds = holds(item);
        let node = document.tree.push_member(object, name, holds);
        spans.push(span, item.span());
        below(document, spans, node, item);
    }
}

fn below(document: &mut Document, spans: &mut Spans, node: NodeId, item: &Item) {
    if let Some(table) = item.as_table_like() {
        members(document, spans, node, table);
    } else if let Some(tables) = item.as_array_of_tables() {
        for (position, table) in tables.iter().enumerate() {
            let child = document.tree.push_element(node, position, Value::Object);
            spans.push(None, table.span());
            members(document, spans, child, table);
        }
    } else if let Some(array) = item.as_array() {
        for (position, value) in array.iter().enumerate() {
            let item = Item::Value(value.clone());
            let child = document.tree.push_element(node, position, holds(&item));
            spans.push(None, value.span());
            below(document, spans, child, &item);
        }
    }
}

fn holds(item: &Item) -> Value {
    match item {
        Item::None => Value::Null,
        Item::Table(_) | Item::Value(Toml::InlineTable(_)) => Value::Object,
        Item::ArrayOfTables(_) | Item::Value(Toml::Array(_)) => Value::Array,
        Item::Value(Toml::String(text)) => Value::String(text.value().as_str().into()),
        Item::Value(Toml::Boolean(value)) => Value::Bool(*value.value()),
        Item::Value(Toml::Integer(value)) => Value::Number(value.value().to_string().into()),
        Item::Value(Toml::Float(value)) => Value::Number(format!("{:?}", value.value()).into()),
        // Nothing in a configuration is a date; it is told by not being anything else.
        Item::Value(Toml::Datetime(_)) => Value::Null,
    }
}
