//! Paging over a thousand leads: as pages, as one stream of leads, and when the server pages in its own way.

use futures_util::TryStreamExt;
use partnerportal::ErrorKind;
use serde_json::json;
use tests::portal::{COMPANY, Fault, Portal, Route};

use crate::setup::{client, hasty};

fn expected(numbers: impl Iterator<Item = usize>) -> Vec<String> {
    numbers.map(|number| format!("lead-{number}")).collect()
}

#[tokio::test]
async fn a_thousand_leads_as_pages() {
    let portal = Portal::with_leads(1000);
    let mut pages = client(&portal).leads().list().limit(100).pages();
    let mut ids = Vec::new();
    let mut sizes = Vec::new();
    while let Some(page) = pages.next().await {
        let page = page.expect("a page");
        assert!(page.request_id().is_some());
        sizes.push(page.len());
        ids.extend(page.iter().map(|lead| lead.id.clone()));
    }
    assert_eq!(ids, expected(1..=1000));
    let (last, full) = sizes.split_last().expect("pages");
    assert_eq!(
        (full, *last),
        (&[100; 10][..], 0),
        "the empty page is handed out as well"
    );
    let requests = portal.requests(Route::ListLeads);
    let skips: Vec<_> = requests
        .iter()
        .map(|exchange| exchange.request.query("skip").unwrap_or("0").to_owned())
        .collect();
    let tens: Vec<_> = (0..=10).map(|page| (page * 100).to_string()).collect();
    assert_eq!(skips, tens);
    assert!(
        requests
            .iter()
            .all(|exchange| exchange.request.query("limit") == Some("100"))
    );
    assert_eq!(portal.count(Route::Token), 1);
}

#[tokio::test]
async fn a_thousand_leads_as_one_stream() {
    let portal = Portal::with_leads(1000);
    let leads = client(&portal).leads().list().limit(100).items();
    let ids: Vec<_> = leads
        .map_ok(|lead| lead.id)
        .try_collect()
        .await
        .expect("all leads");
    assert_eq!(ids, expected(1..=1000), "each exactly once, in order");
    assert_eq!(portal.count(Route::ListLeads), 11);
}

#[tokio::test]
async fn without_a_limit_the_server_chooses_the_size_of_a_page() {
    let portal = Portal::with_leads(250);
    let mut leads = client(&portal).leads().list().items();
    let mut ids = Vec::new();
    while let Some(lead) = leads.next().await {
        ids.push(lead.expect("a lead").id);
    }
    assert_eq!(ids, expected(1..=250));
    let requests = portal.requests(Route::ListLeads);
    assert!(
        requests
            .iter()
            .all(|exchange| exchange.request.query("limit").is_none())
    );
    assert_eq!(requests.len(), 4, "100, 100, 50, none");
}

#[tokio::test]
async fn a_short_page_is_not_the_end() {
    let portal = Portal::with_leads(1000);
    portal.cap_pages(70);
    let leads = client(&portal).leads().list().limit(100).items();
    let ids: Vec<_> = leads
        .map_ok(|lead| lead.id)
        .try_collect()
        .await
        .expect("all leads");
    assert_eq!(ids, expected(1..=1000));
    assert_eq!(portal.count(Route::ListLeads), 1000_usize.div_ceil(70) + 1);
}

#[tokio::test]
async fn paging_starts_where_the_caller_says() {
    let portal = Portal::with_leads(30);
    let leads = client(&portal).leads().list().skip(25).limit(2).items();
    let ids: Vec<_> = leads
        .map_ok(|lead| lead.id)
        .try_collect()
        .await
        .expect("the last leads");
    assert_eq!(ids, expected(26..=30));
    assert_eq!(portal.count(Route::ListLeads), 4);
}

#[tokio::test]
async fn an_empty_list_is_one_request() {
    let portal = Portal::start();
    let mut leads = client(&portal).leads().list().items();
    assert!(leads.next().await.is_none());
    assert!(leads.next().await.is_none(), "and nothing is asked again");
    assert_eq!(portal.count(Route::ListLeads), 1);
}

#[tokio::test]
async fn pages_are_asked_for_when_they_are_needed() {
    let portal = Portal::with_leads(30);
    let mut leads = client(&portal).leads().list().limit(10).items();
    for _ in 0..10 {
        leads.next().await.expect("a lead").expect("a lead");
    }
    assert_eq!(portal.count(Route::ListLeads), 1);
    leads.next().await.expect("a lead").expect("a lead");
    assert_eq!(portal.count(Route::ListLeads), 2);
}

#[tokio::test]
async fn rejected_leads_count_as_received() {
    let portal = Portal::with_leads(4);
    portal.insert(COMPANY, json!("no lead"));
    portal.insert(COMPANY, json!({"lastName": "L", "platform": "p", "firstName": "F", "id": "last", "status": "active"}));
    let mut pages = client(&portal).leads().list().limit(2).pages();
    let mut ids = Vec::new();
    let mut rejected = 0;
    while let Some(page) = pages.next().await {
        let page = page.expect("a page");
        rejected += page.rejected.len();
        ids.extend(page.iter().map(|lead| lead.id.clone()));
    }
    assert_eq!((ids.len(), rejected), (5, 1));
    assert_eq!(ids.last().map(String::as_str), Some("last"));
    assert_eq!(portal.count(Route::ListLeads), 4);
}

#[tokio::test]
async fn an_error_half_way_can_be_resumed_from() {
    let portal = Portal::with_leads(50);
    let client = hasty(&portal);
    let mut leads = client.leads().list().limit(10).items();
    let mut ids = Vec::new();
    for _ in 0..20 {
        ids.push(leads.next().await.expect("a lead").expect("a lead").id);
    }
    portal.fail(Route::ListLeads, Fault::status(403));
    let error = leads.next().await.expect("an error").expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::Status);
    let rest = client
        .leads()
        .list()
        .limit(10)
        .resume(&leads.position().expect("a position"))
        .items();
    let rest: Vec<_> = rest
        .map_ok(|lead| lead.id)
        .try_collect()
        .await
        .expect("the rest");
    ids.extend(rest);
    assert_eq!(ids, expected(1..=50));
}

#[tokio::test]
async fn a_server_that_ignores_skip_does_not_keep_a_client_forever() {
    let portal = Portal::with_leads(10);
    let first = portal.leads(COMPANY);
    portal.fail_always(
        Route::ListLeads,
        Fault::edit(move |body| body["data"] = json!(first)),
    );
    let leads = client(&portal).leads().list().limit(10).items();
    let ids: Vec<_> = leads
        .map_ok(|lead| lead.id)
        .try_collect()
        .await
        .expect("leads, then the end");
    assert_eq!(ids, expected(1..=10), "each lead once");
    assert_eq!(portal.count(Route::ListLeads), 2);
}
