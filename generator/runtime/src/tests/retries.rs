//! The retry matrix, cell by cell: how often each call is sent, and what its error says.

use std::time::Duration;

use super::{GET, PATCH, POST, VirtualTime, builder, client};
use crate::runtime::{
    Call, CannedResponse, CannedTransport, ErrorKind, Json, Operation, RetryPolicy, Value,
};

/// What a server does to every attempt.
struct Fault {
    name: &'static str,
    response: fn() -> CannedResponse,
    /// How often a GET, then a PATCH or POST is sent.
    attempts: (u32, u32),
    /// Whether a PATCH or POST may have been applied.
    applied: bool,
}

const FAULTS: &[Fault] = &[
    Fault {
        name: "no connection",
        response: CannedResponse::no_connection,
        attempts: (3, 3),
        applied: false,
    },
    Fault {
        name: "broken",
        response: CannedResponse::broken,
        attempts: (3, 1),
        applied: true,
    },
    Fault {
        name: "silence",
        response: CannedResponse::silence,
        attempts: (3, 1),
        applied: true,
    },
    Fault {
        name: "429",
        response: || CannedResponse::status(429),
        attempts: (3, 3),
        applied: false,
    },
    Fault {
        name: "408",
        response: || CannedResponse::status(408),
        attempts: (3, 1),
        applied: true,
    },
    Fault {
        name: "500",
        response: || CannedResponse::status(500),
        attempts: (3, 1),
        applied: true,
    },
    Fault {
        name: "502",
        response: || CannedResponse::status(502),
        attempts: (3, 1),
        applied: true,
    },
    Fault {
        name: "503",
        response: || CannedResponse::status(503),
        attempts: (3, 1),
        applied: true,
    },
    Fault {
        name: "504",
        response: || CannedResponse::status(504),
        attempts: (3, 1),
        applied: true,
    },
    Fault {
        name: "cut",
        response: || CannedResponse::json("{\"a\":").cut(),
        attempts: (3, 1),
        applied: true,
    },
    Fault {
        name: "too large",
        response: || CannedResponse::json(vec![b' '; 101]),
        attempts: (1, 1),
        applied: true,
    },
    Fault {
        name: "undecodable",
        response: || CannedResponse::json("{"),
        attempts: (1, 1),
        applied: true,
    },
    Fault {
        name: "302",
        response: || CannedResponse::status(302).header("location", "/x"),
        attempts: (1, 1),
        applied: false,
    },
    Fault {
        name: "307",
        response: || CannedResponse::status(307),
        attempts: (1, 1),
        applied: false,
    },
    Fault {
        name: "400",
        response: || CannedResponse::status(400),
        attempts: (1, 1),
        applied: false,
    },
    Fault {
        name: "401",
        response: || CannedResponse::status(401),
        attempts: (1, 1),
        applied: false,
    },
    Fault {
        name: "404",
        response: || CannedResponse::status(404),
        attempts: (1, 1),
        applied: false,
    },
    Fault {
        name: "409",
        response: || CannedResponse::status(409),
        attempts: (1, 1),
        applied: false,
    },
];

fn call(transport: &CannedTransport, time: &VirtualTime, operation: &'static Operation) -> Call {
    let client = builder(transport, time)
        .max_response_bytes(100)
        .timeout(Duration::from_secs(90))
        .attempt_timeout(Duration::from_secs(40))
        .build()
        .unwrap();
    let call = Call::new(&client, operation);
    if operation.parameters.is_empty() {
        call
    } else {
        call.set(0, "x")
    }
}

async fn attempts(
    fault: &Fault,
    operation: &'static Operation,
    idempotent: Option<bool>,
) -> (u32, bool) {
    let time = VirtualTime::new();
    let mut transport = CannedTransport::new();
    for _ in 0..5 {
        transport = transport.reply((fault.response)());
    }
    let mut call = call(&transport, &time, operation);
    if let Some(idempotent) = idempotent {
        call = call.idempotent(idempotent);
    }
    let error = call.send::<Json<Value>>().await.unwrap_err();
    let sent = transport.requests().len();
    assert_eq!(error.attempts() as usize, sent, "{}: {error}", fault.name);
    (error.attempts(), error.may_have_been_applied())
}

#[tokio::test]
async fn each_cell_of_the_matrix() {
    for fault in FAULTS {
        assert_eq!(
            attempts(fault, &GET, None).await,
            (fault.attempts.0, false),
            "GET, {}",
            fault.name
        );
        for operation in [&PATCH, &POST] {
            let got = attempts(fault, operation, None).await;
            assert_eq!(
                got,
                (fault.attempts.1, fault.applied),
                "{}, {}",
                operation.id,
                fault.name
            );
        }
    }
}

#[tokio::test]
async fn a_call_said_to_be_idempotent_is_retried_as_a_get_is() {
    for fault in FAULTS {
        assert_eq!(
            attempts(fault, &POST, Some(true)).await,
            (fault.attempts.0, fault.applied),
            "{}",
            fault.name
        );
        let not = fault.attempts.1;
        assert_eq!(
            attempts(fault, &GET, Some(false)).await.0,
            not,
            "{}",
            fault.name
        );
    }
}

