//! Path templates: text and the names in braces.

use crate::document::Operation;

/// A part of a path template, as written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    /// Text between parameters.
    Text(String),
    /// The name of a parameter.
    Name(String),
}

/// The parts of a template. What follows a `#` only tells paths apart and is not sent. Braces that do not close, or
/// have nothing inside, are text.
pub(super) fn pieces(template: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = template.split('#').next().unwrap_or_default();
    while let Some((text, name, after)) = next_name(rest) {
        push_text(&mut pieces, text);
        pieces.push(Piece::Name(name.to_owned()));
        rest = after;
    }
    push_text(&mut pieces, rest);
    pieces
}

/// The text before the first name in braces, the name, and the text after it.
fn next_name(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let open = from + text.get(from..)?.find('{')?;
        let inside = text.get(open + 1..)?;
        let close = inside.find('}')?;
        // Of `{a{b}`, `b` is the name.
        let name = inside.get(..close)?;
        match name.rfind('{') {
            Some(inner) => from = open + 1 + inner,
            None if name.is_empty() => from = open + 2,
            None => return Some((text.get(..open)?, name, inside.get(close + 1..)?)),
        }
    }
}

/// Whether a brace opens that does not close before the next one, or at all.
pub(super) fn is_unclosed(template: &str) -> bool {
    let path = template.split('#').next().unwrap_or_default();
    let mut is_open = false;
    for char in path.chars() {
        match char {
            '{' if is_open => return true,
            '{' => is_open = true,
            '}' => is_open = false,
            _ => {}
        }
    }
    is_open
}

fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    if !text.is_empty() {
        pieces.push(Piece::Text(text.to_owned()));
    }
}

/// Takes the names out of a query inside a template that are query parameters of their own: of `/search?q={q}`, the
/// parameter `q` writes all of `q={q}`.
pub(super) fn without_query_parameters(
    pieces: Vec<Piece>,
    is_query: impl Fn(&str) -> bool,
) -> Vec<Piece> {
    let mut kept: Vec<Piece> = Vec::new();
    let mut in_query = false;
    for piece in pieces {
        match (&piece, kept.last_mut()) {
            (Piece::Name(name), Some(Piece::Text(before))) if in_query && is_query(name) => {
                // Up to the sign in front of the name that the value is for.
                let start = before.rfind(['?', '&']).unwrap_or(before.len());
                before.truncate(start);
                continue;
            }
            (Piece::Text(text), _) if text.contains('?') => in_query = true,
            _ => {}
        }
        kept.push(piece);
    }
    let mut has_query = false;
    for piece in &mut kept {
        let Piece::Text(text) = piece else { continue };
        // The first of what is left begins the query again.
        if in_query && !has_query && !text.contains('?') && text.starts_with('&') {
            text.replace_range(..1, "?");
        }
        has_query |= text.contains('?');
    }
    kept.retain(|piece| *piece != Piece::Text(String::new()));
    kept
}

/// Words for an operation without an operationId: `["get", "pets", "by", "petId"]`.
pub(super) fn words(method: &str, template: &str) -> Vec<String> {
    let mut words = vec![method.to_owned()];
    let pieces = pieces(template);
    let is_slash = |piece: &Piece| matches!(piece, Piece::Text(text) if text == "/");
    // The parameters at the end say which one: `by`.
    let is_last = |piece: &Piece| matches!(piece, Piece::Name(_)) || is_slash(piece);
    let trailing = pieces
        .iter()
        .rev()
        .take_while(|piece| is_last(piece))
        .count();
    let by = pieces.len() - trailing;
    for (index, piece) in pieces.iter().enumerate() {
        let is_first_trailing_name = index >= by
            && matches!(piece, Piece::Name(_))
            && pieces.iter().take(index).skip(by).all(is_slash);
        if is_first_trailing_name {
            words.push("by".to_owned());
        }
        match piece {
            Piece::Name(name) => words.push(name.clone()),
            Piece::Text(text) => {
                let segments = text.split(['/', '?', '&', '=']);
                words.extend(segments.filter(|word| !word.is_empty()).map(str::to_owned));
            }
        }
    }
    // What follows a `#` tells paths apart, and so must names.
    if let Some((_, fragment)) = template.split_once('#') {
        words.push(fragment.to_owned());
    }
    words
}

/// Words for the name of an operation.
pub(super) fn operation_words(
    method: &str,
    template: &str,
    operation: &Operation<'_>,
) -> Vec<String> {
    match operation.id() {
        Some(id) => vec![id.to_owned()],
        None => words(method, template),
    }
}

#[cfg(test)]
mod tests {
    use super::Piece::{Name, Text};
    use super::{Piece, is_unclosed, pieces, without_query_parameters, words};

    fn text(text: &str) -> Piece {
        Text(text.to_owned())
    }

    fn name(name: &str) -> Piece {
        Name(name.to_owned())
    }

    #[test]
    fn templates() {
        let table = [
            ("/", vec![text("/")]),
            ("/pets/{id}", vec![text("/pets/"), name("id")]),
            ("/{a}.{b}", vec![text("/"), name("a"), text("."), name("b")]),
            ("/{a}{b}", vec![text("/"), name("a"), name("b")]),
            ("/{a}/{a}", vec![text("/"), name("a"), text("/"), name("a")]),
            ("/{date.year}", vec![text("/"), name("date.year")]),
            ("/a#b{c}", vec![text("/a")]),
            ("/{", vec![text("/{")]),
            ("/{}/x", vec![text("/{}/x")]),
            ("/{}/{x}", vec![text("/{}/"), name("x")]),
            ("/{a{b}", vec![text("/{a"), name("b")]),
            ("/}{a}", vec![text("/}"), name("a")]),
            ("/ü/{ö}", vec![text("/ü/"), name("ö")]),
        ];
        for (template, expected) in table {
            assert_eq!(pieces(template), expected, "{template}");
        }
    }

    #[test]
    fn braces_that_do_not_close() {
        for template in ["/{", "/pets/{id", "/{a{b}", "/{a}/{b"] {
            assert!(is_unclosed(template), "{template}");
        }
        for template in ["/", "/{a}{b}", "/{}", "/}", "/a#{"] {
            assert!(!is_unclosed(template), "{template}");
        }
    }

    #[test]
    fn query_parameters_leave_the_template() {
        let table = [
            ("/s?q={q}", vec![text("/s")]),
            ("/s?a=1&q={q}", vec![text("/s?a=1")]),
            ("/s?q={q}&a=1", vec![text("/s"), text("?a=1")]),
            ("/s?x={x}", vec![text("/s?x="), name("x")]),
            ("/{q}?a=1", vec![text("/"), name("q"), text("?a=1")]),
        ];
        for (template, expected) in table {
            let kept = without_query_parameters(pieces(template), |name| name == "q");
            assert_eq!(kept, expected, "{template}");
        }
    }

    #[test]
    fn words_of_paths() {
        let table = [
            ("/", "get"),
            ("/pets", "get pets"),
            ("/pets/{petId}", "get pets by petId"),
            ("/pets/{petId}/toys", "get pets petId toys"),
            ("/repos/{owner}/{repo}", "get repos by owner repo"),
            ("/pets/{petId}.json", "get pets petId .json"),
            ("/pets#old", "get pets old"),
        ];
        for (template, expected) in table {
            assert_eq!(words("get", template).join(" "), expected, "{template}");
        }
    }
}
