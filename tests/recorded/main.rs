//! What must not grow unnoticed: sizes of what is generated, dependencies, allocations. Counts only, never seconds, so
//! that the figures are the same on every machine.
//!
//! The figures are compared with `tests/recorded.json`. More than two in a hundred above one fails;
//! `UPDATE_RECORDED=1 cargo test -p tests --test recorded` records them anew, for a growth that is meant. There is a
//! single test, because the allocations of a process cannot be told apart by thread.

mod allocations;
mod dependencies;
mod sizes;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const RECORD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/recorded.json");

const UPDATE: &str = "UPDATE_RECORDED=1 cargo test -p tests --test recorded";

/// How far a figure may be above the recorded one.
const TOLERANCE: f64 = 1.02;

/// Figures by name.
type Figures = BTreeMap<String, f64>;

#[test]
fn nothing_has_grown() {
    let figures = measured();
    if std::env::var_os("UPDATE_RECORDED").is_some() {
        let text = serde_json::to_string_pretty(&figures).expect("JSON");
        fs::write(RECORD, text + "\n").expect("the record is written");
        return;
    }
    let recorded = fs::read_to_string(RECORD).expect("the record");
    let recorded: Figures = serde_json::from_str(&recorded).expect("figures by name");
    let faults = compare(&recorded, &figures);
    assert!(
        faults.is_empty(),
        "{}\nIf that is meant: {UPDATE}",
        faults.join("\n")
    );
}

fn measured() -> Figures {
    let mut figures = Figures::new();
    for (name, path) in [
        ("partnerportal", "../spec/partnerportal.yaml"),
        ("golden values", "golden/values.yaml"),
        ("golden requests", "golden/requests.yaml"),
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        let text = fs::read(&path).expect("a description");
        sizes::measure(name, text, &mut figures);
    }
    dependencies::measure(&mut figures);
    allocations::measure(&mut figures);
    figures
}

/// What is above its record, not recorded, or recorded and no longer measured.
fn compare(recorded: &Figures, figures: &Figures) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, figure) in figures {
        match recorded.get(name) {
            Some(was) if *figure > was * TOLERANCE => {
                faults.push(format!("{name}: {figure}, recorded is {was}"));
            }
            Some(_) => {}
            None => faults.push(format!("{name}: {figure}, and nothing is recorded")),
        }
    }
    let gone = recorded.keys().filter(|name| !figures.contains_key(*name));
    faults.extend(gone.map(|name| format!("{name}: recorded, and no longer measured")));
    faults
}
