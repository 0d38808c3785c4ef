//! Overlays from the text of a document and of an overlay to what comes of them.

use serde_json::json;

use crate::Options;
use crate::codes;
use crate::diagnostic::Code;
use crate::document::Document;
use crate::ledger::Ledger;
use crate::load::{Limits, load};
use crate::overlay::{Overlay, apply};
use crate::tree::Value;

const TEXT: &str = "\
openapi: 3.1.0
info: {title: Test, version: '1'}
tags: [{name: a}, {name: b}, {name: c}]
paths:
  /leads:
    get:
      operationId: a
      parameters: [{name: offset, in: query}, {name: limit, in: query}]
    x-internal: true
  /other:
    get: {operationId: b}
";

fn overlaid(actions: &str) -> Document {
    overlaid_within(actions, Limits::default())
}

fn overlaid_within(actions: &str, limits: Limits) -> Document {
    let text = format!("overlay: 1.0.0\ninfo: {{title: T, version: '1'}}\nactions:\n{actions}");
    overlaid_by(&text, limits)
}

fn overlaid_by(text: &str, limits: Limits) -> Document {
    let options = Options {
        limits,
        overlays: vec![Overlay {
            path: "dir/fixes.yaml".to_owned(),
            bytes: text.as_bytes().to_vec(),
        }],
        ..Options::default()
    };
    let mut document = load("api/openapi.yaml", TEXT.into(), &options);
    apply(&mut document, &options);
    document
}

/// Each diagnostic as its code, its place and its message.
fn said(document: &Document) -> Vec<(Code, String, String)> {
    let describe = |place| document.sources.describe(&document.tree, place);
    let list = document.diagnostics.iter();
    list.map(|one| (one.code, describe(one.place), one.message))
        .collect()
}

#[track_caller]
fn check(actions: &str, way: &str, expected: serde_json::Value) -> Document {
    let document = overlaid(actions);
    assert_eq!(said(&document), [], "{actions}");
    let json = document.tree.to_json(document.root);
    assert_eq!(json.pointer(way), Some(&expected), "{actions}");
    document
}

#[test]
fn objects_are_merged_lists_grow_and_the_rest_is_replaced() {
    check(
        "  - {target: $.info, update: {title: New, contact: {name: N}}}\n",
        "/info",
        json!({"title": "New", "version": "1", "contact": {"name": "N"}}),
    );
    check(
        "  - {target: '$.paths[\"/leads\"].get', update: {parameters: [{name: x}], summary: S}}\n",
        "/paths/~1leads/get/parameters",
        json!([{"name": "offset", "in": "query"}, {"name": "limit", "in": "query"}, {"name": "x"}]),
    );
    let expected = json!([{"name": "a"}, {"name": "b"}, {"name": "c"}, {"name": "d"}]);
    check(
        "  - {target: $.tags, update: {name: d}}\n",
        "/tags",
        expected.clone(),
    );
    check(
        "  - {target: $.tags, update: [{name: d}]}\n",
        "/tags",
        expected,
    );
    check(
        "  - {target: $, update: {tags: none, info: {title: [1]}}}\n",
        "/tags",
        json!("none"),
    );
}

#[test]
fn what_is_removed_is_gone_and_what_stays_is_counted_again() {
    let document = check(
        "  - {target: '$.tags[?@.name != \"b\"]', remove: true}\n",
        "/tags",
        json!([{"name": "b"}]),
    );
    let tags = document.tree.peek(document.root, "tags").expect("tags");
    let left = document.tree.children(tags).next().expect("a tag");
    assert_eq!(document.tree.pointer(left), "/tags/0");
    check(
        "  - {target: '$.paths.*[?@ == true]', remove: true, update: {a: 1}}\n",
        "/paths/~1leads",
        json!({"get": {"operationId": "a", "parameters": [{"name": "offset", "in": "query"}, {"name": "limit", "in": "query"}]}}),
    );
    // What is around something that goes goes with it.
    check(
        "  - {target: $.paths..*, remove: true}\n",
        "/paths",
        json!({}),
    );
}

