//! `createLead`: what is required, everything there is, and custom fields.

use partnerportal::models::{CustomFields, NewLead};
use partnerportal::{Maybe, Timestamp};
use serde_json::json;
use tests::portal::{COMPANY, Portal, Route};

use crate::setup::client;

#[tokio::test]
async fn only_what_is_required_is_sent_when_no_more_is_given() {
    let portal = Portal::start();
    let lead = NewLead::new("Lovelace", "example-platform", "Ada");
    let created = client(&portal)
        .leads()
        .create(&lead)
        .send()
        .await
        .expect("a lead");
    assert_eq!(created.id, "lead-1");
    assert_eq!(created.status(), 201, "the HTTP status, not the lead's");
    assert_eq!(created.envelope_status(), Some(201));
    assert_eq!(
        portal.only_request(Route::CreateLead).request.json(),
        json!({"lastName": "Lovelace", "platform": "example-platform", "firstName": "Ada"})
    );
    assert_eq!(portal.leads(COMPANY).len(), 1);
}

#[tokio::test]
async fn every_field_is_sent_as_the_example_of_the_description_has_it() {
    let portal = Portal::start();
    let close_date: Timestamp = "2026-09-30T00:00:00Z".parse().expect("a date-time");
    let custom_fields = CustomFields::from([
        ("region".to_owned(), json!("North")),
        ("employees".to_owned(), json!(120)),
    ]);
    let lead = NewLead::new("Lovelace", "example-platform", "Ada")
        .agent_id("agent-7")
        .notes("Met at the spring fair, asked for a call back.")
        .custom_fields(custom_fields)
        .company_name("Analytical Engines Ltd")
        .partner_organization_id("partner-3")
        .close_date(close_date)
        .phone("+1 202 555 0142")
        .website_url("www.example.com")
        .value(12500.0)
        .email("ada@example.com");
    let created = client(&portal)
        .leads()
        .create(&lead)
        .send()
        .await
        .expect("a lead");
    let sent = portal.only_request(Route::CreateLead).request;
    assert_eq!(
        sent.json(),
        json!({
            "lastName": "Lovelace",
            "agentId": "agent-7",
            "notes": "Met at the spring fair, asked for a call back.",
            "customFields": {"region": "North", "employees": 120},
            "companyName": "Analytical Engines Ltd",
            "partnerOrganizationId": "partner-3",
            "platform": "example-platform",
            "closeDate": "2026-09-30T00:00:00Z",
            "firstName": "Ada",
            "phone": "+1 202 555 0142",
            "websiteUrl": "www.example.com",
            "value": 12500.0,
            "email": "ada@example.com",
        })
    );
    assert_eq!(created.close_date, Some(close_date));
    assert_eq!(created.value, Some(12500.0));
    assert_eq!(
        created.extra.get("customFields"),
        Some(&json!({"region": "North", "employees": 120})),
        "custom fields are no described member of a lead, and kept"
    );
}

#[tokio::test]
async fn the_members_are_sent_in_the_order_of_the_description() {
    let portal = Portal::start();
    let lead = NewLead::new("Lovelace", "p", "Ada")
        .email("a@example.com")
        .agent_id("agent-7");
    client(&portal)
        .leads()
        .create(&lead)
        .send()
        .await
        .expect("a lead");
    let body = portal.only_request(Route::CreateLead).request.body;
    assert_eq!(
        std::str::from_utf8(&body),
        Ok(
            r#"{"lastName":"Lovelace","agentId":"agent-7","platform":"p","firstName":"Ada","email":"a@example.com"}"#
        )
    );
}

#[tokio::test]
async fn null_can_be_sent_as_such() {
    let portal = Portal::start();
    let lead = NewLead::new("Lovelace", "p", "Ada").notes(Maybe::Null);
    client(&portal)
        .leads()
        .create(&lead)
        .send()
        .await
        .expect("a lead");
    let sent = portal.only_request(Route::CreateLead).request.json();
    assert_eq!(sent["notes"], json!(null));
    assert_eq!(sent.as_object().map(serde_json::Map::len), Some(4));
}

#[tokio::test]
async fn text_of_any_kind_arrives_as_it_was() {
    let portal = Portal::start();
    let name = "O’Brien \"the\\fox\"\n\t\u{0}\u{1F98A} \u{202E}ltr";
    let lead = NewLead::new(name, "p", "Ada");
    let created = client(&portal)
        .leads()
        .create(&lead)
        .send()
        .await
        .expect("a lead");
    assert_eq!(created.last_name, name);
    assert_eq!(portal.leads(COMPANY)[0]["lastName"], name);
}

#[tokio::test]
async fn another_company_is_named_at_the_call() {
    let portal = Portal::start();
    let call = client(&portal)
        .leads()
        .create(&NewLead::new("L", "p", "A"))
        .company_id("company-7");
    let created = call.send().await.expect("a lead");
    assert_eq!(created.company_id.as_deref(), Some("company-7"));
    assert_eq!(
        (portal.leads(COMPANY).len(), portal.leads("company-7").len()),
        (0, 1)
    );
}
