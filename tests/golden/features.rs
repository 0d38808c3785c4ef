//! Each tag's part of the crate, where its feature is on.

use golden_features::Client;

#[cfg(feature = "cats")]
#[test]
fn cats() {
    let cat = r#"{"kind":"cat"}"#;
    let read: golden_features::models::Cat = serde_json::from_str(cat).expect("a cat");
    assert_eq!(serde_json::to_string(&read).expect("JSON"), cat);
    let _ = |client: &Client| client.cats().list();
}

#[cfg(feature = "dogs")]
#[test]
fn dogs() {
    let dog = r#"{"kind":"dog","chases":{"kind":"cat"}}"#;
    let dog: golden_features::models::Dog = serde_json::from_str(dog).expect("a dog");
    assert!(dog.chases.is_some());
    let _ = |client: &Client| client.dogs().listen();
}

#[cfg(feature = "birds")]
#[test]
fn birds() {
    let bird = r#"{"nest":{"birds":[{}]}}"#;
    let bird: golden_features::models::Bird = serde_json::from_str(bird).expect("a bird");
    assert!(bird.nest.is_some());
    let _ = |client: &Client| client.birds().get_1();
}

#[cfg(feature = "zoo-keepers")]
#[test]
fn keepers() {
    use golden_features::models::Animal;
    let animal: Animal = serde_json::from_str(r#"{"kind":"dog"}"#).expect("an animal");
    assert!(matches!(animal, Animal::Dog(_)), "{animal:?}");
    let _ = |client: &Client| client.zoo_keepers().get_1();
}

#[cfg(feature = "webhooks")]
#[test]
fn webhooks() {
    use golden_features::models::{Alarm, Cause};
    let alarm: Alarm = serde_json::from_str(r#"{"cause":"fire"}"#).expect("an alarm");
    assert_eq!(alarm.cause, Cause::Fire);
}

#[test]
fn the_client_is_always_there() {
    let _ = Client::builder();
}
