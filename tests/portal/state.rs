//! Everything a portal knows, behind one lock.

use super::exchange::Exchange;
use super::fault::Faults;
use super::leads::Leads;
use super::tokens::Tokens;

/// What is stored, what is ordered, and what has happened.
#[derive(Debug)]
pub(super) struct State {
    pub(super) leads: Leads,
    pub(super) tokens: Tokens,
    pub(super) faults: Faults,
    pub(super) exchanges: Vec<Exchange>,
    pub(super) violations: Vec<String>,
    pub(super) connections: usize,
    /// Whether answers are judged as well; not when a test put something wrong into the portal.
    pub(super) judges_answers: bool,
    pub(super) tolerates_violations: bool,
    requests: u64,
}

impl Default for State {
    fn default() -> Self {
        Self {
            leads: Leads::default(),
            tokens: Tokens::default(),
            faults: Faults::default(),
            exchanges: Vec::new(),
            violations: Vec::new(),
            connections: 0,
            judges_answers: true,
            tolerates_violations: false,
            requests: 0,
        }
    }
}

impl State {
    /// A request id that no other answer has.
    pub(super) fn request_id(&mut self) -> String {
        self.requests += 1;
        format!("request-{}", self.requests)
    }
}
