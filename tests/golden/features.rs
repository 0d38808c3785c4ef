//! Each tag's part of the crate, where its feature is on.

use golden_features::Client;

#[cfg(feature = "cats")]
#[test]
fn cats() {
    let cat = golden_features::models::Cat::new();
    assert_eq!(serde_json::to_string(&cat).expect("JSON"), r#"{"kind":"cat"}"#);
    let _ = |client: &Client| client.cats().list_cats();
}

#[cfg(feature = "dogs")]
#[test]
fn dogs() {
    let dog = golden_features::models::Dog::new();
    let dog = dog.chases(golden_features::models::Cat::new());
    assert!(dog.chases.is_some());
    let _ = |client: &Client| client.dogs().listen();
}

#[cfg(feature = "birds")]
#[test]
fn birds() {
    let nest = golden_features::models::Nest::new();
    assert!(golden_features::models::Bird::new().nest(nest).nest.is_some());
    let _ = |client: &Client| client.birds();
}

#[cfg(feature = "zoo-keepers")]
#[test]
fn keepers() {
    let animal = golden_features::models::Animal::from(golden_features::models::Dog::new());
    assert!(matches!(animal, golden_features::models::Animal::Dog(_)));
    let _ = |client: &Client| client.zoo_keepers();
}

#[cfg(feature = "webhooks")]
#[test]
fn webhooks() {
    let alarm: golden_features::webhooks::Alarm =
        serde_json::from_str(r#"{"cause":"fire"}"#).expect("an alarm");
    assert_eq!(alarm.cause, golden_features::models::Cause::Fire);
}

#[test]
fn the_client_is_always_there() {
    let _ = Client::builder();
}
