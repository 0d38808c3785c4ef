//! The reader that values are read from: a place in a parsed document, and what went wrong there.
//!
//! Comes from `json::decode` and from serde's `Deserialize`; goes through `Decode::read` of every value. Faults are noted
//! by place and turned into words only when the whole decoding has failed. What a model's members need is in `frame`.

mod frame;
mod scalars;

use std::borrow::Cow;

use super::json::{Document, NodeKind};
use super::slot::{Decode, Failed};

pub(crate) use frame::Missing;
pub use frame::{read_model, try_read_model};
pub(crate) use scalars::integral;

/// Stands at one value of a JSON document.
#[derive(Debug)]
pub struct Reader<'d> {
    document: &'d Document<'d>,
    /// The value to be read next.
    node: u32,
    /// Whether integers are strings here.
    as_text: bool,
    /// Whether members that may be absent are, when their value does not fit.
    tolerance: Tolerance,
    /// The model being read; those around it wait where it is read from.
    frame: frame::Frame,
    /// Of the models being read, outermost first: the value of each member, or [`frame::ABSENT`].
    values: Vec<u32>,
    /// Of the models being read: the names they do not know.
    unknown: Vec<u32>,
    /// The string with escapes that was lent out last.
    unescaped: String,
    fault: Option<Fault>,
    deviations: Vec<Fault>,
    /// The nodes that attempts at unions' variants have been wasted on.
    wasted: usize,
    /// The unions being read, outermost first.
    unions: Vec<OpenUnion>,
    /// Room for the members that are seen of a union's value, kept from one union to the next.
    sight: Vec<(Cow<'d, str>, u32)>,
}

/// A union that is being read.
#[derive(Debug)]
struct OpenUnion {
    /// The value.
    node: u32,
    /// What [`std::any::type_name`] calls it.
    name: &'static str,
    /// Whether its variants are tried one after the other.
    is_trying: bool,
}

/// What to do with a member whose value does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tolerance {
    /// Fail.
    Strict,
    /// Where the member may be absent: keep its value in `extra`, and note a deviation.
    Lenient,
}

/// A value that did not fit.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub(crate) node: u32,
    /// What [`std::any::type_name`] calls the model that it was to be a member of.
    pub(crate) model: &'static str,
    pub(crate) reason: Reason,
}

