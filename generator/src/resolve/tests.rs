use crate::codes;
use crate::document::Document;
use crate::testing::{read, read_files};

const HEAD: &str = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n";

/// What each reference that resolves points at, as pointers, in document order.
fn targets(document: &Document) -> Vec<String> {
    let mut objects: Vec<_> = document.targets.iter().collect();
    objects.sort();
    let pointer = |node| {
        let file = document
            .sources
            .relative_path(document.sources.file_of(node));
        format!("{file}#{}", document.tree.pointer(node))
    };
    objects
        .into_iter()
        .map(|(&object, &target)| {
            format!("{} -> {}", document.tree.pointer(object), pointer(target))
        })
        .collect()
}

/// All diagnostics, as `code place help`.
fn said(document: &Document) -> Vec<(crate::diagnostic::Code, String, String)> {
    let describe = |diagnostic: crate::diagnostic::Diagnostic| {
        let place = document.sources.describe(&document.tree, diagnostic.place);
        (diagnostic.code, place, diagnostic.help.unwrap_or_default())
    };
    document.diagnostics.iter().map(describe).collect()
}

#[test]
fn pointers_are_unescaped() {
    let document = read(&format!(
        "{HEAD}components:\n  schemas:\n    a/b~c d: {{type: string}}\n    x: {{$ref: '#/components/schemas/a~1b~0c%20d'}}\n    y: {{allOf: [{{type: object}}, {{$ref: '#/components/schemas/y/allOf/0'}}]}}\n"
    ));
    assert_eq!(
        targets(&document),
        [
            "/components/schemas/x -> #/components/schemas/a~1b~0c d",
            "/components/schemas/y/allOf/1 -> #/components/schemas/y/allOf/0",
        ]
    );
    assert_eq!(said(&document), []);
}

#[test]
fn data_is_not_searched_for_references() {
    let document = read(&format!(
        "{HEAD}x-a: {{$ref: '#/nowhere'}}\ncomponents:\n  schemas:\n    a:\n      default: {{$ref: '#/nowhere'}}\n      example: {{$ref: '#/nowhere'}}\n      examples: [{{$ref: '#/nowhere'}}]\n      const: {{$ref: '#/nowhere'}}\n      enum: [{{$ref: '#/nowhere'}}]\n      properties:\n        $ref: {{type: string}}\n        example: {{$ref: '#/components/schemas/b'}}\n        x-a: {{$ref: '#/components/schemas/b'}}\n    b: {{}}\n  examples:\n    e: {{value: {{$ref: '#/nowhere'}}}}\n"
    ));
    assert_eq!(
        targets(&document),
        [
            "/components/schemas/a/properties/example -> #/components/schemas/b",
            "/components/schemas/a/properties/x-a -> #/components/schemas/b",
        ]
    );
    assert_eq!(said(&document), []);
}

#[test]
fn references_lead_to_places_without_a_meaning_and_on_from_there() {
    let document = read(&format!(
        "{HEAD}components:\n  schemas:\n    a: {{$ref: '#/x-more/b'}}\n    c: {{}}\nx-more:\n  b: {{items: {{$ref: '#/components/schemas/c'}}}}\n"
    ));
    assert_eq!(
        targets(&document),
        [
            "/components/schemas/a -> #/x-more/b",
            "/x-more/b/items -> #/components/schemas/c"
        ]
    );
}

#[test]
fn pointers_may_lead_through_references() {
    let document = read(&format!(
        "{HEAD}components:\n  schemas:\n    a: {{$ref: '#/components/schemas/b/properties/id'}}\n    b: {{$ref: '#/components/schemas/c'}}\n    c: {{properties: {{id: {{}}}}}}\n"
    ));
    assert_eq!(
        targets(&document).first().map(String::as_str),
        Some("/components/schemas/a -> #/components/schemas/c/properties/id")
    );
    assert_eq!(said(&document), []);
}

