//! Diagnostics as text for people: what is wrong, where, an excerpt with the place marked, and a way out.
//!
//! In: a document and what was said about it. Out: text for a terminal or a file. Everything that comes from the
//! document is made harmless first: control characters and those that reorder text are written as escapes, and of a
//! long line only the part around the place is shown.

mod machine;

use std::fmt::Write;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::document::Document;
use crate::source::Span;

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// With excerpts, for files and pipes.
    Plain,
    /// With excerpts and the escape codes for colours, for terminals.
    Coloured,
    /// One line each, without excerpts: `path:line:column: error[E0020]: message`.
    Short,
    /// A JSON object a line, for programs.
    Json,
    /// The commands by which GitHub Actions annotates lines.
    Github,
}

/// How many characters of a line are shown on either side of the marked text, and of that itself.
const WINDOW: usize = 60;

/// The diagnostics in the order of the text that they are about.
pub fn render(document: &Document, diagnostics: &[Diagnostic], style: Style) -> String {
    let mut located: Vec<(Option<Span>, &Diagnostic)> = diagnostics
        .iter()
        .map(|diagnostic| {
            (
                document.sources.span(&document.tree, diagnostic.place),
                diagnostic,
            )
        })
        .collect();
    located.sort_by_key(|(span, _)| span.map(|span| (span.file, span.start)));
    let mut text = String::new();
    for (span, diagnostic) in located {
        match style {
            Style::Short => short(&mut text, document, diagnostic),
            Style::Json => machine::json(&mut text, document, diagnostic, span),
            Style::Github => machine::github(&mut text, document, diagnostic, span),
            Style::Plain | Style::Coloured => long(&mut text, document, diagnostic, span, style),
        }
    }
    text
}

fn short(text: &mut String, document: &Document, diagnostic: &Diagnostic) {
    let place = harmless(&document.sources.describe(&document.tree, diagnostic.place));
    let level = match diagnostic.severity {
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let message = harmless(&diagnostic.message);
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{place}: {level}[{}]: {message}", diagnostic.code);
}

fn long(
    text: &mut String,
    document: &Document,
    diagnostic: &Diagnostic,
    span: Option<Span>,
    style: Style,
) {
    let (level, name, colour) = match diagnostic.severity {
        Severity::Warning => (Level::WARNING, "warning", "33"),
        Severity::Error => (Level::ERROR, "error", "91"),
    };
    // The two lines on top are written here, because the renderer would take the column from the cut line.
    let (code, message) = (diagnostic.code, harmless(&diagnostic.message));
    let place = harmless(&document.sources.describe(&document.tree, diagnostic.place));
    let line = span.map_or(0, |span| {
        document.sources.line_column(span.file, span.start).0
    });
    let indent = " ".repeat(line.to_string().len());
    let lines = match style {
        Style::Coloured => format!(
            "\u{1b}[1;{colour}m{name}[{code}]\u{1b}[0m\u{1b}[1m: {message}\u{1b}[0m\n{indent}\u{1b}[1;94m-->\u{1b}[0m {place}\n"
        ),
        _ => format!("{name}[{code}]: {message}\n{indent}--> {place}\n"),
    };
    text.push_str(&lines);
    let mut group = Group::with_level(level);
    if let Some(span) = span {
        group = group.element(excerpt(document, diagnostic, span, line));
    }
    if let Place::Node(node, _) = diagnostic.place {
        let pointer = document.tree.pointer(node);
        if !pointer.is_empty() {
            group = group.element(Level::NOTE.message(format!("at `#{}`", harmless(&pointer))));
        }
    }
    for note in notes(document, diagnostic) {
        group = group.element(Level::NOTE.message(harmless(&note)));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(harmless(help)));
    }
    let renderer = match style {
        Style::Coloured => Renderer::styled(),
        _ => Renderer::plain(),
    };
    text.push_str(&renderer.render(&[group]));
    text.push_str("\n\n");
}

/// The first notes with their places, and how many more there are.
fn notes(document: &Document, diagnostic: &Diagnostic) -> Vec<String> {
    const SHOWN: usize = 4;
    let shown = diagnostic.notes.iter().take(SHOWN).map(|note| {
        let at = document.sources.describe(&document.tree, note.place);
        format!("{} {at}", note.message)
    });
    let more = diagnostic.notes.len().saturating_sub(SHOWN);
    let more = (more > 0).then(|| format!("and {more} more"));
    shown.chain(more).collect()
}

