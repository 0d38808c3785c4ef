//! A client that talks to a portal.

use std::time::Duration;

use partnerportal::{Client, ClientBuilder, RetryPolicy};
use tests::portal::{AUDIENCE, CLIENT_ID, CLIENT_SECRET, COMPANY, Portal};

/// A builder with everything that a client of this portal needs. Whatever is logged from here on is watched.
pub fn builder(portal: &Portal) -> ClientBuilder {
    tests::watch::start();
    Client::builder()
        .base_url(portal.base_url())
        .token_url(portal.token_url())
        .client_id(CLIENT_ID)
        .client_secret(CLIENT_SECRET)
        .audience(AUDIENCE)
        .company_id(COMPANY)
}

/// A client of this portal with all defaults.
pub fn client(portal: &Portal) -> Client {
    builder(portal).build().expect("a client")
}

/// A client that retries as usual but waits for a moment only, where the server does not ask for more.
pub fn hasty(portal: &Portal) -> Client {
    let policy = RetryPolicy::standard().first_wait(Duration::from_millis(1));
    builder(portal).retry(policy).build().expect("a client")
}
