//! Every code has a page, and every page is true.

use super::{list, page};
use crate::codes;
use crate::config;
use crate::diagnostic::Code;
use crate::lower::Selection;
use crate::overlay::Overlay;
use crate::{Options, describe};

/// What examples that are overlays or commands are about.
const LEADS: &str = "\
openapi: 3.1.0
info: {title: Portal, version: '1'}
paths:
  /leads: {get: {operationId: listLeads, tags: [leads], responses: {'204': {description: Done}}}}
";

#[test]
fn every_code_has_a_page() {
    for (code, name) in codes::ALL {
        let text =
            page(*code).unwrap_or_else(|| panic!("{code} ({name}) has no page in manual/pages"));
        assert!(text.starts_with(&format!("# {code}: ")), "{code}: {text}");
    }
    let pages: Vec<Code> = list().map(|(code, _)| code).collect();
    let all: Vec<Code> = codes::ALL.iter().map(|(code, _)| *code).collect();
    assert_eq!(
        pages, all,
        "pages stand in the order of the codes, and no page is left over"
    );
}

#[test]
fn every_wrong_example_gives_its_code_and_every_mended_one_does_not() {
    let mut untrue = Vec::new();
    for (code, _) in codes::ALL {
        let text = page(*code).unwrap_or_default();
        let (wrong, mended) = (example(text, "## Wrong"), example(text, "## Mended"));
        let given = codes_of(&wrong);
        if !given.contains(code) {
            untrue.push(format!("{code}: the wrong example gives {given:?}"));
        }
        let given = codes_of(&mended);
        if !given.is_empty() {
            untrue.push(format!("{code}: the mended example gives {given:?}"));
        }
    }
    assert!(untrue.is_empty(), "{untrue:#?}");
}

/// The fenced block below a heading: how it is written, and what is in it.
#[track_caller]
fn example<'p>(page: &'p str, heading: &str) -> (&'p str, &'p str) {
    let (_, rest) = page.split_once(heading).expect(heading);
    let (_, rest) = rest.split_once("```").expect("a block");
    let (language, rest) = rest.split_once('\n').expect("a block");
    let (text, _) = rest.split_once("```").expect("the end of a block");
    (language, text)
}

/// What is said about an example.
fn codes_of((language, text): &(&str, &str)) -> Vec<Code> {
    let options = Options::default();
    match *language {
        "toml" => match config::read("codegen.toml", (*text).to_owned()) {
            Ok(config) => {
                let names = config.names;
                described(LEADS, &Options { names, ..options })
            }
            Err(rejected) => rejected.0.diagnostics.iter().map(|one| one.code).collect(),
        },
        "sh" => {
            let tag = text.trim().rsplit(' ').next().unwrap_or_default();
            let selection = Selection {
                tags: vec![tag.to_owned()],
                ..Selection::default()
            };
            described(
                LEADS,
                &Options {
                    selection,
                    ..options
                },
            )
        }
        _ if text.starts_with("overlay:") => {
            let overlay = Overlay {
                path: "overlay.yaml".to_owned(),
                bytes: text.as_bytes().to_vec(),
            };
            let overlays = vec![overlay];
            described(
                LEADS,
                &Options {
                    overlays,
                    ..options
                },
            )
        }
        _ if text.starts_with("openapi:") => described(text, &options),
        _ => {
            let has_paths = text.lines().any(|line| line.starts_with("paths:"));
            let paths = if has_paths { "" } else { "paths: {}\n" };
            let head = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n";
            described(&format!("{head}{paths}{text}"), &options)
        }
    }
}

fn described(text: &str, options: &Options) -> Vec<Code> {
    let read = |_: &str| Err("there is no such file".to_owned());
    let document = match describe("openapi.yaml", text.into(), &read, options) {
        Ok(described) => described.document,
        Err(rejected) => *rejected.0,
    };
    document.diagnostics.iter().map(|one| one.code).collect()
}