fn excerpt(
    document: &Document,
    diagnostic: &Diagnostic,
    span: Span,
    line: usize,
) -> Snippet<'static, Annotation<'static>> {
    let (source, start, end) = cut(document.sources.text(span.file), span);
    let mut annotation = AnnotationKind::Primary.span(start..end);
    if !diagnostic.label.is_empty() {
        annotation = annotation.label(harmless(&diagnostic.label));
    }
    Snippet::source(source)
        .line_start(line)
        .annotation(annotation)
}

/// The line of a place, made harmless and cut to size, and where in it the marked text starts and ends.
fn cut(text: &str, span: Span) -> (String, usize, usize) {
    let before = text.get(..span.start).unwrap_or_default();
    let before = before.rsplit('\n').next().unwrap_or_default();
    let rest = text.get(span.start..).unwrap_or_default();
    let rest = rest.lines().next().unwrap_or_default();
    let width = span.end.saturating_sub(span.start).min(rest.len());
    let (marked, after) = rest.split_at_checked(width).unwrap_or((rest, ""));

    let mut line = String::new();
    let skipped = before.chars().rev().nth(WINDOW).is_some();
    if skipped {
        line.push_str("... ");
        let kept: Vec<char> = before.chars().rev().take(WINDOW).collect();
        line.push_str(&harmless(&kept.into_iter().rev().collect::<String>()));
    } else {
        line.push_str(&harmless(before));
    }
    let start = line.len();
    line.push_str(&harmless(&shorten(marked)));
    let end = line.len();
    line.push_str(&harmless(&shorten(after)));
    (line, start, end)
}

fn shorten(text: &str) -> String {
    let mut characters = text.chars();
    let mut short: String = characters.by_ref().take(WINDOW).collect();
    if characters.next().is_some() {
        short.push_str(" ...");
    }
    short
}

/// The text without anything that a terminal could obey or that reorders what one sees; a tab is four spaces.
pub(crate) fn harmless(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\t' => result.push_str("    "),
            '\u{061c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}' => {
                result.extend(character.escape_unicode());
            }
            character if character.is_control() => result.extend(character.escape_default()),
            character => result.push(character),
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::{Style, render};
    use crate::testing::read;

    #[track_caller]
    fn rendered(text: &str, style: Style) -> String {
        let document = read(text);
        let diagnostics: Vec<_> = document.diagnostics.iter().collect();
        render(&document, &diagnostics, style)
    }

    const TEXT: &str = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    Pet:\n      $ref: '#/components/schemas/Pte'\n";

    #[test]
    fn an_excerpt_shows_the_place_and_the_way_out() {
        let expected = "\
error[E0020]: `#/components/schemas/Pte` points at nothing
 --> openapi.yaml:7:13
  |
7 |       $ref: '#/components/schemas/Pte'
  |             ^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = note: at `#/components/schemas/Pet/$ref`
  = help: did you mean `#/components/schemas/Pet`?

";
        assert_eq!(rendered(TEXT, Style::Plain), expected);
    }

    #[test]
    fn the_short_form_is_one_line() {
        let expected =
            "openapi.yaml:7:13: error[E0020]: `#/components/schemas/Pte` points at nothing\n";
        assert_eq!(rendered(TEXT, Style::Short), expected);
    }

    #[test]
    fn colours_are_escape_codes_and_nothing_else_is() {
        assert!(rendered(TEXT, Style::Coloured).contains('\u{1b}'));
        let hostile = "openapi: \"4\\e[2J\\u202e\"\n";
        let text = rendered(hostile, Style::Plain);
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text:?}");
        assert!(text.contains("\\u{202e}"), "{text}");
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let filler: String = (0..10_000)
            .map(|number| format!("\"x{number}\": 1, "))
            .collect();
        let text = rendered(
            &format!("{{{filler}\"openapi\": \"5.0\", \"y\": 2}}"),
            Style::Plain,
        );
        assert!(
            text.lines().all(|line| line.chars().count() < 250),
            "{text}"
        );
        let column = 1 + 1 + filler.len() + "\"openapi\": ".len();
        assert!(
            text.contains(&format!("openapi.yaml:1:{column}\n")),
            "{text}"
        );
    }
}
