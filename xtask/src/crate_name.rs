//! Names of crates: those that are given, checked; and those that are made of other text.

const LONGEST: usize = 64;

/// Names that a crate cannot have: words of the language, its own crates, and what every generated crate depends on,
/// which would be hard to tell from it.
const TAKEN: &[&str] = &[
    "abstract",
    "alloc",
    "as",
    "async",
    "await",
    "become",
    "box",
    "break",
    "bytes",
    "const",
    "continue",
    "core",
    "crate",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "futures-core",
    "futures-util",
    "gen",
    "http",
    "http-body",
    "if",
    "impl",
    "in",
    "jiff",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "proc-macro",
    "pub",
    "ref",
    "reqwest",
    "return",
    "secrecy",
    "self",
    "serde",
    "serde-json",
    "static",
    "std",
    "struct",
    "super",
    "test",
    "tokio",
    "tracing",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "unsafe",
    "unsized",
    "use",
    "uuid",
    "virtual",
    "where",
    "while",
    "yield",
];

/// Takes a name that cargo takes, too, and that gets in nobody's way.
pub fn parse(name: &str) -> Result<String, String> {
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !starts || !name.chars().all(plain) {
        return Err(
            "a crate's name begins with a letter and has letters, digits, `-` and `_` only"
                .to_owned(),
        );
    }
    if name.len() > LONGEST {
        return Err(format!("a crate's name has at most {LONGEST} characters"));
    }
    if is_taken(name) {
        return Err(
            "this name belongs to the language, or to a crate that the client depends on"
                .to_owned(),
        );
    }
    Ok(name.to_owned())
}

/// `Pet Store v1.2` to `pet-store-v1-2`; empty where nothing of the text can stand in a crate's name.
pub fn from_text(text: &str) -> String {
    let mut name = String::new();
    for c in text.chars() {
        if name.len() == LONGEST - "-client".len() {
            break;
        } else if c.is_ascii_alphanumeric() {
            name.push(c.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let name = name.trim_end_matches('-');
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        format!("api-{name}")
    } else if is_taken(name) {
        format!("{name}-client")
    } else {
        name.to_owned()
    }
}

fn is_taken(name: &str) -> bool {
    TAKEN.contains(&&*name.replace('_', "-"))
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, from_text, parse};

    #[test]
    fn text_becomes_a_name() {
        for (text, expected) in [
            ("Pet Store v1.2", "pet-store-v1-2"),
            ("petstore_api", "petstore-api"),
            ("2checkout", "api-2checkout"),
            ("--x--", "x"),
            ("\u{fc}ber", "ber"),
            ("\u{4f60}", ""),
            ("type", "type-client"),
            ("HTTP", "http-client"),
            ("Serde JSON", "serde-json-client"),
        ] {
            assert_eq!(from_text(text), expected);
        }
    }

    #[test]
    fn every_name_made_of_text_is_one_that_may_be_given() {
        for text in [
            "Pet Store",
            "test",
            "1",
            "match",
            &"long ".repeat(100),
            &"9".repeat(100),
        ] {
            let name = from_text(text);
            assert_eq!(parse(&name), Ok(name.clone()), "{text}");
            assert!(name.len() <= LONGEST);
        }
    }

    #[test]
    fn names_that_get_in_the_way_are_refused() {
        for name in [
            "1st",
            "a b",
            "",
            "std",
            "serde_json",
            "match",
            &"a".repeat(65),
        ] {
            assert!(parse(name).is_err(), "{name}");
        }
    }
}
