//! What fits, what does not, and what the errors say.

use super::models::{Cat, Lead, Status, Update};
use super::{decode, read, reject};
use crate::runtime::json::{self, Beside, DecodeErrorKind};
use crate::runtime::{Decode, Envelope, Failed, Maybe, Reader};

const LEAD: &str = r#"{"lastName":"Doe","status":"active","closedAt":null}"#;

#[test]
fn members_come_in_any_order() {
    let lead: Lead =
        read(r#"{"closedAt":null,"score":3,"status":"active","email":"a@b.c","lastName":"Doe"}"#);
    assert_eq!(lead.last_name, "Doe");
    assert_eq!(lead.email.as_deref(), Some("a@b.c"));
    assert_eq!(lead.score, Some(3));
    assert_eq!(lead.status, Status::Active);
    assert!(lead.extra.is_empty());
}

#[test]
fn names_may_be_escaped() {
    let lead: Lead = read(r#"{"last\u004eame":"Doe","status":"active"}"#);
    assert_eq!(lead.last_name, "Doe");
}

#[test]
fn the_last_of_two_members_wins() {
    let lead: Lead = read(r#"{"lastName":"Doe","lastName":"Roe","status":"","x":1,"x":2}"#);
    assert_eq!(lead.last_name, "Roe");
    assert_eq!(lead.extra.get("x"), Some(&2.into()));
}

#[test]
fn a_missing_nullable_member_is_none() {
    let lead: Lead = read(r#"{"lastName":"Doe","status":"active"}"#);
    assert_eq!(lead.closed_at, None);
}

#[test]
fn missing_members_are_all_named() {
    let error = reject::<Lead>(r#"{"email":"a@b.c"}"#);
    assert_eq!(error.message(), "missing `lastName`, `status`");
    assert_eq!((error.path(), error.model()), ("$", "Lead"));
}

#[test]
fn null_is_no_value_of_a_required_member() {
    let error = reject::<Lead>(r#"{"lastName":null,"status":"active"}"#);
    assert_eq!(error.message(), "expected a string, found null");
    assert_eq!(error.path(), "$.lastName");
}

#[test]
fn errors_say_where() {
    let text = "[\n  {\"name\":\"Tom\"},\n  {\"name\":\"Ümit\", \"x\": 1, \"name\": 7}\n]";
    let error = reject::<Vec<Cat>>(text);
    assert_eq!(error.kind(), DecodeErrorKind::Data);
    assert_eq!(error.path(), "$[1].name");
    assert_eq!(error.model(), "Cat");
    assert_eq!((error.line(), error.column()), (3, 35));
    assert_eq!(
        error.to_string(),
        "expected a string, found a number at $[1].name in Cat (line 3, column 35)"
    );
}

#[test]
fn an_optional_member_that_does_not_fit_is_kept() {
    let text = r#"{"lastName":"Doe","status":"active","score":"high","closedAt":null}"#;
    let decoded = decode::<Lead>(text);
    assert_eq!(decoded.value.score, None);
    assert_eq!(decoded.value.extra.get("score"), Some(&"high".into()));
    let [deviation] = decoded.deviations.as_slice() else {
        panic!("{:?}", decoded.deviations);
    };
    assert_eq!(deviation.path, "$.score");
    assert_eq!(
        deviation.message,
        "expected a 64-bit integer, found a string"
    );
    assert_eq!(
        super::write(&decoded.value),
        r#"{"lastName":"Doe","score":"high","status":"active","closedAt":null}"#
    );
}

#[test]
fn a_field_that_is_set_replaces_what_was_kept() {
    let mut lead = decode::<Lead>(&LEAD.replace('{', r#"{"score":"high","#)).value;
    lead.score = Some(5);
    assert!(super::write(&lead).contains(r#""score":5"#));
}

#[test]
fn what_does_not_fit_deep_inside_costs_the_nearest_optional_member() {
    let text = LEAD.replace('{', r#"{"parent":{"lastName":5},"#);
    let decoded = decode::<Lead>(&text);
    assert_eq!(decoded.value.parent, None);
    assert_eq!(decoded.deviations[0].path, "$.parent.lastName");
}

#[test]
fn reading_strictly_keeps_nothing() {
    let tree: serde_json::Value =
        serde_json::from_str(&LEAD.replace('{', r#"{"score":"high","#)).unwrap();
    let error = json::from_value::<Lead>(&tree).unwrap_err();
    assert_eq!(error.path(), "$.score");
}

#[test]
fn absent_null_and_a_value_are_told_apart() {
    assert_eq!(read::<Update>("{}").name, Maybe::Absent);
    assert_eq!(read::<Update>(r#"{"name":null}"#).name, Maybe::Null);
    assert_eq!(read::<Update>(r#"{"name":"x"}"#).name, "x".into());
}

#[test]
fn one_bad_item_does_not_harm_the_others() {
    let body =
        br#"{"page":{"items":[{"name":"Tom"},{"name":5},{"name":"Eve"}],"next":"n"},"total":3}"#;
    let decoded = json::decode_items::<Cat>(body, &["page", "items"]).unwrap();
    let names: Vec<_> = decoded.items.iter().map(|cat| cat.name.as_str()).collect();
    assert_eq!(names, ["Tom", "Eve"]);
    let [rejected] = decoded.rejected.as_slice() else {
        panic!("{:?}", decoded.rejected);
    };
    assert_eq!(rejected.index, 1);
    assert_eq!(rejected.value, serde_json::json!({ "name": 5 }));
    assert_eq!(rejected.error.path(), "$.page.items[1].name");
    assert_eq!(
        decoded.rest,
        serde_json::json!({ "page": { "next": "n" }, "total": 3 })
    );
}

#[test]
fn a_body_may_be_the_list() {
    let decoded = json::decode_items::<Cat>(br#"[{"name":"Tom"}]"#, &[]).unwrap();
    assert_eq!(decoded.items.len(), 1);
    assert_eq!(decoded.rest, serde_json::Value::Null);
}

#[test]
fn a_list_that_is_not_there_is_an_error() {
    let error = json::decode_items::<Cat>(br#"{"data":{}}"#, &["data"]).unwrap_err();
    assert_eq!(error.message(), "expected a list, found an object");
    let error = json::decode_items::<Cat>(b"{}", &["data"]).unwrap_err();
    assert_eq!(
        error.message(),
        "expected a value at `data`, found an object"
    );
}

#[test]
fn the_value_is_taken_out_of_its_envelope() {
    const ENVELOPE: Envelope = Envelope {
        value: "data",
        request_id: &["context", "requestId"],
        status: &["status"],
    };
    for (beside, id, status) in [
        (
            r#""context":{"requestId":"r"},"status":200"#,
            Some("r"),
            Some(200),
        ),
        (
            r#""context":{"requestId":"\u0072"},"status":2e2"#,
            Some("r"),
            Some(200),
        ),
        (r#""context":{"requestId":7},"status":"200""#, None, None),
        (r#""context":[],"status":200.5"#, None, None),
        (r#""status":-1"#, None, None),
        (r#""status":1,"status":70000"#, None, None),
    ] {
        let body = format!(r#"{{{beside},"data":{{"name":"Tom"}}}}"#);
        let (decoded, read) = json::decode_envelope::<Cat>(body.as_bytes(), &ENVELOPE).unwrap();
        assert_eq!(decoded.value.name, "Tom");
        assert_eq!(read.request_id.as_deref(), id, "{beside}");
        assert_eq!(read.status, status, "{beside}");
        // A tree, where there is one, says the same.
        let tree = serde_json::from_str(&body).unwrap();
        assert_eq!(Beside::of_tree(&tree, &ENVELOPE), read, "{beside}");
    }
}

/// A type whose reading fails without saying why, which none of ours does.
#[derive(Debug)]
struct Mute;

impl Decode for Mute {
    fn read(_: &mut Reader<'_>) -> Result<Self, Failed> {
        Err(Failed)
    }
}

#[test]
fn a_fault_without_words_is_an_error_all_the_same() {
    assert_eq!(
        reject::<Mute>("1").message(),
        "expected another value, found a number"
    );
}