#[test]
fn identifiers_and_anchors_are_found() {
    let document = read(&format!(
        "{HEAD}components:\n  schemas:\n    a:\n      $id: https://example.com/schemas/a\n      $defs:\n        inner: {{$anchor: deep, type: string}}\n      properties:\n        by-anchor: {{$ref: '#deep'}}\n        by-pointer: {{$ref: '#/$defs/inner'}}\n        by-file: {{$ref: '#/components/schemas/b'}}\n        by-sibling: {{$ref: b}}\n    b: {{$id: 'https://example.com/schemas/b'}}\n    c: {{$ref: 'https://example.com/schemas/a#deep'}}\n"
    ));
    let inner = "#/components/schemas/a/$defs/inner";
    let b = "#/components/schemas/b";
    let found = targets(&document);
    let ends: Vec<_> = found
        .iter()
        .filter_map(|line| line.split(" -> ").nth(1))
        .collect();
    assert_eq!(ends, [inner, inner, b, b, inner]);
    assert_eq!(said(&document), []);
}

#[test]
fn files_of_the_folder_are_read() {
    let document = read_files(
        &format!(
            "{HEAD}components:\n  schemas:\n    a: {{$ref: './schemas/a.json'}}\n    b: {{$ref: 'schemas/all.yaml#/b'}}\n"
        ),
        &[
            (
                "schemas/a.json",
                r##"{"properties": {"b": {"$ref": "all.yaml#/b"}, "c": {"$ref": "../openapi.yaml#/components/schemas/b"}}}"##,
            ),
            ("schemas/all.yaml", "b: {items: {$ref: '#/d'}}\nd: {}\n"),
        ],
    );
    assert_eq!(said(&document), []);
    assert_eq!(
        targets(&document),
        [
            "/components/schemas/a -> schemas/a.json#",
            "/components/schemas/b -> schemas/all.yaml#/b",
            "/properties/b -> schemas/all.yaml#/b",
            "/properties/c -> #/components/schemas/b",
            "/b/items -> schemas/all.yaml#/d",
        ]
    );
}

#[test]
fn what_leads_nowhere_is_an_error_with_a_way_out() {
    let cases = [
        (
            "#/components/schemas/Custmer",
            codes::UNRESOLVED_REFERENCE,
            "`#/components/schemas/Customer`",
        ),
        (
            "#/component/schemas/Customer",
            codes::UNRESOLVED_REFERENCE,
            "`#/components/schemas/Customer`",
        ),
        (
            "#/components/schemas/Elephant",
            codes::UNRESOLVED_REFERENCE,
            "define it",
        ),
        (
            "Customer",
            codes::UNREADABLE_FILE,
            "`#/components/schemas/Customer`",
        ),
        ("other.yaml", codes::UNREADABLE_FILE, "relative to the file"),
        ("../other.yaml", codes::FOREIGN_REFERENCE, "copy"),
        ("a/../../other.yaml", codes::FOREIGN_REFERENCE, "copy"),
        ("/etc/passwd", codes::FOREIGN_REFERENCE, "copy"),
        ("file:///etc/passwd", codes::FOREIGN_REFERENCE, "copy"),
        ("C:\\secret.yaml", codes::FOREIGN_REFERENCE, "copy"),
        (
            "https://example.com/a.yaml#/b",
            codes::FOREIGN_REFERENCE,
            "copy",
        ),
        ("//example.com/a.yaml", codes::FOREIGN_REFERENCE, "copy"),
        ("%2e%2e/a.yaml", codes::FOREIGN_REFERENCE, "copy"),
    ];
    for (reference, code, help) in cases {
        let document = read(&format!(
            "{HEAD}components:\n  schemas:\n    Customer: {{}}\n    a: {{$ref: '{reference}'}}\n"
        ));
        let said = said(&document);
        let [(found, place, way_out)] = said.as_slice() else {
            panic!("{reference}: {said:#?}");
        };
        assert_eq!(
            (*found, place.as_str()),
            (code, "openapi.yaml:7:15"),
            "{reference}"
        );
        assert!(way_out.contains(help), "{reference}: {way_out}");
    }
}

#[test]
fn a_map_may_stand_elsewhere() {
    let document = read(&format!(
        "{HEAD}components:\n  schemas:\n    a: {{properties: {{$ref: '#/components/schemas/b/properties'}}}}\n    b: {{properties: {{c: {{}}}}}}\n"
    ));
    assert_eq!(
        targets(&document),
        ["/components/schemas/a/properties -> #/components/schemas/b/properties"]
    );
}

#[test]
fn recursive_references_lead_to_the_marked_schema() {
    let document = read(&format!(
        "{HEAD}components:\n  schemas:\n    a:\n      $recursiveAnchor: true\n      items: {{$recursiveRef: '#'}}\n"
    ));
    assert_eq!(
        targets(&document),
        ["/components/schemas/a/items -> #/components/schemas/a"]
    );
}

