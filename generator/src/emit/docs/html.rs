//! HTML in descriptions, read as text: tags for looks go, tags that end a line end it, anything else is shown.
//!
//! rustdoc passes HTML through to the page, so none may be left; and prose like `<id>` must not vanish as a tag.

/// What becomes of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// It only changed the looks.
    Nothing,
    /// It ended a line.
    Line,
    /// It ended a paragraph.
    Paragraph,
    /// It began an item of a list.
    Item,
    /// It is none we know: it is text.
    Text,
}

const LOOKS: &[&str] = &[
    "a", "abbr", "b", "big", "center", "cite", "code", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong",
    "sub", "sup", "time", "tt", "u", "var", "wbr",
];
const LINES: &[&str] = &["br", "dd", "dt", "td", "th", "tr"];
const PARAGRAPHS: &[&str] = &[
    "article",
    "aside",
    "blockquote",
    "body",
    "details",
    "div",
    "dl",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "thead",
    "ul",
];

/// What a tag such as `<br/>` or `</p>` means.
pub(super) fn tag(html: &str) -> Tag {
    if html.starts_with("<!--") {
        return Tag::Nothing;
    }
    let inner = html.trim_start_matches('<');
    let is_end = inner.starts_with('/');
    let inner = inner.trim_start_matches('/');
    let end = inner
        .find(|char: char| !char.is_ascii_alphanumeric())
        .unwrap_or(inner.len());
    let name = inner.get(..end).unwrap_or_default().to_ascii_lowercase();
    let known = |list: &[&str]| list.binary_search(&&*name).is_ok();
    match &*name {
        "li" if is_end => Tag::Nothing,
        "li" => Tag::Item,
        _ if known(LOOKS) => Tag::Nothing,
        _ if known(LINES) => Tag::Line,
        _ if known(PARAGRAPHS) => Tag::Paragraph,
        _ => Tag::Text,
    }
}

/// A piece of a block of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Text, with entities.
    Text(&'a str),
    /// A tag that means something.
    Tag(Tag),
}

/// A block of HTML in pieces.
pub(super) fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = html;
    let mut text_from = html;
    while let Some(at) = rest.find('<') {
        let from = rest.get(at..).unwrap_or_default();
        let closing = if from.starts_with("<!--") { "-->" } else { ">" };
        let Some(length) = from.find(closing).map(|end| end + closing.len()) else {
            break;
        };
        let (html_tag, after) = from.split_at(length);
        let kind = tag(html_tag);
        if kind == Tag::Text {
            // Only the sign is text for sure; a known tag may follow inside.
            rest = from.get(1..).unwrap_or_default();
            continue;
        }
        let before = text_from.len() - from.len();
        pieces.push(Piece::Text(text_from.get(..before).unwrap_or_default()));
        pieces.push(Piece::Tag(kind));
        rest = after;
        text_from = after;
    }
    pieces.push(Piece::Text(text_from));
    pieces
}

/// Text with the most usual entities as the characters they are.
pub(super) fn decode(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    text.replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::{LINES, LOOKS, PARAGRAPHS, Piece, Tag, decode, pieces, tag};

    #[test]
    fn lists_are_sorted_for_the_search() {
        for list in [LOOKS, LINES, PARAGRAPHS] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }

    #[test]
    fn tags_are_told_apart() {
        for (html, expected) in [
            ("<br/>", Tag::Line),
            ("</P>", Tag::Paragraph),
            ("<a href='javascript:x'>", Tag::Nothing),
            ("<li>", Tag::Item),
            ("<script>", Tag::Text),
            ("<id>", Tag::Text),
            ("<!-- x -->", Tag::Nothing),
        ] {
            assert_eq!(tag(html), expected, "{html}");
        }
    }

    #[test]
    fn unknown_tags_stay_text() {
        assert_eq!(
            pieces("<p>a <id> b</p>"),
            [
                Piece::Text(""),
                Piece::Tag(Tag::Paragraph),
                Piece::Text("a <id> b"),
                Piece::Tag(Tag::Paragraph),
                Piece::Text(""),
            ]
        );
        assert_eq!(pieces("a < b"), [Piece::Text("a < b")]);
    }

    #[test]
    fn entities_are_decoded_once() {
        assert_eq!(decode("&amp;lt; &lt;x&gt;"), "&lt; <x>");
    }
}
