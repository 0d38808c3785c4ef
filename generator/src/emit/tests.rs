//! Descriptions, and the files they become.

mod conversions;
mod operations;

use std::collections::BTreeMap;

use crate::emit::Crate;
use crate::names::reserved;
use crate::{Faults, Options};

/// The files of the crate for a description, by path. `members` stand below the root, beside `openapi` and `info`.
#[track_caller]
fn files(members: &str) -> BTreeMap<String, String> {
    let text = format!("openapi: 3.1.0\ninfo: {{ title: Pets, version: '1' }}\n{members}");
    let options = Options {
        faults: Faults::Reject,
        ..Options::default()
    };
    let read = |path: &str| Err(format!("no {path}"));
    let described = match crate::describe("pets.yaml", text.into_bytes(), &read, &options) {
        Ok(described) => described,
        Err(rejected) => panic!("{:?}", rejected.0.diagnostics),
    };
    let krate = Crate {
        name: "pets".to_owned(),
        version: "0.1.0".to_owned(),
        license: None,
        source: "pets.yaml".to_owned(),
        dependencies: Vec::new(),
        default_features: None,
        standalone: true,
    };
    let files = match crate::generate(&described.api, &krate) {
        Ok(files) => files,
        Err(fault) => panic!("{}: {}", fault.path, fault.message),
    };
    for file in &files {
        if file.path.ends_with(".rs") {
            let parsed = syn::parse_file(&file.text).expect(&file.path);
            assert_imports(&file.path, &parsed);
        }
    }
    files
        .into_iter()
        .map(|file| (file.path, file.text))
        .collect()
}

/// What is imported from the runtime must be there.
#[track_caller]
fn assert_imports(path: &str, file: &syn::File) {
    let root = super::runtime::FILES
        .iter()
        .find(|(path, _)| *path == "mod.rs");
    let (_, root) = root.expect("the root of the runtime");
    let exported: Vec<&str> = root
        .split(|char: char| !(char.is_alphanumeric() || char == '_'))
        .collect();
    for item in &file.items {
        let syn::Item::Use(of) = item else { continue };
        let tokens = quote::quote!(#of).to_string();
        if let (Some(("src/api", _)), Some((_, names))) = (
            path.rsplit_once('/'),
            tokens.split_once("crate :: client :: "),
        ) {
            let name = names.trim_end_matches(';').trim();
            assert!(
                reserved::CONSTANTS_IN_OPERATIONS.contains(&name),
                "{path} imports {name}, and an operation may have that name"
            );
        }
        let Some((_, names)) = tokens.split_once("crate :: runtime :: ") else {
            continue;
        };
        if path.starts_with("src/runtime/") {
            continue;
        }
        for name in names.split(|char: char| !(char.is_alphanumeric() || char == '_')) {
            assert!(
                exported.contains(&name),
                "{path} imports {name}, which the runtime does not export"
            );
            assert!(
                is_kept_from_types(path, name),
                "{path} imports {name}, and a type may have that name"
            );
        }
    }
}

/// Whether the file does without the name where a type of the description has it, or none can have it.
fn is_kept_from_types(path: &str, name: &str) -> bool {
    if !name.starts_with(char::is_uppercase) {
        return true;
    }
    match path.rsplit_once('/') {
        Some(("src/models", file)) if file != "mod.rs" => {
            reserved::IN_MODELS.contains(&name) || reserved::BEHIND_MODELS.contains(&name)
        }
        // Calls, handles and outputs are there beside models.
        Some(("src/api", _)) => reserved::IN_OPERATIONS.contains(&name),
        _ => true,
    }
}

/// The file of the model `pet`, with the schema `Pet` written as YAML in braces.
#[track_caller]
fn model(schema: &str) -> String {
    let members = format!(
        "paths:\n  /pets:\n    post:\n      requestBody: {{ required: true, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Pet' }} }} }} }}\n      responses: {{ '200': {{ description: x, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Pet' }} }} }} }} }}\ncomponents: {{ schemas: {{ Pet: {schema} }} }}\n"
    );
    let mut files = files(&members);
    files.remove("src/models/pet.rs").expect("a model")
}

/// The file of the group `pets`, with the operations of `/pets/{id}` written as YAML.
#[track_caller]
fn group(operations: &str) -> String {
    let members = format!(
        "paths:\n  '/pets/{{id}}':\n    parameters: [{{ name: id, in: path, required: true, schema: {{ type: string }} }}]\n{operations}"
    );
    let mut files = files(&members);
    files.remove("src/api/pets.rs").expect("a group")
}

#[track_caller]
fn assert_has(text: &str, parts: &[&str]) {
    // Where lines are broken, and the commas that come of it, is not what these tests are about.
    let flat = |text: &str| {
        let dense: String = text.chars().filter(|char| !char.is_whitespace()).collect();
        dense
            .replace(",)", ")")
            .replace(",]", "]")
            .replace(",}", "}")
    };
    let dense = flat(text);
    for part in parts {
        let wanted = flat(part);
        assert!(
            dense.contains(wanted.trim_end_matches(',')),
            "no `{part}` in:\n{text}"
        );
    }
}

#[test]
fn structs_show_how_members_may_be_left_out() {
    let text = model(
        "{ type: object, required: [name, owner], properties: {
            name: { type: string, minLength: 1 },
            owner: { type: [string, 'null'] },
            age: { type: integer },
            note: { type: [string, 'null'] },
            total: { type: string, format: int64 } } }",
    );
    assert_has(
        &text,
        &[
            "pub name: String,",
            "pub owner: Option<String>,",
            "pub age: Option<i64>,",
            "pub note: Maybe<String>,",
            "pub total: Option<i64>,",
            r#"Member::required("name"), Member::nullable("owner"), Member::optional("age"), Member::optional("note"), Member::optional("total").as_text(),"#,
            r#"&[("name", Constraint::MinLength(1))]"#,
            "pub fn new(name: impl Into<String>, owner: Option<String>) -> Self {",
            "pub fn note(mut self, note: impl Into<Maybe<String>>) -> Self { self.note = note.into(); self }",
            "pub fn age(mut self, age: i64) -> Self { self.age = Some(age); self }",
            "model!(Pet);",
        ],
    );
    assert!(!text.contains("pub fn name("), "{text}");
}

