//! Diagnostics for programs: a JSON object a line, and the commands by which GitHub Actions annotates lines.

use std::fmt::Write;

use serde_json::json;

use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::document::Document;
use crate::source::Span;

/// Where a diagnostic is, for programs; line and column from 1, columns in characters.
struct At {
    /// `None` for what stands in no file.
    path: Option<String>,
    start: Option<(usize, usize)>,
    end: Option<(usize, usize)>,
}

impl At {
    fn of(document: &Document, place: Place, span: Option<Span>) -> Self {
        let sources = &document.sources;
        let path = match (span, place) {
            (Some(span), _) => Some(sources.display_path(span.file)),
            (None, Place::File(file)) => Some(sources.display_path(file)),
            (None, Place::CommandLine) => None,
            (None, _) => Some(sources.path().to_owned()),
        };
        let position =
            |byte: fn(Span) -> usize| span.map(|span| sources.line_column(span.file, byte(span)));
        Self {
            path,
            start: position(|span| span.start),
            end: position(|span| span.end),
        }
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// One JSON object and a line break.
pub(super) fn json(
    text: &mut String,
    document: &Document,
    diagnostic: &Diagnostic,
    span: Option<Span>,
) {
    let at = At::of(document, diagnostic.place, span);
    let pointer = match diagnostic.place {
        Place::Node(node, _) => Some(document.tree.pointer(node)),
        Place::Text { .. } | Place::File(_) | Place::CommandLine => None,
    };
    let notes = diagnostic.notes.iter().map(|note| {
        let at = At::of(
            document,
            note.place,
            document.sources.span(&document.tree, note.place),
        );
        json!({
            "message": note.message,
            "file": at.path,
            "line": at.start.map(|(line, _)| line),
            "column": at.start.map(|(_, column)| column),
        })
    });
    let notes: Vec<serde_json::Value> = notes.collect();
    let label = Some(&diagnostic.label).filter(|label| !label.is_empty());
    let line = json!({
        "severity": level(diagnostic.severity),
        "code": diagnostic.code.to_string(),
        "message": diagnostic.message,
        "file": at.path,
        "line": at.start.map(|(line, _)| line),
        "column": at.start.map(|(_, column)| column),
        "end_line": at.end.map(|(line, _)| line),
        "end_column": at.end.map(|(_, column)| column),
        "pointer": pointer,
        "label": label,
        "notes": notes,
        "help": diagnostic.help,
    });
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{line}");
}

/// One workflow command and a line break.
pub(super) fn github(
    text: &mut String,
    document: &Document,
    diagnostic: &Diagnostic,
    span: Option<Span>,
) {
    let at = At::of(document, diagnostic.place, span);
    let title = format!("title={}", diagnostic.code);
    let mut properties = match &at.path {
        Some(path) => format!("file={}", property(path)),
        None => title.clone(),
    };
    if let (Some((line, column)), Some((end_line, end_column))) = (at.start, at.end) {
        let _ = write!(properties, ",line={line},endLine={end_line}");
        // The places of columns are shown on one line only.
        if line == end_line {
            let _ = write!(properties, ",col={column},endColumn={end_column}");
        }
    }
    if at.path.is_some() {
        let _ = write!(properties, ",{title}");
    }
    let mut message = diagnostic.message.clone();
    for note in super::notes(document, diagnostic) {
        let _ = write!(message, "\nnote: {note}");
    }
    if let Some(help) = &diagnostic.help {
        message.push_str("\nhelp: ");
        message.push_str(help);
    }
    let _ = writeln!(
        text,
        "::{} {properties}::{}",
        level(diagnostic.severity),
        data(&message)
    );
}

/// The escapes that workflow commands know, and no other control character.
fn data(text: &str) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D");
    let lines: Vec<String> = text.split('\n').map(super::harmless).collect();
    lines.join("%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use crate::render::{Style, render};
    use crate::testing::read;

    const TEXT: &str = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    Pet:\n      $ref: '#/components/schemas/Pte'\n";

    #[track_caller]
    fn rendered(text: &str, style: Style) -> String {
        let document = read(text);
        let diagnostics: Vec<_> = document.diagnostics.iter().collect();
        render(&document, &diagnostics, style)
    }

    #[test]
    fn json_is_one_object_a_line() {
        let text = rendered(TEXT, Style::Json);
        let found: serde_json::Value =
            serde_json::from_str(text.trim_end()).expect("one line of JSON");
        let expected = serde_json::json!({
            "severity": "error",
            "code": "E0020",
            "message": "`#/components/schemas/Pte` points at nothing",
            "file": "openapi.yaml",
            "line": 7,
            "column": 13,
            "end_line": 7,
            "end_column": 39,
            "pointer": "/components/schemas/Pet/$ref",
            "label": null,
            "notes": [],
            "help": "did you mean `#/components/schemas/Pet`?",
        });
        assert_eq!(found, expected);
    }

    #[test]
    fn annotations_are_workflow_commands() {
        let expected = "::error file=openapi.yaml,line=7,endLine=7,col=13,endColumn=39,title=E0020::`#/components/schemas/Pte` points at nothing%0Ahelp: did you mean `#/components/schemas/Pet`?\n";
        assert_eq!(rendered(TEXT, Style::Github), expected);
    }

    #[test]
    fn no_document_can_end_a_command_and_start_another() {
        let hostile = TEXT.replace(
            "'#/components/schemas/Pte'",
            "\"#/a\\n::error::b\\e[2J%0A\"",
        );
        let text = rendered(&hostile, Style::Github);
        assert_eq!(text.lines().count(), 1, "{text}");
        assert!(!text.contains('\u{1b}') && text.contains("%250A"), "{text}");
        let text = rendered(&hostile, Style::Json);
        assert_eq!(text.lines().count(), 1, "{text}");
        assert!(!text.contains('\u{1b}'), "{text}");
    }
}
