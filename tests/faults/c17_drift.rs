//! C17: three hundred answers that a newer server could give are read in full and written again as they came; forty that
//! no client can read are errors that say where, with all that came at hand.

use std::sync::{Arc, Mutex};

use partnerportal::{Client, ErrorKind};
use serde_json::{Map, Value, json};
use tests::hostile::{HostileServer, response};

use crate::random::Random;
use crate::setup::{client, looked_at};

/// A server that answers with the text of the moment, and a client of it.
fn telling() -> (HostileServer, Client, Arc<Mutex<String>>) {
    let text: Arc<Mutex<String>> = Arc::default();
    let told = Arc::clone(&text);
    let server = HostileServer::with_tokens(move |_| {
        let body = told.lock().expect("the text").clone();
        let fields = [
            ("content-type", "application/json"),
            ("x-request-id", "from-header"),
        ];
        vec![response(200, &fields, body)]
    });
    let client = client(&server);
    (server, client, text)
}

/// A lead with every member that the description names.
fn lead() -> Map<String, Value> {
    let lead = json!({
        "id": "1", "lastName": "Lovelace", "firstName": "Ada", "platform": "p", "status": "active",
        "agentId": "a", "notes": "n", "companyName": "c", "phaseId": "ph", "partnerOrganizationId": "po",
        "companyId": "co", "phone": "1", "websiteUrl": "https://example.com", "email": "a@example.com",
        "submissionDate": "2026-03-01T00:00:00Z", "createdAt": "2026-03-01T00:00:00Z",
        "closeDate": "2026-03-01T00:00:00Z", "totalCommission": 1, "revenue": 2.5, "value": 3,
        "commissionPercent": 4, "lockCommissionPercent": true,
    });
    lead.as_object().expect("an object").clone()
}

const REQUIRED: [&str; 5] = ["id", "lastName", "firstName", "platform", "status"];
const NUMBERS: [&str; 4] = ["totalCommission", "revenue", "value", "commissionPercent"];

/// A value of any kind, as a member that nobody knows yet can have.
fn value(random: &mut Random, depth: usize) -> Value {
    match random.below(if depth == 0 { 5 } else { 7 }) {
        0 => Value::Null,
        1 => json!(random.below(2) == 0),
        2 => json!(random.below(1 << 40)),
        3 => json!(random.below(1000) as f64 / 8.0),
        4 => json!(random.text(8)),
        5 => (0..random.below(3))
            .map(|_| value(random, depth - 1))
            .collect(),
        _ => {
            let members = (0..random.below(3)).map(|_| (random.text(5), value(random, depth - 1)));
            Value::Object(members.collect())
        }
    }
}

/// Changes a lead in a way that the description allows, or that a later one may.
fn change(random: &mut Random, lead: &mut Map<String, Value>) {
    let optional: Vec<String> = lead
        .keys()
        .filter(|it| !REQUIRED.contains(&it.as_str()))
        .cloned()
        .collect();
    match random.below(5) {
        0 => {
            lead.insert(format!("x-{}", random.text(8)), value(random, 2));
        }
        1 => {
            lead.insert("status".to_owned(), json!(random.text(12)));
        }
        2 => {
            lead.insert(random.of(&optional).clone(), Value::Null);
        }
        3 => {
            lead.remove(random.of(&optional));
        }
        _ => {
            let whole = random.below(100) as f64;
            lead.insert((*random.of(&NUMBERS)).to_owned(), json!(whole));
        }
    }
}

/// The lead in its envelope, members in any order, with more or less around it.
fn answer(random: &mut Random, lead: &Map<String, Value>) -> String {
    let mut members: Vec<_> = lead
        .iter()
        .map(|(name, value)| format!("{}:{value}", json!(name)))
        .collect();
    for index in (1..members.len()).rev() {
        members.swap(index, random.below(index + 1));
    }
    let mut envelope = vec![format!("\"data\":{{{}}}", members.join(","))];
    if random.below(3) > 0 {
        envelope.push(r#""context":{"requestId":"from-body","node":[1]}"#.to_owned());
    }
    if random.below(3) > 0 {
        envelope.push(format!(
            "\"status\":{}",
            random.of(&["200", "200.0", "2e2", "null"])
        ));
    }
    if random.below(2) > 0 {
        envelope.push(format!("\"more\":{}", value(random, 2)));
    }
    if random.below(2) > 0 {
        envelope.reverse();
    }
    format!("{{{}}}", envelope.join(","))
}

#[tokio::test]
async fn c17_three_hundred_compatible_answers_are_read_and_written_again() {
    let (_server, client, text) = telling();
    for seed in 0..300 {
        let mut random = Random::new(seed);
        let mut expected = lead();
        for _ in 0..random.below(6) + 1 {
            change(&mut random, &mut expected);
        }
        let body = answer(&mut random, &expected);
        body.clone_into(&mut text.lock().expect("the text"));
        let lead = client.leads().get("1").send().await;
        let lead = lead.unwrap_or_else(|error| panic!("{seed}: {error}\n{body}"));
        assert!(
            lead.deviations().is_empty(),
            "{seed}: {:?}",
            lead.deviations()
        );
        let id = if body.contains("from-body") {
            "from-body"
        } else {
            "from-header"
        };
        assert_eq!(lead.request_id(), Some(id));
        let written = serde_json::to_value(&*lead).expect("JSON");
        // Absent and null are the same for a member that may be either; numbers are compared as numbers.
        assert_eq!(plain(written), plain(Value::Object(expected)), "{seed}");
    }
}

/// A value as it is compared: every number a float, no optional member that is null.
fn plain(value: Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_f64()),
        Value::Array(items) => items.into_iter().map(plain).collect(),
        Value::Object(members) => {
            let known = lead();
            let members = members.into_iter();
            let members =
                members.filter(|(name, value)| !(value.is_null() && known.contains_key(name)));
            Value::Object(members.map(|(name, value)| (name, plain(value))).collect())
        }
        other => other,
    }
}

#[tokio::test]
async fn c17_forty_incompatible_answers_are_errors_that_say_where() {
    let (_server, client, text) = telling();
    let wrong = [
        None,
        Some(json!(null)),
        Some(json!(7)),
        Some(json!(1.5)),
        Some(json!(true)),
        Some(json!([])),
        Some(json!(["a"])),
        Some(json!({"a": 1})),
    ];
    let mut cases = 0;
    for name in REQUIRED {
        for wrong in &wrong {
            let mut lead = lead();
            match wrong {
                Some(value) => drop(lead.insert(name.to_owned(), value.clone())),
                None => drop(lead.remove(name)),
            }
            let body =
                json!({"data": lead, "context": {"requestId": "r"}, "status": 200}).to_string();
            body.clone_into(&mut text.lock().expect("the text"));
            let what = format!("{name}: {wrong:?}");
            let error = looked_at(client.leads().get("1").send().await).expect_err(&what);
            assert_eq!(error.kind(), ErrorKind::Decode, "{what}: {error}");
            let shown = error.to_string();
            assert!(
                shown.contains("data") && shown.contains(name),
                "{what}: {shown}"
            );
            assert_eq!(error.status().map(|it| it.as_u16()), Some(200));
            assert!(error.request_id().is_some(), "{what}");
            assert_eq!(error.body().map(|it| &it[..]), Some(body.as_bytes()));
            assert_eq!(error.attempts(), 1);
            cases += 1;
        }
    }
    assert_eq!(cases, 40);
}
