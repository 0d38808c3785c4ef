//! Proxies: off unless asked for, for tunnels only, and never for what stays on the machine.

use std::process::Command;
use std::time::Duration;

use tests::portal::Portal;
use tests::watch;

use crate::certificates::Authority;
use crate::front::{Answer, Front};
use crate::setup::{builder, origin};
use crate::tunnel::Tunnel;

/// A name that only the proxy knows how to reach.
const HOST: &str = "portal.test";

#[tokio::test]
async fn calls_go_through_the_proxy_and_it_sees_the_host_only() {
    let portal = Portal::with_leads(1);
    let authority = Authority::new();
    let front = Front::start(&portal, authority.server(HOST), Answer::Portal);
    let proxy = Tunnel::start(front.address());
    let client = builder(&format!("https://{HOST}"))
        .root_certificate_pem(authority.pem())
        .proxy(format!("http://aladdin:sesame%20open@{}", proxy.address()))
        .build()
        .expect("a client");
    client.leads().get("lead-1").send().await.expect("a lead");
    let heads = proxy.heads();
    assert!(!heads.is_empty());
    for head in &heads {
        assert!(
            head.starts_with("CONNECT portal.test:443 HTTP/1.1\r\n"),
            "{head}"
        );
        let head = head.to_ascii_lowercase();
        assert!(head.contains("proxy-authorization: basic "), "{head}");
        assert!(!head.contains("\nauthorization:"), "{head}");
    }
    let bytes = proxy.bytes();
    let seen = String::from_utf8_lossy(&bytes);
    assert!(front.bytes() > 0 && bytes.len() > front.bytes());
    assert_eq!(watch::leak(&seen), None);
    assert!(!seen.contains("lead-1"), "the path was sent unencrypted");
    watch::keeps_secrets(&client);
    for shown in [format!("{client:?}"), format!("{client:#?}")] {
        assert!(!shown.contains("sesame"), "{shown}");
    }
}

#[tokio::test]
async fn loopback_is_never_asked_of_a_proxy() {
    let portal = Portal::with_leads(1);
    let proxy = Tunnel::start(portal_address(&portal));
    let port = portal_address(&portal).port();
    for host in ["127.0.0.1", "localhost"] {
        let client = builder(&format!("http://{host}:{port}"))
            .proxy(format!("http://{}", proxy.address()))
            .build()
            .expect("a client");
        client.leads().get("lead-1").send().await.expect("a lead");
    }
    assert_eq!(proxy.heads(), Vec::<String>::new());
}

fn portal_address(portal: &Portal) -> std::net::SocketAddr {
    let origin = origin(portal);
    let (_, address) = origin.split_once("://").expect("a URL");
    address.parse().expect("an address")
}

/// Runs this test again in a process with other variables: those of this one belong to all its tests.
#[test]
fn the_environment_names_a_proxy_only_where_that_was_asked_for() {
    const ROLE: &str = "TRUST_TESTS_CHILD";
    if let Ok(role) = std::env::var(ROLE) {
        return child(role == "asks");
    }
    let portal = Portal::with_leads(1);
    let authority = Authority::new();
    let front = Front::start(&portal, authority.server(HOST), Answer::Portal);
    let proxy = Tunnel::start(front.address());
    for (role, is_used) in [("asks not", false), ("asks", true)] {
        let program = std::env::current_exe().expect("this program");
        let output = Command::new(program)
            .args([
                "--exact",
                "--nocapture",
                "proxy::the_environment_names_a_proxy_only_where_that_was_asked_for",
            ])
            .env(ROLE, role)
            .env("TRUST_TESTS_ROOT", authority.pem())
            .env("HTTPS_PROXY", format!("http://{}", proxy.address()))
            .env("https_proxy", format!("http://{}", proxy.address()))
            .env("HTTP_PROXY", format!("http://{}", proxy.address()))
            .env_remove("NO_PROXY")
            .env_remove("no_proxy")
            .output()
            .expect("a child");
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{role}: {said}");
        assert!(said.contains("1 passed"), "{role}: {said}");
        assert_eq!(!proxy.heads().is_empty(), is_used, "{role}");
    }
}

fn child(asks: bool) {
    let root = std::env::var("TRUST_TESTS_ROOT").expect("a root certificate");
    // An address for documentation (RFC 5737): nobody is there, and no name has to be looked up.
    let host = if asks { HOST } else { "192.0.2.1" };
    let mut builder = builder(&format!("https://{host}"))
        .root_certificate_pem(root)
        .connect_timeout(Duration::from_millis(300))
        .timeout(Duration::from_secs(20));
    if asks {
        builder = builder.proxy_from_env();
    }
    let client = builder.build().expect("a client");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let answer = runtime.block_on(client.leads().get("lead-1").send());
    assert_eq!(answer.is_ok(), asks, "{answer:?}");
}
