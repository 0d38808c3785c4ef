//! C19: paging over lists that change, repeat, fail or lie. Each run ends, with one request more than there are pages at
//! most, and gives what is there where that can be said.

use std::sync::{Arc, Mutex};

use partnerportal::{Body, Client, Transport};
use serde_json::json;

use crate::setup::{Sent, client_through, looked_at};

/// What a list does between two requests for it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Manner {
    Still,
    /// The offset is passed over.
    IgnoresSkip,
    /// The offset is passed over, and the order is another each time.
    Shuffles,
    /// Two pages come in turn.
    Alternates,
    /// Two more leads at the end with each request, up to twice as many.
    Grows,
    /// Two leads less at the end with each request.
    Shrinks,
    /// So many leads at most, whatever was asked for.
    Caps(usize),
    /// All leads from the offset on, whatever was asked for.
    Oversize,
    /// The third request fails.
    FailsOnce,
}

/// A list server in memory.
#[derive(Clone)]
struct List(Arc<Mutex<State>>);

struct State {
    manner: Manner,
    leads: usize,
    requests: usize,
}

impl List {
    fn new(manner: Manner, leads: usize) -> Self {
        Self(Arc::new(Mutex::new(State {
            manner,
            leads,
            requests: 0,
        })))
    }

    fn requests(&self) -> usize {
        self.0.lock().expect("the list").requests
    }
}

impl State {
    /// The numbers of the leads of a page.
    fn page(&mut self, skip: usize, limit: usize) -> Option<Vec<usize>> {
        self.requests += 1;
        let turn = self.requests - 1;
        let page = |skip, limit| (skip..self.leads).take(limit).collect::<Vec<_>>();
        Some(match self.manner {
            Manner::Still => page(skip, limit),
            Manner::IgnoresSkip => page(0, limit),
            Manner::Shuffles => {
                let mut page = page(0, limit);
                page.rotate_left(turn % limit);
                page
            }
            Manner::Alternates => page(turn % 2 * limit, limit),
            Manner::Grows => (skip..(self.leads + 2 * turn).min(2 * self.leads))
                .take(limit)
                .collect(),
            Manner::Shrinks => (skip..self.leads.saturating_sub(2 * turn))
                .take(limit)
                .collect(),
            Manner::Caps(most) => page(skip, limit.min(most)),
            Manner::Oversize => page(skip, usize::MAX),
            Manner::FailsOnce if turn == 2 => return None,
            Manner::FailsOnce => page(skip, limit),
        })
    }
}

