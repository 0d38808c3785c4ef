//! C2: no redirect is followed, of any kind, to any place, by any request: 80 cases.

use std::sync::{Arc, Mutex};

use partnerportal::ErrorKind;
use tests::hostile::{HostileServer, Step, json, response};

use crate::setup::{LEAD, METHODS, Method, client};

/// Where a server sends a client.
#[derive(Clone, Copy, Debug)]
enum Target {
    SameHost,
    OtherPort,
    OtherHost,
    OtherScheme,
}

const TARGETS: [Target; 4] = [
    Target::SameHost,
    Target::OtherPort,
    Target::OtherHost,
    Target::OtherScheme,
];

#[tokio::test]
async fn c02_no_redirect_is_followed() {
    let other = HostileServer::with_tokens(|_| json(200, LEAD));
    // Which redirect there is, and whether it answers the token request or the call.
    let order: Arc<Mutex<(u16, String, bool)>> = Arc::default();
    let ordered = Arc::clone(&order);
    let server = HostileServer::start(move |request| {
        let (status, location, for_token) = ordered.lock().expect("the order").clone();
        match request.is_for_token() {
            true if !for_token => tests::hostile::token(1),
            _ => redirect(status, &location),
        }
    });
    let mut cases = 0;
    for status in [301, 302, 303, 307, 308] {
        for target in TARGETS {
            for method in [None].into_iter().chain(METHODS.map(Some)) {
                let location = match target {
                    Target::SameHost => format!("{}/elsewhere", server.url()),
                    Target::OtherPort => format!("{}/elsewhere", other.url()),
                    Target::OtherHost => format!("http://localhost:{}/", other.port()),
                    Target::OtherScheme => format!("https://127.0.0.1:{}/", other.port()),
                };
                *order.lock().expect("the order") = (status, location, method.is_none());
                let what = format!("{status}, {target:?}, {method:?}");
                let before = (server.tokens(), server.calls());
                let call = method.unwrap_or(Method::Get);
                let error = call.send(&client(&server)).await.expect_err(&what);
                let kind = match method {
                    None => ErrorKind::Auth,
                    Some(_) => ErrorKind::Redirect,
                };
                assert_eq!(error.kind(), kind, "{what}: {error}");
                assert!(!error.may_have_been_applied(), "{what}");
                let sent = (server.tokens() - before.0, server.calls() - before.1);
                assert_eq!(sent, (1, usize::from(method.is_some())), "{what}");
                cases += 1;
            }
        }
    }
    assert_eq!(cases, 80);
    assert_eq!(other.connections(), 0);
}

fn redirect(status: u16, location: &str) -> Vec<Step> {
    vec![response(status, &[("location", location)], "")]
}
