//! What the description does not say: unknown members and values, wrong shapes, in one place, without loss elsewhere.

use partnerportal::ErrorKind;
use partnerportal::models::Lead;
use serde_json::{Value, json};
use tests::portal::{COMPANY, Fault, Portal, Route};

use crate::setup::client;

/// A lead with what is required and these members more, or others instead.
fn lead(id: &str, members: Value) -> Value {
    let mut lead =
        json!({"lastName": "L", "platform": "p", "firstName": "F", "id": id, "status": "active"});
    for (name, value) in members.as_object().into_iter().flatten() {
        lead[name] = value.clone();
    }
    lead
}

#[tokio::test]
async fn an_unknown_enumeration_value_can_be_read_and_written_again() {
    let portal = Portal::start();
    let stored = lead("1", json!({"status": "on hold ✋"}));
    portal.insert(COMPANY, stored.clone());
    let lead = client(&portal)
        .leads()
        .get("1")
        .send()
        .await
        .expect("a lead");
    assert_eq!(lead.status.as_str(), "on hold ✋");
    assert_eq!(lead.status.to_string(), "on hold ✋");
    assert!(lead.deviations().is_empty(), "the enumeration is open");
    assert_eq!(serde_json::to_value(&*lead).expect("JSON"), stored);
}

#[tokio::test]
async fn unknown_members_are_kept_on_the_round_trip() {
    let portal = Portal::start();
    let more = json!({
        "region": "North",
        "score": 12345678901234567890_u64,
        "nested": {"a": [1, null, {"b": -0.5}]},
        "closeDate": null,
        "": "no name",
    });
    let stored = lead("1", more);
    portal.insert(COMPANY, stored.clone());
    let lead = client(&portal)
        .leads()
        .get("1")
        .send()
        .await
        .expect("a lead");
    assert_eq!(lead.extra.get("region"), Some(&json!("North")));
    assert_eq!(
        lead.extra.get("score"),
        Some(&json!(12345678901234567890_u64))
    );
    assert_eq!(lead.close_date, None);
    let encoded = serde_json::to_value(&*lead).expect("JSON");
    assert_eq!(encoded, stored);
    let decoded: Lead = serde_json::from_value(encoded).expect("a lead");
    assert_eq!(decoded, *lead);
}

#[tokio::test]
async fn a_member_of_the_wrong_shape_does_not_lose_the_lead() {
    let wrong = [
        ("closeDate", json!("next week")),
        ("closeDate", json!(5)),
        ("value", json!("a lot")),
        ("notes", json!({"text": "n"})),
        ("agentId", json!([1, 2])),
        ("lockCommissionPercent", json!("no")),
        ("createdAt", json!("0000-00-00T00:00:00Z")),
    ];
    for (name, value) in wrong {
        let portal = Portal::start();
        let stored = lead("1", json!({name: value, "phone": "after"}));
        portal.insert(COMPANY, stored.clone());
        let lead = client(&portal)
            .leads()
            .get("1")
            .send()
            .await
            .expect("a lead");
        assert_eq!(lead.extra.get(name), Some(&value), "as received");
        assert_eq!(lead.phone.as_deref(), Some("after"));
        let told = format!("{:?}", lead.deviations());
        assert!(told.contains(name), "{told}");
        assert_eq!(
            serde_json::to_value(&*lead).expect("JSON"),
            stored,
            "written as received"
        );
    }
}

#[tokio::test]
async fn a_lead_that_is_none_does_not_lose_the_others() {
    let portal = Portal::start();
    let stored = [
        lead("1", json!({})),
        json!("no lead"),
        lead("2", json!({"value": "a lot"})),
        lead("3", json!({"lastName": null})),
        json!({"id": "4"}),
        lead("5", json!({})),
    ];
    for lead in &stored {
        portal.insert(COMPANY, lead.clone());
    }
    let page = client(&portal).leads().list().send().await.expect("a page");
    let ids: Vec<_> = page.iter().map(|lead| lead.id.as_str()).collect();
    assert_eq!(ids, ["1", "2", "5"]);
    assert_eq!(page[1].extra.get("value"), Some(&json!("a lot")));
    let rejected: Vec<_> = page
        .rejected
        .iter()
        .map(|it| (it.index, it.value.clone()))
        .collect();
    assert_eq!(
        rejected,
        [1, 3, 4].map(|index| (index, stored[index].clone()))
    );
    let why = page.rejected[1].error.to_string();
    assert!(why.contains("lastName"), "{why}");
}

#[tokio::test]
async fn more_in_the_envelope_and_less_in_it_do_no_harm() {
    let portal = Portal::with_leads(1);
    let client = client(&portal);
    portal.fail(
        Route::GetLead,
        Fault::edit(|body| {
            body["trace"] = json!([1]);
            body["context"]["node"] = json!("n");
            body["status"] = json!(200.0);
        }),
    );
    let full = client.leads().get("lead-1").send().await.expect("a lead");
    assert_eq!(full.request_id(), Some("request-1"));
    assert_eq!(full.envelope_status(), Some(200));
    portal.fail(
        Route::GetLead,
        Fault::edit(|body| *body = json!({"data": body["data"]})),
    );
    let bare = client.leads().get("lead-1").send().await.expect("a lead");
    assert_eq!(
        bare.request_id(),
        Some("request-2"),
        "from the header field"
    );
    assert_eq!(bare.envelope_status(), None);
    assert_eq!(*bare, *full);
    portal.fail(
        Route::GetLead,
        Fault::edit(|body| {
            body["context"] = json!("odd");
            body["status"] = json!({});
        }),
    );
    let odd = client.leads().get("lead-1").send().await.expect("a lead");
    assert_eq!(odd.id, "lead-1");
}

#[tokio::test]
async fn a_body_that_holds_no_lead_is_an_error_that_says_where() {
    let portal = Portal::with_leads(1);
    let client = client(&portal);
    portal.fail(
        Route::GetLead,
        Fault::edit(|body| body["data"]["lastName"] = json!(7)),
    );
    let error = client
        .leads()
        .get("lead-1")
        .send()
        .await
        .expect_err("no lead");
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("lastName"), "{error}");
    assert_eq!(error.request_id(), Some("request-1"));
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
    let body: Value = serde_json::from_slice(error.body().expect("the body")).expect("JSON");
    assert_eq!(body["data"]["lastName"], 7);
    assert!(!error.may_have_been_applied(), "reading changes nothing");

    for text in [
        "",
        "{",
        "null",
        "[]",
        r#"{"data":null}"#,
        r#"{"context":{}}"#,
        "<html></html>",
    ] {
        portal.fail(Route::GetLead, Fault::text(200, "application/json", text));
        let error = client
            .leads()
            .get("lead-1")
            .send()
            .await
            .expect_err("no lead");
        assert_eq!(error.kind(), ErrorKind::Decode, "{text:?}: {error}");
        assert_eq!(error.body().map(|body| &body[..]), Some(text.as_bytes()));
        assert_eq!(error.attempts(), 1, "sending it again would not help");
    }
}
