//! G4: names that are keywords, empty, in other scripts, long, or alike. Whatever they are in Rust, the wire has them
//! as the description does.

use std::collections::BTreeSet;

use generator::Faults;
use serde_json::json;

use crate::odd_names::{alike, names};
use crate::run::{Ran, format, run_with};

/// A crate in which everything that has a name has each of `names`.
fn described(names: &[String]) -> Ran {
    let members: serde_json::Map<_, _> = names
        .iter()
        .map(|name| (name.clone(), json!({"type": "string"})))
        .collect();
    let schemas: serde_json::Map<_, _> = names
        .iter()
        .map(|name| {
            (
                name.clone(),
                json!({"type": "object", "properties": {"own": {"const": name}}}),
            )
        })
        .collect();
    let parameters: Vec<_> = names
        .iter()
        .map(|name| json!({"name": name, "in": "query", "schema": {"type": "string"}}))
        .collect();
    let mut paths = serde_json::Map::new();
    for (number, name) in names.iter().enumerate() {
        let operation = json!({"operationId": name, "tags": [name], "responses": {"204": {"description": "none"}}});
        paths.insert(format!("/{number}"), json!({"get": operation}));
    }
    paths.insert(
        "/all".to_owned(),
        json!({"get": {"parameters": parameters, "responses": {"204": {"description": "none"}}}}),
    );
    let mut document = json!({
        "openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths,
        "components": {"schemas": schemas},
    });
    document["components"]["schemas"]["All members"] =
        json!({"type": "object", "properties": members});
    document["components"]["schemas"]["All values"] = json!({"enum": names});
    run_with(&document.to_string(), Faults::Tolerate, |cx| {
        let plan = generator::emit::plan(cx);
        format(cx, plan)
    })
}

/// All text that a crate's literals hold.
fn literals(ran: &Ran) -> BTreeSet<String> {
    fn collect(tokens: proc_macro2::TokenStream, found: &mut BTreeSet<String>) {
        for token in tokens {
            match token {
                proc_macro2::TokenTree::Group(group) => collect(group.stream(), found),
                proc_macro2::TokenTree::Literal(literal) => {
                    if let syn::Lit::Str(text) = syn::Lit::new(literal) {
                        found.insert(text.value());
                    }
                }
                _ => {}
            }
        }
    }
    let mut found = BTreeSet::new();
    for file in ran.files.iter().flatten() {
        let is_ours = file.path.ends_with(".rs") && !file.path.starts_with("src/runtime/");
        if is_ours {
            collect(file.text.parse().expect("every file is Rust"), &mut found);
        }
    }
    found
}

#[test]
fn g04_every_name_is_one_in_rust_and_unchanged_on_the_wire() {
    let names = names();
    let ran = described(&names);
    assert!(ran.files.is_some(), "{}", ran.printed());
    let literals = literals(&ran);
    let lost: Vec<_> = names
        .iter()
        .filter(|name| !literals.contains(*name))
        .collect();
    assert!(lost.is_empty(), "{lost:?}");
    let files: Vec<&str> = ran.files.iter().flatten().map(|file| &*file.path).collect();
    let lower: BTreeSet<String> = files.iter().map(|path| path.to_ascii_lowercase()).collect();
    assert_eq!(lower.len(), files.len(), "file systems that ignore case");
    let models = files
        .iter()
        .filter(|path| path.starts_with("src/models/"))
        .count();
    assert!(
        models >= names.len(),
        "{models} models of {} names",
        names.len()
    );
    for path in files {
        assert!(
            path.is_ascii() && path.len() < 120 && !path.contains(".."),
            "{path}"
        );
    }
}

#[test]
fn g04_names_that_differ_in_case_alone_stay_apart() {
    // As members of one object.
    let sets = alike();
    assert_eq!(sets.len(), 28 + 56);
    let mut schemas = serde_json::Map::new();
    for (number, set) in sets.iter().enumerate() {
        let members: serde_json::Map<_, _> = set
            .iter()
            .map(|name| (name.clone(), json!({"type": "string"})))
            .collect();
        schemas.insert(
            format!("S{number}"),
            json!({"type": "object", "properties": members}),
        );
    }
    let document = json!({"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}, "components": {"schemas": schemas}});
    let ran = crate::run::run(&document.to_string());
    let files = ran
        .files
        .as_ref()
        .unwrap_or_else(|| panic!("{}", ran.printed()));
    for (number, set) in sets.iter().enumerate() {
        let path = format!("src/models/s{number}.rs");
        let file = files
            .iter()
            .find(|file| file.path == path)
            .expect("its file");
        let parsed = syn::parse_file(&file.text).expect("Rust");
        let fields = parsed.items.iter().find_map(|item| match item {
            syn::Item::Struct(of) => Some(
                of.fields
                    .iter()
                    .filter_map(|field| field.ident.as_ref())
                    .map(ToString::to_string),
            ),
            _ => None,
        });
        let fields: BTreeSet<String> = fields.expect("a struct").collect();
        // And one for the members that are not known.
        assert_eq!(fields.len(), set.len() + 1, "{set:?}: {fields:?}");
    }
}
