//! C6: bodies without end, too large, and of another length than announced, for a success, an error and a token.

use partnerportal::{Error, ErrorKind};
use tests::hostile::{HostileServer, RawRequest, Step, json, token};

use crate::setup::{LEAD, client, looked_at};

const LIMIT: usize = 10 * 1024 * 1024;

/// What has the odd body.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Where {
    Success,
    Failure,
    Token,
}

const PLACES: [Where; 3] = [Where::Success, Where::Failure, Where::Token];

impl Where {
    fn status(self) -> u16 {
        if self == Self::Failure { 500 } else { 200 }
    }

    fn is(self, request: &RawRequest) -> bool {
        request.is_for_token() == (self == Self::Token)
    }
}

/// Sends one call, where the body at `place` is made of these steps.
async fn call(place: Where, steps: Vec<Step>) -> Result<(), Error> {
    let server = HostileServer::start(move |request| match place.is(request) {
        true => steps.clone(),
        false if request.is_for_token() => token(1),
        false => json(200, LEAD),
    });
    let client = client(&server);
    let sent = client.leads().get("1").max_attempts(1).send_raw().await;
    match sent {
        Ok(reply) if reply.status().is_success() => Ok(()),
        // A raw call gives a failure as it is; the error is what says how much of it was kept.
        Ok(_) => {
            let call = client.leads().get("1").max_attempts(1);
            looked_at(call.send().await).map(drop)
        }
        Err(error) => looked_at(Err(error)),
    }
}

fn head(status: u16, framing: &str) -> Step {
    Step::Send(format!("HTTP/1.1 {status} Status\r\n{framing}\r\n\r\n").into_bytes())
}

/// The kind of error that is expected, and how many bytes of the body it keeps.
fn check(place: Where, result: Result<(), Error>, success: ErrorKind, kept: usize) {
    let error = result.expect_err("an odd body");
    let kind = match place {
        Where::Success => success,
        Where::Failure => ErrorKind::Status,
        Where::Token => ErrorKind::Auth,
    };
    assert_eq!(error.kind(), kind, "{place:?}: {error}");
    if place == Where::Failure {
        assert_eq!(error.body().map_or(0, |body| body.len()), kept);
    }
}

#[tokio::test]
async fn c06_a_body_without_end() {
    let chunk = format!("10000\r\n{}\r\n", "x".repeat(0x10000)).into_bytes();
    for place in PLACES {
        let steps = vec![
            head(place.status(), "transfer-encoding: chunked"),
            Step::Endless(chunk.clone()),
        ];
        let result = call(place, steps).await;
        check(place, result, ErrorKind::BodyTooLarge, 64 * 1024);
    }
}

#[tokio::test]
async fn c06_a_body_of_one_byte_too_many() {
    for place in PLACES {
        for framing in ["content-length", "connection-close"] {
            for more in [0, 1] {
                let body = vec![b' '; LIMIT + more];
                let head = match framing {
                    "content-length" => {
                        head(place.status(), &format!("content-length: {}", body.len()))
                    }
                    _ => head(place.status(), "connection: close"),
                };
                let result = call(place, vec![head, Step::Send(body), Step::Close]).await;
                if place == Where::Success && more == 0 {
                    result.expect("a body of exactly the limit");
                } else {
                    check(place, result, ErrorKind::BodyTooLarge, 64 * 1024);
                }
            }
        }
    }
}

#[tokio::test]
async fn c06_a_body_shorter_than_announced() {
    for place in PLACES {
        let head = head(place.status(), "content-length: 100");
        let steps = vec![head, Step::Send(b"{\"a\":".to_vec()), Step::Close];
        check(place, call(place, steps).await, ErrorKind::Connection, 5);
    }
}

#[tokio::test]
async fn c06_a_body_longer_than_announced() {
    // What comes with an answer beyond its announced length is no part of it, and must not become the answer to the next
    // request: the connection is given up. (What came later, when that request is under way, nobody could tell apart.)
    let server = HostileServer::with_tokens(|_| {
        let answer = format!(
            "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{LEAD}HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nbad",
            LEAD.len()
        );
        vec![Step::Send(answer.into_bytes())]
    });
    let client = client(&server);
    for _ in 0..200 {
        let lead = client.leads().get("1").send().await.expect("a lead");
        assert_eq!(lead.id, "1");
    }
    // The token came over the first one, in an answer that was right.
    assert_eq!(server.connections(), 200, "none was used again");
}
