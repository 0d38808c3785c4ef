//! The surface is complete and true: it is compared with what `syn` finds in the generated sources, both ways.

use std::collections::BTreeSet;

use quote::ToTokens;
use syn::{ImplItem, Item as Rust, Visibility};

use super::lock::DEPRECATED;
use super::{Surface, tokens};
use crate::emit::Crate;
use crate::{Faults, File, Options};

/// Descriptions that have of everything between them.
const DESCRIPTIONS: &[(&str, &str)] = &[
    (
        "partnerportal",
        include_str!("../../../spec/partnerportal.yaml"),
    ),
    (
        "requests",
        include_str!("../../../tests/golden/requests.yaml"),
    ),
    ("values", include_str!("../../../tests/golden/values.yaml")),
];

fn generated(name: &str, text: &str) -> (Vec<File>, Surface) {
    let options = Options {
        faults: Faults::Tolerate,
        ..Options::default()
    };
    let read = |path: &str| Err(format!("no {path}"));
    let described = match crate::describe("a.yaml", text.as_bytes().to_vec(), &read, &options) {
        Ok(described) => described,
        Err(rejected) => panic!("{name}: {:?}", rejected.0.diagnostics),
    };
    let krate = Crate {
        name: name.to_owned(),
        version: "0.1.0".to_owned(),
        default_features: None,
        dependencies: Vec::new(),
        license: None,
        source: "a.yaml".to_owned(),
        standalone: true,
    };
    let draft = crate::Draft::new(&described.api, &krate);
    let surface = draft.surface();
    match draft.files(&surface) {
        Ok(files) => (files, surface),
        Err(fault) => panic!("{name}: {}", fault.message),
    }
}

/// What `syn` found: `kind path signature`, as the lock has it, without features and what is on the wire.
#[derive(Default)]
struct Found(BTreeSet<String>);

/// What the runtime gives all types of a kind, and so stands in no lock.
const OF_ALL: &[&str] = &["extra", "Unrecognized", "as_str"];
/// Traits that all types of a kind have.
const TRAITS: &[&str] = &["Model", "TryModel", "ScalarEnum", "Union", "Expect"];
/// Modules that are hidden, or private with all that is in them said elsewhere.
const HIDDEN: &[&str] = &["runtime", "client"];

impl Found {
    fn add(&mut self, kind: &str, path: &str, signature: &str, attributes: &[syn::Attribute]) {
        let is_deprecated = attributes.iter().any(|it| it.path().is_ident("deprecated"));
        let deprecated = if is_deprecated { DEPRECATED } else { "" };
        let signature = signature
            .replace("models::", "")
            .replace("mut self", "self");
        self.0
            .insert(format!("{kind} {path} {signature}{deprecated}"));
    }

    fn file(&mut self, file: &File) {
        let path = file.path.trim_start_matches("src/").trim_end_matches(".rs");
        let module = match path.split_once('/') {
            Some(("models", _)) => "models::".to_owned(),
            Some(("api", "mod")) => "api::".to_owned(),
            Some(("api", group)) => format!("api::{group}::"),
            _ if path == "webhooks" => "webhooks::".to_owned(),
            _ => String::new(),
        };
        let parsed = syn::parse_file(&file.text).expect("Rust");
        for item in &parsed.items {
            self.item(&module, item);
        }
    }

