//! C1 over the whole of this suite: the watcher that all its clients start sees what is logged at `TRACE`, by whom.

use tests::hostile::{HostileServer, json, response};
use tests::watch;

use crate::setup::{LEAD, METHODS, client};

#[tokio::test]
async fn c01_all_that_this_suite_logs_is_watched() {
    let server = HostileServer::with_tokens(|request| match request.method() {
        "GET" => json(200, LEAD),
        // Says again what it was sent, as some servers do.
        _ => {
            let sent = request.fields("authorization").join(", ");
            let words = serde_json::json!({ "message": sent }).to_string();
            vec![response(400, &[], words)]
        }
    });
    let client = client(&server);
    for method in METHODS {
        let _ = method.send(&client).await;
    }
    let sent = server.requests();
    let carries = |it: &&tests::hostile::RawRequest| {
        let values = it.fields("authorization");
        values.iter().any(|value| watch::leak(value).is_some())
    };
    assert_eq!(sent.iter().filter(carries).count(), 3, "no canary was sent");
    let seen = watch::seen();
    for part in ["partnerportal", "hyper_util", "reqwest"] {
        let is_seen = seen.iter().any(|target| target.starts_with(part));
        assert!(is_seen, "nobody saw what {part} logs: {seen:?}");
    }
}
