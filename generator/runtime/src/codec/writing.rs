//! What is sent, printed and checked.

use std::collections::BTreeMap;

use super::models::{Cat, Lead, Pet, Status, Update};
use super::{decode, read, write};
use crate::runtime::{Constraint, Extra, Maybe, Validate};

#[test]
fn empty_fields_are_left_out_or_null_by_their_members_rule() {
    let lead: Lead = read(r#"{"lastName":"Doe","status":"active"}"#);
    assert_eq!(
        write(&lead),
        r#"{"lastName":"Doe","status":"active","closedAt":null}"#
    );
}

#[test]
fn an_update_sends_what_it_is_told_to() {
    let update = Update {
        name: None.into(),
        count: Maybe::Value(i64::MAX),
        ids: Some(vec![u64::MAX]),
        extra: Extra::from_iter([("x", 1)]),
    };
    assert_eq!(
        write(&update),
        r#"{"name":null,"count":"9223372036854775807","ids":["18446744073709551615"],"x":1}"#
    );
    assert_eq!(write(&Update::default()), "{}");
}

#[test]
fn strings_are_escaped() {
    let text = "\"\\/\u{8}\u{c}\n\r\t\0\u{1f}\u{7f}é😀\u{2028}";
    let written = write(&text);
    assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    assert_eq!(read::<String>(&written), text);
    let map = BTreeMap::from([(text.to_owned(), text.to_owned())]);
    assert_eq!(read::<BTreeMap<String, String>>(&write(&map)), map);
}

#[test]
fn borrowed_values_are_written_too() {
    assert_eq!(write(&"x"), r#""x""#);
    assert_eq!(write(&&["a", "b"][..]), r#"["a","b"]"#);
    assert_eq!(write(&Some(1_i64)), "1");
    assert_eq!(write(&(1_i64, "x", None::<bool>)), r#"[1,"x",null]"#);
    assert_eq!(read::<(i64, Option<bool>)>("[1,null]"), (1, None));
    super::reject::<(i64, i64)>("[1]");
    super::reject::<(i64, i64)>("[1,2,3]");
}

#[test]
fn printing_shows_what_is_there_and_no_secret() {
    let lead: Lead =
        decode(r#"{"lastName":"Doe","status":"new","password":"hunter2","parent":{"lastName":"P","status":"active"},"x":1}"#).value;
    let printed = format!("{lead:?}");
    assert_eq!(
        printed,
        r#"Lead { lastName: "Doe", status: "new", parent: Lead { lastName: "P", status: "active", closedAt: null }, closedAt: null, password: [redacted], x: Number(1) }"#
    );
}

#[test]
fn enumerations_are_text() {
    assert_eq!(Status::Active.to_string(), "active");
    assert_eq!(Status::from("active"), Status::Active);
    assert_eq!("other".parse::<Status>().unwrap().as_str(), "other");
    assert_eq!(format!("{:>7}", Status::Active), " active");
    assert_eq!(Status::VALUES, [Status::Active, Status::Empty]);
}

#[test]
fn demands_are_checked_when_asked_for() {
    let lead: Lead = read(r#"{"lastName":"Doe","status":"","score":100}"#);
    assert_eq!(lead.validate(), Ok(()));
    let lead: Lead = read(
        r#"{"lastName":"äöüßÄ","status":"","parent":{"lastName":"","status":"","score":101,"parent":{"lastName":"Longer","status":""}}}"#,
    );
    let violations = lead.validate().unwrap_err();
    let found: Vec<_> = violations
        .iter()
        .map(|violation| (violation.path.as_str(), violation.constraint))
        .collect();
    assert_eq!(
        found,
        [
            ("$.parent.lastName", Constraint::MinLength(1)),
            ("$.parent.score", Constraint::Maximum(100.0)),
            ("$.parent.parent.lastName", Constraint::MaxLength(5)),
        ]
    );
    assert!(
        violations
            .to_string()
            .starts_with("$.parent.lastName: MinLength(1) does not hold; ")
    );
}

#[test]
fn a_model_without_demands_is_always_valid() {
    let cat: Cat = read(r#"{"name":""}"#);
    assert_eq!(cat.validate(), Ok(()));
}

/// What nobody knows is marked; what is known is shown as it is on the wire.
#[test]
fn debug_shows_what_is_not_known() {
    assert_eq!(format!("{:?}", Status::Active), r#""active""#);
    let unknown: Status = "asleep".into();
    assert_eq!(format!("{unknown:?}"), r#"Unrecognized("asleep")"#);
    let pet: Pet = read("[1]");
    assert_eq!(format!("{pet:?}"), "Unrecognized(Array [Number(1)])");
}
