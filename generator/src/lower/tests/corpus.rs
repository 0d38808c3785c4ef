//! All documents of a folder that an environment variable names, as a test of endurance.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::show;
use crate::document::Document;
use crate::ir::{Ty, Type, TypeKind};
use crate::load::load;
use crate::lower::{Selection, lower};
use crate::resolve::resolve;
use crate::{Faults, Options};

/// `GENERATOR_CORPUS=folder cargo test -p generator corpus -- --nocapture`; with `GENERATOR_SHOW` set, prints all
/// types.
#[test]
fn every_document_of_a_corpus_is_lowered() {
    for path in documents() {
        lower_one(&path);
    }
}

/// The operations are counted without any of our own code, so that none can be lost on the way.
#[test]
fn every_operation_of_a_corpus_is_kept_and_named() {
    for path in documents() {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let document = load_one(&path);
        let api = lower(&document, &Selection::default());
        assert_eq!(api.operations.len(), count(&path), "{name}");
        let grouped: usize = api.groups.iter().map(|group| group.operations.len()).sum();
        assert_eq!(grouped, api.operations.len(), "{name}");
        let names = crate::names::plan(&api);
        for group in &api.groups {
            let methods = group
                .operations
                .iter()
                .map(|&id| &names.operation(id).method);
            let distinct: HashSet<_> = methods.collect();
            assert_eq!(
                distinct.len(),
                group.operations.len(),
                "{name}: {:?}",
                group.tag
            );
        }
    }
}

/// How many operations the document at `path` has.
fn count(path: &Path) -> usize {
    const METHODS: [&str; 8] = [
        "get", "put", "post", "delete", "options", "head", "patch", "trace",
    ];
    let text = std::fs::read_to_string(path).expect("a file");
    let root: serde_json::Value = if path.extension().is_some_and(|it| it == "json") {
        serde_json::from_str(&text).expect("JSON")
    } else {
        let root: serde_yaml::Value =
            serde_yaml::from_str(&without_long_numbers(&text)).expect("YAML");
        serde_json::to_value(stringly(root)).expect("what JSON can say")
    };
    let items = root
        .get("paths")
        .and_then(|paths| paths.as_object())
        .into_iter()
        .flatten();
    let items = items
        .filter(|(path, _)| !path.starts_with("x-"))
        .map(|(_, item)| {
            let target = item.get("$ref").and_then(|target| target.as_str());
            target
                .and_then(|target| root.pointer(target.trim_start_matches('#')))
                .unwrap_or(item)
        });
    items
        .map(|item| {
            METHODS
                .iter()
                .filter(|method| item.get(method).is_some())
                .count()
        })
        .sum()
}

/// The YAML crate takes no integer beyond 64 bits; no operation depends on one.
fn without_long_numbers(text: &str) -> String {
    let lines = text.lines().map(|line| match line.rsplit_once(": ") {
        Some((before, number))
            if number.len() > 18
                && number
                    .trim_start_matches('-')
                    .bytes()
                    .all(|byte| byte.is_ascii_digit()) =>
        {
            format!("{before}: 0\n")
        }
        _ => format!("{line}\n"),
    });
    lines.collect()
}

/// The same YAML with strings as keys: statuses are written as numbers.
fn stringly(value: serde_yaml::Value) -> serde_yaml::Value {
    use serde_yaml::Value;
    match value {
        Value::Mapping(members) => {
            let members = members.into_iter().map(|(key, value)| {
                let key = match key {
                    Value::Number(number) => Value::String(number.to_string()),
                    Value::Bool(bool) => Value::String(bool.to_string()),
                    key => key,
                };
                (key, stringly(value))
            });
            Value::Mapping(members.collect())
        }
        Value::Sequence(items) => Value::Sequence(items.into_iter().map(stringly).collect()),
        value => value,
    }
}

/// The documents of the folder that the variable names; none without it.
fn documents() -> Vec<PathBuf> {
    let Some(folder) = std::env::var_os("GENERATOR_CORPUS") else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("a folder")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            path.extension()
                .is_some_and(|it| it == "json" || it == "yaml")
        })
        .collect();
    paths.sort();
    paths
}

fn load_one(path: &Path) -> Document {
    let options = Options {
        faults: Faults::Tolerate,
        ..Options::default()
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut document = load(&name, std::fs::read(path).expect("a file"), &options);
    resolve(
        &mut document,
        &|_| Err("no other files".to_owned()),
        &options,
    );
    document
}

fn lower_one(path: &Path) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let document = load_one(path);
    let start = std::time::Instant::now();
    let types = lower(&document, &Selection::default()).types;
    let took = start.elapsed();
    let is = |kind: fn(&TypeKind) -> bool| types.iter().filter(|ty| kind(&ty.kind)).count();
    println!(
        "{name}: {} types, {} structs, {} enums, {} unions, {} aliases, {} any, {} nodes, {took:?}",
        types.len(),
        is(|it| matches!(it, TypeKind::Struct(_))),
        is(|it| matches!(it, TypeKind::Enum(_))),
        is(|it| matches!(it, TypeKind::Union(_))),
        is(|it| matches!(it, TypeKind::Alias(_))),
        types.iter().map(any).sum::<usize>(),
        document.tree.len(),
    );
    if std::env::var_os("GENERATOR_SHOW").is_some() {
        for ty in &types {
            println!("  {}", show(ty, &types));
        }
        for entry in crate::ledger::Ledger::of(&document).entries {
            if entry.mark == crate::ledger::Mark::Unsupported {
                println!("  ? {} {}", entry.reason, document.tree.pointer(entry.node));
            }
        }
        for diagnostic in document.diagnostics.into_vec() {
            let crate::diagnostic::Place::Node(node, _) = diagnostic.place else {
                continue;
            };
            println!("  ! {} {}", diagnostic.message, document.tree.pointer(node));
        }
    }
}

fn any(ty: &Type) -> usize {
    fn count(ty: &Ty) -> usize {
        match ty {
            Ty::Any => 1,
            Ty::List(inner) | Ty::Map(inner) | Ty::Nullable(inner) => count(inner),
            Ty::Tuple(elements) => elements.iter().map(count).sum(),
            _ => 0,
        }
    }
    crate::lower::walk::parts(ty).into_iter().map(count).sum()
}