#[test]
fn further_members_have_a_typed_map() {
    let text = model(
        "{ type: object, properties: { a: { type: string } }, additionalProperties: { type: number } }",
    );
    assert_has(
        &text,
        &[
            "pub additional_properties: BTreeMap<String, f64>,",
            "Member::additional()",
            "additional_properties: from.entries(),",
            "1 => &self.additional_properties, _ => &self.extra,",
        ],
    );
}

#[test]
fn constants_are_sent_without_being_asked_for() {
    let text = model(
        "{ type: object, required: [kind, name], properties: { kind: { const: cat }, name: { type: string } } }",
    );
    assert_has(&text, &["pub fn new(name: impl Into<String>) -> Self {"]);
}

#[test]
fn enumerations_are_open() {
    let text = model("{ type: string, enum: [cat, big dog] }");
    assert_has(
        &text,
        &[
            "/// `cat` Cat, /// `big dog` BigDog,",
            "Unrecognized(Unrecognized),",
            "pub const VALUES: &'static [Self] = &[Self::Cat, Self::BigDog];",
            r#"Self::Cat => "cat", Self::BigDog => "big dog","#,
            "text_enum!(Pet);",
        ],
    );
    let text = model("{ type: string, enum: [a, b, c, d, e, f, g, h] }");
    assert_has(&text, &["text_enum!(Pet);"]);
    let text = model("{ type: string, enum: [a, b, c, d, e, f, g, h, i] }");
    assert_has(&text, &["text_enum!(Pet, indexed);"]);
    let text = model("{ enum: [1, 2.5, x, true] }");
    assert_has(
        &text,
        &[
            "Scalar::Integer(1) =>",
            "Scalar::Number(number) if number == 2.5f64 =>",
            r#"Scalar::Text("x") =>"#,
            "Scalar::Bool(true) =>",
            "scalar_enum!(Pet);",
        ],
    );
}

