use crate::codes;
use crate::diagnostic::{Code, Part};
use crate::document::{Document, Version};
use crate::load::{Limits, load};
use crate::tree::NodeId;
use crate::{Faults, Options};

fn read(path: &str, text: &str) -> Document {
    load(path, text.into(), &Options::default())
}

#[track_caller]
fn at(document: &Document, way: &[&str]) -> NodeId {
    way.iter().fold(document.root, |node, name| {
        let found = document.tree.peek(node, name);
        found.unwrap_or_else(|| panic!("nothing at `{name}`"))
    })
}

/// The only diagnostic, as `code line:column message`.
#[track_caller]
fn only(document: &Document) -> (Code, String, String) {
    let all: Vec<_> = document.diagnostics.iter().collect();
    let [one] = all.as_slice() else {
        panic!("{all:#?}");
    };
    let place = document.sources.describe(&document.tree, one.place);
    (one.code, place, one.message.clone())
}

#[test]
fn yaml_and_json_give_the_same_nodes() {
    let yaml = read(
        "a.yaml",
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get: {tags: [x, 1, null, true]}\n",
    );
    let json = read(
        "a.json",
        r#"{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"get": {"tags": ["x", 1, null, true]}}}}"#,
    );
    assert_eq!(yaml.tree.to_json(yaml.root), json.tree.to_json(json.root));
    assert!(!yaml.diagnostics.has_errors() && !json.diagnostics.has_errors());
}

#[test]
fn names_of_members_are_kept_as_written() {
    let document = read("a.yaml", "openapi: 3.0.0\n200: a\ntrue: b\n1.10: c\n~: d\n");
    let names: Vec<_> = document
        .tree
        .entries(document.root)
        .map(|(name, _)| name)
        .collect();
    assert_eq!(names, ["openapi", "200", "true", "1.10", "~"]);
}

