//! [`Argument`]: what can be a parameter or a body.
//!
//! Everything that can be written as JSON, lists and text by reference included.

use serde_json::Value;

use super::json;
use super::slot::Encode;

/// A value that can be sent. `Err` says in words why one cannot.
pub trait Argument {
    /// As a JSON value.
    fn to_value(&self) -> Result<Value, String>;

    /// As JSON text.
    fn to_json(&self) -> Result<Vec<u8>, String>;
}

impl<T: Encode> Argument for T {
    fn to_value(&self) -> Result<Value, String> {
        json::to_value(self).map_err(|error| error.to_string())
    }

    fn to_json(&self) -> Result<Vec<u8>, String> {
        json::encode(self).map_err(|error| error.to_string())
    }
}

impl Argument for str {
    fn to_value(&self) -> Result<Value, String> {
        (&self).to_value()
    }

    fn to_json(&self) -> Result<Vec<u8>, String> {
        (&self).to_json()
    }
}

impl<T: Encode> Argument for [T] {
    fn to_value(&self) -> Result<Value, String> {
        (&self).to_value()
    }

    fn to_json(&self) -> Result<Vec<u8>, String> {
        (&self).to_json()
    }
}
