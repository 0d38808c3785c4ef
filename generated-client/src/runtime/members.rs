//! The members of an object as they will be written: the fields that are not empty, then what only `extra` knows.

use super::extra::Extra;
use super::model::{Member, Object, Presence};
use super::slot::{Encode, Entries, Failed, View};

/// Calls `visit` with the name and the value of each member in order, and whether its integers are strings on the wire.
///
/// Views go by reference: they have just been written part by part, and to copy one in larger parts the processor has to
/// wait until they have arrived in memory.
pub(crate) fn each_member<E>(
    object: &dyn Object,
    visit: &mut impl FnMut(&str, &View<'_>, bool) -> Result<(), E>,
) -> Result<(), E> {
    let members = object.members();
    let extra = extra(object, members.len());
    for (index, member) in members.iter().enumerate() {
        let view = object.member(index).view();
        match &view {
            View::Map(entries) if member.presence == Presence::Additional => {
                each_additional(object, member, *entries, visit)?;
            }
            View::Absent => {
                if let Some(view) = kept(extra, member) {
                    visit(member.name, &view, false)?;
                }
            }
            view => visit(member.name, view, member.as_text)?,
        }
    }
    match extra {
        Some(extra) => extra
            .iter()
            .filter(|(name, _)| !is_known(object, name))
            .try_for_each(|(name, value)| visit(name, &View::Value(value), false)),
        None => Ok(()),
    }
}

/// What is behind the last of so many members.
fn extra(object: &dyn Object, members: usize) -> Option<&Extra> {
    match object.member(members).view() {
        View::Extra(extra) if !extra.is_blank() => Some(extra),
        _ => None,
    }
}

/// What to write for a field that is empty.
fn kept<'a>(extra: Option<&'a Extra>, member: &Member) -> Option<View<'a>> {
    let name = member.name;
    if let Some(value) = extra.and_then(|extra| extra.get(name)) {
        return Some(View::Value(value));
    }
    match member.presence {
        Presence::Required | Presence::Nullable => Some(View::Null),
        Presence::OptionalNullable if extra.is_some_and(|extra| extra.has_null(name)) => {
            Some(View::Null)
        }
        Presence::Optional | Presence::OptionalNullable | Presence::Additional => None,
    }
}

fn each_additional<E>(
    object: &dyn Object,
    member: &Member,
    entries: &dyn Entries,
    visit: &mut impl FnMut(&str, &View<'_>, bool) -> Result<(), E>,
) -> Result<(), E> {
    let mut error = None;
    let _ = entries.each(&mut |name, value: &dyn Encode| {
        if object.members().iter().any(|member| member.is(name)) {
            return Ok(());
        }
        visit(name, &value.view(), member.as_text).map_err(|e| {
            error = Some(e);
            Failed
        })
    });
    error.map_or(Ok(()), Err)
}

/// Whether a member of `extra` has a field or an entry that is written in its stead.
fn is_known(object: &dyn Object, name: &str) -> bool {
    let members = object.members();
    members.iter().any(|member| member.is(name))
        || members.last().is_some_and(|member| {
            member.presence == Presence::Additional
                && match object.member(members.len() - 1).view() {
                    View::Map(entries) => entries.get(name).is_some(),
                    _ => false,
                }
        })
}