#[test]
fn unions_say_what_tells_variants_apart() {
    let text = model(
        "{ oneOf: [
            { title: Cat, type: object, required: [meow], properties: { meow: { type: boolean } } },
            { type: string } ] }",
    );
    assert_has(
        &text,
        &[
            "pub enum Pet {",
            "&[Shape::OBJECT, Shape::STRING];",
            "String(String),",
            "Unrecognized(Value),",
            "for Pet {",
            "union!(Pet);",
        ],
    );
    let text = model(
        "{ oneOf: [
            { title: Cat, type: object, required: [meow], properties: { meow: { type: boolean } } },
            { type: object, required: [b], additionalProperties: { type: string } },
            { type: number },
            { type: array } ] }",
    );
    assert_has(
        &text,
        &[
            "Shape { members: Cat::MEMBERS, ..Shape::OBJECT },",
            "Shape::NUMBER,",
            "Shape::ARRAY,",
        ],
    );
    let text = model(
        "{ oneOf: [
            { title: Cat, type: object, required: [kind], properties: { kind: { const: cat } } },
            { type: [string, integer] },
            { type: boolean } ] }",
    );
    let constants = r#"constants: &[("kind", &[Scalar::Text("cat")])], ..Shape::OBJECT"#;
    assert_has(&text, &[constants, "Shape::BOOLEAN"]);
}

/// Shapes would tell no more than a discriminator that each variant must have, and are long.
#[test]
fn shapes_are_given_where_the_discriminator_does_not_tell_all() {
    let union = |required: &str, [cat, dog]: [&str; 2]| {
        model(&format!(
            "{{ discriminator: {{ propertyName: kind }}, oneOf: [
                {{ title: Cat, type: object, required: [{required}], properties: {{ kind: {{ enum: [{cat}] }} }} }},
                {{ title: Dog, type: object, required: [{required}], properties: {{ kind: {{ enum: [{dog}] }} }} }} ] }}"
        ))
    };
    let told = union("kind", ["cat", "dog"]);
    assert_has(&told, &[r#"mapping: &[("cat", 0), ("dog", 1)]"#]);
    assert!(!told.contains("SHAPES"), "{told}");
    let shapes = "const SHAPES: &'static [Shape] = &[";
    assert_has(&union("", ["cat", "dog"]), &[shapes]);
    assert_has(&union("kind", ["1", "2"]), &[shapes]);
    assert_has(&union("kind", ["cat, 1", "dog"]), &[shapes]);
}

/// The one that declares has the shortest name; the others are in its file, each with its own documentation.
#[test]
fn types_that_are_alike_share_a_file() {
    let files = files(
        "paths: {}
components:
  schemas:
    Lamp: { properties: { state: { enum: [on, off], description: Whether it shines. } } }
    Room: { properties: { lamp: { properties: { state: { enum: [on, off], description: As of a lamp. } } } } }
",
    );
    let text = &files["src/models/lamp_state.rs"];
    assert_has(
        text,
        &[
            "/// Whether it shines. #[derive(Clone)] #[non_exhaustive] pub enum LampState {",
            "/// As of a lamp. /// /// The same as [`LampState`], as long as the description has them alike.",
        ],
    );
    assert_has(
        &files["src/models/mod.rs"],
        &[
            "mod lamp_state;",
            "pub use lamp_state::{LampState, RoomLampState};",
        ],
    );
}

#[test]
fn the_manual_tells_what_a_server_varies_in() {
    let files = files(
        "servers:
  - url: 'https://{region}.example/{base}'
    variables: { region: { default: eu, enum: [eu, us] }, base: { default: v1 } }
paths: { /a: { get: { operationId: read, responses: { '204': { description: x } } } } }
",
    );
    let lines: Vec<&str> = files["src/lib.rs"]
        .lines()
        .filter_map(|line| line.strip_prefix("//! "))
        .collect();
    let manual = lines.join(" ");
    let expected = "Its server, see `ClientBuilder::server`: `https://{region}.example/{base}`, where `region` is `eu`, or \
         `us`; `base` is `v1` unless it is given.";
    assert!(manual.contains(expected), "{manual}");
}

#[test]
fn what_is_demanded_of_each_item_is_told() {
    let files = files(
        "components:
  schemas:
    Code: { type: string, minLength: 2 }
    Pet:
      properties:
        codes: { type: array, minItems: 1, items: { $ref: '#/components/schemas/Code' } }
        ages: { type: object, additionalProperties: { type: integer, maximum: 30 } }
",
    );
    assert_has(
        &files["src/models/pet.rs"],
        &[
            "/// At least 1 item; each: at least 2 characters.",
            "/// Each: at most 30.",
        ],
    );
}

#[test]
fn the_manual_tells_what_a_base_url_has_to_end_with() {
    let paths = "paths: { /a: { get: { responses: { '204': { description: x } } } } }";
    for (servers, expected) in [
        (
            "servers: [{ url: /api/v3 }, { url: 'https://other.example' }]",
            "the description says only how it ends, `/api/v3`, so it must be given",
        ),
        (
            "servers: [{ url: / }]",
            "the description names no server, so it must be given",
        ),
    ] {
        let files = files(&format!("{servers}\n{paths}\n"));
        assert_has(&files["src/lib.rs"], &[expected]);
    }
}

#[test]
fn models_named_like_the_runtime_are_told_apart() {
    let files = files(
        "paths:
  /pages:
    get:
      tags: [pages]
      responses: { '200': { description: x, content: { application/json: { schema: { $ref: '#/components/schemas/Client' } } } } }
components: { schemas: { Client: { type: object, properties: { a: { type: string } } } } }
",
    );
    assert_has(
        &files["src/api/pages.rs"],
        &["use crate::models;", "=> Json<models::Client>);"],
    );
}

#[test]
fn text_of_the_description_stays_text() {
    let hostile = "\"```rust\\nstd::process::exit(1)\\n```\\n\\n    std::process::exit(2)\\n\\n*/ \\u202e <script>alert(1)</script> [x](javascript:y) #![allow]\"";
    let members = format!(
        "paths:
  /pets:
    get:
      tags: [{{}}]
      operationId: {hostile}
      description: {hostile}
      responses: {{ '200': {{ description: {hostile}, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Pet' }} }} }} }} }}
tags: [{{ name: pets, description: {hostile} }}]
servers: [{{ url: 'https://a.example', description: {hostile} }}]
components: {{ schemas: {{ Pet: {{ type: object, description: {hostile}, properties: {{ {hostile}: {{ type: string, description: {hostile}, enum: [{hostile}] }} }} }} }} }}
"
    );
    let members = members.replace("tags: [{}]", "tags: [pets]");
    for (path, text) in files(&members) {
        if path.starts_with("src/runtime/") {
            continue;
        }
        assert!(!text.contains('\u{202e}'), "{path}");
        for comment in comments(&text) {
            assert_harmless(&path, &comment);
        }
    }
}

/// The doc comments of a file, each as CommonMark.
fn comments(text: &str) -> Vec<String> {
    let mut comments = vec![String::new()];
    for line in text.lines().map(str::trim_start) {
        let comment = line
            .strip_prefix("///")
            .or_else(|| line.strip_prefix("//!"));
        match (comment, comments.last_mut()) {
            (Some(comment), Some(last)) => {
                last.push_str(comment.strip_prefix(' ').unwrap_or(comment));
                last.push('\n');
            }
            _ => comments.push(String::new()),
        }
    }
    comments
}

#[track_caller]
fn assert_harmless(path: &str, comment: &str) {
    use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    for event in Parser::new_ext(comment, options) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => panic!("{path}: {html}"),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => panic!("{path}: {comment}"),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language)))
                if path != "src/lib.rs" =>
            {
                assert!(matches!(&*language, "text" | "json"), "{path}: {language}");
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                let is_ours = dest_url.contains("::") && !dest_url.contains(['/', '(']);
                assert!(
                    is_ours || dest_url.starts_with("http"),
                    "{path}: {dest_url}"
                );
            }
            _ => {}
        }
    }
}

