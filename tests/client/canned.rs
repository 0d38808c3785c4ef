//! The crate's own test seam: a transport with canned responses, and no server at all.

use std::sync::Arc;

use partnerportal::models::{LeadUpdate, NewLead};
use partnerportal::runtime::{CannedResponse, CannedTransport};
use partnerportal::{Client, ErrorKind, Maybe};
use serde_json::json;

/// A client that never sees a socket: its URLs lead nowhere.
fn client(transport: &CannedTransport) -> Client {
    Client::builder()
        .base_url("https://portal.invalid/v1")
        .token_url("https://login.invalid/token")
        .client_id("id")
        .client_secret("secret")
        .audience("audience")
        .company_id("company-42")
        .transport(transport.clone())
        .build()
        .expect("a client")
}

fn lead() -> CannedResponse {
    let lead = json!({"lastName": "Lovelace", "platform": "p", "firstName": "Ada", "id": "1", "status": "active"});
    CannedResponse::json(
        json!({"data": lead, "context": {"requestId": "r-1"}, "status": 200}).to_string(),
    )
}

#[tokio::test]
async fn responses_come_in_their_order_and_requests_are_kept() {
    let transport = CannedTransport::new()
        .reply(CannedResponse::token("t"))
        .reply(lead())
        .reply(lead());
    let client = client(&transport);
    let created = client
        .leads()
        .create(&NewLead::new("Lovelace", "p", "Ada"))
        .send()
        .await
        .expect("a lead");
    assert_eq!(
        (created.id.as_str(), created.request_id()),
        ("1", Some("r-1"))
    );
    let update = LeadUpdate::default().email(Maybe::Null);
    client
        .leads()
        .update("a/b", &update)
        .send()
        .await
        .expect("a lead");
    let sent: Vec<_> = transport
        .requests()
        .iter()
        .map(|request| format!("{} {} {}", request.method, request.uri, request.text()))
        .collect();
    assert_eq!(
        sent[1..],
        [
            r#"POST https://portal.invalid/v1/companies/company-42/leads {"lastName":"Lovelace","platform":"p","firstName":"Ada"}"#,
            r#"PATCH https://portal.invalid/v1/companies/company-42/leads/a%2Fb {"email":null}"#,
        ]
    );
    assert!(
        sent[0].starts_with("POST https://login.invalid/token "),
        "{}",
        sent[0]
    );
    assert_eq!(
        transport.requests()[1].header("authorization"),
        Some("Bearer t")
    );
}

#[tokio::test]
async fn a_broken_connection_can_be_canned_too() {
    let transport = CannedTransport::new()
        .reply(CannedResponse::token("t"))
        .reply(CannedResponse::broken());
    let call = client(&transport)
        .leads()
        .create(&NewLead::new("L", "p", "F"));
    let error = call.send().await.expect_err("broken");
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert!(error.may_have_been_applied());
    assert_eq!(transport.requests().len(), 2);
}

#[tokio::test]
async fn any_transport_will_do() {
    // `Arc<dyn Transport>` and the like are transports: what a program already has can be handed over.
    let transport = Arc::new(
        CannedTransport::new()
            .reply(CannedResponse::token("t"))
            .reply(lead()),
    );
    let builder = Client::builder()
        .base_url("https://portal.invalid")
        .token_url("https://login.invalid/token");
    let builder = builder
        .client_id("id")
        .client_secret("secret")
        .audience("audience")
        .company_id("c");
    let client = builder
        .transport(Arc::clone(&transport))
        .build()
        .expect("a client");
    assert_eq!(
        client
            .leads()
            .get("1")
            .send()
            .await
            .expect("a lead")
            .last_name,
        "Lovelace"
    );
    assert_eq!(transport.requests().len(), 2);
}
