//! One description with a mark at each of 60 places where a document says text: `«place:benign text»`, with `~` in
//! front of the place's name where the text stands in a JSON Pointer.

const TEMPLATE: &str = include_str!("template.json");

/// A place of the template.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// What stands there, e.g. `schema-title`.
    pub name: String,
    /// What is put in front of any text there, e.g. `x-` of an extension's name.
    prefix: String,
}

/// Places whose text becomes names in Rust.
const NAMES: &[&str] = &[
    "const",
    "cookie",
    "discriminator",
    "enum",
    "extension-name",
    "header",
    "info-title",
    "key-name",
    "mapping",
    "media-type",
    "operation-id",
    "path",
    "property",
    "query",
    "response-header",
    "schema",
    "schema-title",
    "scheme",
    "second-tag",
    "server-description",
    "status",
    "tag",
    "variable-value",
];

impl Position {
    /// Whether the text there becomes names in Rust.
    pub fn is_a_name(&self) -> bool {
        NAMES.contains(&self.name.as_str())
    }
}

/// All places, in the order of the alphabet.
pub fn positions() -> Vec<Position> {
    let mut all = Vec::new();
    fill(|position, _, _| {
        all.push(position);
        String::new()
    });
    all.sort();
    all.dedup();
    all
}

/// The description with `text` at one place and harmless text at all others.
pub fn with(place: &Position, text: &str) -> String {
    fill(|position, is_in_pointer, benign| {
        let text = if position == *place { text } else { benign };
        let text = format!("{}{text}", position.prefix);
        let text = match is_in_pointer {
            true => text
                .replace('~', "~0")
                .replace('/', "~1")
                .replace('%', "%25"),
            false => text,
        };
        let quoted = serde_json::Value::from(text).to_string();
        quoted[1..quoted.len() - 1].to_owned()
    })
}

/// The description with harmless text everywhere.
pub fn benign() -> String {
    with(
        &Position {
            name: String::new(),
            prefix: String::new(),
        },
        "",
    )
}

fn fill(mut text: impl FnMut(Position, bool, &str) -> String) -> String {
    let mut filled = String::new();
    let mut rest = TEMPLATE;
    while let Some((before, mark)) = rest.split_once('«') {
        let (mark, after) = mark.split_once('»').expect("the end of a mark");
        let (place, benign) = mark.split_once(':').expect("harmless text");
        let is_in_pointer = place.starts_with('~');
        let place = place.trim_start_matches('~');
        let (name, prefix) = place.split_once('|').unwrap_or((place, ""));
        let position = Position {
            name: name.to_owned(),
            prefix: prefix.to_owned(),
        };
        filled.push_str(before);
        filled.push_str(&text(position, is_in_pointer, benign));
        rest = after;
    }
    filled + rest
}