    fn item(&mut self, module: &str, item: &Rust) {
        match item {
            Rust::Mod(of) if is_public(&of.vis) => {
                let name = of.ident.to_string();
                if !HIDDEN.contains(&&*name) {
                    self.add("mod", &format!("{module}{name}"), "", &[]);
                }
            }
            Rust::Use(of) if is_public(&of.vis) && module.is_empty() => {
                let text = of.tree.to_token_stream().to_string();
                let names = text.split(['{', '}', ',']).map(str::trim);
                for name in names.filter(|name| !name.is_empty() && !name.contains("::")) {
                    self.add("use", name, "", &[]);
                }
            }
            Rust::Struct(of) if is_public(&of.vis) => {
                let path = format!("{module}{}", of.ident);
                let lifetime = if of.generics.params.is_empty() {
                    ""
                } else {
                    "<'_>"
                };
                self.add("struct", &path, lifetime, &of.attrs);
                for field in of.fields.iter().filter(|field| is_public(&field.vis)) {
                    let Some(name) = &field.ident else { continue };
                    if OF_ALL.contains(&&*name.to_string()) {
                        continue;
                    }
                    let ty = tokens::text(field.ty.to_token_stream());
                    self.add(
                        "field",
                        &format!("{path}::{name}"),
                        &format!(": {ty}"),
                        &field.attrs,
                    );
                }
            }
            Rust::Enum(of) if is_public(&of.vis) => {
                let path = format!("{module}{}", of.ident);
                self.add("enum", &path, "", &of.attrs);
                for variant in &of.variants {
                    if OF_ALL.contains(&&*variant.ident.to_string()) {
                        continue;
                    }
                    let held = tokens::text(variant.fields.to_token_stream());
                    self.add(
                        "variant",
                        &format!("{path}::{}", variant.ident),
                        &held,
                        &variant.attrs,
                    );
                }
            }
            Rust::Type(of) if is_public(&of.vis) => {
                let ty = tokens::text(of.ty.to_token_stream());
                // A call, which its users know no other type of.
                let is_call = ty.starts_with("Request<operation::");
                let (kind, signature) = match is_call {
                    true => ("struct", String::new()),
                    false => ("type", format!(": {ty}")),
                };
                let path = format!("{module}{}", of.ident);
                self.add(kind, &path, &signature, &of.attrs);
            }
            Rust::Impl(of) => self.implementation(module, of),
            Rust::Macro(of) => self.call(module, &of.mac),
            _ => {}
        }
    }

    fn implementation(&mut self, module: &str, of: &syn::ItemImpl) {
        let ty = tokens::text(of.self_ty.to_token_stream()).replace("<'_>", "");
        let path = match ty.as_str() {
            "Client" | "ClientBuilder" => ty,
            ty => format!("{module}{ty}"),
        };
        if let Some(of) = &of.trait_ {
            let name = tokens::text(of.0.to_token_stream());
            let is_of_all = TRAITS.contains(&&*name);
            // The call of a form takes it as the runtime's.
            if !is_of_all && !path.ends_with("::Form") && path != "Form" && !module.is_empty() {
                self.add("impl", &format!("{path}::{name}"), "", &[]);
            }
            return;
        }
        for item in &of.items {
            let ImplItem::Fn(function) = item else {
                continue;
            };
            if !is_public(&function.vis) || OF_ALL.contains(&&*function.sig.ident.to_string()) {
                continue;
            }
            let inputs = tokens::text(function.sig.inputs.to_token_stream());
            let output = tokens::text(function.sig.output.to_token_stream());
            let output = output.replace("->", "");
            let signature = format!("({}) -> {output}", inputs.trim_end_matches([',', ' ']));
            self.add(
                "fn",
                &format!("{path}::{}", function.sig.ident),
                &signature,
                &function.attrs,
            );
        }
    }

    /// The macros that give calls their functions.
    fn call(&mut self, module: &str, of: &syn::Macro) {
        let name = of
            .path
            .segments
            .last()
            .map(|it| it.ident.to_string())
            .unwrap_or_default();
        let text = tokens::text(of.tokens.clone());
        let (call, given) = text.split_once("=>").unwrap_or((&text, ""));
        let path = format!("{module}{}", call.trim());
        let given = given.trim();
        match name.as_str() {
            "request" => {
                let given = output(given);
                self.add(
                    "fn",
                    &format!("{path}::send"),
                    &format!("(self) -> Pending<{given}>"),
                    &[],
                );
            }
            "paginate" => {
                self.add(
                    "fn",
                    &format!("{path}::pages"),
                    &format!("(self) -> Pages<{given}>"),
                    &[],
                );
                self.add(
                    "fn",
                    &format!("{path}::items"),
                    &format!("(self) -> Items<{given}>"),
                    &[],
                );
                let resume = "(self, position: &Position) -> Self";
                self.add("fn", &format!("{path}::resume"), resume, &[]);
            }
            "download" => {
                self.add(
                    "fn",
                    &format!("{path}::stream"),
                    "(self) -> Pending<Body>",
                    &[],
                );
            }
            // Of models, the same for all of their kind.
            "model" | "try_model" | "boxed" | "text_enum" | "scalar_enum" | "union"
            | "compile_error" => {}
            other => panic!("the macro {other} is new here"),
        }
    }
}