#[test]
fn numbers_keep_their_digits() {
    let numbers = "18446744073709551616, 1.10, 0.1000000000000000055511151231257827, 1e400, -9007199254740993";
    for text in [
        format!("openapi: 3.0.0\nx-numbers: [{numbers}]\n"),
        format!(r#"{{"openapi": "3.0.0", "x-numbers": [{numbers}]}}"#),
    ] {
        let document = read("a", &text);
        let list = at(&document, &["x-numbers"]);
        let written: Vec<_> = document
            .tree
            .children(list)
            .filter_map(|node| document.tree.number(node))
            .collect();
        let expected: Vec<_> = numbers
            .split(", ")
            .filter(|number| *number != "1e400")
            .collect();
        let found: Vec<_> = written
            .into_iter()
            .filter(|number| *number != "1e400")
            .collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn the_place_of_every_node_is_known() {
    let yaml = "openapi: 3.1.0\npaths:\n  '/ä':\n    get:\n      summary: |\n        Two\n        lines\n      tags: [é, b]\n  /b: &b {put: {deprecated: true}}\n  /c: *b\n";
    let document = read("dir/a.yaml", yaml);
    let tree = &document.tree;
    let place = |way: &[&str], part| {
        let span = document.sources.node_span(tree, at(&document, way), part);
        let span = span.expect("a place");
        (
            document.sources.line_column(span.file, span.start),
            span.text(&document.sources),
        )
    };
    assert_eq!(place(&["paths", "/ä"], Part::Name), ((3, 3), "'/ä'"));
    assert_eq!(
        place(&["paths", "/ä", "get", "tags"], Part::Name),
        ((8, 7), "tags")
    );
    assert_eq!(
        place(&["paths", "/ä", "get", "tags"], Part::Value),
        ((8, 13), "[")
    );
    let tags = tree
        .children(at(&document, &["paths", "/ä", "get", "tags"]))
        .last()
        .expect("a tag");
    let span = document
        .sources
        .node_span(tree, tags, Part::Value)
        .expect("a place");
    assert_eq!(span.text(&document.sources), "b");
    assert_eq!(
        place(&["paths", "/b", "put", "deprecated"], Part::Value).0,
        (9, 29)
    );
    assert_eq!(
        place(&["paths", "/c", "put", "deprecated"], Part::Value),
        ((10, 7), "*b")
    );

    let json =
        "{\"openapi\": \"3.1.0\",\n \"paths\": {\"/\\\"a\": {\"get\": {\"tags\": [\"x\", -1.5]}}}}";
    let document = read("a.json", json);
    let tags = at(&document, &["paths", "/\"a", "get", "tags"]);
    let number = document.tree.children(tags).last().expect("a number");
    let span = document
        .sources
        .node_span(&document.tree, number, Part::Value)
        .expect("a place");
    assert_eq!(
        (
            document.sources.line_column(0, span.start),
            span.text(&document.sources)
        ),
        ((2, 43), "-1.5")
    );
}

#[test]
fn merge_keys_are_carried_out() {
    let document = read(
        "a.yaml",
        "openapi: 3.0.0\nx-a: &a {one: 1, two: 2}\nx-b: &b {<<: *a, two: 3}\nx-c: {<<: [*b, {four: 4}]}\n",
    );
    let found = document.tree.to_json(at(&document, &["x-c"]));
    assert_eq!(found, serde_json::json!({"two": 3, "one": 1, "four": 4}));
}

#[test]
fn a_byte_order_mark_is_no_content() {
    let document = read("a.yaml", "\u{feff}openapi: 3.0.3\n");
    assert_eq!(document.version, Version::V3_0);
    assert!(!document.diagnostics.has_errors());
}

#[test]
fn a_repeated_name_is_an_error_or_a_warning_and_the_last_one_counts() {
    let text = "openapi: 3.0.0\nx-a:\n  b: 1\n  c: {b: 0}\n  b: 2\n";
    let options = Options {
        faults: Faults::Reject,
        ..Options::default()
    };
    let document = load("a.yaml", text.into(), &options);
    let (code, place, message) = only(&document);
    assert_eq!((code, &*place), (codes::DUPLICATE_KEY, "a.yaml:5:3"));
    assert!(message.contains("`b`"), "{message}");
    assert!(document.diagnostics.has_errors());
    let found = document.tree.to_json(at(&document, &["x-a"]));
    assert_eq!(found, serde_json::json!({"c": {"b": 0}, "b": 2}));
    let options = Options {
        faults: Faults::Tolerate,
        ..Options::default()
    };
    let tolerated = load("a.yaml", b"openapi: 3.0.0\na: 1\na: 2\n".to_vec(), &options);
    assert_eq!(only(&tolerated).0, codes::DUPLICATE_KEY);
    assert!(!tolerated.diagnostics.has_errors());
}

#[test]
fn what_is_no_description_is_said_at_its_place() {
    let cases = [
        ("", codes::NOT_OPENAPI, "a.yaml"),
        ("# nothing\n---\n", codes::NOT_OPENAPI, "a.yaml"),
        ("- a\n", codes::NOT_OPENAPI, "a.yaml:1:1"),
        ("info: {}\n", codes::NOT_OPENAPI, "a.yaml:1:1"),
        ("swagger: '2.0'\n", codes::NOT_OPENAPI, "a.yaml:1:10"),
        ("openapi: 4.0.0\n", codes::NOT_OPENAPI, "a.yaml:1:10"),
        ("openapi: [3]\n", codes::NOT_OPENAPI, "a.yaml:1:1"),
        ("openapi: 3.0.0\npaths: {\n", codes::SYNTAX, "a.yaml:3:1"),
        ("openapi: 3.0.0\n\tpaths: {}\n", codes::SYNTAX, "a.yaml:2:1"),
        ("{\"openapi\": \"3.0.0\",}", codes::SYNTAX, "a.json:1:21"),
    ];
    for (text, code, place) in cases {
        let path = place.split(':').next().unwrap_or_default();
        let (found, at, message) = only(&read(path, text));
        assert_eq!((found, &*at), (code, place), "{text:?}: {message}");
    }
}

#[test]
fn bytes_that_are_no_text_are_said_at_their_place() {
    let document = load(
        "a.yaml",
        b"openapi: 3.0.0\ntitle: \xff\n".to_vec(),
        &Options::default(),
    );
    let (code, place, _) = only(&document);
    assert_eq!((code, &*place), (codes::SYNTAX, "a.yaml:2:8"));
}

#[test]
fn bombs_end_in_a_diagnostic_on_a_small_stack() {
    let aliases: String = (1..40)
        .map(|level| {
            format!(
                "a{level}: &a{level} [{}]\n",
                format!("*a{},", level - 1).repeat(10)
            )
        })
        .collect();
    let bombs = [
        "[".repeat(100_000),
        "{\"a\":".repeat(100_000),
        "- ".repeat(100_000),
        format!("openapi: 3.0.0\npaths: {}", "[".repeat(100_000)),
        format!("openapi: 3.0.0\npaths: {}", "{a: ".repeat(100_000)),
        format!("openapi: 3.0.0\npaths: {}", "- ".repeat(100_000)),
        format!("openapi: 3.0.0\npaths: {}", "? ".repeat(100_000)),
        format!("openapi: 3.0.0\na0: &a0 [x]\n{aliases}"),
    ];
    for (number, bomb) in bombs.into_iter().enumerate() {
        let reader = std::thread::Builder::new().stack_size(1 << 20);
        let found = reader.spawn(move || only(&read("a.yaml", &bomb)));
        let (code, place, message) = found.expect("a thread").join().expect("no overflow");
        assert!(
            code == codes::LIMIT || code == codes::SYNTAX,
            "{number}: {message}"
        );
        assert!(place.starts_with("a.yaml:"), "{number}: {place}");
    }
}

#[test]
fn aliases_are_counted_before_anything_is_built() {
    let many = format!(
        "openapi: 3.1.0\nx-a: &a [x]\nx-b:\n{}",
        "  - *a\n".repeat(10_001)
    );
    let (code, place, message) = only(&read("a.yaml", &many));
    assert_eq!(
        (code, &*place),
        (codes::LIMIT, "a.yaml:10004:5"),
        "{message}"
    );

    let mut bomb = "openapi: 3.1.0\nx-a0: &a0 [lol]\n".to_owned();
    for level in 1..10 {
        let aliases = format!("*a{}, ", level - 1).repeat(9);
        bomb.push_str(&format!("x-a{level}: &a{level} [{aliases}]\n"));
    }
    let (code, place, message) = only(&read("a.yaml", &bomb));
    assert_eq!((code, &*place), (codes::LIMIT, "a.yaml:8:12"), "{message}");
    assert!(message.contains("this alias"), "{message}");

    let few = format!(
        "openapi: 3.1.0\nx-a: &a [x]\nx-b: [{}]",
        "*a, ".repeat(10_000)
    );
    assert!(!read("a.yaml", &few).diagnostics.has_errors());
}

#[test]
fn limits_are_changed_by_name() {
    let mut options = Options::default();
    for name in Limits::NAMES {
        assert!(options.limits.set(name, 3), "{name}");
    }
    assert!(!options.limits.set("depth", 3));
    let document = load("a.yaml", b"openapi: 3.1.0\n".to_vec(), &options);
    let (code, _, message) = only(&document);
    assert_eq!(code, codes::LIMIT);
    assert!(message.contains("15 bytes, with 3 allowed"), "{message}");
    options.limits = Limits {
        nodes: 3,
        ..Limits::default()
    };
    let document = load(
        "a.yaml",
        b"openapi: 3.1.0\na: {b: [c]}\n".to_vec(),
        &options,
    );
    let (code, place, message) = only(&document);
    assert_eq!((code, &*place), (codes::LIMIT, "a.yaml:2:8"), "{message}");
    assert!(message.contains("more than 3 nodes"), "{message}");
}

#[test]
fn an_alias_in_what_it_repeats_is_told() {
    for text in [
        "openapi: 3.1.0\nx-a: &a {b: *a}\n",
        "openapi: 3.1.0\nx-a: &a\n  - b: [1, *a]\n",
    ] {
        let document = read("a.yaml", text);
        let (code, place, message) = only(&document);
        assert_eq!(code, codes::SYNTAX, "{message}");
        let line = text.lines().count();
        assert!(place.starts_with(&format!("a.yaml:{line}:")), "{place}");
        assert!(message.contains("stands in what it repeats"), "{message}");
    }
    let again = "openapi: 3.1.0\nx-a: &a {b: c}\nx-b: &a {d: *a}\n";
    // The anchor that is open has the name of one that has ended; YAML takes the nearest.
    let (_, _, message) = only(&read("a.yaml", again));
    assert!(message.contains("stands in what it repeats"), "{message}");
}

#[test]
fn what_other_languages_have_and_json_has_not_is_told() {
    for (text, message, help) in [
        ("{ // a\n}", "here is a comment", "remove it"),
        ("{\"a\": /* b */ 1,}", "here is a comment", "remove it"),
        ("{\"a\": 1, # b\n}", "not in double quotes", "double quotes"),
        ("{\"a\": True,,}", "should be a value", "write `true`"),
        ("{\"a\": [None,,]}", "should be a value", "write `null`"),
        ("{\"a\": NaN,,}", "should be a value", "no such number"),
    ] {
        let document = read("a.json", text);
        let all: Vec<_> = document.diagnostics.iter().collect();
        let [one] = all.as_slice() else {
            panic!("{text}: {all:#?}");
        };
        assert!(one.message.contains(message), "{text}: {one:?}");
        assert!(
            one.help.as_ref().is_some_and(|it| it.contains(help)),
            "{text}: {one:?}"
        );
    }
}

#[test]
fn help_is_about_what_can_be_meant() {
    for (path, text, help) in [
        ("a.json", "{\"a\": {\"b\": 1}", "close its bracket"),
        ("a.json", "{\"a\": \"b", "the file complete"),
        (
            "a.yaml",
            "openapi 3.1.0\ninfo:\n  title: a\n",
            "a missing `:`",
        ),
        ("a.yaml", "openapi: 3.1.0\ntitle: a: b\n", "in quotes"),
    ] {
        let document = read(path, text);
        let all = document.diagnostics.iter();
        let all: Vec<_> = all.filter_map(|it| it.help).collect();
        assert!(
            matches!(all.as_slice(), [one] if one.contains(help)),
            "{text}: {all:?}"
        );
    }
}
