//! YAML's aliases, counted before anything is built of them: a kilobyte of aliases of aliases can stand for more nodes
//! than any memory holds.

use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event, Marker, Parser};

use crate::load::limits::Limits;

/// What is wrong with the aliases of a text, and where that shows.
pub(super) struct Fault {
    pub(super) at: Marker,
    pub(super) kind: FaultKind,
}

pub(super) enum FaultKind {
    /// There are too many: in words, and the name of the limit.
    TooMany(String, &'static str),
    /// An alias stands in what it repeats.
    Endless,
}

/// Whether there may be aliases at all: almost no description has any, and looking closely takes as long as reading.
pub(super) fn may_have(text: &str) -> bool {
    let begins = |sign: u8| {
        let mut before = b' ';
        text.bytes()
            .zip(text.bytes().skip(1).chain([b' ']))
            .any(|(byte, next)| {
                let first = std::mem::replace(&mut before, byte);
                byte == sign && b" \t\r\n[{,:-".contains(&first) && !b" \t\r\n".contains(&next)
            })
    };
    begins(b'&') && begins(b'*')
}

/// Goes through the events of a text and adds up what its aliases stand for.
pub(super) fn check(text: &str, limits: &Limits) -> Option<Fault> {
    let mut count = Count::default();
    let mut parser = Parser::new_from_str(text);
    // Errors are better told by the parser that reads the values.
    while let Some(Ok((event, span))) = parser.next_event() {
        count.event(&event);
        let fault = |kind| {
            let at = span.start;
            Some(Fault { at, kind })
        };
        let too_many = |message: String, limit| fault(FaultKind::TooMany(message, limit));
        if matches!(event, Event::Alias(anchor) if count.is_open(anchor)) {
            return fault(FaultKind::Endless);
        }
        if count.aliases > limits.aliases {
            let message = format!("the file has more than {} aliases", limits.aliases);
            return too_many(message, "aliases");
        }
        if count.repeated > limits.aliased_nodes {
            let allowed = limits.aliased_nodes;
            let message = format!("with this alias, the aliases repeat more than {allowed} nodes");
            return too_many(message, "aliased-nodes");
        }
    }
    None
}

#[derive(Default)]
struct Count {
    aliases: usize,
    /// How many nodes the aliases stand for so far.
    repeated: usize,
    /// How many nodes there are so far, with every alias written out.
    nodes: usize,
    /// Anchors of objects and arrays that have not ended, with the nodes before them.
    open: Vec<(usize, usize)>,
    /// How many nodes an anchor has.
    sizes: HashMap<usize, usize>,
}

impl Count {
    /// Whether what an anchor marks has not ended: its size is not known yet.
    fn is_open(&self, anchor: usize) -> bool {
        !self.sizes.contains_key(&anchor)
    }

    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Scalar(_, _, anchor, _) => {
                self.sizes.insert(*anchor, 1);
                self.nodes = self.nodes.saturating_add(1);
            }
            Event::Alias(anchor) => {
                let size = self.sizes.get(anchor).copied().unwrap_or(1);
                self.aliases += 1;
                self.repeated = self.repeated.saturating_add(size);
                self.nodes = self.nodes.saturating_add(size);
            }
            Event::SequenceStart(anchor, _) | Event::MappingStart(anchor, _) => {
                self.open.push((*anchor, self.nodes));
                self.nodes = self.nodes.saturating_add(1);
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some((anchor, before)) = self.open.pop() {
                    self.sizes.insert(anchor, self.nodes.saturating_sub(before));
                }
            }
            _ => {}
        }
    }
}

/// The alias itself, from its place on.
pub(super) fn range(text: &str, start: Range<usize>) -> Range<usize> {
    let rest = text.get(start.start..).unwrap_or_default();
    let end = rest.find([' ', ',', ']', '}', '\r', '\n']);
    start.start..start.start + end.unwrap_or(rest.len()).max(1).min(rest.len())
}
