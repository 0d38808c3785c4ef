//! Values that a schema describes, made from the raw tree of the description.
//!
//! It knows nothing of the generator's IR, so that it can disagree with it. What it makes need not be right: the
//! validator has the last word on what counts as valid.

mod flatten;
mod number;
mod object;
mod pattern;
mod text;

use std::cell::Cell;
use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::description::Description;
use flatten::Flat;

/// Schemas that require one another are followed this far.
const DEEPEST: usize = 14;
/// Optional members are filled in this far.
const FULL_TO: usize = 3;
/// A value may have this many parts before only required members are added.
const MANY_PARTS: usize = 1_500;
/// And this many at all.
const MOST_PARTS: usize = 20_000;
/// How many values of one kind are made at most.
const MOST_TURNS: usize = 24;
/// How many are made at least: scalars have that many edges.
const LEAST_TURNS: usize = 5;

/// Makes values of schemas.
#[derive(Debug)]
pub struct Sampler<'d> {
    description: &'d Description,
    /// The most alternatives met anywhere in the value under way.
    widest: Cell<usize>,
    /// How many parts the value under way has.
    parts: Cell<usize>,
}

/// Which members a value gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    /// The required ones.
    Required,
    /// All of them.
    Full,
    /// All of them, as `null` where that is allowed.
    Nulls,
}

/// How a value is to be made.
#[derive(Clone, Copy, Debug)]
struct Plan {
    extent: Extent,
    /// Which of several alternatives is taken.
    turn: usize,
    depth: usize,
}

impl Plan {
    fn inside(self) -> Self {
        Self {
            depth: self.depth + 1,
            ..self
        }
    }

    fn is_full(self) -> bool {
        self.extent != Extent::Required && self.depth < FULL_TO
    }
}

impl<'d> Sampler<'d> {
    /// A sampler of a description's schemas.
    pub fn new(description: &'d Description) -> Self {
        Self {
            description,
            widest: Cell::new(0),
            parts: Cell::new(0),
        }
    }

    /// Different values of a component schema; none where nothing can be made of it.
    pub fn component(&self, name: &str) -> Vec<Value> {
        let Some(schema) = self.description.component(name) else {
            return Vec::new();
        };
        let mut values: Vec<Value> = Vec::new();
        let mut seen = BTreeSet::new();
        let mut add = |value: Option<Value>| {
            if let Some(value) = value.filter(|value| seen.insert(value.to_string())) {
                values.push(value);
            }
        };
        let make = |extent, turn| {
            self.parts.set(0);
            let plan = Plan {
                extent,
                turn,
                depth: 0,
            };
            self.named(&[schema], Some(name), plan)
        };
        self.widest.set(0);
        add(make(Extent::Full, 0));
        let turns = self.widest.get().clamp(LEAST_TURNS, MOST_TURNS);
        for turn in 0..turns {
            add(make(Extent::Required, turn));
        }
        for turn in 1..turns {
            add(make(Extent::Full, turn));
        }
        for turn in 0..2 {
            add(make(Extent::Nulls, turn));
        }
        values
    }

