//! Tokens kept outside the client: found again, kept up to date, and no harm where the store fails.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use futures_util::FutureExt;

use super::{SECURED, VirtualTime, builder, with_oauth};
use crate::runtime::{
    AccessToken, BoxFuture, Call, CannedResponse, CannedTransport, Client, Clock, Empty,
    StoredToken, TokenStore,
};

/// Keeps tokens in memory, so that clients made one after the other share them.
#[derive(Clone, Default)]
struct Memory(Arc<Mutex<HashMap<String, StoredToken>>>);

impl Memory {
    fn put(&self, key: &str, token: &str, expires_at: SystemTime) {
        let token = StoredToken::new(AccessToken::new(token).unwrap(), expires_at);
        self.0.lock().unwrap().insert(key.to_owned(), token);
    }

    fn only(&self) -> (String, StoredToken) {
        let kept = self.0.lock().unwrap();
        assert_eq!(kept.len(), 1);
        let (key, token) = kept.iter().next().unwrap();
        (key.clone(), token.clone())
    }
}

impl TokenStore for Memory {
    fn load(&self, key: &str) -> BoxFuture<Option<StoredToken>> {
        let found = self.0.lock().unwrap().get(key).cloned();
        async { found }.boxed()
    }

    fn save(&self, key: &str, token: StoredToken) -> BoxFuture<()> {
        self.0.lock().unwrap().insert(key.to_owned(), token);
        async {}.boxed()
    }
}

/// Never answers.
struct Stuck;

impl TokenStore for Stuck {
    fn load(&self, _: &str) -> BoxFuture<Option<StoredToken>> {
        std::future::pending().boxed()
    }

    fn save(&self, _: &str, _: StoredToken) -> BoxFuture<()> {
        std::future::pending().boxed()
    }
}

fn client(transport: &CannedTransport, time: &VirtualTime, store: impl TokenStore) -> Client {
    let builder = with_oauth(builder(transport, time)).token_store(store);
    builder.build().unwrap()
}

/// Sends a call and gives the token that it carried last.
async fn sent_with(transport: &CannedTransport, client: &Client) -> String {
    Call::new(client, &SECURED).send::<Empty>().await.unwrap();
    let last = transport.requests().pop().unwrap();
    last.header("authorization").unwrap().to_owned()
}

fn tokens(transport: &CannedTransport) -> usize {
    let requests = transport.requests();
    requests.iter().filter(|it| it.path() == "/token").count()
}

#[tokio::test]
async fn a_second_client_needs_no_token_of_its_own() {
    let (time, store) = (VirtualTime::new(), Memory::default());
    let transport = CannedTransport::new()
        .on("POST", "/token", CannedResponse::token("t1"))
        .on("GET", "/v1/secret", CannedResponse::status(200));
    for _ in 0..3 {
        let client = client(&transport, &time, store.clone());
        assert_eq!(sent_with(&transport, &client).await, "Bearer t1");
    }
    assert_eq!(tokens(&transport), 1);
    let (key, kept) = store.only();
    assert_eq!(
        key,
        "https://auth.example.com/token the-id https://example.com/api -"
    );
    assert_eq!(kept.token().expose_secret(), "t1");
    assert!(!format!("{kept:?} {:?}", kept.token()).contains("t1"));
    let life = kept.expires_at().duration_since(time.wall()).unwrap();
    assert!(life > Duration::from_secs(3500), "{life:?}");
}

#[tokio::test]
async fn a_token_that_has_ended_or_was_refused_is_replaced_in_the_store() {
    let (time, store) = (VirtualTime::new(), Memory::default());
    let transport = CannedTransport::new()
        .on("POST", "/token", CannedResponse::token("new"))
        .reply(CannedResponse::status(401))
        .reply(CannedResponse::status(200))
        .reply(CannedResponse::status(200));
    let key = "https://auth.example.com/token the-id https://example.com/api -";
    store.put(key, "revoked", time.wall() + Duration::from_secs(600));
    let first = client(&transport, &time, store.clone());
    assert_eq!(sent_with(&transport, &first).await, "Bearer new");
    assert_eq!(store.only().1.token().expose_secret(), "new");
    store.put(key, "ended", time.wall() + Duration::from_secs(5));
    let second = client(&transport, &time, store.clone());
    assert_eq!(sent_with(&transport, &second).await, "Bearer new");
    assert_eq!(tokens(&transport), 2);
}

#[tokio::test]
async fn a_token_that_somebody_else_renewed_is_taken_from_the_store() {
    let (time, store) = (VirtualTime::new(), Memory::default());
    let transport = CannedTransport::new()
        .on("POST", "/token", CannedResponse::token("t1"))
        .on("GET", "/v1/secret", CannedResponse::status(200));
    let client = client(&transport, &time, store.clone());
    assert_eq!(sent_with(&transport, &client).await, "Bearer t1");
    let (key, _) = store.only();
    store.put(&key, "t2", time.wall() + Duration::from_secs(7200));
    time.advance(Duration::from_secs(3600));
    assert_eq!(sent_with(&transport, &client).await, "Bearer t2");
    assert_eq!(tokens(&transport), 1);
}

#[tokio::test]
async fn a_store_that_never_answers_is_as_one_that_is_empty() {
    let time = VirtualTime::new();
    let transport = CannedTransport::new()
        .on("POST", "/token", CannedResponse::token("t1"))
        .on("GET", "/v1/secret", CannedResponse::status(200));
    let client = with_oauth(builder(&transport, &time))
        .token_store(Stuck)
        .attempt_timeout(Duration::from_secs(2))
        .build()
        .unwrap();
    assert_eq!(sent_with(&transport, &client).await, "Bearer t1");
}