#[test]
fn the_manifest_holds_text_as_values() {
    let text = "openapi: 3.1.0\ninfo: { title: \"x\\\"\\n[dependencies]\\nevil = '1'\", version: '1' }\npaths: {}\n";
    let read = |path: &str| Err(format!("no {path}"));
    let Ok(described) = crate::describe(
        "x\ny.yaml",
        text.as_bytes().to_vec(),
        &read,
        &Options::default(),
    ) else {
        panic!("it is sound");
    };
    let krate = Crate {
        name: "pets".to_owned(),
        version: "0.1.0".to_owned(),
        license: Some("MIT\"\nx = 1".to_owned()),
        source: "x\nevil = 1".to_owned(),
        dependencies: Vec::new(),
        default_features: None,
        standalone: false,
    };
    let files = crate::generate(&described.api, &krate).expect("files");
    let manifest = files
        .iter()
        .find(|file| file.path == "Cargo.toml")
        .expect("a manifest");
    let manifest: toml_edit::DocumentMut = manifest.text.parse().expect("TOML");
    assert!(manifest["dependencies"].get("evil").is_none());
    assert!(manifest.get("evil").is_none() && manifest["package"].get("x").is_none());
    assert!(manifest.get("workspace").is_none());
    assert_eq!(manifest["package"]["name"].as_str(), Some("pets"));
    assert_eq!(
        manifest["package"]["categories"][0].as_str(),
        Some("api-bindings")
    );
}

