//! A TLS exchange on loopback through each of the client's TLS backends; which one is chosen by the features of this
//! crate: `cargo test -p tests --no-default-features --features native-tls --test tls`, the same with
//! `rustls-no-provider`, and without either for the default one.
//!
//! Certificates are made here and now. What a wrong one gets is the test as much as what a right one gives.

#[path = "../trust/certificates.rs"]
mod certificates;
#[path = "../trust/front.rs"]
#[allow(dead_code, reason = "what others need of it is not used here")]
mod front;
#[path = "../trust/setup.rs"]
mod setup;

use std::sync::Arc;

use partnerportal::models::NewLead;
use partnerportal::{Client, ErrorKind};
use rustls::ServerConfig;
use tests::portal::{COMPANY, Portal, TOKEN_PREFIX};

use certificates::{Authority, self_signed_server};
use front::{Answer, Front};
use setup::builder;

/// With `rustls-no-provider` the program chooses the cryptography; until it has, there is an error, and no panic.
fn choose_cryptography() {
    #[cfg(all(feature = "rustls-no-provider", not(feature = "rustls")))]
    {
        static ONCE: std::sync::Once = std::sync::Once::new();
        ONCE.call_once(|| {
            let error = builder("https://127.0.0.1:1")
                .build()
                .expect_err("no cryptography");
            assert!(error.is_config(), "{error}");
            assert!(error.to_string().contains("install_default"), "{error}");
            let provider = rustls::crypto::aws_lc_rs::default_provider();
            provider.install_default().expect("the first one");
        });
    }
}

#[tokio::test]
async fn a_call_goes_over_tls_where_the_certificate_is_trusted() {
    choose_cryptography();
    let portal = Portal::with_leads(1);
    let authority = Authority::new();
    let front = Front::start(&portal, authority.server("127.0.0.1"), Answer::Portal);
    let client = builder(&front.origin())
        .root_certificate_pem(authority.pem())
        .build()
        .expect("a client");
    let lead = client.leads().get("lead-1").send().await.expect("a lead");
    assert_eq!(lead.id, "lead-1");
    let created = client.leads().create(&NewLead::new("L", "p", "F"));
    created.send().await.expect("a lead");
    assert!(front.bytes() > 0);
    assert_eq!(portal.leads(COMPANY).len(), 2);
}

async fn is_refused(what: &str, config: Arc<ServerConfig>, root: &Authority) {
    let portal = Portal::with_leads(1);
    let front = Front::start(&portal, config, Answer::Portal);
    let client = Client::builder()
        .base_url(format!("{}/api/v1", front.origin()))
        .token(format!("{TOKEN_PREFIX}-given"))
        .company_id(COMPANY)
        .root_certificate_pem(root.pem())
        .build()
        .expect("a client");
    let lead = NewLead::new("L", "p", "F");
    let error = client.leads().create(&lead).send().await.expect_err(what);
    tests::watch::error_keeps_secrets(&error);
    assert_eq!(error.kind(), ErrorKind::Connect, "{what}: {error}");
    assert!(!error.may_have_been_applied(), "{what}");
    assert!(front.connections() > 0, "{what}: nothing was tried");
    assert_eq!((front.bytes(), portal.connections()), (0, 0), "{what}");
}

#[tokio::test]
async fn a_wrong_certificate_gets_not_one_byte_of_a_request() {
    choose_cryptography();
    let (trusted, stranger) = (Authority::new(), Authority::new());
    let wrong = [
        ("self-signed", self_signed_server("127.0.0.1")),
        ("expired", trusted.expired_server("127.0.0.1")),
        ("another name", trusted.server("other.example.com")),
        ("another authority", stranger.server("127.0.0.1")),
    ];
    for (what, config) in wrong {
        is_refused(what, config, &trusted).await;
    }
}
