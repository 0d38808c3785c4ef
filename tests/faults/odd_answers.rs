//! Answers that are odd in other ways than the rows of the matrix: each ends as the table says, within its time, and the
//! next call of the same client gets its own answer.

use std::time::{Duration, Instant};

use partnerportal::ErrorKind;
use tests::hostile::{HostileServer, Step, json};

use crate::setup::{LEAD, Method, builder, looked_at};

/// What a call comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    Success,
    Fails(ErrorKind),
}

use End::{Fails, Success};

/// A whole answer with these lines and this body.
fn answer(lines: &str, body: &[u8]) -> Vec<u8> {
    let mut bytes = lines.replace('\n', "\r\n").into_bytes();
    bytes.extend_from_slice(b"\r\n\r\n");
    bytes.extend_from_slice(body);
    bytes
}

/// The lead, announced as it is.
fn good(more: &str) -> Vec<u8> {
    let lines = format!("HTTP/1.1 200 OK\ncontent-length: {}{more}", LEAD.len());
    answer(&lines, LEAD.as_bytes())
}

fn after(first: &str) -> Vec<u8> {
    [answer(first, b""), good("")].concat()
}

/// Lines that are in the way, but not of HTTP.
fn tolerable() -> Vec<(&'static str, Vec<u8>, End)> {
    let many: String = (0..80).map(|n| format!("\nx-{n}: {n}")).collect();
    let chunked = |lines: &str, body: String| answer(lines, body.as_bytes());
    let chunks = format!(
        "5;x=y\r\n{}\r\n{:x}\r\n{}\r\n0\r\nx-late: 1\r\n\r\n",
        &LEAD[..5],
        LEAD.len() - 5,
        &LEAD[5..]
    );
    let te = "HTTP/1.1 200 OK\ntransfer-encoding: chunked";
    vec![
        ("80 header fields", good(&many), Success),
        ("a long header field", good(&format!("\nx: {}", "y".repeat(8000))), Success),
        ("100 first", after("HTTP/1.1 100 Continue"), Success),
        ("103 first", after("HTTP/1.1 103 Early Hints\nlink: </x>"), Success),
        ("a long reason", answer(&format!("HTTP/1.1 200 {}\ncontent-length: {}", "y".repeat(4000), LEAD.len()), LEAD.as_bytes()), Success),
        ("no reason", answer(&format!("HTTP/1.1 200\ncontent-length: {}", LEAD.len()), LEAD.as_bytes()), Success),
        ("a header that is no text", [b"HTTP/1.1 200 OK\r\nx-request-id: \xff\xfe\r\ncontent-type: \xff\r\ncontent-length: ".as_slice(), LEAD.len().to_string().as_bytes(), b"\r\n\r\n", LEAD.as_bytes()].concat(), Success),
        ("chunks with extensions and trailers", chunked(te, chunks), Success),
        ("a media type that is not JSON's", good("\ncontent-type: text/html"), Success),
        ("a hundred request ids", good(&"\nx-request-id: r".repeat(50)), Success),
    ]
}