/// A description with a group per letter, whose operations share one model and have one each of their own.
fn large() -> String {
    let mut paths = String::from("paths:\n");
    let mut schemas = String::from(
        "components:\n  schemas:\n    Shared: { type: object, properties: { id: { type: string } } }\n",
    );
    for letter in 'a'..='j' {
        schemas.push_str(&format!(
            "    Own{letter}: {{ type: object, properties: {{ shared: {{ $ref: '#/components/schemas/Shared' }} }} }}\n"
        ));
        for number in 0..12 {
            paths.push_str(&format!(
                "  /{letter}/{number}:\n    get:\n      tags: [group {letter}]\n      operationId: get{letter}{number}\n      responses: {{ '200': {{ description: x, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Own{letter}' }} }} }} }} }}\n"
            ));
        }
    }
    format!("{paths}{schemas}")
}

#[test]
fn large_crates_have_a_feature_per_group() {
    let files = files(&large());
    assert_has(
        &files["src/api/mod.rs"],
        &[r#"#[cfg(feature = "group-a")] pub mod group_a;"#],
    );
    assert_has(
        &files["src/models/mod.rs"],
        &[r#"when! { feature = "group-b" => mod ownb; pub use ownb::Ownb; }"#],
    );
    let all_need_it = files["src/models/mod.rs"].split("when!").next();
    assert_has(all_need_it.unwrap_or_default(), &["mod shared;"]);
    let manifest: toml_edit::DocumentMut = files["Cargo.toml"].parse().expect("TOML");
    let default = manifest["features"]["default"].as_array().expect("a list");
    assert!(default.iter().any(|name| name.as_str() == Some("group-j")));
}

#[test]
fn the_same_description_gives_the_same_bytes() {
    assert_eq!(files(&large()), files(&large()));
}

#[test]
fn constructors_list_several_arguments() {
    let two = model(
        "{ type: object, required: [name, age], properties: { name: { type: string, description: What it is called. }, age: { type: integer } } }",
    );
    assert_has(
        &two,
        &[
            "/// # Arguments /// /// - `name` - What it is called. /// - `age` #[inline] #[must_use]",
        ],
    );
    let one = model("{ type: object, required: [name], properties: { name: { type: string } } }");
    assert!(!one.contains("# Arguments"), "{one}");
}

/// What the crate's root exports of its runtime.
#[track_caller]
fn exports(members: &str) -> Vec<String> {
    let mut files = files(members);
    let root = files.remove("src/lib.rs").expect("a root");
    let (_, exports) = root
        .split_once("pub use crate::runtime::{")
        .expect("exports");
    let (exports, _) = exports.split_once("};").expect("an end");
    exports
        .split(',')
        .map(|name| name.trim().to_owned())
        .collect()
}

#[test]
fn exports_are_those_that_the_api_has_a_use_for() {
    const SPECIAL: [&str; 8] = [
        "AsText",
        "Base64",
        "Date",
        "Event",
        "EventStream",
        "Form",
        "JsonLineStream",
        "Part",
    ];
    let plain = exports("paths: {}\n");
    assert!(plain.iter().any(|name| name == "Client"), "{plain:?}");
    assert!(
        !plain.iter().any(|name| SPECIAL.contains(&&**name)),
        "{plain:?}"
    );

    let rich = exports(
        "paths:
  /pets:
    post:
      requestBody: { required: true, content: { multipart/form-data: { schema: { type: object, properties: { day: { type: string, format: date }, total: { type: string, format: int64 } } } } } }
      responses: { '200': { description: x, content: { text/event-stream: { schema: { type: string } } } } }
    get:
      responses: { '200': { description: x, content: { application/jsonl: { schema: { type: array, items: { type: string, format: byte } } } } } }
",
    );
    for name in SPECIAL {
        assert!(
            rich.iter().any(|export| export == name),
            "no {name} in {rich:?}"
        );
    }
}
