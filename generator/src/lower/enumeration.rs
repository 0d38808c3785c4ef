//! Fixed lists of scalars: `enum` and `const`.
//!
//! `null` in a list is not a value of it but makes the type nullable, and a single value is no enumeration where a
//! field can carry it as its constant. Values that contradict the schema's `type` only in how they are written
//! (`type: integer` with `"1"`) are read as the type says; where they cannot be, they are right and the type is wrong. Text
//! that YAML takes for a number (`1.10`, `0x1F`) is the text that stands there.

use std::collections::HashSet;

use serde_json::Value;

use super::all_of;
use super::schema::Plan;
use super::{Lowering, kinds};
use crate::codes;
use crate::diagnostic::{Diagnostic, Part};
use crate::document::Schema;
use crate::ir::{Docs, Enum, EnumVariant, JsonKinds, Literal, Ty};
use crate::tree::{self, NodeId};

/// A number without a fraction as an integer, however it is written: to JSON Schema `-2.0` and `-2` are one value.
fn whole(value: Value) -> Value {
    match value.as_f64() {
        Some(number)
            if !value.is_i64()
                && number.fract() == 0.0
                && number.abs() < 9_007_199_254_740_992.0 =>
        {
            Value::from(number as i64)
        }
        _ => value,
    }
}

