//! The members of an object as they will be written: the fields that are not empty, then what only `extra` knows.

use super::extra::Extra;
use super::model::{Member, Object, Presence};
use super::slot::{Encode, Failed, View};

/// The value of a member, and whether its integers are strings on the wire.
pub(crate) type Shown<'a> = (View<'a>, bool);

/// Calls `visit` with each member in order.
pub(crate) fn each_member<E>(
    object: &dyn Object,
    visit: &mut impl FnMut(&str, Shown<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let members = object.members();
    let extra = extra(object);
    for (index, member) in members.iter().enumerate() {
        let view = object.member(index).view();
        match (view, member.presence) {
            (View::Map(_), Presence::Additional) => {
                each_additional(object, member, view, visit)?;
            }
            (View::Absent, presence) => {
                if let Some(view) = kept(extra, member.name, presence) {
                    visit(member.name, (view, false))?;
                }
            }
            _ => visit(member.name, (view, member.as_text))?,
        }
    }
    match extra {
        Some(extra) => extra
            .iter()
            .filter(|(name, _)| !is_known(object, name))
            .try_for_each(|(name, value)| visit(name, (View::Value(value), false))),
        None => Ok(()),
    }
}

fn extra(object: &dyn Object) -> Option<&Extra> {
    match object.member(object.members().len()).view() {
        View::Extra(extra) if !extra.is_blank() => Some(extra),
        _ => None,
    }
}

/// What to write for a field that is empty.
fn kept<'a>(extra: Option<&'a Extra>, name: &str, presence: Presence) -> Option<View<'a>> {
    if let Some(value) = extra.and_then(|extra| extra.get(name)) {
        return Some(View::Value(value));
    }
    match presence {
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
    view: View<'_>,
    visit: &mut impl FnMut(&str, Shown<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let View::Map(entries) = view else {
        return Ok(());
    };
    let mut error = None;
    let _ = entries.each(&mut |name, value: &dyn Encode| {
        if object.members().iter().any(|member| member.is(name)) {
            return Ok(());
        }
        visit(name, (value.view(), member.as_text)).map_err(|e| {
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
