//! C7: a server that is silent, slow or stalls costs what the limits allow, and no more than a quarter of a second on top.

use std::time::{Duration, Instant};

use partnerportal::Error;
use tests::hostile::{HostileServer, Step, token};

use crate::setup::{LEAD, METHODS, builder, looked_at};

const SLACK: Duration = Duration::from_millis(250);

/// What a slow server does with a call, or with a token request.
fn slow() -> Vec<(&'static str, Vec<Step>)> {
    let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", LEAD.len());
    let send = |text: &str| Step::Send(text.as_bytes().to_vec());
    let second = Duration::from_secs(1);
    vec![
        ("silence", vec![Step::Silence]),
        (
            "half a head",
            vec![send("HTTP/1.1 200 OK\r\n"), Step::Silence],
        ),
        (
            "a byte a second",
            vec![Step::Drip(head.clone().into_bytes(), second)],
        ),
        ("a head only", vec![send(&head), Step::Silence]),
        (
            "half a body",
            vec![send(&head), send(&LEAD[..20]), Step::Silence],
        ),
        (
            "a slow body",
            vec![send(&head), Step::Drip(LEAD.as_bytes().to_vec(), second)],
        ),
        (
            "interim answers only",
            vec![Step::Endless(b"HTTP/1.1 100 Continue\r\n\r\n".to_vec())],
        ),
    ]
}

/// Runs a call beside a timer of the same length; what the machine is late with, both are.
async fn measure<T>(
    limit: Duration,
    call: impl Future<Output = Result<T, Error>>,
) -> (Error, Duration) {
    let started = Instant::now();
    let timed = async {
        let error = call.await.err().expect("out of time");
        (error, started.elapsed())
    };
    let timer = async {
        tokio::time::sleep(limit).await;
        started.elapsed()
    };
    let ((error, took), ideal) = tokio::join!(timed, timer);
    assert!(took >= limit, "{took:?} of {limit:?}: {error}");
    (error, took.saturating_sub(ideal))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c07_an_attempt_ends_with_its_limit() {
    let limit = Duration::from_millis(300);
    for (name, steps) in slow() {
        let server = HostileServer::with_tokens(move |_| steps.clone());
        for method in METHODS {
            let client = builder(&server.url())
                .attempt_timeout(limit)
                .retry(partnerportal::RetryPolicy::none())
                .build()
                .expect("a client");
            let (error, late) = measure(limit, method.send(&client)).await;
            assert!(error.is_timeout(), "{name}, {method:?}: {error}");
            assert!(late <= SLACK, "{name}: {late:?} late");
            assert_eq!(error.may_have_been_applied(), !method.is_safe());
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c07_a_call_ends_with_its_deadline() {
    let limit = Duration::from_millis(500);
    for for_token in [false, true] {
        for (name, steps) in slow() {
            let server = HostileServer::start(move |request| match request.is_for_token() {
                true if !for_token => token(1),
                _ => steps.clone(),
            });
            let client = builder(&server.url())
                .attempt_timeout(Duration::from_millis(200))
                .build()
                .expect("a client");
            let call = client.leads().get("1").timeout(limit).send();
            let call = async { looked_at(call.await) };
            let (error, late) = measure(limit, call).await;
            assert!(error.is_timeout(), "{name}: {error}");
            assert!(late <= SLACK, "{name}: {late:?} late");
            // 200, 200 and what is left: 100 milliseconds, unless the machine is late with the first or the second.
            let attempts = if for_token { 0..=0 } else { 1..=3 };
            assert!(attempts.contains(&error.attempts()), "{name}");
        }
    }
}

#[tokio::test]
async fn c07_a_stream_of_slow_bytes_that_comes_in_time_is_read() {
    let server = HostileServer::with_tokens(|_| {
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", LEAD.len());
        vec![
            Step::Send(head.into_bytes()),
            Step::Drip(LEAD.as_bytes().to_vec(), Duration::from_millis(2)),
        ]
    });
    let client = builder(&server.url()).build().expect("a client");
    client.leads().get("1").send().await.expect("a lead");
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn c07_connecting_ends_with_its_limit() {
    // A listener with no room left for another connection lets the next one wait for an answer.
    let socket = tokio::net::TcpSocket::new_v4().expect("a socket");
    socket
        .bind(([127, 0, 0, 1], 0).into())
        .expect("a free port");
    let listener = socket.listen(1).expect("a listener");
    let address = listener.local_addr().expect("an address");
    let mut waiting = Vec::new();
    loop {
        let connect = tokio::net::TcpStream::connect(address);
        match tokio::time::timeout(Duration::from_millis(200), connect).await {
            Ok(stream) => waiting.push(stream.expect("a connection")),
            Err(_) => break,
        }
        assert!(waiting.len() < 100, "the queue is never full");
    }
    let tokens = HostileServer::with_tokens(|_| Vec::new());
    let limit = Duration::from_millis(300);
    for method in METHODS {
        let client = builder(&tokens.url())
            .base_url(format!("http://{address}"))
            .connect_timeout(limit)
            .build()
            .expect("a client");
        let (error, late) = measure(limit * 3, method.send(&client)).await;
        assert!(error.is_connect(), "{error}");
        assert!(!error.may_have_been_applied());
        assert_eq!(error.attempts(), 3);
        assert!(late <= SLACK, "{late:?} late");
    }
}
