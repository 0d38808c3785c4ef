//! All documents of a folder that an environment variable names, as a test of endurance.

use std::path::Path;

use super::show;
use crate::ir::{Ty, Type, TypeKind};
use crate::load::{Limits, load};
use crate::lower::Lowering;
use crate::resolve::resolve;

/// `GENERATOR_CORPUS=folder cargo test -p generator corpus -- --nocapture`; with `GENERATOR_SHOW` set, prints all
/// types.
#[test]
fn every_document_of_a_corpus_is_lowered() {
    let Some(folder) = std::env::var_os("GENERATOR_CORPUS") else {
        return;
    };
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("a folder")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            path.extension()
                .is_some_and(|it| it == "json" || it == "yaml")
        })
        .collect();
    paths.sort();
    for path in paths {
        lower_one(&path);
    }
}

fn lower_one(path: &Path) {
    let limits = Limits::default();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut document = load(&name, std::fs::read(path).expect("a file"), &limits);
    resolve(
        &mut document,
        &|_| Err("no other files".to_owned()),
        &crate::Options::default(),
    );
    let start = std::time::Instant::now();
    let types = Lowering::new(&document).finish(&[], &[]);
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
