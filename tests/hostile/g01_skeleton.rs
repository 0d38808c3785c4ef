//! G1, G3, G18: 45 hostile strings at 64 places are 2,880 documents. Each is refused with a located error, or gives the
//! syntax tree of its harmless twin; what is written and what is said holds no character that steers.

use std::collections::BTreeMap;
use std::sync::Mutex;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::fuzz::is_steering;
use crate::run::{Ran, run};
use crate::skeleton::{Identifiers, Skeleton};
use crate::strings::hostile;
use crate::template::{Position, positions, with};

#[test]
fn g01_hostile_text_gives_an_error_or_the_tree_of_its_harmless_twin() {
    let (positions, strings) = (positions(), hostile());
    assert_eq!((positions.len(), strings.len()), (64, 45));
    let twin = run(&crate::template::benign());
    assert!(twin.files.is_some(), "{}", twin.printed());
    let twins = [Identifiers::Kept, Identifiers::Alike].map(|kind| Skeleton::of(&twin, kind));
    let wrong = Mutex::new(Vec::new());
    let counts = Mutex::new(BTreeMap::<&str, usize>::new());
    positions.par_iter().for_each(|position| {
        for text in &strings {
            let ran = run(&with(position, text));
            let outcome = judge(position, text, &ran, &twins);
            let outcome = outcome.unwrap_or_else(|why| {
                let text: String = text.chars().take(40).collect();
                let place = &position.name;
                wrong
                    .lock()
                    .expect("no panic")
                    .push(format!("{place} {text:?}: {why}"));
                "wrong"
            });
            *counts.lock().expect("no panic").entry(outcome).or_default() += 1;
        }
    });
    let (wrong, counts) = (
        wrong.into_inner().expect("no panic"),
        counts.into_inner().expect("no panic"),
    );
    println!("{counts:?}");
    assert_eq!(counts.values().sum::<usize>(), 2_880);
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    // A test that refuses everything would show nothing.
    assert!(counts["accepted"] > 2_000, "{counts:?}");
}

/// What became of a document; the error says why that is wrong.
fn judge(
    position: &Position,
    text: &str,
    ran: &Ran,
    twins: &[Skeleton; 2],
) -> Result<&'static str, String> {
    messages(ran)?;
    if ran.files.is_none() {
        let places = ran.error_places();
        let located = places.iter().all(|place| place.split(':').count() == 3);
        return match located && !places.is_empty() {
            true => Ok("refused"),
            false => Err(format!("errors without a place: {places:?}")),
        };
    }
    bytes(ran)?;
    let [kept, alike] = twins;
    let (kind, twin) = match position.is_a_name() {
        true => (Identifiers::Alike, alike),
        false => (Identifiers::Kept, kept),
    };
    let skeleton = Skeleton::of(ran, kind);
    if skeleton.items != twin.items {
        if drops_it(ran, position, text) {
            return Ok("left out with a warning");
        }
        return Err(difference(&skeleton.items, &twin.items));
    }
    let new: Vec<_> = skeleton.identifiers.difference(&twin.identifiers).collect();
    let gone = twin.identifiers.difference(&skeleton.identifiers).count();
    if new.len() > gone + usize::from(position.is_a_name()) {
        return Err(format!("new identifiers: {new:?}"));
    }
    Ok("accepted")
}

/// Whether a warning says, at the very text, that it cannot be used.
fn drops_it(ran: &Ran, position: &Position, text: &str) -> bool {
    let written = with(position, text);
    let harmless = crate::template::benign();
    let lines = written.lines().zip(harmless.lines()).enumerate();
    let changed: Vec<String> = lines
        .filter(|(_, (one, other))| one != other)
        .map(|(index, _)| format!("openapi.yaml:{}:", index + 1))
        .collect();
    ran.diagnostics.iter().any(|diagnostic| {
        let place = ran.place(diagnostic);
        changed.iter().any(|line| place.starts_with(line))
    })
}

fn difference(one: &[String], other: &[String]) -> String {
    let only = |these: &[String], those: &[String]| {
        let found = these.iter().find(|item| !those.contains(item));
        found.map_or_else(
            || "(nothing)".to_owned(),
            |item| item.chars().take(600).collect(),
        )
    };
    format!(
        "the tree differs:\n  has   {}\n  wants {}",
        only(one, other),
        only(other, one)
    )
}

/// G18: no control character but the line feed; each message with its place, and the pointer where it has one.
fn messages(ran: &Ran) -> Result<(), String> {
    let printed = ran.printed();
    if let Some(bad) = printed.chars().find(|&c| c != '\n' && is_steering(c)) {
        return Err(format!("{bad:?} in what is printed"));
    }
    for message in printed.split_terminator("\n\n") {
        let place = message.lines().nth(1).unwrap_or_default();
        let has_place =
            place.trim_start().starts_with("--> openapi.yaml:") && place.matches(':').count() == 2;
        let has_pointer = message.contains("note: at `#/")
            || message.contains("E0001")
            || message.contains("E0003");
        if !has_place || !has_pointer {
            return Err(format!("a message without its place: {message}"));
        }
    }
    Ok(())
}

/// G3: in what is written, nothing that steers, and no name that is not ASCII.
fn bytes(ran: &Ran) -> Result<(), String> {
    for file in ran.files.iter().flatten() {
        if let Some(bad) = file.text.chars().find(|&c| c != '\n' && is_steering(c)) {
            return Err(format!("{bad:?} in {}", file.path));
        }
        if !file.path.is_ascii() {
            return Err(format!("the file {}", file.path));
        }
    }
    Ok(())
}
