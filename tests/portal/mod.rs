//! A partner portal on loopback: token endpoint and the six operations on leads held in memory, with faults on order.
//!
//! Comes in: what a test seeds and scripts. Goes out: the two URLs a client needs, and afterwards a record of every
//! request. Each request is judged by [`Description`](crate::description::Description), each answer that is meant to
//! be right as well; dropping the portal fails the test when there was a violation. What it does not do: TLS, HTTP/2.
//!
//! The portal runs on a thread and a runtime of its own, so a client that blocks its runtime cannot stall the server.

mod answer;
mod exchange;
mod fault;
mod leads;
mod outgoing;
mod schemas;
mod server;
mod state;
mod tokens;
mod wire;

#[cfg(test)]
mod checks;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use serde_json::Value;
use tokio::sync::oneshot;

pub use exchange::Exchange;
pub use fault::{Fault, Route};
use state::State;
pub use tokens::{AUDIENCE, CLIENT_ID, CLIENT_SECRET, TOKEN_PREFIX};

/// The company whose leads the tests are about, unless they say otherwise.
pub const COMPANY: &str = "company-42";

/// Where the API begins: below a path, since that is where clients join URLs wrongly.
pub(crate) const BASE_PATH: &str = "/api/v1";

/// Where tokens are given out.
pub(crate) const TOKEN_PATH: &str = "/oauth/token";

type Shared = Arc<Mutex<State>>;

/// A running portal; it ends when dropped.
#[derive(Debug)]
pub struct Portal {
    address: SocketAddr,
    state: Shared,
    end: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Portal {
    /// Starts a portal without leads on a free port.
    ///
    /// # Panics
    /// When there is no loopback interface to listen on.
    #[must_use]
    pub fn start() -> Self {
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("the listener has an address");
        let state = Shared::default();
        let (end, ended) = oneshot::channel();
        let served = Arc::clone(&state);
        let thread = std::thread::spawn(move || server::run(listener, &served, ended));
        Self {
            address,
            state,
            end: Some(end),
            thread: Some(thread),
        }
    }

    /// Starts a portal whose company [`COMPANY`] has `count` leads, `lead-1` to `lead-{count}`.
    #[must_use]
    pub fn with_leads(count: usize) -> Self {
        let portal = Self::start();
        for _ in 0..count {
            portal.state().leads.seed(COMPANY);
        }
        portal
    }

    /// The base URL of the API; it has a path and no slash at its end.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}{BASE_PATH}", self.address)
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The URL of the token endpoint.
    #[must_use]
    pub fn token_url(&self) -> String {
        format!("http://{}{TOKEN_PATH}", self.address)
    }

    /// Puts a lead into the portal as it is, right or wrong; answers are no longer judged.
    pub fn insert(&self, company: &str, lead: Value) {
        let mut state = self.state();
        state.judges_answers = false;
        state.leads.insert(company, lead);
    }

    /// The leads of a company, as they are stored.
    #[must_use]
    pub fn leads(&self, company: &str) -> Vec<Value> {
        self.state().leads.of(company).to_vec()
    }

    /// Answers a list with at most `most` leads from now on, whatever `limit` asks for.
    pub fn cap_pages(&self, most: usize) {
        self.state().leads.cap_pages(most);
    }

    /// Gives out tokens that live this long from now on; the lifetime told is in whole seconds.
    pub fn token_lifetime(&self, lifetime: Duration) {
        self.state().tokens.lifetime = lifetime;
    }

    /// Forgets every token given out so far: their next use is answered with 401.
    pub fn revoke_tokens(&self) {
        self.state().tokens.revoke();
    }

    /// Does this instead of, or beside, the usual for the next request on the route.
    pub fn fail(&self, route: Route, fault: Fault) {
        self.fail_times(route, 1, fault);
    }

    /// Does this for the next `times` requests on the route, after what was ordered before.
    pub fn fail_times(&self, route: Route, times: usize, fault: Fault) {
        self.state().faults.order(route, times, fault);
    }

    /// Does this for every request on the route from now on.
    pub fn fail_always(&self, route: Route, fault: Fault) {
        self.fail_times(route, usize::MAX, fault);
    }

    /// Forgets all faults that were ordered.
    pub fn heal(&self) {
        self.state().faults.clear();
    }

    /// Lets requests pass that the description does not allow; for tests that send such requests on purpose.
    pub fn tolerate_violations(&self) {
        self.state().tolerates_violations = true;
    }

    /// What the judge found so far, with the request each is about.
    #[must_use]
    pub fn violations(&self) -> Vec<String> {
        self.state().violations.clone()
    }

    /// Every request so far on every route, in the order of arrival.
    #[must_use]
    pub fn exchanges(&self) -> Vec<Exchange> {
        self.state().exchanges.clone()
    }

    /// Every request so far on one route, in the order of arrival.
    #[must_use]
    pub fn requests(&self, route: Route) -> Vec<Exchange> {
        let mut exchanges = self.exchanges();
        exchanges.retain(|exchange| exchange.route == Some(route));
        exchanges
    }

    /// How many requests came on one route so far.
    #[must_use]
    pub fn count(&self, route: Route) -> usize {
        let state = self.state();
        let all = state.exchanges.iter();
        all.filter(|exchange| exchange.route == Some(route)).count()
    }

    /// The newest request on a route.
    ///
    /// # Panics
    /// When there was none.
    #[must_use]
    #[track_caller]
    pub fn last_request(&self, route: Route) -> Exchange {
        let state = self.state();
        let mut newest = state.exchanges.iter().rev();
        let found = newest.find(|exchange| exchange.route == Some(route));
        found.expect("a request on the route").clone()
    }

    /// The one request on a route.
    ///
    /// # Panics
    /// When there was none, or more than one.
    #[must_use]
    #[track_caller]
    pub fn only_request(&self, route: Route) -> Exchange {
        let mut requests = self.requests(route);
        assert_eq!(requests.len(), 1, "requests on {route:?}");
        requests.remove(0)
    }

    /// How many connections were accepted so far.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.state().connections
    }

    fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        if let Some(end) = self.end.take() {
            let _ = end.send(());
        }
        let ended = self.thread.take().map(JoinHandle::join);
        if std::thread::panicking() {
            return;
        }
        assert!(!matches!(ended, Some(Err(_))), "the portal itself panicked");
        let state = self.state();
        if !state.tolerates_violations {
            assert!(
                state.violations.is_empty(),
                "violations: {:#?}",
                state.violations
            );
        }
    }
}

/// The state, even after a panic elsewhere: the test that panicked says what is wrong.
fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
