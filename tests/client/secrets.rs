//! Secrets: neither the client secret nor a token is in anything that can be printed.

use std::time::Duration;

use partnerportal::models::NewLead;
use tests::portal::{CLIENT_SECRET, Fault, Portal, Route};
use tests::watch::{error_keeps_secrets, keeps_secrets};

use crate::setup::{builder, client, hasty};

#[tokio::test]
async fn builders_clients_calls_and_responses_keep_secrets() {
    let portal = Portal::with_leads(1);
    keeps_secrets(&builder(&portal));
    let client = client(&portal);
    let call = client.leads().list();
    keeps_secrets(&call);
    keeps_secrets(&call.send().await.expect("a page"));
    let pending = client.leads().get("lead-1").send();
    keeps_secrets(&pending);
    keeps_secrets(&pending.await.expect("a lead"));
    keeps_secrets(&client.leads());
    keeps_secrets(&client.leads().list().items());
    keeps_secrets(&client.leads().create(&NewLead::new("L", "p", "F")));
    keeps_secrets(&client);
}

#[tokio::test]
async fn errors_keep_secrets_even_when_the_server_does_not() {
    let echo =
        format!(r#"{{"error":"invalid_client","error_description":"{CLIENT_SECRET} is wrong"}}"#);
    for fault in [
        Fault::text(401, "application/json", &*echo),
        Fault::text(500, "text/plain", &*echo),
        Fault::text(200, "text/plain", &*echo),
        Fault::redirect(302, &format!("http://127.0.0.1:1/?secret={CLIENT_SECRET}")),
        Fault::reset_after(),
    ] {
        let portal = Portal::start();
        portal.fail_always(Route::Token, fault);
        let error = hasty(&portal)
            .leads()
            .list()
            .send()
            .await
            .expect_err("no token");
        error_keeps_secrets(&error);
    }
}

#[tokio::test]
async fn errors_of_calls_keep_the_token() {
    for fault in [
        Fault::status(401),
        Fault::status(500),
        Fault::text(200, "application/json", "{"),
        Fault::reset_after(),
        Fault::delay(Duration::from_secs(5)),
    ] {
        let portal = Portal::start();
        portal.fail_always(Route::ListLeads, fault);
        let call = hasty(&portal)
            .leads()
            .list()
            .timeout(Duration::from_millis(400));
        error_keeps_secrets(&call.send().await.expect_err("an error"));
    }
}
