//! The crate of `values.yaml`: what is read, what is written, and that the one gives the other again.

use std::collections::BTreeMap;

use golden_values::models::{Animal, Cat, Keeper, Labels, Measure, Mixed, Size, Ticket, Tree, Zoo};
use golden_values::{Base64, CannedResponse, CannedTransport, Client};
use serde_json::{Value, json};

const ID: &str = "67e55044-10b1-426f-9247-bb680e5fe0c8";

fn zoo(value: &Value) -> Zoo {
    serde_json::from_value(value.clone()).expect("a zoo")
}

/// A client of a server that gives this answer.
fn client(answer: CannedResponse) -> (Client, CannedTransport) {
    let transport = CannedTransport::new().reply(answer);
    let client = Client::builder()
        .transport(transport.clone())
        .build()
        .expect("a client");
    (client, transport)
}

/// Reads the zoo and writes it again, which must give the same value.
#[track_caller]
fn round_trip(value: Value) -> Zoo {
    let zoo = zoo(&value);
    let written = serde_json::to_value(&zoo).expect("JSON");
    assert_eq!(written, value);
    zoo
}

#[test]
fn the_discriminator_chooses_and_what_it_does_not_know_is_kept() {
    let zoo = round_trip(json!({"animals": [
        {"kind": "dog", "tricks": ["roll"]},
        {"kind": "cat", "lives": 9},
        {"kind": "cow", "milk": 3.5},
    ]}));
    let [
        Animal::Dog(dog),
        Animal::Cat(cat),
        Animal::Unrecognized(cow),
    ] = zoo.animals.as_slice()
    else {
        panic!("{:?}", zoo.animals);
    };
    assert_eq!(dog.tricks.as_deref(), Some(&["roll".to_owned()][..]));
    assert_eq!(cat.lives, 9);
    assert!(format!("{cow:?}").contains("milk"), "{cow:?}");
}

#[test]
fn of_a_discriminator_that_is_there_twice_the_last_counts_as_of_any_member() {
    let text = r#"{"kind": "cat", "lives": 9, "kind": "dog"}"#;
    let Ok(Animal::Dog(dog)) = serde_json::from_str(text) else {
        panic!("no dog");
    };
    assert_eq!(dog.kind, "dog");
    let text = r#"{"version": 1, "version": 2, "year": 2026}"#;
    let Ok(Ticket::Season(season)) = serde_json::from_str(text) else {
        panic!("no ticket of a season");
    };
    assert_eq!(season.year, Some(2026));
}

#[test]
fn without_a_discriminator_the_kind_of_the_value_chooses() {
    let measure = |value: Value| round_trip(json!({"animals": [], "measure": value})).measure;
    assert_eq!(
        measure(json!("long")),
        Some(Measure::String("long".to_owned()))
    );
    assert_eq!(measure(json!(1.5)), Some(Measure::Number(1.5)));
    assert_eq!(
        measure(json!(["a"])),
        Some(Measure::StringList(vec!["a".to_owned()]))
    );
    assert!(matches!(
        measure(json!({"a": 1})),
        Some(Measure::Unrecognized(_))
    ));
}

#[test]
fn enumerations_are_of_numbers_and_of_mixed_kinds_too_and_open() {
    let read = |size: Value, mixed: Value| {
        let zoo = round_trip(json!({"animals": [], "size": size, "mixed": mixed}));
        (zoo.size.expect("a size"), zoo.mixed.expect("a mixed value"))
    };
    assert_eq!(read(json!(2), json!("auto")), (Size::Value2, Mixed::Auto));
    assert_eq!(read(json!(1), json!(7)).1, Mixed::Value7);
    assert_eq!(read(json!(3), json!(true)).1, Mixed::True);
    let (size, mixed) = read(json!(99), json!("manual"));
    assert!(matches!(size, Size::Unrecognized(_)), "{size:?}");
    assert!(matches!(mixed, Mixed::Unrecognized(_)), "{mixed:?}");
}

#[test]
fn unions_and_enumerations_are_made_of_what_is_at_hand() {
    let zoo = Zoo::new(Vec::new());
    let zoo = [
        zoo.clone().measure("long"),
        zoo.clone().measure(1.5),
        zoo.measure(vec!["a".to_owned()]),
    ];
    let written = zoo.map(|zoo| serde_json::to_value(&zoo).expect("JSON")["measure"].clone());
    assert_eq!(written, [json!("long"), json!(1.5), json!(["a"])]);
}

