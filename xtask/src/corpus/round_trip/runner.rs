//! The program that sends values through a generated crate: a crate beside it, with a line for each component.
//!
//! It takes lines of `index of the component`, tab, JSON; and answers each with a line: `ok`, how many values were
//! not recognized, what deviated, and the JSON that came back; or `error` and why.

use std::fs;
use std::path::Path;

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, value};

use crate::failure::Failure;

/// A component and the path of its type in the crate.
#[derive(Clone, Debug)]
pub struct Component {
    pub name: String,
    pub path: String,
}

/// What of the crate is of no interest here and takes long to compile.
const WITHOUT: &[&str] = &["rustls", "serde", "stream", "tracing"];

/// Everything but the table of components.
const PROGRAM: &str = r#"
use std::fmt::Debug;
use std::io::{BufRead, Write, stdin, stdout};

use client::runtime::{Decode, Encode, json};

type Trip = fn(&str) -> String;

fn trip<T: Decode + Encode + Debug>(text: &str) -> String {
    let decoded = match json::decode::<T>(text.as_bytes()) {
        Ok(decoded) => decoded,
        Err(error) => return format!("error\t{}", line(&error.to_string())),
    };
    let unrecognized = format!("{:?}", decoded.value).matches("Unrecognized(").count();
    let deviations: Vec<String> = decoded.deviations.iter().map(|it| it.message.clone()).collect();
    match json::encode(&decoded.value) {
        Ok(bytes) => {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            format!("ok\t{unrecognized}\t{}\t{text}", line(&deviations.join("; ")))
        }
        Err(error) => format!("error\tnot written: {}", line(&error.to_string())),
    }
}

fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn main() {
    for asked in stdin().lock().lines() {
        let asked = asked.expect("a line");
        let (index, text) = asked.split_once('\t').expect("a tab");
        let trip = TRIPS[index.parse::<usize>().expect("an index")];
        let mut out = stdout().lock();
        writeln!(out, "{}", trip(text)).and_then(|()| out.flush()).expect("an open pipe");
    }
}
"#;

/// Writes the runner of the crate in `krate` into `folder`.
pub fn write(
    name: &str,
    folder: &Path,
    krate: &Path,
    components: &[Component],
) -> Result<(), Failure> {
    let source = folder.join("src");
    fs::create_dir_all(&source)
        .map_err(|error| Failure::io("create the folder", &source, &error))?;
    let manifest = krate.join("Cargo.toml");
    let text =
        fs::read_to_string(&manifest).map_err(|error| Failure::io("read", &manifest, &error))?;
    let features = features(&text);
    let files = [
        (
            folder.join("Cargo.toml"),
            own_manifest(name, krate, features),
        ),
        (source.join("main.rs"), program(components)),
    ];
    for (path, text) in files {
        // What did not change is not compiled again.
        if fs::read_to_string(&path).ok().as_ref() != Some(&text) {
            fs::write(&path, text).map_err(|error| Failure::io("write", &path, &error))?;
        }
    }
    Ok(())
}

fn program(components: &[Component]) -> String {
    let mut text = "#![allow(deprecated)]\n".to_owned();
    text.push_str(PROGRAM);
    text.push_str("\nconst TRIPS: &[Trip] = &[\n");
    for component in components {
        text.push_str(&format!("    trip::<client::{}>,\n", component.path));
    }
    text.push_str("];\n");
    text
}

fn own_manifest(name: &str, krate: &Path, features: Array) -> String {
    let mut package = Table::new();
    package.insert("name", value(name));
    package.insert("version", value("0.1.0"));
    package.insert("edition", value("2024"));
    let mut client = InlineTable::new();
    client.insert(
        "package",
        krate
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .as_ref()
            .into(),
    );
    client.insert("path", krate.to_string_lossy().as_ref().into());
    client.insert("default-features", false.into());
    client.insert("features", features.into());
    let mut dependencies = Table::new();
    dependencies.insert("client", value(client));
    let mut manifest = DocumentMut::new();
    manifest.insert("package", Item::Table(package));
    manifest.insert("dependencies", Item::Table(dependencies));
    manifest.to_string()
}

/// The crate's default features, without those that have nothing to do with models.
fn features(manifest: &str) -> Array {
    let manifest: DocumentMut = manifest.parse().unwrap_or_default();
    let default = manifest["features"]["default"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let wanted = default.iter().filter_map(|name| name.as_str());
    wanted.filter(|name| !WITHOUT.contains(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::features;

    #[test]
    fn the_crate_is_built_with_its_models_and_without_tls() {
        let manifest = "[features]\ndefault = [\"rustls\", \"stream\", \"uuid\", \"pets\"]\n";
        let names: Vec<_> = features(manifest).iter().map(ToString::to_string).collect();
        assert_eq!(names.join(",").replace([' ', '"'], ""), "uuid,pets");
    }
}
