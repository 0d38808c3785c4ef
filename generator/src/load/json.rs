//! JSON text to nodes, through serde_json.

use serde::de::DeserializeSeed;
use serde_json::error::Category;

use crate::codes;
use crate::load::Failure;
use crate::load::build::Builder;
use crate::load::text::{Column, place};

/// Reads `text` as file number `file`.
pub(super) fn read(builder: &mut Builder<'_>, file: u16, text: &str) -> Result<(), Failure> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    builder
        .file(file)
        .deserialize(&mut deserializer)
        .and_then(|()| deserializer.end())
        .map_err(|error| failure(text, &error))
}

fn failure(text: &str, error: &serde_json::Error) -> Failure {
    let at = place(text, error.line(), Column::Byte(error.column()));
    let message = error.to_string();
    // The place is shown with the excerpt.
    let message = message
        .rsplit_once(" at line ")
        .map_or(&*message, |(what, _)| what);
    let help = match message {
        "recursion limit exceeded" => {
            return Failure::too_deep(at);
        }
        "trailing comma" => "remove the comma before this bracket",
        "key must be a string" => "write names in double quotes",
        "trailing characters" => "a file holds one JSON value; remove what stands behind it",
        "expected `,` or `}`" | "expected `,` or `]`" => {
            "a comma or a closing bracket is missing before this"
        }
        "expected `:`" => "a colon is missing between the name and its value",
        _ if error.classify() == Category::Eof => "the text ends too early; is the file complete?",
        _ => "the text must be JSON from here on",
    };
    Failure {
        code: codes::SYNTAX,
        message: format!("invalid JSON: {message}"),
        help: help.to_owned(),
        at,
    }
}
