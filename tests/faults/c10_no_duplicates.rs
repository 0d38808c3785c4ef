//! C10: a thousand creates over connections that are cut at random places. No lead is there twice, none that was reported
//! is missing, and every outcome that nobody can know is reported as such.

use std::collections::HashMap;
use std::sync::Mutex;

use tests::hostile::{Proxy, Toxic};
use tests::portal::{COMPANY, Fault, Portal, Route};
use tokio::task::JoinSet;

use crate::random::Random;
use crate::setup::{builder, looked_at, new_lead};

const CREATES: usize = 1000;
const TASKS: usize = 8;

/// How a create ended, as the client tells it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Told {
    Stored,
    Unknown,
    NotStored,
}

/// Sends the creates and tells how each ended.
async fn create_all(base_url: String, portal: &Portal) -> HashMap<String, Told> {
    let client = builder("http://127.0.0.1:1")
        .base_url(base_url)
        .token_url(portal.token_url())
        .build()
        .expect("a client");
    let mut tasks = JoinSet::new();
    for task in 0..TASKS {
        let client = client.clone();
        tasks.spawn(async move {
            let mut told = Vec::new();
            for number in (task..CREATES).step_by(TASKS) {
                let name = format!("lead {number}");
                let result = client.leads().create(&new_lead(&name)).send().await;
                let end = match looked_at(result) {
                    Ok(lead) => {
                        assert_eq!((lead.last_name.as_str(), lead.attempts()), (&*name, 1));
                        Told::Stored
                    }
                    Err(error) if error.may_have_been_applied() => Told::Unknown,
                    Err(_) => Told::NotStored,
                };
                told.push((name, end));
            }
            told
        });
    }
    tasks.join_all().await.into_iter().flatten().collect()
}

/// Compares what was told with what is there; how many are unknown.
fn check(portal: &Portal, told: &HashMap<String, Told>) -> usize {
    assert_eq!(told.len(), CREATES);
    let mut stored: HashMap<String, usize> = HashMap::new();
    for lead in portal.leads(COMPANY) {
        let name = lead["lastName"].as_str().expect("a name").to_owned();
        *stored.entry(name).or_default() += 1;
    }
    assert!(
        stored.values().all(|times| *times == 1),
        "a lead is there twice"
    );
    let mut sent: HashMap<String, usize> = HashMap::new();
    for request in portal.requests(Route::CreateLead) {
        let name = request.request.json()["lastName"]
            .as_str()
            .map(str::to_owned);
        *sent.entry(name.expect("a name")).or_default() += 1;
    }
    assert!(
        sent.values().all(|times| *times == 1),
        "a create was sent twice"
    );
    for (name, end) in told {
        match end {
            Told::Stored => assert!(stored.contains_key(name), "{name} is missing"),
            Told::NotStored => assert!(!stored.contains_key(name), "{name} is there"),
            Told::Unknown => {}
        }
    }
    told.values().filter(|end| **end == Told::Unknown).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c10_one_in_five_reset_after_it_was_stored() {
    let portal = Portal::start();
    for _ in 0..CREATES / 5 {
        // Two of three of these come before the work is done or after it; the rest cut the answer.
        portal.fail(Route::CreateLead, Fault::reset_after());
        portal.fail_times(
            Route::CreateLead,
            4,
            Fault::delay(std::time::Duration::ZERO),
        );
    }
    let told = create_all(portal.base_url(), &portal).await;
    let unknown = check(&portal, &told);
    assert_eq!(unknown, CREATES / 5);
    assert_eq!(
        portal.leads(COMPANY).len(),
        CREATES,
        "stored, or said to be unknown"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c10_connections_cut_at_random_places() {
    let portal = Portal::start();
    let random = Mutex::new(Random::new(10));
    // A request has some 400 bytes, an answer some 700, and connections are used again: so some are cut in their first
    // exchange and some in a later one, in the head, in the body, or between two exchanges.
    let proxy = Proxy::start(portal.address(), move |_| {
        let mut random = random.lock().expect("random numbers");
        match random.below(2) {
            0 => Toxic::CutRequest(random.below(2_000) + 1),
            _ => Toxic::CutAnswer(random.below(3_000) + 1),
        }
    });
    let told = create_all(format!("http://{}/api/v1", proxy.address()), &portal).await;
    let unknown = check(&portal, &told);
    let stored = portal.leads(COMPANY).len();
    let known = told.values().filter(|end| **end == Told::Stored).count();
    assert!(unknown > CREATES / 10, "{unknown}");
    assert!(known > CREATES / 10, "{known}");
    // Some of the unknown were stored and some were not, so the word is the right one.
    assert!(
        known < stored && stored < known + unknown,
        "{known}, {stored}, {unknown}"
    );
}
