//! YAML text to nodes, through serde_yaml. The only file that knows serde_yaml.

use std::ops::Range;

use saphyr_parser::{Event, Marker, Parser};
use serde::de::DeserializeSeed;
use serde_yaml::Deserializer;

use crate::codes;
use crate::load::Failure;
use crate::load::aliases::{self, FaultKind};
use crate::load::build::Builder;
use crate::load::text::{Column, place};
use crate::tree::{NodeId, Tree};

/// Reads `text` as file number `file`.
pub(super) fn read(builder: &mut Builder<'_>, file: u16, text: &str) -> Result<(), Failure> {
    if let Some(at) = too_deep(text, builder.limits.depth) {
        return Err(Failure::too_deep(at));
    }
    if aliases::may_have(text)
        && let Some(aliases::Fault { at, kind }) = aliases::check(text, builder.limits)
    {
        let at = aliases::range(text, character(text, &at));
        return Err(match kind {
            FaultKind::TooMany(message, limit) => Failure::limit(message, limit, at),
            FaultKind::Endless => Failure::endless_alias(at),
        });
    }
    let from = builder.tree.len();
    builder
        .file(file)
        .deserialize(Deserializer::from_str(text))
        .map_err(|error| failure(text, &error))?;
    merge(builder.tree, from);
    Ok(())
}

/// The place at which brackets stand in each other more than `limit` deep, if that is so. The parser behind serde_yaml
/// needs time in the square of that depth, before the limit on nodes can stop it.
fn too_deep(text: &str, limit: usize) -> Option<Range<usize>> {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    if deepest <= limit {
        return None;
    }
    // Most of those brackets may stand in prose; the events tell.
    let mut depth = 0_usize;
    let mut parser = Parser::new_from_str(text);
    loop {
        match parser.next_event()? {
            Ok((Event::MappingStart(..) | Event::SequenceStart(..), span)) => {
                depth += 1;
                if depth > limit {
                    return Some(character(text, &span.start));
                }
            }
            Ok((Event::MappingEnd | Event::SequenceEnd, _)) => depth = depth.saturating_sub(1),
            Ok(_) => {}
            // This parser gives up at 255 brackets. Other errors are better told by the parser that reads the values,
            // unless it would take too long.
            Err(error) => {
                let deep = error.info() == "recursion limit exceeded" || deepest > 100 * limit;
                return deep.then(|| character(text, error.marker()));
            }
        }
    }
}

fn character(text: &str, at: &Marker) -> Range<usize> {
    place(text, at.line(), Column::Character(at.col() + 1))
}

fn failure(text: &str, error: &serde_yaml::Error) -> Failure {
    let at = error.location().map_or(0..text.len().min(1), |location| {
        place(text, location.line(), Column::Character(location.column()))
    });
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    // serde_yaml puts the way to the node in front of some messages; the excerpt shows the place better.
    let message = message
        .rsplit_once(": ")
        .filter(|(way, _)| !way.contains(' '))
        .map_or(message, |(_, what)| what);
    const NO_KEY: &str = "did not find expected key";
    const SEVERAL: &str =
        "deserializing from YAML containing more than one document is not supported";
    let at = match message {
        SEVERAL => second_document(text).unwrap_or(at),
        NO_KEY => match open_quote(text, at.start) {
            Some((start, line)) => return Failure::open_quote(start, line),
            None => at,
        },
        _ => at,
    };
    let (message, help) = match message {
        "repetition limit exceeded" => {
            let message = "aliases repeat too much of the document".to_owned();
            return Failure::limit(message, "aliases", at);
        }
        "recursion limit exceeded" => {
            return Failure::too_deep(at);
        }
        "found character that cannot start any token" if is_tab(text, at.start) => {
            ("a tab cannot indent YAML", "use spaces")
        }
        "found character that cannot start any token" => (
            "a value cannot start with this character",
            "put the value in quotes",
        ),
        SEVERAL => (
            "the file holds more than one YAML document",
            "keep one of the parts that `---` separates",
        ),
        NO_KEY => (
            "this line belongs to no object or list of the lines before",
            "correct its indentation, or a missing quote or `:` here or in the lines before",
        ),
        "mapping values are not allowed in this context" if ends_line(text, at.start) => (
            "here is a name where none may stand",
            "correct its indentation, or a missing `:` or quote in the line before",
        ),
        "mapping values are not allowed in this context" => (
            "this line has a second `: `, or a name where none may stand",
            "put text that holds `: ` in quotes, or correct the indentation",
        ),
        "control characters are not allowed" => (
            message,
            "is it the right file? A description is text; `\\u0007` in double quotes is such a character",
        ),
        "unknown anchor" => (
            "the alias has no anchor",
            "mark what it repeats with `&` and its name, further up",
        ),
        "invalid type: map, expected a member name"
        | "invalid type: sequence, expected a member name" => (
            "the name of a member must be text",
            "put it in quotes, or correct the indentation",
        ),
        "did not find expected '-' indicator" => (
            "this line belongs to no list of the lines before",
            "correct its indentation, or begin it with `- ` if it is an element",
        ),
        "did not find expected node content" => (
            "here should be a value",
            "write one, or correct a bracket or a quote that is not closed, here or in the lines before",
        ),
        "did not find expected ',' or ']'" => (
            "here should be `,` or `]`",
            "close the `[` where its list ends, or put text that holds `: `, `, `, `[` or `]` in quotes",
        ),
        "did not find expected ',' or '}'" => (
            "here should be `,` or `}`",
            "close the `{` where its object ends, or put text that holds `: `, `, `, `{` or `}` in quotes",
        ),
        other => (
            other,
            "correct the indentation or a missing quote, here or in the lines before",
        ),
    };
    Failure {
        code: codes::SYNTAX,
        message: format!("invalid YAML: {message}"),
        help: help.to_owned(),
        at,
    }
}

