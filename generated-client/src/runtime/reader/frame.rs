//! Reading a model: its members are found once, then handed out in the order of its fields.

use std::any::type_name;
use std::collections::BTreeMap;

use super::{Fault, Reader, Reason, Tolerance};
use crate::runtime::extra::Extra;
use crate::runtime::json::NodeKind;
use crate::runtime::model::{Member, Model, Presence, TryModel};
use crate::runtime::slot::{Decode, Failed, Fill};

/// In [`Reader::values`]: the member is not there.
const ABSENT: u32 = u32::MAX;

/// The model being read.
#[derive(Debug, Default)]
pub(super) struct Frame {
    /// What [`type_name`] calls the model.
    type_name: &'static str,
    members: &'static [Member],
    /// Where the model's part of [`Reader::values`] and of [`Reader::unknown`] begins.
    values: usize,
    unknown: usize,
    /// How many members have been taken.
    taken: usize,
    /// The object itself.
    node: u32,
    /// Whether integers were strings around it.
    as_text: bool,
    /// What the model will not have a field for.
    extra: Extra,
}

impl Frame {
    pub(super) fn type_name(&self) -> &'static str {
        self.type_name
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
    let outer = from.enter(type_name::<M>(), M::MEMBERS);
    let model = M::fill(from);
    from.leave(outer)?;
    Ok(model)
}

/// Reads the object that the reader stands at as a model that cannot be made up.
pub fn try_read_model<M: TryModel>(from: &mut Reader<'_>) -> Result<M, Failed> {
    let outer = from.enter(type_name::<M>(), M::MEMBERS);
    let model = M::try_fill(from);
    from.leave(outer)?;
    model
}

impl Reader<'_> {
    /// Finds the members of the object here. Gives the model around it, to which `leave` goes back.
    fn enter(&mut self, type_name: &'static str, members: &'static [Member]) -> Frame {
        let frame = Frame {
            type_name,
            members,
            values: self.values.len(),
            unknown: self.unknown.len(),
            taken: 0,
            node: self.node,
            as_text: std::mem::replace(&mut self.as_text, false),
            extra: Extra::new(),
        };
        if self.kind() != NodeKind::Object {
            self.expected("an object");
            return std::mem::replace(&mut self.frame, frame);
        }
        let outer = std::mem::replace(&mut self.frame, frame);
        self.values
            .resize(self.frame.values + members.len(), ABSENT);
        self.find_members();
        outer
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

    /// Goes back to the model that this one is inside of.
    fn leave(&mut self, outer: Frame) -> Result<(), Failed> {
        let left = std::mem::replace(&mut self.frame, outer);
        self.values.truncate(left.values);
        self.unknown.truncate(left.unknown);
        self.node = left.node;
        self.as_text = left.as_text;
        if self.has_failed() {
            return Err(Failed);
        }
        Ok(())
    }

    /// Reads the next member of the model; once one has failed, makes up it and all after it.
    pub fn take<T: Decode + Fill>(&mut self) -> T {
        let is_there = self.next_member();
        if is_there {
            if let Ok(value) = T::read(self) {
                return value;
            }
        }
        if is_there || !T::MAY_BE_ABSENT {
            self.do_without(is_there, T::MAY_BE_ABSENT);
        }
        T::fill(self)
    }

    /// Reads the next member of the model, one that has to be there.
    pub fn try_take<T: Decode>(&mut self) -> Result<T, Failed> {
        let is_there = self.next_member();
        if is_there {
            if let Ok(value) = T::read(self) {
                return Ok(value);
            }
        }
        self.do_without(is_there, false);
        Err(Failed)
    }

    /// Whether reading has failed, so that what is left is only made up.
    #[inline]
    fn has_failed(&self) -> bool {
        self.fault.is_some()
    }

    /// Fails, unless the member taken last is there, does not fit, and may as well be absent.
    #[cold]
    fn do_without(&mut self, is_there: bool, may_be_absent: bool) {
        if !is_there {
            if !self.has_failed() {
                self.missing();
            }
        } else if !may_be_absent
            || self.tolerance == Tolerance::Strict
            || self.keep() == Err(Failed)
        {
            self.note_failure();
        }
    }

    /// Sees to it that there is a fault, even if nobody has said what it is.
    fn note_failure(&mut self) {
        let node = self.node;
        self.fault.get_or_insert_with(|| Fault::unknown(node));
    }

    /// Moves to the value of the next member; false where there is none, and once reading has failed.
    fn next_member(&mut self) -> bool {
        if self.has_failed() {
            return false;
        }
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
    fn missing(&mut self) {
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
            model: self.frame.type_name,
            reason: Reason::Missing(Missing { names }),
        });
    }

    /// Reads the members that the model does not know as values of one type; what does not fit is left for `extra`.
    pub fn entries<T: Decode>(&mut self) -> BTreeMap<String, T> {
        let mut entries = BTreeMap::new();
        if self.has_failed() {
            return entries;
        }
        self.as_text = self
            .frame
            .members
            .last()
            .is_some_and(|member| member.presence == Presence::Additional && member.as_text);
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
                Err(Failed) => {
                    self.note_failure();
                    return entries;
                }
            }
        }
        self.unknown.truncate(left);
        entries
    }

    /// What the model has no field for.
    pub fn extra(&mut self) -> Extra {
        let mut extra = std::mem::take(&mut self.frame.extra);
        if self.has_failed() {
            return extra;
        }
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
