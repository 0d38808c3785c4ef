//! Tests of reading and writing, on models as the generator emits them.

mod data;
mod formats;
mod lossless;
mod models;
mod numbers;
mod serde_traits;
mod syntax;
mod unions;
mod writing;

use crate::runtime::json::{self, DecodeError, Decoded};
use crate::runtime::{Decode, Encode};

/// Decodes leniently, as bodies are.
#[track_caller]
fn decode<T: Decode>(text: &str) -> Decoded<T> {
    json::decode(text.as_bytes()).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Decodes what has nothing to be lenient about.
#[track_caller]
fn read<T: Decode>(text: &str) -> T {
    let decoded = decode(text);
    assert_eq!(decoded.deviations, []);
    decoded.value
}

#[track_caller]
fn reject<T: Decode + std::fmt::Debug>(text: &str) -> DecodeError {
    match json::decode::<T>(text.as_bytes()) {
        Ok(decoded) => panic!("{text} was taken: {decoded:?}"),
        Err(error) => error,
    }
}

#[track_caller]
fn write<T: Encode + ?Sized>(value: &T) -> String {
    String::from_utf8(json::encode(value).expect("JSON has a text for it")).expect("UTF-8")
}

/// Decodes and encodes; the text must come back.
#[track_caller]
fn assert_round_trip<T: Decode + Encode>(text: &str) {
    assert_eq!(write(&decode::<T>(text).value), text);
}
