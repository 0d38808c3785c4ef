//! C9: the retry matrix against a real server, cell by cell: how often a call is sent, and what its error says.

use std::time::Duration;

use partnerportal::{Client, ErrorKind, RetryPolicy};
use tests::hostile::{HostileServer, Step, json, response};

use crate::setup::{LEAD, METHODS, Method, builder, looked_at};

/// What happens to every attempt, and what is then to be seen.
struct Outcome {
    name: &'static str,
    steps: Vec<Step>,
    kind: ErrorKind,
    /// How often a GET is sent, then a PATCH or POST.
    attempts: (u32, u32),
    /// Whether a PATCH or POST may have been applied.
    applied: bool,
}

fn outcomes() -> Vec<Outcome> {
    let status = |status| vec![response(status, &[], "")];
    let outcome = |name, steps, kind, attempts, applied| Outcome {
        name,
        steps,
        kind,
        attempts,
        applied,
    };
    let cut = Step::Send(b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{".to_vec());
    let redirect = vec![response(307, &[("location", "/x")], "")];
    let mut all = vec![
        outcome("401", status(401), ErrorKind::Status, (2, 2), false),
        outcome("429", status(429), ErrorKind::Status, (3, 3), false),
        outcome(
            "silence",
            vec![Step::Silence],
            ErrorKind::Timeout,
            (3, 1),
            true,
        ),
        outcome(
            "reset",
            vec![Step::Reset],
            ErrorKind::Connection,
            (3, 1),
            true,
        ),
        outcome(
            "closed",
            vec![Step::Close],
            ErrorKind::Connection,
            (3, 1),
            true,
        ),
        outcome(
            "garbage",
            vec![Step::Send(b"\0\x01 no HTTP\r\n\r\n".to_vec()), Step::Close],
            ErrorKind::Connection,
            (3, 1),
            true,
        ),
        outcome(
            "cut",
            vec![cut, Step::Close],
            ErrorKind::Connection,
            (3, 1),
            true,
        ),
        outcome(
            "too large",
            json(200, &" ".repeat(2000)),
            ErrorKind::BodyTooLarge,
            (1, 1),
            true,
        ),
        outcome(
            "undecodable",
            json(200, "{"),
            ErrorKind::Decode,
            (1, 1),
            true,
        ),
        outcome("307", redirect, ErrorKind::Redirect, (1, 1), false),
    ];
    for code in [408, 500, 502, 503, 504] {
        all.push(outcome(
            "transient",
            status(code),
            ErrorKind::Status,
            (3, 1),
            true,
        ));
    }
    for code in [400, 403, 404, 409, 410, 422] {
        all.push(outcome(
            "permanent",
            status(code),
            ErrorKind::Status,
            (1, 1),
            false,
        ));
    }
    all
}

fn client(url: &str, tokens: &HostileServer) -> Client {
    builder(url)
        .token_url(format!("{}/oauth/token", tokens.url()))
        .attempt_timeout(Duration::from_millis(150))
        .max_response_bytes(1000)
        .build()
        .expect("a client")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c09_each_outcome_and_each_method() {
    let tokens = HostileServer::with_tokens(|_| Vec::new());
    let mut cells = 0;
    for outcome in outcomes() {
        let steps = outcome.steps;
        let server = HostileServer::start(move |_| steps.clone());
        for method in METHODS {
            let client = client(&server.url(), &tokens);
            let what = format!("{} {:?}, {method:?}", outcome.name, outcome.kind);
            server.forget();
            let error = method.send(&client).await.expect_err(&what);
            assert_eq!(error.kind(), outcome.kind, "{what}: {error}");
            let (get, write) = outcome.attempts;
            let attempts = if method.is_safe() { get } else { write };
            let counted = (error.attempts(), server.calls());
            assert_eq!(counted, (attempts, attempts as usize), "{what}");
            let applied = outcome.applied && !method.is_safe();
            assert_eq!(error.may_have_been_applied(), applied, "{what}");
            cells += 1;
        }
    }
    // And nobody at all, where nothing can be counted but by the client.
    let nobody = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let url = format!("http://{}", nobody.local_addr().expect("an address"));
    drop(nobody);
    for method in METHODS {
        let error = method
            .send(&client(&url, &tokens))
            .await
            .expect_err("nobody");
        assert!(
            error.is_connect() && !error.may_have_been_applied(),
            "{error}"
        );
        assert_eq!(error.attempts(), 3);
        cells += 1;
    }
    assert_eq!(
        cells,
        22 * 3,
        "14 outcomes were asked for; statuses count one by one here"
    );
}

#[tokio::test]
async fn c09_the_caller_can_say_otherwise() {
    let server = HostileServer::with_tokens(|_| vec![response(503, &[], "")]);
    let client = client(&server.url(), &server);
    let lead = crate::setup::new_lead("L");
    for (idempotent, attempts, sent) in [(true, 3, 3), (true, 2, 2), (false, 3, 1)] {
        server.forget();
        let call = client.leads().create(&lead).idempotent(idempotent);
        let result = call.max_attempts(attempts).send().await;
        let error = looked_at(result).expect_err("503");
        assert_eq!((error.attempts() as usize, server.calls()), (sent, sent));
        assert!(error.may_have_been_applied());
    }
    server.forget();
    let error = client.leads().get("1").idempotent(false).send().await;
    assert_eq!(looked_at(error).expect_err("503").attempts(), 1);
    let client = builder(&server.url())
        .retry(RetryPolicy::none())
        .build()
        .expect("a client");
    let error = Method::Get.send(&client).await.expect_err("503");
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn c09_the_call_that_succeeds_in_the_end_says_how_often_it_was_sent() {
    let left = std::sync::atomic::AtomicUsize::new(2);
    let server = HostileServer::with_tokens(move |_| {
        let more = |left: usize| left.checked_sub(1);
        let order = std::sync::atomic::Ordering::SeqCst;
        match left.fetch_update(order, order, more) {
            Ok(_) => vec![response(503, &[], "")],
            Err(_) => json(200, LEAD),
        }
    });
    let attempts = Method::Get.send(&client(&server.url(), &server)).await;
    assert_eq!(attempts.expect("the third time"), 3);
    assert_eq!(server.calls(), 3);
}