/// Answers that are none.
fn intolerable() -> Vec<(&'static str, Vec<u8>, End)> {
    let broken = Fails(ErrorKind::Connection);
    let two = LEAD.len() + 1;
    vec![
        (
            "1 MiB of a header field",
            good(&format!("\nx: {}", "y".repeat(1 << 20))),
            broken,
        ),
        (
            "10,000 header fields",
            good(&"\nx: y".repeat(10_000)),
            broken,
        ),
        (
            "two lengths",
            good(&format!("\ncontent-length: {two}")),
            broken,
        ),
        (
            "a length that is no number",
            answer("HTTP/1.1 200 OK\ncontent-length: -1", b""),
            broken,
        ),
        (
            "a length that is too large a number",
            answer(
                "HTTP/1.1 200 OK\ncontent-length: 99999999999999999999999",
                b"",
            ),
            broken,
        ),
        ("no HTTP", b"SSH-2.0-OpenSSH_9.2\r\n\r\n".to_vec(), broken),
        (
            "HTTP/2",
            b"\0\0\x12\x04\0\0\0\0\0\0\x03\0\0\0\x64\0\x04\0\x10\0\0".to_vec(),
            broken,
        ),
        ("a header with a NUL", good("\nx: a\0b"), broken),
        ("a header without a colon", good("\nx y"), broken),
        (
            "a chunk without a size",
            answer("HTTP/1.1 200 OK\ntransfer-encoding: chunked", b"zz\r\n"),
            broken,
        ),
        (
            "a chunk of endless size",
            answer(
                "HTTP/1.1 200 OK\ntransfer-encoding: chunked",
                b"FFFFFFFFFFFFFFFFFF\r\nx",
            ),
            broken,
        ),
        (
            "204 with a body",
            answer("HTTP/1.1 204 No Content\ncontent-length: 5", b"hello"),
            Fails(ErrorKind::Decode),
        ),
        (
            "205 with a body",
            answer("HTTP/1.1 205 Reset Content\ncontent-length: 5", b"hello"),
            Fails(ErrorKind::Decode),
        ),
        (
            "304",
            answer("HTTP/1.1 304 Not Modified\ncontent-length: 500", b""),
            Fails(ErrorKind::Status),
        ),
        (
            "101",
            answer(
                "HTTP/1.1 101 Switching Protocols\nconnection: upgrade\nupgrade: x",
                b"hello",
            ),
            Fails(ErrorKind::Status),
        ),
        (
            "gzip that nobody asked for",
            answer(
                "HTTP/1.1 200 OK\ncontent-encoding: gzip\ncontent-length: 4",
                &[0x1F, 0x8B, 8, 0],
            ),
            Fails(ErrorKind::Decode),
        ),
        (
            "status 999",
            answer("HTTP/1.1 999 What\ncontent-length: 0", b""),
            Fails(ErrorKind::Status),
        ),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn odd_answers_end_as_they_should_and_harm_no_other_call() {
    for (name, bytes, end) in tolerable().into_iter().chain(intolerable()) {
        let server = HostileServer::with_tokens(move |request| match request.target() {
            // What is odd ends its connection: some of it has no end of its own.
            target if target.contains("odd") => vec![Step::Send(bytes.clone()), Step::Close],
            _ => json(200, LEAD),
        });
        let client = builder(&server.url())
            .timeout(Duration::from_secs(5))
            .build()
            .expect("a client");
        let started = Instant::now();
        let sent = client.leads().get("odd").max_attempts(1).send().await;
        let ended = match looked_at(sent) {
            Ok(lead) => {
                assert_eq!(lead.last_name, "L", "{name}");
                Success
            }
            Err(error) => {
                assert_eq!(error.attempts(), 1, "{name}");
                assert!(error.to_string().len() <= 512, "{name}: {error}");
                Fails(error.kind())
            }
        };
        assert_eq!(ended, end, "{name}");
        assert!(started.elapsed() < Duration::from_secs(5), "{name}");
        // The server closes its end after the odd answer; a GET that meets the end of a kept connection is sent again.
        let attempts = Method::Get.send(&client).await.expect(name);
        assert!(attempts <= 2, "{name}: {attempts}");
        assert_eq!(Method::Post.send(&client).await.expect(name), 1, "{name}");
    }
}

/// Informational responses may come before the real one; they do not keep a call alive.
#[tokio::test]
async fn informational_responses_without_end_end_with_the_limit() {
    let server = HostileServer::with_tokens(|_| {
        let early = answer("HTTP/1.1 103 Early Hints", b"");
        vec![Step::Drip(early.repeat(100), Duration::from_millis(5))]
    });
    let client = builder(&server.url()).build().expect("a client");
    let started = Instant::now();
    let limit = Duration::from_millis(300);
    let call = client.leads().get("1").timeout(limit);
    let error = looked_at(call.send().await).expect_err("no response");
    assert!(error.is_timeout(), "{error}");
    assert!(started.elapsed() < limit * 5);
}
