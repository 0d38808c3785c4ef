//! The token cache: one request however many wait, early renewal, both clocks, refused tokens.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use futures_util::FutureExt;

use super::{SECURED, VirtualTime, builder, with_oauth};
use crate::runtime::auth::cache::TokenCache;
use crate::runtime::{
    AccessToken, BoxFuture, Call, CannedResponse, CannedTransport, Client, Empty, Seams,
    TokenError, TokenSource,
};

/// Numbers its tokens, and fails or tarries on demand.
#[derive(Clone)]
pub(super) struct Source {
    fetches: Arc<AtomicU32>,
    fails: Arc<AtomicU32>,
    lifetime: Duration,
    delay: Duration,
}

impl Source {
    pub(super) fn new(lifetime: u64) -> Self {
        Self {
            fetches: Arc::default(),
            fails: Arc::default(),
            lifetime: Duration::from_secs(lifetime),
            delay: Duration::ZERO,
        }
    }

    pub(super) fn fetches(&self) -> u32 {
        self.fetches.load(Ordering::SeqCst)
    }

    pub(super) fn fail_next(&self, times: u32) {
        self.fails.store(times, Ordering::SeqCst);
    }
}

impl TokenSource for Source {
    fn fetch(&self) -> BoxFuture<Result<AccessToken, TokenError>> {
        let source = self.clone();
        Box::pin(async move {
            let number = source.fetches.fetch_add(1, Ordering::SeqCst) + 1;
            if !source.delay.is_zero() {
                tokio::time::sleep(source.delay).await;
            }
            let fails = source
                .fails
                .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
                    left.checked_sub(1)
                });
            match fails {
                Ok(_) => Err(TokenError::new("down")),
                Err(_) => Ok(AccessToken::new(format!("t{number}"))?.expires_in(source.lifetime)),
            }
        })
    }
}

pub(super) fn cache(source: &Source, time: &VirtualTime) -> Arc<TokenCache> {
    TokenCache::new(Arc::new(source.clone()), time.seams())
}

