//! The default transport against a server of our own on this machine: limits of time and size, redirects, streams.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::{API, GET, POST};
use crate::runtime::{
    Binary, Body, BoxError, Bytes, Call, Client, ClientBuilder, Download, Empty, Error, Json,
    Operation, RetryPolicy, Value,
};

/// A server that hands each connection to a script.
struct Server {
    url: String,
    connections: Arc<AtomicUsize>,
}

impl Server {
    async fn new<F>(script: impl Fn(TcpStream) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let connections = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&connections);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                count.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(script(stream));
            }
        });
        Self { url, connections }
    }

    /// A server that reads a request and writes `response`, piece by piece, then waits for the client to go.
    async fn saying(pieces: &'static [&'static str], pause: Duration) -> Self {
        Self::new(move |mut stream| async move {
            read_request(&mut stream).await;
            for piece in pieces {
                if stream.write_all(piece.as_bytes()).await.is_err() {
                    return;
                }
                tokio::time::sleep(pause).await;
            }
            let mut rest = [0; 64];
            while stream.read(&mut rest).await.is_ok_and(|read| read > 0) {}
        })
        .await
    }

    fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    fn builder(&self) -> ClientBuilder {
        ClientBuilder::new(&API)
            .base_url(&self.url)
            .retry(RetryPolicy::none())
    }

    fn client(&self) -> Client {
        self.builder().build().unwrap()
    }
}

/// Reads a request's head, and a body of announced or chunked length; gives it all.
async fn read_request(stream: &mut TcpStream) -> String {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&request).to_ascii_lowercase();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .split("content-length: ")
                .nth(1)
                .and_then(|it| it.lines().next()?.parse().ok());
            let is_complete = match length {
                Some(length) => body.len() >= length,
                None if head.contains("chunked") => body.ends_with("0\r\n\r\n"),
                None => true,
            };
            if is_complete {
                return String::from_utf8_lossy(&request).into_owned();
            }
        }
        match stream.read(&mut buffer).await {
            Ok(read) if read > 0 => request.extend_from_slice(&buffer[..read]),
            _ => return String::from_utf8_lossy(&request).into_owned(),
        }
    }
}

fn get(client: &Client) -> Call {
    Call::new(client, &GET).set(0, "x")
}

#[track_caller]
fn assert_about(elapsed: Duration, expected: Duration) {
    assert!(elapsed >= expected, "{elapsed:?}");
    assert!(elapsed < expected + Duration::from_secs(3), "{elapsed:?}");
}

#[tokio::test]
async fn a_call_on_each_flavour_of_the_runtime() {
    let server = Server::saying(
        &["HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n42"],
        Duration::ZERO,
    )
    .await;
    let client = server.client();
    assert_eq!(*get(&client).send::<Json<i64>>().await.unwrap(), 42);
    let pending = get(&server.client()).send::<Json<i64>>();
    assert_eq!(*tokio::spawn(pending).await.unwrap().unwrap(), 42);
    let client = server.client();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        assert_eq!(
            *runtime.block_on(get(&client).send::<Json<i64>>()).unwrap(),
            42
        );
    });
}

#[tokio::test]
async fn silence_ends_with_the_attempt() {
    let limit = Duration::from_millis(200);
    let silent: &[&[&'static str]] = &[
        &[],
        &["HTTP/1.1 200 OK\r\n"],
        &["HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n1"],
        &["HTTP/1.1 500 Oops\r\nContent-Length: 9\r\n\r\n"],
    ];
    for pieces in silent {
        let server = Server::saying(pieces, Duration::ZERO).await;
        let client = server.builder().attempt_timeout(limit).build().unwrap();
        let started = Instant::now();
        let error = get(&client).send::<Json<Value>>().await.unwrap_err();
        assert_about(started.elapsed(), limit);
        // Of an error, the status counts, whatever becomes of its body.
        assert_eq!(
            error.is_timeout(),
            error.status().is_none_or(|status| status != 500),
            "{error}"
        );
    }
}

#[tokio::test]
async fn slow_bytes_do_not_stretch_the_time() {
    let server = Server::saying(
        &["H", "T", "T", "P", "/", "1", ".", "1", " ", "2", "0", "0"],
        Duration::from_millis(50),
    )
    .await;
    let client = server
        .builder()
        .timeout(Duration::from_millis(300))
        .retry(RetryPolicy::standard())
        .build()
        .unwrap();
    let started = Instant::now();
    let error = get(&client).send::<Json<Value>>().await.unwrap_err();
    assert!(error.is_timeout());
    assert_about(started.elapsed(), Duration::from_millis(300));
    assert_eq!((error.attempts(), server.connections()), (1, 1));
}

#[tokio::test]
async fn bodies_that_lie_about_their_length() {
    let server = Server::new(|mut stream| async move {
        read_request(&mut stream).await;
        let _ = stream
            .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n42")
            .await;
    })
    .await;
    let error = get(&server.client()).send::<Json<i64>>().await.unwrap_err();
    assert!(
        error.is_connection() && !error.may_have_been_applied(),
        "{error:?}"
    );
    let error = Call::new(&server.client(), &POST)
        .send::<Json<i64>>()
        .await
        .unwrap_err();
    assert!(
        error.is_connection() && error.may_have_been_applied(),
        "{error:?}"
    );
}

#[tokio::test]
async fn bodies_without_end_are_cut_off() {
    let endless = |status: &'static str| {
        Server::new(move |mut stream| async move {
            read_request(&mut stream).await;
            let head = format!("HTTP/1.1 {status}\r\nTransfer-Encoding: chunked\r\n\r\n");
            let _ = stream.write_all(head.as_bytes()).await;
            let chunk = format!("10000\r\n{}\r\n", "x".repeat(0x10000));
            while stream.write_all(chunk.as_bytes()).await.is_ok() {}
        })
    };
    let server = endless("200 OK").await;
    let error = get(&server.client()).send::<Binary>().await.unwrap_err();
    assert!(error.is_body_too_large(), "{error}");
    let server = endless("500 Oops").await;
    let error = get(&server.client()).send::<Binary>().await.unwrap_err();
    assert_eq!(error.body().unwrap().len(), 64 * 1024);
}

