//! Whether what came back is what was sent in.

use std::fmt;

use serde_json::{Number, Value};

/// How two values differ, at the first place where they do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What became of the value there, the same words for the same fault.
    pub reason: String,
    /// Where, as a JSON Pointer.
    pub place: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at `{}`", self.reason, self.place)
    }
}

/// What a comparison finds.
#[derive(Debug, Default)]
pub struct Comparison {
    /// The first difference.
    pub difference: Option<Difference>,
    /// Strings that came back in another spelling of the same thing: an instant in UTC, a UUID in lower case.
    pub respelled: usize,
}

/// Compares; numbers by value, absent members apart from `null`.
pub fn compare(sent: &Value, came: &Value) -> Comparison {
    let mut comparison = Comparison::default();
    walk(sent, came, &mut String::new(), &mut comparison);
    comparison
}

fn walk(sent: &Value, came: &Value, place: &mut String, found: &mut Comparison) {
    if found.difference.is_some() || sent == came {
        return;
    }
    let mut differ = |reason: String| {
        found.difference = Some(Difference {
            reason,
            place: place.clone(),
        });
    };
    match (sent, came) {
        (Value::Number(one), Value::Number(other)) if same_number(one, other) => {}
        (Value::String(one), Value::String(other)) => match same_thing(one, other) {
            true => found.respelled += 1,
            false => differ("a string came back changed".to_owned()),
        },
        (Value::Array(some), Value::Array(others)) => {
            if some.len() != others.len() {
                return differ("a list came back with another length".to_owned());
            }
            for (index, (one, other)) in some.iter().zip(others).enumerate() {
                inside(place, &index.to_string(), |place| {
                    walk(one, other, place, found)
                });
            }
        }
        (Value::Object(some), Value::Object(others)) => {
            if let Some(name) = some.keys().find(|name| !others.contains_key(*name)) {
                place.push_str(&format!("/{name}"));
                let what = if some[name].is_null() {
                    "a `null`"
                } else {
                    "a member"
                };
                found.difference = Some(Difference {
                    reason: format!("{what} was lost"),
                    place: place.clone(),
                });
                return;
            }
            if let Some(name) = others.keys().find(|name| !some.contains_key(*name)) {
                return differ(format!("a member appeared: `{name}`"));
            }
            for (name, one) in some {
                inside(place, name, |place| walk(one, &others[name], place, found));
            }
        }
        _ => differ(format!("{} became {}", kind(sent), kind(came))),
    }
}

fn inside(place: &mut String, name: &str, go: impl FnOnce(&mut String)) {
    let length = place.len();
    place.push('/');
    place.push_str(name);
    go(place);
    place.truncate(length);
}

fn same_number(one: &Number, other: &Number) -> bool {
    match (one.as_i128(), other.as_i128()) {
        (Some(one), Some(other)) => one == other,
        _ => one.as_f64() == other.as_f64(),
    }
}

/// Whether two texts name the same instant, the same UUID, or the same bytes.
fn same_thing(one: &str, other: &str) -> bool {
    let instant = |text: &str| text.parse::<jiff::Timestamp>().ok();
    let is_uuid = |text: &str| text.len() == 36 && text.matches('-').count() == 4;
    match (instant(one), instant(other)) {
        (Some(one), Some(other)) => one == other,
        _ => is_uuid(one) && one.eq_ignore_ascii_case(other),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "`null`",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::compare;

    #[track_caller]
    fn differ(one: Value, other: Value, expected: &str) {
        let difference = compare(&one, &other).difference.expect("a difference");
        assert_eq!(difference.to_string(), expected);
    }

    #[test]
    fn values_are_compared_by_value() {
        let same = compare(&json!({"a": [1, 2.0, "x"]}), &json!({"a": [1.0, 2, "x"]}));
        assert_eq!((same.difference, same.respelled), (None, 0));
        let instant = compare(
            &json!("2024-01-01T02:00:00+02:00"),
            &json!("2024-01-01T00:00:00Z"),
        );
        assert_eq!((instant.difference, instant.respelled), (None, 1));
    }

    #[test]
    fn what_is_lost_or_changed_is_told_with_its_place() {
        differ(
            json!({"a": {"b": null}}),
            json!({"a": {}}),
            "a `null` was lost at `/a/b`",
        );
        differ(
            json!({"a": 1}),
            json!({"a": 1, "b": null}),
            "a member appeared: `b` at ``",
        );
        differ(
            json!([1, 2]),
            json!([1, "2"]),
            "a number became a string at `/1`",
        );
        differ(
            json!(9_007_199_254_740_993_i64),
            json!(9_007_199_254_740_992_i64),
            "a number became a number at ``",
        );
        differ(
            json!(["a"]),
            json!([]),
            "a list came back with another length at ``",
        );
        differ(json!("a"), json!("A"), "a string came back changed at ``");
    }
}
