//! A client that talks to a portal, directly or through something in front of it.

use std::time::Duration;

use partnerportal::{Client, ClientBuilder, RetryPolicy};
use tests::portal::{AUDIENCE, CLIENT_ID, CLIENT_SECRET, COMPANY, Portal};

/// A builder with everything that a client of a portal at `origin` needs. Whatever is logged from here on is watched.
pub fn builder(origin: &str) -> ClientBuilder {
    tests::watch::start();
    Client::builder()
        .base_url(format!("{origin}/api/v1"))
        .token_url(format!("{origin}/oauth/token"))
        .client_id(CLIENT_ID)
        .client_secret(CLIENT_SECRET)
        .audience(AUDIENCE)
        .company_id(COMPANY)
        .retry(RetryPolicy::standard().first_wait(Duration::from_millis(1)))
}

/// Scheme, host and port of a portal.
pub fn origin(portal: &Portal) -> String {
    let url = portal.token_url();
    url.strip_suffix("/oauth/token")
        .expect("where the portal has its tokens")
        .to_owned()
}
