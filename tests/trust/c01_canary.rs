//! C1: four canaries, everything logged at `TRACE` by every crate, everything printed: no piece of one is in it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use partnerportal::models::{LeadUpdate, NewLead};
use partnerportal::{
    AccessToken, Attempt, AttemptOutcome, Client, ClientAuthentication, ClientBuilder, HeaderMap,
    Hook, TokenRequestBody,
};
use tests::portal::{CLIENT_SECRET, Fault, Portal, Route, TOKEN_PREFIX};
use tests::watch::{self, error_keeps_secrets, keeps_secrets};

use crate::certificates::Authority;
use crate::front::{Answer, Front};
use crate::setup::{builder, origin};

/// Looks at everything a hook is shown, and panics where it is told to, with all of that in its message.
struct Onlooker {
    shown: Arc<AtomicUsize>,
    panics: bool,
}

impl Hook for Onlooker {
    fn before(&self, attempt: &Attempt<'_>, headers: &mut HeaderMap) {
        keeps_secrets(attempt);
        keeps_secrets(headers);
        self.shown.fetch_add(1, Ordering::SeqCst);
    }

    fn after(&self, attempt: &Attempt<'_>, outcome: &AttemptOutcome<'_>) {
        keeps_secrets(attempt);
        keeps_secrets(outcome);
        assert!(!self.panics, "as told: {attempt:?} {outcome:?}");
    }
}

/// The four ways in which a token request can carry the secret.
fn ways(builder: impl Fn() -> ClientBuilder) -> impl Iterator<Item = ClientBuilder> {
    let bodies = [TokenRequestBody::Form, TokenRequestBody::Json];
    let places = [ClientAuthentication::Post, ClientAuthentication::Basic];
    let ways = bodies.map(|body| places.map(|place| (body, place)));
    ways.into_iter().flatten().map(move |(body, place)| {
        builder()
            .token_request_body(body)
            .client_authentication(place)
    })
}