#[test]
fn actions_see_what_those_before_them_did() {
    check(
        "  - {target: $.tags, update: {name: d}}\n  - {target: '$.tags[0]', remove: true}\n  - {target: '$.tags[2]', update: {name: e}}\n  - {target: '$.tags[?@.name == \"e\"]', update: {description: D}}\n",
        "/tags",
        json!([{"name": "b"}, {"name": "c"}, {"name": "e", "description": "D"}]),
    );
    check(
        "  - {target: $.info, update: {x-a: {b: [1]}}}\n  - {target: \"$.info['x-a'].b\", update: 2}\n",
        "/info/x-a",
        json!({"b": [1, 2]}),
    );
}

#[test]
fn one_update_may_go_to_many_places() {
    let document = check(
        "  - {target: '$.paths.*.get', update: {x-both: {deep: [1]}}}\n",
        "/paths/~1other/get/x-both",
        json!({"deep": [1]}),
    );
    let json = document.tree.to_json(document.root);
    assert_eq!(
        json.pointer("/paths/~1leads/get/x-both"),
        Some(&json!({"deep": [1]}))
    );
}

#[test]
fn what_came_from_an_overlay_stands_in_it_and_belongs_to_the_description() {
    let document =
        overlaid("  - target: $.info\n    update:\n      title: New\n      x-new:\n        - 1\n");
    let at = |way: &[&str]| {
        way.iter().fold(document.root, |node, name| {
            document.tree.peek(node, name).expect("a node")
        })
    };
    for (way, expected) in [
        (&["info", "title"][..], "dir/fixes.yaml:6:14"),
        (&["info", "x-new"], "dir/fixes.yaml:7:7"),
        (&["info", "version"], "api/openapi.yaml:2:30"),
    ] {
        let node = at(way);
        let place = crate::diagnostic::Place::Node(node, crate::diagnostic::Part::Value);
        assert_eq!(document.sources.describe(&document.tree, place), expected);
        assert_eq!(document.sources.file_of(node), 0);
    }
    assert_eq!(document.sources.parts(), 1);
    assert_eq!(*document.tree.value(at(&["info", "x-new"])), Value::Array);
}

#[test]
fn the_ledger_counts_the_description_as_it_became() {
    let before = overlaid("  - {target: $.info, update: {}}\n");
    let after = overlaid("  - {target: '$.paths[\"/other\"]', remove: true}\n");
    let all = |document: &Document| {
        let ledger = Ledger::of(document);
        ledger.used + ledger.ignored + ledger.unsupported
    };
    assert_eq!(all(&before), all(&after));
    assert!(
        Ledger::of(&after)
            .list(&after)
            .contains("removed by an overlay")
    );
}

#[test]
fn what_is_wrong_is_said_at_its_place() {
    for (actions, code, place, message) in [
        (
            "  - {target: paths, update: {}}\n",
            codes::BAD_TARGET,
            "4:14",
            "starts with `$`",
        ),
        (
            "  - {target: '$..a[?', update: {}}\n",
            codes::BAD_TARGET,
            "4:",
            "cannot go on",
        ),
        (
            "  - {target: $.pats, update: {}}\n",
            codes::UNMATCHED_TARGET,
            "4:14",
            "selects nothing",
        ),
        (
            "  - {target: $.info.title, update: x}\n",
            codes::BAD_UPDATE,
            "4:",
            "single value",
        ),
        (
            "  - {target: $.info, update: x}\n",
            codes::BAD_UPDATE,
            "4:",
            "only be updated with an object",
        ),
        (
            "  - {target: $, remove: true}\n",
            codes::BAD_UPDATE,
            "4:",
            "as a whole",
        ),
        (
            "  - {target: $.info, updat: {}, remove: true}\n",
            codes::BAD_OVERLAY,
            "4:",
            "`updat`",
        ),
        (
            "  - {target: $.info}\n",
            codes::BAD_OVERLAY,
            "4:",
            "does nothing",
        ),
        (
            "  - {target: $.info, remove: yes-please}\n",
            codes::BAD_OVERLAY,
            "4:",
            "`remove`",
        ),
        (
            "  - {update: {}}\n",
            codes::BAD_OVERLAY,
            "4:",
            "no `target`",
        ),
    ] {
        let found = said(&overlaid(actions));
        let [(found_code, found_place, found_message)] = found.as_slice() else {
            panic!("{actions}: {found:?}");
        };
        assert_eq!(*found_code, code, "{actions}");
        assert!(
            found_place.starts_with(&format!("dir/fixes.yaml:{place}")),
            "{found_place}"
        );
        assert!(found_message.contains(message), "{found_message}");
    }
}

