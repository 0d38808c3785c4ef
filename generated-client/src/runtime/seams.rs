//! [`Seams`]: clock, sleep and random numbers, each replaceable.
//!
//! Everything in the runtime that waits, measures time or throws dice does so through these, so that tests need no real
//! time.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime};

use super::transport::BoxFuture;

/// Tells the time.
pub trait Clock: Send + Sync + 'static {
    /// The monotonic clock.
    fn now(&self) -> Instant;

    /// The wall clock.
    fn wall(&self) -> SystemTime;
}

/// Waits.
pub trait Sleep: Send + Sync + 'static {
    /// A future that is ready after `duration`.
    fn sleep(&self, duration: Duration) -> BoxFuture<()>;
}

/// Gives numbers nobody can foresee well enough to make clients retry in step. Not for secrets.
pub trait Random: Send + Sync + 'static {
    /// Any number, each as likely as the others.
    fn next(&self) -> u64;
}

/// What the client takes from its surroundings beside the network.
#[derive(Clone)]
pub struct Seams {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) sleep: Arc<dyn Sleep>,
    pub(crate) random: Arc<dyn Random>,
}

impl Seams {
    /// The system's clocks, tokio's timer, and a generator seeded by the system.
    #[must_use]
    pub fn system() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            sleep: Arc::new(TokioSleep),
            random: Arc::new(Xorshift::seeded()),
        }
    }

    /// With another clock.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// With another way to wait.
    #[must_use]
    pub fn sleep(mut self, sleep: impl Sleep) -> Self {
        self.sleep = Arc::new(sleep);
        self
    }

    /// With another source of random numbers.
    #[must_use]
    pub fn random(mut self, random: impl Random) -> Self {
        self.random = Arc::new(random);
        self
    }
}

impl Default for Seams {
    fn default() -> Self {
        Self::system()
    }
}

impl fmt::Debug for Seams {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seams")
    }
}

struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn wall(&self) -> SystemTime {
        SystemTime::now()
    }
}

struct TokioSleep;

impl Sleep for TokioSleep {
    fn sleep(&self, duration: Duration) -> BoxFuture<()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

/// Marsaglia's xorshift64*: good enough to spread retries, and nothing to depend on.
struct Xorshift(AtomicU64);

impl Xorshift {
    fn seeded() -> Self {
        // RandomState takes its keys from the system's random source.
        Self(AtomicU64::new(RandomState::new().hash_one(0_u8) | 1))
    }
}

impl Random for Xorshift {
    fn next(&self) -> u64 {
        let step = |mut x: u64| {
            x ^= x >> 12;
            x ^= x << 25;
            x ^= x >> 27;
            x
        };
        let before = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |x| Some(step(x)))
            .unwrap_or(1);
        step(before).wrapping_mul(0x2545_F491_4F6C_DD1D)
    }
}

/// A number from 0 to `limit`, both included.
pub(crate) fn up_to(random: &dyn Random, limit: Duration) -> Duration {
    let nanos = u64::try_from(limit.as_nanos()).unwrap_or(u64::MAX);
    match nanos.checked_add(1) {
        Some(range) => Duration::from_nanos(random.next() % range),
        None => Duration::from_nanos(random.next()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_numbers_spread_over_the_whole_range() {
        let random = Xorshift::seeded();
        let limit = Duration::from_millis(1000);
        let drawn: Vec<_> = (0..10_000).map(|_| up_to(&random, limit)).collect();
        let mean = drawn.iter().sum::<Duration>() / 10_000;
        assert!(drawn.iter().all(|wait| *wait <= limit));
        assert!(mean > limit * 47 / 100, "{mean:?}");
        assert!(mean < limit * 53 / 100, "{mean:?}");
    }
}
