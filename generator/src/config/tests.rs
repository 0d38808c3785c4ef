//! Configurations from their text to what they say, or to what there is to say about them.

use std::collections::BTreeMap;

use super::{Config, read, schema};
use crate::codes;
use crate::formats::{FormatType, Formats};
use crate::levels::Levels;
use crate::lower::Selection;
use crate::rename::Rename;

const WHOLE: &str = r##"
description = "orchard.yaml"
out = "client"
overlays = ["fixes.yaml", "more.json"]

[crate]
name = "orchard"
version = "0.3.0-rc.1"
license = "MIT"
default-features = ["trees"]

[select]
tags = ["trees"]
operations = ["listTrees"]
paths = ["/v7/*"]

[types]
date-time = "string"
formats = { Objectid = "string", guid32 = "uuid", decimal = "rust_decimal::Decimal" }
dependencies = { rust_decimal = "1" }

[names]
Tree = "Plant"
"#/components/schemas/Tree/properties/girth" = "circumference"

[warnings]
allow = ["E0042"]
deny = ["warnings", "E0061"]

[warnings.allow-at]
"/paths/~1a" = ["e0060"]
"##;

#[test]
fn everything_that_may_be_said_is_read() {
    let config = read("codegen.toml", WHOLE.to_owned()).expect("a sound configuration");
    let text = |text: &str| text.to_owned();
    let formats = BTreeMap::from([
        (text("objectid"), FormatType::String),
        (text("guid32"), FormatType::Uuid),
        (
            text("decimal"),
            FormatType::Path(text("rust_decimal::Decimal")),
        ),
        (text("date-time"), FormatType::String),
    ]);
    let expected = Config {
        description: Some(text("orchard.yaml")),
        out: Some(text("client")),
        overlays: vec![text("fixes.yaml"), text("more.json")],
        name: Some(text("orchard")),
        version: Some(text("0.3.0-rc.1")),
        license: Some(text("MIT")),
        default_features: Some(vec![text("trees")]),
        selection: Selection {
            tags: vec![text("trees")],
            operations: vec![text("listTrees")],
            paths: vec![text("/v7/*")],
            is_configured: true,
        },
        formats: Formats { by_name: formats },
        names: [
            ("Tree", "Plant"),
            (
                "#/components/schemas/Tree/properties/girth",
                "circumference",
            ),
        ]
        .map(|(of, name)| Rename {
            of: text(of),
            name: text(name),
        })
        .to_vec(),
        dependencies: vec![(text("rust_decimal"), text("1"))],
        levels: Levels {
            allow: vec![codes::UNKNOWN_MEMBER],
            allow_at: vec![(text("/paths/~1a"), codes::CONTRADICTORY_SCHEMA)],
            deny: vec![codes::UNSUPPORTED_SCHEMA],
            deny_all: true,
        },
        written: config.written.clone(),
    };
    assert_eq!(config, expected);
    assert_eq!(config.written.expect("a text").text, WHOLE);
    let mut nothing = read("codegen.toml", "# nothing\n".to_owned()).expect("a sound one");
    (nothing.written, nothing.selection.is_configured) = (None, false);
    assert_eq!(nothing, Config::default());
}

#[test]
fn what_is_wrong_is_said_at_its_place_with_a_way_out() {
    for (text, place, help) in [
        ("descripton = \"a\"\n", "1:1", "did you mean `description`?"),
        ("out = 1\n", "1:7", "in quotes"),
        ("overlays = \"a\"\n", "1:12", "in `[` and `]`"),
        ("name = \"a\"\n", "1:1", "under `[crate]`"),
        ("zzzzzzzz = \"a\"\n", "1:1", "`overlays`"),
        ("[crate]\nname = \"1a\"\n", "2:8", "start with a letter"),
        ("[crate]\nversion = \"1.0\"\n", "2:11", "three numbers"),
        ("[crate]\nversion = \"1.01.0\"\n", "2:11", "three numbers"),
        (
            "[types]\ndate-time = \"jif\"\n",
            "2:13",
            "did you mean `jiff`?",
        ),
        ("[names]\nTree = \"a b\"\n", "2:8", "a capital for a type"),
        ("[names]\nTree = 1\n", "2:8", "in quotes"),
        ("[types.formats]\nx = \"text\"\n", "2:5", "`string`"),
        (
            "[types.formats]\nx = \"a::b; fn\"\n",
            "2:5",
            "path of a type",
        ),
        (
            "[types.formats]\nx = \"crate::A\"\n",
            "2:5",
            "path of a type",
        ),
        ("[types.formats]\nx = \"uuid::Uuid\"\n", "2:5", "`uuid`"),
        (
            "[types.formats]\nx = \"uiud\"\n",
            "2:5",
            "did you mean `uuid`?",
        ),
        ("[warnings]\ndeny = [\"E0042\", \"E9999\"]\n", "2:18", "E0"),
        ("[warnings]\nallow = [2026-01-01]\n", "2:10", "in quotes"),
        (
            "[warnings.allow-at]\n\"/a\" = \"E0042\"\n",
            "2:8",
            "in `[` and `]`",
        ),
        ("crate = [1\n", "", "in quotes"),
        ("[crate]\n[crate]\n", "2:", "in quotes"),
        ("= 1\n", "1:1", "in quotes"),
    ] {
        let rejected = read("a/codegen.toml", text.to_owned()).expect_err(text);
        let document = &rejected.0;
        let said: Vec<_> = document
            .diagnostics
            .iter()
            .map(|one| {
                let place = document.sources.describe(&document.tree, one.place);
                (place, one.message, one.help.unwrap_or_default())
            })
            .collect();
        let [(found, message, found_help)] = said.as_slice() else {
            panic!("{text}: {said:?}");
        };
        assert!(
            found.starts_with(&format!("a/codegen.toml:{place}")),
            "{text}: {found}: {message}"
        );
        assert!(found_help.contains(help), "{text}: {found_help}");
    }
}

#[test]
fn all_errors_are_said_at_once() {
    let rejected = read(
        "codegen.toml",
        "a = 1\nout = 2\n[crate]\nname = 3\n".to_owned(),
    );
    let document = rejected.expect_err("errors").0;
    assert_eq!(document.diagnostics.iter().count(), 3);
}

#[test]
fn depth_ends_in_a_diagnostic() {
    let deep = format!("a = {}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(read("codegen.toml", deep).is_err());
    assert!(read("codegen.toml", "#".repeat(2 << 20)).is_err());
}

/// `UPDATE_GOLDEN=1 cargo test -p generator --lib config` writes it anew.
#[test]
fn the_schema_for_editors_is_what_is_checked() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/codegen.schema.json");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, schema()).expect("a folder that can be written to");
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        written == schema(),
        "{path} is stale: run UPDATE_GOLDEN=1 cargo test -p generator --lib config"
    );
}
