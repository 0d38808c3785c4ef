//! Writes a description that has everything of another one several times, to see how costs grow with size:
//!
//! `cargo run --release -p tests --example multiply -- openapi.yaml 2 twice.json`, then `cargo xtask bench openapi.yaml
//! twice.json --alone`.
//!
//! Names of components, paths, operations and tags get a number in each copy, and so do names of properties and values of
//! enumerations: copies that are alike would be declared once.

use std::{env, fs};

use serde_json::{Map, Value};

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [from, copies, to] = arguments.as_slice() else {
        panic!("give a description, a number and a file: multiply openapi.yaml 2 twice.json");
    };
    let text = fs::read_to_string(from).expect("the description can be read");
    let once: Value = serde_yaml::from_str(&text).expect("the description is YAML or JSON");
    let copies: u32 = copies.parse().expect("a number");
    let mut all = once.clone();
    for copy in 2..=copies {
        let more = Copy(format!("C{copy}")).document(&once);
        for section in ["paths", "tags", "components"] {
            add(&mut all[section], &more[section]);
        }
    }
    let text = serde_json::to_string(&all).expect("JSON");
    fs::write(to, text).expect("the file can be written");
}

/// Adds the members of one value to those of another, down to components.
fn add(to: &mut Value, more: &Value) {
    match (to, more) {
        (Value::Object(to), Value::Object(more)) => {
            for (name, value) in more {
                match to.get_mut(name) {
                    Some(known) => add(known, value),
                    None => {
                        to.insert(name.clone(), value.clone());
                    }
                }
            }
        }
        (Value::Array(to), Value::Array(more)) => to.extend(more.iter().cloned()),
        _ => {}
    }
}

/// One of the copies: what stands behind its names.
struct Copy(String);

impl Copy {
    /// The sections of the description that there can be more of.
    fn document(&self, of: &Value) -> Value {
        let mut sections = Map::new();
        let paths = members(&of["paths"], |path, item| {
            let path = path.replace('}', &format!("{}}}", self.0));
            (format!("/{}{path}", self.0), self.value(item))
        });
        sections.insert("paths".to_owned(), paths);
        sections.insert("tags".to_owned(), self.value(&of["tags"]));
        let components = members(&of["components"], |section, of| {
            // Schemes are those of the whole API, and `security` names them.
            let of = match section {
                "securitySchemes" => of.clone(),
                _ => members(of, |name, item| (self.named(name), self.value(item))),
            };
            (section.to_owned(), of)
        });
        sections.insert("components".to_owned(), components);
        Value::Object(sections)
    }

    fn named(&self, name: &str) -> String {
        format!("{name}{}", self.0)
    }

    /// `#/components/schemas/Pet/properties/owner`, or a name alone.
    fn reference(&self, to: &str) -> String {
        if !to.starts_with("#/") {
            return self.named(to);
        }
        let steps: Vec<&str> = to.split('/').collect();
        let renamed = steps.iter().enumerate().map(|(index, step)| {
            let is_property = index > 0 && steps.get(index - 1) == Some(&"properties");
            match index == 3 || is_property {
                true => self.named(step),
                false => (*step).to_owned(),
            }
        });
        renamed.collect::<Vec<_>>().join("/")
    }

    fn value(&self, of: &Value) -> Value {
        match of {
            Value::Array(items) => items.iter().map(|item| self.value(item)).collect(),
            Value::Object(_) => members(of, |name, of| (name.to_owned(), self.member(name, of))),
            other => other.clone(),
        }
    }

    fn member(&self, name: &str, of: &Value) -> Value {
        match (name, of) {
            ("$ref", Value::String(to)) => Value::String(self.reference(to)),
            ("name" | "operationId" | "propertyName" | "title", of) => self.text(of),
            ("properties", Value::Object(_)) => {
                members(of, |name, of| (self.named(name), self.value(of)))
            }
            ("mapping", Value::Object(_)) => members(of, |value, to| {
                let to = to.as_str().unwrap_or_default();
                (self.named(value), Value::String(self.reference(to)))
            }),
            ("required" | "enum" | "tags", Value::Array(items)) => {
                items.iter().map(|item| self.text(item)).collect()
            }
            ("const", of) => self.text(of),
            // What only looks like a description.
            ("example" | "examples" | "default", of) => of.clone(),
            _ => self.value(of),
        }
    }

    fn text(&self, of: &Value) -> Value {
        match of {
            Value::String(text) => Value::String(self.named(text)),
            other => other.clone(),
        }
    }
}

/// An object with other members in the place of its own; anything else as it is.
fn members(of: &Value, change: impl Fn(&str, &Value) -> (String, Value)) -> Value {
    match of {
        Value::Object(members) => {
            let changed = members.iter().map(|(name, of)| change(name, of));
            Value::Object(changed.collect())
        }
        other => other.clone(),
    }
}
