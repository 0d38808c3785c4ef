//! Tests of the parts of the runtime together: canned responses, virtual time, a description of their own.

mod c11_backoff;
mod c15_cancel;
mod c15_schedules;
mod c16_clocks;
mod calls;
mod credentials;
mod encode;
mod errors;
mod loopback;
mod pages;
mod properties;
mod retries;
mod stores;
mod streams;
mod tokens;
#[cfg(feature = "tracing")]
mod traces;
mod words;

use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::{Duration, Instant, SystemTime};

use crate::runtime::{
    Api, Audience, BoxFuture, CannedTransport, Client, ClientBuilder, Clock, CredentialPart,
    Envelope, Location, Method, Operation, Parameter, Random, Scheme, SchemeKind, Seams, Server,
    Setting, Sleep,
};

pub(crate) const API: Api = Api {
    name: "example",
    title: "Example",
    version: "1.2.3",
    env_prefix: "EXAMPLE",
    servers: &[Server {
        url: "https://api.example.com/v1",
        variables: &[],
    }],
    schemes: &[
        Scheme {
            name: "key",
            kind: SchemeKind::ApiKey {
                location: Location::Header,
                name: "X-Key",
            },
        },
        Scheme {
            name: "queryKey",
            kind: SchemeKind::ApiKey {
                location: Location::Query,
                name: "key",
            },
        },
        Scheme {
            name: "cookieKey",
            kind: SchemeKind::ApiKey {
                location: Location::Cookie,
                name: "key",
            },
        },
        Scheme {
            name: "basic",
            kind: SchemeKind::Basic,
        },
        Scheme {
            name: "bearer",
            kind: SchemeKind::Bearer,
        },
        Scheme {
            name: "oauth",
            kind: SchemeKind::ClientCredentials {
                token_url: None,
                scopes: &[],
                audience: Audience::Required,
            },
        },
    ],
    settings: &[Setting {
        name: "companyId",
        env: "COMPANY_ID",
    }],
    security: &[],
};

pub(crate) const ENVELOPE: Envelope = Envelope {
    value: "data",
    request_id: &["context", "requestId"],
    status: &["status"],
};

pub(crate) const GET: Operation = Operation {
    id: "getThing",
    method: Method::Get,
    path: "/things/{id}",
    parameters: &[Parameter::path("id")],
    ..Operation::NEW
};

pub(crate) const PATCH: Operation = Operation {
    id: "updateThing",
    method: Method::Patch,
    ..GET
};

pub(crate) const POST: Operation = Operation {
    id: "createThing",
    method: Method::Post,
    path: "/things",
    ..Operation::NEW
};

/// An operation that needs a token.
pub(crate) const SECURED: Operation = Operation {
    id: "getSecret",
    path: "/secret",
    security: &[&["oauth"]],
    ..Operation::NEW
};

pub(crate) fn builder(transport: &CannedTransport, time: &VirtualTime) -> ClientBuilder {
    ClientBuilder::new(&API)
        .transport(transport.clone())
        .seams(time.seams())
}

pub(crate) fn client(transport: &CannedTransport, time: &VirtualTime) -> Client {
    builder(transport, time).build().unwrap()
}

/// With all that the scheme `oauth` needs.
pub(crate) fn with_oauth(builder: ClientBuilder) -> ClientBuilder {
    builder
        .credential("oauth", CredentialPart::ClientId, "the-id")
        .credential("oauth", CredentialPart::ClientSecret, "the-secret")
        .credential("oauth", CredentialPart::Audience, "https://example.com/api")
        .credential(
            "oauth",
            CredentialPart::TokenUrl,
            "https://auth.example.com/token",
        )
}

/// Time that passes only when everybody waits for it.
#[derive(Clone)]
pub(crate) struct VirtualTime(Arc<Mutex<State>>);

struct State {
    now: Instant,
    wall: SystemTime,
    /// When the waits under way end, and their numbers.
    pending: BTreeSet<(Instant, usize)>,
    started: usize,
    /// All waits that were waited to their end.
    waits: Vec<Duration>,
}

impl VirtualTime {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Mutex::new(State {
            now: Instant::now(),
            wall: SystemTime::now(),
            pending: BTreeSet::new(),
            started: 0,
            waits: Vec::new(),
        })))
    }

    pub(crate) fn seams(&self) -> Seams {
        Seams::system()
            .clock(self.clone())
            .sleep(self.clone())
            .random(Constant)
    }

    pub(crate) fn advance(&self, by: Duration) {
        let mut state = self.0.lock().unwrap();
        state.now += by;
        state.wall += by;
    }

    pub(crate) fn set_wall(&self, change: impl FnOnce(SystemTime) -> SystemTime) {
        let mut state = self.0.lock().unwrap();
        state.wall = change(state.wall);
    }

    pub(crate) fn freeze_monotonic(&self, by: Duration) {
        self.0.lock().unwrap().wall += by;
    }

    pub(crate) fn waits(&self) -> Vec<Duration> {
        self.0.lock().unwrap().waits.clone()
    }
}

impl Clock for VirtualTime {
    fn now(&self) -> Instant {
        self.0.lock().unwrap().now
    }

    fn wall(&self) -> SystemTime {
        self.0.lock().unwrap().wall
    }
}

impl Sleep for VirtualTime {
    fn sleep(&self, duration: Duration) -> BoxFuture<()> {
        let mut state = self.0.lock().unwrap();
        state.started += 1;
        let end = (state.now + duration, state.started);
        state.pending.insert(end);
        Box::pin(Wait {
            time: self.clone(),
            duration,
            end,
            polls: 0,
        })
    }
}

struct Wait {
    time: VirtualTime,
    duration: Duration,
    end: (Instant, usize),
    polls: u32,
}

impl Future for Wait {
    type Output = ();

    /// Ready once it is the next to end, and what it is raced against had its chance.
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.polls += 1;
        let mut state = self.time.0.lock().unwrap();
        let is_next = state.pending.first() == Some(&self.end);
        if state.now < self.end.0 && (self.polls < 20 || !is_next) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let passed = self.end.0.saturating_duration_since(state.now);
        state.now += passed;
        state.wall += passed;
        state.waits.push(self.duration);
        Poll::Ready(())
    }
}

impl Drop for Wait {
    fn drop(&mut self) {
        self.time.0.lock().unwrap().pending.remove(&self.end);
    }
}

/// Dice that always show the same number.
struct Constant;

impl Random for Constant {
    fn next(&self) -> u64 {
        u64::MAX
    }
}
