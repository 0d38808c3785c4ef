//! The file that keeps a release: with the surface that it was written beside it gives the release again, and what was
//! edited is noticed.

use super::{Kept, Release, Version};
use crate::surface::Surface;

const BEFORE: &str = "mod models\n\nstruct models::Pet\n    field name: String = name\n    field age: i64 = age\n\nstruct models::Toy\n    field name: String = name\n";
const NOW: &str = "mod models\n\nstruct models::Cat\n    field name: String = name\n\nstruct models::Pet\n    field name: Option<String> = name\n    field age: i64 = age\n";

fn surface(lines: &str) -> Surface {
    Surface::parse(lines).expect("a surface")
}

fn version(major: u64, minor: u64, patch: u64) -> Version {
    Version {
        major,
        minor,
        patch,
    }
}

fn release() -> Release {
    let mut surface = surface(BEFORE);
    surface
        .items
        .sort_by(|one, other| one.key().cmp(&other.key()));
    Release {
        krate: "pets".to_owned(),
        version: version(1, 3, 0),
        released: version(1, 2, 3),
        surface,
    }
}

#[track_caller]
fn read(text: &str, beside: &str) -> Option<Release> {
    let kept = Kept::parse(text).expect("a release.lock");
    kept.release(&surface(beside))
}

#[test]
fn a_release_that_nothing_followed_is_a_few_lines() {
    let text = release().text(&surface(BEFORE));
    let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    let [krate, version, released, sum] = lines.as_slice() else {
        panic!("{text}");
    };
    assert_eq!(
        [*krate, *version, *released],
        ["crate pets", "version 1.3.0", "released 1.2.3"]
    );
    assert!(sum.starts_with("sum "), "{sum}");
    assert_eq!(read(&text, BEFORE), Some(release()));
}

#[test]
fn what_followed_stands_there_to_be_read_and_to_be_undone() {
    let text = release().text(&surface(NOW));
    let (_, differs) = text.split_once("\n\n").expect("differences");
    assert_eq!(
        differs,
        "gone:\nextends models::Pet\n    field name: String = name\n\nstruct models::Toy\n    field name: String = name\n\n\
         new:\nstruct models::Cat\n    field name: String = name\n\nextends models::Pet\n    field name: Option<String> = name\n"
    );
    assert_eq!(read(&text, NOW), Some(release()));
    // Undone already, as after an interrupted run.
    assert_eq!(read(&text, BEFORE), Some(release()));
    // Beside another surface it means nothing.
    assert_eq!(read(&text, "mod models\n"), None);
    assert_eq!(read(&text, ""), None);
}

#[test]
fn what_was_edited_or_merged_badly_is_noticed() {
    let text = release().text(&surface(NOW));
    for (from, to) in [
        ("version 1.3.0", "version 1.4.0"),
        ("released 1.2.3", "released 1.3.0"),
        (
            "    field name: String = name\n",
            "    field name: String = title\n",
        ),
        ("struct models::Toy", "<<<<<<< HEAD\nstruct models::Toy"),
        ("gone:\n", ""),
        ("crate pets\n", ""),
        ("sum ", "sum 0"),
        ("version 1.3.0", "version 1.3"),
    ] {
        let edited = text.replacen(from, to, 1);
        assert_ne!(edited, text, "{from}");
        let read = Kept::parse(&edited).ok();
        let read = read.and_then(|kept| kept.release(&surface(NOW)));
        assert_eq!(read, None, "{from} -> {to}");
    }
    for text in ["", "#\n", "crate pets", "\u{0}"] {
        assert!(Kept::parse(text).is_err(), "{text}");
    }
}

/// Comments say how it works, and may say it better one day.
#[test]
fn its_comments_may_change() {
    let text = format!("# Something else.\n{}", release().text(&surface(NOW)));
    assert_eq!(read(&text, NOW), Some(release()));
}

/// The lock of two types, the second as given.
fn moods(second: &str) -> Surface {
    let text = format!(
        "mod models\n\nenum models::PetMood: text\n    variant Bad = bad\n    variant Good = good\n\n{second}\n"
    );
    Surface::parse(&text).expect("a lock")
}

const ALIKE: &str = "type models::PetWeather like PetMood";

fn said(before: &Surface, after: &Surface) -> Vec<String> {
    let changes = super::compare(before, after);
    let said = changes.iter();
    said.map(|change| format!("{} {}", change.verdict, change.message))
        .collect()
}

/// What the one has and the other has not is told of both by their own names; which declares the other is not told.
#[test]
fn types_that_are_alike_are_compared_as_if_each_were_declared() {
    let before = moods(ALIKE);
    let after = moods(
        "enum models::PetWeather: text\n    variant Bad = bad\n    variant Good = good\n    variant Mixed = mixed",
    );
    let parted = [
        "major `models::PetWeather` was the same type as `models::PetMood`, and is another one now",
        "minor `models::PetWeather::Mixed` is new",
    ];
    assert_eq!(said(&before, &after), parted);
    let joined = [
        "major `models::PetWeather` is the same type as `models::PetMood` now",
        "major `models::PetWeather::Mixed` is gone",
    ];
    assert_eq!(said(&after, &before), joined);
}

#[test]
fn which_of_two_that_are_alike_declares_the_other_is_nobodys_business() {
    let before = moods(ALIKE);
    let after = "mod models\n\nenum models::PetWeather: text\n    variant Bad = bad\n    variant Good = good\n\ntype models::PetMood like PetWeather\n";
    let after = Surface::parse(after).expect("a lock");
    assert_eq!(said(&before, &after), Vec::<String>::new());
}

/// An alias that the description itself makes is of a type, and of another one another day.
#[test]
fn an_alias_of_a_component_keeps_its_type() {
    let before = moods("type models::PetWeather: PetMood");
    let after =
        moods("enum models::PetWeather: text\n    variant Bad = bad\n    variant Good = good");
    assert_eq!(
        said(&before, &after),
        ["major `models::PetWeather` was a type alias, and is an enum now"]
    );
}
