//! JSON text to nodes, through serde_json.

use std::ops::Range;

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
    if message == "recursion limit exceeded" {
        return Failure::too_deep(at);
    }
    if message.starts_with("expected")
        || matches!(message, "key must be a string" | "trailing comma")
    {
        let rest = text.get(at.start..).unwrap_or_default();
        if let Some((message, help)) = of_another_language(rest) {
            return invalid(message, help, at);
        }
    }
    let help = match message {
        "trailing comma" => "remove the comma before this bracket",
        "key must be a string" => "write names in double quotes; JSON has no others",
        "invalid escape" => "write `\\\\` for the character `\\`, which starts an escape",
        _ if message.starts_with("control character") => {
            "close the string before its line ends; a line feed in it is written `\\n`"
        }
        "expected value" | "expected ident" => {
            "write a value: text in double quotes, a number, `true`, `false`, `null`, `[` or `{`"
        }
        "trailing characters" => "a file holds one JSON value; remove what stands behind it",
        "expected `,` or `}`" | "expected `,` or `]`" => {
            "a comma or a closing bracket is missing before this"
        }
        "expected `:`" => "a colon is missing between the name and its value",
        "EOF while parsing a list" | "EOF while parsing an object" => {
            "close its bracket: one is missing here or further up, or the file is not complete"
        }
        _ if error.classify() == Category::Eof => "the text ends too early; is the file complete?",
        _ => "the text must be JSON from here on",
    };
    invalid(plainly(message), help, at)
}

fn invalid(message: &str, help: &str, at: Range<usize>) -> Failure {
    Failure {
        code: codes::SYNTAX,
        message: format!("invalid JSON: {message}"),
        help: help.to_owned(),
        at,
    }
}

/// What stands at the start of `rest` that JSON does not have and others do: what is wrong, and what to do.
fn of_another_language(rest: &str) -> Option<(&'static str, &'static str)> {
    const WORDS: [(&str, &str); 4] = [
        ("True", "write `true`"),
        ("False", "write `false`"),
        ("None", "write `null`"),
        (
            "NaN",
            "JSON has no such number; remove it, or write another value",
        ),
    ];
    if rest.starts_with("//") || rest.starts_with("/*") {
        return Some(("here is a comment, and JSON has none", "remove it"));
    }
    let word = rest.split(|sign: char| !sign.is_alphanumeric()).next()?;
    let (_, help) = WORDS.into_iter().find(|(name, _)| *name == word)?;
    Some(("here should be a value", help))
}

/// The parser's message in words that need no knowledge of parsers.
fn plainly(message: &str) -> &str {
    match message {
        "key must be a string" => "the name of a member is not in double quotes",
        "trailing comma" => "there is a comma, and nothing after it",
        "trailing characters" => "there is more behind the end of the value",
        "invalid escape" => "there is no such escape",
        "expected value" | "expected ident" => "here should be a value",
        "EOF while parsing a string" => "the text ends inside a string",
        "EOF while parsing a list" => "the text ends inside a list",
        "EOF while parsing an object" => "the text ends inside an object",
        "EOF while parsing a value" => "the text ends where a value should be",
        _ if message.starts_with("control character") => "a string goes on after its line",
        other => other,
    }
}
