use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::ledger::{Ledger, Mark};
use crate::testing::document;
use crate::tree::NodeId;

#[track_caller]
fn at(document: &Document, way: &[&str]) -> NodeId {
    let node = way
        .iter()
        .try_fold(document.root, |node, name| document.tree.peek(node, name));
    node.unwrap_or_else(|| panic!("nothing at {way:?}"))
}

/// The entries below `components`, as `pointer mark reason`.
fn entries(document: &Document) -> Vec<(String, Mark, String)> {
    let entries = Ledger::of(document).entries.into_iter();
    entries
        .map(|entry| (document.tree.pointer(entry.node), entry.mark, entry.reason))
        .filter(|(pointer, ..)| pointer.starts_with("/components"))
        .collect()
}

const SCHEMA: &str = "components:\n  schemas:\n    a:\n      type: object\n      example: {b: [1, 2]}\n      maxLength: 5\n      x-note: {c: d}\n";

#[test]
fn what_is_read_is_used_and_the_rest_is_accounted_for() {
    let document = document(SCHEMA);
    let a = at(&document, &["components", "schemas", "a"]);
    document.tree.get(a, "type");
    let found = entries(&document);
    let expected = [
        ("/components/schemas/a/example", Mark::Ignored, "an example"),
        (
            "/components/schemas/a/maxLength",
            Mark::Unsupported,
            "not read by any stage",
        ),
        (
            "/components/schemas/a/x-note",
            Mark::Ignored,
            "a vendor extension that the generator does not know",
        ),
    ];
    let expected =
        expected.map(|(pointer, mark, reason)| (pointer.to_owned(), mark, reason.to_owned()));
    assert_eq!(found, expected);
}

#[test]
fn what_is_looked_at_to_leave_it_out_leaves_nothing_behind() {
    let document = document(SCHEMA);
    let a = at(&document, &["components", "schemas", "a"]);
    let schemas = at(&document, &["components", "schemas"]);
    document.ignore(schemas, "no test shows them");
    document.tree.get(schemas, "a");
    document.tree.get(a, "type");
    let expected = (
        "/components/schemas".to_owned(),
        Mark::Ignored,
        "no test shows them".to_owned(),
    );
    assert_eq!(entries(&document), [expected]);
}

#[test]
fn what_stages_say_holds_for_everything_below() {
    let document = document(SCHEMA);
    let a = at(&document, &["components", "schemas", "a"]);
    document.tree.entries(a).for_each(drop);
    let example = at(&document, &["components", "schemas", "a", "example"]);
    document.ignore(example, "no test shows it");
    let maximum = at(&document, &["components", "schemas", "a", "maxLength"]);
    let warning = Diagnostic::warning(codes::UNSUPPORTED_SCHEMA, maximum, "objects have no length");
    document.unsupported(maximum, warning.help("it is left out"));
    let ledger = Ledger::of(&document);
    let find = |node| {
        ledger
            .entries
            .iter()
            .find(|entry| entry.node == node)
            .cloned()
    };
    let (ignored, unsupported) = (
        find(example).expect("an entry"),
        find(maximum).expect("an entry"),
    );
    assert_eq!((ignored.nodes, &*ignored.reason), (4, "no test shows it"));
    assert_eq!(unsupported.reason, "objects have no length; it is left out");
    assert_eq!(
        ledger.used + ledger.ignored + ledger.unsupported,
        document.tree.len()
    );
    assert!(
        ledger
            .list(&document)
            .contains("openapi.yaml:8:7\tignored\t#/components/schemas/a/example\t4\t")
    );
}

#[test]
fn data_counts_as_a_whole_and_components_only_where_used() {
    let document = document(
        "components:\n  schemas:\n    a: {default: {b: {c: 1}}}\n  parameters:\n    p: {name: p, in: query, schema: {type: string}}\n",
    );
    let a = at(&document, &["components", "schemas", "a"]);
    document.tree.get(a, "default");
    let found = entries(&document);
    assert_eq!(
        found,
        [(
            "/components/parameters".to_owned(),
            Mark::Ignored,
            "nothing refers to it".to_owned()
        )]
    );
}

#[test]
fn references_count_with_the_object_that_they_stand_in() {
    let document = document(
        "components:\n  schemas:\n    a: {$ref: '#/components/schemas/b'}\n    b: {}\n    c: {$ref: '#/components/schemas/b'}\n  examples:\n    e: {$ref: '#/components/examples/f'}\n    f: {value: 1}\n",
    );
    document.follow(at(&document, &["components", "schemas", "a"]));
    document
        .tree
        .get(at(&document, &["components", "schemas"]), "b");
    let found: Vec<_> = entries(&document)
        .into_iter()
        .map(|(pointer, mark, _)| (pointer, mark))
        .collect();
    let expected = [
        ("/components/schemas/c", Mark::Unsupported),
        ("/components/examples", Mark::Ignored),
    ];
    assert_eq!(
        found,
        expected.map(|(pointer, mark)| (pointer.to_owned(), mark))
    );
}

