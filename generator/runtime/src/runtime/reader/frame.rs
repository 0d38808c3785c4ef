//! Reading a model: its members are found once, then handed out in the order of its fields.

use std::collections::BTreeMap;

use super::{Fault, Reader, Reason, Tolerance};
use crate::runtime::extra::Extra;
use crate::runtime::json::NodeKind;
use crate::runtime::model::{Member, Model, Presence};
use crate::runtime::slot::{Decode, Failed};

/// In [`Reader::values`]: the member is not there.
const ABSENT: u32 = u32::MAX;

/// The model being read.
#[derive(Debug, Default)]
pub(super) struct Frame {
    name: &'static str,
    members: &'static [Member],
    /// Where the model's part of [`Reader::values`] and of [`Reader::unknown`] begins.
    values: usize,
    unknown: usize,
    /// How many members have been taken.
    taken: usize,
    /// The object itself.
    node: u32,
    /// What the model will not have a field for.
    extra: Extra,
}

impl Frame {
    pub(super) fn model(&self) -> &'static str {
        self.name
    }
}

/// Members that are required and not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Missing {
    /// Their wire names.
    pub(crate) names: Vec<&'static str>,
}

/// Reads the object that the reader stands at as a model.
pub fn read_model<M: Model>(from: &mut Reader<'_>) -> Result<M, Failed> {
    let (outer, as_text) = from.enter(M::NAME, M::MEMBERS)?;
    let model = M::read(from);
    from.leave(outer, as_text);
    model
}

impl Reader<'_> {
    /// Finds the members of the object here; gives what `leave` takes.
    fn enter(
        &mut self,
        name: &'static str,
        members: &'static [Member],
    ) -> Result<(Frame, bool), Failed> {
        if self.kind() != NodeKind::Object {
            return Err(self.expected("an object"));
        }
        let values = self.values.len();
        self.values.resize(values + members.len(), ABSENT);
        let frame = Frame {
            name,
            members,
            values,
            unknown: self.unknown.len(),
            taken: 0,
            node: self.node,
            extra: Extra::new(),
        };
        let outer = std::mem::replace(&mut self.frame, frame);
        let as_text = std::mem::replace(&mut self.as_text, false);
        self.find_members();
        Ok((outer, as_text))
    }

    /// Objects mostly have their members in the model's order, so the search goes on where the last one ended.
    fn find_members(&mut self) {
        let document = self.document;
        let Frame {
            members,
            values,
            node,
            ..
        } = self.frame;
        let Some(found) = self.values.get_mut(values..) else {
            return;
        };
        let end = document.node(node).next;
        let (mut at, mut expected) = (node + 1, 0);
        while at < end {
            let name = document.node(at);
            let value = at + 1;
            let index = match name.kind {
                NodeKind::Text => position(members, document.raw(name), expected),
                _ => position(members, &document.string(name), expected),
            };
            match index.and_then(|index| Some((index, found.get_mut(index)?))) {
                Some((index, slot)) => {
                    *slot = value;
                    expected = index + 1;
                }
                None => self.unknown.push(at),
            }
            at = document.node(value).next;
        }
    }

    fn leave(&mut self, outer: Frame, as_text: bool) {
        self.values.truncate(self.frame.values);
        self.unknown.truncate(self.frame.unknown);
        self.node = self.frame.node;
        self.frame = outer;
        self.as_text = as_text;
    }

    /// Reads the next member of the model.
    #[inline]
    pub fn take<T: Decode>(&mut self) -> Result<T, Failed> {
        if !self.next_member() {
            return T::absent().ok_or_else(|| self.missing());
        }
        match T::read(self) {
            Err(Failed) if self.tolerance == Tolerance::Lenient => match T::absent() {
                Some(absent) => self.keep().map(|()| absent),
                None => Err(Failed),
            },
            result => result,
        }
    }

    /// Moves to the value of the next member; false where there is none.
    fn next_member(&mut self) -> bool {
        let frame = &mut self.frame;
        let index = frame.taken;
        frame.taken += 1;
        let (Some(&node), Some(member)) = (
            self.values.get(frame.values + index),
            frame.members.get(index),
        ) else {
            return false;
        };
        if node == ABSENT {
            return false;
        }
        self.node = node;
        self.as_text = member.as_text;
        if member.presence == Presence::OptionalNullable && self.is_null() {
            self.frame.extra.remember_null(member.name);
        }
        true
    }

    /// Keeps the value of the member taken last, which did not fit, and goes on as if it were absent.
    #[cold]
    fn keep(&mut self) -> Result<(), Failed> {
        let frame = &self.frame;
        let index = frame.taken.wrapping_sub(1);
        let node = self.values.get(frame.values + index).copied();
        let (Some(node), Some(member), Some(fault)) =
            (node, frame.members.get(index), self.fault.take())
        else {
            return Err(Failed);
        };
        self.deviations.push(fault);
        self.node = node;
        let value = self.tree()?;
        self.frame.extra.insert(member.name, value);
        Ok(())
    }

    #[cold]
    fn missing(&mut self) -> Failed {
        let found = self.values.get(self.frame.values..).unwrap_or_default();
        let names = self
            .frame
            .members
            .iter()
            .zip(found)
            .filter(|(member, value)| member.presence == Presence::Required && **value == ABSENT)
            .map(|(member, _)| member.name)
            .collect();
        self.fault = Some(Fault {
            node: self.frame.node,
            model: self.frame.name,
            reason: Reason::Missing(Missing { names }),
        });
        Failed
    }

    /// Reads the members that the model does not know as values of one type; what does not fit is left for `extra`.
    pub fn entries<T: Decode>(&mut self) -> Result<BTreeMap<String, T>, Failed> {
        self.as_text = self
            .frame
            .members
            .last()
            .is_some_and(|member| member.presence == Presence::Additional && member.as_text);
        let mut entries = BTreeMap::new();
        let (first, end) = (self.frame.unknown, self.unknown.len());
        let mut left = first;
        for at in first..end {
            let Some(&name) = self.unknown.get(at) else {
                break;
            };
            match self.read_at(name + 1) {
                Ok(value) => {
                    let name = self.document.string(self.document.node(name));
                    entries.insert(name.into_owned(), value);
                }
                Err(Failed) if self.tolerance == Tolerance::Lenient => {
                    self.deviations.extend(self.fault.take());
                    if let Some(place) = self.unknown.get_mut(left) {
                        *place = name;
                        left += 1;
                    }
                }
                Err(Failed) => return Err(Failed),
            }
        }
        self.unknown.truncate(left);
        Ok(entries)
    }

    /// What the model has no field for.
    pub fn extra(&mut self) -> Extra {
        let mut extra = std::mem::take(&mut self.frame.extra);
        for at in self.frame.unknown..self.unknown.len() {
            let Some(&name) = self.unknown.get(at) else {
                break;
            };
            self.node = name + 1;
            match self.tree() {
                Ok(value) => {
                    let name = self.document.string(self.document.node(name));
                    extra.insert(name, value);
                }
                // A number beyond all range, in a member that nobody knows.
                Err(Failed) => self.deviations.extend(self.fault.take()),
            }
        }
        extra
    }
}

#[inline]
fn position(members: &[Member], name: &str, expected: usize) -> Option<usize> {
    match members.get(expected) {
        Some(member) if member.is(name) => Some(expected),
        _ => members.iter().position(|member| member.is(name)),
    }
}
