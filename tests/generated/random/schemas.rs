//! Schemas of every kind, in each other to some depth.

use serde_json::{Map, Value, json};

use super::dice::Dice;
use super::words;

const FORMATS: &[&str] = &[
    "date",
    "date-time",
    "time",
    "duration",
    "uuid",
    "uri",
    "email",
    "ipv4",
    "ipv6",
    "byte",
    "binary",
    "password",
    "decimal",
    "int64",
    "hostname",
    "weird format",
    "it's",
];

/// Deeper than this are scalars and references only.
const DEEPEST: usize = 3;

/// Makes schemas.
#[derive(Debug)]
pub struct Schemas<'n> {
    names: &'n [String],
}

impl<'n> Schemas<'n> {
    /// Of a description with these components.
    pub fn new(names: &'n [String]) -> Self {
        Self { names }
    }

    /// A reference to a component.
    pub fn reference(&self, dice: &mut Dice) -> Value {
        let name = dice.pick(self.names);
        json!({"$ref": format!("#/components/schemas/{}", words::step(&name))})
    }

    /// A schema of any kind, inside of so many others.
    pub fn any(&mut self, dice: &mut Dice, depth: usize) -> Value {
        let kind = dice.below(100);
        if depth > DEEPEST {
            return match kind {
                0..50 => scalar(dice),
                _ => self.reference(dice),
            };
        }
        let inner = depth + 1;
        let schema = match kind {
            0..24 => scalar(dice),
            24..38 => self.reference(dice),
            38..40 => {
                let mut schema = self.reference(dice);
                schema["description"] = json!("beside */ \"x\" ```");
                schema
            }
            40..50 => enumeration(dice),
            50..68 => self.object(dice, depth),
            68..75 => json!({"type": "array", "items": self.any(dice, inner)}),
            75..79 => json!({"oneOf": self.several(dice, inner)}),
            79..83 => json!({"anyOf": self.several(dice, inner)}),
            83..89 => json!({"allOf": self.parts(dice, inner)}),
            89..91 => {
                let one = dice.pick(&["string", "integer", "object", "array"]);
                json!({"type": [one, dice.pick(&["null", "boolean", "number"])]})
            }
            91..93 => {
                json!({"type": "array", "prefixItems": self.several(dice, inner), "items": false})
            }
            93 => dice.pick(&[json!(true), json!(false), json!({})]),
            94..96 => json!({"oneOf": [self.reference(dice), {"type": "null"}]}),
            96..98 => {
                let tag = dice.pick(&["kind", "type", "@type"]);
                let choices = [self.reference(dice), self.reference(dice)];
                json!({"oneOf": choices, "discriminator": {"propertyName": tag}})
            }
            _ => json!({"type": "object", "additionalProperties": self.any(dice, inner)}),
        };
        said(dice, schema)
    }

    fn several(&mut self, dice: &mut Dice, depth: usize) -> Vec<Value> {
        (0..dice.between(1, 4))
            .map(|_| self.any(dice, depth))
            .collect()
    }

    fn parts(&mut self, dice: &mut Dice, depth: usize) -> Vec<Value> {
        let part = |_| match dice.in_100(50) {
            true => self.reference(dice),
            false => self.object(dice, depth),
        };
        (0..3).map(part).collect()
    }

    fn object(&mut self, dice: &mut Dice, depth: usize) -> Value {
        let count = match depth {
            0 | 1 => dice.pick(&[0, 1, 2, 3, 5, 8, 20]),
            _ => dice.below(4),
        };
        let mut properties = Map::new();
        for _ in 0..count {
            let name = words::name(dice);
            properties.insert(name, self.any(dice, depth + 1));
        }
        let names: Vec<String> = properties.keys().cloned().collect();
        let mut object = json!({"type": "object", "properties": properties});
        if dice.in_100(60) {
            object["required"] = json!(dice.some(&names, 50));
        } else if dice.in_100(20) {
            object["required"] = json!(["ghost"]);
        }
        match dice.below(100) {
            0..12 => object["additionalProperties"] = self.any(dice, depth + 1),
            12..20 => object["additionalProperties"] = json!(false),
            20..25 => object["additionalProperties"] = json!(true),
            25..30 => object["patternProperties"] = json!({"^x-": self.any(dice, depth + 1)}),
            30..33 => object["propertyNames"] = json!({"pattern": "^a"}),
            _ => {}
        }
        object
    }
}

/// A string, a number or a boolean, sometimes with limits and a default.
pub fn scalar(dice: &mut Dice) -> Value {
    let kind = dice.pick(&["string", "integer", "number", "boolean"]);
    let mut schema = json!({"type": kind});
    match kind {
        "string" if dice.in_100(40) => schema["format"] = json!(dice.pick(FORMATS)),
        "string" if dice.in_100(10) => {
            schema["minLength"] = json!(1);
            schema["pattern"] = json!("^\"\\d+$");
        }
        "integer" if dice.in_100(40) => {
            schema["format"] = json!(dice.pick(&["int32", "int64", "uint32", "uint64", "int8"]));
        }
        "integer" | "number" if dice.in_100(10) => {
            schema["minimum"] = dice.pick(&[json!(0), json!(-1.5), json!(1e20)]);
            schema["multipleOf"] = dice.pick(&[json!(1), json!(0.01)]);
        }
        _ => {}
    }
    if dice.in_100(15) {
        schema["default"] = match kind {
            "string" => json!("x"),
            "integer" => dice.pick(&[json!(1), json!(-5), json!(1_u64 << 63)]),
            "number" => dice.pick(&[json!(1.5), json!(1e300), json!(-0.0)]),
            _ => json!(true),
        };
    }
    schema
}

fn enumeration(dice: &mut Dice) -> Value {
    match dice.below(10) {
        0..5 => {
            let mut values: Vec<String> = Vec::new();
            for _ in 0..dice.between(1, 6) {
                let value = match dice.below(3) {
                    0 => words::taken(dice),
                    1 => words::plain(dice),
                    _ => dice
                        .pick(&["", "+1", "-1", "1.0", "Unrecognized", "VALUES"])
                        .to_owned(),
                };
                if !values.contains(&value) {
                    values.push(value);
                }
            }
            json!({"type": "string", "enum": values})
        }
        5 | 6 => {
            let list = [0, 1, -1, 5, 1_i64 << 40, 200];
            json!({"type": "integer", "enum": [list[dice.below(3)], list[dice.between(3, 5)]]})
        }
        7 => json!({"type": "number", "enum": [1.5, 2, -0.5]}),
        8 => json!({"enum": ["a", 1, null, true, 2.5]}),
        _ => {
            let values = [
                json!("x"),
                json!(1),
                json!(true),
                json!(null),
                json!(1.5),
                json!("it's"),
            ];
            json!({"const": dice.pick(&values)})
        }
    }
}

/// A schema with words for people.
fn said(dice: &mut Dice, mut schema: Value) -> Value {
    if !schema.is_object() || schema.get("$ref").is_some() {
        return schema;
    }
    match dice.below(100) {
        0..8 => schema["readOnly"] = json!(true),
        8..12 => schema["writeOnly"] = json!(true),
        12..17 => schema["deprecated"] = json!(true),
        17..27 => schema["title"] = json!(words::name(dice)),
        27..35 => {
            schema["description"] =
                json!("`code`, <b>html</b>, [link], *x*\n\n```\nfn main(){}\n```\n    indented");
        }
        35..40 => schema["nullable"] = json!(true),
        _ => {}
    }
    schema
}
