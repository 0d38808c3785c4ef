//! What a person added to the description by hand, used as a dependent would: the field, the value, the operation and
//! the tag.

use partnerportal::models::{Lead, LeadStatus};
use partnerportal::{CannedResponse, CannedTransport, Client};

const LEAD: &str = r#"{"lastName":"L","platform":"p","nickname":"Countess","firstName":"A","id":"1","status":"dormant"}"#;

fn client(answer: CannedResponse) -> (Client, CannedTransport) {
    let transport = CannedTransport::new().reply(answer);
    let client = Client::builder()
        .transport(transport.clone())
        .base_url("https://portal.invalid")
        .token("t")
        .company_id("c")
        .build()
        .expect("a client");
    (client, transport)
}

fn sent(transport: &CannedTransport) -> Vec<String> {
    let requests = transport.requests();
    requests
        .iter()
        .map(|request| format!("{} {}", request.method, request.uri))
        .collect()
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime")
        .block_on(work)
}

#[test]
fn the_field_and_the_value() {
    let lead: Lead = serde_json::from_str(LEAD).expect("a lead");
    assert_eq!(lead.nickname.as_deref(), Some("Countess"));
    assert_eq!(lead.status, LeadStatus::Dormant);
    assert!(lead.extra.is_empty());
    assert_eq!(serde_json::to_string(&lead).expect("JSON"), LEAD);
}

#[test]
fn the_operation() {
    let (client, transport) = client(CannedResponse::status(204));
    let call = client.leads().delete("lead-1");
    block_on(async { call.send().await }).expect("a deletion");
    assert_eq!(
        sent(&transport),
        ["DELETE https://portal.invalid/companies/c/leads/lead-1"]
    );
}

#[test]
fn the_tag() {
    let answer =
        CannedResponse::json(r#"{"data":{"leads":12},"context":{"requestId":"r"},"status":200}"#);
    let (client, transport) = client(answer);
    let call: partnerportal::api::reports::GetReport = client.reports().get();
    let report = block_on(async { call.send().await }).expect("a report");
    assert_eq!(report.leads, 12);
    assert_eq!(
        sent(&transport),
        ["GET https://portal.invalid/companies/c/report"]
    );
}