    /// A value that all of `schemas` describe.
    fn value(&self, schemas: &[&'d Value], plan: Plan) -> Option<Value> {
        self.named(schemas, None, plan)
    }

    fn named(&self, schemas: &[&'d Value], name: Option<&str>, plan: Plan) -> Option<Value> {
        self.parts.set(self.parts.get() + 1);
        if plan.depth > DEEPEST || self.parts.get() > MOST_PARTS {
            return None;
        }
        let plan = match self.parts.get() > MANY_PARTS {
            true => Plan {
                extent: Extent::Required,
                ..plan
            },
            false => plan,
        };
        let flat = self.flatten(schemas, name, plan)?;
        if let Some(constant) = flat.find("const") {
            return Some(constant.clone());
        }
        let mut kinds = self.kinds(&flat);
        // A component's type leaves `null` to the places that use it; there, values of it are `null` in their turn.
        if plan.depth == 0 && kinds.len() > 1 {
            kinds.retain(|kind| *kind != "null");
        }
        let is_null = kinds.contains(&"null") && plan.extent == Extent::Nulls && plan.depth > 0;
        if let Some(list) = flat.find("enum").and_then(Value::as_array) {
            return self.listed(list, &flat, is_null, plan);
        }
        if is_null {
            return Some(Value::Null);
        }
        match kinds.len() {
            0 => None,
            count => self.of_kind(kinds.get(self.choose(count, plan))?, &flat, plan),
        }
    }

    /// One of the values of an enumeration.
    fn listed(&self, list: &[Value], flat: &Flat<'d>, is_null: bool, plan: Plan) -> Option<Value> {
        if is_null && list.contains(&Value::Null) {
            return Some(Value::Null);
        }
        let other_lists: Vec<&Vec<Value>> = flat.all("enum").filter_map(Value::as_array).collect();
        let is_in_all = |value: &&Value| other_lists.iter().all(|other| other.contains(value));
        let values: Vec<&Value> = list.iter().filter(is_in_all).collect();
        let chosen = self.choose(values.len(), plan);
        values.get(chosen).map(|&value| value.clone())
    }

    fn of_kind(&self, kind: &str, flat: &Flat<'d>, plan: Plan) -> Option<Value> {
        match kind {
            "null" => Some(Value::Null),
            "boolean" => Some(Value::Bool(plan.turn.is_multiple_of(2))),
            "integer" => number::integer(flat, plan.turn),
            "number" => number::number(flat, plan.turn),
            "string" => text::string(flat, plan.turn),
            "array" => self.array(flat, plan),
            "object" => self.object(flat, plan),
            _ => Some(anything(plan.turn)),
        }
    }

    /// The kinds of JSON value that may stand here, as far as `type` says, or else what the other keywords speak of.
    fn kinds(&self, flat: &Flat<'d>) -> Vec<&'d str> {
        let mut stated: Option<Vec<&str>> = None;
        for schema in &flat.schemas {
            let Some(own) = own_kinds(schema, self.description.is_3_0) else {
                continue;
            };
            stated = Some(match stated {
                None => own,
                Some(before) => common(&before, &own),
            });
        }
        stated.unwrap_or_else(|| vec![implied_kind(flat)])
    }

    fn array(&self, flat: &Flat<'d>, plan: Plan) -> Option<Value> {
        let least = flat.largest("minItems").unwrap_or(0) as usize;
        let most = flat
            .smallest("maxItems")
            .map_or(usize::MAX, |most| most as usize);
        let items: Vec<&'d Value> = flat
            .all("items")
            .filter(|items| !items.is_array())
            .collect();
        let first = flat.find("prefixItems").and_then(Value::as_array);
        let mut list = Vec::new();
        for schema in first.into_iter().flatten() {
            list.push(self.value(&[schema], plan.inside())?);
        }
        let may_have_more = !items.contains(&&Value::Bool(false));
        let wanted = match plan.is_full() && may_have_more {
            true => list.len() + 2,
            false => list.len(),
        };
        let is_set = flat.find("uniqueItems") == Some(&Value::Bool(true));
        let wanted = wanted.max(least).min(most);
        for step in 0..wanted.saturating_mul(4).min(200) {
            if list.len() >= wanted {
                break;
            }
            let turn = plan.turn + step;
            let inside = Plan {
                turn,
                ..plan.inside()
            };
            match self.value(&items, inside) {
                Some(item) if is_set && list.contains(&item) => {}
                Some(item) => list.push(item),
                None => break,
            }
        }
        list.truncate(most);
        (list.len() >= least).then_some(Value::Array(list))
    }

    /// Which of several alternatives is taken this time.
    fn choose(&self, alternatives: usize, plan: Plan) -> usize {
        if plan.depth <= FULL_TO {
            self.widest.set(self.widest.get().max(alternatives));
        }
        plan.turn.checked_rem(alternatives).unwrap_or(0)
    }
}

/// Where no schema says anything.
fn anything(turn: usize) -> Value {
    match turn % 5 {
        0 => json!("anything"),
        1 => json!({"any": [1, null, {"member": "at all"}]}),
        2 => json!(["a", 1.5, true, null]),
        3 => json!(false),
        _ => json!(-7),
    }
}

/// The kinds that a schema's own `type` allows; `None` where it has none. What OpenAPI 3.0 calls `nullable` counts only
/// beside a `type` (3.0.3, Schema Object).
fn own_kinds(schema: &Value, is_3_0: bool) -> Option<Vec<&str>> {
    let mut kinds: Vec<&str> = match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => return None,
    };
    if is_3_0 && schema["nullable"] == Value::Bool(true) {
        kinds.push("null");
    }
    Some(kinds)
}

fn common<'k>(some: &[&'k str], others: &[&'k str]) -> Vec<&'k str> {
    let mut both = Vec::new();
    for &kind in some {
        if others.contains(&kind) || (kind == "integer" && others.contains(&"number")) {
            both.push(kind);
        } else if kind == "number" && others.contains(&"integer") {
            both.push("integer");
        }
    }
    both
}

/// Keywords that speak of one kind only.
const IMPLY: &[(&str, &[&str])] = &[
    (
        "object",
        &[
            "properties",
            "additionalProperties",
            "patternProperties",
            "required",
            "minProperties",
        ],
    ),
    ("array", &["items", "prefixItems", "minItems"]),
    ("string", &["pattern", "minLength", "maxLength", "format"]),
    ("number", &["minimum", "maximum", "multipleOf"]),
];

fn implied_kind(flat: &Flat<'_>) -> &'static str {
    let speaks = |keywords: &[&str]| keywords.iter().any(|keyword| flat.find(keyword).is_some());
    let implied = IMPLY.iter().find(|(_, keywords)| speaks(keywords));
    let is_object = !flat.fixed.is_empty();
    match implied {
        Some((kind, _)) => kind,
        None if is_object => "object",
        None => "any",
    }
}

#[cfg(test)]
mod tests;
