//! `listLeads`: one page, and what comes beside it.

use serde_json::json;
use tests::portal::{COMPANY, Portal, Route};

use crate::setup::{builder, client};

#[tokio::test]
async fn a_page_has_its_leads_in_order() {
    let portal = Portal::with_leads(5);
    let page = client(&portal).leads().list().send().await.expect("a page");
    let names: Vec<_> = page.iter().map(|lead| lead.last_name.as_str()).collect();
    assert_eq!(
        names,
        [
            "Lovelace 1",
            "Lovelace 2",
            "Lovelace 3",
            "Lovelace 4",
            "Lovelace 5"
        ]
    );
    assert!(page.rejected.is_empty());
    let request = portal.only_request(Route::ListLeads).request;
    assert_eq!(
        request.query,
        [],
        "nothing was asked for, so nothing is sent"
    );
}

#[tokio::test]
async fn skip_and_limit_are_numbers_here_and_strings_there() {
    let portal = Portal::with_leads(5);
    let call = client(&portal).leads().list().skip(1).limit(2);
    let page = call.send().await.expect("a page");
    let ids: Vec<_> = page.iter().map(|lead| lead.id.as_str()).collect();
    assert_eq!(ids, ["lead-2", "lead-3"]);
    let request = portal.only_request(Route::ListLeads).request;
    assert_eq!(request.query("skip"), Some("1"));
    assert_eq!(request.query("limit"), Some("2"));
}

#[tokio::test]
async fn the_largest_numbers_are_sent_whole() {
    let portal = Portal::with_leads(1);
    let call = client(&portal).leads().list().skip(u64::MAX).limit(0);
    assert!(call.send().await.expect("a page").is_empty());
    let request = portal.only_request(Route::ListLeads).request;
    assert_eq!(request.query("skip"), Some("18446744073709551615"));
    assert_eq!(request.query("limit"), Some("0"));
}

#[tokio::test]
async fn the_response_says_what_the_server_said() {
    let portal = Portal::with_leads(1);
    let page = client(&portal).leads().list().send().await.expect("a page");
    assert_eq!(page.request_id(), Some("request-1"));
    assert_eq!(page.envelope_status(), Some(200));
    assert_eq!(page.status(), 200);
    assert_eq!(page.headers()["x-request-id"], "request-1");
    assert_eq!(page.attempts(), 1);
    assert!(page.deviations().is_empty());
}

#[tokio::test]
async fn the_company_is_the_clients_or_the_calls() {
    let portal = Portal::with_leads(2);
    portal.insert(
        "another / company",
        json!({"lastName": "Hopper", "platform": "p", "firstName": "Grace", "id": "h", "status": "active"}),
    );
    let client = client(&portal);
    let own = client.leads().list().send().await.expect("a page");
    assert_eq!(own.len(), 2);
    let call = client.leads().list().company_id("another / company");
    let other = call.send().await.expect("a page");
    assert_eq!(other[0].first_name, "Grace");
    let paths: Vec<_> = portal
        .requests(Route::ListLeads)
        .into_iter()
        .map(|exchange| exchange.request.path)
        .collect();
    assert_eq!(paths[0], format!("/companies/{COMPANY}/leads"));
    assert_eq!(paths[1], "/companies/another%20%2F%20company/leads");
}

#[tokio::test]
async fn requests_say_who_asks_and_for_what() {
    let portal = Portal::start();
    client(&portal).leads().list().send().await.expect("a page");
    let own = builder(&portal)
        .user_agent("sync/7")
        .build()
        .expect("a client");
    own.leads()
        .list()
        .header("x-trace", "t-1")
        .send()
        .await
        .expect("a page");
    let [first, second] = portal
        .requests(Route::ListLeads)
        .try_into()
        .expect("two requests");
    let agent = first.request.header("user-agent").expect("a user agent");
    assert!(agent.starts_with("partnerportal/"), "{agent}");
    assert_eq!(first.request.header("accept"), Some("application/json"));
    let agent = second.request.header("user-agent").expect("a user agent");
    assert!(agent.contains("sync/7"), "{agent}");
    assert_eq!(second.request.header("x-trace"), Some("t-1"));
}

#[tokio::test]
async fn the_raw_response_is_at_hand() {
    let portal = Portal::with_leads(1);
    let raw = client(&portal)
        .leads()
        .list()
        .send_raw()
        .await
        .expect("a response");
    assert_eq!(raw.status(), 200);
    let body: serde_json::Value = serde_json::from_slice(&raw).expect("JSON");
    assert_eq!(body["data"], json!(portal.leads(COMPANY)));
}
