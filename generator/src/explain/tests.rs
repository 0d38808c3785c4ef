//! Both ways, for every item: from its path to its place, and from the place back to it.

use super::{Answer, Explainer, Made, Missing, Nowhere, excerpt, find, made, node_at};
use crate::diagnostic::{Part, Place};
use crate::emit::Crate;
use crate::surface::{Item, Kind, Origin};
use crate::{Described, Faults, Options};

const PORTAL: &str = include_str!("../../../spec/partnerportal.yaml");

fn described(path: &str, text: &str) -> Described {
    let read = |path: &str| Err(format!("no {path}"));
    let options = Options {
        faults: Faults::Tolerate,
        ..Options::default()
    };
    match crate::describe(path, text.as_bytes().to_vec(), &read, &options) {
        Ok(described) => described,
        Err(rejected) => panic!("{:?}", rejected.0.diagnostics),
    }
}

fn krate(name: &str) -> Crate {
    Crate {
        name: name.to_owned(),
        version: "0.1.0".to_owned(),
        default_features: None,
        dependencies: Vec::new(),
        license: None,
        source: "a.yaml".to_owned(),
        standalone: true,
    }
}

/// Asks for an item by its full path, then for its place by line and by pointer.
#[track_caller]
fn assert_both_ways(explainer: &Explainer<'_>, krate: &str, item: &Item) {
    let asked = format!("{krate}::{}", item.path);
    let Answer::Items(found) = find(explainer, &asked) else {
        panic!("{asked} is not found");
    };
    assert!(
        found.iter().any(|it| it.path == item.path),
        "{asked}: {found:?}"
    );
    let why = explainer.why(item);
    assert!(
        !why.is_empty() && why.iter().all(|said| said.len() > 20),
        "{asked}: {why:?}"
    );
    let document = &explainer.described.document;
    let node = explainer.node(item);
    let shown = excerpt(document, node);
    assert!(!shown.text.is_empty(), "{asked} has no excerpt");
    if item.origin == Origin::Whole {
        return;
    }
    for back in [
        shown.pointer.clone(),
        document
            .sources
            .describe(&document.tree, Place::Node(node, Part::Name)),
    ] {
        let at = node_at(document, &back)
            .unwrap_or_else(|why| panic!("{asked}: nothing at {back}: {why:?}"));
        let Made { items, inside, .. } = made(explainer, at);
        let is_there = items
            .iter()
            .chain(&inside)
            .any(|it| it.path == item.path && it.kind == item.kind);
        assert!(
            is_there,
            "{asked} is not among what {back} became: {items:?}"
        );
    }
}

fn named(explainer: &Explainer<'_>) -> Vec<Item> {
    let items = explainer.surface.items.iter();
    let named = items.filter(|item| !matches!(item.kind, Kind::Wire | Kind::Feature));
    named.cloned().collect()
}

#[test]
fn every_item_of_the_portal_is_explained_both_ways() {
    let described = described("spec/partnerportal.yaml", PORTAL);
    let explainer = Explainer::new(&described, &krate("partnerportal"));
    let items = named(&explainer);
    assert!(items.len() > 150, "{}", items.len());
    for item in &items {
        assert_both_ways(&explainer, "partnerportal", item);
    }
}

/// A hundred items of the largest description, chosen by a fixed seed.
#[test]
fn items_of_a_large_description_are_explained_both_ways() {
    let Some(corpus) = std::env::var_os("OPENAPI_CORPUS") else {
        eprintln!("OPENAPI_CORPUS is not set: nothing was tried");
        return;
    };
    let path = std::path::Path::new(&corpus).join("github.json");
    let text = std::fs::read_to_string(path).expect("github.json of the corpus");
    let described = described("github.json", &text);
    let explainer = Explainer::new(&described, &krate("github"));
    let items = named(&explainer);
    let mut seed: u64 = 20_260_725;
    for _ in 0..100 {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let index = (seed >> 33) as usize % items.len();
        assert_both_ways(&explainer, "github", &items[index]);
    }
}