/// A token, whatever the token request looks like.
fn token() -> Fault {
    let token =
        format!(r#"{{"access_token":"{TOKEN_PREFIX}-1","token_type":"Bearer","expires_in":3600}}"#);
    Fault::text(200, "application/json", token)
}

/// An error that repeats what a server was sent.
fn echo(sent: &[String]) -> String {
    let all = sent.join(" | ");
    format!(r#"{{"error":"invalid","error_description":"{all}","message":"{all}"}}"#)
}

/// What the API is sent.
fn echo_of_calls() -> String {
    echo(&[
        format!("Bearer {TOKEN_PREFIX}-1"),
        format!("{TOKEN_PREFIX}-1"),
    ])
}

/// What the token endpoint is sent.
fn echo_of_token_requests() -> String {
    let mut canaries = watch::canaries();
    canaries.retain(|canary| canary != TOKEN_PREFIX);
    echo(&canaries)
}

/// What can go wrong with a call.
fn faults(echo: &str) -> Vec<Fault> {
    vec![
        Fault::status(401),
        Fault::status(500),
        Fault::text(401, "application/json", echo),
        Fault::text(403, "application/json", echo),
        Fault::text(500, "application/json", echo),
        Fault::text(200, "application/json", "{"),
        Fault::text(200, "text/plain", "no JSON"),
        Fault::redirect(307, &format!("http://127.0.0.1:1/?secret={CLIENT_SECRET}")),
        Fault::reset_before(),
        Fault::reset_after(),
        Fault::cut(10),
        Fault::delay(Duration::from_secs(5)),
    ]
}

/// Makes every call there is and looks at all that comes of it.
async fn use_everything(client: &Client) {
    keeps_secrets(client);
    let leads = client.leads();
    keeps_secrets(&leads);
    let time = Duration::from_millis(300);
    let list = leads.list().timeout(time);
    keeps_secrets(&list);
    let create = leads.create(&NewLead::new("L", "p", "F")).timeout(time);
    keeps_secrets(&create);
    let update = leads.update("lead-1", &LeadUpdate::new()).timeout(time);
    let mut items = leads.list().timeout(time).items();
    keeps_secrets(&items);
    macro_rules! look {
        ($($call:expr),+) => {$({
            let pending = $call;
            keeps_secrets(&pending);
            match pending.await {
                Ok(response) => keeps_secrets(&response),
                Err(error) => error_keeps_secrets(&error),
            }
        })+};
    }
    look!(
        list.send(),
        create.send(),
        update.send(),
        leads.get("lead-1").timeout(time).send(),
        leads.get("..").send()
    );
    // What a raw response holds is what the server wrote, whatever it is, and shown as such.
    let raw = leads.get("lead-1").timeout(time).send_raw().await;
    match raw {
        Ok(response) => keeps_secrets(&response.map(|bytes| bytes.len())),
        Err(error) => error_keeps_secrets(&error),
    }
    match items.next().await {
        Some(Ok(item)) => keeps_secrets(&item),
        Some(Err(error)) => error_keeps_secrets(&error),
        None => {}
    }
    keeps_secrets(&items);
}

#[tokio::test]
async fn no_piece_of_a_secret_is_logged_or_printed() {
    let portal = Portal::with_leads(2);
    portal.tolerate_violations();
    let shown = Arc::new(AtomicUsize::new(0));
    for way in ways(|| builder(&origin(&portal))) {
        keeps_secrets(&way);
        let shown = Arc::clone(&shown);
        let client = way
            .hook(Onlooker {
                shown,
                panics: false,
            })
            .build();
        let client = client.expect("a client");
        // The token is refused once, since the portal did not give it out, and then by turns all goes wrong.
        portal.fail_always(Route::Token, token());
        use_everything(&client).await;
        for fault in faults(&echo_of_calls()) {
            for route in [Route::ListLeads, Route::CreateLead, Route::GetLead] {
                portal.fail_always(route, fault.clone());
            }
            use_everything(&client).await;
            portal.heal();
            portal.fail_always(Route::Token, token());
        }
        portal.heal();
    }
    assert!(shown.load(Ordering::SeqCst) > 100);
    let seen = watch::seen();
    for part in ["partnerportal", "hyper_util", "reqwest"] {
        let is_seen = seen.iter().any(|target| target.starts_with(part));
        assert!(is_seen, "nobody saw what {part} logs: {seen:?}");
    }
}

#[tokio::test]
async fn no_piece_of_a_secret_comes_back_from_the_token_endpoint() {
    let portal = Portal::start();
    portal.tolerate_violations();
    for fault in faults(&echo_of_token_requests()) {
        portal.heal();
        portal.fail_always(Route::Token, fault);
        for way in ways(|| builder(&origin(&portal)).attempt_timeout(Duration::from_millis(300))) {
            let client = way.build().expect("a client");
            let error = client.leads().list().send().await.expect_err("no token");
            error_keeps_secrets(&error);
        }
    }
}

#[tokio::test]
async fn no_piece_of_a_secret_is_in_what_tls_and_a_panic_say() {
    let portal = Portal::with_leads(1);
    let authority = Authority::new();
    let front = Front::start(&portal, authority.server("127.0.0.1"), Answer::Portal);
    let shown = Arc::new(AtomicUsize::new(0));
    let client = builder(&front.origin())
        .root_certificate_pem(authority.pem())
        .hook(Onlooker {
            shown,
            panics: true,
        })
        .build()
        .expect("a client");
    let call = client.leads().get("lead-1").send();
    let panic = tokio::spawn(call).await.expect_err("a panic");
    keeps_secrets(&panic);
    assert_eq!(watch::leak(&panic.to_string()), None);
    let payload = panic.into_panic();
    let message = payload.downcast_ref::<String>().expect("its message");
    assert!(message.starts_with("as told: Attempt"), "{message}");
    assert_eq!(watch::leak(message), None);
    let seen = watch::seen();
    assert!(
        seen.iter().any(|target| target.starts_with("rustls")),
        "{seen:?}"
    );
}

#[tokio::test]
async fn wrong_settings_are_told_without_their_values() {
    let portal = Portal::start();
    let secrets = [CLIENT_SECRET, "c4nary-token with a\nline break"];
    for secret in secrets {
        let wrong = [
            builder(&origin(&portal)).token_url(secret).build(),
            builder(&origin(&portal))
                .token(secret)
                .audience("")
                .client_id("")
                .build(),
            Client::builder()
                .base_url("https://a.example")
                .client_secret(secret)
                .build(),
            builder(&origin(&portal)).proxy(secret).build(),
            builder(&origin(&portal)).identity_pem(secret).build(),
            builder(&origin(&portal))
                .root_certificate_pem(secret)
                .build(),
        ];
        for (index, built) in wrong.into_iter().enumerate() {
            match built {
                Ok(client) => keeps_secrets(&client),
                Err(error) => {
                    assert!(error.is_config(), "{index}: {error}");
                    error_keeps_secrets(&error);
                }
            }
        }
        match AccessToken::new(secret) {
            Ok(token) => keeps_secrets(&token),
            Err(error) => error_keeps_secrets(&error),
        }
    }
}
