//! C12: a thousand calls to a server that is down cost eleven hundred requests at most, and a budget that is used up
//! fills again with successes.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tests::hostile::{HostileServer, json, response};

use crate::setup::{LEAD, Method, client};

#[tokio::test]
async fn c12_a_server_that_is_down_is_not_stormed() {
    let is_down = Arc::new(AtomicBool::new(true));
    let down = Arc::clone(&is_down);
    let server = HostileServer::with_tokens(move |_| match down.load(Ordering::SeqCst) {
        true => vec![response(503, &[], "")],
        false => json(200, LEAD),
    });
    // Clones share the budget.
    let first = client(&server);
    let clients = [first.clone(), first];
    let fail = async |calls: usize| {
        for call in 0..calls {
            Method::Get
                .send(&clients[call % 2])
                .await
                .expect_err("down");
        }
    };
    fail(1000).await;
    // 500, less 5 for each retry, and one for the token: a hundred retries.
    assert_eq!(server.calls(), 1100);
    is_down.store(false, Ordering::SeqCst);
    for call in 0..50 {
        Method::Get.send(&clients[call % 2]).await.expect("up");
    }
    is_down.store(true, Ordering::SeqCst);
    server.forget();
    fail(100).await;
    assert_eq!(server.calls(), 100 + 50 / 5, "five successes buy a retry");
}