#[test]
fn an_item_is_found_however_it_is_written() {
    let described = described("spec/partnerportal.yaml", PORTAL);
    let explainer = Explainer::new(&described, &krate("partnerportal"));
    for asked in [
        "partnerportal::Lead::phase_id",
        "partnerportal::models::Lead::phase_id",
        "crate::models::Lead::phase_id",
        "models::Lead::phase_id",
        "Lead::phase_id",
        "`Lead::phase_id`",
        "Lead.phaseId",
        "Lead.$.phaseId",
        "$.phaseId in Lead",
        "$.data[3].phaseId in Lead",
        "expected a string, found a number at $.data[3].phaseId in Lead (line 1, column 97)",
    ] {
        let Answer::Items(found) = find(&explainer, asked) else {
            panic!("{asked} is not found");
        };
        let paths: Vec<&str> = found.iter().map(|item| &*item.path).collect();
        assert!(
            paths.contains(&"models::Lead::phase_id"),
            "{asked}: {paths:?}"
        );
    }
    let Answer::Items(found) = find(&explainer, "missing `id` at $ in Lead (line 1, column 1)")
    else {
        panic!("a model is not found");
    };
    assert!(
        found.iter().any(|item| item.path == "models::Lead"),
        "{found:?}"
    );
    for asked in [
        "Lead::extra",
        "LeadStatus::Unrecognized",
        "ListLeads::timeout",
    ] {
        assert!(
            matches!(find(&explainer, asked), Answer::Fixed(..)),
            "{asked}"
        );
    }
}

#[test]
fn a_near_miss_is_told_what_was_meant() {
    let described = described("spec/partnerportal.yaml", PORTAL);
    let explainer = Explainer::new(&described, &krate("partnerportal"));
    for (asked, meant) in [
        ("Lead::phas_id", "models::Lead::phase_id"),
        ("partnerportal::Laed", "models::Lead"),
        ("Leads::lst", "api::leads::Leads::list"),
        ("Leed::phase_id", "models::Lead::phase_id"),
    ] {
        let Answer::Nothing { near, .. } = find(&explainer, asked) else {
            panic!("{asked} is found");
        };
        let times = near.iter().filter(|name| *name == meant).count();
        assert_eq!(times, 1, "{asked}: {near:?}");
    }
    let Answer::Nothing { near, .. } = find(&explainer, "elephant") else {
        panic!("an elephant");
    };
    assert!(near.is_empty(), "{near:?}");
}

#[test]
fn the_reasons_are_those_of_the_description() {
    let described = described("spec/partnerportal.yaml", PORTAL);
    let explainer = Explainer::new(&described, &krate("partnerportal"));
    let why = |asked: &str| match find(&explainer, asked) {
        Answer::Items(items) => items
            .iter()
            .flat_map(|item| explainer.why(item))
            .collect::<Vec<_>>()
            .join("\n"),
        other => panic!("{asked}: {other:?}"),
    };
    for (asked, expected) in [
        ("Lead::phase_id", "is not in `required`"),
        ("Lead::last_name", "is in `required` and never null"),
        ("LeadUpdate::email", "so it is a `Maybe`"),
        ("LeadStatus", "lists its values"),
        ("ListLeads::items", "x-pagination"),
        ("CreateLead::send", "x-envelope"),
        ("ClientBuilder::company_id", "x-client-setting"),
        ("Leads::get", "operationId"),
        ("Lead::updated_at", "date-time"),
    ] {
        let said = why(asked);
        assert!(said.contains(expected), "{asked}: {said}");
    }
}

/// `#` is what is printed as the place of what every crate has.
#[test]
fn the_description_as_a_whole_has_a_pointer_too() {
    let described = described("spec/partnerportal.yaml", PORTAL);
    let root = described.document.root;
    assert_eq!(node_at(&described.document, "#"), Ok(root));
}

#[test]
fn nothing_that_is_asked_makes_it_fail() {
    let described = described("spec/partnerportal.yaml", PORTAL);
    let explainer = Explainer::new(&described, &krate("partnerportal"));
    for asked in [
        "",
        "::",
        ".",
        "#",
        "#/",
        "#/nowhere",
        "/",
        ":",
        ":0",
        "spec/partnerportal.yaml:0",
        "spec/partnerportal.yaml:999999",
        "spec/partnerportal.yaml:1:999999",
        "<<<",
        "Lead<",
        "a::b::c::d::e::f::g",
        "\u{202e}",
        "other.yaml:3",
        "99999999999999999999:1",
    ] {
        let _ = find(&explainer, asked);
        if let Ok(node) = node_at(&described.document, asked) {
            let _ = made(&explainer, node);
            let _ = excerpt(&described.document, node);
        }
    }
}

