//! The server that both clients call: it answers from memory, on a thread and a runtime of its own.

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;

use crate::answers::{LEAD, page};

/// Starts it; gives back where it listens.
pub fn start() -> SocketAddr {
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        runtime.block_on(async move {
            listener
                .set_nonblocking(true)
                .expect("a socket that does not block");
            let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
            let page = Bytes::from(page());
            loop {
                let (stream, _) = listener.accept().await.expect("a connection");
                stream.set_nodelay(true).expect("a socket");
                tokio::spawn(connection(stream, page.clone()));
            }
        });
    });
    address
}

async fn connection(stream: tokio::net::TcpStream, page: Bytes) {
    let service = service_fn(|request: hyper::Request<Incoming>| {
        let is_list = request.uri().path().ends_with("/leads");
        let body = match is_list {
            true => page.clone(),
            false => Bytes::from_static(LEAD.as_bytes()),
        };
        let mut response = hyper::Response::new(Full::new(body));
        let media_type = hyper::header::HeaderValue::from_static("application/json");
        response.headers_mut().insert("content-type", media_type);
        std::future::ready(Ok::<_, Infallible>(response))
    });
    // A client that is done closes the connection, which is no error of the benchmark.
    let _ = http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service)
        .await;
}
