//! Which variant a value is.

use std::time::{Duration, Instant};

use super::models::{Named, Pet, Tagged, Term, Word};
use super::{decode, read};
use crate::runtime::json;

#[track_caller]
fn variant(text: &str) -> &'static str {
    match decode::<Pet>(text).value {
        Pet::Cat(_) => "cat",
        Pet::Dog(_) => "dog",
        Pet::Number(_) => "number",
        Pet::Unrecognized(_) => "unrecognized",
    }
}

#[test]
fn the_variant_that_knows_most_members_is_it() {
    assert_eq!(variant(r#"{"name":"x","lives":1}"#), "cat");
    assert_eq!(variant(r#"{"name":"x","friends":[]}"#), "dog");
    assert_eq!(
        variant(r#"{"friends":[],"name":"x","lives":1,"more":1}"#),
        "cat"
    );
    assert_eq!(variant(r#"{"name":"x"}"#), "cat");
}

#[test]
fn a_variant_that_cannot_be_read_is_not_it() {
    assert_eq!(variant(r#"{"name":"x","lives":"many"}"#), "dog");
    assert_eq!(variant(r#"{"name":5}"#), "unrecognized");
    assert_eq!(variant(r#"{"lives":1}"#), "unrecognized");
}

#[test]
fn kinds_tell_variants_apart() {
    assert_eq!(variant("5"), "number");
    assert_eq!(variant("5.0"), "number");
    assert_eq!(variant("5.5"), "unrecognized");
    assert_eq!(variant("null"), "unrecognized");
    assert_eq!(variant("[]"), "unrecognized");
}

#[test]
fn the_discriminator_decides() {
    assert!(matches!(
        read(r#"{"name":"x","kind":"dog","lives":1}"#),
        Tagged::Dog(_)
    ));
    assert!(matches!(
        read(r#"{"lives":1,"name":"x","kind":"c\u0061t"}"#),
        Tagged::Cat(_)
    ));
    assert!(matches!(
        read(r#"{"name":"x","kind":"fish"}"#),
        Tagged::Unrecognized(_)
    ));
}

#[test]
fn without_its_discriminator_a_value_is_looked_at() {
    assert!(matches!(
        read(r#"{"name":"x","friends":[]}"#),
        Tagged::Dog(_)
    ));
    assert!(matches!(read(r#"{"name":"x","kind":7}"#), Tagged::Dog(_)));
}

#[test]
fn without_shapes_a_value_that_its_discriminator_does_not_tell_is_kept() {
    assert!(matches!(
        read(r#"{"kind":"cat","name":"x"}"#),
        Named::Cat(_)
    ));
    for text in [r#"{"name":"x"}"#, r#"{"kind":7,"name":"x"}"#, "[]", "null"] {
        let named: Named = read(text);
        assert!(matches!(named, Named::Unrecognized(_)), "{text}");
        assert_eq!(json::to_value(&named).unwrap().to_string(), text.to_owned());
    }
}

#[test]
fn a_value_that_is_not_what_it_names_is_kept_and_told() {
    let text = r#"{"kind":"cat","name":5}"#;
    let decoded = decode::<Tagged>(text);
    assert!(matches!(decoded.value, Tagged::Unrecognized(_)));
    assert_eq!(decoded.deviations[0].path, "$.name");
    let tree: serde_json::Value = serde_json::from_str(text).unwrap();
    assert_eq!(
        json::from_value::<Tagged>(&tree).unwrap_err().path(),
        "$.name"
    );
}

#[test]
fn the_lenient_reading_comes_after_all_strict_ones() {
    let decoded = decode::<Tagged>(r#"{"kind":"cat","name":"x","lives":"many"}"#);
    assert!(matches!(decoded.value, Tagged::Cat(_)));
    assert_eq!(decoded.deviations[0].path, "$.lives");
}

/// Without a look at what is being read, this would never end.
#[test]
fn unions_that_are_variants_of_each_other() {
    for text in ["\"a\"", "5", "[\"a\",[5,true],{}]", "null", "{\"a\":[]}"] {
        let expected: serde_json::Value = serde_json::from_str(text).unwrap();
        let word: Word = read(text);
        assert_eq!(json::to_value(&word).unwrap(), expected);
        let term: Term = read(text);
        assert_eq!(json::to_value(&term).unwrap(), expected);
    }
    let is_text = |word: &Word| matches!(word, Word::Text(_));
    assert!(is_text(&read("\"a\"")));
    assert!(matches!(read("\"a\""), Term::Word(word) if is_text(&word)));
    assert!(matches!(read("5"), Term::Integer(5)));
    assert!(matches!(read("5"), Word::Term(_)));
    assert!(matches!(read("[5]"), Word::List(_)));
}

/// Each level could be two variants, and the innermost is neither: without a bound, 2^60 attempts.
#[test]
fn unions_in_unions_take_no_exponential_time() {
    let mut text = r#"{"name":1}"#.to_owned();
    for _ in 0..60 {
        text = format!(r#"{{"name":"x","lives":"y","friends":[{text}]}}"#);
    }
    let start = Instant::now();
    let decoded = decode::<Pet>(&text);
    assert!(
        start.elapsed() < Duration::from_secs(2),
        "{:?}",
        start.elapsed()
    );
    let mut expected: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json::to_value(&decoded.value).unwrap(), expected);
    expected["name"] = "z".into();
    assert_ne!(json::to_value(&decoded.value).unwrap(), expected);
}
