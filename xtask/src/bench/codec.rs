//! The codec benchmark: how fast generated models are read and written, beside the same structs with serde derive.
//!
//! Writes the crate of `tests/codec/description.yaml` and a package around `tests/codec/main.rs` into the output folder,
//! runs it, and reads the figures that it leaves. The package is no member of the workspace, because half of it is
//! generated and nothing generated is committed beside `generated-client`.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::time::Duration;

use serde_json::Value;
use toml_edit::{DocumentMut, value};

use super::clear;
use super::measure::{Job, Run};
use super::tool::Tool;
use crate::failure::Failure;
use crate::workspace;

/// The name of the crate that the benchmark is written against.
const KRATE: &str = "codec-api";

/// The package around the benchmark. `jiff` is here for the mirror's derives alone. The crate in `api` is a workspace of its
/// own, as all crates outside of this workspace are.
const MANIFEST: &str = r#"
[package]
name = "codec"
version = "0.0.0"
edition = "2024"
publish = false

[[bin]]
name = "codec"

[dependencies]
criterion = { version = "0.8", default-features = false }
jiff = { version = "1", default-features = false, features = ["serde", "std"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"

[dependencies.codec-api]
path = "api"
default-features = false
features = ["serde"]

[dependencies.partnerportal]
default-features = false
features = ["serde"]

[workspace]
exclude = ["api"]
"#;

/// Runs the benchmark below `out`; gives what it measured, a list of objects.
pub fn run(out: &Path, limit: Duration) -> Result<Value, Failure> {
    let folder = out.join("codec");
    let api = folder.join("api");
    let sources = workspace::root().join("tests/codec");
    fs::create_dir_all(&folder).map_err(|error| Failure::io("create", &folder, &error))?;
    clear(&api)?;
    let generate = Tool::ours()?.job(&sources.join("description.yaml"), &api, KRATE);
    done(
        generate.run(limit, &folder.join("generate.log"))?,
        "generate",
    )?;
    write_package(&folder, &sources)?;
    let figures = folder.join("figures.json");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let job = Job::new(cargo, &folder)
        .args(["run", "--release", "--package", "codec"])
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CODEC_JSON", &figures);
    done(job.run(limit, &folder.join("run.log"))?, "run")?;
    let text =
        fs::read_to_string(&figures).map_err(|error| Failure::io("read", &figures, &error))?;
    serde_json::from_str(&text)
        .map_err(|error| Failure::new(format!("cannot read {}: {error}", figures.display())))
}

fn done(run: Run, step: &str) -> Result<(), Failure> {
    match run {
        Run::Done(_) => Ok(()),
        Run::Failed(why) => Err(Failure::new(format!(
            "the codec benchmark failed ({step}): {why}"
        ))),
    }
}

/// The manifest, and the workspace's lock file, so that both sides are built of what this workspace is tested with.
fn write_package(folder: &Path, sources: &Path) -> Result<(), Failure> {
    let mut manifest: DocumentMut = MANIFEST
        .parse()
        .map_err(|error| Failure::new(format!("cannot make the package: {error}")))?;
    let main = sources.join("main.rs").to_string_lossy().into_owned();
    if let Some(bin) = manifest["bin"]
        .as_array_of_tables_mut()
        .and_then(|bins| bins.get_mut(0))
    {
        bin["path"] = value(main);
    }
    let client = workspace::root().join("generated-client");
    manifest["dependencies"]["partnerportal"]["path"] =
        value(client.to_string_lossy().into_owned());
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::write(&path, text).map_err(|error| Failure::io("write", &path, &error))
    };
    write("Cargo.toml", &manifest.to_string())?;
    let lock = workspace::root().join("Cargo.lock");
    let lock = fs::read_to_string(&lock).map_err(|error| Failure::io("read", &lock, &error))?;
    write("Cargo.lock", &lock)
}

/// The figures as a table.
pub fn table(figures: &Value) -> String {
    let mut text = String::from(
        "### Reading and writing, beside serde derive\n\n| what | case | text | | ours µs | derive µs | times as fast | goal |\n|---|---|--:|---|--:|--:|--:|--:|\n",
    );
    for row in figures.as_array().into_iter().flatten() {
        let word = |name: &str| row[name].as_str().unwrap_or_default();
        let number = |name: &str| row[name].as_f64().unwrap_or(f64::NAN);
        let goal = row["goal"]
            .as_f64()
            .map_or("-".to_owned(), |goal| format!("{goal:.1}"));
        let _ = writeln!(
            text,
            "| {} | {} | {} B | {} | {:.2} | {:.2} | {:.2} | {goal} |",
            word("group"),
            word("case"),
            number("text_bytes"),
            word("what"),
            number("ours_nanoseconds") / 1e3,
            number("derive_nanoseconds") / 1e3,
            number("ratio"),
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn figures_become_rows() {
        let figures = json!([{
            "group": "nested", "case": "64 deep", "what": "decode", "text_bytes": 5000,
            "ours_nanoseconds": 1500.0, "derive_nanoseconds": 3000.0, "ratio": 2.0, "goal": 1.0,
        }]);
        let table = super::table(&figures);
        assert!(
            table.ends_with("| nested | 64 deep | 5000 B | decode | 1.50 | 3.00 | 2.00 | 1.0 |\n"),
            "{table}"
        );
    }
}
