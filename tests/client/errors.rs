//! Errors: what is known after a call that failed, whatever the server sent.

use std::net::{Ipv4Addr, TcpListener};
use std::time::{Duration, Instant};

use partnerportal::models::NewLead;
use partnerportal::{ErrorKind, RetryPolicy, Value};
use tests::portal::{COMPANY, Fault, Portal, Route};

use crate::setup::{builder, client, hasty};

#[tokio::test]
async fn an_error_status_keeps_everything_the_server_said() {
    let portal = Portal::start();
    let error = client(&portal)
        .leads()
        .get("lead-9")
        .send()
        .await
        .expect_err("no such lead");
    assert_eq!(error.kind(), ErrorKind::Status);
    assert!(error.is_status() && !error.is_retryable() && !error.may_have_been_applied());
    assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
    assert_eq!(error.operation(), Some("getLead"));
    assert_eq!(error.request_id(), Some("request-1"));
    assert_eq!(
        error.headers().expect("headers")["x-request-id"],
        "request-1"
    );
    assert_eq!(error.attempts(), 1);
    // Compared as JSON: the order of members depends on a feature of serde_json that any crate can switch on.
    let body = error.body().expect("a body");
    let body: Value = serde_json::from_slice(body).expect("JSON");
    let sent = r#"{"context":{"requestId":"request-1"},"error":"no such lead","status":404}"#;
    assert_eq!(body, sent.parse::<Value>().expect("JSON"));
    let decoded = error.decode_body::<Value>().expect("a body").expect("JSON");
    assert_eq!(decoded["error"], "no such lead");
    let shown = error.to_string();
    for part in ["getLead", "404", "request-1"] {
        assert!(shown.contains(part), "{shown:?} does not say {part}");
    }
}

#[tokio::test]
async fn an_error_body_of_any_kind_is_kept_as_received() {
    let portal = Portal::start();
    let client = client(&portal);
    for (media_type, text) in [
        ("text/html", "<h1>502</h1>"),
        ("application/json", "{"),
        ("text/plain", ""),
        ("odd", "\u{1b}[31mred\r\n"),
    ] {
        portal.fail(Route::GetLead, Fault::text(422, media_type, text));
        let error = client.leads().get("1").send().await.expect_err("an error");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(422));
        assert_eq!(error.body().map_or(&b""[..], |body| body), text.as_bytes());
        let shown = format!("{error}");
        assert!(
            !shown.contains(|letter: char| letter.is_control()),
            "{shown:?}"
        );
    }
}

#[tokio::test]
async fn a_long_and_hostile_message_is_shown_short() {
    let portal = Portal::start();
    let text = "A\u{1b}[2J\n\u{202E}".repeat(40_000);
    portal.fail(
        Route::GetLead,
        Fault::text(400, "text/plain", text).header("x-request-id", &"r".repeat(2000)),
    );
    let error = client(&portal)
        .leads()
        .get("1")
        .send()
        .await
        .expect_err("an error");
    let shown = error.to_string();
    assert!(shown.len() <= 512, "{} bytes", shown.len());
    assert!(
        !shown.contains(|letter: char| letter.is_control() || letter == '\u{202E}'),
        "{shown:?}"
    );
    assert_eq!(
        error.body().map(|body| body.len()),
        Some(64 * 1024),
        "what is kept is bounded"
    );
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let portal = Portal::start();
    let elsewhere = Portal::start();
    let client = client(&portal);
    for status in [301, 302, 303, 307, 308] {
        let target = format!("{}/companies/{COMPANY}/leads", elsewhere.base_url());
        portal.fail(Route::ListLeads, Fault::redirect(status, &target));
        let error = client.leads().list().send().await.expect_err("a redirect");
        assert_eq!(error.kind(), ErrorKind::Redirect, "{status}");
        portal.fail(Route::CreateLead, Fault::redirect(status, &target));
        let call = client.leads().create(&NewLead::new("L", "p", "F"));
        let error = call.send().await.expect_err("a redirect");
        assert!(error.is_redirect() && !error.may_have_been_applied());
    }
    assert_eq!(
        portal.count(Route::CreateLead),
        5,
        "no redirect is a reason to send again"
    );
    assert_eq!(elsewhere.connections(), 0);
}

