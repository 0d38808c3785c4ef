//! The two clients, and the same calls through each.

use std::hint::black_box;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use bytes::Bytes;
use partnerportal::models::Lead;
use partnerportal::{Body, BoxFuture, Client, Transport, TransportError};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::answers::LEAD;
use crate::{PAIRS, median, micros, runtime};

const TOKEN: &str = "token-of-the-benchmark";

/// Which call is made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    Lead,
    Page,
}

impl Kind {
    pub const ALL: [Self; 2] = [Self::Lead, Self::Page];
}

/// What a caller without a generated client would write down of the answer.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Envelope<T> {
    data: T,
    context: Context,
    status: u16,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Context {
    request_id: String,
}

/// reqwest alone, set up as the generated client sets it up.
pub struct Bare {
    client: reqwest::Client,
    base: String,
}

impl Bare {
    pub fn new(address: SocketAddr) -> Self {
        let client = reqwest::Client::builder()
            .http1_only()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .connect_timeout(Duration::from_secs(5))
            .pool_idle_timeout(Duration::from_secs(20))
            .user_agent("partnerportal/0.1.0")
            .build()
            .expect("a client");
        let base = format!("http://{address}/api/v1");
        Self { client, base }
    }

    pub async fn call(&self, kind: Kind) {
        let company = "company-1";
        match kind {
            Kind::Lead => {
                let (base, lead) = (&self.base, "lead-1");
                let url = format!("{base}/companies/{company}/leads/{lead}");
                black_box(self.get::<Lead>(url).await);
            }
            Kind::Page => {
                let url = format!("{}/companies/{company}/leads", self.base);
                black_box(self.get::<Vec<Lead>>(url).await);
            }
        }
    }

    async fn get<T: DeserializeOwned>(&self, url: String) -> (T, String) {
        let request = self
            .client
            .get(url)
            .bearer_auth(TOKEN)
            .header("accept", "application/json")
            .timeout(Duration::from_secs(30));
        let response = request.send().await.expect("a response");
        assert!(response.status().is_success());
        let body = response.bytes().await.expect("a body");
        let envelope: Envelope<T> = serde_json::from_slice(&body).expect("leads");
        assert_eq!(envelope.status, 200);
        (envelope.data, envelope.context.request_id)
    }
}

/// The generated client.
pub struct Generated(Client);

impl Generated {
    pub fn new(address: SocketAddr) -> Self {
        let client = Client::builder()
            .base_url(format!("http://{address}/api/v1"))
            .token(TOKEN)
            .company_id("company-1")
            .build();
        Self(client.expect("a client"))
    }

    pub async fn call(&self, kind: Kind) {
        match kind {
            Kind::Lead => {
                let response = self.0.leads().get("lead-1").send().await.expect("a lead");
                assert_eq!(response.envelope_status(), Some(200));
                black_box(response);
            }
            Kind::Page => {
                let response = self.0.leads().list().send().await.expect("a page");
                assert_eq!(response.envelope_status(), Some(200));
                black_box(response);
            }
        }
    }
}

/// A transport that is no network.
struct Memory;

impl Transport for Memory {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        black_box(&request);
        let body = Body::from(Bytes::from_static(LEAD.as_bytes()));
        Box::pin(std::future::ready(Ok(http::Response::new(body))))
    }
}

/// Prints what decoding takes, and what a call takes whose transport answers at once.
pub fn without_network() {
    let client = Client::builder()
        .base_url("https://api.example.com/api/v1")
        .token(TOKEN)
        .company_id("company-1")
        .transport(Memory)
        .build();
    let client = Generated(client.expect("a client"));
    let mut times = [const { Vec::new() }; 2];
    runtime().block_on(async {
        for _ in 0..PAIRS {
            let started = Instant::now();
            let envelope: Envelope<Lead> = serde_json::from_slice(LEAD.as_bytes()).expect("a lead");
            black_box((envelope.data, envelope.context.request_id));
            times[0].push(micros(started.elapsed()));
            let started = Instant::now();
            client.call(Kind::Lead).await;
            times[1].push(micros(started.elapsed()));
        }
    });
    let [decoding, call] = times.map(median);
    println!("A lead without the network:");
    println!("  decoding alone   {decoding:>8.2} us");
    println!("  whole call       {call:>8.2} us");
}
