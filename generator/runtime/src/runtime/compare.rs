//! `Debug` and `PartialEq` of models, made from their views.

use std::fmt;

use super::members::each_member;
use super::model::without_path;
use super::slot::{Encode, Failed, List, View};

/// Prints a value: models with the members that are there, under their wire names; secrets redacted.
pub fn debug(value: &dyn Encode, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    fmt::Debug::fmt(&Printed(value.view()), f)
}

/// Prints a value of an enumeration or union: as what it is on the wire, and marked where nobody knows it.
pub fn debug_open(
    value: &dyn Encode,
    is_unrecognized: bool,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    if !is_unrecognized {
        return debug(value, f);
    }
    f.debug_tuple("Unrecognized")
        .field(&Printed(value.view()))
        .finish()
}

struct Printed<'a>(View<'a>);

impl fmt::Debug for Printed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            View::Absent | View::Null => f.write_str("null"),
            View::Bool(value) => fmt::Debug::fmt(&value, f),
            View::Integer(value) => fmt::Debug::fmt(&value, f),
            View::Unsigned(value) => fmt::Debug::fmt(&value, f),
            View::Float(value) => fmt::Debug::fmt(&value, f),
            View::Digits(digits) => f.write_str(digits),
            View::Text(text) => fmt::Debug::fmt(text, f),
            View::Secret(_) => f.write_str("[redacted]"),
            View::Display(value) => fmt::Display::fmt(value, f),
            View::Value(value) => fmt::Debug::fmt(value, f),
            View::List(list) => {
                let items = (0..).map_while(|index| list.item(index));
                f.debug_list()
                    .entries(items.map(|item| Printed(item.view())))
                    .finish()
            }
            View::Map(entries) => {
                let mut map = f.debug_map();
                let _ = entries.each(&mut |name, value: &dyn Encode| {
                    map.entry(&name, &Printed(value.view()));
                    Ok(())
                });
                map.finish()
            }
            View::Object(object) => {
                let mut fields = f.debug_struct(without_path(object.type_name()));
                each_member(object, &mut |name, view, _| -> fmt::Result {
                    fields.field(name, &Printed(*view));
                    Ok(())
                })?;
                fields.finish()
            }
            View::Extra(extra) => fmt::Debug::fmt(extra, f),
            View::AsText(value) => debug(value, f),
        }
    }
}

/// Whether two values of a union are of the same variant.
pub fn same_variant<U>(a: &U, b: &U) -> bool {
    std::mem::discriminant(a) == std::mem::discriminant(b)
}

/// Whether two values of one type are equal: field by field, `extra` included.
pub fn equal(a: &dyn Encode, b: &dyn Encode) -> bool {
    match (a.view(), b.view()) {
        (View::Absent, View::Absent) | (View::Null, View::Null) => true,
        (View::Bool(a), View::Bool(b)) => a == b,
        (View::Integer(a), View::Integer(b)) => a == b,
        (View::Unsigned(a), View::Unsigned(b)) => a == b,
        (View::Float(a), View::Float(b)) => a == b,
        (View::Digits(a), View::Digits(b))
        | (View::Text(a), View::Text(b))
        | (View::Secret(a), View::Secret(b)) => a == b,
        (View::Display(a), View::Display(b)) => a.same(b),
        (View::Value(a), View::Value(b)) => a == b,
        (View::List(a), View::List(b)) => equal_lists(a, b),
        (View::Map(a), View::Map(b)) => {
            a.count() == b.count()
                && a.each(&mut |name, value| match b.get(name) {
                    Some(other) if equal(value, other) => Ok(()),
                    _ => Err(Failed),
                })
                .is_ok()
        }
        (View::Object(a), View::Object(b)) => {
            a.type_name() == b.type_name()
                && (0..=a.members().len()).all(|index| equal(a.member(index), b.member(index)))
        }
        (View::Extra(a), View::Extra(b)) => a == b,
        (View::AsText(a), View::AsText(b)) => equal(a, b),
        _ => false,
    }
}

fn equal_lists(a: &dyn List, b: &dyn List) -> bool {
    (0..)
        .map(|index| (a.item(index), b.item(index)))
        .map_while(|items| match items {
            (None, None) => None,
            (Some(a), Some(b)) => Some(equal(a, b)),
            _ => Some(false),
        })
        .all(|same| same)
}