impl Transport for List {
    fn send(&self, request: http::Request<Body>) -> Sent {
        let mut response = http::Response::new(Body::from(r#"{"access_token":"t"}"#));
        if request.uri().path() != "/oauth/token" {
            let query = request.uri().query().unwrap_or_default();
            let number = |name: &str| {
                let pair = query.split('&').find_map(|pair| pair.strip_prefix(name));
                pair.map(|text| text.parse().expect("a number"))
            };
            let (skip, limit) = (number("skip="), number("limit="));
            let mut state = self.0.lock().expect("the list");
            match state.page(skip.unwrap_or(0), limit.unwrap_or(10)) {
                Some(numbers) => {
                    let leads: Vec<_> = numbers
                        .into_iter()
                        .map(|number| {
                            json!({"id": number.to_string(), "lastName": "L", "firstName": "F", "platform": "p", "status": "active"})
                        })
                        .collect();
                    let body = json!({"data": leads, "context": {"requestId": "r"}, "status": 200});
                    *response.body_mut() = Body::from(body.to_string());
                }
                None => *response.status_mut() = http::StatusCode::FORBIDDEN,
            }
        }
        Box::pin(async move { Ok(response) })
    }
}

/// All leads of a run, by their numbers.
async fn run(client: &Client, limit: u64) -> Vec<usize> {
    let mut items = client.leads().list().limit(limit).items();
    let mut numbers = Vec::new();
    while let Some(lead) = items.next().await {
        numbers.push(lead.expect("a lead").id.parse().expect("a number"));
        assert!(numbers.len() < 10_000, "it goes round for ever");
    }
    numbers
}

/// Runs over such a list; the numbers, and how many requests it took.
async fn list(manner: Manner, leads: usize) -> (Vec<usize>, usize) {
    let list = List::new(manner, leads);
    let numbers = run(&client_through(list.clone()), 10).await;
    (numbers, list.requests())
}

#[tokio::test]
async fn c19_each_size_of_a_list_that_stands_still() {
    for leads in 0..=45 {
        let (numbers, requests) = list(Manner::Still, leads).await;
        assert_eq!(numbers, (0..leads).collect::<Vec<_>>());
        assert!(requests <= leads.div_ceil(10) + 1, "{leads}: {requests}");
    }
}

#[tokio::test]
async fn c19_lists_that_repeat_themselves_end() {
    for (manner, seen, requests) in [
        (Manner::IgnoresSkip, 10, 2),
        (Manner::Shuffles, 10, 2),
        (Manner::Alternates, 20, 3),
    ] {
        let (numbers, sent) = list(manner, 40).await;
        assert_eq!(numbers, (0..seen).collect::<Vec<_>>(), "{manner:?}");
        assert_eq!(sent, requests, "{manner:?}");
    }
}

#[tokio::test]
async fn c19_lists_that_change_on_the_way_end() {
    let (numbers, requests) = list(Manner::Grows, 40).await;
    assert_eq!(numbers, (0..numbers.len()).collect::<Vec<_>>());
    // Whoever has caught up gets the two new leads of each request, until there are no more.
    assert!((40..=80).contains(&numbers.len()) && requests <= 40 / 10 + 40 / 2 + 1);
    let (numbers, requests) = list(Manner::Shrinks, 40).await;
    assert_eq!(numbers, (0..numbers.len()).collect::<Vec<_>>());
    assert!((30..=40).contains(&numbers.len()) && requests <= 40 / 10 + 1);
}

#[tokio::test]
async fn c19_pages_of_another_size_than_asked_for_lose_nothing() {
    for most in 1..=9 {
        let (numbers, requests) = list(Manner::Caps(most), 40).await;
        assert_eq!(numbers, (0..40).collect::<Vec<_>>());
        assert_eq!(requests, 40_usize.div_ceil(most) + 1, "{most}");
    }
    let (numbers, requests) = list(Manner::Oversize, 40).await;
    assert_eq!((numbers, requests), ((0..40).collect(), 2));
}

#[tokio::test]
async fn c19_a_run_that_failed_goes_on_where_it_was() {
    for taken in 0..=20 {
        let list = List::new(Manner::FailsOnce, 40);
        let client = client_through(list.clone());
        let mut items = client.leads().list().limit(10).items();
        let mut numbers: Vec<usize> = Vec::new();
        for _ in 0..taken {
            let lead = items.next().await.expect("a lead").expect("a lead");
            numbers.push(lead.id.parse().expect("a number"));
        }
        if taken == 20 {
            let refused = items.next().await.expect("an error");
            looked_at(refused).expect_err("refused");
            assert!(items.next().await.is_none(), "nothing after an error");
        }
        // As text, as it would be kept from one run of a program to the next.
        let position = items.position().expect("a position").to_string();
        let position = position.parse().expect("a position");
        let mut rest = client.leads().list().limit(10).resume(&position).items();
        while let Some(lead) = rest.next().await {
            match lead {
                Ok(lead) => numbers.push(lead.id.parse().expect("a number")),
                // The third request, which this run has come to now: go on once more.
                Err(_) => {
                    let position = rest.position().expect("a position");
                    rest = client.leads().list().limit(10).resume(&position).items();
                }
            }
        }
        assert_eq!(numbers, (0..40).collect::<Vec<_>>(), "after {taken}");
    }
}