#[test]
fn schemas_of_bodies_that_are_passed_through_shape_nothing() {
    let document = document(
        "components:\n  requestBodies:\n    a: {content: {text/xml: {schema: {properties: {b: {maxLength: 5}}}}, application/json: {schema: {maxLength: 5}}}}\n",
    );
    let content = at(&document, &["components", "requestBodies", "a", "content"]);
    for (_, media_type) in document.tree.entries(content) {
        document.tree.get(media_type, "schema");
    }
    let found: Vec<_> = entries(&document)
        .into_iter()
        .map(|(pointer, mark, _)| (pointer, mark))
        .collect();
    let content = "/components/requestBodies/a/content";
    let expected = [
        (
            format!("{content}/text~1xml/schema/properties"),
            Mark::Ignored,
        ),
        (
            format!("{content}/application~1json/schema/maxLength"),
            Mark::Unsupported,
        ),
    ];
    assert_eq!(found, expected);
}

#[test]
fn what_stands_beside_something_that_says_more_is_accounted_for() {
    let document = document(
        "paths:
  /empty: {servers: [{url: https://a.example}], parameters: [{name: a, in: query, schema: {type: string}}]}
components:
  schemas:
    a: {type: string, enum: [x], items: {type: string}}
    c: {type: string, enum: [x], anyOf: [{enum: [x]}, {type: object, properties: {d: {type: string}}, required: [d]}]}
    b: {enum: [x], properties: {c: {type: string}}, required: [c]}
  securitySchemes:
    o: {type: oauth2, flows: {clientCredentials: {tokenUrl: https://a.example, refreshUrl: https://b.example, scopes: {}}}}
security: [{o: []}]
",
    );
    crate::lower::lower(&document, &crate::lower::Selection::default());
    let unsupported: Vec<_> = Ledger::of(&document)
        .entries
        .into_iter()
        .filter(|entry| entry.mark == Mark::Unsupported)
        .map(|entry| document.tree.pointer(entry.node))
        .collect();
    assert_eq!(unsupported, [] as [String; 0]);
}

#[test]
fn what_nothing_makes_use_of_is_accounted_for() {
    let text = "openapi: 3.1.0
info: {title: T, version: '1'}
servers: [{url: 'https://a.example'}]
paths:
  /a:
    servers: [{url: 'https://path.example'}]
    post:
      servers: [{url: 'https://own.example'}]
      requestBody: {content: {application/json: {schema: {type: object}, encoding: {a: {style: form}}}}}
      responses: {'204': {description: D}}
      callbacks: {a: {'{$request.body#/url}': {post: {requestBody: {$ref: '#/components/requestBodies/A'}, responses: {}}}}}
  /b:
    post:
      requestBody:
        content:
          multipart/form-data:
            schema: {type: object, additionalProperties: {type: string}}
            encoding: {a: {contentType: image/png, headers: {X-A: {schema: {type: string}}}}}
      responses: {'204': {description: D}}
components:
  requestBodies: {A: {required: true, content: {application/json: {schema: {type: string}}}}}
  schemas:
    Base:
      type: object
      required: [type]
      properties: {type: {type: string}}
      discriminator: {propertyName: type}
      oneOf: [{$ref: '#/components/schemas/One'}, {$ref: '#/components/schemas/Two'}]
    One: {type: object, required: [type], properties: {type: {type: string}, a: {type: string}}}
    Two: {type: object, required: [type], properties: {type: {type: string}, b: {type: string}}}
  parameters: {unused: {name: a, in: query, required: true, schema: {type: string, enum: [a, b, c], default: a}}}
";
    let none = |_: &str| Err("there is no such file".to_owned());
    let options = crate::Options::default();
    let described = crate::describe("a.yaml", text.into(), &none, &options);
    let document = described.expect("a description").document;
    assert_eq!(document.diagnostics.iter().count(), 0);
    let lost: Vec<String> = Ledger::of(&document)
        .entries
        .iter()
        .filter(|entry| entry.mark == Mark::Unsupported)
        .map(|entry| format!("{}: {}", document.tree.pointer(entry.node), entry.reason))
        .collect();
    assert_eq!(lost, Vec::<String>::new());
}
