//! The crate of `schemas.yaml`: what is rare, read and written again without loss.

use golden_schemas::models::{ApiBox, BoxEmptyName, BoxSizes};
use golden_schemas::webhooks::BoxMoved;
use golden_schemas::{CannedResponse, CannedTransport, Client, Validate};
use serde_json::{Value, json};

/// Reads a box and writes it again, which must give the same text.
#[track_caller]
fn round_trip(value: Value) -> ApiBox {
    let read: ApiBox = serde_json::from_value(value.clone()).expect("a box");
    assert_eq!(serde_json::to_value(&read).expect("JSON"), value);
    read
}

#[test]
fn references_by_identifier_anchor_and_escaped_pointer() {
    let read = round_trip(json!({
        "byId": {"x": 1.5, "y": 2.5},
        "byAnchor": {"anchored": true},
        "byIdAndAnchor": 3.5,
        "byEscape": {"escaped": false},
        "inner": {"deep": 4},
        "siblings": {"a": "b"},
    }));
    assert_eq!(read.by_id.and_then(|point| point.x), Some(1.5));
    assert_eq!(read.by_anchor.and_then(|it| it.anchored), Some(true));
    assert_eq!(read.by_escape.and_then(|it| it.escaped), Some(false));
    assert_eq!(read.inner.and_then(|inner| inner.deep), Some(4));
}

#[test]
fn maps_by_pattern_and_with_named_keys() {
    let read = round_trip(json!({
        "pattern": {"x-a": 1, "y-b": 2},
        "patternsDiffer": {"x-a": 1, "y-b": "c"},
        "patternBeside": {"name": "n", "x-a": 1},
        "keys": {"left": 1, "right": 2},
        "keysByPattern": {"abc": [1]},
    }));
    assert_eq!(
        read.pattern.and_then(|map| map.get("x-a").copied()),
        Some(1)
    );
    assert_eq!(read.keys.and_then(|map| map.get("right").copied()), Some(2));
}

#[test]
fn tuples_open_and_closed() {
    let read =
        round_trip(json!({"pair": ["a", 1], "openTuple": ["a", 1, true], "tail": ["a", 1, 2]}));
    assert_eq!(read.pair, Some(("a".to_owned(), 1)));
}

#[test]
fn values_that_differ_by_case_space_or_sign_stay_apart() {
    let wire = [
        "small",
        "SMALL",
        "Small",
        "small ",
        "",
        "-",
        "+",
        "of a later version",
    ];
    let mut seen: Vec<BoxSizes> = Vec::new();
    for size in wire {
        let read = round_trip(json!({"sizes": size}));
        let read = read.sizes.expect("a size");
        assert_eq!(read.as_str(), size);
        assert!(!seen.contains(&read), "{size:?}");
        seen.push(read);
    }
    round_trip(json!({"empty": "", "withNull": null, "fixed": 7}));
}

#[test]
fn every_name_has_a_field_and_keeps_its_wire_name() {
    let names = [
        "",
        " ",
        "1",
        "-1",
        "+1",
        "$",
        "ünïcode",
        "日本",
        "🦀",
        "self",
        "Self",
        "super",
        "crate",
        "r#type",
        "foo-bar",
        "fooBar",
        "foo_bar",
        "FOO_BAR",
        "__proto__",
        "_",
        "__",
    ];
    let object: serde_json::Map<String, Value> = names
        .iter()
        .map(|&name| (name.to_owned(), json!(format!("value of {name}"))))
        .collect();
    let read = round_trip(json!({"emptyName": object}));
    let fields: BoxEmptyName = read.empty_name.expect("the object");
    assert!(fields.extra.is_empty(), "each name has a field: {fields:?}");
    assert_eq!(fields.empty.as_deref(), Some("value of "));
    assert_eq!(fields.self_member.as_deref(), Some("value of self"));
}

#[test]
fn numbers_and_money_lose_nothing() {
    let text = r#"{"money":0.1000000000000000055511151231257827,"big":18446744073709551615,"huge":340282366920938463463374607431768211455}"#;
    let answer = || CannedResponse::json(text);
    let transport = CannedTransport::new().reply(answer()).reply(answer());
    let client = Client::builder().transport(transport.clone()).build();
    let client = client.expect("a client");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime");
    let send = |body: &ApiBox| {
        let pending = client.r#box().put(body).send();
        let answer = runtime.block_on(async { pending.await });
        answer.expect("an answer").into_inner()
    };
    let read = send(&ApiBox::new());
    assert_eq!(read.big, Some(u64::MAX));
    send(&read);
    assert_eq!(transport.requests()[1].text(), text);
}

#[test]
fn types_of_the_language_s_own_names_and_of_each_other() {
    let of = |value: &str| json!({"a": value});
    round_trip(json!({
        "vec": of("1"), "string": of("2"), "option": of("3"), "error": of("4"), "result": of("5"),
        "client": of("6"), "boxed": of("7"), "number": of("8"), "nameOf300Letters": of("9"),
        "mutual": {"right": {"left": {"right": {}}}},
        "several": 3, "severalNull": ["a"], "any": {"b": null}, "anyOfNull": null,
        "dependent": {"a": "x", "b": "y"}, "conditional": {"a": "x"}, "anything": [1, "a"],
    }));
    round_trip(json!({"several": "3", "severalNull": "a", "anyOfNull": {"a": "b"}}));
    round_trip(json!({"several": true, "severalNull": null}));
}

/// Through a tuple, another name, a union and another tuple of the same items.
#[test]
fn a_type_holds_itself_in_every_way() {
    let end = json!({"pair": ["c", null]});
    round_trip(json!({"link1": {
        "pair": ["a", {"pair": ["b", null], "next": end}],
        "also": ["d", end],
        "either": {"pair": ["e", null], "either": "f"},
    }}));
}

#[test]
fn demands_on_items_are_checked() {
    let value = json!({"codes": ["ab", "c"], "limits": {"low": 1, "high": 31}});
    let read: ApiBox = serde_json::from_value(value).expect("a box");
    let violations = read.validate().unwrap_err();
    let places: Vec<&str> = violations.iter().map(|it| it.path.as_str()).collect();
    assert_eq!(places, ["$.codes[1]", "$.limits.high"]);
    assert_eq!(round_trip(json!({"codes": ["ab"]})).validate(), Ok(()));
}

#[test]
fn a_webhook_has_a_type() {
    let moved: BoxMoved = serde_json::from_str(r#"{"from":"here"}"#).expect("a payload");
    assert_eq!(moved.from, "here");
}
