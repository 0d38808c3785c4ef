//! Mixed faults for as long as you like: `cargo run --release -p tests --example soak -- 3600`.
//!
//! Starts a portal and a proxy that spoils its connections, and itself once more as the client, so that the memory
//! measured is the client's alone. Fails when a lead is lost, stored twice or sent twice, when a call outlives its
//! deadline, or when the client's memory is not flat.

use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use partnerportal::models::{LeadUpdate, NewLead};
use partnerportal::{Client, Error};
use tests::hostile::{Proxy, Toxic};
use tests::portal::{AUDIENCE, CLIENT_ID, CLIENT_SECRET, COMPANY, Fault, Portal, Route};

const DEADLINE: Duration = Duration::from_secs(3);
/// How many tasks call at once.
const TASKS: usize = 8;
/// How much more memory the client may have at the end than after its first fifth, in KiB.
const MORE: u64 = 16 * 1024;
/// How often the client's memory is looked at.
const LOOKS: usize = 10;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let seconds = arguments.next().and_then(|text| text.parse().ok());
    let seconds = Duration::from_secs(seconds.expect("how many seconds: soak 3600"));
    match arguments.next() {
        Some(base_url) => call(
            seconds,
            &base_url,
            &arguments.next().expect("the token URL"),
        ),
        None => serve(seconds),
    }
}

/// The portal's side: orders faults, and compares what the client tells with what is there.
fn serve(seconds: Duration) {
    let portal = Portal::with_leads(1);
    portal.token_lifetime(Duration::from_secs(5));
    let random = Mutex::new(1_u64);
    let proxy = Proxy::start(portal.address(), move |_| {
        toxic(&mut random.lock().expect("random numbers"))
    });
    let mut client = Command::new(std::env::current_exe().expect("this program"))
        .arg(seconds.as_secs().to_string())
        .arg(format!("http://{}/api/v1", proxy.address()))
        .arg(portal.token_url())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the client");
    let output = BufReader::new(client.stdout.take().expect("its output"));
    let mut told: HashMap<String, String> = HashMap::new();
    let mut sent: HashMap<String, Vec<Option<u16>>> = HashMap::new();
    let (mut ordered, mut orders) = (Instant::now(), 0);
    for line in output.lines() {
        let line = line.expect("a line");
        if let Some((end, name)) = line.split_once(' ') {
            told.insert(name.to_owned(), end.to_owned());
        }
        if ordered.elapsed() > Duration::from_millis(500) {
            ordered = Instant::now();
            order(&portal);
            orders += 1;
            // No more of these than there are tokens asked for: they would add up.
            if orders % 20 == 0 {
                portal.fail(Route::Token, Fault::status(503));
            }
            // Twice a minute, of which the client may answer one at once: the other lasts until the token's own end.
            if orders % 60 == 0 {
                portal.revoke_tokens();
            }
            count(&portal, &mut sent);
        }
    }
    let status = client.wait().expect("the client's end");
    count(&portal, &mut sent);
    assert!(status.success(), "the client says what is wrong");
    check(&portal, &told, &sent);
}

/// What becomes of the next connection.
fn toxic(state: &mut u64) -> Toxic {
    let mut below = |limit: u64| {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        ((*state >> 16) % limit) as usize
    };
    match below(10) {
        0 => Toxic::CutRequest(below(4000) + 1),
        1 => Toxic::CutAnswer(below(6000) + 1),
        2 => Toxic::LimitData(below(6000) + 1),
        3 => Toxic::ResetPeer(Duration::from_millis(50)),
        4 => Toxic::Timeout,
        5 => Toxic::Latency(Duration::from_millis(20)),
        6 => Toxic::Slicer(50, Duration::from_millis(1)),
        7 => Toxic::Bandwidth(100_000),
        _ => Toxic::None,
    }
}

/// Lets some of the next requests fail.
fn order(portal: &Portal) {
    for (route, fault) in [
        (Route::GetLead, Fault::status(503)),
        (
            Route::GetLead,
            Fault::status(429).header("retry-after", "0"),
        ),
        (Route::CreateLead, Fault::status(500)),
        (Route::CreateLead, Fault::reset_after()),
        (Route::UpdateLead, Fault::cut(20)),
    ] {
        portal.fail(route, fault);
    }
}