/// A description that has the words of Swagger 2.0, which other stages put elsewhere.
const LEFTOVERS: &str = "\
openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /pets:
    post:
      operationId: addPet
      parameters:
        - {name: body, in: body, schema: {type: object, properties: {name: {type: string}}}}
        - {name: kind, in: query, type: string, enum: [cat, dog]}
      responses:
        '200': {description: Added, schema: {type: object, properties: {id: {type: string}}}}
components:
  schemas:
    Pair: {type: object, properties: {both: {type: array, items: [{type: object, properties: {a: {type: string}}}]}}}
";

#[test]
fn what_stands_elsewhere_than_it_is_read_is_explained_where_it_stands() {
    let described = described("a.yaml", LEFTOVERS);
    let explainer = Explainer::new(&described, &krate("pets"));
    let items = named(&explainer);
    for item in &items {
        assert_both_ways(&explainer, "pets", item);
    }
    // Every node of the text has the pointer that it has there.
    let written: serde_json::Value = serde_yaml::from_str(LEFTOVERS).expect("YAML");
    for item in &items {
        let place = excerpt(&described.document, explainer.node(item));
        let pointer = place.pointer.trim_start_matches('#');
        assert!(
            written.pointer(pointer).is_some(),
            "{}: {pointer}",
            item.path
        );
    }
    for (pointer, path) in [
        ("#/paths/~1pets/post/parameters/0", "models::AddPetBody"),
        (
            "#/paths/~1pets/post/parameters/0/schema/properties/name",
            "models::AddPetBody::name",
        ),
        ("#/paths/~1pets/post/parameters/1/enum/0", "Cat"),
        (
            "#/paths/~1pets/post/responses/200/schema",
            "models::AddPetResponse",
        ),
    ] {
        let node = node_at(&described.document, pointer).expect(pointer);
        let Made { items, inside, .. } = made(&explainer, node);
        let paths: Vec<&str> = items
            .iter()
            .chain(&inside)
            .map(|item| &*item.path)
            .collect();
        let is_there = paths.iter().any(|found| found.ends_with(path));
        assert!(is_there, "{pointer}: {paths:?}");
    }
}

#[test]
fn places_that_are_none_are_told_apart() {
    let described = described("dir/a.yaml", LEFTOVERS);
    let pointer = |there: &str, step: &str, near: Option<&str>, known: &str| {
        Nowhere::Pointer(Missing {
            there: there.to_owned(),
            step: step.to_owned(),
            near: near.map(str::to_owned),
            known: known.to_owned(),
        })
    };
    let text = |text: &str| text.to_owned();
    for (asked, expected) in [
        ("Pair::both", Nowhere::NoPlace),
        ("a.yaml", Nowhere::NoLine(text("a.yaml"))),
        ("a.yaml:99", Nowhere::Line(text("dir/a.yaml"), 14)),
        ("a.yaml:0", Nowhere::Line(text("dir/a.yaml"), 14)),
        (
            "b.yaml:1",
            Nowhere::File(text("b.yaml"), vec![text("dir/a.yaml")]),
        ),
        (
            "#/components/schemas/Piar/properties/both",
            pointer(
                "#/components/schemas",
                "Piar",
                Some("#/components/schemas/Pair/properties/both"),
                "`Pair`",
            ),
        ),
        (
            "/paths/~1pets/post/parameters/7",
            pointer(
                "#/paths/~1pets/post/parameters",
                "7",
                None,
                "one element, number 0",
            ),
        ),
        (
            "#/components/schemas/Pair/",
            pointer(
                "#/components/schemas/Pair",
                "",
                Some("#/components/schemas/Pair"),
                "`type`, `properties`",
            ),
        ),
        (
            "#components/schemas",
            pointer(
                "#",
                "components/schemas",
                Some("#/components/schemas"),
                "nothing that does not begin with `/`",
            ),
        ),
    ] {
        let found = node_at(&described.document, asked);
        assert_eq!(found, Err(expected), "{asked}");
    }
}