/// Why a value did not fit.
#[derive(Clone, Debug)]
pub(crate) enum Reason {
    Expected(&'static str),
    Length(usize),
    Missing(Missing),
    /// Of the union with this [`std::any::type_name`].
    Variant(&'static str),
}

impl Fault {
    /// A fault that nobody noted.
    pub(crate) fn unknown(node: u32) -> Self {
        Self {
            node,
            model: "",
            reason: Reason::Expected("another value"),
        }
    }
}

impl<'d> Reader<'d> {
    pub(crate) fn new(document: &'d Document<'d>, tolerance: Tolerance) -> Self {
        Self {
            document,
            node: 0,
            as_text: false,
            tolerance,
            frame: frame::Frame::default(),
            values: Vec::new(),
            unknown: Vec::new(),
            unescaped: String::new(),
            fault: None,
            deviations: Vec::new(),
            wasted: 0,
            unions: Vec::new(),
            sight: Vec::new(),
        }
    }

    /// Reads the value at one node of the document.
    pub(crate) fn read_at<T: Decode>(&mut self, node: u32) -> Result<T, Failed> {
        self.node = node;
        T::read(self)
    }

    /// Reads the value that the reader stands at as a `T`.
    #[inline]
    pub fn value<T: Decode>(&mut self) -> Result<T, Failed> {
        T::read(self)
    }

    pub(crate) fn as_text<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, Failed>,
    ) -> Result<T, Failed> {
        let outer = std::mem::replace(&mut self.as_text, true);
        let value = read(self);
        self.as_text = outer;
        value
    }

    /// The document, and the node that the reader stands at.
    pub(crate) fn place(&self) -> (&'d Document<'d>, u32) {
        (self.document, self.node)
    }

    /// Tries one reading of the value at `node`, and forgets what went wrong with it.
    pub(crate) fn attempt(
        &mut self,
        node: u32,
        tolerance: Tolerance,
        read: &mut dyn FnMut(&mut Self) -> Result<(), Failed>,
    ) -> bool {
        let outer = std::mem::replace(&mut self.tolerance, tolerance);
        let deviations = self.deviations.len();
        self.node = node;
        let is_read = read(self).is_ok();
        self.tolerance = outer;
        if !is_read {
            self.deviations.truncate(deviations);
            self.fault = None;
        }
        is_read
    }

    /// Whether more attempts may be made. Unions inside unions could otherwise take exponential time; a hundred times the
    /// document is more than any value needs that is not made to do harm.
    pub(crate) fn may_attempt(&self, node: u32) -> bool {
        self.wasted == 0 || self.wasted + self.size(node) <= 4096 + 100 * self.document.nodes.len()
    }

    /// Counts an attempt that came to nothing.
    pub(crate) fn charge(&mut self, node: u32) {
        self.wasted += self.size(node);
    }

    /// Begins to read the value at `node` as a union; false where that has begun already, as a variant of a union may be
    /// another that has the first for a variant.
    pub(crate) fn enter_union(&mut self, node: u32, name: &'static str) -> bool {
        let is_first = self.unions_at(node).all(|around| around.name != name);
        if is_first {
            self.unions.push(OpenUnion {
                node,
                name,
                is_trying: false,
            });
        }
        is_first
    }

    pub(crate) fn leave_union(&mut self) {
        self.unions.pop();
    }

    /// Says whether the innermost union tries its variants.
    pub(crate) fn note_trying(&mut self, is_trying: bool) {
        if let Some(innermost) = self.unions.last_mut() {
            innermost.is_trying = is_trying;
        }
    }

    /// Whether the innermost union is a variant that another tries, strictly, for the same value: there may be one that
    /// fits better than a value that is only kept.
    pub(crate) fn is_tried(&self, node: u32) -> bool {
        let mut around = self.unions_at(node).skip(1);
        self.tolerance == Tolerance::Strict && around.any(|around| around.is_trying)
    }

    /// The unions that the value at `node` is being read as, innermost first.
    fn unions_at(&self, node: u32) -> impl Iterator<Item = &OpenUnion> {
        let unions = self.unions.iter().rev();
        unions.take_while(move |open| open.node == node)
    }

    pub(crate) fn sight(&mut self) -> &mut Vec<(Cow<'d, str>, u32)> {
        &mut self.sight
    }

    fn size(&self, node: u32) -> usize {
        self.document.node(node).next.saturating_sub(node) as usize
    }

    /// Notes the fault as a deviation.
    pub(crate) fn deviate(&mut self) {
        self.deviations.extend(self.fault.take());
    }

    pub(crate) fn stand_at(&mut self, node: u32) {
        self.node = node;
    }

    pub(crate) fn tolerance(&self) -> Tolerance {
        self.tolerance
    }

    pub(crate) fn take_fault(&mut self) -> Option<Fault> {
        self.fault.take()
    }

    pub(crate) fn into_deviations(self) -> Vec<Fault> {
        self.deviations
    }

    #[inline]
    pub(crate) fn is_null(&self) -> bool {
        self.kind() == NodeKind::Null
    }

    #[inline]
    fn kind(&self) -> NodeKind {
        self.document.node(self.node).kind
    }

    /// Notes that the value is not what was expected.
    #[cold]
    pub(crate) fn expected(&mut self, what: &'static str) -> Failed {
        self.fail(Reason::Expected(what))
    }

    #[cold]
    pub(crate) fn wrong_length(&mut self, length: usize) -> Failed {
        self.fail(Reason::Length(length))
    }

    #[cold]
    pub(crate) fn fail(&mut self, reason: Reason) -> Failed {
        self.fault = Some(Fault {
            node: self.node,
            model: self.frame.type_name(),
            reason,
        });
        Failed
    }

    /// The items of the list that the reader stands at.
    #[inline]
    pub(crate) fn items(&mut self) -> Result<Items, Failed> {
        match self.kind() {
            NodeKind::List => Ok(self.inside()),
            _ => Err(self.expected("a list")),
        }
    }

    /// The names of the object that the reader stands at.
    pub(crate) fn names(&mut self) -> Result<Names, Failed> {
        match self.kind() {
            NodeKind::Object => Ok(Names(self.inside())),
            _ => Err(self.expected("an object")),
        }
    }

    #[inline]
    fn inside(&self) -> Items {
        Items {
            container: self.node,
            at: self.node + 1,
            end: self.document.node(self.node).next,
        }
    }
}

/// The bytes that a list is given before its items have been read.
const ROOM: usize = 1 << 20;

/// Walks over a list.
#[derive(Debug)]
pub(crate) struct Items {
    container: u32,
    at: u32,
    end: u32,
}

impl Items {
    /// A list with room for all items; for the first of them where that is more than [`ROOM`], as the items of a body that
    /// is made to do harm may be far smaller than what they are to become.
    pub(crate) fn list<T>(&self, from: &Reader<'_>) -> Vec<T> {
        let mut at = self.at;
        let mut count = 0;
        while at < self.end {
            count += 1;
            at = from.document.node(at).next;
        }
        Vec::with_capacity(count.min(ROOM / size_of::<T>().max(1)))
    }

    /// Moves the reader to the next item, if there is one; back to the list if not.
    #[inline]
    pub(crate) fn next(&mut self, from: &mut Reader<'_>) -> bool {
        if self.at >= self.end {
            from.node = self.container;
            return false;
        }
        from.node = self.at;
        self.at = from.document.node(self.at).next;
        true
    }

    /// Reads the next item of a list that has to have `length` of them.
    pub(crate) fn expect<T: Decode>(
        &mut self,
        from: &mut Reader<'_>,
        length: usize,
    ) -> Result<T, Failed> {
        if self.next(from) {
            T::read(from)
        } else {
            Err(from.wrong_length(length))
        }
    }
}

/// Walks over the members of an object.
#[derive(Debug)]
pub(crate) struct Names(Items);

impl Names {
    /// Moves the reader to the value of the next member; gives its name.
    pub(crate) fn next(&mut self, from: &mut Reader<'_>) -> Option<String> {
        if !self.0.next(from) {
            return None;
        }
        let name = from.document.string(from.document.node(from.node));
        self.0.next(from);
        Some(name.into_owned())
    }
}
