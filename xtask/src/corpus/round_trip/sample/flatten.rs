//! A schema and all it is made of, as a flat list: references followed, `allOf` taken in, one branch of each union chosen.

use std::collections::{BTreeMap, HashSet};

use serde_json::Value;

use super::{Extent, Plan, Sampler};
use crate::corpus::round_trip::description::component_name;

/// Schemas that all hold of one value.
#[derive(Debug, Default)]
pub struct Flat<'d> {
    /// The schemas, without `$ref` and with the branches of their unions beside them.
    pub schemas: Vec<&'d Value>,
    /// Members that a discriminator sets.
    pub fixed: BTreeMap<String, String>,
    visited: HashSet<*const Value>,
}

impl<'d> Flat<'d> {
    /// The first value of a keyword.
    pub fn find(&self, keyword: &str) -> Option<&'d Value> {
        self.schemas.iter().find_map(|schema| schema.get(keyword))
    }

    /// All values of a keyword.
    pub fn all(&self, keyword: &str) -> impl Iterator<Item = &'d Value> {
        self.schemas
            .iter()
            .filter_map(move |schema| schema.get(keyword))
    }

    /// The largest number of a keyword.
    pub fn largest(&self, keyword: &str) -> Option<u64> {
        self.all(keyword).filter_map(Value::as_u64).max()
    }

    /// The smallest number of a keyword.
    pub fn smallest(&self, keyword: &str) -> Option<u64> {
        self.all(keyword).filter_map(Value::as_u64).min()
    }
}

impl<'d> Sampler<'d> {
    /// `None` where no value is valid, or where a part is in another file.
    pub(super) fn flatten(
        &self,
        schemas: &[&'d Value],
        name: Option<&str>,
        plan: Plan,
    ) -> Option<Flat<'d>> {
        let mut flat = Flat::default();
        for schema in schemas {
            self.take_in(schema, name, plan, &mut flat)?;
        }
        Some(flat)
    }

    /// Adds a schema. `owner` is the component whose value is made, which discriminators have names for.
    fn take_in(
        &self,
        schema: &'d Value,
        owner: Option<&str>,
        plan: Plan,
        flat: &mut Flat<'d>,
    ) -> Option<()> {
        if schema == &Value::Bool(false) {
            return None;
        }
        if !schema.is_object() || !flat.visited.insert(schema) {
            return Some(());
        }
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            let (target, component) = self.description.follow(reference)?;
            self.take_in(target, owner.or(component.as_deref()), plan, flat)?;
            if self.description.is_3_0 {
                return Some(());
            }
        }
        for part in schema["allOf"].as_array().into_iter().flatten() {
            self.take_in(part, owner, plan, flat)?;
        }
        let unions = ["oneOf", "anyOf"].map(|keyword| schema[keyword].as_array());
        let mut has_branches = false;
        for branches in unions.into_iter().flatten().filter(|list| !list.is_empty()) {
            has_branches = true;
            self.take_in_branch(schema, branches, plan, flat)?;
        }
        if !has_branches && let Some(property) = schema["discriminator"]["propertyName"].as_str() {
            self.take_in_heir(schema, property, owner, plan, flat)?;
        }
        flat.schemas.push(schema);
        Some(())
    }

    /// Adds one branch of a union, and the member that says which.
    fn take_in_branch(
        &self,
        schema: &'d Value,
        branches: &'d [Value],
        plan: Plan,
        flat: &mut Flat<'d>,
    ) -> Option<()> {
        let is_null = |branch: &&Value| branch["type"] == "null";
        let null = branches.iter().find(is_null);
        let values: Vec<&Value> = branches.iter().filter(|branch| !is_null(branch)).collect();
        let chosen = match null {
            Some(null) if plan.extent == Extent::Nulls && plan.depth > 0 => null,
            // As with `type: [.., "null"]`, the places that use a component are where `null` is tried.
            Some(_) if plan.depth == 0 && !values.is_empty() => {
                values.get(self.choose(values.len(), plan))?
            }
            _ => branches.get(self.choose(branches.len(), plan))?,
        };
        let reference = chosen.get("$ref").and_then(Value::as_str);
        let component = reference.and_then(component_name);
        let discriminator = &schema["discriminator"];
        if let (Some(property), Some(component)) =
            (discriminator["propertyName"].as_str(), &component)
        {
            let value = tag(discriminator, component);
            flat.fixed.entry(property.to_owned()).or_insert(value);
        }
        self.take_in(chosen, component.as_deref(), plan, flat)
    }

    /// Of a schema that says which member names its heirs: adds one of them, or says which of them this is.
    fn take_in_heir(
        &self,
        schema: &'d Value,
        property: &str,
        owner: Option<&str>,
        plan: Plan,
        flat: &mut Flat<'d>,
    ) -> Option<()> {
        let Some(owner) = owner else { return Some(()) };
        let discriminator = &schema["discriminator"];
        let is_base = self
            .description
            .component(owner)
            .is_some_and(|own| std::ptr::eq(own, schema));
        let heirs = match is_base {
            true => self.description.heirs(owner),
            false => &[],
        };
        // The base itself is one more alternative: the description may list it as one.
        let chosen = heirs.get(self.choose(heirs.len() + 1, plan));
        let name = chosen.map_or(owner, String::as_str);
        let value = tag(discriminator, name);
        flat.fixed.entry(property.to_owned()).or_insert(value);
        match chosen.and_then(|heir| self.description.component(heir)) {
            Some(heir) => self.take_in(heir, Some(name), plan, flat),
            None => Some(()),
        }
    }
}

/// What a discriminator calls a component: what its mapping says, or else the component's name.
fn tag(discriminator: &Value, component: &str) -> String {
    let mapping = discriminator["mapping"].as_object();
    let mapped = mapping.into_iter().flatten().find(|(_, target)| {
        let target = target.as_str().unwrap_or_default();
        target == component || component_name(target).as_deref() == Some(component)
    });
    mapped.map_or(component, |(value, _)| value).to_owned()
}
