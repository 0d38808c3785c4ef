//! What the server answers.

/// How many leads a page has: as many as the client asks for where nobody says how many.
const ITEMS: usize = 20;

/// A lead as the portal answers it.
pub const LEAD: &str = r#"{"data":{"lastName":"Lovelace","agentId":"agent-7","notes":"Met at the fair. Wants an offer for twelve seats before the end of the quarter.","companyName":"Analytical Engines","phaseId":"phase-2","partnerOrganizationId":"organization-3","submissionDate":"2026-01-02T03:04:05.678Z","totalCommission":125.5,"platform":"example-platform","firstName":"Ada","createdAt":"2026-01-02T03:04:05.678Z","companyId":"company-1","revenue":1250,"phone":"+44 20 7946 0000","websiteUrl":"https://engines.example.com","commissionPercent":10,"lockCommissionPercent":false,"id":"lead-1","value":99.5,"email":"ada@example.com","status":"open","updatedAt":"2026-02-03T04:05:06.789Z"},"context":{"requestId":"request-1"},"status":200}"#;

/// A page of such leads.
pub fn page() -> String {
    let start = LEAD.find("{\"lastName").expect("the lead");
    let end = LEAD.find(",\"context").expect("its end");
    let leads = vec![&LEAD[start..end]; ITEMS].join(",");
    format!("{{\"data\":[{leads}]{}", &LEAD[end..])
}
