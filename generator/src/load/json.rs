//! JSON text to nodes, through serde_json.

use serde::de::DeserializeSeed;

use crate::load::build::Builder;
use crate::load::{Column, Failure, place};

/// Reads `text` as file number `file`.
pub(super) fn read(builder: &mut Builder<'_>, file: u16, text: &str) -> Result<(), Failure> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    builder
        .file(file)
        .deserialize(&mut deserializer)
        .and_then(|()| deserializer.end())
        .map_err(|error| {
            let message = error.to_string();
            // The place is shown with the excerpt.
            let message = message
                .rsplit_once(" at line ")
                .map_or(&*message, |(what, _)| what);
            Failure {
                message: message.to_owned(),
                at: place(text, error.line(), Column::Byte(error.column())),
            }
        })
}
