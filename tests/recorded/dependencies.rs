//! How many crates the generated client brings into a build, as cargo resolves them for one platform.

use std::collections::BTreeSet;
use std::process::Command;

use crate::Figures;

/// Which crates there are differs between platforms; this one is counted, wherever the test runs.
const TARGET: &str = "x86_64-unknown-linux-gnu";

/// Adds the figures: with the features that are on by default, and with none.
pub fn measure(figures: &mut Figures) {
    for (what, arguments) in [
        ("by default", &[][..]),
        ("without features", &["--no-default-features"][..]),
    ] {
        let all = count(arguments);
        let direct = count(&[arguments, &["--depth", "1"]].concat());
        figures.insert(format!("crates in the build, {what}"), all);
        figures.insert(format!("direct dependencies, {what}"), direct);
    }
}

/// How many crates `cargo tree` names beside the client itself.
fn count(arguments: &[&str]) -> f64 {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--package", "partnerportal"])
        .args(["--edges", "normal", "--prefix", "none", "--target", TARGET])
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let lines = String::from_utf8(output.stdout).expect("text");
    // What was shown before is marked so.
    let crates: BTreeSet<&str> = lines
        .lines()
        .map(|line| line.trim_end_matches(" (*)"))
        .filter(|line| !line.is_empty() && !line.starts_with("partnerportal "))
        .collect();
    assert!(!crates.is_empty(), "cargo names no dependency:\n{lines}");
    crates.len() as f64
}
