//! Tokens: one request however many tasks wait, renewed before they expire, and once after a 401.

use std::time::{Duration, Instant};

use partnerportal::ErrorKind;
use partnerportal::models::NewLead;
use tests::portal::{AUDIENCE, CLIENT_ID, CLIENT_SECRET, COMPANY, Fault, Portal, Route};
use tokio::task::JoinSet;

use crate::setup::{builder, client, hasty};

#[tokio::test]
async fn a_token_is_fetched_on_first_use_and_shared() {
    let portal = Portal::with_leads(1);
    let client = client(&portal);
    assert_eq!(portal.connections(), 0, "building a client sends nothing");
    for client in [client.clone(), client.clone(), client] {
        client.leads().list().send().await.expect("a page");
        client.leads().get("lead-1").send().await.expect("a lead");
    }
    assert_eq!(portal.count(Route::Token), 1);
    let mut form = portal.only_request(Route::Token).request.form();
    form.sort();
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(
        form,
        [
            pair("audience", AUDIENCE),
            pair("client_id", CLIENT_ID),
            pair("client_secret", CLIENT_SECRET),
            pair("grant_type", "client_credentials"),
        ]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_cold_calls_ask_for_one_token() {
    let portal = Portal::with_leads(1);
    portal.fail(Route::Token, Fault::delay(Duration::from_millis(100)));
    let client = client(&portal);
    let mut calls = JoinSet::new();
    for _ in 0..50 {
        calls.spawn(client.leads().get("lead-1").send());
    }
    while let Some(lead) = calls.join_next().await {
        lead.expect("no panic").expect("a lead");
    }
    assert_eq!(
        (portal.count(Route::Token), portal.count(Route::GetLead)),
        (1, 50)
    );
}

#[tokio::test]
async fn a_call_that_is_given_up_does_not_keep_the_others_from_a_token() {
    let portal = Portal::with_leads(1);
    portal.fail(Route::Token, Fault::delay(Duration::from_millis(200)));
    let client = client(&portal);
    let first = tokio::time::timeout(
        Duration::from_millis(50),
        client.leads().get("lead-1").send(),
    );
    assert!(
        first.await.is_err(),
        "given up while the token was on its way"
    );
    client.leads().get("lead-1").send().await.expect("a lead");
}

#[tokio::test]
async fn a_token_is_renewed_before_it_expires() {
    let portal = Portal::with_leads(1);
    portal.token_lifetime(Duration::from_secs(4));
    let client = client(&portal);
    let before = Instant::now();
    while before.elapsed() < Duration::from_secs(5) {
        client.leads().get("lead-1").send().await.expect("a lead");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let calls = portal.requests(Route::GetLead);
    assert!(
        calls.iter().all(|call| call.status == Some(200)),
        "no call was made with an expired token"
    );
    let tokens = portal.count(Route::Token);
    assert!(
        (2..=3).contains(&tokens),
        "{tokens} tokens in 5 seconds, each good for 4"
    );
}

#[tokio::test]
async fn a_refused_token_is_renewed_once_even_for_a_create() {
    let portal = Portal::with_leads(1);
    let client = client(&portal);
    client.leads().get("lead-1").send().await.expect("a lead");
    portal.revoke_tokens();
    let created = client
        .leads()
        .create(&NewLead::new("L", "p", "F"))
        .send()
        .await
        .expect("a lead");
    assert_eq!(created.attempts(), 2);
    assert_eq!(
        (portal.count(Route::Token), portal.count(Route::CreateLead)),
        (2, 2)
    );
    assert_eq!(portal.leads(COMPANY).len(), 2, "one seeded, one created");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_refused_at_once_share_one_new_token() {
    let portal = Portal::with_leads(1);
    let client = client(&portal);
    client.leads().get("lead-1").send().await.expect("a lead");
    portal.revoke_tokens();
    let mut calls = JoinSet::new();
    for _ in 0..50 {
        calls.spawn(client.leads().get("lead-1").send());
    }
    while let Some(lead) = calls.join_next().await {
        lead.expect("no panic").expect("a lead");
    }
    assert_eq!(portal.count(Route::Token), 2);
    assert!(
        portal.count(Route::GetLead) <= 101,
        "each is sent at most twice"
    );
}

#[tokio::test]
async fn an_api_that_always_refuses_costs_few_tokens() {
    let portal = Portal::start();
    portal.fail_always(Route::ListLeads, Fault::status(401));
    let client = hasty(&portal);
    for _ in 0..20 {
        let error = client.leads().list().send().await.expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::Status);
        assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
        assert!(error.attempts() <= 2);
    }
    assert!(
        portal.count(Route::Token) <= 2,
        "{} tokens",
        portal.count(Route::Token)
    );
}

#[tokio::test]
async fn wrong_credentials_are_an_error_that_says_so() {
    let portal = Portal::start();
    let wrong = builder(&portal)
        .client_secret("wrong")
        .build()
        .expect("a client");
    let error = wrong.leads().list().send().await.expect_err("no token");
    assert_eq!(error.kind(), ErrorKind::Auth);
    assert!(!error.is_retryable() && !error.may_have_been_applied());
    let shown = format!("{error} {error:?}");
    assert!(shown.contains("invalid_client"), "{shown}");
    let wrong = builder(&portal)
        .audience("https://elsewhere.example.com")
        .build()
        .expect("a client");
    let error = wrong.leads().list().send().await.expect_err("no token");
    let shown = format!("{error} {error:?}");
    assert!(shown.contains("access_denied"), "{shown}");
    assert_eq!(
        portal.count(Route::Token),
        2,
        "a refusal is not tried again"
    );
    assert_eq!(portal.count(Route::ListLeads), 0);
}

#[tokio::test]
async fn a_token_endpoint_that_is_busy_is_asked_again() {
    let portal = Portal::with_leads(1);
    portal.fail(Route::Token, Fault::status(503));
    hasty(&portal)
        .leads()
        .get("lead-1")
        .send()
        .await
        .expect("a lead");
    assert_eq!(portal.count(Route::Token), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_endpoint_that_is_down_is_not_stormed() {
    let portal = Portal::start();
    portal.fail_always(Route::Token, Fault::status(500));
    let client = hasty(&portal);
    let mut calls = JoinSet::new();
    for _ in 0..50 {
        calls.spawn(client.leads().list().send());
    }
    while let Some(page) = calls.join_next().await {
        let error = page.expect("no panic").expect_err("no token");
        assert_eq!(error.kind(), ErrorKind::Auth);
    }
    assert!(
        portal.count(Route::Token) <= 6,
        "{} token requests",
        portal.count(Route::Token)
    );
}

#[tokio::test]
async fn odd_answers_of_the_token_endpoint_are_errors_not_tokens() {
    let json = "application/json";
    for text in [
        "{}",
        "null",
        r#"{"access_token":"","token_type":"Bearer"}"#,
        r#"{"access_token":"a\r\nx-injected: 1","token_type":"Bearer","expires_in":60}"#,
        r#"{"access_token":"a","token_type":"mac","expires_in":60}"#,
        r#"{"access_token":"a","token_type":"Bearer","expires_in":0}"#,
        r#"{"access_token":"a","token_type":"Bearer","expires_in":-1}"#,
        "<html>",
    ] {
        let portal = Portal::start();
        portal.fail_always(Route::Token, Fault::text(200, json, text));
        let error = hasty(&portal)
            .leads()
            .list()
            .send()
            .await
            .expect_err("no token");
        assert_eq!(error.kind(), ErrorKind::Auth, "{text}: {error}");
        assert_eq!(portal.count(Route::ListLeads), 0, "{text}");
    }
}
