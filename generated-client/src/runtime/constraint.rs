//! What the description demands of values beyond their types, checked when a caller asks for it.

use std::collections::BTreeSet;
use std::fmt;

use super::json;
use super::members::each_member;
use super::model::{Model, Object};
use super::slot::{Encode, List, View};

/// One demand (JSON Schema 2020-12 validation, section 6).
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Constraint {
    /// `minimum`
    Minimum(f64),
    /// `maximum`
    Maximum(f64),
    /// `exclusiveMinimum`
    ExclusiveMinimum(f64),
    /// `exclusiveMaximum`
    ExclusiveMaximum(f64),
    /// `multipleOf`
    MultipleOf(f64),
    /// `minLength`, in characters
    MinLength(u64),
    /// `maxLength`, in characters
    MaxLength(u64),
    /// `pattern`; for the reader, not checked
    Pattern(&'static str),
    /// `minItems`
    MinItems(u64),
    /// `maxItems`
    MaxItems(u64),
    /// `uniqueItems`
    UniqueItems,
    /// `minProperties`
    MinProperties(u64),
    /// `maxProperties`
    MaxProperties(u64),
    /// `format`; for the reader, not checked
    Format(&'static str),
    /// Of each item of a list, each value of a map: `items`, `additionalProperties`
    Each(&'static Constraint),
}

/// A value that is not as demanded.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Violation {
    /// Where it is, e.g. `$.address.zip`.
    pub path: String,
    /// What it is not.
    pub constraint: Constraint,
}

/// Values that are not as demanded; at least one.
#[derive(Clone, Debug, PartialEq)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// One by one.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, Violation { path, constraint }) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("; ")?;
            }
            write!(f, "{path}: {constraint:?} does not hold")?;
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}

/// Checks what a description demands of values beyond their types.
pub trait Validate {
    /// Checks this model and all models inside it: lengths, ranges and counts; not patterns and formats.
    fn validate(&self) -> Result<(), Violations>;
}

impl<M: Model> Validate for M {
    fn validate(&self) -> Result<(), Violations> {
        validate(self)
    }
}

/// Checks any value. Not generic, so that it is compiled once.
pub fn validate(value: &dyn Encode) -> Result<(), Violations> {
    let mut violations = Vec::new();
    visit(value.view(), "$", &mut violations);
    if violations.is_empty() {
        Ok(())
    } else {
        Err(Violations(violations))
    }
}

fn visit(view: View<'_>, path: &str, out: &mut Vec<Violation>) {
    match view {
        View::Object(object) => visit_object(object, path, out),
        View::List(list) => {
            for (index, item) in items(list).enumerate() {
                visit(item.view(), &format!("{path}[{index}]"), out);
            }
        }
        View::Map(entries) => {
            let _ = entries.each(&mut |name, value| {
                visit(value.view(), &format!("{path}.{name}"), out);
                Ok(())
            });
        }
        View::AsText(value) => visit(value.view(), path, out),
        _ => {}
    }
}

fn visit_object(object: &dyn Object, path: &str, out: &mut Vec<Violation>) {
    let _ = each_member(object, &mut |name, view, _| -> Result<(), ()> {
        let path = format!("{path}.{name}");
        for (_, constraint) in object.constraints().iter().filter(|(of, _)| *of == name) {
            check(*constraint, view, &path, out);
        }
        visit(*view, &path, out);
        Ok(())
    });
}

fn check(constraint: Constraint, view: &View<'_>, path: &str, out: &mut Vec<Violation>) {
    match (constraint, view) {
        (Constraint::Each(of), View::List(list)) => {
            for (index, item) in items(*list).enumerate() {
                check(*of, &item.view(), &format!("{path}[{index}]"), out);
            }
        }
        (Constraint::Each(of), View::Map(entries)) => {
            let _ = entries.each(&mut |name, value| {
                check(*of, &value.view(), &format!("{path}.{name}"), out);
                Ok(())
            });
        }
        _ if holds(constraint, *view) => {}
        _ => out.push(Violation {
            path: path.to_owned(),
            constraint,
        }),
    }
}

fn items(list: &dyn List) -> impl Iterator<Item = &dyn Encode> {
    (0..).map_while(move |index| list.item(index))
}

/// Whether a constraint holds; one for another kind of value always does.
fn holds(constraint: Constraint, view: View<'_>) -> bool {
    let number = |test: &dyn Fn(f64) -> bool| number(view).is_none_or(test);
    let length = |test: &dyn Fn(u64) -> bool| length(view).is_none_or(test);
    let list = |test: &dyn Fn(&dyn List) -> bool| match view {
        View::List(list) => test(list),
        _ => true,
    };
    let size = |test: &dyn Fn(u64) -> bool| size(view).is_none_or(test);
    match constraint {
        Constraint::Minimum(bound) => number(&|value| value >= bound),
        Constraint::Maximum(bound) => number(&|value| value <= bound),
        Constraint::ExclusiveMinimum(bound) => number(&|value| value > bound),
        Constraint::ExclusiveMaximum(bound) => number(&|value| value < bound),
        Constraint::MultipleOf(step) => number(&|value| is_multiple(value, step)),
        Constraint::MinLength(bound) => length(&|value| value >= bound),
        Constraint::MaxLength(bound) => length(&|value| value <= bound),
        Constraint::MinItems(bound) => list(&|list| items(list).count() as u64 >= bound),
        Constraint::MaxItems(bound) => list(&|list| items(list).count() as u64 <= bound),
        Constraint::UniqueItems => list(&are_unique),
        Constraint::MinProperties(bound) => size(&|value| value >= bound),
        Constraint::MaxProperties(bound) => size(&|value| value <= bound),
        Constraint::Pattern(_) | Constraint::Format(_) | Constraint::Each(_) => true,
    }
}

fn number(view: View<'_>) -> Option<f64> {
    match view {
        View::Integer(value) => Some(value as f64),
        View::Unsigned(value) => Some(value as f64),
        View::Float(value) => Some(value),
        View::Digits(digits) => digits.parse().ok(),
        _ => None,
    }
}

fn length(view: View<'_>) -> Option<u64> {
    match view {
        View::Text(text) | View::Secret(text) => Some(text.chars().count() as u64),
        View::Display(value) => Some(value.to_string().chars().count() as u64),
        _ => None,
    }
}

fn size(view: View<'_>) -> Option<u64> {
    match view {
        View::Map(entries) => Some(entries.count() as u64),
        View::Object(object) => {
            let mut count = 0;
            let _ = each_member(object, &mut |_, _, _| -> Result<(), ()> {
                count += 1;
                Ok(())
            });
            Some(count)
        }
        _ => None,
    }
}

/// Floats have no exact decimal fractions: 0.3 is a multiple of 0.1 for whoever wrote the description.
fn is_multiple(value: f64, step: f64) -> bool {
    let times = value / step;
    (times - times.round()).abs() <= 1e-9 * times.abs().max(1.0)
}

fn are_unique(list: &dyn List) -> bool {
    let mut seen = BTreeSet::new();
    items(list).all(|item| json::encode(item).map_or(true, |text| seen.insert(text)))
}
