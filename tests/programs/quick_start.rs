//! The quick start of the README: the text is the example's, and the example does what it says.

use tests::portal::{CLIENT_SECRET, COMPANY, Portal, Route};

use crate::program::{environment, example, text};

/// What stands in the README before the program.
const MARKER: &str = "<!-- quick start -->";

#[test]
fn the_readme_holds_exactly_the_example() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md");
    let readme = std::fs::read_to_string(path).expect("the README");
    let (_, after) = readme
        .split_once(MARKER)
        .expect("the README marks the quick start");
    let program = after
        .trim_start()
        .strip_prefix("```rust\n")
        .and_then(|rest| rest.split_once("```\n"))
        .map(|(program, _)| program)
        .expect("the program follows in a fence of its own");
    assert_eq!(program, include_str!("../examples/quick_start.rs"));
}

#[test]
fn it_lists_creates_and_updates() {
    let portal = Portal::with_leads(250);
    let output = example("quick_start", &environment(&portal))
        .output()
        .expect("it runs");
    let (out, err) = text(&output);
    assert!(output.status.success(), "{err}");
    let lines: Vec<_> = out.lines().collect();
    assert_eq!(
        lines.len(),
        251,
        "a line for each lead, and one for the update"
    );
    assert_eq!(lines[0], "lead-1: Ada Lovelace 1 (active)");
    assert!(
        lines[250].starts_with("updated lead-251 (request request-"),
        "{}",
        lines[250]
    );
    let leads = portal.leads(COMPANY);
    assert_eq!(leads[250]["notes"], "Call back on Monday.");
    assert_eq!(leads[250]["email"], serde_json::Value::Null);
    assert_eq!(leads[250]["value"], 12500.0);
    assert_eq!(portal.count(Route::Token), 1);
}

#[test]
fn a_missing_variable_is_named_and_nothing_is_sent() {
    let portal = Portal::start();
    let complete = environment(&portal);
    for (missing, _) in &complete {
        let rest = complete.iter().filter(|(name, _)| name != missing);
        let output = example("quick_start", rest).output().expect("it runs");
        let (_, err) = text(&output);
        assert_eq!(output.status.code(), Some(1), "{missing}: {err}");
        assert!(err.contains(missing), "{missing} is not named: {err}");
        assert!(!err.contains(CLIENT_SECRET), "{err}");
    }
    assert_eq!(portal.connections(), 0);
}
