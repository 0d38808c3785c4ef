//! How fast generated models are read and written, beside the same structs with serde derive.
//!
//! `cargo xtask bench --codec` generates the crate `codec_api` from `description.yaml`, makes a package of this file and
//! runs it. What is decoded and encoded is compared before anything is timed: both sides must mean the same. Ours is
//! called as the client calls it (`runtime::json`); the lines "through serde" go through `Deserialize` and `Serialize`.
//! Words after `--` choose cases, as criterion takes them; `CODEC_JSON` names a file for the figures. With
//! `CODEC_COUNT="64 deep/decode/ours/200"` it does one thing so often and times nothing, for a tool that counts
//! instructions; what 200 take is what they take more than none.

mod mirror;
mod pairs;
mod samples;

use std::fmt::Debug;

use codec_api::models;
use codec_api::runtime::{Decode, Encode, json};
use criterion::Criterion;
use partnerportal::models::Lead;
use serde::Serialize;
use serde::de::DeserializeOwned;

use pairs::{Case, Pairs};

/// Goals: as fast as serde derive; twice as fast as `#[serde(untagged)]`.
const DERIVE: Option<f64> = Some(1.0);
const UNTAGGED: Option<f64> = Some(2.0);

fn main() {
    let mut criterion = Criterion::default()
        .without_plots()
        .warm_up_time(std::time::Duration::from_millis(300))
        .measurement_time(std::time::Duration::from_millis(1500))
        .configure_from_args();
    let mut pairs = Pairs::new(&mut criterion);
    leads(&mut pairs);
    repositories(&mut pairs);
    nested(&mut pairs);
    unions(&mut pairs);
    words(&mut pairs);
    pairs.print();
    if let Some(path) = std::env::var_os("CODEC_JSON") {
        std::fs::write(path, format!("{:#}\n", pairs.json())).expect("the figures are written");
    }
}

fn leads(pairs: &mut Pairs<'_>) {
    let page = samples::lead_page(100);
    let one = serde_json::to_string(&page.data[0]).expect("JSON");
    let text = serde_json::to_string(&page).expect("JSON");
    let group = "PartnerPortal";
    partnerportal_pair(pairs, case(group, "one lead", &one), &one);
    // A page as the client reads it: the list item by item, all else as a tree.
    let body = text.as_bytes();
    let items = partnerportal::runtime::json::decode_items::<Lead>(body, &["data"]);
    let items = items.expect("leads").items;
    assert_eq!(items.len(), 100);
    let case = case(group, "page of 100 leads", &text);
    pairs.compare(
        case,
        "decode",
        DERIVE,
        || partnerportal::runtime::json::decode_items::<Lead>(body, &["data"]).expect("leads"),
        || serde_json::from_slice::<mirror::LeadPage>(body).expect("leads"),
    );
    let list = serde_json::to_string(&page.data).expect("JSON");
    let written = partnerportal::runtime::json::encode(&items).expect("JSON");
    assert_same_text(&written, &list);
    pairs.compare(
        case,
        "encode",
        DERIVE,
        || partnerportal::runtime::json::encode(&items).expect("JSON"),
        || serde_json::to_vec(&page.data).expect("JSON"),
    );
}

/// Its runtime is another crate's than that of `codec_api`, so its traits are others.
fn partnerportal_pair(pairs: &mut Pairs<'_>, case: Case, text: &str) {
    use partnerportal::runtime::json;

    let body = text.as_bytes();
    let ours = json::decode::<Lead>(body).expect("a lead").value;
    let theirs: mirror::Lead = serde_json::from_slice(body).expect("a lead");
    assert_same_text(&json::encode(&ours).expect("JSON"), text);
    pairs.compare(
        case,
        "decode",
        DERIVE,
        || json::decode::<Lead>(body).expect("a lead").value,
        || serde_json::from_slice::<mirror::Lead>(body).expect("a lead"),
    );
    pairs.compare(
        case,
        "encode",
        DERIVE,
        || json::encode(&ours).expect("JSON"),
        || serde_json::to_vec(&theirs).expect("JSON"),
    );
    through_serde(pairs, case, body, &ours, &theirs);
}

fn repositories(pairs: &mut Pairs<'_>) {
    let list = samples::repositories(30);
    let group = "repositories";
    both::<models::Repository, _>(pairs, group, "one", DERIVE, &list[0]);
    both::<Vec<models::Repository>, _>(pairs, group, "list of 30", DERIVE, &list);
}

