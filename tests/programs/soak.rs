//! The soak, for a few seconds: so that it still runs when somebody runs it for an hour.

use crate::program::{example, text};

#[test]
fn the_soak_loses_and_doubles_nothing() {
    let output = example("soak", &[]).arg("4").output().expect("it runs");
    let (out, err) = text(&output);
    assert!(output.status.success(), "{err}");
    assert!(out.contains("stored") && out.contains("unknown"), "{out}");
}
