//! Where the nodes of a YAML text stand: one pass over the events of a parser that keeps positions.
//!
//! serde_yaml, which reads the values, does not say where they are. Nodes that came through an alias stand at the
//! alias. Where the two parsers disagree, the places end there; the nearest known place is shown instead.

use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, Span};

use super::NodeSpan;

/// The places of all nodes in document order, as far as the text can be followed.
pub(super) fn spans(text: &str) -> Vec<NodeSpan> {
    let mut pass = Pass {
        offsets: Offsets::new(text),
        text,
        spans: Vec::new(),
        open: Vec::new(),
        sizes: HashMap::new(),
    };
    let mut parser = Parser::new_from_str(text);
    while let Some(Ok((event, span))) = parser.next_event() {
        if pass.event(&event, span).is_none() {
            break;
        }
    }
    pass.spans
}

/// An object or array whose end has not come yet.
enum Open {
    Array {
        anchor: usize,
        first: usize,
    },
    Object {
        anchor: usize,
        first: usize,
        name: Option<Range<u32>>,
    },
}

struct Pass<'t> {
    text: &'t str,
    offsets: Offsets<'t>,
    spans: Vec<NodeSpan>,
    open: Vec<Open>,
    /// How many nodes the value of an anchor has.
    sizes: HashMap<usize, usize>,
}

impl Pass<'_> {
    /// Takes the next event; `None` where the text holds what nodes cannot.
    fn event(&mut self, event: &Event<'_>, span: Span) -> Option<()> {
        match event {
            Event::Scalar(_, _, anchor, _) => {
                let range = self.range(span);
                if let Some(Open::Object {
                    name: name @ None, ..
                }) = self.open.last_mut()
                {
                    *name = Some(range);
                    return Some(());
                }
                self.push(range);
                self.sizes.insert(*anchor, 1);
            }
            Event::Alias(anchor) => {
                let range = self.range(span);
                if let Some(Open::Object {
                    name: name @ None, ..
                }) = self.open.last_mut()
                {
                    *name = Some(range);
                    return Some(());
                }
                let name = self.push(range.clone());
                for _ in 1..*self.sizes.get(anchor)? {
                    self.spans.push(NodeSpan {
                        name: name.clone(),
                        value: range.clone(),
                    });
                }
            }
            Event::SequenceStart(anchor, _) => {
                let first = self.start(span)?;
                self.open.push(Open::Array {
                    anchor: *anchor,
                    first,
                });
            }
            Event::MappingStart(anchor, _) => {
                let first = self.start(span)?;
                self.open.push(Open::Object {
                    anchor: *anchor,
                    first,
                    name: None,
                });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let (Open::Array { anchor, first } | Open::Object { anchor, first, .. }) =
                    self.open.pop()?;
                self.sizes.insert(anchor, self.spans.len() - first);
            }
            _ => {}
        }
        Some(())
    }

    /// Notes the place of a value, and returns that of its name.
    fn push(&mut self, value: Range<u32>) -> Range<u32> {
        let name = match self.open.last_mut() {
            Some(Open::Object { name, .. }) => name.take().unwrap_or_default(),
            _ => Range::default(),
        };
        self.spans.push(NodeSpan {
            name: name.clone(),
            value,
        });
        name
    }

    /// Notes the place of an object or array, which is its first token; `None` where it stands as a member name.
    fn start(&mut self, span: Span) -> Option<usize> {
        if let Some(Open::Object { name: None, .. }) = self.open.last() {
            return None;
        }
        let first = self.spans.len();
        let start = self.offsets.byte(span.start.index());
        let token = self.text.get(start..).unwrap_or_default();
        let end = token
            .find(|c: char| c.is_whitespace() || c == ':')
            .unwrap_or(token.len());
        let end = if token.starts_with(['{', '[', '-']) {
            1
        } else {
            end
        };
        self.push(start as u32..(start + end) as u32);
        Some(first)
    }

    /// A scalar's place. What follows a plain or block scalar on its lines is not part of it.
    fn range(&self, span: Span) -> Range<u32> {
        let start = self.offsets.byte(span.start.index());
        let end = self.offsets.byte(span.end.index()).max(start);
        let text = self.text.get(start..end).unwrap_or_default();
        start as u32..(start + text.trim_end().len()) as u32
    }
}

/// The parser counts characters; texts are cut by bytes.
struct Offsets<'t> {
    text: &'t str,
    /// The byte at which every [`STEP`]th character starts; empty where all are single bytes.
    known: Vec<u32>,
}

const STEP: usize = 64;

impl<'t> Offsets<'t> {
    fn new(text: &'t str) -> Self {
        let known = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices()
                .step_by(STEP)
                .map(|(at, _)| at as u32)
                .collect()
        };
        Self { text, known }
    }

    fn byte(&self, character: usize) -> usize {
        if self.known.is_empty() {
            return character.min(self.text.len());
        }
        let Some(&start) = self.known.get(character / STEP) else {
            return self.text.len();
        };
        let rest = self.text.get(start as usize..).unwrap_or_default();
        let within = rest.char_indices().nth(character % STEP);
        within.map_or(self.text.len(), |(at, _)| start as usize + at)
    }
}
