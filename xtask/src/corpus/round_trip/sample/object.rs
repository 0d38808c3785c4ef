//! Objects: required members, optional ones, and such as no schema names.

use serde_json::{Map, Value, json};

use super::flatten::Flat;
use super::{Plan, Sampler, pattern};

/// The name of a member that no description has.
pub const UNNAMED: &str = "zz unnamed";

impl<'d> Sampler<'d> {
    pub(super) fn object(&self, flat: &Flat<'d>, plan: Plan) -> Option<Value> {
        let required: Vec<&str> = flat
            .all("required")
            .filter_map(Value::as_array)
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let mut members = Map::new();
        let lists = flat.all("properties").filter_map(Value::as_object);
        for name in lists.flat_map(Map::keys) {
            let is_required = required.contains(&name.as_str());
            if members.contains_key(name) || !(is_required || plan.is_full()) {
                continue;
            }
            match self.value(&property(flat, name), plan.inside()) {
                Some(value) => _ = members.insert(name.clone(), value),
                None if is_required => return None,
                None => {}
            }
        }
        for name in required {
            if !members.contains_key(name) {
                let value = self
                    .additional(flat, plan)
                    .unwrap_or_else(|| json!("required"));
                members.insert(name.to_owned(), value);
            }
        }
        for (name, value) in &flat.fixed {
            self.fix(flat, &mut members, name, value);
        }
        self.add_unnamed(flat, plan, &mut members);
        Some(Value::Object(members))
    }

    /// Sets a member that names a variant, unless its own schema allows other values only.
    fn fix(&self, flat: &Flat<'d>, members: &mut Map<String, Value>, name: &str, value: &str) {
        let stated = property(flat, name);
        let plan = Plan {
            extent: super::Extent::Required,
            turn: 0,
            depth: 1,
        };
        let lists = self.flatten(&stated, None, plan);
        let allowed = lists.as_ref().and_then(|flat| flat.find("enum"));
        let is_allowed = allowed
            .and_then(Value::as_array)
            .is_none_or(|list| list.iter().any(|item| item == value));
        if is_allowed {
            members.insert(name.to_owned(), json!(value));
        }
    }

    /// Adds members that the schemas have no names for, where they allow such.
    fn add_unnamed(&self, flat: &Flat<'d>, plan: Plan, members: &mut Map<String, Value>) {
        let least = flat.largest("minProperties").unwrap_or(0) as usize;
        let names = flat.find("propertyNames");
        let listed: Vec<String> = names
            .and_then(|names| names.get("enum")?.as_array())
            .into_iter()
            .flatten()
            .filter_map(|name| Some(name.as_str()?.to_owned()))
            .collect();
        let patterned =
            names.and_then(|names| pattern::matching(names.get("pattern")?.as_str()?, plan.turn));
        let wanted = match plan.is_full() {
            true => 2,
            false => 0,
        };
        let missing = least.saturating_sub(members.len()).max(wanted);
        for number in 0..missing.min(50) {
            let name = match (listed.get(number), &patterned, number) {
                (Some(name), ..) => name.clone(),
                (None, Some(name), 0) => name.clone(),
                (None, _, 0) => UNNAMED.to_owned(),
                _ => format!("{UNNAMED} {number}"),
            };
            let turn = plan.turn + number;
            if let Some(value) = self.additional(flat, Plan { turn, ..plan }) {
                members.entry(name).or_insert(value);
            }
        }
        if plan.is_full() {
            self.add_patterned(flat, plan, members);
        }
    }

    fn add_patterned(&self, flat: &Flat<'d>, plan: Plan, members: &mut Map<String, Value>) {
        let lists = flat.all("patternProperties").filter_map(Value::as_object);
        for (pattern, schema) in lists.flatten() {
            let name = pattern::matching(pattern, plan.turn);
            let value = self.value(&[schema], plan.inside());
            if let (Some(name), Some(value)) = (name, value) {
                members.entry(name).or_insert(value);
            }
        }
    }

    /// The value of a member that no schema names; `None` where there may be none.
    fn additional(&self, flat: &Flat<'d>, plan: Plan) -> Option<Value> {
        let schemas: Vec<&Value> = flat
            .all("additionalProperties")
            .chain(flat.all("unevaluatedProperties"))
            .collect();
        self.value(&schemas, plan.inside())
    }
}

/// What all schemas say about a member.
fn property<'d>(flat: &Flat<'d>, name: &str) -> Vec<&'d Value> {
    let lists = flat.all("properties").filter_map(Value::as_object);
    lists.filter_map(|list| list.get(name)).collect()
}
