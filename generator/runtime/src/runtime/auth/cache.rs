//! [`TokenCache`]: one token for all clones of a client, fetched once however many wait.
//!
//! A token is used while both clocks say that it is valid: the monotonic one may stand still while the machine sleeps,
//! the wall clock may jump. Some time before it expires, one caller fetches the next while the others go on with the old
//! one. No task is spawned: a fetch is driven by those who wait for it, and when all of them are gone it is dropped.

use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use futures_util::FutureExt;
use futures_util::future::{Either, Shared, WeakShared, select};
use http::HeaderValue;

use super::token::{AccessToken, TokenError, TokenSource};
use crate::runtime::seams::{Seams, up_to};
use crate::runtime::transport::BoxFuture;

/// How long a token is taken to be valid that does not say (as AWS's SDKs have it).
pub(crate) const DEFAULT_LIFETIME: Duration = Duration::from_secs(15 * 60);
const LONGEST_LIFETIME: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// How long before its end a token is no longer used: clocks differ, and requests take time.
const SKEW: Duration = Duration::from_secs(30);
/// How long before that a new one is fetched.
const EARLY: Duration = Duration::from_secs(5 * 60);
/// How long an early fetch holds up the caller that makes it, and how soon another one is tried.
const EARLY_PATIENCE: Duration = Duration::from_secs(3);
const EARLY_PAUSE: Duration = Duration::from_secs(10);
/// How long a failure is passed on without asking again: half of this at least, and a second on average, so that clients
/// which failed together do not come back together.
const FAILURE_PAUSE: Duration = Duration::from_secs(1);
/// How long it is passed on at most where the endpoint asked for a longer wait.
const LONGEST_FAILURE_PAUSE: Duration = Duration::from_secs(60);
/// How soon after one refused token another may be thrown away.
const FORCED_PAUSE: Duration = Duration::from_secs(60);

type Fetched = Result<Arc<Token>, Arc<TokenError>>;
type Flight = Shared<BoxFuture<Fetched>>;

/// One token for all clones of a client.
pub(crate) struct TokenCache {
    source: Arc<dyn TokenSource>,
    seams: Seams,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    token: Option<Arc<Token>>,
    /// How many tokens there have been; a token's own number is its generation.
    generation: u64,
    /// The newest generation that the API refused and that was thrown away.
    refused: u64,
    flight: Option<WeakShared<BoxFuture<Fetched>>>,
    failure: Option<(Instant, Arc<TokenError>)>,
    next_early: Option<Instant>,
    next_forced: Option<Instant>,
}

/// A token in use.
pub(crate) struct Token {
    pub(crate) bearer: HeaderValue,
    pub(crate) generation: u64,
    usable: (Instant, SystemTime),
    fresh: (Instant, SystemTime),
}

/// What a caller does next.
enum Step {
    Use(Arc<Token>),
    /// Fetch the next one, though this one still serves.
    Refresh(Arc<Token>, Flight),
    Wait(Flight),
    Fail(Arc<TokenError>),
}

impl TokenCache {
    pub(crate) fn new(source: Arc<dyn TokenSource>, seams: Seams) -> Arc<Self> {
        Arc::new(Self {
            source,
            seams,
            state: Mutex::default(),
        })
    }

    /// A token that is valid, as far as anybody here knows.
    pub(crate) async fn get(self: &Arc<Self>) -> Fetched {
        match self.step() {
            Step::Use(token) => Ok(token),
            Step::Wait(flight) => flight.await,
            Step::Fail(error) => Err(error),
            Step::Refresh(token, flight) => {
                let patience = pin!(self.seams.sleep.sleep(EARLY_PATIENCE));
                match select(flight, patience).await {
                    Either::Left((Ok(newer), _)) => Ok(newer),
                    // The old one still serves; that the new one failed shows when it no longer does.
                    _ => Ok(token),
                }
            }
        }
    }

    /// Throws away a token that the API refused. Whether it makes sense to send the call again.
    pub(crate) fn refuse(&self, generation: u64) -> bool {
        let now = self.seams.clock.now();
        let mut state = self.state();
        if generation <= state.refused || generation < state.generation {
            // Somebody else was here before: a newer token is there, or on its way.
            return true;
        }
        if state.next_forced.is_some_and(|next| now < next) {
            return false;
        }
        state.next_forced = now.checked_add(FORCED_PAUSE);
        state.refused = generation;
        state.token = None;
        true
    }

    fn step(self: &Arc<Self>) -> Step {
        let now = (self.seams.clock.now(), self.seams.clock.wall());
        let mut state = self.state();
        if let Some(token) = state.token.clone() {
            if before(now, token.fresh) {
                return Step::Use(token);
            }
            if before(now, token.usable) {
                let is_too_soon = state.next_early.is_some_and(|next| now.0 < next);
                if is_too_soon || state.running().is_some() {
                    return Step::Use(token);
                }
                state.next_early = now.0.checked_add(EARLY_PAUSE);
                return Step::Refresh(token, self.start(&mut state));
            }
        }
        if let Some(flight) = state.running() {
            return Step::Wait(flight);
        }
        match &state.failure {
            Some((until, error)) if now.0 < *until => Step::Fail(Arc::clone(error)),
            _ => Step::Wait(self.start(&mut state)),
        }
    }

    /// Starts a fetch. The cache keeps a weak handle only, so that nobody waiting means no fetch.
    fn start(self: &Arc<Self>, state: &mut State) -> Flight {
        let cache = Arc::clone(self);
        let fetch: BoxFuture<Fetched> = Box::pin(async move {
            let fetched = cache.source.fetch().await;
            cache.finish(fetched)
        });
        let flight = fetch.shared();
        state.flight = flight.downgrade();
        flight
    }

    fn finish(&self, fetched: Result<AccessToken, TokenError>) -> Fetched {
        let now = (self.seams.clock.now(), self.seams.clock.wall());
        let pause = FAILURE_PAUSE / 2 + up_to(&*self.seams.random, FAILURE_PAUSE);
        let mut state = self.state();
        state.flight = None;
        match fetched {
            Ok(token) => {
                state.generation += 1;
                state.failure = None;
                state.next_early = None;
                let token = Arc::new(Token::new(token, state.generation, now));
                state.token = Some(Arc::clone(&token));
                Ok(token)
            }
            Err(error) => {
                let asked = error.wait().unwrap_or_default();
                let pause = pause.max(asked.min(LONGEST_FAILURE_PAUSE));
                let error = Arc::new(error);
                state.failure = now
                    .0
                    .checked_add(pause)
                    .map(|until| (until, Arc::clone(&error)));
                Err(error)
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing in here is left half done by a panic.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn running(&self) -> Option<Flight> {
        self.flight.as_ref()?.upgrade()
    }
}

impl Token {
    fn new(token: AccessToken, generation: u64, now: (Instant, SystemTime)) -> Self {
        let lifetime = token
            .expires_in
            .unwrap_or(DEFAULT_LIFETIME)
            .min(LONGEST_LIFETIME);
        let usable = lifetime - SKEW.min(lifetime / 10);
        let fresh = usable - EARLY.min(lifetime / 10);
        Self {
            bearer: token.bearer,
            generation,
            usable: (now.0 + usable, now.1 + usable),
            fresh: (now.0 + fresh, now.1 + fresh),
        }
    }
}

/// Whether both clocks are before their limits.
fn before(now: (Instant, SystemTime), limit: (Instant, SystemTime)) -> bool {
    now.0 < limit.0 && now.1 < limit.1
}
