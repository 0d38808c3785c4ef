//! C13: one token request, however many tasks: when there is none yet, when it ends, and when there is none to be had.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime};

use partnerportal::{Body, Clock, ErrorKind, Seams, Transport};
use tests::hostile::{HostileServer, Step, json, response};
use tokio::task::JoinSet;

use crate::setup::{LEAD, Sent, builder, client, looked_at};

const TASKS: usize = 1000;

/// Clocks that can be moved ahead.
#[derive(Clone, Default)]
struct Ahead(Arc<AtomicU64>);

impl Clock for Ahead {
    fn now(&self) -> Instant {
        Instant::now() + Duration::from_secs(self.0.load(Ordering::SeqCst))
    }

    fn wall(&self) -> SystemTime {
        SystemTime::now() + Duration::from_secs(self.0.load(Ordering::SeqCst))
    }
}

/// A portal without sockets, of which a thousand tasks would need more than many systems give to a process.
#[derive(Clone, Default)]
struct InMemory {
    tokens: Arc<AtomicUsize>,
    calls: Arc<AtomicUsize>,
}

impl Transport for InMemory {
    fn send(&self, request: http::Request<Body>) -> Sent {
        let is_for_token = request.uri().path() == "/oauth/token";
        let count = if is_for_token {
            &self.tokens
        } else {
            &self.calls
        };
        let number = count.fetch_add(1, Ordering::SeqCst) + 1;
        Box::pin(async move {
            let mut body = LEAD.to_owned();
            if is_for_token {
                tokio::time::sleep(Duration::from_millis(50)).await;
                body = format!(r#"{{"access_token":"t{number}","expires_in":3600}}"#);
            }
            Ok(http::Response::new(Body::from(body)))
        })
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c13_a_thousand_tasks_ask_for_one_token_and_at_its_end_for_one_more() {
    let (transport, clock) = (InMemory::default(), Ahead::default());
    let client = builder("https://portal.example.com")
        .transport(transport.clone())
        .seams(Seams::system().clock(clock.clone()))
        .build()
        .expect("a client");
    for round in 1..=3 {
        let mut tasks = JoinSet::new();
        for _ in 0..TASKS {
            tasks.spawn(client.leads().get("1").send());
        }
        for lead in tasks.join_all().await {
            looked_at(lead).expect("a lead");
        }
        let counts = (
            transport.tokens.load(Ordering::SeqCst),
            transport.calls.load(Ordering::SeqCst),
        );
        assert_eq!(counts, (round, round * TASKS));
        clock.0.fetch_add(3600, Ordering::SeqCst);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c13_a_hundred_tasks_over_sockets_ask_for_one_token() {
    let server = HostileServer::start(|request| match request.is_for_token() {
        true => {
            let mut steps = vec![Step::Pause(Duration::from_millis(100))];
            steps.extend(tests::hostile::token(1));
            steps
        }
        false => json(200, LEAD),
    });
    let client = client(&server);
    let mut tasks = JoinSet::new();
    for _ in 0..100 {
        tasks.spawn(client.leads().get("1").send());
    }
    for lead in tasks.join_all().await {
        lead.expect("a lead");
    }
    assert_eq!((server.tokens(), server.calls()), (1, 100));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c13_an_endpoint_that_is_down_is_asked_three_times_for_a_thousand_tasks() {
    for steps in [
        vec![response(503, &[], "")],
        vec![Step::Pause(Duration::from_millis(50)), Step::Reset],
        vec![Step::Silence],
    ] {
        let server = HostileServer::start(move |_| steps.clone());
        let client = builder(&server.url())
            .attempt_timeout(Duration::from_millis(200))
            .build()
            .expect("a client");
        let limit = Duration::from_secs(5);
        let started = Instant::now();
        let mut tasks = JoinSet::new();
        for _ in 0..TASKS {
            tasks.spawn(client.leads().get("1").timeout(limit).send());
        }
        for result in tasks.join_all().await {
            let error = looked_at(result).expect_err("no token");
            assert_eq!(error.kind(), ErrorKind::Auth, "{error}");
            assert!(error.is_retryable() && !error.may_have_been_applied());
            assert_eq!(error.attempts(), 0);
        }
        assert!(started.elapsed() < limit);
        assert!(server.tokens() <= 3, "{} requests", server.tokens());
        assert_eq!(server.calls(), 0);
    }
}
