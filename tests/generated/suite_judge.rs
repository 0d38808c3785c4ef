//! Reads lines of `number of the type`, tab, JSON; answers each with `taken`, `refused` or `changed`, a tab, and why.

use std::fmt::Debug;

use serde_json::Value;
use suite::runtime::{Decode, Encode, json};

fn judge<T: Decode + Encode + Debug>(text: &str) -> String {
    let decoded = match json::decode::<T>(text.as_bytes()) {
        Ok(decoded) => decoded,
        Err(error) => return refused(&error),
    };
    if let Some(deviation) = decoded.deviations.first() {
        return refused(&deviation.message);
    }
    if format!("{:?}", decoded.value).contains("Unrecognized(") {
        return refused(&"not recognized");
    }
    let bytes = match json::encode(&decoded.value) {
        Ok(bytes) => bytes,
        Err(error) => return format!("changed\tnot written: {error}"),
    };
    let (before, after): (Value, Value) = (
        serde_json::from_str(text).expect("JSON"),
        serde_json::from_slice(&bytes).expect("JSON"),
    );
    match is_same(&before, &after) {
        true => "taken\t".to_owned(),
        false => format!("changed\t{after}"),
    }
}

fn refused(why: &dyn std::fmt::Display) -> String {
    let why = why.to_string();
    let words: Vec<&str> = why.split_whitespace().collect();
    format!("refused\t{}", words.join(" "))
}

/// Equal as JSON Schema has it: numbers by their value.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            one == other || one.as_f64() == other.as_f64()
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let is_same = |(name, value): (&String, &Value)| {
                other.get(name).is_some_and(|other| is_same(value, other))
            };
            one.len() == other.len() && one.iter().all(is_same)
        }
        (one, other) => one == other,
    }
}

type Judge = fn(&str) -> String;

const TABLE: &[Judge] = &[
    // TABLE
];

fn main() {
    let path = std::env::args().nth(1).expect("a path");
    let text = std::fs::read_to_string(path).expect("instances");
    for line in text.lines() {
        let (number, data) = line.split_once('\t').expect("a tab");
        let number: usize = number.parse().expect("a number");
        println!("{}", TABLE[number](data));
    }
}
