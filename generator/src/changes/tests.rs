//! The file that keeps a release: what is written is read, what was edited is refused.

use super::{Release, Version};
use crate::surface::Surface;

const LINES: &str = "mod models\n\nstruct models::Pet\n    field name: String = name\n";

fn release() -> Release {
    Release {
        krate: "pets".to_owned(),
        version: Version {
            major: 1,
            minor: 3,
            patch: 0,
        },
        released: Version {
            major: 1,
            minor: 2,
            patch: 3,
        },
        surface: Surface::parse(LINES).expect("a surface"),
    }
}

#[test]
fn a_release_survives_writing_and_reading() {
    let text = release().text();
    assert_eq!(Release::parse(&text), Ok(release()));
    assert!(text.ends_with(LINES), "{text}");
}

#[test]
fn what_was_edited_or_merged_badly_is_refused() {
    let text = release().text();
    for (from, to) in [
        ("version 1.3.0", "version 1.4.0"),
        ("released 1.2.3", "released 1.3.0"),
        ("String = name", "String = title"),
        ("    field name: String = name\n", ""),
        ("mod models", "<<<<<<< HEAD\nmod models"),
        ("crate pets\n", ""),
        ("sum ", "sum 0"),
        ("version 1.3.0", "version 1.3"),
    ] {
        let edited = text.replacen(from, to, 1);
        assert_ne!(edited, text, "{from}");
        assert!(Release::parse(&edited).is_err(), "{from} -> {to}");
    }
    for text in ["", "#\n", "crate pets", "\u{0}"] {
        assert!(Release::parse(text).is_err(), "{text}");
    }
}

/// Comments say how it works, and may say it better one day.
#[test]
fn its_comments_may_change() {
    let text = format!("# Something else.\n{}", release().text());
    assert_eq!(Release::parse(&text), Ok(release()));
}
