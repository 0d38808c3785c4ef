//! Certificates: what is not trusted gets not one byte of a request, and what is cut is not taken for whole.

use std::sync::Arc;

use partnerportal::models::NewLead;
use partnerportal::{CannedTransport, Client, ErrorKind};
use rustls::ServerConfig;
use tests::portal::{Portal, Route};

use crate::certificates::{Authority, self_signed_server};
use crate::front::{Answer, Front};
use crate::setup::builder;

/// C3, first half.
#[tokio::test]
async fn http_to_elsewhere_is_an_error_of_the_builder_and_sends_nothing() {
    let hosts = [
        "api.example.com",
        "192.0.2.1",
        "127.0.0.1.example.com",
        "localhost.example.com",
        "user@127.0.0.1:80@api.example.com",
        "[2001:db8::1]",
        "0.0.0.0",
        "169.254.169.254",
    ];
    for host in hosts {
        let url = format!("http://{host}/x");
        let transport = Arc::new(CannedTransport::new());
        let secure = || builder("https://api.example.com").transport(Arc::clone(&transport));
        let as_base = secure().base_url(&*url).build();
        assert!(as_base.is_err_and(|error| error.is_config()), "{url}");
        let as_token_url = secure().token_url(&*url).build();
        assert!(as_token_url.is_err_and(|error| error.is_config()), "{url}");
        let client = secure().build().expect("a client");
        let of_call = client.leads().list().base_url(&url).send().await;
        assert!(of_call.is_err_and(|error| error.is_config()), "{url}");
        assert_eq!(transport.requests().len(), 0, "{url}");
    }
}

/// Runs a call against a server with this certificate; gives back how many bytes of requests reached it.
async fn bytes_for(name: &str, config: Arc<ServerConfig>, root: &Authority) {
    let portal = Portal::with_leads(1);
    let front = Front::start(&portal, config, Answer::Portal);
    let client = builder(&front.origin())
        .root_certificate_pem(root.pem())
        .build()
        .expect("a client");
    // The token endpoint is met first, and then, with a token given, the API itself.
    let error = client.leads().list().send().await.expect_err(name);
    assert!(error.is_auth(), "{name}: {error}");
    let with_token = Client::builder()
        .base_url(format!("{}/api/v1", front.origin()))
        .token("c4nary-token-given")
        .company_id("company-42")
        .root_certificate_pem(root.pem())
        .build()
        .expect("a client");
    let lead = NewLead::new("L", "p", "F");
    let create = with_token.leads().create(&lead);
    let error = create.send().await.expect_err(name);
    assert_eq!(error.kind(), ErrorKind::Connect, "{name}: {error}");
    assert!(!error.may_have_been_applied(), "{name}: {error}");
    assert!(front.connections() > 1, "{name}: nothing was tried");
    assert_eq!(front.bytes(), 0, "{name}");
    assert_eq!(portal.connections(), 0, "{name}");
}

/// C3, second half.
#[tokio::test]
async fn servers_with_wrong_certificates_get_not_one_byte_of_a_request() {
    let trusted = Authority::new();
    let stranger = Authority::new();
    bytes_for("self-signed", self_signed_server("127.0.0.1"), &trusted).await;
    bytes_for("expired", trusted.expired_server("127.0.0.1"), &trusted).await;
    bytes_for(
        "another name",
        trusted.server("other.example.com"),
        &trusted,
    )
    .await;
    bytes_for("another authority", stranger.server("127.0.0.1"), &trusted).await;
}

#[tokio::test]
async fn a_root_certificate_makes_a_private_server_trusted_and_nothing_else_does() {
    let portal = Portal::with_leads(1);
    let authority = Authority::new();
    let front = Front::start(&portal, authority.server("127.0.0.1"), Answer::Portal);
    let untrusting = builder(&front.origin()).build().expect("a client");
    let refused = untrusting.leads().get("lead-1").send().await;
    assert!(refused.is_err_and(|error| error.is_auth()));
    assert_eq!(front.bytes(), 0);
    let both = format!("{}{}", Authority::new().pem(), authority.pem());
    for pem in [authority.pem().to_owned(), both] {
        let client = builder(&front.origin())
            .root_certificate_pem(pem)
            .build()
            .expect("a client");
        let lead = client.leads().get("lead-1").send().await.expect("a lead");
        assert_eq!(lead.request_id(), portal_id(&portal).as_deref());
    }
    assert!(front.bytes() > 0);
    for wrong in [
        "",
        "not PEM",
        "-----BEGIN CERTIFICATE-----\n%\n-----END CERTIFICATE-----",
    ] {
        let built = builder(&front.origin()).root_certificate_pem(wrong).build();
        assert!(built.is_err_and(|error| error.is_config()), "{wrong}");
    }
}

/// What the portal called its newest answer.
fn portal_id(portal: &Portal) -> Option<String> {
    Some(format!("request-{}", portal.count(Route::GetLead)))
}

/// What ends without the end that TLS has may have been cut by anybody on the way.
#[tokio::test]
async fn a_response_that_is_cut_below_tls_is_not_taken_for_whole() {
    let authority = Authority::new();
    let whole = r#"{"data":{"id":"lead-1"},"context":{},"status":200}"#;
    let heads = [
        "",
        "content-length: 500\r\n",
        "transfer-encoding: chunked\r\n",
    ];
    for head in heads {
        let framed = match head.starts_with("transfer") {
            true => format!("{:x}\r\n{whole}\r\n", whole.len()),
            false => whole.to_owned(),
        };
        let text =
            format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n{head}\r\n{framed}");
        let portal = Portal::start();
        let config = authority.server("127.0.0.1");
        let front = Front::start(&portal, config, Answer::Cut(String::leak(text)));
        let client = Client::builder()
            .base_url(format!("{}/api/v1", front.origin()))
            .token("c4nary-token-given")
            .company_id("company-42")
            .root_certificate_pem(authority.pem())
            .build()
            .expect("a client");
        let lead = NewLead::new("L", "p", "F");
        let error = client.leads().create(&lead).send().await.expect_err("cut");
        assert_eq!(error.kind(), ErrorKind::Connection, "{head}: {error}");
        assert!(error.may_have_been_applied(), "{head}: {error}");
        assert_eq!(error.attempts(), 1, "{head}");
        let call = client.leads().get("lead-1").max_attempts(2);
        let error = call.send().await.expect_err("cut");
        assert_eq!((error.attempts(), error.kind()), (2, ErrorKind::Connection));
    }
}