fn nested(pairs: &mut Pairs<'_>) {
    let (chain, tree) = (samples::nested(64), samples::tree(9));
    let group = "nested";
    both::<models::Nested, _>(pairs, group, "64 deep", DERIVE, &chain);
    both::<models::Tree, _>(pairs, group, "tree of 1023", DERIVE, &tree);
}

fn unions(pairs: &mut Pairs<'_>) {
    let three: Vec<mirror::Event3> = samples::events(100, 3);
    let six: Vec<mirror::Event6> = samples::events(100, 6);
    let tagged: Vec<mirror::TaggedEvent> = samples::tagged_events(100);
    let untagged: Vec<mirror::UntaggedEvent> = samples::tagged_events(100);
    let group = "100 unions";
    both::<Vec<models::Event3>, _>(pairs, group, "3 objects, untagged", UNTAGGED, &three);
    both::<Vec<models::Event6>, _>(pairs, group, "6 objects, untagged", UNTAGGED, &six);
    both::<Vec<models::TaggedEvent>, _>(pairs, group, "6 objects, tagged", DERIVE, &tagged);
    // With a discriminator, which derive does not look at.
    both::<Vec<models::TaggedEvent>, _>(pairs, group, "ours tagged alone", UNTAGGED, &untagged);
}

fn words(pairs: &mut Pairs<'_>) {
    let short: Vec<mirror::Direction> = samples::directions(200);
    let long: Vec<mirror::Shade> = samples::shades();
    let group = "200 words";
    both::<Vec<models::Direction>, _>(pairs, group, "of 5 values", DERIVE, &short);
    both::<Vec<models::Shade>, _>(pairs, group, "of 200 values", DERIVE, &long);
}

/// Compares decoding and encoding of one type of ours with one of derive's.
fn both<Ours, Theirs>(
    pairs: &mut Pairs<'_>,
    group: &'static str,
    name: &'static str,
    goal: Option<f64>,
    value: &Theirs,
) where
    Ours: Decode + Encode + Serialize + DeserializeOwned,
    Theirs: Serialize + DeserializeOwned + PartialEq + Debug,
{
    let text = text(value);
    let case = case(group, name, &text);
    let body = text.as_bytes();
    let ours = json::decode::<Ours>(body).expect("our value");
    assert!(ours.deviations.is_empty(), "{:?}", ours.deviations);
    let ours = ours.value;
    let theirs: Theirs = serde_json::from_slice(body).expect("their value");
    assert_eq!(&theirs, value);
    assert_same_text(&json::encode(&ours).expect("JSON"), &text);
    pairs.compare(
        case,
        "decode",
        goal,
        || json::decode::<Ours>(body).expect("our value").value,
        || serde_json::from_slice::<Theirs>(body).expect("their value"),
    );
    // Writing is the same whatever tells the variants apart.
    pairs.compare(
        case,
        "encode",
        DERIVE,
        || json::encode(&ours).expect("JSON"),
        || serde_json::to_vec(&theirs).expect("JSON"),
    );
    through_serde(pairs, case, body, &ours, &theirs);
}

/// The same through serde's traits, for those who use the models so; no goal.
fn through_serde<Ours, Theirs>(
    pairs: &mut Pairs<'_>,
    case: Case,
    body: &[u8],
    ours: &Ours,
    theirs: &Theirs,
) where
    Ours: Serialize + DeserializeOwned,
    Theirs: Serialize + DeserializeOwned,
{
    pairs.compare(
        case,
        "from serde",
        None,
        || serde_json::from_slice::<Ours>(body).expect("our value"),
        || serde_json::from_slice::<Theirs>(body).expect("their value"),
    );
    pairs.compare(
        case,
        "to serde",
        None,
        || serde_json::to_vec(ours).expect("JSON"),
        || serde_json::to_vec(theirs).expect("JSON"),
    );
}

fn case(group: &'static str, name: &'static str, text: &str) -> Case {
    Case {
        group,
        name,
        bytes: text.len(),
    }
}

fn text<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("JSON")
}

/// Both sides write the members in the same order, so the texts are the same byte for byte.
#[track_caller]
fn assert_same_text(ours: &[u8], theirs: &str) {
    assert_eq!(std::str::from_utf8(ours).expect("text"), theirs);
}