/// `Expect::Output` of the runtime's ways to read.
fn output(given: &str) -> String {
    let inner = |name: &str| given.strip_prefix(name)?.strip_suffix('>');
    match given {
        "Empty" => "()".to_owned(),
        "Text" => "String".to_owned(),
        "Binary" => "Bytes".to_owned(),
        given => inner("Json<")
            .map(str::to_owned)
            .or_else(|| Some(format!("Page<{}>", inner("Paged<")?)))
            .or_else(|| Some(format!("EventStream<{}>", inner("ServerSentEvents<")?)))
            .or_else(|| Some(format!("JsonLineStream<{}>", inner("JsonLines<")?)))
            .unwrap_or_else(|| given.to_owned()),
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// The items of the surface in the same words. What kind of enum it is stands in the lock alone.
fn listed(surface: &Surface) -> BTreeSet<String> {
    let named = surface
        .items
        .iter()
        .filter(|item| !matches!(item.kind, super::Kind::Wire | super::Kind::Feature));
    let named = named.map(|item| {
        let is_enum = item.kind == super::Kind::Enum;
        let deprecated = item.signature.ends_with(DEPRECATED).then_some(DEPRECATED);
        let signature = if is_enum {
            deprecated.unwrap_or("")
        } else {
            &item.signature
        };
        let signature = signature.replace(super::LIKE, ": ");
        format!("{} {} {signature}", item.kind, item.path)
    });
    named.collect()
}

#[test]
fn the_surface_is_what_the_sources_have() {
    for (name, text) in DESCRIPTIONS {
        let (files, surface) = generated(name, text);
        let mut found = Found::default();
        for file in files.iter().filter(|file| file.path.ends_with(".rs")) {
            if !file.path.starts_with("src/runtime/") {
                found.file(file);
            }
        }
        let listed = listed(&surface);
        let unlisted: Vec<&String> = found.0.difference(&listed).collect();
        let invented: Vec<&String> = listed.difference(&found.0).collect();
        assert!(
            unlisted.is_empty() && invented.is_empty(),
            "{name}: not in the surface: {unlisted:#?}\nnot in the sources: {invented:#?}"
        );
        assert!(listed.len() > 100, "{name}: {}", listed.len());
    }
}

#[test]
fn the_lock_is_read_back_as_it_was() {
    for (name, text) in DESCRIPTIONS {
        let (files, surface) = generated(name, text);
        let lock = files.iter().find(|file| file.path == super::lock::NAME);
        let lock = &lock.expect("the lock").text;
        let read = Surface::parse(lock).expect("a lock");
        assert_eq!(read.lines(), surface.lines(), "{name}");
        assert!(
            crate::changes::compare(&surface, &read).is_empty(),
            "{name}"
        );
        assert!(
            crate::changes::compare(&read, &surface).is_empty(),
            "{name}"
        );
    }
}

#[test]
fn what_is_no_lock_is_told_with_its_line() {
    for (text, line) in [
        ("struct A\n<<<<<<< HEAD\n", 2),
        ("    field x: i64\n", 1),
        ("struct\n", 1),
        ("mod a\n\nelephant b\n", 3),
    ] {
        assert_eq!(Surface::parse(text), Err(line), "{text}");
    }
}

/// Names and values of a description can neither end a line of the lock nor look like its signs.
#[test]
fn text_of_the_description_stays_inside_its_line() {
    let text = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    Pet:\n      type: object\n      properties:\n        \"a = b; c\\nstruct Evil when x\": {type: string, default: \"\\u202e\\n    field evil: i64 = e\"}\n        \"\": {type: string}\n    Kind: {type: string, enum: [\"; always 1\", \" = \", \"\\n# x\"]}\n";
    let (_, surface) = generated("hostile", text);
    let lines = surface.lines();
    assert!(
        !lines.contains("\nstruct Evil") && !lines.contains('\u{202e}'),
        "{lines}"
    );
    let read = Surface::parse(&lines).expect("a lock");
    assert_eq!(read.lines(), lines);
    assert_eq!(read.items.len(), surface.items.len());
}