#[test]
fn all_of_is_one_model_with_the_members_of_each() {
    let keeper = round_trip(json!({"animals": [], "keeper": {"name": "Ada", "badge": "7"}})).keeper;
    assert_eq!(keeper, Some(Keeper::new("Ada", "7")));
}

#[test]
fn maps_stand_alone_and_beside_members() {
    let counts = json!({"lion": 2, "ant": 9_007_199_254_740_993_i64});
    let labels = json!({"main": "Zoo", "de": "Tierpark"});
    let zoo = round_trip(json!({"animals": [], "counts": counts, "labels": labels}));
    let counts = zoo.counts.expect("counts");
    assert_eq!(counts["ant"], 9_007_199_254_740_993);
    let mut labels = Labels::new().main("Zoo");
    labels.additional_properties = BTreeMap::from([("de".to_owned(), "Tierpark".to_owned())]);
    assert_eq!(zoo.labels, Some(labels));
}

#[test]
fn a_schema_that_holds_itself_is_boxed() {
    let tree = Tree::new("root")
        .parent(Tree::new("seed"))
        .children(vec![Tree::new("leaf")]);
    let zoo = round_trip(json!({"animals": [], "tree": {
        "name": "root", "parent": {"name": "seed"}, "children": [{"name": "leaf"}],
    }}));
    assert_eq!(zoo.tree, Some(tree));
}

#[test]
fn formats_have_types_and_keywords_have_names() {
    let zoo = round_trip(json!({
        "animals": [],
        "opened": "2024-02-29",
        "seen": "2024-02-29T12:00:00Z",
        "picture": "AAEC",
        "type": "city", "self": "s", "async": true, "@odd name": "odd",
    }));
    assert_eq!(zoo.opened.map(|date| date.day()), Some(29));
    assert_eq!(zoo.seen.map(|seen| seen.as_second()), Some(1_709_208_000));
    assert_eq!(zoo.picture, Some(Base64::from(vec![0, 1, 2])));
    assert_eq!(zoo.r#type.as_deref(), Some("city"));
    assert_eq!(zoo.self_member.as_deref(), Some("s"));
    assert_eq!(zoo.r#async, Some(true));
    assert_eq!(zoo.odd_name.as_deref(), Some("odd"));
}

#[test]
fn a_value_that_does_not_fit_costs_no_more_than_its_member() {
    let text = r#"{"animals":[],"tree":{"name":"root"},"opened":"yesterday"}"#;
    let (client, _) = client(CannedResponse::json(text));
    let call = client
        .zoos()
        .put(ID.parse().expect("a UUID"), &Zoo::new(Vec::new()));
    let answer = block_on(async { call.send().await }).expect("a zoo");
    assert_eq!(
        (answer.opened, &answer.tree),
        (None, &Some(Tree::new("root")))
    );
    assert_eq!(answer.deviations().len(), 1, "{:?}", answer.deviations());
    assert_eq!(serde_json::to_string(&*answer).expect("JSON"), text);
}

#[test]
fn a_uuid_goes_into_the_path_and_the_model_into_the_body() {
    let (client, transport) = client(CannedResponse::json(r#"{"animals":[]}"#));
    let mut cat: Cat = serde_json::from_value(json!({"kind": "cat", "lives": 9})).expect("a cat");
    cat.lives -= 1;
    let body = Zoo::new(vec![cat.into()]).size(Size::Value1);
    let call = client.zoos().put(ID.parse().expect("a UUID"), &body);
    let answer = block_on(async { call.send().await }).expect("a zoo");
    assert_eq!(answer.into_inner(), Zoo::new(Vec::new()));
    let [request] = &transport.requests()[..] else {
        panic!("one request");
    };
    assert_eq!(
        (request.method.as_str(), request.uri.to_string()),
        ("PUT", format!("https://values.example/v1/zoos/{ID}"))
    );
    assert_eq!(
        request.text(),
        r#"{"animals":[{"kind":"cat","lives":8}],"size":1}"#
    );
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime")
        .block_on(work)
}