#[test]
fn the_head_of_an_overlay_is_checked() {
    let head = |text: &str| said(&overlaid_by(text, Limits::default()));
    let rest = "info: {title: T, version: '1'}\nactions: [{target: $.info, update: {}}]\n";
    for (text, message) in [
        (String::new(), "empty"),
        ("- a\n".to_owned(), "is an object"),
        (format!("overlay: 2.0.0\n{rest}"), "no version"),
        (format!("overlay: 1.1.0\n{rest}"), "newer"),
        (rest.to_owned(), "which version"),
        (format!("openapi: 3.1.0\n{rest}"), "not an overlay"),
        (
            format!("overlay: 1.0.0\nextends: ./else.yaml\n{rest}"),
            "for `./else.yaml`",
        ),
        (
            "overlay: 1.0.0\ninfo: {title: T, version: '1'}\nactions: []\n".to_owned(),
            "at least one",
        ),
        (
            "overlay: 1.0.0\nactions: [{target: $.info, update: {}}]\n".to_owned(),
            "no `info`",
        ),
    ] {
        let found = head(&text);
        assert!(
            found.iter().any(|(.., said)| said.contains(message)),
            "{text}: {found:?}"
        );
    }
    for extends in ["./openapi.yaml", "https://example.com/api.json"] {
        let found = head(&format!("overlay: 1.0.0\nextends: {extends}\n{rest}"));
        assert_eq!(found, []);
    }
}

#[test]
fn a_target_that_selects_nothing_gets_a_hint() {
    for (target, help) in [
        ("$.paths['/leeds'].get", "did you mean `/leads` in it?"),
        ("$.paths['/leads'].gett.tags", "did you mean `get` in it?"),
        (
            "$.info.zzzzzz",
            "`$.info` is there, but not `.zzzzzz` in it",
        ),
    ] {
        let document = overlaid(&format!("  - {{target: \"{target}\", update: {{}}}}\n"));
        let helps: Vec<_> = document
            .diagnostics
            .iter()
            .filter_map(|one| one.help)
            .collect();
        assert!(
            helps.iter().any(|found| found.contains(help)),
            "{target}: {helps:?}"
        );
    }
}

#[test]
fn overlays_cannot_grow_a_document_without_end() {
    let doubling = "  - {target: $..*, update: {a: {b: {}, c: {}}}}\n".repeat(40);
    let limits = Limits {
        nodes: 10_000,
        ..Limits::default()
    };
    let document = overlaid_within(&doubling, limits);
    let has_limit = |document: &Document| {
        said(document)
            .iter()
            .any(|(code, ..)| *code == codes::LIMIT || *code == codes::BAD_TARGET)
    };
    assert!(has_limit(&document), "{:?}", said(&document));
    let deeper: String = (0..60)
        .map(|level| {
            format!(
                "  - {{target: '$.info{}', update: {{a: {{a: {{}}}}}}}}\n",
                ".a.a".repeat(level)
            )
        })
        .collect();
    let document = overlaid(&deeper);
    assert!(has_limit(&document), "{:?}", said(&document));
}
