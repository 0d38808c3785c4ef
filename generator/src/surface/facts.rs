//! What an item is on the wire, as short facts with `; ` between them. The first is the thing itself: a name, a method
//! with its path, a media type.

use crate::emit::docs;
use crate::ir::{Constraints, Field, FieldShape, Literal, Location, ParameterStyle, Ty};

/// What stands between two facts.
pub(crate) const BETWEEN: &str = "; ";

/// Facts of one item.
#[derive(Default)]
pub(super) struct Facts(String);

impl Facts {
    /// Begins with the thing itself.
    pub(super) fn new(main: &str) -> Self {
        Self(quoted(main))
    }

    /// Adds a fact in words of our own.
    pub(super) fn add(&mut self, fact: &str) {
        if !self.0.is_empty() {
            self.0.push_str(BETWEEN);
        }
        self.0.push_str(fact);
    }

    /// Adds a fact where it holds.
    pub(super) fn add_if(&mut self, holds: bool, fact: &str) {
        if holds {
            self.add(fact);
        }
    }

    /// Adds a word with a text of the description.
    pub(super) fn about(&mut self, word: &str, text: &str) {
        self.add(&format!("{word} {}", quoted(text)));
    }

    pub(super) fn text(self) -> String {
        self.0
    }
}

/// Text of the description as it can stand in a line of the lock: bare where it is plain, in quotes otherwise, so that
/// it can neither end the line nor look like the lock's own signs.
pub(super) fn quoted(text: &str) -> String {
    let is_plain = |char: char| char.is_alphanumeric() || "-_./{}*+:@#$?&%[]()!~^|,".contains(char);
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.to_owned();
    }
    let mut quoted = String::from("\"");
    for char in text.chars() {
        match char {
            ' ' => quoted.push(' '),
            ';' | '=' => quoted.push_str(&format!("\\u{{{:x}}}", u32::from(char))),
            char if is_plain(char) => quoted.push(char),
            char if char.is_ascii_graphic() => quoted.extend(char.escape_default()),
            char => quoted.extend(char.escape_unicode()),
        }
    }
    quoted.push('"');
    quoted
}

/// A value of the description.
pub(super) fn literal(value: &Literal) -> String {
    const LONGEST: usize = 60;
    let text = match value {
        Literal::String(text) => return quoted(text),
        other => other.to_string(),
    };
    // Long ones are told apart by their length and by a sum over them.
    match text.chars().count() {
        count if count > LONGEST => {
            format!(
                "{count} characters with the sum {:08x}",
                super::lock::sum(&text) as u32
            )
        }
        _ => quoted(&text),
    }
}

/// A member of an object.
pub(super) fn field(field: &Field, is_sent: bool) -> String {
    let mut facts = Facts::new(&field.name);
    facts.add_if(field.shape == FieldShape::Nullable, "null when unset");
    facts.add_if(field.shape == FieldShape::OptionalNullable, "may be null");
    facts.add_if(is_text_coded(&field.ty), "integer as text");
    facts.add_if(matches!(field.ty, Ty::Binary), "binary");
    if let Some(constant) = &field.constant {
        facts.add(&format!("always {}", literal(constant)));
    }
    if let Some(default) = &field.default {
        facts.add(&format!("default {}", literal(default)));
    }
    if is_sent {
        constraints(&mut facts, &field.constraints);
    }
    facts.text()
}

/// Whether the wire has an integer as text without the Rust type telling.
pub(super) fn is_text_coded(ty: &Ty) -> bool {
    crate::emit::ty::is_text_coded(ty)
}

/// What is demanded of a value that is sent.
pub(super) fn constraints(facts: &mut Facts, constraints: &Constraints) {
    if let Some(demands) = docs::constraints(constraints) {
        facts.about("checked", &demands);
    }
}

/// `style` and `explode`, where they are not what the location has without being asked.
pub(super) fn style(style: ParameterStyle, location: Location) -> Option<String> {
    let usual = match location {
        Location::Path | Location::Header => ParameterStyle::Simple { explode: false },
        Location::Query | Location::Cookie => ParameterStyle::Form { explode: true },
    };
    let (name, explode) = match style {
        style if style == usual => return None,
        ParameterStyle::Simple { explode } => ("simple", explode),
        ParameterStyle::Label { explode } => ("label", explode),
        ParameterStyle::Matrix { explode } => ("matrix", explode),
        ParameterStyle::Form { explode } => ("form", explode),
        ParameterStyle::SpaceDelimited { explode } => ("spaceDelimited", explode),
        ParameterStyle::PipeDelimited { explode } => ("pipeDelimited", explode),
        ParameterStyle::DeepObject => ("deepObject", false),
        ParameterStyle::Json => ("JSON", false),
    };
    let exploded = if explode { ", exploded" } else { "" };
    Some(format!("style {name}{exploded}"))
}

/// `in`
pub(super) fn location(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}
