//! What schemas demand of values beyond their type (JSON Schema validation, section 6).

use super::all_of::Part;
use super::{Lowering, scalar};
use crate::document::Schema;
use crate::ir::{Constraint, Constraints, JsonKinds, Ty};
use crate::tree::NodeId;

impl<'d> Lowering<'d> {
    /// What a schema demands, those that it refers to and includes among it.
    pub fn constraints(&self, schema: NodeId) -> Constraints {
        let flat = self.flatten(&[Part::whole(schema)]);
        let schemas = self.read(&flat);
        self.constraints_of(&flat, &schemas)
    }

    /// As [`Lowering::constraints`], of a flat conjunction.
    pub(super) fn constraints_of(&self, flat: &[Part], schemas: &[Schema<'d>]) -> Constraints {
        let mut list = self.demands(flat, schemas);
        list.extend(self.demands_of_each(flat, schemas));
        Constraints { list }
    }

    /// What is demanded of each item of a list, or of each member of a map.
    fn demands_of_each(&self, flat: &[Part], schemas: &[Schema<'d>]) -> Vec<Constraint> {
        let kinds = self.kinds(flat);
        let inside = schemas.iter().filter_map(|schema| match kinds {
            Some(kinds) if kinds.array && !kinds.object => schema.items,
            Some(kinds) if kinds.object && !kinds.array && schema.properties.is_none() => {
                schema.additional_properties
            }
            _ => None,
        });
        let inside = inside.filter(|node| self.doc.tree.is_object(*node));
        let parts: Vec<Part> = inside.map(Part::whole).collect();
        if parts.is_empty() {
            return Vec::new();
        }
        let flat = self.flatten(&parts);
        let demands = self.demands(&flat, &self.read(&flat));
        demands
            .into_iter()
            .map(|demand| Constraint::Each(Box::new(demand)))
            .collect()
    }

    /// What is demanded of the value as a whole.
    fn demands(&self, flat: &[Part], schemas: &[Schema<'d>]) -> Vec<Constraint> {
        let mut list = Vec::new();
        let kinds = self.kinds(flat);
        for schema in schemas {
            for constraint in own(schema) {
                // What speaks of another kind of value has no say; of members of `allOf` that contradict each other,
                // that is what the loser demands.
                if kinds.is_none_or(|kinds| speaks_of(&constraint, kinds))
                    && !list.contains(&constraint)
                {
                    list.push(constraint);
                }
            }
        }
        if let Some(format) = self.untyped_format(flat, schemas) {
            list.push(Constraint::Format(format.to_owned()));
        }
        list
    }

    /// A format that the type does not show.
    fn untyped_format(&self, flat: &[Part], schemas: &[Schema<'d>]) -> Option<&'d str> {
        let kind = super::kinds::each(self.kinds(flat)?).first().copied()?;
        let format = self.format_of(kind, schemas)?;
        let ty = match kind.array || kind.object {
            true => Ty::Any,
            false => self.lower_scalar(kind, schemas),
        };
        (!scalar::has_type(&ty, format)).then_some(format)
    }
}

/// Whether a demand is about values of one of these kinds. A format is looked at elsewhere.
fn speaks_of(constraint: &Constraint, kinds: JsonKinds) -> bool {
    match constraint {
        Constraint::Minimum(_)
        | Constraint::Maximum(_)
        | Constraint::ExclusiveMinimum(_)
        | Constraint::ExclusiveMaximum(_)
        | Constraint::MultipleOf(_) => kinds.number || kinds.integer,
        Constraint::MinLength(_)
        | Constraint::MaxLength(_)
        | Constraint::Pattern(_)
        | Constraint::MediaType(_) => kinds.string,
        Constraint::MinItems(_) | Constraint::MaxItems(_) | Constraint::UniqueItems => kinds.array,
        Constraint::MinProperties(_) | Constraint::MaxProperties(_) => kinds.object,
        Constraint::Format(_) | Constraint::Each(_) => true,
    }
}

/// The demands of one schema object, keyword by keyword.
fn own(schema: &Schema<'_>) -> Vec<Constraint> {
    type Make<V> = fn(V) -> Constraint;
    let numbers: [(Option<&str>, Make<serde_json::Number>); 5] = [
        (schema.inclusive_minimum(), Constraint::Minimum),
        (schema.inclusive_maximum(), Constraint::Maximum),
        (schema.exclusive_minimum(), Constraint::ExclusiveMinimum),
        (schema.exclusive_maximum(), Constraint::ExclusiveMaximum),
        (schema.number(schema.multiple_of), Constraint::MultipleOf),
    ];
    let lengths: [(Option<NodeId>, Make<u64>); 6] = [
        (schema.min_length, Constraint::MinLength),
        (schema.max_length, Constraint::MaxLength),
        (schema.min_items, Constraint::MinItems),
        (schema.max_items, Constraint::MaxItems),
        (schema.min_properties, Constraint::MinProperties),
        (schema.max_properties, Constraint::MaxProperties),
    ];
    let numbers = numbers
        .into_iter()
        .filter_map(|(text, make)| Some(make(serde_json::from_str(text?).ok()?)));
    let lengths = lengths
        .into_iter()
        .filter_map(|(node, make)| Some(make(length(schema.number(node)?)?)));
    let pattern = schema
        .text(schema.pattern)
        .map(|pattern| Constraint::Pattern(pattern.to_owned()));
    let media_type = schema
        .text(schema.content_media_type)
        .map(|name| Constraint::MediaType(name.to_owned()));
    let unique = schema
        .is_true(schema.unique_items)
        .then_some(Constraint::UniqueItems);
    numbers
        .chain(lengths)
        .chain(pattern)
        .chain(unique)
        .chain(media_type)
        .collect()
}

/// A length, which may be written as `2.0` (JSON Schema validation, section 6.3).
fn length(text: &str) -> Option<u64> {
    if let Ok(length) = text.parse() {
        return Some(length);
    }
    let value: f64 = text.parse().ok()?;
    let is_length = value >= 0.0 && value.fract() == 0.0 && value < 1e15;
    is_length.then_some(value as u64)
}
