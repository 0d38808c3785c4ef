//! `getLead`: one lead, and ids of every kind.

use partnerportal::ErrorKind;
use partnerportal::models::LeadStatus;
use percent_encoding::percent_decode_str;
use serde_json::json;
use tests::portal::{COMPANY, Portal, Route};

use crate::setup::client;

#[tokio::test]
async fn a_lead_has_every_member_of_the_description() {
    let portal = Portal::start();
    portal.insert(
        COMPANY,
        json!({
            "lastName": "Lovelace", "agentId": "agent-7", "notes": "Met at the fair.",
            "companyName": "Analytical Engines Ltd", "phaseId": "phase-1", "partnerOrganizationId": "partner-3",
            "submissionDate": "2026-03-02T09:15:00Z", "totalCommission": 625, "platform": "example-platform",
            "closeDate": "2026-09-30T00:00:00Z", "firstName": "Ada", "createdAt": "2026-03-02T09:15:00.25Z",
            "companyId": COMPANY, "revenue": 12500.5, "phone": "+1 202 555 0142", "websiteUrl": "www.example.com",
            "commissionPercent": 5, "lockCommissionPercent": false, "id": "lead-1001", "value": 12500,
            "email": "ada@example.com", "status": "active", "updatedAt": "2026-03-04T17:40:12+01:00",
        }),
    );
    let lead = client(&portal)
        .leads()
        .get("lead-1001")
        .send()
        .await
        .expect("a lead");
    assert_eq!(lead.last_name, "Lovelace");
    assert_eq!(lead.agent_id.as_deref(), Some("agent-7"));
    assert_eq!(lead.notes.as_deref(), Some("Met at the fair."));
    assert_eq!(lead.company_name.as_deref(), Some("Analytical Engines Ltd"));
    assert_eq!(lead.phase_id.as_deref(), Some("phase-1"));
    assert_eq!(lead.partner_organization_id.as_deref(), Some("partner-3"));
    let time = |text: &str| Some(text.parse().expect("a date-time"));
    assert_eq!(lead.submission_date, time("2026-03-02T09:15:00Z"));
    assert_eq!(lead.total_commission, Some(625.0));
    assert_eq!(lead.platform, "example-platform");
    assert_eq!(lead.close_date, time("2026-09-30T00:00:00Z"));
    assert_eq!(lead.first_name, "Ada");
    assert_eq!(lead.created_at, time("2026-03-02T09:15:00.25Z"));
    assert_eq!(lead.company_id.as_deref(), Some(COMPANY));
    assert_eq!(lead.revenue, Some(12500.5));
    assert_eq!(lead.phone.as_deref(), Some("+1 202 555 0142"));
    assert_eq!(lead.website_url.as_deref(), Some("www.example.com"));
    assert_eq!(lead.commission_percent, Some(5.0));
    assert_eq!(lead.lock_commission_percent, Some(false));
    assert_eq!(lead.id, "lead-1001");
    assert_eq!(lead.value, Some(12500.0));
    assert_eq!(lead.email.as_deref(), Some("ada@example.com"));
    assert_eq!(lead.status, LeadStatus::Active);
    assert_eq!(lead.updated_at, time("2026-03-04T16:40:12Z"));
    assert!(lead.extra.is_empty());
}

#[tokio::test]
async fn an_id_of_any_kind_stays_one_segment_of_the_path() {
    let portal = Portal::start();
    let client = client(&portal);
    for id in [
        "a b",
        "a/b",
        "../x",
        "a?b",
        "a#b",
        "a%2Fb",
        "%2e%2e",
        "ä\u{1F98A}",
        "a\\b",
        "a\r\nb: c",
        "...",
        ";",
        "+",
    ] {
        let error = client
            .leads()
            .get(id)
            .send()
            .await
            .expect_err("no such lead");
        assert_eq!(
            error.status().map(|status| status.as_u16()),
            Some(404),
            "{id:?}: {error}"
        );
        let exchange = portal.last_request(Route::GetLead);
        let segment = exchange
            .request
            .path
            .rsplit('/')
            .next()
            .expect("a segment")
            .to_owned();
        assert_eq!(
            percent_decode_str(&segment).decode_utf8().expect("UTF-8"),
            id
        );
    }
}

#[tokio::test]
async fn an_id_that_would_name_something_else_is_not_sent() {
    let portal = Portal::with_leads(1);
    let client = client(&portal);
    for id in ["", ".", ".."] {
        let error = client.leads().get(id).send().await.expect_err("no id");
        assert_eq!(error.kind(), ErrorKind::Request, "{id:?}");
        assert!(error.to_string().contains("leadId"), "{error}");
        assert_eq!(error.attempts(), 0);
    }
    let error = client
        .leads()
        .list()
        .company_id("..")
        .send()
        .await
        .expect_err("no id");
    assert!(error.to_string().contains("companyId"), "{error}");
    assert_eq!(portal.connections(), 0, "not even a token was asked for");
}