/// Whether a line ends with the colon that stands at `at`.
fn ends_line(text: &str, at: usize) -> bool {
    let rest = text.get(at..).and_then(|rest| rest.lines().next());
    rest.is_some_and(|rest| rest.trim_end() == ":")
}

/// The quote that the line of `error` closes, if it was opened in a line before, and the number of that line. What stands
/// behind the closing quote is the error, and the quote that is missing is most likely that of the line before.
fn open_quote(text: &str, error: usize) -> Option<(Range<usize>, usize)> {
    let mut open = None;
    let mut start = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let is_here = error < start + line.len();
        match open {
            Some((at, quote)) if closes(line, quote) => {
                if is_here {
                    return Some((at..at + 1, number + 1));
                }
                open = None;
            }
            Some(_) => {}
            None => open = opens(line).map(|(column, quote)| (start + column, quote)),
        }
        if is_here {
            return None;
        }
        start += line.len();
    }
    None
}

/// Where a value begins with a quote that its line does not close, and which.
fn opens(line: &str) -> Option<(usize, char)> {
    let column = match line.split_once(": ") {
        Some((name, _)) => name.len() + ": ".len(),
        None => line.find(|c| !matches!(c, ' ' | '-'))?,
    };
    let value = line.get(column..)?;
    let quote = value.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    (!closes(value.get(1..)?, quote)).then_some((column, quote))
}

/// Whether text that began with a quote ends in this line.
fn closes(line: &str, quote: char) -> bool {
    let escaped = match quote {
        '"' => line.replace("\\\"", ""),
        _ => line.replace("''", ""),
    };
    escaped.contains(quote)
}

/// Where the second document of a file begins: at the first line of dashes after something else.
fn second_document(text: &str) -> Option<Range<usize>> {
    let mut start = 0;
    let mut is_begun = false;
    for line in text.split_inclusive('\n') {
        let is_mark = line.trim_end() == "---" || line.starts_with("--- ");
        if is_mark && is_begun {
            return Some(start..start + 3);
        }
        is_begun |= !is_mark && !line.trim().is_empty() && !line.starts_with(['#', '%']);
        start += line.len();
    }
    None
}

fn is_tab(text: &str, at: usize) -> bool {
    text.get(at..).is_some_and(|rest| rest.starts_with('\t'))
}

/// Carries out `<<: *alias`: the alias's members become members of the object, where it has none of that name.
fn merge(tree: &mut Tree, from: usize) {
    // The innermost first: what is merged may itself be the result of a merge.
    for key in tree.members_called(from, "<<").into_iter().rev() {
        let Some(object) = tree.parent(key) else {
            continue;
        };
        let sources: Vec<NodeId> = if tree.is_object(key) {
            vec![key]
        } else if tree.is_array(key) {
            tree.children(key).collect()
        } else {
            continue;
        };
        if !sources.iter().all(|&source| tree.is_object(source)) {
            continue;
        }
        tree.unlink(key);
        for source in sources {
            for member in tree.children(source).collect::<Vec<_>>() {
                let known = tree
                    .name(member)
                    .is_none_or(|name| tree.peek(object, name).is_some());
                if !known {
                    tree.move_member(member, object);
                }
            }
        }
    }
}