#[tokio::test]
async fn an_attempt_that_may_have_been_applied_is_not_forgotten() {
    let time = VirtualTime::new();
    let transport = CannedTransport::new()
        .reply(CannedResponse::broken())
        .reply(CannedResponse::no_connection())
        .reply(CannedResponse::no_connection());
    let error = call(&transport, &time, &POST)
        .idempotent(true)
        .send::<Json<Value>>()
        .await
        .unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, 3));
    assert!(error.may_have_been_applied());
}

#[tokio::test]
async fn success_after_failures_counts_them() {
    let time = VirtualTime::new();
    let transport = CannedTransport::new()
        .reply(CannedResponse::status(503))
        .reply(CannedResponse::no_connection())
        .reply(CannedResponse::json("1"));
    let response = call(&transport, &time, &GET)
        .send::<Json<i64>>()
        .await
        .unwrap();
    assert_eq!((*response, response.attempts()), (1, 3));
    assert_eq!(time.waits().len(), 2);
}

#[tokio::test]
async fn never_sooner_than_the_server_asked() {
    let time = VirtualTime::new();
    let transport = CannedTransport::new()
        .reply(CannedResponse::status(429).header("retry-after", "7"))
        .reply(CannedResponse::json("1"));
    call(&transport, &time, &POST)
        .send::<Json<i64>>()
        .await
        .unwrap();
    assert_eq!(time.waits(), [Duration::from_secs(7)]);
}

#[tokio::test]
async fn a_wait_too_long_is_the_callers_to_decide() {
    for hint in [61, 3600] {
        let time = VirtualTime::new();
        let transport = CannedTransport::new()
            .reply(CannedResponse::status(503).header("retry-after", &hint.to_string()));
        let error = call(&transport, &time, &GET)
            .send::<Json<i64>>()
            .await
            .unwrap_err();
        assert_eq!(
            (error.attempts(), error.retry_after()),
            (1, Some(Duration::from_secs(hint)))
        );
        assert!(time.waits().is_empty());
        assert!(error.is_retryable());
    }
}

#[tokio::test]
async fn never_later_than_the_deadline() {
    let time = VirtualTime::new();
    let transport =
        CannedTransport::new().reply(CannedResponse::status(503).header("retry-after", "10"));
    let error = call(&transport, &time, &GET)
        .timeout(Duration::from_secs(9))
        .send::<Json<i64>>()
        .await
        .unwrap_err();
    assert_eq!(error.attempts(), 1);
    assert!(time.waits().is_empty());
    let transport = CannedTransport::new().reply(CannedResponse::silence());
    let error = call(&transport, &time, &GET)
        .timeout(Duration::from_secs(9))
        .send::<Json<i64>>()
        .await
        .unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(time.waits(), [Duration::from_secs(9)]);
}

#[tokio::test]
async fn an_idempotency_key_makes_a_create_repeatable() {
    const KEYED: Operation = Operation {
        idempotency_key: Some("Idempotency-Key"),
        ..POST
    };
    let time = VirtualTime::new();
    let transport = CannedTransport::new()
        .reply(CannedResponse::broken())
        .reply(CannedResponse::json("1"));
    call(&transport, &time, &KEYED)
        .send::<Json<i64>>()
        .await
        .unwrap();
    let keys: Vec<_> = transport
        .requests()
        .iter()
        .map(|it| it.header("idempotency-key").unwrap().to_owned())
        .collect();
    assert_eq!(keys.len(), 2);
    assert_eq!(keys[0], keys[1]);
    // The dice of these tests always show the same.
    assert_eq!(keys[0], "ffffffff-ffff-4fff-bfff-ffffffffffff");
}

#[tokio::test]
async fn a_storm_of_failures_is_bounded() {
    let time = VirtualTime::new();
    let transport = CannedTransport::new().on("GET", "/v1/things/x", CannedResponse::status(503));
    let client = client(&transport, &time);
    for _ in 0..1000 {
        Call::new(&client, &GET)
            .set(0, "x")
            .send::<Json<Value>>()
            .await
            .unwrap_err();
    }
    assert_eq!(transport.requests().len(), 1100);
    let unbudgeted = builder(&transport, &time)
        .retry(RetryPolicy::standard().budgeted(false))
        .build()
        .unwrap();
    for _ in 0..100 {
        Call::new(&unbudgeted, &GET)
            .set(0, "x")
            .send::<Json<Value>>()
            .await
            .unwrap_err();
    }
    assert_eq!(transport.requests().len(), 1400);
}

#[tokio::test]
async fn a_policy_without_retries_sends_once() {
    let time = VirtualTime::new();
    let transport =
        CannedTransport::new().on("GET", "/v1/things/x", CannedResponse::no_connection());
    let client = builder(&transport, &time)
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let error = Call::new(&client, &GET)
        .set(0, "x")
        .send::<Json<Value>>()
        .await
        .unwrap_err();
    assert_eq!(error.attempts(), 1);
    let error = Call::new(&client, &GET)
        .set(0, "x")
        .max_attempts(2)
        .send::<Json<Value>>()
        .await
        .unwrap_err();
    assert_eq!(error.attempts(), 2);
}
