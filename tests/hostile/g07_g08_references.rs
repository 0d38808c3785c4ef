//! G7, G8: references that lead in circles, nowhere, or out of the folder.

use std::cell::RefCell;

use generator::{Faults, Options, codes};

use crate::circles::{circles, description};
use crate::run::run;

#[test]
fn g07_circles_of_references_end() {
    let shapes = circles();
    assert_eq!(shapes.len(), 14);
    for (name, components, is_sound) in shapes {
        let ran = run(&description(&components));
        assert_eq!(ran.files.is_some(), is_sound, "{name}: {}", ran.printed());
        for place in ran.error_places() {
            assert_eq!(place.matches(':').count(), 2, "{name}: {place}");
        }
    }
}

#[test]
fn g08_references_reach_nothing_outside_the_folder() {
    let references = [
        "http://127.0.0.1:1/a.yaml",
        "https://example.com/a.yaml#/A",
        "HTTP://example.com",
        "ftp://example.com/a",
        "file:///etc/passwd",
        "file:/etc/passwd",
        "//example.com/a.yaml",
        "/etc/passwd",
        "../a.yaml",
        "./../a.yaml",
        "b/../../a.yaml",
        "%2e%2e/a.yaml",
        "..%2fa.yaml",
        "%2fetc/passwd",
        "C:/a.yaml",
        "C:\\a.yaml",
        "..\\a.yaml",
        "\\\\server\\share",
        "a%00.yaml",
        "data:text/plain,x",
        "urn:x:y",
        "javascript:x",
    ];
    for reference in references {
        let quoted = serde_json::Value::from(reference);
        let text = description(&format!(
            "components:\n  schemas:\n    A: {{$ref: {quoted}}}\n"
        ));
        let asked = RefCell::new(Vec::new());
        let read = |path: &str| {
            asked.borrow_mut().push(path.to_owned());
            Err("there is no such file".to_owned())
        };
        let options = Options {
            faults: Faults::Reject,
            ..Options::default()
        };
        let tolerated = generator::describe(
            "openapi.yaml",
            text.clone().into(),
            &read,
            &Options::default(),
        );
        tolerated.expect("a warning, where the description is somebody else's");
        let described = generator::describe("openapi.yaml", text.into(), &read, &options);
        let document = described.expect_err(reference).0;
        let codes: Vec<_> = document.diagnostics.iter().map(|it| it.code).collect();
        let inside =
            |path: &String| !path.starts_with('/') && !path.split('/').any(|part| part == "..");
        assert!(asked.borrow().iter().all(inside), "{reference}: {asked:?}");
        // What is decoded to a plain path may be asked for, and is then looked for inside the folder alone.
        let known = [
            codes::FOREIGN_REFERENCE,
            codes::UNREADABLE_FILE,
            codes::UNRESOLVED_REFERENCE,
        ];
        assert!(
            codes.iter().all(|code| known.contains(code)),
            "{reference}: {codes:?}"
        );
    }
}
