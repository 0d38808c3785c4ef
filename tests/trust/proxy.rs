//! Proxies: off unless asked for, for tunnels only, and never for what stays on the machine.

use std::process::Command;
use std::time::Duration;

use partnerportal::ErrorKind;
use partnerportal::models::NewLead;
use tests::hostile::{HostileServer, Step, response};
use tests::portal::{Portal, TOKEN_PREFIX};
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

/// What a child is told of the environment, and what must come of it.
struct Case {
    /// Whether its client asks for the proxy of the environment.
    asks: bool,
    host: &'static str,
    no_proxy: Option<&'static str>,
    is_used: bool,
}

/// An address for documentation (RFC 5737): nobody is there, and no name has to be looked up.
const NOBODY: &str = "192.0.2.1";

const CASES: [Case; 8] = [
    case(false, NOBODY, None, false),
    case(true, HOST, None, true),
    case(true, HOST, Some(""), true),
    case(true, HOST, Some("example.com, 192.0.2.0/24"), true),
    // Part of a name is not the name.
    case(true, HOST, Some("tal.test"), true),
    case(true, HOST, Some("example.com,portal.test"), false),
    case(true, HOST, Some(".test"), false),
    case(true, NOBODY, Some("example.com, 192.0.2.0/24"), false),
];

const fn case(
    asks: bool,
    host: &'static str,
    no_proxy: Option<&'static str>,
    is_used: bool,
) -> Case {
    Case {
        asks,
        host,
        no_proxy,
        is_used,
    }
}

/// Runs this test again in a process with other variables: those of this one belong to all its tests.
#[test]
fn the_environment_names_a_proxy_where_that_was_asked_for_and_hosts_that_go_without() {
    const CHILD: &str = "TRUST_TESTS_CHILD";
    if let Ok(index) = std::env::var(CHILD) {
        return child(&CASES[index.parse::<usize>().expect("a number")]);
    }
    let portal = Portal::with_leads(1);
    let authority = Authority::new();
    let front = Front::start(&portal, authority.server(HOST), Answer::Portal);
    for (index, case) in CASES.iter().enumerate() {
        let proxy = Tunnel::start(front.address());
        let url = format!("http://{}", proxy.address());
        let program = std::env::current_exe().expect("this program");
        let mut command = Command::new(program);
        command
            .args([
                "--exact",
                "--nocapture",
                "proxy::the_environment_names_a_proxy_where_that_was_asked_for_and_hosts_that_go_without",
            ])
            .env(CHILD, index.to_string())
            .env("TRUST_TESTS_ROOT", authority.pem())
            .envs(["HTTPS_PROXY", "https_proxy", "HTTP_PROXY"].map(|name| (name, &url)))
            .env_remove("NO_PROXY")
            .env_remove("no_proxy");
        if let Some(hosts) = case.no_proxy {
            command.env("NO_PROXY", hosts);
        }
        let output = command.output().expect("a child");
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{index}: {said}");
        assert!(said.contains("1 passed"), "{index}: {said}");
        assert_eq!(!proxy.heads().is_empty(), case.is_used, "{index}");
    }
}

fn child(case: &Case) {
    let root = std::env::var("TRUST_TESTS_ROOT").expect("a root certificate");
    let mut builder = builder(&format!("https://{}", case.host))
        .root_certificate_pem(root)
        .connect_timeout(Duration::from_millis(if case.is_used { 5000 } else { 300 }))
        .timeout(Duration::from_secs(20));
    if case.asks {
        builder = builder.proxy_from_env();
    }
    let client = builder.build().expect("a client");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let answer = runtime.block_on(client.leads().get("lead-1").send());
    // Only the proxy knows where the portal is.
    assert_eq!(answer.is_ok(), case.is_used, "{answer:?}");
}

#[tokio::test]
async fn a_proxy_that_refuses_or_breaks_off_has_seen_nothing_of_the_call() {
    let refusal = response(407, &[("proxy-authenticate", "Basic")], "no");
    for steps in [
        vec![refusal],
        vec![response(502, &[], "")],
        vec![Step::Reset],
    ] {
        let proxy = HostileServer::start(move |_| steps.clone());
        let client = builder(&format!("https://{HOST}"))
            .token(format!("{TOKEN_PREFIX}-given"))
            .proxy(format!("http://aladdin:sesame@127.0.0.1:{}", proxy.port()))
            .build()
            .expect("a client");
        let lead = NewLead::new("L", "p", "F");
        let error = client.leads().create(&lead).send().await;
        let error = error.expect_err("no tunnel");
        watch::error_keeps_secrets(&error);
        assert_eq!(error.kind(), ErrorKind::Connect, "{error}");
        assert!(!error.may_have_been_applied());
        assert!(!format!("{error:?}").contains("sesame"), "{error:?}");
        let requests = proxy.requests();
        assert_eq!(requests.len(), 3, "as often as a call may be sent");
        for request in requests {
            assert_eq!((request.method(), request.text().as_str()), ("CONNECT", ""));
            assert!(request.fields("authorization").is_empty());
        }
    }
}