impl<'d> Lowering<'d> {
    /// An enumeration, where a part lists values.
    pub(super) fn lower_enumeration(&self, schemas: &[Schema<'d>]) -> Option<Plan> {
        if schemas.iter().any(|schema| self.has_long_integer(schema)) {
            return Some(Plan::Plain(Ty::Number));
        }
        let variants = self.values(schemas)?;
        self.note_beside_values(schemas);
        Some(if variants.is_empty() {
            Plan::Plain(Ty::Null)
        } else if variants.iter().all(|variant| variant.value.is_boolean()) {
            Plan::Plain(Ty::Bool)
        } else {
            Plan::Enum(Enum { variants })
        })
    }

    /// Notes what only speaks of lists and objects, where scalars are listed.
    pub(super) fn note_beside_values(&self, schemas: &[Schema<'d>]) {
        for schema in schemas {
            let beside = [
                schema.properties,
                schema.required,
                schema.additional_properties,
                schema.items,
                schema.prefix_items,
            ];
            for node in beside.into_iter().flatten() {
                self.doc
                    .ignore(node, "says nothing of the values that are listed beside it");
            }
        }
    }

    /// The only value that all schemas admit, if it is a scalar.
    pub(super) fn constant(&self, schemas: &[Schema<'d>]) -> Option<Literal> {
        match self.values(schemas)?.as_slice() {
            [only] => Some(only.value.clone()),
            _ => None,
        }
    }

    /// The values that all parts admit, without `null`; `None` where no part lists any, or not only scalars.
    pub(super) fn values(&self, schemas: &[Schema<'d>]) -> Option<Vec<EnumVariant>> {
        let mut common: Option<Vec<EnumVariant>> = None;
        for schema in schemas {
            let Some(list) = self.own_values(schema) else {
                continue;
            };
            common = Some(match common {
                None => list,
                Some(before) => self.narrow(before, list, schema.node),
            });
        }
        common
    }

    fn narrow(
        &self,
        before: Vec<EnumVariant>,
        list: Vec<EnumVariant>,
        node: NodeId,
    ) -> Vec<EnumVariant> {
        let listed: HashSet<String> = list.iter().map(|it| it.value.to_string()).collect();
        let admitted = |variant: &EnumVariant| listed.contains(&variant.value.to_string());
        let narrowed: Vec<EnumVariant> = before
            .iter()
            .filter(|variant| admitted(variant))
            .cloned()
            .collect();
        if !narrowed.is_empty() || before.is_empty() {
            return narrowed;
        }
        if self.once(node) {
            self.doc.diagnostics.push(
                Diagnostic::warning(
                    codes::CONFLICTING_ALL_OF,
                    node,
                    "no value of this list is in the list of another member of `allOf`",
                )
                .help("the values of the later list are taken"),
            );
        }
        list
    }

    /// Whether a schema lists numbers, and an integer of more than 64 bits among them, of which no value could be made
    /// without changing it.
    fn has_long_integer(&self, schema: &Schema<'d>) -> bool {
        let nodes = listed(schema);
        let tree = &self.doc.tree;
        let are_numbers = nodes.iter().all(|node| tree.number(*node).is_some());
        let long = nodes.iter().find(|node| self.is_long_integer(**node));
        let Some(&long) = long.filter(|_| are_numbers) else {
            return false;
        };
        if self.once(long) {
            let message = "a list of values with an integer of more than 64 bits";
            let instead = "any number is taken, with all its digits";
            self.unsupported(long, message, instead);
        }
        true
    }

    fn is_long_integer(&self, node: NodeId) -> bool {
        let text = self.doc.tree.number(node).unwrap_or_default();
        let digits = text.strip_prefix('-').unwrap_or(text);
        let is_integer = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_integer && text.parse::<i64>().is_err() && text.parse::<u64>().is_err()
    }

    /// The values that one schema lists.
    fn own_values(&self, schema: &Schema<'d>) -> Option<Vec<EnumVariant>> {
        let tree = &self.doc.tree;
        let nodes = listed(schema);
        if self.has_long_integer(schema) {
            return None;
        }
        let mut values: Vec<Value> = nodes.iter().map(|node| tree.to_json(*node)).collect();
        if values.is_empty() {
            return None;
        }
        let stated = self.kinds(&[all_of::Part::bare(schema.node)]);
        let is_deep = |value: &Value| value.is_array() || value.is_object();
        for (value, &node) in values.iter_mut().zip(&nodes) {
            // A list cannot be one of the values of `type: string`; `null` is none of them.
            if is_deep(value) && stated.is_some_and(|it| !it.array && !it.object) {
                if self.once(node) {
                    let message = "this value is not of the `type` that the schema states";
                    let warning = Diagnostic::warning(codes::CONTRADICTORY_SCHEMA, node, message);
                    let help = "it is read as if it were not in the list";
                    self.doc.diagnostics.push(warning.help(help));
                    self.doc.ignore(node, "no value is of this kind");
                }
                *value = Value::Null;
            }
        }
        if let Some(index) = values.iter().position(is_deep) {
            if let Some(&node) = nodes.get(index).filter(|node| self.once(**node)) {
                let message = "a list of values with an array or object in it";
                self.unsupported(node, message, "the list is not checked");
            }
            return None;
        }
        let names: Vec<&str> = self.texts(schema, schema.enum_names);
        let docs: Vec<&str> = self.texts(schema, schema.enum_descriptions);
        let mut variants: Vec<EnumVariant> = Vec::new();
        let mut seen = HashSet::new();
        for (index, (value, &node)) in values.into_iter().zip(&nodes).enumerate() {
            let value = whole(self.as_stated(value, stated, node));
            if value.is_null() || !seen.insert(value.to_string()) {
                continue;
            }
            variants.push(EnumVariant {
                node,
                value,
                name: names.get(index).map(|&name| name.to_owned()),
                docs: Docs {
                    description: docs.get(index).map(|&text| text.to_owned()),
                    ..Docs::default()
                },
                deprecated: false,
            });
        }
        if let [only] = variants.as_mut_slice() {
            self.describe_only(only, schema);
        }
        Some(variants)
    }

    /// A `const` is documented, and named, by its schema.
    fn describe_only(&self, only: &mut EnumVariant, schema: &Schema<'d>) {
        let tree = &self.doc.tree;
        let text = |name| tree.get_str(schema.node, name).map(str::to_owned);
        only.deprecated = schema.is_true(schema.deprecated);
        only.name = only.name.take().or_else(|| text("title"));
        if only.docs.description.is_none() {
            only.docs.description = text("description");
        }
    }

    fn texts(&self, schema: &Schema<'d>, keyword: Option<NodeId>) -> Vec<&'d str> {
        let tree = &self.doc.tree;
        schema
            .elements(keyword)
            .map(|node| tree.str(node).unwrap_or_default())
            .collect()
    }

    /// A number or a boolean as it stands in the text: for one that is no text it is as good as any other, for a version
    /// like `1.10` it is not.
    fn scalar_text(&self, node: NodeId) -> Option<String> {
        let doc = self.doc;
        let written = match doc.tree.value(node) {
            tree::Value::Number(text) => text.to_string(),
            tree::Value::Bool(truth) => truth.to_string(),
            _ => return None,
        };
        let span = doc.sources.node_span(&doc.tree, node, Part::Value);
        let text = span.map(|span| span.text(&doc.sources).trim());
        // What an alias repeats stands elsewhere.
        let is_plain = |text: &&str| {
            let mut characters = text.chars();
            !text.is_empty() && characters.all(|c| c.is_ascii_alphanumeric() || "+-._".contains(c))
        };
        Some(text.filter(is_plain).map_or(written, str::to_owned))
    }

    /// A value in the notation that the `type` beside it asks for.
    fn as_stated(&self, value: Value, stated: Option<JsonKinds>, node: NodeId) -> Value {
        let Some(stated) = stated else {
            return value;
        };
        let kind = kinds::of_value(&value);
        if value.is_null() || kinds::both(kind, stated) != kinds::NONE {
            return value;
        }
        let converted = match self.scalar_text(node).filter(|_| stated.string) {
            Some(text) => Some(text.into()),
            None => convert(&value, stated),
        };
        if self.once(node) {
            let help = match converted {
                Some(_) => "it is read as the type says",
                None => "the value is taken as it is written",
            };
            let message = format!("{value} is not of the `type` that the schema states");
            let warning = Diagnostic::warning(codes::CONTRADICTORY_SCHEMA, node, message);
            self.doc.diagnostics.push(warning.help(help));
        }
        converted.unwrap_or(value)
    }
}

/// The nodes of the values that a schema lists, its `const` before its `enum`.
fn listed(schema: &Schema<'_>) -> Vec<NodeId> {
    match schema.const_ {
        Some(node) => vec![node],
        None => schema.elements(schema.enum_).collect(),
    }
}

/// The same value as another kind, where that loses nothing.
fn convert(value: &Value, kinds: JsonKinds) -> Option<Value> {
    match value {
        Value::Number(number) if kinds.string => Some(number.to_string().into()),
        Value::Bool(truth) if kinds.string => Some(truth.to_string().into()),
        Value::String(text) if kinds.integer || kinds.boolean => {
            let parsed: Value = serde_json::from_str(text).ok()?;
            let fits = kinds::both(kinds::of_value(&parsed), kinds) != kinds::NONE;
            let written = parsed.to_string();
            (fits && written == *text).then_some(parsed)
        }
        _ => None,
    }
}