pub(super) async fn token(cache: &Arc<TokenCache>) -> Result<String, String> {
    match cache.get().await {
        Ok(token) => Ok(token.bearer.to_str().unwrap().to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_tasks_make_one_request() {
    for fails in [0, 1] {
        let source = Source {
            delay: Duration::from_millis(50),
            ..Source::new(3600)
        };
        source.fail_next(fails);
        let cache = TokenCache::new(Arc::new(source.clone()), Seams::system());
        let tasks: Vec<_> = (0..1000)
            .map(|_| {
                let cache = Arc::clone(&cache);
                tokio::spawn(async move { token(&cache).await })
            })
            .collect();
        for task in tasks {
            let expected = if fails == 0 {
                Ok("Bearer t1".to_owned())
            } else {
                Err("down".to_owned())
            };
            assert_eq!(task.await.unwrap(), expected);
        }
        assert_eq!(source.fetches(), 1);
    }
}

#[tokio::test]
async fn a_token_is_renewed_before_it_expires_in_proportion_to_its_life() {
    // lifetime, still the first at, renewed at
    for (lifetime, before, after) in [
        (3600, 3269, 3271),
        (60, 47, 49),
        (10, 7, 9),
        (40 * 24 * 3600, 2_591_669, 2_591_671),
    ] {
        let time = VirtualTime::new();
        let source = Source::new(lifetime);
        let cache = cache(&source, &time);
        assert_eq!(token(&cache).await.unwrap(), "Bearer t1");
        time.advance(Duration::from_secs(before));
        assert_eq!(token(&cache).await.unwrap(), "Bearer t1", "{lifetime}");
        time.advance(Duration::from_secs(after - before));
        assert_eq!(token(&cache).await.unwrap(), "Bearer t2", "{lifetime}");
        assert_eq!(source.fetches(), 2);
    }
}

#[tokio::test]
async fn a_failed_early_renewal_does_not_show_and_is_not_repeated_at_once() {
    let time = VirtualTime::new();
    let source = Source::new(3600);
    let cache = cache(&source, &time);
    token(&cache).await.unwrap();
    time.advance(Duration::from_secs(3300));
    source.fail_next(u32::MAX);
    for _ in 0..100 {
        assert_eq!(token(&cache).await.unwrap(), "Bearer t1");
    }
    assert_eq!(source.fetches(), 2);
    time.advance(Duration::from_secs(11));
    assert_eq!(token(&cache).await.unwrap(), "Bearer t1");
    assert_eq!(source.fetches(), 3);
    time.advance(Duration::from_secs(300));
    assert_eq!(token(&cache).await, Err("down".to_owned()));
}

#[tokio::test]
async fn a_failure_is_passed_on_for_a_moment_and_then_asked_again() {
    let time = VirtualTime::new();
    let source = Source::new(3600);
    source.fail_next(1);
    let cache = cache(&source, &time);
    for _ in 0..100 {
        assert_eq!(token(&cache).await, Err("down".to_owned()));
    }
    assert_eq!(source.fetches(), 1);
    time.advance(Duration::from_millis(1600));
    assert_eq!(token(&cache).await.unwrap(), "Bearer t2");
}

#[tokio::test]
async fn a_refused_token_is_replaced_once_a_minute_at_most() {
    let time = VirtualTime::new();
    let source = Source::new(3600);
    let cache = cache(&source, &time);
    let first = cache.get().await.unwrap();
    for _ in 0..100 {
        assert!(
            cache.refuse(first.generation),
            "all that used it may try again"
        );
    }
    let second = cache.get().await.unwrap();
    assert!(cache.refuse(first.generation));
    assert!(!cache.refuse(second.generation));
    assert_eq!(cache.get().await.unwrap().generation, second.generation);
    assert_eq!(source.fetches(), 2);
    time.advance(Duration::from_secs(61));
    assert!(cache.refuse(second.generation));
    assert_eq!(token(&cache).await.unwrap(), "Bearer t3");
}

#[tokio::test]
async fn a_fetch_that_everybody_gave_up_is_started_anew() {
    let source = Source {
        delay: Duration::from_millis(30),
        ..Source::new(3600)
    };
    let cache = TokenCache::new(Arc::new(source.clone()), Seams::system());
    for _ in 0..3 {
        // Polled once, then dropped.
        assert!(token(&cache).now_or_never().is_none());
    }
    assert_eq!(token(&cache).await.unwrap(), "Bearer t4");
}

pub(super) fn oauth_client(transport: &CannedTransport) -> Client {
    with_oauth(builder(transport, &VirtualTime::new()))
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_401_renews_the_token_and_is_sent_once_more() {
    let transport = CannedTransport::new()
        .reply(CannedResponse::token("t1"))
        .reply(CannedResponse::status(401))
        .reply(CannedResponse::token("t2"))
        .reply(CannedResponse::status(200));
    let response = Call::new(&oauth_client(&transport), &SECURED)
        .send::<Empty>()
        .await
        .unwrap();
    assert_eq!(response.attempts(), 2);
    let sent: Vec<_> = transport
        .requests()
        .iter()
        .map(|it| it.header("authorization").map(str::to_owned))
        .collect();
    assert_eq!(
        sent,
        [
            None,
            Some("Bearer t1".to_owned()),
            None,
            Some("Bearer t2".to_owned())
        ]
    );
}

#[tokio::test]
async fn a_server_that_always_says_401_costs_two_tokens_a_minute() {
    let transport = CannedTransport::new()
        .on("POST", "/token", CannedResponse::token("t"))
        .on("GET", "/v1/secret", CannedResponse::status(401));
    let client = oauth_client(&transport);
    for _ in 0..1000 {
        let error = Call::new(&client, &SECURED)
            .send::<Empty>()
            .await
            .unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), 401);
        assert!(error.attempts() <= 2);
    }
    let requests = transport.requests();
    assert_eq!(
        requests.iter().filter(|it| it.path() == "/token").count(),
        2
    );
    assert_eq!(requests.len(), 2 + 1001);
}

#[tokio::test]
async fn a_token_endpoint_that_is_down_is_asked_three_times() {
    let transport = CannedTransport::new().on("POST", "/token", CannedResponse::status(503));
    let client = oauth_client(&transport);
    let error = Call::new(&client, &SECURED)
        .send::<Empty>()
        .await
        .unwrap_err();
    assert!(error.is_auth() && error.is_retryable() && !error.may_have_been_applied());
    assert_eq!((error.attempts(), transport.requests().len()), (0, 3));
}

#[tokio::test]
async fn what_the_token_endpoint_says_is_repeated_without_the_secret() {
    let body =
        r#"{"error":"invalid_client","error_description":"no \u001b[31msuch client the-secret"}"#;
    let transport = CannedTransport::new().on(
        "POST",
        "/token",
        CannedResponse::json(body).with_status(401),
    );
    let error = Call::new(&oauth_client(&transport), &SECURED)
        .send::<Empty>()
        .await
        .unwrap_err();
    let text = error.to_string();
    assert!(
        text.contains("401 (invalid_client: no  [31msuch client [secret])"),
        "{text}"
    );
    assert!(!error.is_retryable());
    assert_eq!(transport.requests().len(), 1);
    let transport = CannedTransport::new().on(
        "POST",
        "/token",
        CannedResponse::status(307).header("location", "https://evil.example"),
    );
    let error = Call::new(&oauth_client(&transport), &SECURED)
        .send::<Empty>()
        .await
        .unwrap_err();
    assert!(error.to_string().contains("redirect"), "{error}");
    assert_eq!(transport.requests().len(), 1);
    let transport = CannedTransport::new().on(
        "POST",
        "/token",
        CannedResponse::json(vec![b' '; 65 * 1024]),
    );
    let error = Call::new(&oauth_client(&transport), &SECURED)
        .send::<Empty>()
        .await
        .unwrap_err();
    assert!(error.to_string().contains("64 KiB"), "{error}");
}

#[tokio::test]
async fn a_refused_token_is_thrown_away_even_where_the_call_is_not_sent_again() {
    let transport = CannedTransport::new()
        .reply(CannedResponse::token("t1"))
        .reply(CannedResponse::status(401))
        .reply(CannedResponse::token("t2"))
        .reply(CannedResponse::status(200));
    let client = oauth_client(&transport);
    let call = Call::new(&client, &SECURED).max_attempts(1);
    let error = call.clone().send::<Empty>().await.unwrap_err();
    assert_eq!(
        (error.attempts(), error.status().unwrap().as_u16()),
        (1, 401)
    );
    call.send::<Empty>().await.unwrap();
    let last = transport.requests().pop().unwrap();
    assert_eq!(last.header("authorization"), Some("Bearer t2"));
}

#[tokio::test]
async fn a_token_endpoint_that_asks_for_a_pause_gets_it() {
    // asked for, still quiet after, asked again after
    for (asked, before, after) in [(30, 29, 31), (3600, 59, 61)] {
        let time = VirtualTime::new();
        let transport = CannedTransport::new()
            .on(
                "POST",
                "/token",
                CannedResponse::status(400).header("retry-after", &asked.to_string()),
            )
            .on("GET", "/v1/secret", CannedResponse::status(200));
        let client = with_oauth(builder(&transport, &time)).build().unwrap();
        let call = Call::new(&client, &SECURED);
        let error = call.clone().send::<Empty>().await.unwrap_err();
        assert_eq!(error.retry_after(), Some(Duration::from_secs(asked)));
        time.advance(Duration::from_secs(before));
        call.clone().send::<Empty>().await.unwrap_err();
        assert_eq!(transport.requests().len(), 1);
        time.advance(Duration::from_secs(after - before));
        call.send::<Empty>().await.unwrap_err();
        assert_eq!(transport.requests().len(), 2);
    }
}
