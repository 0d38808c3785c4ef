//! The portal's sockets: accepts connections, lets hyper read requests, and sends answers.
//!
//! What is sent, and how, is decided in `exchange`.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinSet;

use super::answer::Answer;
use super::exchange::{self, Reply};
use super::outgoing::Outgoing;
use super::wire::Wire;
use super::{Shared, lock};
use crate::request::Request;

/// Serves until told to end.
pub(super) fn run(listener: std::net::TcpListener, state: &Shared, end: oneshot::Receiver<()>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        listener
            .set_nonblocking(true)
            .expect("a socket that does not block");
        let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
        tokio::select! {
            () = accept(&listener, state) => {}
            _ = end => {}
        }
    });
}

async fn accept(listener: &tokio::net::TcpListener, state: &Shared) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        lock(state).connections += 1;
        connections.spawn(serve(stream, Arc::clone(state)));
        // Ended ones are let go, panics of the portal's own code are passed on.
        while let Some(ended) = connections.try_join_next() {
            ended.expect("a connection of the portal");
        }
    }
}

/// Serves one connection until either side ends it.
async fn serve(stream: TcpStream, state: Shared) {
    let reset = Arc::new(AtomicBool::new(false));
    let wire = Wire::new(stream, Arc::clone(&reset));
    let service = service_fn(|incoming| answer(incoming, Arc::clone(&state), Arc::clone(&reset)));
    // An error here is a client that went away, or a fault that was ordered; neither is the portal's.
    let _ = http1::Builder::new()
        .serve_connection(TokioIo::new(wire), service)
        .await;
}

async fn answer(
    incoming: hyper::Request<Incoming>,
    state: Shared,
    reset: Arc<AtomicBool>,
) -> Result<hyper::Response<Outgoing>, io::Error> {
    let request = read(incoming).await?;
    let reply = exchange::take(&mut lock(&state), request);
    Ok(match reply {
        Reply::Whole(answer) => response(&answer, Outgoing::whole(&answer.body)),
        Reply::After(pause, answer) => {
            tokio::time::sleep(pause).await;
            response(&answer, Outgoing::whole(&answer.body))
        }
        Reply::Cut(answer, after) => response(&answer, Outgoing::cut(&answer.body, after)),
        Reply::Drip(answer, pause) => response(&answer, Outgoing::drip(&answer.body, pause)),
        Reply::Reset => {
            reset.store(true, Ordering::Relaxed);
            return Err(io::ErrorKind::ConnectionReset.into());
        }
    })
}

fn response(answer: &Answer, outgoing: Outgoing) -> hyper::Response<Outgoing> {
    let mut builder = hyper::Response::builder()
        .status(answer.status)
        .header("content-type", &answer.media_type)
        .header("content-length", answer.body.len());
    for (name, value) in &answer.headers {
        builder = builder.header(*name, value);
    }
    builder
        .body(outgoing)
        .expect("the portal's own answer is well-formed")
}

async fn read(incoming: hyper::Request<Incoming>) -> Result<Request, io::Error> {
    let (head, body) = incoming.into_parts();
    let query = head.uri.query().unwrap_or_default();
    let headers = head.headers.iter().map(|(name, value)| {
        let value = String::from_utf8_lossy(value.as_bytes());
        (name.as_str().to_owned(), value.into_owned())
    });
    Ok(Request {
        method: head.method.as_str().to_owned(),
        path: head.uri.path().to_owned(),
        query: form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect(),
        headers: headers.collect(),
        body: body.collect().await.map_err(io::Error::other)?.to_bytes(),
    })
}
