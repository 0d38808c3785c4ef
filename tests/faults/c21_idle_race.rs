//! C21: a server that ends each connection a moment after its answer, just when the next request may be on its way.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Duration;

use tests::hostile::{HostileServer, RawRequest, Step, json};
use tokio::task::JoinSet;

use crate::random::Random;
use crate::setup::{LEAD, client, looked_at, new_lead};

const CALLS: usize = 1000;
const TASKS: usize = 8;

/// Answers, and ends the connection up to five milliseconds later, in either way.
fn server() -> HostileServer {
    let random = Mutex::new(Random::new(21));
    HostileServer::with_tokens(move |_: &RawRequest| {
        let mut random = random.lock().expect("random numbers");
        let mut steps = json(200, LEAD);
        steps.push(Step::Pause(
            Duration::from_micros(random.below(5000) as u64),
        ));
        steps.push(random.of(&[Step::Close, Step::Reset]).clone());
        steps
    })
}

/// A pause before the next call, so that it meets every moment of the connection's end.
async fn pause(random: &mut Random) {
    tokio::time::sleep(Duration::from_micros(random.below(6000) as u64)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c21_every_read_succeeds() {
    let mut tasks = JoinSet::new();
    for task in 0..TASKS {
        tasks.spawn(async move {
            let server = server();
            // One client for each server, one call after the other.
            let (client, mut random) = (client(&server), Random::new(task as u64));
            for _ in 0..CALLS / TASKS {
                client.leads().get("1").send().await.expect("a lead");
                pause(&mut random).await;
            }
        });
    }
    tasks.join_all().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c21_no_create_is_sent_twice() {
    let mut tasks = JoinSet::new();
    for task in 0..TASKS {
        tasks.spawn(async move {
            let server = server();
            let (client, mut random) = (client(&server), Random::new(task as u64));
            let mut told = 0;
            for number in 0..CALLS / TASKS {
                let lead = new_lead(&format!("lead {number}."));
                match looked_at(client.leads().create(&lead).send().await) {
                    Ok(_) => told += 1,
                    Err(error) => {
                        assert!(error.may_have_been_applied(), "{error}");
                        assert_eq!(error.attempts(), 1);
                    }
                }
                pause(&mut random).await;
            }
            let mut seen: HashMap<String, usize> = HashMap::new();
            for request in server.requests().iter().filter(|it| !it.is_for_token()) {
                *seen.entry(request.text()).or_default() += 1;
            }
            assert!(seen.values().all(|times| *times == 1), "sent twice");
            assert!(seen.len() >= told, "{} of {told}", seen.len());
        });
    }
    tasks.join_all().await;
}
