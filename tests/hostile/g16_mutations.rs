//! G16: descriptions of real shape with a few nodes dropped, repeated, retyped, renamed or led astray. Each gives a crate
//! with all of its operations, or says at which place it does not.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use generator::Faults;
use generator::diagnostic::Place;
use generator::emit;
use serde_json::Value;

use crate::g10_g11_replay::Numbers;
use crate::mutations::{mutate, pointer};
use crate::run::{format, in_parallel, run_with};

const TESTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests");

const BASES: &[&str] = &[
    "../spec/partnerportal.yaml",
    "damaged/bases/payments.yaml",
    "damaged/bases/repositories.json",
    "golden/bodies.yaml",
    "golden/parameters.yaml",
    "golden/requests.yaml",
    "golden/schemas.yaml",
    "golden/servers.yaml",
    "golden/values.yaml",
];

/// How many descriptions are made of each.
const EACH: usize = 25;

/// A mutated description of this size takes well below a second, even without optimisation and on a busy machine.
const LONGEST: Duration = Duration::from_secs(60);

#[test]
fn g16_mutated_descriptions_keep_their_operations_or_say_where_they_do_not() {
    let bases: Vec<Value> = BASES.iter().map(|path| base(path)).collect();
    let (crates, refused, lost) = (
        AtomicUsize::new(0),
        AtomicUsize::new(0),
        AtomicUsize::new(0),
    );
    in_parallel(BASES.len() * EACH, |number| {
        let base = number % BASES.len();
        let mut description = bases[base].clone();
        mutate(&mut description, &mut Numbers::from(number as u64));
        let started = Instant::now();
        let name = format!("{}, mutation {number}", BASES[base]);
        match judge(
            &name,
            &description,
            (number / BASES.len()).is_multiple_of(10),
        ) {
            Some(missing) => {
                crates.fetch_add(1, Ordering::Relaxed);
                lost.fetch_add(missing, Ordering::Relaxed);
            }
            None => drop(refused.fetch_add(1, Ordering::Relaxed)),
        }
        assert!(started.elapsed() < LONGEST, "{name}");
    });
    let (crates, refused) = (crates.into_inner(), refused.into_inner());
    println!("{crates} crates, {refused} refused, {lost:?} operations left out and said so");
    // If most were refused, the test would show little.
    assert!(crates > BASES.len() * EACH * 3 / 4, "{crates} crates");
}

fn base(path: &str) -> Value {
    let text = std::fs::read_to_string(Path::new(TESTS).join(path)).expect("a base");
    // A number that `serde_json` does not hold; it is another test's business.
    let text = text.replace(
        "340282366920938463463374607431768211455",
        "18446744073709551615",
    );
    serde_yaml::from_str(&text).expect("a description")
}

/// How many operations a crate lacks, each of which is spoken of; `None` where the description is refused. Every tenth
/// crate is written in full; of the others all code is emitted and parsed.
fn judge(name: &str, description: &Value, in_full: bool) -> Option<usize> {
    let text = serde_json::to_string_pretty(description).expect("JSON");
    let ran = run_with(&text, Faults::Tolerate, |cx| {
        let plan = emit::plan(cx);
        if in_full {
            return format(cx, plan);
        }
        for file in &plan {
            if let emit::Content::Rust(part) = file.content {
                emit::module(cx, part, &mut |items| {
                    if let Err(error) = syn::parse2::<syn::File>(items) {
                        panic!("{name}: {error}");
                    }
                });
            }
        }
        Vec::new()
    });
    if ran.files.is_none() {
        let places = ran.error_places();
        assert!(!places.is_empty(), "{name}: refused without a word");
        let is_located = |place: &String| place.starts_with("openapi.yaml:");
        assert!(places.iter().all(is_located), "{name}: {places:?}");
        return None;
    }
    let tree = &ran.document.tree;
    let kept: BTreeSet<&String> = ran.operations.iter().collect();
    let places = ran.diagnostics.iter().filter_map(|it| match it.place {
        Place::Node(node, _) => Some(tree.pointer(node)),
        _ => None,
    });
    let places: Vec<String> = places.collect();
    let lost: Vec<Operation> = operations(description)
        .into_iter()
        .filter(|operation| !kept.contains(&operation.pointer))
        .collect();
    for operation in &lost {
        // At the operation, at its path, or at what its path refers to.
        let is_spoken_of = places.iter().any(|place| {
            let is_around = !place.is_empty() && operation.pointer.starts_with(place.as_str());
            is_around || place.starts_with(&operation.path)
        });
        assert!(
            is_spoken_of,
            "{name}: {operation:?} is lost in silence\n{}",
            ran.printed()
        );
    }
    Some(lost.len())
}

/// An operation as the raw description has it.
#[derive(Debug)]
struct Operation {
    /// Where it stands, behind references of its path item.
    pointer: String,
    /// Where its path stands.
    path: String,
}

/// The operations of a description, found without the generator.
fn operations(description: &Value) -> Vec<Operation> {
    let mut found = Vec::new();
    let paths = description.get("paths").and_then(Value::as_object);
    for (template, item) in paths.into_iter().flatten() {
        if template.starts_with("x-") {
            continue;
        }
        let path = pointer(&["paths".to_owned(), template.clone()]);
        let mut methods = BTreeSet::new();
        let mut at = Some((path.clone(), item));
        for _ in 0..8 {
            let Some((place, item)) = at else { break };
            for method in METHODS {
                let is_operation = item.get(method).is_some_and(Value::is_object);
                if is_operation && methods.insert(*method) {
                    let pointer = format!("{place}/{method}");
                    let path = path.clone();
                    found.push(Operation { pointer, path });
                }
            }
            at = item
                .get("$ref")
                .and_then(Value::as_str)
                .and_then(|reference| {
                    let target = reference.strip_prefix('#')?;
                    Some((target.to_owned(), description.pointer(target)?))
                });
        }
    }
    found
}

const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];