#[tokio::test]
async fn the_limit_of_a_body_is_exact() {
    let server = Server::saying(
        &["HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789"],
        Duration::ZERO,
    )
    .await;
    for (limit, fits) in [(9, false), (10, true)] {
        let client = server.builder().max_response_bytes(limit).build().unwrap();
        assert_eq!(get(&client).send::<Binary>().await.is_ok(), fits);
    }
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let other = Server::saying(
        &["HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1"],
        Duration::ZERO,
    )
    .await;
    for status in [301, 302, 303, 307, 308] {
        let target = other.url.clone();
        let server = Server::new(move |mut stream| {
            let response = format!(
                "HTTP/1.1 {status} Moved\r\nLocation: {target}/x\r\nContent-Length: 0\r\n\r\n"
            );
            async move {
                read_request(&mut stream).await;
                let _ = stream.write_all(response.as_bytes()).await;
            }
        })
        .await;
        for call in [
            get(&server.client()),
            Call::new(&server.client(), &POST).json("secret"),
        ] {
            let error = call.send::<Json<Value>>().await.unwrap_err();
            assert!(error.is_redirect(), "{error}");
            assert_eq!(error.status().unwrap().as_u16(), status);
        }
    }
    assert_eq!(other.connections(), 0);
}

#[tokio::test]
async fn a_port_that_nobody_listens_on_was_not_sent_to() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = ClientBuilder::new(&API).base_url(&url).build().unwrap();
    let error = Call::new(&client, &POST).send::<Empty>().await.unwrap_err();
    assert!(error.is_connect() && !error.may_have_been_applied());
    assert_eq!(error.attempts(), 3);
    assert!(!all_sources(&error).contains(&url), "URLs can hold secrets");
}

fn all_sources(error: &Error) -> String {
    let mut text = String::new();
    let mut below = std::error::Error::source(error);
    while let Some(source) = below {
        text.push_str(&source.to_string());
        below = source.source();
    }
    text
}

#[tokio::test]
async fn a_server_that_hangs_up_leaves_a_create_unknown() {
    let server = Server::new(|mut stream| async move {
        read_request(&mut stream).await;
    })
    .await;
    let client = server
        .builder()
        .retry(RetryPolicy::standard())
        .build()
        .unwrap();
    let error = Call::new(&client, &POST)
        .json("x")
        .send::<Empty>()
        .await
        .unwrap_err();
    assert!(error.is_connection() && error.may_have_been_applied());
    assert_eq!((error.attempts(), server.connections()), (1, 1));
    let error = get(&client).send::<Empty>().await.unwrap_err();
    assert_eq!((error.attempts(), server.connections()), (3, 4));
}

#[tokio::test]
async fn compressed_bodies_are_left_alone() {
    const PLAIN: Operation = Operation {
        accept: "application/json",
        ..POST
    };
    let server = Server::new(|mut stream| async move {
        let request = read_request(&mut stream).await.to_ascii_lowercase();
        let said = if request.contains("accept-encoding") {
            "asked"
        } else {
            "plain"
        };
        let response =
            format!("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\n{said}");
        let _ = stream.write_all(response.as_bytes()).await;
    })
    .await;
    let body = Call::new(&server.client(), &PLAIN)
        .send::<Binary>()
        .await
        .unwrap();
    assert_eq!(*body, "plain");
}

#[tokio::test]
async fn streams_go_up_and_come_down() {
    let server = Server::new(|mut stream| async move {
        let request = read_request(&mut stream).await;
        let body = request.split_once("\r\n\r\n").unwrap().1.to_owned();
        let head = format!(
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        for piece in [head, body] {
            let _ = stream.write_all(piece.as_bytes()).await;
            let _ = stream.flush().await;
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
    let chunks = || ["ab", "cd"].map(|text| Ok::<_, BoxError>(Bytes::from_static(text.as_bytes())));
    let client = server.builder().max_response_bytes(1).build().unwrap();
    for (body, expected) in [
        (
            Body::from_chunks(chunks()),
            "2\r\nab\r\n2\r\ncd\r\n0\r\n\r\n",
        ),
        (Body::from_chunks(chunks()).with_length(4), "abcd"),
    ] {
        let call = Call::new(&client, &POST).body("text/plain", body);
        let mut down = call.send::<Download>().await.unwrap().into_inner();
        let mut all = Vec::new();
        while let Some(chunk) = down.next().await {
            all.extend_from_slice(&chunk.unwrap());
        }
        assert_eq!(String::from_utf8(all).unwrap(), expected);
    }
}

#[tokio::test]
async fn a_stream_that_falls_silent_ends_with_an_error() {
    let server = Server::saying(
        &["HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"],
        Duration::ZERO,
    )
    .await;
    let client = server
        .builder()
        .attempt_timeout(Duration::from_millis(200))
        .build()
        .unwrap();
    let mut body = get(&client).send::<Download>().await.unwrap().into_inner();
    assert_eq!(body.next().await.unwrap().unwrap(), "abc");
    let error = body.next().await.unwrap().unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert!(body.next().await.is_none());
}
