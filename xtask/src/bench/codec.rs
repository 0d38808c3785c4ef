//! The benchmarks of reading and writing JSON, which are the runtime's own.

use std::path::Path;
use std::process::Command;

use crate::failure::Failure;

/// Runs them; gives what they printed.
pub fn run(root: &Path) -> Result<String, Failure> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args([
            "bench",
            "--package",
            "generator-runtime",
            "--bench",
            "codec",
        ])
        .current_dir(root)
        .output()
        .map_err(|error| Failure::new(format!("cannot start cargo: {error}")))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        Ok(text)
    } else {
        let said = String::from_utf8_lossy(&output.stderr);
        let last = said.lines().last().unwrap_or_default();
        Err(Failure::new(format!("the benchmarks failed: {last}")))
    }
}
