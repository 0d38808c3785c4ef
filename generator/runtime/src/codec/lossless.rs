//! What is read is written again, known or not.

use super::models::{Counts, Lead, Level, Pet, Status, Tagged, Update};
use super::{assert_round_trip, decode, write};

#[test]
fn unknown_members_are_kept() {
    assert_round_trip::<Lead>(
        r#"{"lastName":"Doe","status":"active","closedAt":null,"a":{"b":[1,2.5,null,"x"]},"z":true}"#,
    );
}

#[test]
fn an_explicit_null_is_written_again() {
    assert_round_trip::<Lead>(
        r#"{"lastName":"D","status":"active","nickname":null,"closedAt":null}"#,
    );
    assert_round_trip::<Lead>(r#"{"lastName":"D","status":"active","closedAt":null}"#);
}

#[test]
fn a_null_is_forgotten_when_the_field_is_set() {
    let mut lead =
        decode::<Lead>(r#"{"lastName":"D","status":"active","nickname":null,"closedAt":null}"#)
            .value;
    lead.nickname = Some("Dee".to_owned());
    assert!(write(&lead).contains(r#""nickname":"Dee""#));
}

#[test]
fn unknown_values_of_enumerations_are_kept() {
    assert_round_trip::<Vec<Status>>(r#"["active","","ACTIVE","\"quoted\""]"#);
    assert_round_trip::<Vec<Level>>(r#"[1,0.5,"auto",true,2,0.25,"x",false,12345678901234567890]"#);
}

#[test]
fn an_integer_is_the_same_value_however_it_is_written() {
    assert_eq!(
        write(&decode::<Vec<Level>>("[1.0,1e0,5e-1]").value),
        "[1,1,0.5]"
    );
}

#[test]
fn updates_are_written_as_they_were_read() {
    for name in ["", r#""name":null"#, r#""name":"x""#] {
        for count in ["", r#""count":null"#, r#""count":"9007199254740993""#] {
            let comma = if name.is_empty() || count.is_empty() {
                ""
            } else {
                ","
            };
            assert_round_trip::<Update>(&format!("{{{name}{comma}{count}}}"));
        }
    }
}

#[test]
fn typed_members_without_a_name_are_kept_in_their_map() {
    let text = r#"{"total":123456789012345678901234567890.10,"a":1,"b":2}"#;
    let counts = decode::<Counts>(text).value;
    assert_eq!(counts.additional_properties["b"], 2);
    assert_eq!(write(&counts), text);
}

#[test]
fn what_does_not_fit_the_map_is_kept_too() {
    let text = r#"{"total":1,"b":2,"a":"x"}"#;
    let decoded = decode::<Counts>(text);
    assert_eq!(decoded.deviations.len(), 1);
    assert_eq!(decoded.value.extra.get("a"), Some(&"x".into()));
    assert_eq!(write(&decoded.value), text);
}

#[test]
fn a_map_may_have_very_many_entries() {
    let entries: String = (0..200_000)
        .map(|index| format!(",\"m{index}\":{index}"))
        .collect();
    let text = format!("{{\"total\":1{entries},\"x\":true}}");
    let counts = decode::<Counts>(&text).value;
    assert_eq!(counts.additional_properties.len(), 200_000);
    assert_eq!(counts.extra.len(), 1);
}

#[test]
fn an_entry_cannot_take_the_place_of_a_member() {
    let mut counts = decode::<Counts>(r#"{"total":1}"#).value;
    counts.additional_properties.insert("total".to_owned(), 5);
    counts.extra.insert("total", 6);
    assert_eq!(write(&counts), r#"{"total":1}"#);
}

#[test]
fn values_of_unions_are_kept() {
    assert_round_trip::<Vec<Pet>>(
        r#"[{"name":"Tom","lives":7},{"name":"Rex","friends":[{"name":"Tom","lives":6},5]},5,"x",null,[1],{"x":1}]"#,
    );
    assert_round_trip::<Vec<Tagged>>(
        r#"[{"name":"Tom","kind":"cat"},{"fins":2,"kind":"fish"},{"kind":5},"x"]"#,
    );
}

#[test]
fn equal_values_are_equal_and_others_are_not() {
    let text = r#"{"lastName":"D","score":1,"status":"active","createdAt":"2026-01-01T00:00:00Z","parent":{"lastName":"P","status":"x"},"y":1}"#;
    let lead: Lead = decode(text).value;
    assert_eq!(lead, lead.clone());
    for (from, to) in [
        ("\"D\"", "\"E\""),
        ("\"score\":1", "\"score\":2"),
        ("\"score\":1,", ""),
        ("\"active\"", "\"other\""),
        ("2026-01-01", "2026-01-02"),
        ("\"P\"", "\"Q\""),
        ("\"y\":1", "\"y\":2"),
        ("\"y\":1", "\"z\":1"),
    ] {
        assert_ne!(
            lead,
            decode(&text.replace(from, to)).value,
            "{from} -> {to}"
        );
    }
}
