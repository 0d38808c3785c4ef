//! G1, G3, G18: 45 hostile strings at 64 places are 2,880 documents. Each is refused with a located error, or gives the
//! syntax tree of its harmless twin; what is written and what is said holds no character that steers.

use std::collections::{BTreeMap, HashMap};
use std::sync::Mutex;

use generator::Faults;
use generator::emit::{self, Content, Context, Planned};

use crate::fuzz::is_steering;
use crate::run::{Ran, format, in_parallel, run_with};
use crate::skeleton::{Identifiers, Skeleton};
use crate::strings::hostile;
use crate::template::{Position, positions, with};

#[test]
fn g01_hostile_text_gives_an_error_or_the_tree_of_its_harmless_twin() {
    let (positions, strings) = (positions(), hostile());
    assert_eq!((positions.len(), strings.len()), (64, 45));
    let twin = Twin::of(&crate::template::benign());
    let wrong = Mutex::new(Vec::new());
    let counts = Mutex::new(BTreeMap::<&str, usize>::new());
    in_parallel(positions.len(), |index| {
        let position = &positions[index];
        // A media type that names no type is a range, which holds anything.
        let mut twins = vec![&twin];
        let range = (position.name == "media-type").then(|| Twin::of(&with(position, "*/benign")));
        twins.extend(&range);
        for text in &strings {
            let outcome = judge(position, text, &twins).unwrap_or_else(|why| {
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
    assert!(counts["accepted"] > 2_700, "{counts:?}");
}

/// A harmless crate, file by file.
struct Twin {
    /// What was emitted for each file that depends on the description, before it is formatted.
    emitted: HashMap<String, String>,
    kept: HashMap<String, Skeleton>,
    alike: HashMap<String, Skeleton>,
}

impl Twin {
    fn of(text: &str) -> Self {
        let mut emitted = HashMap::new();
        let ran = run_with(text, Faults::Reject, |cx| {
            let plan = emit::plan(cx);
            emitted = plan
                .iter()
                .filter_map(|file| Some((file.path.clone(), tokens(cx, file)?)))
                .collect();
            format(cx, plan)
        });
        let files = ran
            .files
            .as_ref()
            .unwrap_or_else(|| panic!("{}", ran.printed()));
        let skeletons = |kind| {
            let files = files.iter().filter(|file| emitted.contains_key(&file.path));
            files
                .map(|file| (file.path.clone(), Skeleton::of(&file.text, kind)))
                .collect()
        };
        Self {
            kept: skeletons(Identifiers::Kept),
            alike: skeletons(Identifiers::Alike),
            emitted,
        }
    }

    fn skeletons(&self, kind: Identifiers) -> &HashMap<String, Skeleton> {
        match kind {
            Identifiers::Kept => &self.kept,
            Identifiers::Alike => &self.alike,
        }
    }

    fn whole(&self, kind: Identifiers) -> Skeleton {
        let mut whole = Skeleton::default();
        self.skeletons(kind)
            .values()
            .for_each(|file| whole.add(file));
        whole
    }
}

/// What is emitted for a file that depends on the description.
fn tokens(cx: &Context<'_>, file: &Planned) -> Option<String> {
    let Content::Rust(part) = file.content else {
        return None;
    };
    let mut items = String::new();
    let head = emit::module(cx, part, &mut |tokens| items.push_str(&tokens.to_string()));
    let uses: Vec<String> = head.uses.iter().map(ToString::to_string).collect();
    Some(format!(
        "{:?} {uses:?} {} {items}",
        head.docs, head.names_deprecated
    ))
}

/// What became of a document; the error says why that is wrong.
fn judge(position: &Position, text: &str, twins: &[&Twin]) -> Result<&'static str, String> {
    let kind = match position.is_a_name() {
        true => Identifiers::Alike,
        false => Identifiers::Kept,
    };
    let mut skeleton = Skeleton::default();
    // Files for which the same was emitted as for the twin are the twin's; formatting is most of the time.
    let ran = run_with(&with(position, text), Faults::Reject, |cx| {
        let (same, other): (Vec<_>, Vec<_>) = emit::plan(cx).into_iter().partition(|file| {
            let known = twins[0].emitted.get(&file.path);
            known.is_some() && known == tokens(cx, file).as_ref()
        });
        for file in same {
            skeleton.add(&twins[0].skeletons(kind)[&file.path]);
        }
        let other = other
            .into_iter()
            .filter(|file| !matches!(file.content, Content::Fixed(_)));
        let files = format(cx, other.collect());
        for file in files.iter().filter(|file| file.path.ends_with(".rs")) {
            skeleton.add(&Skeleton::of(&file.text, kind));
        }
        files
    });
    messages(&ran)?;
    if ran.files.is_none() {
        let places = ran.error_places();
        let located = places.iter().all(|place| place.split(':').count() == 3);
        return match located && !places.is_empty() {
            true => Ok("refused"),
            false => Err(format!("errors without a place: {places:?}")),
        };
    }
    bytes(&ran)?;
    let wholes: Vec<Skeleton> = twins.iter().map(|twin| twin.whole(kind)).collect();
    let Some(twin) = wholes.iter().find(|twin| twin.items == skeleton.items) else {
        if drops_it(&ran, position, text) {
            return Ok("left out with a warning");
        }
        return Err(difference(&skeleton.items, &wholes[0].items));
    };
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