/// Notes which creates came and how they were answered, and lets the portal forget them.
fn count(portal: &Portal, sent: &mut HashMap<String, Vec<Option<u16>>>) {
    for exchange in portal.take_exchanges() {
        if exchange.route == Some(Route::CreateLead) {
            let name = exchange.request.json()["lastName"].to_string();
            sent.entry(name).or_default().push(exchange.status);
        }
    }
}

fn check(
    portal: &Portal,
    told: &HashMap<String, String>,
    sent: &HashMap<String, Vec<Option<u16>>>,
) {
    let mut stored: HashMap<String, usize> = HashMap::new();
    for lead in portal.leads(COMPANY) {
        *stored
            .entry(lead["lastName"].as_str().unwrap_or_default().to_owned())
            .or_default() += 1;
    }
    for (name, times) in &stored {
        assert_eq!(*times, 1, "{name} is there twice");
    }
    // What is answered 401 was not carried out, and is sent once more with a new token; nothing else is sent again.
    let mut refused = 0;
    for (name, answers) in sent {
        let others = answers.iter().filter(|status| **status != Some(401));
        assert!(others.count() <= 1, "{name} was sent again: {answers:?}");
        refused += usize::from(answers.len() > 1);
        assert!(answers.len() <= 2, "{name} was sent too often: {answers:?}");
    }
    let mut ends: HashMap<&str, usize> = HashMap::new();
    for (name, end) in told {
        *ends.entry(end).or_default() += 1;
        match end.as_str() {
            "stored" => assert!(stored.contains_key(name), "{name} is lost"),
            "unknown" => {}
            _ => assert!(!stored.contains_key(name), "{name} is there"),
        }
    }
    println!(
        "{} creates: {ends:?}; {} leads are there; {refused} sent again after a 401",
        told.len(),
        stored.len() - 1
    );
    assert!(!told.is_empty(), "nothing was done");
}

/// The client's side: prints how each create ended, and measures its own memory.
#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn call(seconds: Duration, base_url: &str, token_url: &str) {
    let client = Client::builder()
        .base_url(base_url)
        .token_url(token_url)
        .client_id(CLIENT_ID)
        .client_secret(CLIENT_SECRET)
        .audience(AUDIENCE)
        .company_id(COMPANY)
        .timeout(DEADLINE)
        .attempt_timeout(Duration::from_millis(300))
        .build()
        .expect("a client");
    let started = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for task in 0..TASKS {
        let client = client.clone();
        tasks.spawn(async move {
            let mut number = 0;
            while started.elapsed() < seconds {
                number += 1;
                let name = format!("{task}-{number}");
                let begun = Instant::now();
                round(&client, &name).await;
                let took = begun.elapsed();
                assert!(
                    took < DEADLINE * 4 + Duration::from_secs(2),
                    "{name}: {took:?}"
                );
            }
        });
    }
    let mut memories = Vec::with_capacity(LOOKS);
    for look in 1..=LOOKS {
        let at = seconds * look as u32 / LOOKS as u32;
        tokio::time::sleep(at.saturating_sub(started.elapsed())).await;
        memories.extend(memory());
    }
    tasks.join_all().await;
    eprintln!("memory after each tenth of the time, in KiB: {memories:?}");
    if let (Some(first), Some(last)) = (memories.get(1), memory()) {
        eprintln!("{first} KiB after a fifth of the time, {last} KiB at the end");
        assert!(last <= first + MORE, "it grows");
    }
}

/// One create, which is told, and a call of each other kind, which only has to end.
async fn round(client: &Client, name: &str) {
    let leads = client.leads();
    let created = leads.create(&NewLead::new(name, "p", "F")).send().await;
    let end = match &created {
        Ok(_) => "stored".to_owned(),
        Err(error) if error.may_have_been_applied() => "unknown".to_owned(),
        // With the reason, because a client that refuses for want of a token does so very often.
        Err(error) => match error.status() {
            Some(status) => format!("refused-{}", status.as_u16()),
            None => "refused".to_owned(),
        },
    };
    println!("{end} {name}");
    let read = leads.get("lead-1").send().await;
    ended(read.map(drop));
    let update = LeadUpdate::default().notes(name);
    ended(leads.update("lead-1", &update).send().await.map(drop));
    ended(leads.list().limit(5).send().await.map(drop));
}

/// Any end is one, but for a call that no fault can explain.
fn ended(result: Result<(), Error>) {
    if let Err(error) = result {
        let is_ours = error.is_config() || error.is_request() || error.is_decode();
        assert!(!is_ours, "{error}");
    }
}

/// The memory that this process has now, in KiB; `None` where the system does not say.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