#[test]
fn circles_of_references_are_broken_and_said_once() {
    let document = read(&format!(
        "{HEAD}components:\n  schemas:\n    a: {{$ref: '#/components/schemas/b'}}\n    b: {{$ref: '#/components/schemas/c'}}\n    c: {{$ref: '#/components/schemas/b'}}\n    d: {{properties: {{d: {{$ref: '#/components/schemas/d'}}}}}}\n"
    ));
    let said = said(&document);
    assert_eq!(said.len(), 1, "{said:#?}");
    assert_eq!(
        said.first().map(|(code, ..)| *code),
        Some(codes::REFERENCE_CYCLE)
    );
    for &object in document.targets.keys() {
        document.follow(object);
    }
}

#[test]
fn a_reference_stands_for_what_it_points_at() {
    let document = crate::testing::document(
        "components:\n  schemas:\n    a: {$ref: '#/components/schemas/b'}\n    b: {$ref: '#/components/schemas/c'}\n    c: {}\n",
    );
    let find = |name: &str| {
        let schemas = document
            .tree
            .peek(document.tree.peek(document.root, "components")?, "schemas")?;
        document.tree.peek(schemas, name)
    };
    assert_eq!(find("a").map(|a| document.follow(a)), find("c"));
}

#[test]
fn what_leads_nowhere_may_stand_for_any_value() {
    let text = format!(
        "{HEAD}components:\n  schemas:\n    a: {{$ref: '#/components/schemas/Missing'}}\n    b: {{$ref: other.yaml}}\n    c: {{$ref: 'https://example.com/'}}\n    d: {{$ref: '#/components/schemas/d'}}\n"
    );
    let options = crate::Options {
        faults: crate::Faults::Tolerate,
        ..Default::default()
    };
    let mut document = crate::load::load("openapi.yaml", text.into(), &options);
    super::resolve(
        &mut document,
        &|_| Err("there is no such file".to_owned()),
        &options,
    );
    assert!(!document.diagnostics.has_errors());
    let said = said(&document);
    assert_eq!(said.len(), 4, "{said:#?}");
    assert!(
        said.iter()
            .all(|(.., help)| help.ends_with("stands for any value")),
        "{said:#?}"
    );
    assert!(document.targets.is_empty());
}

#[test]
fn chains_of_references_and_their_number_are_limited() {
    let chain = |length: usize| {
        let mut text =
            "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n"
                .to_owned();
        for number in 0..length {
            let next = number + 1;
            text.push_str(&format!(
                "    A{number}: {{$ref: '#/components/schemas/A{next}'}}\n"
            ));
        }
        text.push_str(&format!("    A{length}: {{type: string}}\n"));
        text
    };
    assert!(!read(&chain(100)).diagnostics.has_errors());
    let document = read(&chain(10_000));
    let all: Vec<_> = document.diagnostics.iter().collect();
    assert_eq!(all.len(), 1, "{all:#?}");
    assert_eq!(all[0].code, crate::codes::LIMIT);
    let place = document.sources.describe(&document.tree, all[0].place);
    // The hundred behind it are allowed.
    assert_eq!(place, "openapi.yaml:9905:19");

    let mut options = crate::Options::default();
    options.limits.references = 5;
    let mut document = crate::load::load("openapi.yaml", chain(10).into(), &options);
    crate::resolve::resolve(&mut document, &|_| Err(String::new()), &options);
    let all: Vec<_> = document.diagnostics.iter().collect();
    assert!(
        all[0].message.contains("more than 5 references"),
        "{all:#?}"
    );
}

#[test]
fn a_pointer_without_its_sign_is_seen_through() {
    for (reference, code) in [
        ("components/schemas/A", codes::UNREADABLE_FILE),
        ("/components/schemas/A", codes::FOREIGN_REFERENCE),
    ] {
        let document = read(&format!(
            "{HEAD}components: {{schemas: {{A: {{type: string}}, B: {{$ref: {reference}}}}}}}\n"
        ));
        let all = said(&document);
        assert!(
            matches!(all.as_slice(), [(found, _, help)]
                if *found == code && help == "did you mean `#/components/schemas/A`?"),
            "{all:?}"
        );
    }
}
