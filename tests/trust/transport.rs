//! The seam for another HTTP client: one of the caller's own, of which the API of the crate knows nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client as HyperClient;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use partnerportal::models::NewLead;
use partnerportal::{Body, BoxFuture, Transport, TransportError};
use tests::portal::{Portal, Route};

use crate::setup::{builder, origin};

/// hyper-util's client, as a program may have it already.
struct OwnClient {
    client: HyperClient<HttpConnector, Full<Bytes>>,
    sent: Arc<AtomicUsize>,
}

impl Transport for OwnClient {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        self.sent.fetch_add(1, Ordering::SeqCst);
        let client = self.client.clone();
        Box::pin(async move {
            let request = request.map(|body| body.as_bytes().cloned().unwrap_or_default());
            let response = client.request(request.map(Full::new)).await;
            let response = response.map_err(|error| match error.is_connect() {
                true => TransportError::connect(error),
                false => TransportError::broken(error),
            })?;
            let (head, body) = response.into_parts();
            let body = Body::from_stream(body.into_data_stream());
            Ok(http::Response::from_parts(head, body))
        })
    }
}

#[tokio::test]
async fn a_program_can_bring_its_own_http_client() {
    let portal = Portal::with_leads(1);
    let sent = Arc::new(AtomicUsize::new(0));
    let own = OwnClient {
        client: HyperClient::builder(TokioExecutor::new()).build_http(),
        sent: Arc::clone(&sent),
    };
    let client = builder(&origin(&portal))
        .transport(own)
        .build()
        .expect("a client");
    client.leads().get("lead-1").send().await.expect("a lead");
    let lead = NewLead::new("L", "p", "F");
    client
        .leads()
        .create(&lead)
        .send()
        .await
        .expect("a new lead");
    assert_eq!(portal.count(Route::Token), 1);
    assert_eq!(sent.load(Ordering::SeqCst), 3);
    // Its errors are told apart as those of the default one are.
    let gone = origin(&portal);
    drop(portal);
    let error = client.leads().get("lead-1").send().await.expect_err(&gone);
    assert!(error.is_connect() || error.is_connection(), "{error}");
}
