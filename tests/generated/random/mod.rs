//! Descriptions that nobody thought of: every kind of schema, parameter, body and response, put together by a dice and called
//! by names that are in the way. What is generated of them has every operation, and compiles without a warning.
//!
//! One small description is tried each time. `RANDOM_DESCRIPTIONS="FROM TO SCHEMAS OPERATIONS"` tries one for each seed of
//! a range, of that size; the description that fails is `random.json` in the crate that is named.

mod dice;
mod operations;
mod schemas;
mod words;

use std::fs;
use std::path::{Path, PathBuf};

use generator::Options;
use serde_json::{Map, Value, json};

use crate::nothing_runs::{cargo, features};
use crate::{ROOT, write};
use dice::Dice;

/// Seeds and sizes.
struct Trial {
    from: u64,
    to: u64,
    schemas: usize,
    operations: usize,
}

impl Trial {
    fn wanted() -> Self {
        let text = std::env::var("RANDOM_DESCRIPTIONS").unwrap_or("1 1 120 50".to_owned());
        let numbers: Vec<u64> = text
            .split_whitespace()
            .map(|number| number.parse().expect("a number"))
            .collect();
        let [from, to, schemas, operations] = numbers[..] else {
            panic!("RANDOM_DESCRIPTIONS is four numbers: FROM TO SCHEMAS OPERATIONS");
        };
        Self {
            from,
            to,
            schemas: schemas as usize,
            operations: operations as usize,
        }
    }
}

#[test]
fn random_descriptions_keep_every_operation_and_compile() {
    let trial = Trial::wanted();
    for seed in trial.from..=trial.to {
        let description = description(seed, &trial).to_string();
        let folder = write_crate(seed, &description);
        let kept = operations_of(&description);
        assert_eq!(kept, trial.operations, "{}", folder.display());
        cargo(&folder, &features(&folder), &["check"]);
        fs::remove_dir_all(&folder).expect("a crate that compiles is of no more use");
    }
}

fn description(seed: u64, trial: &Trial) -> Value {
    let mut dice = Dice::new(seed);
    let version = dice.pick(&["3.0.3", "3.1.0", "3.1.0"]);
    let names = words::components(&mut dice, trial.schemas);
    let mut schemas = schemas::Schemas::new(&names);
    let components: Map<String, Value> = names
        .iter()
        .map(|name| (name.clone(), schemas.any(&mut dice, 0)))
        .collect();
    let mut api = operations::api(&mut dice, &mut schemas, trial.operations);
    api.insert("openapi".to_owned(), json!(version));
    api.insert(
        "info".to_owned(),
        json!({"title": "Random", "version": "1"}),
    );
    if version == "3.0.3" {
        api.remove("webhooks");
    }
    api["components"]["schemas"] = Value::from(components);
    Value::from(api)
}

fn write_crate(seed: u64, description: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("random/{seed}"));
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("the last run's crate is removed");
    }
    write(&folder.join("random.json"), description);
    for file in crate::generate("random", "random.json", description.to_owned(), "", true) {
        write(&folder.join(&file.path), &file.text);
    }
    let lock = fs::read_to_string(Path::new(ROOT).join("Cargo.lock")).expect("the lock file");
    write(&folder.join("Cargo.lock"), &lock);
    folder
}

fn operations_of(description: &str) -> usize {
    let no_siblings = |_: &str| Err("there is no such file".to_owned());
    let text = description.as_bytes().to_vec();
    let described = generator::describe("random.json", text, &no_siblings, &Options::default());
    described.expect("a sound description").api.operations.len()
}
