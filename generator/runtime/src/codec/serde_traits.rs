//! serde's traits, over `serde_json` and over a format that is not JSON.

use serde::de::value::{Error, MapDeserializer};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::models::{Counts, Lead, Pet, Status};

const LEAD: &str = r#"{"lastName":"Doe","score":7,"status":"new","parent":{"lastName":"P","status":"","closedAt":null},"closedAt":null,"x":[1.5,{"y":null}]}"#;

#[test]
fn text_and_readers_and_trees_give_the_same() {
    let text: Lead = serde_json::from_str(LEAD).unwrap();
    let slice: Lead = serde_json::from_slice(LEAD.as_bytes()).unwrap();
    let reader: Lead = serde_json::from_reader(LEAD.as_bytes()).unwrap();
    let tree: Value = serde_json::from_str(LEAD).unwrap();
    let owned: Lead = serde_json::from_value(tree.clone()).unwrap();
    let borrowed = Lead::deserialize(&tree).unwrap();
    assert_eq!(text.last_name, "Doe");
    for other in [slice, reader, owned, borrowed] {
        assert_eq!(text, other);
    }
}

#[test]
fn models_work_inside_other_types() {
    let leads: Vec<Option<Lead>> = serde_json::from_str(&format!("[null,{LEAD}, {LEAD}]")).unwrap();
    assert_eq!(leads[1], leads[2]);
    assert_eq!(
        serde_json::to_string(&leads).unwrap(),
        format!("[null,{LEAD},{LEAD}]")
    );
}

#[test]
fn serialize_writes_what_encode_writes() {
    let lead: Lead = serde_json::from_str(LEAD).unwrap();
    assert_eq!(serde_json::to_string(&lead).unwrap(), LEAD);
    assert_eq!(
        serde_json::to_value(&lead).unwrap(),
        serde_json::from_str::<Value>(LEAD).unwrap()
    );
}

#[test]
fn enumerations_and_unions_have_them_too() {
    let values: (Status, Pet) = serde_json::from_str(r#"["active",{"name":"x"}]"#).unwrap();
    assert_eq!(values.0, Status::Active);
    assert_eq!(
        serde_json::to_value(&values).unwrap(),
        json!(["active", { "name": "x" }])
    );
}

#[test]
fn other_formats_are_read_by_value() {
    let members = [("name", "x"), ("lives", "9")];
    let from = MapDeserializer::<_, Error>::new(members.into_iter());
    let error = super::models::Cat::deserialize(from).unwrap_err();
    assert!(error.to_string().contains("$.lives"), "{error}");
    let from = MapDeserializer::<_, Error>::new([("name", "x \"y\"")].into_iter());
    assert_eq!(
        super::models::Cat::deserialize(from).unwrap().name,
        "x \"y\""
    );
}

#[test]
fn errors_say_where() {
    let error = serde_json::from_str::<Vec<Lead>>(r#"[{"lastName":1,"status":""}]"#).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("expected a string, found a number at $.lastName in Lead"),
        "{error}"
    );
}

#[test]
fn numbers_keep_their_digits_from_text() {
    let counts: Counts =
        serde_json::from_str(r#"{"total":123456789012345678901234567890}"#).unwrap();
    assert_eq!(counts.total.as_str(), "123456789012345678901234567890");
}

fn assert_traits<T: Serialize + for<'de> Deserialize<'de> + Send + Sync + 'static>() {}

#[test]
fn models_go_everywhere() {
    assert_traits::<Lead>();
    assert_traits::<Pet>();
    assert_traits::<Status>();
}
