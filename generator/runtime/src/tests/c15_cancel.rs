//! C15: a call can be dropped at any point. Nothing is stuck afterwards, nothing of the budget is lost, and the token
//! cache holds in every order in which tasks can run.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Waker};
use std::time::Duration;

use super::tokens::oauth_client;
use super::{SECURED, VirtualTime, builder, with_oauth};
use crate::runtime::{Call, CannedResponse, CannedTransport, Empty, Operation};

const OTHER: Operation = Operation {
    path: "/other",
    ..SECURED
};

/// Polls a call so many times and drops it; whether it came to its end.
fn drop_after(polls: u32, call: Call) -> bool {
    let mut dropped = call.send::<Empty>();
    let mut cx = Context::from_waker(Waker::noop());
    (0..polls).any(|_| Pin::new(&mut dropped).poll(&mut cx).is_ready())
}

fn flaky() -> CannedTransport {
    CannedTransport::new()
        .on("POST", "/token", CannedResponse::token("t"))
        .on("GET", "/v1/other", CannedResponse::status(200))
        .reply(CannedResponse::status(503))
        .reply(CannedResponse::status(503))
        .reply(CannedResponse::status(200))
}

fn count(transport: &CannedTransport, path: &str) -> usize {
    let requests = transport.requests();
    requests.iter().filter(|it| it.path() == path).count()
}

#[tokio::test]
async fn c15_a_call_dropped_at_any_poll_cold_or_warm() {
    let mut ended = 0;
    for (is_warm, polls) in [false, true]
        .into_iter()
        .flat_map(|warm| (1..=200).map(move |polls| (warm, polls)))
    {
        let transport = flaky();
        let client = oauth_client(&transport);
        if is_warm {
            Call::new(&client, &OTHER).send::<Empty>().await.unwrap();
        }
        ended += u32::from(drop_after(polls, Call::new(&client, &SECURED)));
        Call::new(&client, &OTHER).send::<Empty>().await.unwrap();
        let fetches = count(&transport, "/token");
        assert!(fetches <= 2, "{fetches}");
    }
    // So the polls reach from the first step to the last.
    assert!(ended > 0 && ended < 400, "{ended}");
}

#[tokio::test]
async fn c15_a_call_dropped_while_its_token_is_being_replaced() {
    for polls in 1..=200 {
        let time = VirtualTime::new();
        let transport = flaky();
        let client = with_oauth(builder(&transport, &time)).build().unwrap();
        Call::new(&client, &OTHER).send::<Empty>().await.unwrap();
        // One in the early window, one after the end.
        time.advance(Duration::from_secs(if polls % 2 == 0 {
            3300
        } else {
            3600
        }));
        drop_after(polls, Call::new(&client, &SECURED));
        Call::new(&client, &OTHER).send::<Empty>().await.unwrap();
        let fetches = count(&transport, "/token");
        assert!((2..=3).contains(&fetches), "{fetches}");
    }
}

#[tokio::test]
async fn c15_a_call_dropped_at_any_poll_costs_the_budget_what_it_sent() {
    for polls in 1..=200 {
        let transport = flaky();
        let client = oauth_client(&transport);
        let ended = drop_after(polls, Call::new(&client, &SECURED));
        let retries = count(&transport, "/v1/secret").saturating_sub(1) as u32;
        let earned = u32::from(ended);
        let left = 500 - 5 * retries + earned;
        let budget = format!("{:?}", client.shared().budget);
        assert_eq!(budget, format!("Budget({left})"), "after {polls} polls");
    }
}
