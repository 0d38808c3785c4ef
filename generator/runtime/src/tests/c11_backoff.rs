//! C11: waits are random within their bounds, and never shorter than the server asked.

use std::time::Duration;

use super::{GET, VirtualTime, builder};
use crate::runtime::{Call, CannedResponse, CannedTransport, Json, RetryPolicy, Seams, Value};

/// As many waits as are recorded for each kind of failure.
const WAITS: usize = 10_000;

/// The waits of calls that always fail with this status: the first of each call, and the second.
async fn waits(status: u16) -> (Vec<Duration>, Vec<Duration>) {
    let time = VirtualTime::new();
    let transport =
        CannedTransport::new().on("GET", "/v1/things/x", CannedResponse::status(status));
    let client = builder(&transport, &time)
        // Time is virtual, dice are not.
        .seams(Seams::system().clock(time.clone()).sleep(time.clone()))
        .retry(RetryPolicy::standard().budgeted(false))
        .build()
        .unwrap();
    for _ in 0..WAITS / 2 {
        let call = Call::new(&client, &GET).set(0, "x");
        call.send::<Json<Value>>().await.unwrap_err();
    }
    let waits = time.waits();
    let each = |index: usize| waits.iter().skip(index).step_by(2).copied().collect();
    assert_eq!(waits.len(), WAITS);
    (each(0), each(1))
}

#[tokio::test]
async fn c11_ten_thousand_waits_fill_their_range_and_stay_in_it() {
    for (status, first_limit) in [(503, 100), (429, 1000)] {
        let (first, second) = waits(status).await;
        for (waits, limit) in [(first, first_limit), (second, 2 * first_limit)] {
            let limit = Duration::from_millis(limit);
            assert!(waits.iter().all(|wait| *wait <= limit));
            let mean = waits.iter().sum::<Duration>() / waits.len() as u32;
            let half = limit / 2;
            assert!(mean.abs_diff(half) < half / 20, "{status}: {mean:?}");
        }
    }
}

#[tokio::test]
async fn c11_what_the_server_asks_for_in_all_its_forms() {
    let in_seconds = |seconds: i64| {
        let now = jiff::Timestamp::now().as_second() + seconds;
        let date = jiff::Timestamp::from_second(now).unwrap();
        jiff::fmt::strtime::format("%a, %d %b %Y %H:%M:%S GMT", date).unwrap()
    };
    let (soon, past, far) = (in_seconds(30), in_seconds(-30), in_seconds(400 * 24 * 3600));
    // The fields, and the wait in seconds from and to: `None` where the call fails at once.
    let own = Some((0.0, 0.1));
    let cases: &[(&[&str], Option<(f64, f64)>)] = &[
        (&[], own),
        (&["0"], own),
        (&["3"], Some((3.0, 3.0))),
        (&["60"], Some((60.0, 60.0))),
        (&["61"], None),
        (&["1000000000000000000"], None),
        (&["99999999999999999999999999"], None),
        (&[&soon], Some((27.0, 30.0))),
        (&[&past], own),
        (&[&far], None),
        (&["Fri, 31 Dec 9999 23:59:59 GMT"], None),
        (&["-1"], own),
        (&[""], own),
        (&["soon"], own),
        (&["1.5"], own),
        (&["3", "7"], Some((7.0, 7.0))),
        (&["soon", "7"], Some((7.0, 7.0))),
    ];
    for (fields, expected) in cases {
        let time = VirtualTime::new();
        let busy = fields
            .iter()
            .fold(CannedResponse::status(503), |busy, field| {
                busy.header("retry-after", field)
            });
        let transport = CannedTransport::new()
            .reply(busy)
            .reply(CannedResponse::json("1"));
        let client = builder(&transport, &time).build().unwrap();
        let call = Call::new(&client, &GET).set(0, "x");
        let result = call.send::<Json<Value>>().await;
        assert_eq!(result.is_ok(), expected.is_some(), "{fields:?}");
        let waited: Vec<f64> = time.waits().iter().map(Duration::as_secs_f64).collect();
        match expected {
            Some((from, to)) => {
                assert_eq!(waited.len(), 1, "{fields:?}");
                assert!((*from..=*to).contains(&waited[0]), "{fields:?}: {waited:?}");
            }
            None => {
                assert!(waited.is_empty(), "{fields:?}");
                assert!(result.unwrap_err().retry_after() > Some(Duration::from_secs(60)));
            }
        }
    }
}