#[tokio::test]
async fn the_token_endpoint_cannot_send_the_secret_elsewhere() {
    let elsewhere = Portal::start();
    for status in [302, 307, 308] {
        let portal = Portal::start();
        portal.fail_always(
            Route::Token,
            Fault::redirect(status, &elsewhere.token_url()),
        );
        let error = client(&portal)
            .leads()
            .list()
            .send()
            .await
            .expect_err("no token");
        assert_eq!(error.kind(), ErrorKind::Auth, "{error}");
        assert_eq!(portal.count(Route::ListLeads), 0);
    }
    assert_eq!(elsewhere.connections(), 0);
}

#[tokio::test]
async fn nobody_there_is_an_error_of_its_own_and_nothing_was_sent() {
    let portal = Portal::start();
    // A port that was free a moment ago, and is closed now.
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let closed = listener.local_addr().expect("an address");
    drop(listener);
    let client = builder(&portal)
        .base_url(format!("http://{closed}"))
        .retry(RetryPolicy::standard().first_wait(Duration::from_millis(1)))
        .build()
        .expect("a client");
    let call = client.leads().create(&NewLead::new("L", "p", "F"));
    let error = call.send().await.expect_err("nobody there");
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(error.is_retryable() && !error.may_have_been_applied());
    assert_eq!(
        error.attempts(),
        3,
        "nothing was sent, so even a create is tried again"
    );
}

#[tokio::test]
async fn a_silent_server_costs_no_more_time_than_allowed() {
    let portal = Portal::with_leads(1);
    let client = hasty(&portal);
    client.leads().list().send().await.expect("a token");
    portal.fail_always(Route::ListLeads, Fault::delay(Duration::from_secs(30)));
    let before = Instant::now();
    let call = client.leads().list().timeout(Duration::from_millis(200));
    let error = call.send().await.expect_err("too late");
    let took = before.elapsed();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(
        took >= Duration::from_millis(200) && took < Duration::from_secs(5),
        "{took:?}"
    );

    portal.fail(Route::CreateLead, Fault::delay(Duration::from_secs(30)));
    let call = client.leads().create(&NewLead::new("L", "p", "F"));
    let error = call
        .attempt_timeout(Duration::from_millis(100))
        .send()
        .await
        .expect_err("too late");
    assert!(error.is_timeout() && error.may_have_been_applied());
    assert_eq!(error.attempts(), 1);
    assert_eq!(portal.leads(COMPANY).len(), 2, "it has been applied");
}

#[tokio::test]
async fn a_slow_body_costs_no_more_time_than_allowed() {
    let portal = Portal::with_leads(3);
    let client = hasty(&portal);
    portal.fail_always(Route::ListLeads, Fault::drip(Duration::from_millis(20)));
    let before = Instant::now();
    let call = client.leads().list().timeout(Duration::from_millis(300));
    assert!(call.send().await.expect_err("too slow").is_timeout());
    assert!(
        before.elapsed() < Duration::from_secs(5),
        "{:?}",
        before.elapsed()
    );
}

#[tokio::test]
async fn a_body_that_is_too_large_is_not_read() {
    let portal = Portal::with_leads(100);
    let client = builder(&portal)
        .max_response_bytes(10_000)
        .build()
        .expect("a client");
    let error = client.leads().list().send().await.expect_err("too large");
    assert_eq!(error.kind(), ErrorKind::BodyTooLarge);
    assert_eq!(error.attempts(), 1);
    assert_eq!(
        client
            .leads()
            .list()
            .limit(2)
            .send()
            .await
            .expect("small enough")
            .len(),
        2
    );
}
