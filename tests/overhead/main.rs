//! What a call through the generated client costs more than the same call through reqwest alone.
//!
//! Both send the same GET with the same token over one kept connection to a server on loopback that answers from memory,
//! and decode the same JSON into the same types. Calls take turns, so that whatever else the machine does hits both
//! alike. `cargo bench -p tests --bench overhead` prints medians and their ratio, and fails where it is above the limit
//! given as `--at-most 1.05`.

use std::convert::Infallible;
use std::hint::black_box;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::Full;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use partnerportal::models::Lead;
use partnerportal::{Body, BoxFuture, Client, Transport, TransportError};
use serde::Deserialize;

/// How many pairs of calls are timed, after as many to warm up as a tenth of that.
const PAIRS: usize = 20_000;

const TOKEN: &str = "token-of-the-benchmark";

/// What a caller without a generated client would write down of the answer.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Envelope {
    data: Lead,
    context: Context,
    status: u16,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Context {
    request_id: String,
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let address = serve();
    let [bare, generated] = runtime.block_on(measure(address));
    let ratio = generated.as_secs_f64() / bare.as_secs_f64();
    println!(
        "bare reqwest     {:>8.2} us (median of {PAIRS})",
        micros(bare)
    );
    println!(
        "generated client {:>8.2} us (median of {PAIRS})",
        micros(generated)
    );
    println!("ratio            {ratio:>8.3}");
    let [decoding, call] = runtime.block_on(measure_without_network());
    println!("of which, without the network:");
    println!("decoding alone   {:>8.2} us", micros(decoding));
    println!("whole call       {:>8.2} us", micros(call));
    if let Some(limit) = limit() {
        assert!(ratio <= limit, "{ratio:.3} is more than {limit}");
    }
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

/// The ratio that must not be exceeded, if there is one. cargo adds arguments of its own.
fn limit() -> Option<f64> {
    let mut arguments = std::env::args().skip_while(|argument| argument != "--at-most");
    arguments.nth(1)?.parse().ok()
}

async fn measure(address: SocketAddr) -> [Duration; 2] {
    let client = Client::builder()
        .base_url(format!("http://{address}/api/v1"))
        .token(TOKEN)
        .company_id("company-1")
        .build()
        .expect("a client");
    let reqwest = reqwest::Client::builder()
        .http1_only()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .expect("a client");
    // The URL is the one that the generated client builds each time.
    let url = format!("http://{address}/api/v1/companies/company-1/leads/lead-1");
    let mut times = [Vec::with_capacity(PAIRS), Vec::with_capacity(PAIRS)];
    for pair in 0..PAIRS + PAIRS / 10 {
        // Who comes first changes, as the second may find a warmer cache.
        let order = if pair % 2 == 0 { [0, 1] } else { [1, 0] };
        for which in order {
            let started = Instant::now();
            if which == 0 {
                call_bare(&reqwest, &url).await;
            } else {
                call_generated(&client).await;
            }
            let time = started.elapsed();
            if pair >= PAIRS / 10 {
                times[which].push(time);
            }
        }
    }
    times.map(median)
}

/// What decoding takes, and what a call takes whose transport answers at once.
async fn measure_without_network() -> [Duration; 2] {
    let client = Client::builder()
        .base_url("https://api.example.com/api/v1")
        .token(TOKEN)
        .company_id("company-1")
        .transport(Memory)
        .build()
        .expect("a client");
    let mut times = [Vec::with_capacity(PAIRS), Vec::with_capacity(PAIRS)];
    for _ in 0..PAIRS {
        let started = Instant::now();
        let envelope: Envelope = serde_json::from_slice(ANSWER.as_bytes()).expect("a lead");
        black_box((envelope.data, envelope.context.request_id));
        times[0].push(started.elapsed());
        let started = Instant::now();
        call_generated(&client).await;
        times[1].push(started.elapsed());
    }
    times.map(median)
}

/// A transport that is no network.
struct Memory;

impl Transport for Memory {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        black_box(&request);
        let body = Body::from(Bytes::from_static(ANSWER.as_bytes()));
        Box::pin(std::future::ready(Ok(http::Response::new(body))))
    }
}

async fn call_bare(client: &reqwest::Client, url: &str) {
    let request = client
        .get(url)
        .bearer_auth(TOKEN)
        .header("accept", "application/json")
        .timeout(Duration::from_secs(30));
    let response = request.send().await.expect("a response");
    assert!(response.status().is_success());
    let body = response.bytes().await.expect("a body");
    let envelope: Envelope = serde_json::from_slice(&body).expect("a lead");
    assert_eq!(envelope.status, 200);
    black_box((envelope.data, envelope.context.request_id));
}

async fn call_generated(client: &Client) {
    let response = client.leads().get("lead-1").send().await.expect("a lead");
    assert_eq!(response.envelope_status(), Some(200));
    black_box(response);
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// Answers every request with the same lead, on a thread and a runtime of its own.
fn serve() -> SocketAddr {
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
            loop {
                let (stream, _) = listener.accept().await.expect("a connection");
                stream.set_nodelay(true).expect("a socket");
                tokio::spawn(connection(stream));
            }
        });
    });
    address
}

async fn connection(stream: tokio::net::TcpStream) {
    let service = service_fn(async |_| {
        let mut response = hyper::Response::new(Full::new(Bytes::from_static(ANSWER.as_bytes())));
        let media_type = hyper::header::HeaderValue::from_static("application/json");
        response.headers_mut().insert("content-type", media_type);
        Ok::<_, Infallible>(response)
    });
    // A client that is done closes the connection, which is no error of the benchmark.
    let _ = http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

/// A lead as the portal answers it.
const ANSWER: &str = r#"{"data":{"lastName":"Lovelace","agentId":"agent-7","notes":"Met at the fair. Wants an offer for twelve seats before the end of the quarter.","companyName":"Analytical Engines","phaseId":"phase-2","partnerOrganizationId":"organization-3","submissionDate":"2026-01-02T03:04:05.678Z","totalCommission":125.5,"platform":"example-platform","firstName":"Ada","createdAt":"2026-01-02T03:04:05.678Z","companyId":"company-1","revenue":1250,"phone":"+44 20 7946 0000","websiteUrl":"https://engines.example.com","commissionPercent":10,"lockCommissionPercent":false,"id":"lead-1","value":99.5,"email":"ada@example.com","status":"open","updatedAt":"2026-02-03T04:05:06.789Z"},"context":{"requestId":"request-1"},"status":200}"#;
