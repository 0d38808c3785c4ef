//! Changes to a description at random: the same ones in every run.

use serde_json::Value;

use crate::g10_g11_replay::Numbers;

/// The way from the root to a value: names and positions, as a pointer has them.
type Path = Vec<String>;

/// Names that something in a description has, or that Rust or JSON make much of.
const NAMES: &[&str] = &[
    "",
    "$ref",
    "type",
    "properties",
    "get",
    "x-a",
    "self",
    "a/b~c",
    "日本",
    "200",
    "__",
    "name",
];

/// Does a few changes to a description.
pub fn mutate(root: &mut Value, numbers: &mut Numbers) {
    for _ in 0..1 + below(numbers, 3) {
        let paths = paths(root);
        let path = &paths[below(numbers, paths.len())];
        let Some((key, parent)) = path.split_last() else {
            continue;
        };
        match below(numbers, 6) {
            0 => drop(take(root, parent, key)),
            1 => duplicate(root, parent, key),
            2 => retype(root, path, numbers),
            3 => rename(root, parent, key, numbers),
            4 => swap(root, path, &paths[below(numbers, paths.len())]),
            _ => redirect(root, &paths, numbers),
        }
    }
}

/// A number below `end`, which is not zero.
fn below(numbers: &mut Numbers, end: usize) -> usize {
    (numbers.next() % end as u64) as usize
}

/// The ways to all values.
fn paths(root: &Value) -> Vec<Path> {
    let mut found = Vec::new();
    let mut open: Vec<(Path, &Value)> = vec![(Vec::new(), root)];
    while let Some((path, value)) = open.pop() {
        let below = |key: String| path.iter().cloned().chain([key]).collect::<Path>();
        match value {
            Value::Object(members) => {
                open.extend(
                    members
                        .iter()
                        .map(|(key, value)| (below(key.clone()), value)),
                );
            }
            Value::Array(elements) => {
                let elements = elements.iter().enumerate();
                open.extend(elements.map(|(at, value)| (below(at.to_string()), value)));
            }
            _ => {}
        }
        found.push(path);
    }
    found
}

/// A way as a JSON pointer.
pub fn pointer(path: &[String]) -> String {
    path.iter()
        .map(|key| format!("/{}", key.replace('~', "~0").replace('/', "~1")))
        .collect()
}

fn at<'v>(root: &'v mut Value, path: &[String]) -> Option<&'v mut Value> {
    root.pointer_mut(&pointer(path))
}

/// Takes a value out of what it is in.
fn take(root: &mut Value, parent: &[String], key: &str) -> Option<Value> {
    match at(root, parent)? {
        Value::Object(members) => members.remove(key),
        Value::Array(elements) => Some(elements.remove(key.parse().ok()?)),
        _ => None,
    }
}

fn put(root: &mut Value, parent: &[String], key: String, value: Value) {
    match at(root, parent) {
        Some(Value::Object(members)) => drop(members.insert(key, value)),
        Some(Value::Array(elements)) => elements.push(value),
        _ => {}
    }
}

fn duplicate(root: &mut Value, parent: &[String], key: &str) {
    let path: Path = parent.iter().cloned().chain([key.to_owned()]).collect();
    if let Some(value) = at(root, &path).cloned() {
        put(root, parent, format!("{key}_2"), value);
    }
}

fn retype(root: &mut Value, path: &[String], numbers: &mut Numbers) {
    let Some(value) = at(root, path) else { return };
    let old = value.take();
    *value = match below(numbers, 8) {
        0 => Value::Null,
        1 => Value::Bool(true),
        2 => Value::from(7),
        3 => Value::from("text"),
        4 => Value::Array(Vec::new()),
        5 => Value::Object(serde_json::Map::new()),
        6 => Value::Array(vec![old]),
        _ => Value::Object([("a".to_owned(), old)].into_iter().collect()),
    };
}

fn rename(root: &mut Value, parent: &[String], key: &str, numbers: &mut Numbers) {
    let name = match below(numbers, 3) {
        0 => key.to_uppercase(),
        1 => format!("{key} "),
        _ => NAMES[below(numbers, NAMES.len())].to_owned(),
    };
    if let Some(value) = take(root, parent, key) {
        put(root, parent, name, value);
    }
}

/// Two values change places, unless one holds the other.
fn swap(root: &mut Value, one: &[String], other: &[String]) {
    if one.starts_with(other) || other.starts_with(one) {
        return;
    }
    let Some(first) = at(root, one).map(Value::take) else {
        return;
    };
    let second = at(root, other).map(|place| std::mem::replace(place, first));
    if let (Some(place), Some(second)) = (at(root, one), second) {
        *place = second;
    }
}

/// A reference leads to any other place, or to where another one leads.
fn redirect(root: &mut Value, paths: &[Path], numbers: &mut Numbers) {
    let is_reference = |path: &&Path| path.last().is_some_and(|key| key == "$ref");
    let references: Vec<&Path> = paths.iter().filter(is_reference).collect();
    if references.is_empty() {
        return;
    }
    let target = match below(numbers, 2) {
        0 => Value::from(format!("#{}", pointer(&paths[below(numbers, paths.len())]))),
        _ => {
            let other = references[below(numbers, references.len())];
            root.pointer(&pointer(other)).cloned().unwrap_or_default()
        }
    };
    if let Some(place) = at(root, references[below(numbers, references.len())]) {
        *place = target;
    }
}
