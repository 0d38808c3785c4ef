//! Clients for the tests of faults: with all that the portal asks for, and no patience.

use std::fmt::Debug;

use partnerportal::models::{LeadUpdate, NewLead};
use partnerportal::{
    BoxFuture, Client, ClientBuilder, Error, Random, Seams, Transport, TransportError,
};
use tests::hostile::HostileServer;
use tests::portal::{AUDIENCE, CLIENT_ID, CLIENT_SECRET, COMPANY};
use tests::watch::{error_keeps_secrets, keeps_secrets};

/// An answer that every operation but the lists can decode.
pub const LEAD: &str = r#"{"data":{"id":"1","lastName":"L","firstName":"F","platform":"p","status":"active"},"context":{"requestId":"r"},"status":200}"#;

/// Dice that always show nothing, so that there are no waits.
struct Zero;

impl Random for Zero {
    fn next(&self) -> u64 {
        0
    }
}

/// A builder for a client whose API and token endpoint are at this URL, and which waits for nothing but the server.
/// Whatever is logged from here on is watched for secrets.
pub fn builder(url: &str) -> ClientBuilder {
    tests::watch::start();
    Client::builder()
        .base_url(format!("{url}/api"))
        .token_url(format!("{url}/oauth/token"))
        .client_id(CLIENT_ID)
        .client_secret(CLIENT_SECRET)
        .audience(AUDIENCE)
        .company_id(COMPANY)
        .seams(Seams::system().random(Zero))
}

/// A result, once it is known that nothing printed of it holds a piece of a secret.
#[track_caller]
pub fn looked_at<T: Debug>(result: Result<T, Error>) -> Result<T, Error> {
    match &result {
        Ok(value) => keeps_secrets(value),
        Err(error) => error_keeps_secrets(error),
    }
    result
}

/// A client of a hostile server.
pub fn client(server: &HostileServer) -> Client {
    builder(&server.url()).build().expect("a client")
}

/// A client whose transport is this function, called for tokens, too.
pub fn client_through(transport: impl Transport) -> Client {
    let builder = builder("https://portal.example.com").transport(transport);
    builder.build().expect("a client")
}

/// What a transport gives back.
pub type Sent = BoxFuture<Result<http::Response<partnerportal::Body>, TransportError>>;

/// A call of one of the three methods that the retry matrix tells apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Method {
    Get,
    Patch,
    Post,
}

pub const METHODS: [Method; 3] = [Method::Get, Method::Patch, Method::Post];

impl Method {
    /// Sends a call, and says how often it was sent, if it succeeds.
    pub async fn send(self, client: &Client) -> Result<u32, Error> {
        keeps_secrets(client);
        let leads = client.leads();
        let sent = match self {
            Self::Get => leads.get("1").send().await,
            Self::Patch => {
                let update = LeadUpdate::default().notes("n");
                leads.update("1", &update).send().await
            }
            Self::Post => leads.create(&new_lead("L")).send().await,
        };
        looked_at(sent).map(|lead| lead.attempts())
    }

    /// Whether it changes nothing.
    pub fn is_safe(self) -> bool {
        self == Self::Get
    }
}

/// A lead with this name.
pub fn new_lead(name: &str) -> NewLead {
    NewLead::new(name, "p", "F")
}
