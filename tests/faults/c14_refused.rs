//! C14: tokens that the API refuses. A hundred calls refused at once share one new token, and an API that always refuses
//! costs two tokens a minute.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tests::hostile::{HostileServer, json, response};
use tokio::task::JoinSet;

use crate::setup::{LEAD, METHODS, Method, client};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c14_a_hundred_calls_refused_at_once_share_one_new_token() {
    // Tokens up to this number are refused.
    let revoked = Arc::new(AtomicUsize::new(0));
    let limit = Arc::clone(&revoked);
    let server = HostileServer::with_tokens(move |request| {
        let authorization = request.fields("authorization");
        let number = authorization.first().and_then(|it| it.rsplit('-').next());
        let number: usize = number.and_then(|it| it.parse().ok()).unwrap_or(0);
        match number > limit.load(Ordering::SeqCst) {
            true => json(200, LEAD),
            false => vec![response(401, &[], "")],
        }
    });
    let client = client(&server);
    Method::Get.send(&client).await.expect("a lead");
    revoked.store(1, Ordering::SeqCst);
    server.forget();
    let mut tasks = JoinSet::new();
    for task in 0..100 {
        let client = client.clone();
        // A 401 says that nothing was done, so writes are sent again as well.
        tasks.spawn(async move { METHODS[task % 3].send(&client).await });
    }
    for attempts in tasks.join_all().await {
        assert!(attempts.expect("a lead") <= 2);
    }
    assert_eq!(server.tokens(), 1);
    assert!(server.calls() <= 200);
}

#[tokio::test]
async fn c14_an_api_that_always_refuses_costs_two_tokens_a_minute() {
    let server = HostileServer::with_tokens(|_| vec![response(401, &[], "")]);
    let client = client(&server);
    for call in 0..1000 {
        let error = METHODS[call % 3].send(&client).await.expect_err("refused");
        assert_eq!(error.status().map(|it| it.as_u16()), Some(401));
        assert!(!error.may_have_been_applied());
    }
    assert_eq!((server.tokens(), server.calls()), (2, 1001));
}
